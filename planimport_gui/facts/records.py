"""Runs, batches, attempts and totals as the journal remembers them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from planimport_gui.facts.outcomes import Cause
from planimport_gui.plan.row import Item, RowId


class AttemptState(StrEnum):
    """The state of one add request (an attempt); what each means is in DESIGN's table of a batch."""

    SENDING = "sending"
    FREE = "free"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    SUCCESS = "success"
    ERROR = "error"
    DELETING = "deleting"
    UNDONE = "undone"
    CLAIMED = "claimed"


class BatchState(StrEnum):
    """The state of a batch as people and ``--json`` see it: planned, or that of its latest attempt."""

    PLANNED = "planned"
    SENDING = "sending"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    SUCCESS = "success"
    ERROR = "error"
    DELETING = "deleting"
    UNDONE = "undone"
    CLAIMED = "claimed"


class BatchKind(StrEnum):
    """Why a batch exists."""

    PLANNED = "planned"
    REMAINDER = "remainder"
    """The rows of a refused batch that were not named."""
    HALF = "half"
    """One half of a batch refused whole."""
    AGAIN = "again"
    """Rows in doubt that the user asked to send again."""


class DeleteReason(StrEnum):
    """What a deletion is for."""

    RETRY = "retry"
    """After status ``error``: delete the log id, then send once more."""
    UNDO = "undo"
    """The user undoes an import."""


@dataclass(frozen=True, slots=True)
class Project:
    """Where a run goes. ``address`` is the base address up to ``…/RestAPI/api``, ``site`` the SiteId."""

    address: str
    site: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A plan row that a run means to send."""

    id: RowId
    item: Item
    row: int | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedBatch:
    """A batch as cut: row ids in sending order, at most 100. ``after`` is the position (from 1) of the

    batch whose success it waits for, where rows with one key did not fit into one batch.
    """

    rows: tuple[RowId, ...]
    after: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class ReplacedBatch:
    """A batch of an earlier run that is to be deleted before the rows in its place are sent."""

    run: int
    batch: int


@dataclass(frozen=True, slots=True)
class NewRun:
    """A run about to be written to the journal, whole, in one transaction.

    ``digest`` is the SHA-256 of the workbook's bytes; ``left_out`` counts plan rows not meant to go, ``before``
    those of them that earlier runs imported for certain, with the same value. Nothing of it goes out before all
    that it ``replaces`` is deleted.
    """

    project: Project
    file: str
    sheet: str
    digest: str
    rows: tuple[PlannedRow, ...]
    batches: tuple[PlannedBatch, ...]
    left_out: int
    before: int = 0
    replaces: tuple[ReplacedBatch, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One add request. Times are wall time, only ever shown."""

    id: int
    batch: int
    state: AttemptState
    started: datetime
    sha256: str
    log_id: int | None = None
    struck: bool = False
    """The log id turned out to be another import's and is never polled or deleted."""
    cause: Cause | None = None
    code: int | None = None
    words: str = ""
    delete_reason: DeleteReason | None = None
    """What its log id is or was deleted for. ``UNDO`` in a state that is neither: the service refused."""
    delete_tries: int = 0
    """Delete requests that left for its log id since the intent; each may have been executed."""
    lost: frozenset[RowId] = frozenset()
    """Rows of a success that are in doubt all the same: its echo lacks or alters them."""


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """A batch with all its attempts, oldest first. ``number`` counts from 1 within its run.

    ``rows`` are in sending order: violation indexes count along them. ``undo_wish`` means: delete it as soon
    as its status is final. ``abandoned`` batches are never sent (the run was undone before they were).
    """

    run: int
    number: int
    kind: BatchKind
    rows: tuple[RowId, ...]
    parent: int | None = None
    after: int | None = None
    undo_wish: bool = False
    abandoned: bool = False
    retried: bool = False
    """The one automatic second try after status ``error`` has been used."""
    attempts: tuple[AttemptRecord, ...] = ()

    @property
    def last(self) -> AttemptRecord | None:
        return self.attempts[-1] if self.attempts else None

    @property
    def state(self) -> BatchState:
        """Planned while nothing was sent, everything sent was free, or its second try has not begun."""
        last = self.last
        if last is None or last.state is AttemptState.FREE:
            return BatchState.PLANNED
        if last.state is AttemptState.UNDONE and last.delete_reason is DeleteReason.RETRY:
            return BatchState.PLANNED
        return BatchState(last.state.value)

    @property
    def to_send(self) -> bool:
        return self.state is BatchState.PLANNED and not self.abandoned


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row the service refused, with its words; ``field`` is the article's path or ``""``."""

    row: RowId
    field: str
    words: str


class RowFate(StrEnum):
    """What became of one planned row; the totals count these."""

    IMPORTED = "imported"
    CLAIMED = "claimed"
    """Imported on the user's word; the totals count it as imported."""
    PENDING = "pending"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNDONE = "undone"
    NOT_SENT = "notSent"


@dataclass(frozen=True, slots=True)
class Totals:
    """What became of the plan rows of a run. Made by one query of the journal alone."""

    total: int
    imported: int = 0
    pending: int = 0
    refused: int = 0
    failed: int = 0
    unknown: int = 0
    undone: int = 0
    not_sent: int = 0
    left_out: int = 0

    @property
    def balanced(self) -> bool:
        """The sum that must always hold."""
        return self.total == (
            self.imported + self.pending + self.refused + self.failed
            + self.unknown + self.undone + self.not_sent + self.left_out
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run. ``id`` counts from 1 in its journal. ``paused`` is why it does not go on by itself, if it does not."""

    id: int
    project: Project
    file: str
    sheet: str
    digest: str
    created: datetime
    totals: Totals
    requests: int
    unfinished: bool
    """Something is still to be sent, polled or deleted. Doubts alone do not make a run unfinished."""
    paused: Cause | None = None
    paused_words: str = ""
    before: int = 0
    """As in ``NewRun``."""
    resent: int = 0
    """Rows in doubt that were sent again at the user's word and imported then."""
    doubled: int = 0
    """Rows that the service holds more than once."""
    replaces: tuple[ReplacedBatch, ...] = ()
    """As in ``NewRun``."""
    replaced: int = 0
    """Rows of those that are deleted while rows of this run are still to be sent in their place."""
    being_replaced: int = 0
    """Rows of this run that are being deleted for a later one, which still has rows to send."""

    @property
    def between(self) -> int:
        """Rows of what it replaces that are deleted while nothing at all is in their place."""
        return self.replaced if self.totals.not_sent == self.totals.total - self.totals.left_out else 0
