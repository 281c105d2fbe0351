"""ruff and mypy have nothing to say."""

import subprocess
import sys

import pytest
from support.project import ROOT

LENIENT = (
    "--allow-untyped-defs",
    "--allow-incomplete-defs",
    "--allow-untyped-calls",
    "--allow-any-generics",
    "--no-warn-return-any",
    "--no-strict-equality",
    "--no-warn-unused-ignores",
    "--disable-error-code=possibly-undefined",
    "--cache-dir=.mypy_cache/tests",
)
"""Tests may leave their own fixtures and tables without types."""


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
def test_the_tests_use_the_program_as_its_types_say() -> None:
    check("mypy", *LENIENT, "tests")
