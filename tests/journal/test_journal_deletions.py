"""Log ids deleted for a second try or an undo, wishes to undo, and batches that never go."""

import pytest
from journal.acts import Maker, accepted, in_doubt, rows, state

from planimport_gui.facts.records import (
    AttemptState,
    BatchState,
    DeleteReason,
    Totals,
)
from planimport_gui.journal.store import Journal


def test_an_error_is_deleted_and_planned_again_once(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.delete([attempt], DeleteReason.RETRY)
    assert journal.totals(run) == Totals(total=1, unknown=1)
    journal.deleted(attempt)
    assert journal.batch(run, 1).to_send
    assert journal.batch(run, 1).retried
    assert journal.totals(run) == Totals(total=1, not_sent=1)
    second = accepted(journal, run, 1, 6)
    with pytest.raises(ValueError, match="twice already"):
        journal.delete([second], DeleteReason.RETRY)
    journal.fail(second, "Ошибка импорта")
    assert journal.totals(run) == Totals(total=1, failed=1)
    assert not journal.run(run).unfinished


def test_a_second_try_that_is_not_deleted_is_an_error(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.delete([attempt], DeleteReason.RETRY)
    journal.delete_refused(attempt, "Нельзя")
    last = journal.batch(run, 1).last
    assert last is not None
    assert (last.state, last.words, last.log_id) == (AttemptState.ERROR, "Нельзя", 5)
    assert not journal.run(run).unfinished


def test_a_wish_to_undo_turns_the_second_try_into_an_undo(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.delete([attempt], DeleteReason.RETRY)
    journal.wish_undo(run, 1)
    journal.deleted(attempt)
    assert state(journal, run) is BatchState.UNDONE
    assert journal.totals(run) == Totals(total=1, undone=1)
    assert not journal.run(run).unfinished


def test_a_refused_deletion_restores_what_was_known_of_each_row(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3]))
    attempt = accepted(journal, run, 1, 5)
    journal.settle(attempt, frozenset(rows(3)))
    before = journal.totals(run)
    journal.delete([attempt], DeleteReason.UNDO)
    journal.delete([attempt], DeleteReason.UNDO)
    assert journal.totals(run) == Totals(total=3, unknown=3)
    assert journal.run(run).unfinished
    journal.delete_refused(attempt, "Нет прав")
    assert journal.totals(run) == before
    assert not journal.run(run).unfinished
    journal.delete([attempt], DeleteReason.UNDO)
    journal.deleted(attempt)
    assert journal.totals(run) == Totals(total=3, undone=3)


def test_a_wish_to_undo_is_open_until_the_deletion_is_meant(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.wish_undo(run, 1)
    journal.settle(attempt)
    assert journal.batch(run, 1).undo_wish
    assert journal.run(run).unfinished
    journal.delete([attempt], DeleteReason.UNDO)
    assert not journal.batch(run, 1).undo_wish
    journal.delete_refused(attempt, "Нет")
    assert not journal.run(run).unfinished


def test_a_wish_that_nothing_can_fulfil_leaves_the_run_finished(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.wish_undo(run, 1)
    journal.strike(attempt)
    assert not journal.run(run).unfinished


@pytest.mark.parametrize("reason", list(DeleteReason))
def test_only_a_log_id_of_ours_can_be_deleted(journal: Journal, new_run: Maker, reason: DeleteReason) -> None:
    run = journal.create_run(new_run([1], [2], [3]))
    struck = accepted(journal, run, 1, 5)
    journal.strike(struck)
    for attempt in (struck, in_doubt(journal, run, 2), journal.begin(run, 3, "")):
        with pytest.raises(ValueError, match="attempt"):
            journal.delete([attempt], reason)


def test_one_attempt_that_cannot_be_deleted_keeps_them_all(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1], [2]))
    done = accepted(journal, run, 1, 5)
    journal.settle(done)
    with pytest.raises(ValueError, match="attempt"):
        journal.delete([done, in_doubt(journal, run, 2)], DeleteReason.UNDO)
    assert state(journal, run) is BatchState.SUCCESS


def test_an_abandoned_batch_is_never_sent(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1], [2]))
    journal.settle(accepted(journal, run, 2, 5))
    journal.abandon(run, 1)
    with pytest.raises(ValueError, match="not to be sent"):
        journal.begin(run, 1, "")
    with pytest.raises(ValueError, match="not planned"):
        journal.abandon(run, 2)
    assert journal.totals(run) == Totals(total=2, imported=1, not_sent=1)
    assert not journal.run(run).unfinished
