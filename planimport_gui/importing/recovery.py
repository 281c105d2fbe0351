"""The user's answers to a batch in doubt: a log id to compare with, a claim, another try, or later."""

from dataclasses import dataclass

from planimport_gui.facts.again import sent_again
from planimport_gui.facts.failures import LogIdTaken
from planimport_gui.facts.outcomes import (
    AskAgain,
    Cause,
    ImportStatus,
    LogNotKnown,
    StatusKnown,
    Stopped,
)
from planimport_gui.facts.records import AttemptRecord, BatchState, RowFate
from planimport_gui.importing.agenda import last
from planimport_gui.importing.echoes import compare
from planimport_gui.importing.ports import PlanService, RunJournal


class NotInDoubtError(Exception):
    """The batch is not in doubt, so there is nothing to answer. ``state`` is what it is."""

    def __init__(self, state: BatchState) -> None:
        super().__init__(state.value)
        self.state = state


class SentAgainError(Exception):
    """The rows in doubt were already planned once more, in batch ``child``."""

    def __init__(self, child: int) -> None:
        super().__init__(str(child))
        self.child = child


@dataclass(frozen=True, slots=True)
class Adopted:
    """The log id holds exactly these rows and is the batch's now; ``status`` is what the service says of it."""

    rows: int
    status: ImportStatus


@dataclass(frozen=True, slots=True)
class OtherImport:
    """The log id holds something else; ``shared`` of ``rows`` rows are in it. Nothing was changed."""

    shared: int
    rows: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The log id already belongs to another batch of the journal. Nothing was asked or changed."""

    run: int
    batch: int


@dataclass(frozen=True, slots=True)
class NoSuchLog:
    """The service says in its own words that it has no such log id."""

    words: str


@dataclass(frozen=True, slots=True)
class NoAnswer:
    """The service could not be asked, or did not answer; it may be tried again."""

    cause: Cause
    words: str


Check = Adopted | OtherImport | Taken | NoSuchLog | NoAnswer


@dataclass(frozen=True, slots=True)
class _OpenGate:
    journal: RunJournal
    run: int

    def withdrawn(self) -> bool:
        return False

    def leaving(self, sha256: str) -> None:
        self.journal.count_request(self.run)


def check_log(journal: RunJournal, service: PlanService, run: int, batch: int, log_id: int, who: str) -> Check:
    """Ask the service what ``log_id`` holds, and adopt it for the batch where that is exactly the batch's rows.

    One request, which imports nothing. Raises NotInDoubtError, KeyError and the journal's failures.
    """
    attempt = doubtful(journal, run, batch, rows_alone=False)
    holder = journal.holder(journal.run(run).project, log_id)
    if holder is not None and holder != (run, batch):
        return Taken(*holder)
    match service.status(log_id, _OpenGate(journal, run)):
        case StatusKnown(status, echo):
            rows = journal.batch(run, batch).rows
            comparison = compare(rows, journal.items(run, rows), echo)
            if not comparison.equal:
                return OtherImport(comparison.shared, len(rows))
            return _adopt(journal, attempt, log_id, who, status, len(rows))
        case LogNotKnown(words):
            return NoSuchLog(words)
        case AskAgain(cause, words) | Stopped(cause, words):
            return NoAnswer(cause, words)


def _adopt(
    journal: RunJournal, attempt: AttemptRecord, log_id: int, who: str, status: ImportStatus, rows: int
) -> Adopted | Taken:
    try:
        journal.adopt(attempt.id, log_id, who, frozenset() if status is ImportStatus.SUCCESS else None)
    except LogIdTaken as taken:
        return Taken(taken.run, taken.batch)
    return Adopted(rows, status)


def claim(journal: RunJournal, run: int, batch: int, who: str) -> None:
    """The import is there, on the user's word, without a log id. Raises NotInDoubtError and KeyError."""
    journal.claim(doubtful(journal, run, batch).id, who)


def send_again(journal: RunJournal, run: int, batch: int, who: str) -> int:
    """Plan the rows once more in a child batch, whose number is the answer.

    Raises SentAgainError where such a child may still reach the service or has, so that the same answer given
    twice sends once; NotInDoubtError and KeyError.
    """
    attempt = doubtful(journal, run, batch)
    again = sent_again(journal.batches(run), batch)
    if again is not None and again.under_way:
        raise SentAgainError(again.batch.number)
    return journal.send_again(attempt.id, who)


def leave(journal: RunJournal, run: int, batch: int, who: str) -> None:
    """The user decides later. Raises NotInDoubtError and KeyError."""
    journal.leave(doubtful(journal, run, batch).id, who)


def doubtful(journal: RunJournal, run: int, number: int, *, rows_alone: bool = True) -> AttemptRecord:
    """The attempt of a batch that nothing proves the fate of, or, with ``rows_alone``, of some of its rows.

    Raises NotInDoubtError and KeyError.
    """
    batch = journal.batch(run, number)
    lost_rows = (
        rows_alone and batch.state is BatchState.SUCCESS and RowFate.UNKNOWN in journal.row_fates(run, number).values()
    )
    if batch.state is not BatchState.UNKNOWN and not lost_rows:
        raise NotInDoubtError(batch.state)
    return last(batch)
