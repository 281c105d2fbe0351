"""Steps end in time, whatever they started, and say what they were at."""

import os
import sys
import time
from pathlib import Path

import pytest

from installer import steps
from installer.steps import Trouble, run

SLEEPER = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"


def test_what_a_program_says_is_the_answer() -> None:
    assert run([sys.executable, "-c", "print('a'); print('б')"], {"PYTHONIOENCODING": "utf-8"}) == "a\nб\n"


def test_a_failure_tells_the_command_and_its_last_lines() -> None:
    with pytest.raises(Trouble, match=r"(?s)exit\(3\).*ended with 3.*last words"):
        run([sys.executable, "-c", "print('last words'); exit(3)"])
    assert run([sys.executable, "-c", "exit(3)"], allowed=(0, 3)) == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells who started whom")
def test_what_does_not_end_is_ended_with_all_it_started() -> None:
    start = time.monotonic()
    with pytest.raises(Trouble, match="did not end within 2 s"):
        run([sys.executable, "-c", f"{SLEEPER}; import time; print('up', flush=True); time.sleep(60)"], seconds=2)
    assert time.monotonic() - start < 10
    assert not [child for child in steps._below(os.getpid()) if b"time.sleep(60)" in command_of(child)]


def command_of(number: int) -> bytes:
    try:
        return Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return b""


def test_what_a_program_leaves_running_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "_LAST_WORDS", 0.5)
    leave = SLEEPER.replace("time.sleep(60)", "time.sleep(5)") + "; print('gone')"
    start = time.monotonic()
    assert run([sys.executable, "-u", "-c", leave]) == "gone\n"
    assert time.monotonic() - start < 4


def test_the_network_is_tried_three_times(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(steps.time, "sleep", pauses.append)
    answers = iter([Trouble("no answer"), Trouble("no answer"), "here"])

    def act() -> str:
        answer = next(answers)
        if isinstance(answer, Trouble):
            raise answer
        return answer

    assert steps.retried("the archive", act) == "here"
    assert pauses == [5, 20]
    answers = iter([Trouble("1"), Trouble("2"), Trouble("3"), "never"])
    with pytest.raises(Trouble, match="3"):
        steps.retried("the archive", act)
