"""Carries a run from the console: events, Ctrl+C, result, exit code."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.interrupts import Interrupts
from planimport_gui.cli.result import Result
from planimport_gui.cli.telling import Teller
from planimport_gui.cli.troubles import trouble_ending
from planimport_gui.facts.events import RunEnded
from planimport_gui.facts.failures import JournalError
from planimport_gui.facts.outcomes import Cause
from planimport_gui.importing.ports import PlanService, RunJournal
from planimport_gui.importing.run import Importer

REFUSED_CAUSES = (Cause.TOKEN, Cause.PROJECT)


def send(
    desk: Desk,
    journal: RunJournal,
    service: PlanService,
    run: Callable[[], int],
    *,
    wait: bool = True,
    practice: bool = False,
) -> Exit:
    """Send the run that ``run`` answers, from where signals no longer break anything off, and say how it ended."""
    importer = Importer(journal, service, Teller(desk.output, desk.texts), desk.tempo.times)
    with Interrupts(stopper(desk, importer.cancel)):
        number = run()
        try:
            ended = importer.send(number, wait=wait)
        except JournalError as error:
            raise _broken_off(error, journal, number, desk) from error
        desk.finish(ended.run, ended.totals, ended.requests)
        record = journal.run(ended.run)
        Result(desk.output, desk.texts, journal, date.today()).tell(ended, record, practice)  # noqa: DTZ011 - the user's own day
    return exit_of(ended, record.before)


def _broken_off(error: JournalError, journal: RunJournal, run: int, desk: Desk) -> Exception:
    """The journal failed in the middle of a run: what it still tells is told, and the failure is the ending."""
    with suppress(JournalError):
        record = journal.run(run)
        desk.finish(run, record.totals, record.requests)
        desk.say("cli.result.resume", run=run)
    return trouble_ending(error, desk.texts) or error


def exit_of(ended: RunEnded, before: int) -> Exit:
    """The exit code of a run: 130 before 3 before 1. ``before`` of its rows were imported by earlier runs."""
    if ended.cancelled:
        return Exit.INTERRUPTED
    if ended.paused in REFUSED_CAUSES:
        return Exit.REFUSED
    return Exit.DONE if ended.totals.imported + before == ended.totals.total else Exit.NOT_ALL


def stopper(desk: Desk, cancel: Callable[[], None]) -> Callable[[int], None]:
    """What Ctrl+C does: cancel, and say what is awaited."""

    def stop(count: int) -> None:
        cancel()
        desk.output.complain(desk.texts.say("cli.stopping" if count == 1 else "cli.stoppingStill"))

    return stop
