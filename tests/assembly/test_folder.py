"""The data folder: where, and open to its owner alone."""

import os
import sys
from pathlib import Path

import pytest

from planimport_gui.assembly.folder import FolderUnusable, data_folder, make_folder


def test_the_wish_of_the_environment(tmp_path: Path) -> None:
    assert data_folder({"PLANIMPORT_DATA_DIR": str(tmp_path / "x")}) == tmp_path / "x"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("system", "variable", "end"),
    [
        ("linux", "XDG_DATA_HOME", "planimport"),
        ("win32", "LOCALAPPDATA", "PlanImport"),
    ],
)
def test_where_each_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, system: str, variable: str, end: str
) -> None:
    monkeypatch.setattr(sys, "platform", system)
    assert data_folder({variable: str(tmp_path)}) == tmp_path / end
    assert data_folder({}).name == end


def test_the_mac_has_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert data_folder({}).parts[-3:] == ("Library", "Application Support", "PlanImport")


@pytest.mark.skipif(os.name != "posix", reason="rights of another kind")
def test_it_is_closed_to_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    for made in (make_folder(folder), make_folder(tmp_path / "new" / "data")):
        assert made.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FolderUnusable) as caught:
        make_folder(tmp_path / "file" / "data")
    assert caught.value.path == str(tmp_path / "file" / "data")
    assert caught.value.detail
