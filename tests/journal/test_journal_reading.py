"""What went to a project, and which run an import would do twice."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from journal.acts import WHO, Maker, accepted, in_doubt

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchKind, DeleteReason, Project, RefusedRow
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.history import SentItem
from planimport_gui.plan.row import Item, RowId

PROJECT = Project("https://a/api", "1")
Items = Callable[[int], Item]


@pytest.fixture
def journal(path: Path) -> Journal:
    return open_journal(path, now=lambda: datetime(2025, 5, 6, 23, 59, tzinfo=UTC))


@pytest.fixture(autouse=True)
def closed(journal: Journal) -> object:
    yield
    journal.close()


def test_history_holds_what_is_in_the_service_or_may_be(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run(*([row] for row in range(1, 10))))
    journal.begin(run, 1, "")
    in_doubt(journal, run, 2)
    accepted(journal, run, 3, 3)
    journal.settle(accepted(journal, run, 4, 4))
    journal.claim(in_doubt(journal, run, 5), WHO)
    journal.refuse(journal.begin(run, 6, ""), [RefusedRow(RowId(6), "", "")], [], BatchKind.REMAINDER, "")
    journal.fail(accepted(journal, run, 7, 7))
    undone = accepted(journal, run, 8, 8)
    journal.settle(undone)
    journal.delete([undone], DeleteReason.UNDO)
    journal.deleted(undone)
    history = journal.history(PROJECT)
    sent = date(2025, 5, 6)
    assert dict(history.items) == {
        item(row).key: (SentItem(run, sent, 100 + row, row in (4, 5), row in (1, 2)),) for row in (1, 2, 3, 4, 5)
    }
    assert dict(history.sums) == {
        ("Трафик", "Клики", 2025, 2): 101 + 104,
        ("Трафик", "Клики", 2025, 3): 102 + 105,
        ("Трафик", "Клики", 2025, 1): 103,
    }
    assert dict(history.open) == {
        ("Трафик", "Клики", 2025, 2): 101,
        ("Трафик", "Клики", 2025, 3): 102,
        ("Трафик", "Клики", 2025, 1): 103,
    }


def test_what_is_being_deleted_may_still_be_there(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run([1]))
    journal.delete([accepted(journal, run, 1, 5)], DeleteReason.RETRY)
    assert [entry.imported for entry in journal.history(PROJECT).items[item(1).key]] == [False]


def test_a_row_in_doubt_and_sent_again_counts_for_both(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run([1]))
    journal.settle(accepted(journal, run, journal.send_again(in_doubt(journal, run), WHO), 5))
    history = journal.history(PROJECT)
    assert [entry.imported for entry in history.items[item(1).key]] == [False, True]
    assert history.sums["Трафик", "Клики", 2025, 2] == 202


def test_lost_rows_of_a_success_are_not_certain(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run([1, 2]))
    journal.settle(accepted(journal, run, 1, 5), frozenset({RowId(2)}))
    items = journal.history(PROJECT).items
    assert (items[item(1).key][0].imported, items[item(2).key][0].imported) == (True, False)


@pytest.mark.parametrize("other", [Project("https://a/api", "2"), Project("https://b/api", "1")])
def test_projects_know_nothing_of_each_other(journal: Journal, new_run: Maker, other: Project, item: Items) -> None:
    journal.begin(journal.create_run(new_run([1])), 1, "")
    assert not journal.history(other).items
    assert journal.unfinished_with(other, "d", frozenset({item(1).key})) is None


def test_runs_come_newest_first(journal: Journal, new_run: Maker) -> None:
    made = [journal.create_run(new_run([1], [2], left_out=row)) for row in range(3)]
    assert [record.id for record in journal.runs()] == made[::-1]
    assert [record.totals.left_out for record in journal.runs()] == [2, 1, 0]


def test_the_same_workbook_names_its_newest_unfinished_run(journal: Journal, new_run: Maker) -> None:
    older, newer = journal.create_run(new_run([1])), journal.create_run(new_run([1]))
    assert journal.unfinished_with(PROJECT, "d", frozenset()) == newer
    journal.settle(accepted(journal, newer, 1, 5))
    assert journal.unfinished_with(PROJECT, "d", frozenset()) == older
    in_doubt(journal, older)
    assert journal.unfinished_with(PROJECT, "d", frozenset()) is None


def test_another_workbook_with_an_unsent_row_names_the_run(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run([1], [2], digest="other"))
    accepted(journal, run, 1, 5)
    assert journal.unfinished_with(PROJECT, "d", frozenset({item(2).key, item(9).key})) == run
    assert journal.unfinished_with(PROJECT, "d", frozenset({item(1).key})) is None
    journal.abandon(run, 2)
    assert journal.unfinished_with(PROJECT, "d", frozenset({item(2).key})) is None


def test_rows_freed_for_another_try_are_unsent(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run([1], digest="other"))
    journal.free(journal.begin(run, 1, ""), Cause.PACE)
    assert journal.unfinished_with(PROJECT, "d", frozenset({item(1).key})) == run


def test_thousands_of_items_come_in_the_order_asked(journal: Journal, new_run: Maker, item: Items) -> None:
    run = journal.create_run(new_run(range(2500)))
    rows = [RowId(row) for row in range(2499, -1, -1)]
    assert journal.items(run, rows) == tuple(item(row) for row in rows)
    assert journal.items(run, []) == ()
