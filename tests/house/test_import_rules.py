"""import-linter holds the rules of the house, and sees every way of breaking them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import PACKAGE, ROOT

LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True, no_cache=True))"

VIOLATIONS = {
    "plan": ("facts.outcomes", "importing.ports"),
    "facts": ("importing.times", "texts.catalogue"),
    "importing": ("sheets", "calltouch", "journal", "practice", "texts", "assembly", "ui", "requests", "sqlite3"),
    "sheets": ("calltouch", "journal", "texts", "importing", "resources", "requests"),
    "calltouch": ("sheets", "journal", "tokens", "diagnostics", "importing", "practice", "keyring"),
    "journal": ("calltouch", "importing", "cli", "openpyxl"),
    "tokens": ("calltouch", "sheets", "assembly", "sqlite3"),
    "practice": ("calltouch", "importing", "journal", "truststore", "PySide6"),
    "diagnostics": ("tokens", "texts", "app"),
    "texts": ("importing", "diagnostics", "ui"),
    "assembly": ("cli", "ui", "app", "requests", "keyring", "urllib3"),
    "cli": ("ui", "app", "PySide6", "sqlite3", "python_calamine"),
    "ui": ("cli", "app", "openpyxl", "requests", "keyring", "sqlite3"),
}
"""What each room must not import. A name that is none of ours is a library's."""

FUTURE = ("app", "ui", "cli", "assembly")


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """import-linter over the package in ``folder``, with the contracts of its pyproject.toml."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200", "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-c", LINT],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_imports_keep_the_rules_of_the_house() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, f"{result.stdout}\nThe name of a broken contract ends with the mend."
    assert "Contracts: 7 kept, 0 broken." in result.stdout


@pytest.fixture(scope="module")
def accused(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What import-linter says of a copy of the package with every violation in it, a module each."""
    copy = tmp_path_factory.mktemp("violations")
    shutil.copy(ROOT / "pyproject.toml", copy)
    package = copy / "planimport_gui"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__", "locale"))
    for room in FUTURE:
        if not (package / f"{room}.py").exists():
            (package / room).mkdir(exist_ok=True)
            (package / room / "__init__.py").touch()
    for room, targets in VIOLATIONS.items():
        for target in targets:
            _violate(package, room, target)
    result = lint(copy)
    assert result.returncode == 1, result.stdout + result.stderr
    return result.stdout


@pytest.mark.parametrize(("room", "target"), [(room, target) for room in VIOLATIONS for target in VIOLATIONS[room]])
def test_a_violation_is_seen(accused: str, room: str, target: str) -> None:
    module = f"planimport_gui.{room}.violation_{target.replace('.', '_')}"
    assert any(f"{module} -> {name}" in accused for name in (target, f"planimport_gui.{target}")), accused


def test_a_room_without_a_place_in_the_house_is_seen(tmp_path: Path) -> None:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(PACKAGE, tmp_path / "planimport_gui", ignore=shutil.ignore_patterns("__pycache__", "locale"))
    (tmp_path / "planimport_gui" / "cellar.py").touch()
    result = lint(tmp_path)
    assert result.returncode == 1
    assert "cellar" in result.stdout


def _violate(package: Path, room: str, target: str) -> None:
    ours = (package / target.split(".")[0]).is_dir() or (package / f"{target}.py").is_file()
    module = package / room / f"violation_{target.replace('.', '_')}.py"
    module.write_text(f"import {'planimport_gui.' if ours else ''}{target}\n", encoding="utf-8")
