"""Journals that cannot be used, and what is said of them; and what a sound one leaves on the disk."""

import os
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

import pytest
from journal.acts import Maker

from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.journal.schema import APPLICATION_ID
from planimport_gui.journal.store import Journal, open_journal

POSIX = pytest.mark.skipif(os.name != "posix", reason="Windows keeps permissions in another way")


def trouble(path: Path, *, read_only: bool = False) -> JournalTrouble:
    with pytest.raises(JournalBroken) as caught:
        open_journal(path, read_only=read_only)
    assert caught.value.path == str(path)
    assert caught.value.detail
    return caught.value.trouble


@pytest.fixture
def written(path: Path, new_run: Maker) -> Path:
    """A closed journal with a run of 300 rows."""
    with closing(open_journal(path)) as journal:
        journal.create_run(new_run(range(100), range(100, 200), range(200, 300)))
    return path


@POSIX
def test_files_are_the_owners_alone(path: Path, journal: Journal, new_run: Maker) -> None:
    journal.create_run(new_run([1]))
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert {entry.name for entry in path.parent.iterdir()} == {
        path.name + end for end in ("", "-wal", "-shm", ".reserve")
    }
    assert {stat.S_IMODE(entry.stat().st_mode) for entry in path.parent.iterdir()} == {0o600}


def test_the_reserve_stands_beside_the_journal(path: Path, new_run: Maker) -> None:
    reserve = path.with_name(path.name + ".reserve")
    for _ in range(2):
        with closing(open_journal(path)) as journal:
            assert reserve.stat().st_size == 256 * 1024
            journal.create_run(new_run([1]))
        reserve.unlink()


def test_closed_it_is_one_file_again(written: Path) -> None:
    assert not written.with_name(written.name + "-wal").exists()
    with closing(open_journal(written)) as journal:
        assert journal.totals(1).total == 300


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"x", b"not a database " * 400, b"SQLite format 3\0" + bytes(84), bytes(8192)])
def test_what_is_no_database_is_damaged(path: Path, content: bytes, read_only: bool) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    assert trouble(path, read_only=read_only) is JournalTrouble.DAMAGED
    assert path.read_bytes() == content


@pytest.mark.parametrize("read_only", [False, True])
def test_torn_pages_are_damage(written: Path, read_only: bool) -> None:
    content = bytearray(written.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page : page + 64] = os.urandom(64)
    written.write_bytes(content)
    assert trouble(written, read_only=read_only) is JournalTrouble.DAMAGED


