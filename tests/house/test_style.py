"""ruff and mypy have nothing to say."""

import subprocess
import sys

import pytest
from support.project import ROOT


def check(*command: str) -> None:
    result = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stdout


def test_ruff_has_no_complaint() -> None:
    check("ruff", "check", ".")


def test_the_code_is_formatted() -> None:
    check("ruff", "format", "--check", ".")


@pytest.mark.timeout(400)
def test_the_program_is_typed() -> None:
    check("mypy")


@pytest.mark.timeout(400)
def test_what_tests_share_is_typed() -> None:
    """Tests themselves run, and feed wrong types on purpose."""
    check("mypy", "--no-warn-unused-ignores", "--cache-dir=.mypy_cache/tests", "tests/support", "tests/house")
