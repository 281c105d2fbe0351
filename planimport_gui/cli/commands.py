"""The function of each command. Imported late: some commands bring heavy libraries, and a check should be quick."""

from argparse import Namespace
from collections.abc import Callable

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit

Command = Callable[[Namespace, Desk], Exit]


def command(name: str) -> Command:
    """The function behind a name of ``arguments.COMMANDS``."""
    if name in ("check", "import", "template"):
        return _of_files(name)
    if name in ("runs", "resume", "resolve", "undo"):
        return _of_runs(name)
    from planimport_gui.cli.projects import projects

    return projects


def _of_files(name: str) -> Command:
    if name == "check":
        from planimport_gui.cli.check import check

        return check
    if name == "import":
        from planimport_gui.cli.importing import import_plan

        return import_plan
    from planimport_gui.cli.template import template

    return template


def _of_runs(name: str) -> Command:
    if name == "runs":
        from planimport_gui.cli.runs import show_runs

        return show_runs
    if name == "resume":
        from planimport_gui.cli.resume import resume

        return resume
    if name == "resolve":
        from planimport_gui.cli.resolve import resolve

        return resolve
    from planimport_gui.cli.undo import undo

    return undo
