"""Unexpected errors: caught once, written to a file that can be sent, never shown as a traceback."""

import logging
import os
import platform
import sys
import tempfile
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from traceback import TracebackException
from types import TracebackType

from planimport_gui.diagnostics.vault import SecretVault

LIBRARIES = (
    "openpyxl", "python-calamine", "defusedxml", "requests", "urllib3", "truststore", "keyring", "PySide6-Essentials",
)  # fmt: skip
KEPT = 20
"""Crash reports that stay in the folder."""
_FRAMES = 100

_log = logging.getLogger(__name__)


class CrashReports:
    """Writes crash reports into ``folder``; ``tail`` gives the last lines of the log."""

    def __init__(
        self, folder: Path, secrets: SecretVault, program_version: str, tail: Callable[[], tuple[str, ...]]
    ) -> None:
        self._folder = folder
        self._secrets = secrets
        self._version = program_version
        self._tail = tail
        self._written: dict[str, Path] = {}
        self._lock = threading.Lock()

    def report(self, error: BaseException) -> Path | None:
        """The file that describes the error; the same one for an error that was reported before.

        Where the folder cannot be written it lies in the system's folder for temporary files; ``None`` where
        even that fails. Holds no local values and no secret.
        """
        trace = "".join(TracebackException.from_exception(error, limit=-_FRAMES, compact=True).format())
        with self._lock:
            known = self._written.get(trace)
            if known is None:
                _log.error("unexpected error", exc_info=error)
                known = self._write(self._secrets.redact(self._describe(trace)))
            if known is not None:
                self._written[trace] = known
            return known

    def _describe(self, trace: str) -> str:
        return "\n\n".join(
            [
                f"PlanImport {self._version}, {datetime.now().astimezone().isoformat(timespec='seconds')}",
                f"{platform.platform()}\nPython {sys.version}\n" + "\n".join(map(_library, LIBRARIES)),
                trace.rstrip(),
                "\n".join(self._tail()),
            ]
        )

    def _write(self, text: str) -> Path | None:
        for folder in (self._folder, Path(tempfile.gettempdir())):
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                path = _create(folder, text)
                _forget_oldest(folder)
            except OSError as error:
                _log.warning("no crash report in %s: %s", folder, error)
            else:
                return path
        return None


def install_hooks(reports: CrashReports, tell: Callable[[Path | None], None]) -> Callable[[], None]:
    """Report every uncaught error of any thread and ``tell`` the person where the report lies.

    ``tell`` is called in the thread of the error. Answers a function that puts the former hooks back.
    """

    def caught(error: BaseException | None) -> None:
        if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
            return
        try:
            tell(reports.report(error))
        except Exception:  # noqa: BLE001 - Python would print the traceback of a failing hook on the screen
            _log.exception("an unexpected error could not be told")

    def main_hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        caught(error)

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        caught(arguments.exc_value)

    former = sys.excepthook, threading.excepthook
    sys.excepthook, threading.excepthook = main_hook, thread_hook

    def restore() -> None:
        sys.excepthook, threading.excepthook = former

    return restore


def _library(name: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # needs 30 ms that most starts never use

    try:
        return f"{name} {version(name)}"
    except PackageNotFoundError:
        return f"{name}: not installed"


def _create(folder: Path, text: str) -> Path:
    """A new file that only its owner reads; a number is added where two errors share a second."""
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    for number in range(1, 1000):
        path = folder / f"planimport-crash-{stamp}-{number}.txt"
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as stream:
            stream.write(text + "\n")
        return path
    raise FileExistsError(f"{folder}: too many crash reports in one second")


def _forget_oldest(folder: Path) -> None:
    reports = sorted(folder.glob("planimport-crash-*.txt"), key=lambda path: path.stat().st_mtime)
    for path in reports[:-KEPT]:
        path.unlink(missing_ok=True)
