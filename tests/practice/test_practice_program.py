"""The practice service as a program of its own."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest
from practice.caller import Caller, plan

from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService

PROGRAM = [sys.executable, "-m", "planimport_gui.practice"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:[0-9]+/report-service/RestAPI/api\n")


@contextmanager
def running(*arguments):
    """The program, its address read from its first line; ended if the test did not."""
    process = subprocess.Popen([*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process, process.stdout.readline()
    finally:
        process.kill()
        process.communicate(timeout=10)


def run(*arguments):
    return subprocess.run([*PROGRAM, *arguments], capture_output=True, text=True, timeout=30, check=False)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send between processes")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_its_address_serves_and_ends_quietly(ending):
    with running("--pace", "0") as (process, line):
        assert ADDRESS.fullmatch(line)
        caller = Caller(line.strip())
        assert caller.accepted([plan()]) == 900000001
        assert caller.state()["logs"][0]["importLogId"] == 900000001
        process.send_signal(ending)
        assert process.communicate(timeout=10) == ("", "")
        assert process.returncode == 0


def test_its_options_are_taken():
    with running("--scenario", "points", "--pace", "1") as (_, line):
        caller = Caller(line.strip())
        assert [caller.add([plan()]).code for _ in range(2)] == [200, 429]
        assert caller.state()["scenario"] == "points"


def test_help_has_a_line_for_every_scenario():
    shown = run("--help")
    assert shown.returncode == 0
    assert {line.split()[0] for line in shown.stdout.splitlines() if line.startswith("  ")} >= set(Scenario)


@pytest.mark.parametrize(
    "arguments",
    [("--pace", "-1"), ("--pace", "x"), ("--port", "70000"), ("--scenario", "x"), ("--latency", "nan"), ("extra",)],
)
def test_wrong_arguments_are_a_usage_error(arguments):
    ended = run(*arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_one_clear_line():
    with PracticeService() as service:
        ended = run("--port", str(service.port))
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"practice: port {service.port} cannot be used: ")
    assert len(ended.stderr.splitlines()) == 1
