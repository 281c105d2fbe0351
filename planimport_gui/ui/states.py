"""What the views show: frozen values, made on the GUI thread, without a word of wording in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum

from planimport_gui.facts.again import Again, Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.reading import Refusal, SheetReading, SheetSummary
from planimport_gui.facts.records import BatchRecord, Project, RefusedRow, RunRecord, Totals
from planimport_gui.plan.fields import Field
from planimport_gui.plan.history import MonthKey
from planimport_gui.plan.problems import Problem
from planimport_gui.plan.row import Item, RowId


class RowMark(StrEnum):
    """The state of a row in table and chips; its shape and colour are in ``look.marks``."""

    READY = "ready"
    CHECK = "check"
    ERROR = "error"
    SENT_BEFORE = "sentBefore"
    """The journal holds the same plan: left out unless ticked."""
    LEFT_OUT = "leftOut"
    """Not meant to go: a duplicate, or «Не отправлять»."""
    WAITING = "waiting"
    """Part of a run, not sent yet."""
    SENDING = "sending"
    PENDING = "pending"
    IMPORTED = "imported"
    CLAIMED = "claimed"
    """Imported on the user's word: there is no number to prove it."""
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    UNDONE = "undone"
    CHANGED = "changed"
    """Imported, and edited since."""


class Filter(StrEnum):
    """The chips above the table. The first six belong to a sheet, the others to a run."""

    ALL = "all"
    ERRORS = "errors"
    CHECK = "check"
    READY = "ready"
    SENT_BEFORE = "sentBefore"
    LEFT_OUT = "leftOut"
    IMPORTED = "imported"
    PENDING = "pending"
    WAITING = "waiting"
    REFUSED = "refused"
    """Refused by the service, or failed there."""
    UNKNOWN = "unknown"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ChipsState:
    """Chips in order with their row counts; ``chosen`` is one of them.

    ``resent`` of the rows in doubt were sent again and imported.
    """

    counts: tuple[tuple[Filter, int], ...]
    chosen: Filter = Filter.ALL
    resent: int = 0


@dataclass(frozen=True, slots=True)
class RecentPlan:
    """A file opened before. ``imported`` rows went to ``project`` at ``when`` where it was imported from here."""

    path: str
    when: datetime | None = None
    imported: int = 0
    project: str = ""


class WaitingKind(StrEnum):
    """Why a run waits for the user at the start."""

    DOUBT = "doubt"
    UNFINISHED = "unfinished"
    DOUBLED = "doubled"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class WaitingRun:
    """«Ждут вас»: a run with rows in doubt or in Calltouch twice, or an unfinished one. ``rows`` counts those rows;

    of ``REPLACED`` those that are deleted while others are still to be sent in their place.
    """

    run: int
    kind: WaitingKind
    rows: int
    project: str
    when: datetime
    file: str
    """The name of the file that it was imported from."""
    practice: bool = False


@dataclass(frozen=True, slots=True)
class ArrivalCheck:
    """«Ждут вас»: is the plan imported at ``when`` seen in Calltouch? ``missed``: it is not, and is told why."""

    run: int
    project: str
    when: datetime
    missed: bool = False


@dataclass(frozen=True, slots=True)
class SheetQuestion:
    """Which of the sheets of a file that hold a plan is meant; ``proposed`` is the one taken last time."""

    file: str
    plans: tuple[SheetSummary, ...]
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class StartState:
    """The empty window. ``opening`` is the name of a file being read; ``refusal`` says why the last was not read."""

    recent: tuple[RecentPlan, ...] = ()
    waiting: tuple[WaitingRun, ...] = ()
    checks: tuple[ArrivalCheck, ...] = ()
    opening: str = ""
    refused_file: str = ""
    refusal: Refusal | None = None
    question: SheetQuestion | None = None


@dataclass(frozen=True, slots=True)
class TopState:
    """The bar above everything. ``address`` is set where the service is not Calltouch; ``file`` is a name."""

    file: str = ""
    dirty: bool = False
    project: Project | None = None
    projects: tuple[Project, ...] = ()
    practice: bool = False
    address: str = ""
    scenarios: tuple[str, ...] = ()
    """What the practice service can do, by name, and which of them it does."""
    scenario: str = ""
    busy: bool = False
    """A run is under way: project and file cannot be changed."""


@dataclass(frozen=True, slots=True)
class ProofState:
    """The line that proves what was understood of the sheet."""

    reading: SheetReading
    rows: int


