"""What a run tells while it goes on: one frozen object an event, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchRecord, BatchState, RowFate, Totals
from planimport_gui.plan.row import RowId


@dataclass(frozen=True, slots=True)
class RunStarted:
    """``total`` counts all plan rows of the run, the left-out ones included; ``batches`` the batches so far."""

    run: int
    site: str
    total: int
    batches: int


@dataclass(frozen=True, slots=True)
class BatchChanged:
    """A batch changed its state. ``rows`` is how many it carries, ``tries`` how many add requests it has had."""

    batch: int
    rows: int
    state: BatchState
    log_id: int | None
    tries: int
    cause: Cause | None = None
    words: str = ""
    """The service's own words, or those of the system."""
    parent: int | None = None
    record: BatchRecord | None = None
    """The batch as the journal holds it."""
    fates: Mapping[RowId, RowFate] = field(default_factory=dict)
    """What became of each of its rows, by the journal's fold."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing goes out for ``seconds`` because of ``cause``."""

    cause: Cause
    seconds: float
    words: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Totals after a change; they always balance. ``seconds_left`` is an estimate or ``None``."""

    totals: Totals
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run ended, paused or was cancelled; ``paused`` says why where it cannot go on by itself."""

    run: int
    totals: Totals
    requests: int
    unfinished: bool
    paused: Cause | None = None
    words: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class LogDeleted:
    """The service's answer to the deletion of one log id. ``undo`` is false for one that goes before a second try."""

    batch: int
    log_id: int
    deleted: bool
    words: str = ""
    undo: bool = True


@dataclass(frozen=True, slots=True)
class Replacing:
    """Before a run sends, what it replaces is deleted: ``deleted`` of ``rows`` rows of earlier runs so far."""

    rows: int
    deleted: int


RunEvent = RunStarted | BatchChanged | Waiting | Progress | RunEnded | LogDeleted | Replacing
