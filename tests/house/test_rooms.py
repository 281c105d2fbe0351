"""What import-linter cannot say: which libraries a room may use, and that nothing is imported behind its back."""

import ast
import sys
from pathlib import Path

import pytest
from support.project import PACKAGE, ROOMS, room_of, sources

LIBRARIES = {
    "sheets": {"openpyxl", "python_calamine", "defusedxml"},
    "calltouch": {"requests", "urllib3", "truststore"},
    "tokens": {"keyring"},
    "texts/compile.py": {"babel"},
    "ui": {"PySide6"},
    "app": {"PySide6"},
    "selftest": {"PySide6"},
}
"""A room or module that is not here lives on the standard library. Babel is for the build alone."""

UI_MAY_USE = {"ui", "importing", "texts", "plan", "facts", "resources"}


def imports_of(tree: ast.AST) -> set[str]:
    """Full names of everything a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def foreign(tree: ast.AST, allowed: set[str]) -> set[str]:
    """Libraries a module imports that are neither standard, nor ours, nor allowed."""
    tops = {name.split(".")[0] for name in imports_of(tree)}
    return tops - sys.stdlib_module_names - {"planimport_gui"} - allowed


def dynamic(tree: ast.AST) -> list[int]:
    """Lines that import by a name made up at run time, where no linter sees it."""
    hidden = {"import_module", "__import__"}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call.lineno for call in calls if getattr(call.func, "attr", getattr(call.func, "id", "")) in hidden]


def ours(tree: ast.AST) -> set[str]:
    """The rooms a module imports from."""
    parts = [name.split(".") for name in imports_of(tree)]
    return {part[1] for part in parts if part[0] == "planimport_gui" and len(part) > 1}


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def allowed_in(path: Path) -> set[str]:
    name = path.relative_to(PACKAGE).as_posix()
    return LIBRARIES.get(name, LIBRARIES.get(room_of(path), set()))


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_every_room_is_there() -> None:
    assert {room_of(path) for path in sources()} >= set(ROOMS)


@pytest.mark.parametrize("path", sources(), ids=named)
def test_a_module_uses_only_the_libraries_of_its_room(path: Path) -> None:
    strangers = foreign(parse(path), allowed_in(path))
    assert not strangers, f"{named(path)} imports {strangers}: move this to the room that has the library"


@pytest.mark.parametrize("path", sources(), ids=named)
def test_nothing_is_imported_by_a_made_up_name(path: Path) -> None:
    assert not dynamic(parse(path)), f"{named(path)}: write an import statement, inside the function if it must be late"


def test_the_window_reaches_only_the_rooms_it_may() -> None:
    for path in sources():
        if room_of(path) == "ui":
            assert ours(parse(path)) <= UI_MAY_USE, f"{named(path)}: app hands it what it needs"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("import PySide6.QtWidgets", {"PySide6"}),
        ("from PySide6 import QtCore", {"PySide6"}),
        ("def f():\n    import openpyxl", {"openpyxl"}),
        ("if True:\n    from requests.adapters import HTTPAdapter", {"requests"}),
        ("import json, numpy as np", {"numpy"}),
        ("import sqlite3\nfrom planimport_gui.plan.row import Item", set()),
    ],
)
def test_foreign_libraries_are_seen(source: str, seen: set[str]) -> None:
    assert foreign(ast.parse(source), set()) == seen


def test_made_up_names_are_seen() -> None:
    source = "import importlib\nimportlib.import_module('requests')\n__import__('keyring')"
    assert dynamic(ast.parse(source)) == [2, 3]


def test_rooms_are_seen() -> None:
    source = (
        "from planimport_gui.sheets.reader import read\nfrom planimport_gui import journal\nimport planimport_gui.ui"
    )
    assert ours(ast.parse(source)) == {"sheets", "journal", "ui"}
