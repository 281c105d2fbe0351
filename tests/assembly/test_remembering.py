"""What the window remembers between starts."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.assembly.remembering import FILE, MOST_RECENT, Remembered


def test_nothing_at_first_and_nothing_is_made(folder: Path) -> None:
    first = Remembered(folder)
    assert (first.recent(), first.value("look"), first.value("look", "own")) == ((), "", "own")
    assert not folder.exists()


def test_is_there_at_the_next_start(folder: Path) -> None:
    Remembered(folder).set_value("look", "dark")
    Remembered(folder).remember("/plans/план.xlsx")
    later = Remembered(folder)
    assert (later.value("look"), later.recent()) == ("dark", ("/plans/план.xlsx",))


def test_the_newest_first_each_once_and_not_too_many(folder: Path) -> None:
    memory = Remembered(folder)
    for number in range(MOST_RECENT + 3):
        memory.remember(f"{number}.xlsx")
    memory.remember("7.xlsx")
    recent = Remembered(folder).recent()
    assert recent[:2] == ("7.xlsx", f"{MOST_RECENT + 2}.xlsx")
    assert len(recent) == len(set(recent)) == MOST_RECENT


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"\xff", b'{"schema": 2, "recent": ["a"]}', b'{"schema": 1, "recent": 7, "values": []}'],
)
def test_a_file_that_cannot_be_read_is_an_empty_memory(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / FILE).write_bytes(content)
    memory = Remembered(folder)
    assert (memory.recent(), memory.value("look")) == ((), "")
    memory.set_value("look", "dark")
    assert Remembered(folder).value("look") == "dark"


def test_where_nothing_can_be_written_it_holds_for_this_start(folder: Path) -> None:
    folder.touch()
    memory = Remembered(folder)
    memory.set_value("look", "dark")
    memory.remember("a.xlsx")
    assert (memory.value("look"), memory.recent()) == ("dark", ("a.xlsx",))


@given(path=st.text(alphabet=st.characters(categories=None)))
def test_every_name_a_system_can_give_to_a_file(tmp_path_factory: pytest.TempPathFactory, path: str) -> None:
    folder = tmp_path_factory.mktemp("data")
    Remembered(folder).remember(path)
    assert Remembered(folder).recent() == (path,)