def test_a_journal_cut_short_is_damaged(written: Path) -> None:
    content = written.read_bytes()
    written.write_bytes(content[: len(content) // 2])
    assert trouble(written) is JournalTrouble.DAMAGED


def test_a_state_nobody_wrote_is_damage(written: Path, new_run: Maker) -> None:
    with closing(open_journal(written)) as journal:
        journal.begin(1, 1, "")
    content = written.read_bytes()
    assert content.count(b"sending20") == 1
    written.write_bytes(content.replace(b"sending20", b"sinking20"))
    assert trouble(written) is JournalTrouble.DAMAGED


def test_a_journal_emptied_by_a_crash_is_no_new_one(written: Path) -> None:
    written.write_bytes(b"")
    assert trouble(written) is JournalTrouble.DAMAGED


def test_an_empty_file_without_a_reserve_becomes_a_journal(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with closing(open_journal(path)) as journal:
        assert journal.runs() == ()


@pytest.mark.parametrize("read_only", [False, True])
def test_another_programs_database_is_left_alone(path: Path, read_only: bool) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE run (id INTEGER)")
    before = path.read_bytes()
    assert trouble(path, read_only=read_only) is JournalTrouble.DAMAGED
    assert path.read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_journal_is_left_alone(written: Path, read_only: bool) -> None:
    with closing(sqlite3.connect(written, isolation_level=None)) as later:
        later.execute("PRAGMA journal_mode = DELETE")
        later.execute("PRAGMA user_version = 99")
    before = written.read_bytes()
    assert trouble(written, read_only=read_only) is JournalTrouble.NEWER
    assert written.read_bytes() == before


def test_a_missing_table_is_damage(written: Path) -> None:
    with closing(sqlite3.connect(written, isolation_level=None)) as db:
        db.execute("DROP TABLE decision")
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    assert trouble(written) is JournalTrouble.DAMAGED


def test_an_item_that_cannot_be_read_is_damage(written: Path) -> None:
    with closing(sqlite3.connect(written, isolation_level=None)) as db:
        db.execute("UPDATE plan_row SET item = '{}' WHERE row = 5")
    with closing(open_journal(written)) as journal, pytest.raises(JournalBroken) as caught:
        journal.items(1, journal.batch(1, 1).rows)
    assert caught.value.trouble is JournalTrouble.DAMAGED


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_in_its_place(path: Path, read_only: bool) -> None:
    path.mkdir(parents=True)
    assert trouble(path, read_only=read_only) is JournalTrouble.UNREACHABLE


def test_a_file_in_place_of_the_folder(path: Path) -> None:
    path.parent.touch()
    assert trouble(path) is JournalTrouble.UNREACHABLE


@POSIX
@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no /proc")
def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    assert trouble(Path("/proc/planimport/journal.sqlite")) is JournalTrouble.UNREACHABLE


@POSIX
def test_a_file_that_may_only_be_read(
    open_folder: Path, new_run: Maker, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    path = open_folder / "journal.sqlite"
    with closing(open_journal(path)) as journal:
        journal.create_run(new_run([1]))
    path.chmod(0o444)
    with unprivileged():
        assert trouble(path) is JournalTrouble.READ_ONLY
        with closing(open_journal(path, read_only=True)) as journal:
            assert journal.totals(1).total == 1


@POSIX
def test_a_folder_that_may_only_be_read(
    open_folder: Path, new_run: Maker, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    path = open_folder / "journal.sqlite"
    with closing(open_journal(path)) as journal:
        journal.create_run(new_run([1]))
    path.chmod(0o666)
    open_folder.chmod(0o555)
    with unprivileged():
        assert trouble(path) is JournalTrouble.READ_ONLY
        assert trouble(open_folder / "none.sqlite") is JournalTrouble.READ_ONLY
        with closing(open_journal(path, read_only=True)) as journal:
            assert journal.totals(1).total == 1
    open_folder.chmod(0o755)


@POSIX
def test_a_file_that_may_not_be_read(
    open_folder: Path, unprivileged: Callable[[], AbstractContextManager[None]]
) -> None:
    path = open_folder / "journal.sqlite"
    open_journal(path).close()
    path.chmod(0o000)
    with unprivileged():
        assert trouble(path) in (JournalTrouble.READ_ONLY, JournalTrouble.UNREACHABLE)


def test_a_missing_journal_reads_as_empty_and_is_not_made(path: Path) -> None:
    with closing(open_journal(path, read_only=True)) as journal:
        assert journal.runs() == ()
    assert not path.parent.exists()


def test_a_journal_to_read_cannot_be_written(written: Path, new_run: Maker) -> None:
    with closing(open_journal(written, read_only=True)) as journal:
        for act in (lambda: journal.create_run(new_run([1])), lambda: journal.accept(1, 1)):
            with pytest.raises(JournalBroken) as caught:
                act()
            assert caught.value.trouble is JournalTrouble.READ_ONLY


def test_a_reader_sees_each_fact_as_soon_as_it_is_written(path: Path, journal: Journal, new_run: Maker) -> None:
    with closing(open_journal(path, read_only=True)) as reader:
        run = journal.create_run(new_run([1]))
        assert reader.totals(run).not_sent == 1
        journal.begin(run, 1, "")
        assert reader.totals(run).unknown == 1
