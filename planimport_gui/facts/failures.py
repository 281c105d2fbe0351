"""Failures of the world around the program: each is expected, has its own sentence and exit code."""

from enum import StrEnum

from planimport_gui.facts.records import Project


class JournalTrouble(StrEnum):
    """Why the journal cannot be used. Each has a sentence under ``journal.<code>`` in texts/."""

    DAMAGED = "damaged"
    NEWER = "newer"
    """Written by a newer version of the program."""
    READ_ONLY = "readOnly"
    UNREACHABLE = "unreachable"
    """The folder or file cannot be made, opened or written."""
    FULL = "full"
    REPLACED = "replaced"
    """The file was moved, deleted or exchanged for another one while the program worked with it."""


class JournalError(Exception):
    """The journal cannot be used. ``path`` is the file, ``detail`` the system's words."""

    def __init__(self, trouble: JournalTrouble, path: str, detail: str = "") -> None:
        super().__init__(f"{trouble.value}: {path}: {detail}")
        self.trouble = trouble
        self.path = path
        self.detail = detail


class JournalFull(JournalError):
    """The disk is full; the transaction was not written and may be tried again."""


class JournalBroken(JournalError):
    """The journal is damaged, newer, read-only or out of reach."""


class DataTrouble(StrEnum):
    """What of the data folder cannot be used. Each has a sentence under ``ui.data.<code>`` in texts/."""

    FOLDER = "folder"
    PROJECTS = "projects"
    """The list of projects."""


class DataUnusable(Exception):
    """The data folder, or what is kept in it besides the journal, cannot be used. ``detail`` is the system's words."""

    def __init__(self, trouble: DataTrouble, path: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.trouble = trouble
        self.path = path
        self.detail = detail


class LogIdTaken(Exception):
    """The log id a user gave is that of another batch already: ``run`` and ``batch`` say which."""

    def __init__(self, log_id: int, run: int, batch: int) -> None:
        super().__init__(f"log {log_id} belongs to run {run}, batch {batch}")
        self.log_id = log_id
        self.run = run
        self.batch = batch


class RunUnreadable(Exception):
    """What became of a run cannot be read. ``rows`` of it are in the service, or may be, under ``log_ids``."""

    def __init__(self, error: JournalError, rows: int, log_ids: tuple[int, ...]) -> None:
        super().__init__(str(error))
        self.error = error
        self.rows = rows
        self.log_ids = log_ids


class LockHeld(Exception):
    """Another process holds the data folder's lock. ``pid`` is its process id where it is known."""

    def __init__(self, pid: int | None) -> None:
        super().__init__(f"held by {pid}")
        self.pid = pid


class TokenTrouble(StrEnum):
    """Why a token cannot be read or kept. Each has a sentence under ``token.<code>`` in texts/."""

    ABSENT = "absent"
    """No token is stored for this project."""
    NO_KEYRING = "noKeyring"
    LOCKED = "locked"
    DENIED = "denied"
    EMPTY = "empty"
    BLANKS = "blanks"
    """Blanks inside the token."""
    NOT_ASCII = "notAscii"
    TOO_LONG = "tooLong"
    """Over 1,280 characters, what Windows keeps."""


class SiteTrouble(StrEnum):
    """Why a SiteId is none. Each has a sentence under ``site.<code>`` in texts/."""

    EMPTY = "empty"
    COUNTER = "counter"
    """Letters and digits: the «ID счётчика» in place of the «ID личного кабинета»."""
    NOT_DIGITS = "notDigits"


class Outdated(Exception):
    """Another program of this computer imported into the project since the plan was judged."""


class Unfinished(Exception):
    """The rows belong to a run that is not finished; ``run`` is to be resumed instead."""

    def __init__(self, run: int) -> None:
        super().__init__(str(run))
        self.run = run


class TokenMissing(Exception):
    """There is no token for the project of a run. ``trouble`` says why."""

    def __init__(self, project: Project, trouble: TokenTrouble) -> None:
        super().__init__(trouble.value)
        self.project = project
        self.trouble = trouble
