"""An older journal is brought to the newest version, and a copy of it stays."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from journal.acts import Maker

from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.journal.opening import open_for_reading, open_for_writing
from planimport_gui.journal.schema import STEPS
from planimport_gui.journal.store import open_journal

LATER = (
    *STEPS,
    ("ALTER TABLE run ADD COLUMN note TEXT NOT NULL DEFAULT 'alt'",),
    ("CREATE TABLE extra (id INTEGER PRIMARY KEY)", "INSERT INTO extra VALUES (7)"),
)
BROKEN = (*STEPS, ("CREATE TABLE extra (id INTEGER)", "UPDATE nowhere SET x = 1"))


@pytest.fixture
def old(path: Path, new_run: Maker) -> Path:
    with closing(open_journal(path)) as journal:
        journal.accept(journal.begin(journal.create_run(new_run([1, 2])), 1, "ab"), 127)
    return path


def reserve(path: Path) -> Path:
    return path.with_name(path.name + ".reserve")


def copy_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.v{len(STEPS)}")


def test_the_newest_version_keeps_the_data_and_leaves_a_copy(old: Path) -> None:
    with closing(open_for_writing(old, reserve(old), LATER)) as db:
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(LATER)
        assert [tuple(row) for row in db.execute("SELECT site, note FROM run")] == [("1", "alt")]
        assert db.execute("SELECT id FROM extra").fetchone()[0] == 7
        assert db.execute("SELECT log_id FROM attempt").fetchone()[0] == 127
    with closing(open_journal(copy_of(old))) as journal:
        assert journal.totals(1).pending == 2


def test_a_journal_of_this_version_is_not_copied(old: Path) -> None:
    open_journal(old).close()
    assert not copy_of(old).exists()


def test_a_step_that_fails_changes_nothing(old: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_for_writing(old, reserve(old), BROKEN)
    with closing(open_journal(old)) as journal:
        assert journal.totals(1).pending == 2


def test_what_stands_only_in_the_log_of_a_killed_process_is_copied_too(old: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed.sqlite"
    with closing(open_journal(old)) as journal:
        journal.settle(1)
        for end in ("", "-wal"):
            killed.with_name(killed.name + end).write_bytes(old.with_name(old.name + end).read_bytes())
    open_for_writing(killed, reserve(killed), LATER).close()
    with closing(open_journal(copy_of(killed))) as journal:
        assert journal.totals(1).imported == 2


def test_an_older_journal_is_read_without_changing_it(old: Path) -> None:
    before = old.read_bytes()
    with closing(open_for_reading(old, reserve(old), LATER)) as db:
        assert db.execute("SELECT note FROM run").fetchone()[0] == "alt"
    assert old.read_bytes() == before
    assert not copy_of(old).exists()


def test_after_the_migration_the_older_program_says_newer(old: Path) -> None:
    open_for_writing(old, reserve(old), LATER).close()
    with pytest.raises(JournalBroken) as caught:
        open_journal(old)
    assert caught.value.trouble is JournalTrouble.NEWER
