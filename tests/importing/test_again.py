"""What sending again led to, told from the batches alone."""

from dataclasses import replace
from itertools import count

import pytest
from support.run_states import batch

from planimport_gui.facts.again import Again, Copy, Doubled, doubled, resent, sent_again
from planimport_gui.facts.records import AttemptState as State
from planimport_gui.facts.records import BatchKind, BatchRecord
from planimport_gui.plan.row import RowId

ONE, TWO, THREE = RowId(1), RowId(2), RowId(3)
ROWS = (ONE, TWO)
_ids = count(1)


def planned(number: int, state: State | None, log: int | None = None, **more: object) -> BatchRecord:
    return made(number, state, log, **more)


def again(number: int, state: State | None, log: int | None = None, *, of: int = 1, **more: object) -> BatchRecord:
    return made(number, state, log, kind=BatchKind.AGAIN, parent=of, **more)


def made(
    number: int,
    state: State | None,
    log: int | None,
    *,
    rows: tuple[RowId, ...] = ROWS,
    lost: tuple[RowId, ...] = (),
    kind: BatchKind = BatchKind.PLANNED,
    parent: int | None = None,
    abandoned: bool = False,
) -> BatchRecord:
    record = batch(number, state, log=log, kind=kind, parent=parent)
    attempts = tuple(replace(attempt, lost=frozenset(lost)) for attempt in record.attempts)
    return replace(record, rows=rows, attempts=attempts, abandoned=abandoned)


DOUBT = planned(1, State.UNKNOWN)
FOUND = planned(1, State.SUCCESS, 4)
BOTH = (Copy(1, 4), Copy(2, 5))


@pytest.mark.parametrize(
    ("batches", "expected"),
    [
        ((), ()),
        ((FOUND,), ()),
        ((FOUND, planned(2, State.SUCCESS, 5)), ()),
        ((DOUBT, again(2, State.SUCCESS, 5)), ()),
        ((FOUND, again(2, None)), ()),
        ((FOUND, again(2, State.ACCEPTED, 5)), ()),
        ((FOUND, again(2, State.UNKNOWN)), ()),
        ((FOUND, again(2, State.REFUSED)), ()),
        ((FOUND, again(2, State.ERROR, 5)), ()),
        ((FOUND, again(2, State.UNDONE, 5)), ()),
        ((FOUND, again(2, State.DELETING, 5)), ()),
        ((planned(1, State.UNDONE, 4), again(2, State.SUCCESS, 5)), ()),
        ((FOUND, again(2, State.SUCCESS, 5)), (Doubled(ROWS, BOTH, 2),)),
        ((planned(1, State.CLAIMED), again(2, State.SUCCESS, 5)), (Doubled(ROWS, (Copy(1, None), Copy(2, 5)), 2),)),
        ((FOUND, again(2, State.CLAIMED)), (Doubled(ROWS, (Copy(1, 4), Copy(2, None)), 1),)),
        ((planned(1, State.CLAIMED), again(2, State.CLAIMED)), (Doubled(ROWS, (Copy(1, None), Copy(2, None))),)),
    ],
)
def test_rows_that_stand_there_twice(batches: tuple[BatchRecord, ...], expected: tuple[Doubled, ...]) -> None:
    assert doubled(batches) == expected


def test_rows_lost_in_an_echo_and_sent_again_stand_there_once() -> None:
    lost = planned(1, State.SUCCESS, 4, lost=(TWO,))
    assert doubled((lost, again(2, State.SUCCESS, 5, rows=(TWO,)))) == ()
    assert resent((lost, again(2, State.SUCCESS, 5, rows=(TWO,)))) == {TWO}


def test_a_batch_with_a_row_that_stands_nowhere_else_is_not_spare() -> None:
    """The first came in without row two, so the second must stay; the first may go."""
    batches = (planned(1, State.SUCCESS, 4, lost=(TWO,)), again(2, State.SUCCESS, 5))
    assert doubled(batches) == (Doubled((ONE,), BOTH, 1),)


def test_a_remainder_of_what_went_again_counts() -> None:
    refused = again(2, State.REFUSED)
    remainder = made(3, State.SUCCESS, 6, rows=(TWO,), kind=BatchKind.REMAINDER, parent=2)
    assert doubled((FOUND, refused, remainder)) == (Doubled((TWO,), (Copy(1, 4), Copy(3, 6)), 3),)
    assert resent((DOUBT, refused, remainder)) == {TWO}
    found = sent_again((DOUBT, refused, remainder), 1)
    assert found == Again(refused, (refused, remainder))
    assert (found.under_way, found.imported, found.log_ids) == (False, 1, (6,))


def test_sent_a_third_time_the_newest_is_spare() -> None:
    batches = (FOUND, again(2, State.UNKNOWN), again(3, State.SUCCESS, 6, of=2))
    assert doubled(batches) == (Doubled(ROWS, (Copy(1, 4), Copy(3, 6)), 3),)


@pytest.mark.parametrize(
    ("child", "under_way", "imported"),
    [
        (again(2, None), True, 0),
        (again(2, State.SENDING), True, 0),
        (again(2, State.ACCEPTED, 5), True, 0),
        (again(2, State.SUCCESS, 5), True, 2),
        (again(2, State.UNKNOWN), True, 0),
        (again(2, State.REFUSED), False, 0),
        (again(2, State.ERROR, 5), False, 0),
        (again(2, State.UNDONE, 5), False, 0),
    ],
)
def test_what_became_of_a_second_try(child: BatchRecord, under_way: bool, imported: int) -> None:
    found = sent_again((DOUBT, child), 1)
    assert found == Again(child, (child,))
    assert (found.under_way, found.imported) == (under_way, imported)
    assert resent((DOUBT, child)) == (frozenset(ROWS) if imported else frozenset())


def test_what_was_given_up_or_belongs_to_another_batch_is_no_second_try() -> None:
    assert sent_again((DOUBT,), 1) is None
    assert sent_again((DOUBT, again(2, None, abandoned=True)), 1) is None
    assert sent_again((DOUBT, planned(2, State.UNKNOWN), again(3, State.SUCCESS, 5, of=2)), 1) is None


def test_one_that_is_under_way_counts_before_one_that_ended_empty() -> None:
    first, second = again(2, State.SUCCESS, 5), again(3, State.UNDONE, 6)
    assert sent_again((DOUBT, first, second), 1) == Again(first, (first,))
