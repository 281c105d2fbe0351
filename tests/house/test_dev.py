"""``dev.py`` says in plain words what keeps it from going on, and does nothing twice."""

import ast
import importlib.util
import subprocess
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest
from support.project import ROOT

SOURCE = ROOT / "dev.py"


@pytest.fixture
def dev(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """``dev.py`` for an empty project in a folder of the test's own."""
    spec = importlib.util.spec_from_file_location("dev", SOURCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("requirements.lock", "pyproject.toml", "hatch_build.py"):
        (tmp_path / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", tmp_path / ".venv" / "python")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(module, "SETUP_LOG", tmp_path / ".venv" / "log")
    return module


class Processes:
    """Stands in for the processes ``dev.py`` starts; each prints ``output`` and ends with ``code``."""

    def __init__(self, python: Path) -> None:
        self.python = python
        self.started: list[list[str]] = []
        self.output = ""
        self.code = 0

    def start(self, command: list[str], environment: object = None) -> subprocess.CompletedProcess[str]:
        self.started.append(command)
        if "venv" in command:
            self.python.parent.mkdir()
            self.python.touch()
            return subprocess.CompletedProcess(command, 0, "")
        if "-c" in command:
            return subprocess.CompletedProcess(command, 0, sys.version)
        return subprocess.CompletedProcess(command, self.code, self.output)


@pytest.fixture
def processes(dev: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> Processes:
    processes = Processes(dev.PYTHON)
    monkeypatch.setattr(dev, "_quietly", processes.start)
    return processes


def test_it_is_read_by_pythons_that_are_too_old_to_run_the_program() -> None:
    ast.parse(SOURCE.read_text(encoding="utf-8"), feature_version=(3, 8))


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def test_it_needs_the_standard_library_alone() -> None:
    names = imported(SOURCE)
    ours = {name for name in names if name.split(".")[0] in ("installer", "tests")}
    assert ours == {"installer.packages", "tests.support"}
    names -= ours
    for name in ("packages", "practise"):
        names |= imported(ROOT / "tests" / "support" / f"{name}.py")
    assert len(names) > 5
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.mark.parametrize("version", [(3, 10), (3, 15)])
def test_a_python_that_does_not_fit_is_named(
    dev: types.ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], version: tuple[int, int]
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    assert dev.main(["run"]) == 2
    assert f"needs Python 3.11 to 3.14, and this is Python 3.{version[1]}." in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="system packages are for Linux")
class TestSystemPackages:
    @pytest.fixture(autouse=True)
    def bare(self, dev: types.ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
        monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")

    def test_without_root_the_line_to_type_is_printed(
        self, dev: types.ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
        assert dev.main(["run"]) == 2
        said = capsys.readouterr().err
        assert f"sudo apt-get install --no-install-recommends python3.{sys.version_info[1]}-venv" in said
        assert "Traceback" not in said

    def test_with_root_they_are_installed(
        self, dev: types.ModuleType, monkeypatch: pytest.MonkeyPatch, processes: Processes
    ) -> None:
        monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
        dev._system_packages({"not-there": "nowhere/at/all"})
        assert processes.started[-1][:2] == ["apt-get", "install"]
        assert processes.started[-1][-2:] == [f"python3.{sys.version_info[1]}-venv", "not-there"]

    def test_what_is_there_is_not_installed_again(
        self, dev: types.ModuleType, processes: Processes, tmp_path: Path
    ) -> None:
        dev.PYTHON.parent.mkdir()
        dev.PYTHON.touch()
        dev._system_packages({"there": str(dev.PYTHON).lstrip("/")})
        assert processes.started == []


def test_a_second_start_sets_nothing_up(dev: types.ModuleType, processes: Processes) -> None:
    dev._set_up({})
    assert any("--require-hashes" in command for command in processes.started)
    processes.started.clear()
    dev._set_up({})
    assert processes.started == []


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "hatch_build.py"])
def test_a_change_of_what_is_installed_sets_up_anew(dev: types.ModuleType, processes: Processes, name: str) -> None:
    dev._set_up({})
    processes.started.clear()
    (dev.ROOT / name).write_text("changed", encoding="utf-8")
    dev._set_up({})
    assert any("--require-hashes" in command for command in processes.started)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("NewConnectionError: Failed to establish a new connection", "no connection to the package index"),
        ("SSLError: CERTIFICATE_VERIFY_FAILED", "certificate of the package index is not trusted"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "is not the one of requirements.lock"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("something else", "could not be installed"),
    ],
)
def test_a_failure_of_pip_is_explained_and_tried_again_next_time(
    dev: types.ModuleType,
    processes: Processes,
    capsys: pytest.CaptureFixture[str],
    output: str,
    sentence: str,
) -> None:
    processes.output, processes.code = output, 1
    assert dev.main(["compile"]) == 2
    assert sentence in capsys.readouterr().err
    assert dev.SETUP_LOG.read_text(encoding="utf-8") == output
    assert not dev.STAMP.exists()


@pytest.mark.parametrize("arguments", [[], ["tset"]])
def test_an_unknown_command_shows_the_help(
    dev: types.ModuleType, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "usage: dev.py COMMAND" in capsys.readouterr().out


def test_every_command_is_in_the_help(dev: types.ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    said = capsys.readouterr().out
    commands: dict[str, Callable[[list[str]], int]] = dev.COMMANDS
    for name, command in commands.items():
        assert name in said
        assert str(command.__doc__).splitlines()[0] in said
