"""The guards of ``tests/conftest.py`` do fail what they are there to fail."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from support.log_watch import LogWatch
from support.loopback import is_loopback
from support.project import ROOT

CULPRITS = """
import logging, os, socket
import pytest
from hypothesis import given, strategies

def test_unexpected_warning():
    logging.getLogger("some.part").warning("disk is slow")

def test_expected_warning(log_watch):
    with log_watch.expect("disk is .low"):
        logging.getLogger("some.part").warning("disk is slow")

def test_expectation_that_does_not_come(log_watch):
    with log_watch.expect("disk is slow"):
        pass

def test_network_caught():
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    except OSError:
        pass

def test_loopback():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_settings_of_the_user():
    assert not os.environ["PLANIMPORT_DATA_DIR"].startswith("/user")
    assert "PLANIMPORT_TOKEN" not in os.environ
    assert "HTTPS_PROXY" not in os.environ

@given(strategies.integers())
def test_guards_go_with_hypothesis(number):
    assert number == number
"""


def test_the_guards_fail_what_they_should(tmp_path: Path) -> None:
    (tmp_path / "test_culprits.py").write_text(CULPRITS, encoding="utf-8")
    user = {"PLANIMPORT_DATA_DIR": "/user/data", "PLANIMPORT_TOKEN": "t", "HTTPS_PROXY": "http://proxy.example"}
    plugins = [part for name in ("log_watch", "loopback", "world") for part in ("-p", f"support.{name}")]
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-rfE", "-p", "no:cacheprovider", *plugins, str(tmp_path)],
        cwd=tmp_path,
        env={**os.environ, **user, "PYTHONPATH": str(ROOT / "tests")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    accused = {line.split("::")[1].split(" ")[0] for line in result.stdout.splitlines() if "::" in line}
    assert accused == {"test_unexpected_warning", "test_expectation_that_does_not_come", "test_network_caught"}
    assert "unexpected in the log" in result.stdout
    assert "tried to reach 192.0.2.1:80" in result.stdout
    assert "1 failed, 6 passed, 2 errors" in result.stdout, result.stdout


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost", ""])
def test_loopback_is_known(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "0.0.0.1", "example.org", "10.0.0.1"])
def test_what_is_not_loopback_is_known(host: str) -> None:
    assert not is_loopback(host)


def test_a_refused_connection_is_reported_and_can_be_forgiven(loopback_only: list[str]) -> None:
    with pytest.raises(OSError, match="loopback only"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    assert loopback_only == ["192.0.2.1:80"]
    loopback_only.clear()


def test_what_is_allowed_may_come_or_not(log_watch: LogWatch) -> None:
    log_watch.allow("slow")
    assert log_watch.unexpected == []
