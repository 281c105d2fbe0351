"""The log of a command, and reports of errors that nobody expected."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import planimport_gui
from planimport_gui.assembly.folder import FolderUnusable, make_folder
from planimport_gui.cli.desk import Desk
from planimport_gui.diagnostics.crash import CrashReports, install_hooks
from planimport_gui.diagnostics.log import open_log
from planimport_gui.texts import Texts

Report = Callable[[Exception], str]
"""Writes the report of an error and answers the sentence that says where it lies."""

FOLDER = "logs"
"""Below the data folder."""


@contextmanager
def recording(desk: Desk) -> Iterator[Report]:
    """The log, and hooks for errors in threads; answers what reports an error of the command."""
    try:
        folder = make_folder(desk.settings.folder) / FOLDER
    except FolderUnusable:
        with _nowhere():
            yield _reporter(CrashReports(desk.settings.folder, desk.vault, planimport_gui.__version__, tuple), desk)
        return
    log = open_log(folder, desk.vault)
    reports = CrashReports(folder, desk.vault, planimport_gui.__version__, log.tail)
    restore = install_hooks(reports, lambda path: desk.output.complain(_words(path, desk.texts)))
    try:
        yield _reporter(reports, desk)
    finally:
        restore()
        log.close()


@contextmanager
def _nowhere() -> Iterator[None]:
    """Keeps Python from printing what no log takes. A command that needs the folder says why it cannot be used."""
    handler = logging.NullHandler()
    logging.root.addHandler(handler)
    try:
        yield
    finally:
        logging.root.removeHandler(handler)


def _reporter(reports: CrashReports, desk: Desk) -> Report:
    return lambda error: _words(reports.report(error), desk.texts)


def _words(path: Path | None, texts: Texts) -> str:
    return texts.say("cli.fault.crashUnwritten") if path is None else texts.say("cli.fault.crash", path=path)