class CardKind(StrEnum):
    """What can be done about a card."""

    CERTAIN = "certain"
    """Its fix needs no yes."""
    PROPOSED = "proposed"
    """Its fix is a proposal: the nearest name, the same day."""
    ROUND = "round"
    """Fractions, rounded so that each metric keeps its sum."""
    DATES = "dates"
    """Dates with slashes: day or month first, answered once."""
    END = "end"
    """No last day: the same day, or the end of its month?"""
    BY_HAND = "byHand"


@dataclass(frozen=True, slots=True)
class Card:
    """One cause and distinct wrong text. ``problem`` is that of ``row``, one of its ``rows`` rows."""

    kind: CardKind
    problem: Problem
    row: RowId
    number: int
    """The number of ``row`` in the file."""
    rows: int


@dataclass(frozen=True, slots=True)
class RefusedLine:
    """A row the service refused, with its words. ``number`` is the row's number in the file."""

    number: int
    field: Field | None
    words: str


@dataclass(frozen=True, slots=True)
class ProblemsState:
    """The cards, certain fixes first, then errors by size, then the rest; at most some hundred of them.

    ``rows`` are all rows of the sheet, ``errors`` and ``checks`` those with an error or something to check,
    ``certain`` those that «fix everything certain» would change, ``set_aside`` those marked «Не отправлять».
    """

    cards: tuple[Card, ...]
    more: int
    """Further cards that are not listed."""
    rows: int
    errors: int
    checks: int
    certain: int
    set_aside: int = 0
    busy: bool = False
    asked: int = 0
    """Rows with a proposal or a question."""
    by_hand: int = 0
    """Rows with an error that only the user can mend."""
    refused: tuple[RefusedLine, ...] = ()
    """Rows that the service refused and nobody has changed since; they count among the errors."""


