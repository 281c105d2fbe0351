"""What a run needs from the outside: the service and the journal, as Protocols."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from planimport_gui.facts.outcomes import (
    AddOutcome,
    Cause,
    DeleteOutcome,
    ProbeOutcome,
    StatusOutcome,
)
from planimport_gui.facts.records import (
    BatchKind,
    BatchRecord,
    DeleteReason,
    NewRun,
    Project,
    RefusedRow,
    ReplacedBatch,
    RowFate,
    RunRecord,
    Totals,
)
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Item, ItemKey, Origin, RowId


class Gate(Protocol):
    """Stands between an open connection and the first byte of a request."""

    def withdrawn(self) -> bool:
        """Whether the request is no longer wanted. Asked while waiting for a slot, several times a second."""
        ...

    def leaving(self, sha256: str) -> None:
        """Called with the SHA-256 of the body after connection and slot are there, before the first byte.

        What it raises comes out of the service's method unchanged, and nothing has been sent.
        """
        ...


class PlanService(Protocol):
    """The service for one project. Methods block, may be called from several threads, and never raise for

    anything the network or the service does: every such thing is an outcome. With a withdrawn gate they
    answer ``Unsent`` or ``AskAgain`` with ``Cause.WITHDRAWN``.
    """

    def probe(self, gate: Gate) -> ProbeOutcome:
        """The free connection test: an add request with no items."""
        ...

    def add(self, items: Sequence[Item], gate: Gate) -> AddOutcome:
        """Send 1 to 100 items in one request."""
        ...

    def status(self, log_id: int, gate: Gate) -> StatusOutcome: ...

    def delete(self, log_ids: Sequence[int], gate: Gate) -> DeleteOutcome:
        """Delete 1 to 100 log ids."""
        ...

    def round_trip(self) -> float:
        """Seconds between departure and answer, typical of the last requests; 0.0 before the first."""
        ...


class RunJournal(Protocol):
    """Remembers runs. Every writing method is one transaction, committed when it returns, and may be called

    from any thread. Raises ``facts.failures.JournalFull`` where the disk is full and
    ``facts.failures.JournalBroken`` for every other trouble of the file; then nothing was written.
    """

    # reading

    def run(self, run: int) -> RunRecord:
        """Raises KeyError for a run that is not there."""
        ...

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs, newest first."""
        ...

    def batches(self, run: int) -> tuple[BatchRecord, ...]:
        """All batches of a run by number, attempts included."""
        ...

    def batch(self, run: int, number: int) -> BatchRecord:
        """Raises KeyError for a batch that is not there."""
        ...

    def items(self, run: int, rows: Sequence[RowId]) -> tuple[Item, ...]:
        """The items of rows of a run, in the order of ``rows``."""
        ...

    def origins(self, run: int, rows: Sequence[RowId]) -> tuple[Origin | None, ...]:
        """Where rows of a run stand in its file, in the order of ``rows``; ``None`` for rows that were typed."""
        ...

    def refused_rows(self, run: int) -> tuple[RefusedRow, ...]: ...

    def totals(self, run: int) -> Totals:
        """The one query: each row folded over every attempt that carried it, as DESIGN section 5 says."""
        ...

    def row_fates(self, run: int, batch: int | None = None) -> Mapping[RowId, RowFate]:
        """What became of each planned row, or of those of one ``batch``, by the same fold."""
        ...

    def history(self, project: Project) -> History:
        """What went to a project: rows that are sending, unknown, accepted, success or claimed."""
        ...

    def unfinished_with(self, project: Project, digest: str, keys: frozenset[ItemKey]) -> int | None:
        """The newest unfinished run into ``project`` of the same workbook, or with an unsent row of one of ``keys``;

        or that replaces what stood in a month of ``keys``, with unsent rows of that month.
        """
        ...

    def unfinished_in(self, project: Project) -> int | None:
        """The newest unfinished run into ``project``."""
        ...

    def replaces(self, run: int) -> tuple[ReplacedBatch, ...]:
        """What a run replaces, deleted or not, in the order of the runs and batches."""
        ...

    def in_place(self, run: int) -> tuple[ReplacedBatch, ...]:
        """Those of them that stand in the service or may, or may yet be sent. While there are any, ``begin`` raises."""
        ...

    def holder(self, project: Project, log_id: int) -> tuple[int, int] | None:
        """Run and batch that a log id belongs to, struck ones left aside."""
        ...

    # a run and its requests

    def create_run(self, new: NewRun) -> int:
        """Raises ``facts.failures.Outdated`` unless all that it replaces is imported, and replaced by no other run."""
        ...

    def interrupted(self, run: int) -> tuple[int, ...]:
        """Attempts still ``sending`` from a process that ended become unknown; their batches' numbers."""
        ...

    def count_request(self, run: int) -> None:
        """A status or test request is about to leave; ``begin`` and ``asking_to_delete`` count their own."""
        ...

    def pause(self, run: int, cause: Cause | None, words: str = "") -> None:
        """Remember why a run does not go on by itself; ``None``: it goes on."""
        ...

    # attempts

    def begin(self, run: int, number: int, sha256: str) -> int:
        """An add request is about to leave: attempt ``sending``. Answers the attempt's id, unique in the journal."""
        ...

    def free(self, attempt: int, cause: Cause, code: int | None = None, words: str = "") -> None:
        """Certainly not executed."""
        ...

    def refuse(
        self,
        attempt: int,
        refused: Sequence[RefusedRow],
        children: Sequence[Sequence[RowId]],
        kind: BatchKind,
        words: str,
    ) -> tuple[int, ...]:
        """Refused: words for the named rows, and child batches for the others; their numbers.

        Rows that move to a child count as not sent until the child's own attempt says more.
        """
        ...

    def accept(self, attempt: int, log_id: int) -> bool:
        """Accepted under a log id. Where that id is already known for the run's address and SiteId, the attempt

        becomes unknown (``Cause.KNOWN_LOG``) and the answer is False.
        """
        ...

    def doubt(self, attempt: int, cause: Cause, code: int | None = None, words: str = "") -> None:
        """Nothing proves what became of it: unknown. A log id the attempt has is kept."""
        ...

    def settle(self, attempt: int, lost: frozenset[RowId] = frozenset()) -> None:
        """Final success; rows whose echo is missing or altered are unknown."""
        ...

    def strike(self, attempt: int) -> None:
        """The log id turned out to be another import's: unknown, the log id struck off."""
        ...

    def fail(self, attempt: int, words: str = "") -> None:
        """Final status error, and no further try."""
        ...

    # deletions

    def delete(self, attempts: Sequence[int], reason: DeleteReason) -> None:
        """The intent to delete the log ids of attempts: deleting. ``RETRY`` comes after status error, is remembered

        as error should the service refuse, and uses up the batch's second try. ``UNDO`` fulfils an undo wish.
        """
        ...

    def asking_to_delete(self, run: int, attempts: Sequence[int]) -> None:
        """A delete request for these attempts is about to leave: counted, and one more try for each."""
        ...

    def deleted(self, attempt: int) -> None:
        """The service deleted the log id: undone."""
        ...

    def delete_refused(self, attempt: int, words: str) -> None:
        """The service did not delete it: the state from before the intent, with the service's words."""
        ...

    def wish_undo(self, run: int, number: int) -> None:
        """Delete the batch as soon as its status is final."""
        ...

    def abandon(self, run: int, number: int) -> None:
        """A planned batch is never to be sent."""
        ...

    def call_off(self, run: int) -> None:
        """Nothing that a run has not sent is ever to be sent, and nothing more is deleted for it.

        A deletion that was only meant is taken back; one whose request has left goes on.
        """
        ...

    # answers of the user to a doubt; ``who`` is the user of the operating system

    def adopt(self, attempt: int, log_id: int, who: str, lost: frozenset[RowId] | None) -> None:
        """The user's log id holds these rows: success (``lost`` as for ``settle``), or accepted for ``None``."""
        ...

    def claim(self, attempt: int, who: str) -> None:
        """The import is there, on the user's word."""
        ...

    def send_again(self, attempt: int, who: str) -> int:
        """The attempt stays unknown; the number of a new child batch with its rows."""
        ...

    def leave(self, attempt: int, who: str) -> None:
        """Decided later; remembered with its time."""
        ...
