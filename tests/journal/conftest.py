"""Journals in a folder of their own, and small runs to put into them."""

import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

import pytest

from planimport_gui.facts.records import NewRun, PlannedBatch, PlannedRow, Project
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import Item, RowId

NewRunMaker = Callable[..., NewRun]
_NOBODY = 65534


def _item(number: int) -> Item:
    month = 1 + number % 3
    return Item(
        date(2025, month, 1), date(2025, month, 28), "яндекс", "cpc", f"кампания {number}", "", "", "Трафик", "Клики",
        100 + number,
    )  # fmt: skip


@pytest.fixture
def item() -> Callable[[int], Item]:
    """The item of a row id in every run of ``new_run``: months 1 to 3 of 2025 by turns, value 100 + id."""
    return _item


@pytest.fixture
def new_run() -> NewRunMaker:
    """Makes a run of batches given as sequences of row ids."""

    def make(
        *batches: Sequence[int], site: str = "1", address: str = "https://a/api", digest: str = "d", left_out: int = 0
    ) -> NewRun:
        planned = tuple(PlannedBatch(tuple(RowId(row) for row in rows)) for rows in batches)
        rows = tuple(PlannedRow(row, _item(row), row + 1, "J") for batch in planned for row in batch.rows)
        return NewRun(Project(address, site, "Проект"), "план.xlsx", "МП", digest, rows, planned, left_out)

    return make


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    opened = open_journal(path)
    yield opened
    opened.close()


@pytest.fixture
def unprivileged() -> Callable[[], AbstractContextManager[None]]:
    """A context in which file permissions hold even where the tests run as root."""

    @contextmanager
    def drop() -> Iterator[None]:
        if os.name != "posix" or os.geteuid() != 0:
            yield
            return
        os.seteuid(_NOBODY)
        try:
            yield
        finally:
            os.seteuid(0)

    return drop


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that other users of the system reach."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
