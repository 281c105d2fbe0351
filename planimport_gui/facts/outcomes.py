"""What became of one request to the service. The table behind it is in ``calltouch.replies``."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from planimport_gui.plan.row import Item


class Stage(StrEnum):
    """How far a request got, asked of the connection and never of an exception."""

    NOTHING = "nothing"
    """Not a byte of the request was written."""
    PART = "part"
    """The system did not take the whole body, so the service cannot have executed it."""
    WHOLE = "whole"
    """The system took the whole body: the service may have executed it."""


class Cause(StrEnum):
    """Why a request did not go through; each has a sentence under ``cause.<code>`` in texts/."""

    OFFLINE = "offline"
    """Name, connection or TLS could not be had; nothing was sent."""
    CERTIFICATE = "certificate"
    PROXY = "proxy"
    """The proxy wants a login (407)."""
    CUT = "cut"
    """Writing failed before the system took the whole body."""
    PACE = "pace"
    """429, or the service's words for its pace."""
    TOKEN = "token"
    PROJECT = "project"
    POINTS = "points"
    REDIRECT = "redirect"
    FOREIGN = "foreign"
    """An answer that is not the service's: a web filter, a portal, a wrong address."""
    METHOD = "method"
    """405, 407, 411, 414, 415, 426, 431: the service cannot be spoken to like this."""
    BUSY = "busy"
    """503 with Retry-After and a known shape: not executed."""
    SERVER = "server"
    """500, 502, 504 or any other 503."""
    SILENT = "silent"
    """The body was sent; no complete answer came before the deadline or the end of the connection."""
    UNREADABLE = "unreadable"
    """An answer of the service's that says nothing usable: empty, cut, HTML, other JSON, too large, no log id."""
    KNOWN_LOG = "knownLog"
    """The log id of the answer is already another batch's."""
    LOST_LOG = "lostLog"
    """The service does not know the log id it gave, asked ten times over ten minutes."""
    OTHER_IMPORT = "otherImport"
    """What the service holds under the log id shares no row with what was sent."""
    ALIKE = "alike"
    """Three batches in a row ended alike in doubt or were refused whole."""
    DISK_FULL = "diskFull"
    """The journal cannot be written; nothing is sent until it can."""
    WITHDRAWN = "withdrawn"
    """The program was asked to stop before a byte had left."""
    INTERRUPTED = "interrupted"
    """The program ended while the request was under way."""
    OLD_KEPT = "oldKept"
    """The service did not delete what the run is to replace, so nothing of the run was sent."""
    OLD_OPEN = "oldOpen"
    """What the run is to replace is in doubt, in work or cannot be deleted, so nothing of the run was sent."""
    OLD_SILENT = "oldSilent"
    """No answer says whether what the run is to replace is deleted, so nothing of the run was sent."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One refusal by the service. ``index`` counts the request's items from 0, ``None`` where it names none.

    ``field`` is the article's path within the item (``metric.name``), or ``""``.
    """

    index: int | None
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Unsent:
    """Not a byte left (stage nothing). ``pause`` asks to pause the run instead of trying again."""

    cause: Cause
    detail: str = ""
    pause: bool = False


@dataclass(frozen=True, slots=True)
class Free:
    """Sent or partly sent, and certainly not executed. ``wait`` is in seconds, ``None`` without a wish."""

    cause: Cause
    words: str = ""
    wait: float | None = None
    pause: bool = False
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Refused in a known shape. ``violations`` that name rows set those rows aside.

    Where none names a row, the batch was refused whole: ``words`` say why, and halves find the row.
    """

    words: str
    violations: tuple[Violation, ...] = ()
    code: int | None = None

    @property
    def named(self) -> frozenset[int]:
        return frozenset(v.index for v in self.violations if v.index is not None)


@dataclass(frozen=True, slots=True)
class Accepted:
    """Accepted under an integer log id."""

    log_id: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """The whole body was taken and nothing proves what became of it.

    ``answer`` is at most 2 KB of what came back, redacted.
    """

    cause: Cause
    code: int | None = None
    answer: str = ""
    pause: bool = False


AddOutcome = Unsent | Free | Refused | Accepted | Doubt


class ImportStatus(StrEnum):
    """The three states a log id has in the service."""

    IN_PROGRESS = "in progress..."
    SUCCESS = "success"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class StatusKnown:
    """The service's answer for a log id. ``echo`` holds what it says was sent, one entry an item;

    an entry that could not be read as an item is ``None``.
    """

    status: ImportStatus
    echo: tuple[Item | None, ...]


@dataclass(frozen=True, slots=True)
class LogNotKnown:
    """The service says in its own words that it has no such log id."""

    words: str


@dataclass(frozen=True, slots=True)
class AskAgain:
    """No usable answer to a question that may be repeated. ``wait`` in seconds, ``None`` without a wish."""

    cause: Cause
    words: str = ""
    wait: float | None = None


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run must pause: token, project, points, redirect, foreign answer, certificate, proxy, method."""

    cause: Cause
    words: str = ""


StatusOutcome = StatusKnown | LogNotKnown | AskAgain | Stopped


@dataclass(frozen=True, slots=True)
class Deletion:
    """The service's answer for one log id: deleted, or its words why not."""

    deleted: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Deletions:
    """Answers by log id; ids the service did not mention are missing."""

    by_log: Mapping[int, Deletion]


DeleteOutcome = Deletions | AskAgain | Stopped


@dataclass(frozen=True, slots=True)
class Connected:
    """The free connection test met the service and it took the token."""


ProbeOutcome = Connected | AskAgain | Stopped
