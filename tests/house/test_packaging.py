"""The wheel holds all that the program needs, and the program finds it there."""

import configparser
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from support.project import PACKAGE, ROOT, project_files

from planimport_gui.texts.compile import LOCALES, compiled

LOOK = """
import json, sys
sys.path.insert(0, sys.argv[1])
import planimport_gui
from planimport_gui.resources import resource
from planimport_gui.texts import Language, Texts
said = [Texts(language).say("field.value") for language in Language]
print(json.dumps({"package": planimport_gui.__file__, "plan": str(resource("sample-plan.xlsx")), "said": said}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built as a packager builds it, offline and with the libraries of this environment."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def members(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_module_and_nothing_beside_the_package(members: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in project_files() if PACKAGE in path.parents}
    assert len(modules) > 50
    assert modules <= members
    assert {name.split("/")[0] for name in members} == {"planimport_gui", _metadata(members)}


def test_the_wheel_holds_the_resources(members: set[str]) -> None:
    resources = {path.relative_to(ROOT).as_posix() for path in project_files() if ROOT / "resources" in path.parents}
    assert "resources/sample-plan.xlsx" in resources
    assert {f"planimport_gui/_{name}" for name in resources} <= members


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_wheel_holds_catalogues_compiled_from_what_they_say_now(wheel: Path, language: str) -> None:
    folder = LOCALES / language / "LC_MESSAGES"
    with zipfile.ZipFile(wheel) as archive:
        shipped = archive.read((folder / "planimport.mo").relative_to(ROOT).as_posix())
    assert shipped == compiled(folder)


def test_the_wheel_brings_the_command(wheel: Path, members: set[str]) -> None:
    scripts = configparser.ConfigParser()
    with zipfile.ZipFile(wheel) as archive:
        scripts.read_string(archive.read(f"{_metadata(members)}/entry_points.txt").decode())
    assert scripts["console_scripts"]["planimport"] == "planimport_gui.cli:main"


def test_an_installed_wheel_finds_its_own_files(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    result = subprocess.run(
        [sys.executable, "-I", "-c", LOOK, str(tmp_path)], capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    package = tmp_path / "planimport_gui"
    assert Path(found["package"]) == package / "__init__.py"
    assert Path(found["plan"]) == package / "_resources" / "sample-plan.xlsx"
    assert len(set(found["said"])) == 2


def _metadata(members: set[str]) -> str:
    (folder,) = {name.split("/")[0] for name in members if ".dist-info/" in name}
    return folder
