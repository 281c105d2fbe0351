"""``planimport check``: read a plan sheet and say what is wrong with it."""

from argparse import Namespace

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.planfile import open_plan
from planimport_gui.cli.report import plan_object, tell_plan
from planimport_gui.sheets.collecting import collection_paused


@collection_paused()
def check(arguments: Namespace, desk: Desk) -> Exit:
    """Nothing is sent, and nothing is written."""
    site = None if arguments.site is None else desk.site(arguments.site)
    plan = open_plan(arguments, desk)
    if site is not None:
        from planimport_gui.assembly.engine import look

        with look(desk.settings.folder) as journal:
            plan.set_history(journal.history(desk.project(site)))
    desk.output.emit(plan_object(plan, desk.texts))
    tell_plan(plan, desk)
    return Exit.NOT_ALL if plan.sheet.counts.errors else Exit.DONE
