"""``planimport import``: check a plan, decide what goes, send it."""

from argparse import Namespace
from collections.abc import Callable

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.assembly.folder import FolderUnusable
from planimport_gui.assembly.practice import practise
from planimport_gui.assembly.projects import ProjectsUnreadable
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.cli.planfile import OpenedPlan, Selection, open_plan
from planimport_gui.cli.report import tell_plan
from planimport_gui.cli.sending import send
from planimport_gui.facts.failures import JournalError, LockHeld
from planimport_gui.facts.records import NewRun, Project, Totals
from planimport_gui.importing.batches import cut
from planimport_gui.tokens import Token


def import_plan(arguments: Namespace, desk: Desk) -> Exit:
    """Send the rows that may be sent. What is decided when, and with which exit code, is in DESIGN section 6."""
    if arguments.practice and desk.settings.named:
        raise desk.ending(Exit.USAGE, "cli.usage.practiceAddress")
    site = None if arguments.practice else desk.site(arguments.site)
    plan = open_plan(arguments, desk)
    tell_plan(plan, desk)
    selection = plan.select(arguments.allow_repeats)
    if selection.errors and not arguments.valid_only:
        desk.say("cli.import.errors", errors=selection.errors)
        return _not_begun(selection.totals(), Exit.NOT_ALL, desk)
    try:
        return _practise(plan, arguments, desk) if site is None else _import(plan, desk.project(site), arguments, desk)
    except (LockHeld, JournalError, FolderUnusable, ProjectsUnreadable, KeyboardInterrupt):
        desk.finish(None, selection.totals(), 0)
        raise


def _import(plan: OpenedPlan, project: Project, arguments: Namespace, desk: Desk) -> Exit:
    if desk.settings.elsewhere:
        desk.say("cli.import.address", address=desk.settings.address)
    with hold(desk.settings.folder, desk.tempo) as engine:
        unfinished = engine.journal.unfinished_with(project, plan.digest, plan.select(arguments.allow_repeats).keys)
        if unfinished is not None:
            desk.say("cli.import.unfinished", run=unfinished)
            return _not_begun(plan.select(arguments.allow_repeats).totals(), Exit.NOT_ALL, desk)
        history = engine.journal.history(project)
        if not history.items:
            desk.say("cli.import.firstTime", site=project.site)
        plan.set_history(history)
        return _send(plan, engine, project, lambda: desk.token(project), arguments, desk)


def _practise(plan: OpenedPlan, arguments: Namespace, desk: Desk) -> Exit:
    desk.say("cli.import.practice")
    with practise(desk.settings.folder, desk.tempo) as practice:
        return _send(plan, practice.engine, practice.project, lambda: practice.token, arguments, desk)


def _send(
    plan: OpenedPlan, engine: Engine, project: Project, token: Callable[[], Token], arguments: Namespace, desk: Desk
) -> Exit:
    selection = plan.select(arguments.allow_repeats)
    if selection.repeats:
        desk.say("cli.import.repeats", repeats=selection.repeats)
        _tell_doubts(engine, project, desk)
    if not selection.rows:
        return _nothing(selection, desk)
    try:
        service = engine.service(project, token())
    except Ending:
        desk.finish(None, selection.totals(), 0)
        raise
    new = NewRun(
        project, plan.path, plan.reading.sheet, plan.digest, selection.rows, cut(selection.rows),
        selection.left_out, selection.before,
    )  # fmt: skip
    create = lambda: engine.journal.create_run(new)  # noqa: E731 - too small for a name of its own
    wait = not arguments.no_wait
    return send(desk, engine.journal, service, create, wait=wait, practice=arguments.practice)


def _tell_doubts(engine: Engine, project: Project, desk: Desk) -> None:
    """Rows in doubt are repeats too, and sending them again is the last thing to do about them."""
    for run in engine.journal.runs():
        if run.totals.unknown and (run.project.address, run.project.site) == (project.address, project.site):
            desk.say("cli.resume.doubts", run=run.id, rows=run.totals.unknown)


def _nothing(selection: Selection, desk: Desk) -> Exit:
    """No row is left to send: 0 where all of them are imported."""
    if selection.before == selection.total:
        desk.say("cli.import.allBefore", rows=selection.total)
        return _not_begun(selection.totals(), Exit.DONE, desk)
    desk.say("cli.import.nothing")
    return _not_begun(selection.totals(), Exit.NOT_ALL, desk)


def _not_begun(totals: Totals, code: Exit, desk: Desk) -> Exit:
    desk.finish(None, totals, 0)
    return code
