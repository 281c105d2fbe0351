"""What the user answers to a doubt, and that nothing goes twice by it."""

import pytest
from journal.acts import WHO, Maker, accepted, in_doubt, rows, state

from planimport_gui.facts.failures import LogIdTaken
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    BatchKind,
    BatchState,
    DeleteReason,
    RefusedRow,
    RowFate,
    Totals,
)
from planimport_gui.journal.store import Journal
from planimport_gui.plan.row import RowId


def test_sent_again_the_doubt_stays_a_doubt(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2]))
    child = journal.send_again(in_doubt(journal, run), WHO)
    batch = journal.batch(run, child)
    assert (batch.parent, batch.kind, batch.rows) == (1, BatchKind.AGAIN, rows(1, 2))
    assert journal.run(run).unfinished
    journal.settle(accepted(journal, run, child, 5))
    assert journal.totals(run) == Totals(total=2, unknown=2)
    assert not journal.run(run).unfinished


def test_said_twice_send_again_sends_once(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2]))
    attempt = in_doubt(journal, run)
    child = journal.send_again(attempt, WHO)
    assert journal.send_again(attempt, WHO) == child
    again = in_doubt(journal, run, child)
    assert journal.send_again(attempt, WHO) == child
    assert journal.send_again(again, WHO) == child + 1
    assert len(journal.batches(run)) == 3


def test_rows_that_a_remainder_carries_do_not_go_a_third_time(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3]))
    attempt = in_doubt(journal, run)
    child = journal.send_again(attempt, WHO)
    journal.refuse(journal.begin(run, child, ""), [RefusedRow(RowId(2), "", "")], [rows(1, 3)], BatchKind.REMAINDER, "")
    assert journal.batch(run, journal.send_again(attempt, WHO)).rows == rows(2)


def test_after_an_undone_second_try_the_rows_may_go_again(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = in_doubt(journal, run)
    again = accepted(journal, run, journal.send_again(attempt, WHO), 5)
    journal.settle(again)
    journal.delete([again], DeleteReason.UNDO)
    journal.deleted(again)
    assert journal.send_again(attempt, WHO) == 3


def test_only_the_lost_rows_of_a_success_go_again(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3]))
    attempt = accepted(journal, run, 1, 5)
    journal.settle(attempt, frozenset(rows(2)))
    assert journal.batch(run, journal.send_again(attempt, WHO)).rows == rows(2)


def test_a_claim_counts_as_imported_and_takes_the_second_try_back(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2]))
    attempt = in_doubt(journal, run)
    child = journal.send_again(attempt, WHO)
    journal.claim(attempt, WHO)
    assert journal.batch(run, child).abandoned
    assert state(journal, run) is BatchState.CLAIMED
    assert journal.totals(run) == Totals(total=2, imported=2)
    assert not journal.run(run).unfinished


def test_lost_rows_can_be_claimed(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2]))
    attempt = accepted(journal, run, 1, 5)
    journal.settle(attempt, frozenset(rows(2)))
    journal.claim(attempt, WHO)
    assert journal.totals(run) == Totals(total=2, imported=2)
    assert journal.row_fates(run) == {RowId(1): RowFate.IMPORTED, RowId(2): RowFate.CLAIMED}
    with pytest.raises(ValueError, match="not in doubt"):
        journal.claim(attempt, WHO)


@pytest.mark.parametrize(
    ("lost", "state_after", "totals"),
    [
        (None, BatchState.ACCEPTED, Totals(total=2, pending=2)),
        (frozenset(), BatchState.SUCCESS, Totals(total=2, imported=2)),
        (frozenset({RowId(2)}), BatchState.SUCCESS, Totals(total=2, imported=1, unknown=1)),
    ],
)
def test_a_log_id_from_the_user_is_adopted(
    journal: Journal, new_run: Maker, lost: frozenset[RowId] | None, state_after: BatchState, totals: Totals
) -> None:
    run = journal.create_run(new_run([1, 2]))
    attempt = in_doubt(journal, run)
    child = journal.send_again(attempt, WHO)
    journal.adopt(attempt, 127, WHO, lost)
    batch = journal.batch(run, 1)
    assert batch.last is not None
    assert (batch.state, batch.last.log_id, batch.last.cause) == (state_after, 127, None)
    assert journal.batch(run, child).abandoned
    assert journal.totals(run) == totals


def test_a_log_id_of_another_batch_is_not_adopted(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1], [2]))
    accepted(journal, run, 2, 127)
    attempt = in_doubt(journal, run)
    with pytest.raises(LogIdTaken) as caught:
        journal.adopt(attempt, 127, WHO, None)
    assert (caught.value.log_id, caught.value.run, caught.value.batch) == (127, run, 2)
    assert state(journal, run) is BatchState.UNKNOWN


def test_the_log_id_it_kept_can_be_adopted(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 127)
    journal.doubt(attempt, Cause.LOST_LOG)
    journal.adopt(attempt, 127, WHO, None)
    journal.settle(attempt)
    assert journal.totals(run) == Totals(total=1, imported=1)


def test_leaving_a_doubt_changes_nothing(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = in_doubt(journal, run)
    before = journal.batches(run)
    journal.leave(attempt, WHO)
    assert journal.batches(run) == before


def test_a_run_says_how_many_doubts_were_sent_again_and_how_many_rows_stand_there_twice(
    journal: Journal, new_run: Maker
) -> None:
    run = journal.create_run(new_run([1, 2], [3]))
    attempt = in_doubt(journal, run)
    child = journal.send_again(attempt, WHO)
    journal.settle(accepted(journal, run, 2, 4))
    assert (journal.run(run).resent, journal.run(run).doubled) == (0, 0)
    journal.settle(accepted(journal, run, child, 5))
    assert (journal.run(run).resent, journal.run(run).doubled) == (2, 0)
    journal.adopt(attempt, 3, WHO, frozenset())
    assert (journal.run(run).resent, journal.run(run).doubled) == (0, 2)
    assert journal.runs() == (journal.run(run),)


def test_the_lost_rows_of_a_success_are_told(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3]))
    attempt = accepted(journal, run, 1, 5)
    journal.settle(attempt, frozenset(rows(2)))
    assert [one.lost for one in journal.batch(run, 1).attempts] == [frozenset(rows(2))]
    journal.claim(attempt, WHO)
    assert [one.lost for one in journal.batch(run, 1).attempts] == [frozenset()]
