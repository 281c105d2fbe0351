"""Writes what became of a request into the journal, and says what it means for the run.

This is the table of a batch of DESIGN section 5, row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from planimport_gui.facts.outcomes import (
    Accepted,
    AddOutcome,
    AskAgain,
    Cause,
    Doubt,
    Free,
    ImportStatus,
    LogNotKnown,
    Refused,
    StatusKnown,
    StatusOutcome,
    Stopped,
    Unsent,
)
from planimport_gui.facts.records import BatchKind, BatchRecord, DeleteReason
from planimport_gui.importing.alarms import Ending
from planimport_gui.importing.echoes import compare
from planimport_gui.importing.ports import RunJournal
from planimport_gui.importing.refusals import split
from planimport_gui.plan.row import Item

_BLOCKING = frozenset({Cause.OFFLINE, Cause.PACE, Cause.BUSY})
"""Causes that the next request would meet as well: everything waits."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing goes out for ``seconds``; ``None`` leaves the length to the backoff."""

    cause: Cause
    seconds: float | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Halt:
    """The run pauses until a person has done something."""

    cause: Cause
    words: str = ""


@dataclass(frozen=True, slots=True)
class Consequence:
    """What an outcome means beyond its batch. ``children`` are batches it brought into being.

    ``answered`` is false where nothing was heard of the service.
    """

    answered: bool = True
    accepted: bool = False
    ending: Ending | None = None
    trouble: Wait | Halt | None = None
    children: tuple[int, ...] = ()


def record_add(journal: RunJournal, batch: BatchRecord, attempt: int | None, outcome: AddOutcome) -> Consequence:
    """``attempt`` is ``None`` where nothing was about to leave, which only ``Unsent`` can say."""
    if isinstance(outcome, Unsent):
        if attempt is not None:
            journal.free(attempt, outcome.cause, words=outcome.detail)
        return _unsent(outcome)
    if attempt is None:
        raise AssertionError(f"the service answered a request that never left: {outcome}")
    match outcome:
        case Free(cause, words, wait, pause, code):
            journal.free(attempt, cause, code, words)
            return Consequence(trouble=Halt(cause, words) if pause else Wait(cause, wait, words))
        case Refused():
            return _refused(journal, batch, attempt, outcome)
        case Accepted(log_id):
            if journal.accept(attempt, log_id):
                return Consequence(accepted=True)
            return Consequence(ending=Ending.UNKNOWN)
        case Doubt(cause, code, answer, pause):
            journal.doubt(attempt, cause, code, answer)
            trouble = Halt(cause, answer) if pause else None
            return Consequence(answered=code is not None, ending=Ending.UNKNOWN, trouble=trouble)
        case _:
            assert_never(outcome)


def _unsent(outcome: Unsent) -> Consequence:
    if outcome.cause is Cause.WITHDRAWN:
        return Consequence(answered=False)
    if outcome.pause:
        return Consequence(trouble=Halt(outcome.cause, outcome.detail))
    return Consequence(trouble=Wait(outcome.cause, None, outcome.detail))


def _refused(journal: RunJournal, batch: BatchRecord, attempt: int, outcome: Refused) -> Consequence:
    parts = split(batch.rows, outcome)
    children = journal.refuse(attempt, parts.refused, parts.children, parts.kind, outcome.words)
    searching = batch.kind is BatchKind.HALF
    return Consequence(ending=Ending.REFUSED_WHOLE if parts.whole and not searching else None, children=children)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a status answer means: ``final`` ends the polling of the log id, ``known`` tells that the service has it."""

    final: bool = False
    known: bool = True
    consequence: Consequence = Consequence()


def record_status(
    journal: RunJournal, batch: BatchRecord, attempt: int, items: Sequence[Item], outcome: StatusOutcome
) -> Asked:
    """``items`` are those of the batch in the order of its rows."""
    match outcome:
        case StatusKnown(ImportStatus.IN_PROGRESS):
            return Asked()
        case StatusKnown(ImportStatus.SUCCESS):
            return _succeeded(journal, batch, attempt, items, outcome)
        case StatusKnown(ImportStatus.ERROR):
            _failed(journal, batch, attempt)
            return Asked(final=True)
        case LogNotKnown():
            return Asked(known=False)
        case AskAgain():
            return Asked(consequence=asked_again(outcome))
        case Stopped(cause, words):
            return Asked(consequence=Consequence(trouble=Halt(cause, words)))
        case _:
            raise AssertionError(outcome)


def asked_again(outcome: AskAgain) -> Consequence:
    """What a question without a usable answer means; it may be asked again."""
    trouble = None
    if outcome.cause in _BLOCKING or outcome.wait is not None:
        trouble = Wait(outcome.cause, outcome.wait, outcome.words)
    return Consequence(answered=outcome.cause not in (Cause.WITHDRAWN, Cause.SILENT), trouble=trouble)


def _succeeded(
    journal: RunJournal, batch: BatchRecord, attempt: int, items: Sequence[Item], outcome: StatusKnown
) -> Asked:
    comparison = compare(batch.rows, items, outcome.echo)
    if comparison.other_import:
        journal.strike(attempt)
        return Asked(final=True, consequence=Consequence(ending=Ending.UNKNOWN))
    journal.settle(attempt, comparison.lost)
    return Asked(final=True)


def _failed(journal: RunJournal, batch: BatchRecord, attempt: int) -> None:
    """Nobody documents that a failed import left nothing behind, so its log id is deleted before a second try."""
    if batch.undo_wish or batch.retried:
        journal.fail(attempt)
    else:
        journal.delete((attempt,), DeleteReason.RETRY)
