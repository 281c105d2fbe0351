"""Runs that replace batches of earlier ones: what may be replaced, what holds them back, and what is said of it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from journal.acts import Maker, accepted, in_doubt, rows, state

from planimport_gui.facts.failures import Outdated
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, DeleteReason, NewRun, Project, ReplacedBatch
from planimport_gui.journal.schema import APPLICATION_ID, STEPS
from planimport_gui.journal.store import Journal, open_journal


def replacing(new: NewRun, *batches: tuple[int, int]) -> NewRun:
    return replace(new, replaces=tuple(ReplacedBatch(*batch) for batch in batches))


def imported(journal: Journal, new: NewRun, log_id: int = 100) -> int:
    """A run whose batches are all imported, under log ids from ``log_id`` on."""
    run = journal.create_run(new)
    for batch in journal.batches(run):
        journal.settle(accepted(journal, run, batch.number, log_id + batch.number))
    return run


def attempt(journal: Journal, run: int, number: int) -> int:
    last = journal.batch(run, number).last
    assert last is not None
    return last.id


def delete(journal: Journal, run: int, number: int, *, asked: bool = True) -> int:
    one = attempt(journal, run, number)
    journal.delete([one], DeleteReason.UNDO)
    if asked:
        journal.asking_to_delete(run, [one])
    return one


def test_nothing_is_sent_before_all_that_is_replaced_is_deleted(journal: Journal, new_run: Maker) -> None:
    old = imported(journal, new_run([1, 2], [3]))
    run = journal.create_run(replacing(new_run([4], digest="e"), (old, 1), (old, 2)))
    assert journal.replaces(run) == journal.in_place(run) == (ReplacedBatch(old, 1), ReplacedBatch(old, 2))
    for number in (1, 2):
        with pytest.raises(ValueError, match="not deleted"):
            journal.begin(run, 1, "ab")
        one = delete(journal, old, number)
        with pytest.raises(ValueError, match="not deleted"):
            journal.begin(run, 1, "ab")
        journal.deleted(one)
    assert journal.in_place(run) == ()
    journal.begin(run, 1, "ab")


def test_rows_that_are_gone_are_told_until_others_stand_in_their_place(journal: Journal, new_run: Maker) -> None:
    old = imported(journal, new_run([1, 2], [3]))
    run = journal.create_run(replacing(new_run([4], [5], digest="e"), (old, 1), (old, 2)))
    assert (journal.run(run).replaces, journal.run(run).replaced) == (journal.replaces(run), 0)
    one = delete(journal, old, 1)
    assert (journal.run(run).replaced, journal.run(old).being_replaced) == (0, 2)
    journal.deleted(one)
    assert (journal.run(run).replaced, journal.run(old).being_replaced) == (2, 0)
    journal.deleted(delete(journal, old, 2))
    assert (journal.run(run).replaced, journal.run(run).between, journal.run(run).unfinished) == (3, 3, True)
    assert journal.history(journal.run(run).project).items == {}
    accepted(journal, run, 1, 200)
    assert (journal.run(run).replaced, journal.run(run).between) == (3, 0), "a part is in their place"
    accepted(journal, run, 2, 201)
    assert journal.run(run).replaced == 0
    assert journal.run(old).totals.undone == 3


def test_a_refused_deletion_keeps_the_run_from_sending(journal: Journal, new_run: Maker) -> None:
    old = imported(journal, new_run([1]))
    run = journal.create_run(replacing(new_run([2], digest="e"), (old, 1)))
    journal.delete_refused(delete(journal, old, 1), "Нельзя")
    assert journal.in_place(run) == (ReplacedBatch(old, 1),)
    assert journal.run(run).replaced == journal.run(old).being_replaced == 0


@pytest.mark.parametrize("what", ["planned", "sending", "accepted", "unknown", "claimed", "error", "deleting", "undone",
                                  "lost row", "claimed row", "other project", "not there"])  # fmt: skip
def test_only_what_is_wholly_imported_can_be_replaced(journal: Journal, new_run: Maker, what: str) -> None:
    old = journal.create_run(new_run([1, 2], site="2" if what == "other project" else "1"))
    match what:
        case "sending":
            journal.begin(old, 1, "ab")
        case "unknown":
            in_doubt(journal, old)
        case "claimed":
            journal.claim(in_doubt(journal, old), "анна")
        case "planned" | "not there":
            pass
        case _:
            one = accepted(journal, old, 1, 100)
            if what == "error":
                journal.fail(one, "Ошибка")
            elif what != "accepted":
                journal.settle(one, frozenset(rows(2)) if what.endswith("row") else frozenset())
            if what == "claimed row":
                journal.claim(one, "анна")
            if what in ("deleting", "undone"):
                delete(journal, old, 1)
            if what == "undone":
                journal.deleted(one)
    with pytest.raises(Outdated):
        journal.create_run(replacing(new_run([3], digest="e"), (old, 7 if what == "not there" else 1)))
    assert len(journal.runs()) == 1


def test_a_batch_that_an_unfinished_run_replaces_cannot_be_replaced_by_another(
    journal: Journal, new_run: Maker
) -> None:
    old = imported(journal, new_run([1]))
    run = journal.create_run(replacing(new_run([2], digest="e"), (old, 1)))
    with pytest.raises(Outdated):
        journal.create_run(replacing(new_run([3], digest="f"), (old, 1)))
    journal.call_off(run)
    journal.create_run(replacing(new_run([3], digest="f"), (old, 1)))


def test_calling_off_takes_back_what_was_only_meant(journal: Journal, new_run: Maker) -> None:
    old = imported(journal, new_run([1], [2], [3]))
    run = journal.create_run(replacing(new_run([4], [5], digest="e"), (old, 1), (old, 2), (old, 3)))
    journal.deleted(delete(journal, old, 1))
    delete(journal, old, 2)
    delete(journal, old, 3, asked=False)
    journal.call_off(run)
    assert [state(journal, old, number) for number in (1, 2, 3)] == [
        BatchState.UNDONE,
        BatchState.DELETING,
        BatchState.SUCCESS,
    ]
    last = journal.batch(old, 3).last
    assert last is not None
    assert last.delete_reason is None
    assert [batch.abandoned for batch in journal.batches(run)] == [True, True]
    assert not journal.run(run).unfinished
    assert (journal.run(run).replaced, journal.run(old).being_replaced) == (0, 0)


def test_an_unfinished_replacement_keeps_other_plans_for_its_months_back(journal: Journal, new_run: Maker) -> None:
    """Until its rows are sent, no sum tells of them."""
    project = Project("https://a/api", "1", "Проект")
    old = imported(journal, new_run([1]))
    run = journal.create_run(replacing(new_run([4], digest="e"), (old, 1)))
    same_month, other_month = (new_run([row], digest="x").rows[0].item.key for row in (7, 8))
    assert journal.unfinished_with(project, "x", frozenset([same_month])) == run
    assert journal.unfinished_with(project, "x", frozenset([other_month])) is None
    assert journal.unfinished_in(project) == run
    assert journal.unfinished_in(replace(project, site="2")) is None
    journal.call_off(run)
    assert journal.unfinished_with(project, "x", frozenset([same_month])) is None
    assert journal.unfinished_in(project) is None


def test_an_older_journal_learns_to_replace(path: Path, new_run: Maker) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as db:
        for statement in (*STEPS[0], f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1"):
            db.execute(statement)
        db.execute(
            "INSERT INTO run (address, site, project, file, sheet, digest, created, planned, left_out, before)"
            " VALUES ('https://a/api', '1', '', 'f', 's', 'd', '2026-11-01T10:00:00', 1, 0, 0)"
        )
        db.commit()
    with closing(open_journal(path, read_only=True)) as journal:
        assert journal.run(1).replaces == ()
    with closing(open_journal(path)) as journal:
        assert journal.run(1).replaces == ()
        old = imported(journal, new_run([1]))
        assert journal.run(journal.create_run(replacing(new_run([2]), (old, 1)))).replaces == (ReplacedBatch(old, 1),)
    assert path.with_name(f"{path.name}.v1").exists()


def test_a_pause_of_the_new_kinds_is_read_back(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run([1]))
    journal.pause(run, Cause.OLD_KEPT, "Нельзя")
    assert (journal.run(run).paused, journal.run(run).paused_words) == (Cause.OLD_KEPT, "Нельзя")
