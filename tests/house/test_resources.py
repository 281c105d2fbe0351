"""``resource`` finds the files of ``resources/`` in a checkout, a wheel and a frozen program."""

import types
from pathlib import Path

import pytest
from support.project import PACKAGE, ROOT

from planimport_gui.resources import resource

SOURCE = PACKAGE / "resources.py"


def loaded_from(file: Path) -> types.ModuleType:
    """The module as an importer gives it that says it came from ``file``, which need not exist (PyInstaller)."""
    module = types.ModuleType("planimport_gui.resources")
    module.__file__ = str(file)
    exec(compile(SOURCE.read_text(encoding="utf-8"), str(file), "exec"), module.__dict__)
    return module


def lay(folder: Path, name: str) -> Path:
    folder.mkdir(parents=True)
    file = folder / name
    file.write_bytes(b"")
    return file


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resource("sample-plan.xlsx") == ROOT / "resources" / "sample-plan.xlsx"


def test_a_wheel_has_them_in_the_package(tmp_path: Path) -> None:
    laid = lay(tmp_path / "site-packages" / "planimport_gui" / "_resources", "plan.xlsx")
    module = loaded_from(tmp_path / "site-packages" / "planimport_gui" / "resources.py")
    assert module.resource("plan.xlsx") == laid


def test_a_frozen_program_has_them_beside_modules_that_are_no_files(tmp_path: Path) -> None:
    laid = lay(tmp_path / "_internal" / "planimport_gui" / "_resources", "plan.xlsx")
    module = loaded_from(tmp_path / "_internal" / "planimport_gui" / "resources.pyc")
    assert module.resource("plan.xlsx") == laid


def test_a_stray_folder_beside_an_installed_package_is_not_taken(tmp_path: Path) -> None:
    lay(tmp_path / "resources", "plan.xlsx")
    lay(tmp_path / "planimport_gui" / "_resources", "other.xlsx")
    module = loaded_from(tmp_path / "planimport_gui" / "resources.py")
    with pytest.raises(FileNotFoundError, match=r"plan\.xlsx"):
        module.resource("plan.xlsx")


def test_a_name_that_is_not_there_is_said() -> None:
    with pytest.raises(FileNotFoundError, match="no resource 'nothing'"):
        resource("nothing")
