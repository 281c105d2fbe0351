"""The log of a command, and reports of errors that nobody expected."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import planimport_gui
from planimport_gui.assembly.folder import FolderUnusable, make_folder
from planimport_gui.cli.desk import Desk
from planimport_gui.diagnostics.crash import CrashReports, install_hooks
from planimport_gui.diagnostics.log import open_log

FOLDER = "logs"
"""Below the data folder."""


@contextmanager
def recording(desk: Desk, logged: bool) -> Iterator[CrashReports]:
    """Crash reports, and where ``logged`` the log and hooks for errors in threads."""
    folder = desk.settings.folder / FOLDER
    with ExitStack() as stack:
        if not logged or not _usable(desk.settings.folder):
            yield CrashReports(folder, desk.vault, planimport_gui.__version__, tuple)
            return
        log = open_log(folder, desk.vault)
        stack.callback(log.close)
        reports = CrashReports(folder, desk.vault, planimport_gui.__version__, log.tail)
        stack.callback(install_hooks(reports, lambda path: tell_crash(path, desk)))
        yield reports


def tell_crash(path: Path | None, desk: Desk) -> None:
    """One sentence, with the file to send."""
    if path is None:
        desk.output.complain(desk.texts.say("cli.fault.crashUnwritten"))
    else:
        desk.output.complain(desk.texts.say("cli.fault.crash", path=path))


def _usable(folder: Path) -> bool:
    """Whether there can be a log; a command that needs the folder says itself why there is none."""
    try:
        make_folder(folder)
    except FolderUnusable:
        return False
    return True
