"""One window for each data folder, with real processes."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from uuid import uuid4

import pytest
from PySide6.QtCore import QDir
from PySide6.QtNetwork import QLocalSocket
from support.gui import Person, Signals
from support.project import ROOT

from planimport_gui.ui.single import SingleInstance

Start = Callable[..., "Popen[str]"]


@pytest.fixture
def name() -> Iterator[str]:
    chosen = f"planimport-test-{uuid4().hex[:12]}"
    yield chosen
    for left in (chosen, f"{chosen}.lock"):
        Path(QDir.temp().filePath(left)).unlink(missing_ok=True)


@pytest.fixture
def start(name: str) -> Iterator[Start]:
    """Starts the program; ended after the test."""
    with ExitStack() as running:

        def begin(*words: object, patience: int = 3000) -> "Popen[str]":
            program = ROOT / "tests" / "support" / "first_window.py"
            environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
            process = running.enter_context(
                Popen(
                    [sys.executable, str(program), name, str(patience), *map(str, words)],
                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment,
                )
            )  # fmt: skip
            running.callback(process.kill)
            return process

        yield begin


def line(process: "Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_start_hands_its_file_over_and_ends(start: Start, tmp_path: Path) -> None:
    first = start()
    assert line(first) == "first"
    second = start(tmp_path / "план.xlsx")
    assert line(second) == "handed over"
    assert second.wait(10) == 0
    assert line(first) == f"handed {tmp_path / 'план.xlsx'}"
    assert line(start()) == "handed over"
    assert line(first) == "handed None"


def test_after_the_first_has_ended_the_next_is_first(start: Start) -> None:
    first = start()
    assert line(first) == "first"
    first.communicate()
    assert line(start()) == "first"


def test_a_killed_one_leaves_nothing_in_the_way(start: Start, name: str) -> None:
    first = start()
    assert line(first) == "first"
    first.kill()
    first.wait()
    if os.name == "posix":
        assert Path(QDir.temp().filePath(f"{name}.lock")).exists()
    next_one = start()
    assert line(next_one) == "first"
    assert line(start()) == "handed over"


def test_of_many_starts_at_the_same_moment_one_is_first(start: Start) -> None:
    programs = [start(f"/{number}.xlsx", patience=20_000) for number in range(5)]
    said = [line(program) for program in programs]
    assert sorted(said) == ["first", *["handed over"] * 4]
    winner = programs[said.index("first")]
    files = {f"handed {Path(f'/{number}.xlsx')}" for number in range(5) if programs[number] is not winner}
    assert {line(winner) for _ in range(4)} == files


@pytest.mark.skipif(os.name == "nt", reason="no signal stops a process there")
def test_one_that_hangs_does_not_hold_up_the_next_for_ever(start: Start) -> None:
    first = start()
    assert line(first) == "first"
    first.send_signal(signal.SIGSTOP)
    try:
        second = start("/a.xlsx", patience=300)
        assert line(second) == "alone"
        assert second.wait(10) == 0
    finally:
        first.send_signal(signal.SIGCONT)


@pytest.mark.parametrize("noise", [b"nonsense\n", b"[1]\n", b'{"file": 7}\n', b"\xff\xfe\n"])
def test_noise_opens_nothing(gui: Person, name: str, noise: bytes) -> None:
    with SingleInstance(name) as instance:
        handed = Signals(instance.handed)
        socket = QLocalSocket()
        socket.connectToServer(name)
        assert socket.waitForConnected(2000)
        socket.write(noise)
        gui.wait_until(lambda: handed.told)
        assert handed.told == [None]


def test_half_a_line_is_waited_for(gui: Person, name: str) -> None:
    with SingleInstance(name) as instance:
        handed = Signals(instance.handed)
        socket = QLocalSocket()
        socket.connectToServer(name)
        assert socket.waitForConnected(2000)
        socket.write(b'{"file": "/pl')
        socket.flush()
        gui.settle()
        socket.write(b'an.xlsx"}\n')
        gui.wait_until(lambda: handed.told)
        assert handed.told == [Path("/plan.xlsx")]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_without_a_place_for_the_lock_there_is_a_window_all_the_same(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.chmod(0o500)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with SingleInstance(name) as instance:
        assert instance.first
    tmp_path.chmod(0o700)
