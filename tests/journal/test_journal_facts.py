"""What each fact about sending does to a batch and to the totals, and which steps are mistakes."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from journal.acts import Maker, accepted, rows, state

from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    AttemptState,
    BatchKind,
    BatchState,
    DeleteReason,
    NewRun,
    Project,
    RefusedRow,
    Totals,
)
from planimport_gui.importing.ports import RunJournal
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import Item, RowId


def test_implements_the_port_of_a_run(journal: Journal) -> None:
    port: RunJournal = journal
    assert port.runs() == ()


def test_a_run_comes_back_as_it_was_given(path: Path, new_run: Maker, item: Callable[[int], Item]) -> None:
    moment = datetime(2025, 5, 6, 7, 8, 9, tzinfo=UTC)
    journal = open_journal(path, now=lambda: moment)
    run = journal.create_run(new_run([3, 1], [2], left_out=4))
    attempt = journal.begin(run, 1, "cafe")
    journal.close()

    journal = open_journal(path, read_only=True)
    record = journal.run(run)
    assert (record.id, record.project, record.file, record.sheet, record.digest, record.created) == (
        run, Project("https://a/api", "1", "Проект"), "план.xlsx", "МП", "d", moment,
    )  # fmt: skip
    assert record.totals == Totals(total=7, unknown=2, not_sent=1, left_out=4)
    assert (record.requests, record.unfinished, record.paused) == (1, True, None)
    first, second = journal.batches(run)
    assert (first.rows, first.kind, second.rows, second.attempts) == (rows(3, 1), BatchKind.PLANNED, rows(2), ())
    assert [(a.id, a.state, a.started, a.sha256) for a in first.attempts] == [
        (attempt, AttemptState.SENDING, moment, "cafe")
    ]
    assert journal.items(run, rows(1, 3)) == (item(1), item(3))
    journal.close()


def test_what_is_not_there_is_a_key_error(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    for ask in (
        lambda: journal.run(run + 1),
        lambda: journal.batches(run + 1),
        lambda: journal.totals(run + 1),
        lambda: journal.batch(run, 2),
        lambda: journal.items(run, rows(9)),
        lambda: journal.begin(run, 2, ""),
        lambda: journal.free(77, Cause.PACE),
        lambda: journal.count_request(run + 1),
        lambda: journal.pause(run + 1, None),
    ):
        with pytest.raises(KeyError):
            ask()


@pytest.mark.parametrize("batches", [([1], [1]), ([1, 1],), ([1],)])
def test_a_run_whose_batches_do_not_hold_each_row_once_is_no_run(
    journal: Journal, new_run: Maker, batches: tuple[list[int], ...]
) -> None:
    new = new_run([1], [2])
    wrong = new_run(*batches)
    with pytest.raises(ValueError, match="every row once"):
        journal.create_run(NewRun(new.project, "f", "s", "d", new.rows, wrong.batches, 0))
    assert journal.runs() == ()


def test_attempt_ids_are_never_used_again_over_all_runs(journal: Journal, new_run: Maker) -> None:
    first, second = journal.create_run(new_run([1])), journal.create_run(new_run([1]))
    one = journal.begin(first, 1, "")
    journal.free(one, Cause.CUT)
    assert len({one, journal.begin(second, 1, ""), journal.begin(first, 1, "")}) == 3


def test_a_batch_under_way_cannot_begin_a_second_time(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = journal.begin(run, 1, "")
    with pytest.raises(ValueError, match="not to be sent"):
        journal.begin(run, 1, "")
    journal.doubt(attempt, Cause.SERVER, 502, "Bad Gateway")
    with pytest.raises(ValueError, match="not to be sent"):
        journal.begin(run, 1, "")
    assert journal.run(run).requests == 1


def test_what_certainly_did_not_go_is_planned_again(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    journal.free(journal.begin(run, 1, ""), Cause.PACE, 429, "Слишком часто")
    batch = journal.batch(run, 1)
    assert batch.to_send
    assert batch.last is not None
    assert (batch.last.cause, batch.last.code, batch.last.words) == (Cause.PACE, 429, "Слишком часто")
    assert journal.totals(run) == Totals(total=1, not_sent=1)


def test_named_rows_are_refused_and_the_others_planned(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3], [4]))
    attempt = journal.begin(run, 1, "")
    refused = [RefusedRow(RowId(2), "metric.name", "Нет такой"), RefusedRow(RowId(2), "source", "Длинно")]
    assert journal.refuse(attempt, refused, [rows(1, 3)], BatchKind.REMAINDER, "Ошибка") == (3,)
    child = journal.batch(run, 3)
    assert (child.rows, child.parent, child.kind, child.to_send) == (rows(1, 3), 1, BatchKind.REMAINDER, True)
    assert journal.totals(run) == Totals(total=4, refused=1, not_sent=3)
    assert journal.refused_rows(run) == tuple(refused)


def test_halves_leave_no_row_refused_until_one_is_found(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2]))
    halves = journal.refuse(journal.begin(run, 1, ""), [], [rows(1), rows(2)], BatchKind.HALF, "Не принято")
    assert halves == (2, 3)
    assert journal.totals(run) == Totals(total=2, not_sent=2)
    journal.settle(accepted(journal, run, 2, 5))
    journal.refuse(journal.begin(run, 3, ""), [], [], BatchKind.HALF, "Не принято")
    assert journal.totals(run) == Totals(total=2, imported=1, refused=1)
    assert journal.refused_rows(run) == (RefusedRow(RowId(2), "", "Не принято"),)
    assert not journal.run(run).unfinished


@pytest.mark.parametrize(
    ("refused", "children"),
    [([2], [[1]]), ([2], [[1, 3], [3]]), ([2], [[1, 2, 3]]), ([9], []), ([], [[1], [2, 3, 4]])],
)
def test_no_row_is_lost_or_doubled_by_a_split(
    journal: Journal, new_run: Maker, refused: list[int], children: list[list[int]]
) -> None:
    run = journal.create_run(new_run([1, 2, 3], [4]))
    attempt = journal.begin(run, 1, "")
    with pytest.raises(ValueError, match="not the batch's"):
        journal.refuse(
            attempt,
            [RefusedRow(RowId(row), "", "") for row in refused],
            [rows(*child) for child in children],
            BatchKind.REMAINDER,
            "",
        )
    assert len(journal.batches(run)) == 2
    assert state(journal, run) is BatchState.SENDING


def test_a_known_log_id_proves_nothing(journal: Journal, new_run: Maker) -> None:
    first = journal.create_run(new_run([1]))
    accepted(journal, first, 1, 127)
    run = journal.create_run(new_run([1]))
    attempt = journal.begin(run, 1, "")
    assert journal.accept(attempt, 127) is False
    last = journal.batch(run, 1).last
    assert last is not None
    assert (last.state, last.cause, last.log_id) == (AttemptState.UNKNOWN, Cause.KNOWN_LOG, None)


@pytest.mark.parametrize("elsewhere", [{"site": "2"}, {"address": "http://127.0.0.1:8/api"}])
def test_a_log_id_of_another_project_is_new(journal: Journal, new_run: Maker, elsewhere: dict[str, str]) -> None:
    accepted(journal, journal.create_run(new_run([1])), 1, 127)
    accepted(journal, journal.create_run(new_run([1], **elsewhere)), 1, 127)


def test_a_struck_log_id_is_free_for_its_owner(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1], [2]))
    journal.strike(accepted(journal, run, 1, 127))
    last = journal.batch(run, 1).last
    assert last is not None
    assert (last.state, last.log_id, last.struck, last.cause) == (
        AttemptState.UNKNOWN, 127, True, Cause.OTHER_IMPORT,
    )  # fmt: skip
    accepted(journal, run, 2, 127)
    assert journal.holder(Project("https://a/api", "1"), 127) == (run, 2)


@pytest.mark.parametrize("log_id", [2**63, -1, 10**40])
def test_a_log_id_that_cannot_be_kept_is_a_doubt(journal: Journal, new_run: Maker, log_id: int) -> None:
    run = journal.create_run(new_run([1]))
    assert journal.accept(journal.begin(run, 1, ""), log_id) is False
    last = journal.batch(run, 1).last
    assert last is not None
    assert (last.state, last.cause, last.words) == (AttemptState.UNKNOWN, Cause.UNREADABLE, str(log_id))
    assert journal.holder(Project("https://a/api", "1"), log_id) is None


def test_rows_whose_echo_is_missing_are_unknown(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1, 2, 3]))
    journal.settle(accepted(journal, run, 1, 5), frozenset(rows(2)))
    assert state(journal, run) is BatchState.SUCCESS
    assert journal.totals(run) == Totals(total=3, imported=2, unknown=1)


def test_a_doubt_keeps_the_log_id(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    attempt = accepted(journal, run, 1, 5)
    journal.doubt(attempt, Cause.LOST_LOG, None, "Не найдено")
    last = journal.batch(run, 1).last
    assert last is not None
    assert (last.log_id, last.words) == (5, "Не найдено")
    journal.delete([attempt], DeleteReason.UNDO)
    journal.deleted(attempt)
    assert journal.totals(run) == Totals(total=1, undone=1)


def test_what_was_sending_when_the_program_ended_is_in_doubt(path: Path, new_run: Maker) -> None:
    journal = open_journal(path)
    run, other = journal.create_run(new_run([1], [2], [3])), journal.create_run(new_run([1]))
    for number in (3, 1):
        journal.begin(run, number, "")
    journal.begin(other, 1, "")
    journal.close()
    journal = open_journal(path)
    assert journal.interrupted(run) == (1, 3)
    assert [b.last.cause if b.last else None for b in journal.batches(run)] == [
        Cause.INTERRUPTED, None, Cause.INTERRUPTED,
    ]  # fmt: skip
    assert journal.interrupted(run) == ()
    assert state(journal, other) is BatchState.SENDING
    journal.close()


def test_requests_and_pauses_are_remembered(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    journal.count_request(run)
    journal.begin(run, 1, "")
    journal.pause(run, Cause.POINTS, "Баллы кончились")
    record = journal.run(run)
    assert (record.requests, record.paused, record.paused_words) == (2, Cause.POINTS, "Баллы кончились")
    journal.pause(run, None)
    assert journal.run(run).paused is None


def test_words_with_half_a_surrogate_pair_are_kept_as_far_as_can_be(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    journal.doubt(journal.begin(run, 1, ""), Cause.UNREADABLE, 200, "ответ \ud83d\x00!")
    last = journal.batch(run, 1).last
    assert last is not None
    assert last.words == "ответ ?\x00!"


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
@pytest.mark.parametrize("exchanged", [False, True])
def test_nothing_new_begins_in_a_file_that_is_gone_from_its_place_and_answers_are_kept(
    path: Path, new_run: Maker, exchanged: bool
) -> None:
    with closing(open_journal(path)) as journal:
        run = journal.create_run(new_run([1], [2]))
        attempt = journal.begin(run, 1, "")
        moved = path.rename(path.with_name("moved"))
        if exchanged:
            shutil.copyfile(moved, path)
        with pytest.raises(JournalBroken) as caught:
            journal.begin(run, 2, "")
        assert caught.value.trouble is JournalTrouble.REPLACED
        assert caught.value.path == str(path)
        assert journal.accept(attempt, 5)
        moved.replace(path)
        journal.begin(run, 2, "")