@dataclass(frozen=True, slots=True)
class RepeatLine:
    """One repeat that stays out unless ticked. ``number`` is the row's number in the file."""

    row: RowId
    number: int
    sentence: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A metric in a month: what would go, and what the journal says was sent already (0: nothing).

    ``certain``: all of that is imported.
    """

    key: MonthKey
    sending: int
    already: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class TotalProof:
    """What the sheet's own total in ``cell`` says of a metric, or of all rows for ``""``.

    ``missing`` is how much the rows fall short of it, or exceed it where that is negative; the reason may lie in
    the ``rows`` named by their numbers. ``before``: rows imported earlier are counted as well.
    """

    metric: str
    cell: str
    total: int
    missing: int = 0
    rows: tuple[int, ...] = ()
    before: bool = False


@dataclass(frozen=True, slots=True)
class BeforeState:
    """What pressing «Отправить» would do. ``seconds`` is an estimate; ``requests`` about as many as leave."""

    rows: int
    total: int
    errors: int
    repeats: tuple[RepeatLine, ...]
    more_repeats: int
    """Further repeats that are not listed."""
    set_aside: int
    """Rows marked «Не отправлять»."""
    months: tuple[MonthSum, ...]
    rates: int
    """Rows of metrics that have no sum (CPC, Средний чек)."""
    batches: int
    requests: int
    seconds: int
    project: Project | None
    first_time: bool
    """Nothing was imported into this project from this computer before."""
    practice: bool = False
    refused: int = 0
    """Rows that the service refused and nobody has changed since."""
    allowed: int = 0
    """Repeats that go all the same, those not listed included."""
    imported: int = 0
    """Repeats that were imported before with the same value, those that go all the same included."""
    in_work: int = 0
    """The same that Calltouch still works on."""
    in_doubt: int = 0
    """The same that may have arrived or not."""
    changed: int = 0
    """Repeats that were sent before with another value; they are listed first."""
    changed_months: tuple[tuple[int, int], ...] = ()
    """The months of those, as year and month."""
    proofs: tuple[TotalProof, ...] = ()

    @property
    def replaceable(self) -> tuple[tuple[int, int], ...]:
        """Months that sending would double, and replacing would not: with other values, or with sums already."""
        return tuple(sorted({*self.changed_months, *(one.key[2:] for one in self.months if one.already)}))


@dataclass(frozen=True, slots=True)
class MonthProgress:
    """Year and month, its rows, and how many are imported, sent but not final, and still to go."""

    month: tuple[int, int]
    rows: int
    imported: int
    pending: int
    waiting: int
    unknown: int


class RunPhase(Enum):
    """What a run is doing as far as a person cares."""

    RUNNING = "running"
    PAUSED = "paused"
    """Nothing new goes out until the person goes on."""
    STOPPING = "stopping"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RunState:
    """A run on its way. ``wait`` is why nothing goes out at the moment, with the whole seconds that are left."""

    run: int
    project: Project
    totals: Totals
    phase: RunPhase
    months: tuple[MonthProgress, ...] = ()
    seconds_left: float | None = None
    wait: Cause | None = None
    wait_seconds: int = 0
    wait_words: str = ""
    undoing: bool = False
    practice: bool = False
    replacing: int = 0
    """Rows of earlier imports that are deleted before this one sends, and how many of them are."""
    replaced: int = 0

    @property
    def making_room(self) -> bool:
        """Whether earlier rows are still being deleted."""
        return self.replaced < self.replacing


@dataclass(frozen=True, slots=True)
class KeptBatch:
    """A batch that Calltouch did not delete: its rows, its number in Calltouch and Calltouch's words."""

    batch: int
    rows: int
    log_id: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ResultState:
    """A run that ended. ``doubts`` are batches in doubt, ``log_ids`` those the service gave; ``today`` the day.

    ``causes`` say why they are in doubt, ``again`` what became of those that were sent again. ``doubled`` are the
    rows that the service holds twice.
    """

    record: RunRecord
    today: date
    log_ids: tuple[int, ...]
    doubts: tuple[int, ...]
    refused: tuple[RefusedRow, ...]
    cancelled: bool = False
    practice: bool = False
    busy: bool = False
    months: tuple[MonthProgress, ...] = ()
    failed: tuple[int, ...] = ()
    """Batches that Calltouch could not import."""
    to_delete: int = 0
    """Rows whose undo has no answer yet."""
    kept: tuple[KeptBatch, ...] = ()
    causes: tuple[Cause, ...] = ()
    again: tuple[Again, ...] = ()
    doubled: tuple[Doubled, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchesState:
    """«Что происходит»: every batch of a run. ``spans`` gives each batch's first and last month by its number."""

    run: int
    batches: tuple[BatchRecord, ...]
    spans: Mapping[int, tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)
    busy: bool = False
    """A run is under way: nothing can be undone or resolved."""


@dataclass(frozen=True, slots=True)
class RunsState:
    """The list of runs, newest first."""

    runs: tuple[RunRecord, ...]
    busy: bool = False


class DoubtAnswer(StrEnum):
    """What checking a log id brought; shown on the page of a doubt."""

    ADOPTED = "adopted"
    IN_PROGRESS = "inProgress"
    OTHER = "other"
    TAKEN = "taken"
    TAKEN_AGAIN = "takenAgain"
    """The number is the one under which the rows went again."""
    NO_SUCH_LOG = "noSuchLog"
    NO_ANSWER = "noAnswer"


@dataclass(frozen=True, slots=True)
class DoubtState:
    """The page of a batch in doubt. ``neighbours`` are log ids accepted just before and after, with their times.

    ``open`` lists the run's batches in doubt by number; ``answer`` is what the last check of ``checked`` brought,
    ``shared`` rows of it the same. ``again`` is what became of its rows where they were sent again, ``doubled``
    tells of those that the service holds twice.
    """

    record: RunRecord
    batch: BatchRecord
    sent: datetime
    items: tuple[Item, ...]
    neighbours: tuple[tuple[int, datetime], ...] = ()
    open: tuple[int, ...] = ()
    answer: DoubtAnswer | None = None
    checked: int | None = None
    shared: int = 0
    answer_words: str = ""
    busy: bool = False
    again_needs_word: bool = True
    """Less than ten minutes ago: sending again asks once more."""
    practice: bool = False
    again: Again | None = None
    doubled: tuple[Doubled, ...] = ()


class MessageKind(StrEnum):
    """The colour of a message."""

    NEWS = "news"
    GOOD = "good"
    CHECK = "check"
    ERROR = "error"
    DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Message:
    """One line above the table. ``action`` labels a button beside it, told back by ``name``."""

    text: str
    kind: MessageKind = MessageKind.NEWS
    action: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class FooterButton:
    """A button of the footer. ``name`` is its objectName and what is told back when it is pressed."""

    name: str
    text: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FooterState:
    """One sentence that says what now, and the one primary button, with at most three lesser ones."""

    sentence: str
    primary: FooterButton | None = None
    others: tuple[FooterButton, ...] = ()
    warns: bool = False
    """The sentence is a warning."""
