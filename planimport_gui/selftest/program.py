"""The self-test of the program as it runs: all checks, in a data folder of their own."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QWidget

from planimport_gui.selftest.qt import qt_checks
from planimport_gui.selftest.report import run_checks
from planimport_gui.selftest.rooms import room_checks


def self_test(report: Path, open_window: Callable[[Path], AbstractContextManager[QWidget]]) -> int:
    """Needs a QApplication. ``open_window`` shows the window over a data folder.

    0 where all is well, 1 where a check failed, 2 where the report could not be written.
    """
    with TemporaryDirectory(prefix="planimport-selftest-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        try:
            return run_checks([*qt_checks(partial(open_window, folder / "window")), *room_checks(folder)], report)
        except OSError as error:
            if sys.stderr is not None:
                print(error, file=sys.stderr)
            return 2
