"""The program's log: rotating files that hold no secret and never get in the program's way."""

import logging
import os
from collections import deque
from contextlib import suppress
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from planimport_gui.diagnostics.vault import SecretVault

NAME = "planimport.log"
MEGABYTE = 1_000_000
BACKUPS = 4
"""With the file being written: five."""
TAIL_LINES = 200

_FORMAT = "%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"


class OpenLog:
    """The log of this process, until ``close``. ``path`` is the newest file, ``None`` where none can be written."""

    def __init__(self, path: Path | None, handlers: tuple[logging.Handler, ...], lines: deque[str]) -> None:
        self.path = path
        self._handlers = handlers
        self._lines = lines
        self._level = logging.root.level
        logging.root.setLevel(logging.INFO)
        for handler in handlers:
            logging.root.addHandler(handler)
        logging.captureWarnings(True)

    def tail(self) -> tuple[str, ...]:
        """The last lines that were logged, redacted."""
        return tuple(self._lines)

    def close(self) -> None:
        """Stop logging and put everything back as it was."""
        logging.captureWarnings(False)
        for handler in self._handlers:
            logging.root.removeHandler(handler)
            with suppress(OSError):  # a full disk refuses the last flush, and the file is closed all the same
                handler.close()
        logging.root.setLevel(self._level)


def open_log(folder: Path, secrets: SecretVault) -> OpenLog:
    """Log everything from INFO up, Python's warnings included, into ``folder``.

    Five files of 1 MB at most, UTF-8, readable by their owner only. Where the folder cannot be written the last
    lines are still kept for crash reports. Nothing that goes wrong while logging is raised or printed.
    """
    formatter = _Redacting(secrets)
    lines: deque[str] = deque(maxlen=TAIL_LINES)
    handlers: list[logging.Handler] = [_Tail(lines)]
    path = folder / NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handlers.append(_File(path))
    except OSError as error:
        unwritable = logging.LogRecord(
            __name__, logging.WARNING, __file__, 0, "no log file: %s", (error,), None
        )  # fmt: skip
        lines.append(formatter.format(unwritable))
    for handler in handlers:
        handler.setFormatter(formatter)
    return OpenLog(path if len(handlers) == 2 else None, tuple(handlers), lines)


class _Redacting(logging.Formatter):
    """Redacts the whole entry: message, arguments, traceback and stack."""

    def __init__(self, secrets: SecretVault) -> None:
        super().__init__(_FORMAT)
        self._secrets = secrets

    def format(self, record: logging.LogRecord) -> str:
        try:
            entry = super().format(record)
        except Exception:  # noqa: BLE001 - arguments that do not fit, or an object whose __str__ fails
            entry = f"{record.levelname} {record.name}: a message of {record.pathname}:{record.lineno} has no text"
        return self._secrets.redact(entry)


class _Silent(logging.Handler):
    """A handler whose own failures concern nobody: a full disk must not stop an import."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Let the record go."""


class _Tail(_Silent):
    """Keeps the last lines in memory."""

    def __init__(self, lines: deque[str]) -> None:
        super().__init__()
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.extend(self.format(record).splitlines())


class _File(_Silent, RotatingFileHandler):
    """A rotating file that only its owner reads, and that may be open in a second process."""

    def __init__(self, path: Path) -> None:
        RotatingFileHandler.__init__(
            self, path, maxBytes=MEGABYTE, backupCount=BACKUPS, encoding="utf-8", errors="backslashreplace"
        )

    def _open(self) -> TextIOWrapper:
        return open(
            self.baseFilename, "a", encoding=self.encoding, errors=self.errors,
            opener=lambda path, flags: os.open(path, flags, 0o600),
        )  # fmt: skip

    def doRollover(self) -> None:  # noqa: N802 - logging's name
        try:
            super().doRollover()
        except OSError:
            self._go_on()

    def _go_on(self) -> None:
        """Windows renames no file that a second process holds open: write on, and try again later."""
        self.maxBytes += MEGABYTE
        self.stream = self._open()
