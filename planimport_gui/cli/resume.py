"""``planimport resume``: go on with an unfinished run."""

from argparse import Namespace

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.assembly.folder import FolderUnusable
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.cli.sending import send
from planimport_gui.facts.failures import JournalError, LockHeld
from planimport_gui.facts.records import RunRecord, Totals


def resume(arguments: Namespace, desk: Desk) -> Exit:
    """Ask what is pending and send what was not sent; doubts are left alone."""
    try:
        with hold(desk.settings.folder, desk.tempo) as engine:
            return _resume(engine, arguments.run, desk)
    except (LockHeld, JournalError, FolderUnusable, KeyboardInterrupt):
        desk.finish(None, Totals(0), 0)
        raise


def _resume(engine: Engine, number: int | None, desk: Desk) -> Exit:
    record = _newest(engine) if number is None else find_run(engine, number, desk)
    if record is None:
        return _nothing_anywhere(engine, desk)
    if not record.unfinished:
        return _nothing(record, desk)
    try:
        service = engine.service(record.project, desk.token(record.project, record.id))
    except Ending:
        desk.finish(record.id, record.totals, record.requests)
        raise
    desk.say("cli.resumed", run=record.id, site=record.project.site, file=record.file)
    return send(desk, engine.journal, service, lambda: record.id)


def find_run(engine: Engine, number: int, desk: Desk) -> RunRecord:
    """The run of a number. Raises Ending where there is none."""
    try:
        return engine.journal.run(number)
    except KeyError:
        raise desk.ending(Exit.USAGE, "cli.usage.noRun", run=number) from None


def _newest(engine: Engine) -> RunRecord | None:
    return next((run for run in engine.journal.runs() if run.unfinished), None)


def _nothing_anywhere(engine: Engine, desk: Desk) -> Exit:
    desk.finish(None, Totals(0), 0)
    desk.say("cli.resume.nothing")
    for run in engine.journal.runs():
        doubts = run.totals.unknown - run.resent
        if doubts:
            desk.say("cli.resume.doubts", run=run.id, rows=doubts)
    return Exit.DONE


def _nothing(record: RunRecord, desk: Desk) -> Exit:
    """The run named is finished: 0 where every one of its rows is imported."""
    desk.finish(None, record.totals, 0)
    desk.say("cli.resume.done", run=record.id)
    done = record.totals.imported + record.before == record.totals.total
    return Exit.DONE if done else Exit.NOT_ALL
