"""A full disk: answers are kept at the cost of the reserve, and nothing new begins."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from journal.acts import Maker, state

from planimport_gui.facts.failures import JournalFull, JournalTrouble
from planimport_gui.facts.records import BatchKind, BatchState, RefusedRow
from planimport_gui.journal.database import Database
from planimport_gui.journal.opening import open_for_writing
from planimport_gui.journal.reserve import SIZE, Reserve
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import RowId

WORDS = "Слова сервиса, и немало их. " * 40
IN_FLIGHT = 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of two megabytes."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the space there is."""
    filler = folder / "filler"
    with filler.open("ab", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return filler


def is_full(act: Callable[[], object]) -> bool:
    with pytest.raises(JournalFull) as caught:
        act()
    return caught.value.trouble is JournalTrouble.FULL


def test_answers_are_kept_and_nothing_new_begins(small_disk: Path, new_run: Maker) -> None:
    path, reserve = small_disk / "journal.sqlite", small_disk / "journal.sqlite.reserve"
    with closing(open_journal(path)) as journal:
        run = journal.create_run(new_run(range(100, 200), *([row] for row in range(40))))
        flying = [journal.begin(run, number, "ab" * 32) for number in range(1, IN_FLIGHT + 1)]
        filler = fill(small_disk)
        assert is_full(lambda: journal.create_run(new_run(range(100, 200))))
        assert reserve.exists()
        refused = [RefusedRow(RowId(row), "metric.name", WORDS) for row in range(100, 150)]
        others = [RowId(row) for row in range(150, 200)]
        journal.refuse(flying[0], refused, [others], BatchKind.REMAINDER, WORDS)
        assert not reserve.exists()
        for attempt in flying[1:]:
            assert journal.accept(attempt, 1000 + attempt)
        assert is_full(lambda: journal.begin(run, IN_FLIGHT + 1, ""))
        assert is_full(lambda: journal.count_request(run))
        filler.unlink()
        journal.begin(run, IN_FLIGHT + 1, "")
        assert reserve.stat().st_size == SIZE
    with closing(open_journal(path)) as journal:
        totals = journal.totals(run)
    assert (totals.refused, totals.pending, totals.unknown) == (50, IN_FLIGHT - 1, 1)
    assert totals.balanced


def test_begins_end_before_the_reserve_is_touched(small_disk: Path, new_run: Maker) -> None:
    path, reserve = small_disk / "journal.sqlite", small_disk / "journal.sqlite.reserve"
    with closing(open_journal(path)) as journal:
        run = journal.create_run(new_run(*([row] for row in range(200))))
        fill(small_disk)
        begun: list[int] = []
        assert is_full(lambda: begun.extend(journal.begin(run, number, "") for number in range(1, 201)))
        assert reserve.exists()
        assert journal.totals(run).unknown == len(begun)


def test_a_journal_on_a_full_disk_can_be_read(small_disk: Path, new_run: Maker) -> None:
    path = small_disk / "journal.sqlite"
    with closing(open_journal(path)) as journal:
        journal.create_run(new_run([1, 2]))
    fill(small_disk)
    assert is_full(lambda: open_journal(path))
    with closing(open_journal(path, read_only=True)) as journal:
        assert journal.totals(1).total == 2


# a database that may not grow stands for a disk where nothing can be mounted


class Ceiling(Reserve):
    """A reserve whose space is a higher ceiling of the database."""

    def __init__(self, path: Path, worth: int) -> None:
        super().__init__(path)
        self.database = open_for_writing(path.with_name("journal.sqlite"), path)
        self.worth = worth

    def lower(self, above: int = 0) -> None:
        pages = self.database.execute("PRAGMA page_count").fetchone()[0]
        self.database.execute(f"PRAGMA max_page_count = {pages + above}")

    def give_up(self) -> None:
        super().give_up()
        self.lower(self.worth)


@pytest.fixture
def ceiling(path: Path, request: pytest.FixtureRequest) -> Ceiling:
    return Ceiling(path.with_name("reserve"), request.param)


@pytest.fixture
def cramped(path: Path, ceiling: Ceiling) -> Iterator[Journal]:
    journal = Journal(Database(ceiling.database, path, ceiling), lambda: datetime.now(UTC))
    yield journal
    journal.close()


def refuse_all(journal: Journal, attempt: int) -> None:
    refused = [RefusedRow(RowId(row), "", WORDS) for row in range(100)]
    journal.refuse(attempt, refused, [], BatchKind.REMAINDER, WORDS)


@pytest.mark.parametrize("ceiling", [200], indirect=True)
def test_the_reserve_pays_for_an_answer(cramped: Journal, ceiling: Ceiling, new_run: Maker) -> None:
    run = cramped.create_run(new_run(range(100)))
    attempt = cramped.begin(run, 1, "")
    ceiling.lower()
    assert is_full(lambda: cramped.create_run(new_run(range(100))))
    refuse_all(cramped, attempt)
    assert cramped.totals(run).refused == 100
    assert len(cramped.runs()) == 1


@pytest.mark.parametrize("ceiling", [0], indirect=True)
def test_an_answer_that_nothing_could_pay_for_can_be_tried_again(
    cramped: Journal, ceiling: Ceiling, new_run: Maker
) -> None:
    run = cramped.create_run(new_run(range(100)))
    attempt = cramped.begin(run, 1, "")
    ceiling.lower()
    for _ in range(2):
        assert is_full(lambda: refuse_all(cramped, attempt))
        assert state(cramped, run) is BatchState.SENDING
        assert cramped.refused_rows(run) == ()
    ceiling.lower(above=200)
    refuse_all(cramped, attempt)
    assert cramped.totals(run).refused == 100


def test_a_reserve_cut_short_is_made_anew(tmp_path: Path) -> None:
    reserve = Reserve(tmp_path / "reserve")
    (tmp_path / "reserve").write_bytes(b"x")
    reserve.restore()
    assert (tmp_path / "reserve").stat().st_size == SIZE


def test_a_reserve_that_does_not_fit_leaves_nothing(small_disk: Path) -> None:
    filler = fill(small_disk)
    with filler.open("r+b") as file:
        file.truncate(filler.stat().st_size - SIZE // 2)
    with pytest.raises(OSError, match="space"):
        Reserve(small_disk / "reserve").restore()
    assert list(small_disk.iterdir()) == [filler]
