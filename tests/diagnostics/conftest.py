"""A log of its own for every test that asks for one."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.log_watch import LogWatch

from planimport_gui.diagnostics import OpenLog, SecretVault, open_log


@pytest.fixture
def vault() -> SecretVault:
    return SecretVault()


@pytest.fixture
def log(tmp_path: Path, vault: SecretVault, log_watch: LogWatch) -> Iterator[OpenLog]:
    """An open log in ``tmp_path/logs``; its records of any level are expected."""
    log_watch.allow("")
    opened = open_log(tmp_path / "logs", vault)
    yield opened
    opened.close()


@pytest.fixture
def logger() -> logging.Logger:
    return logging.getLogger("planimport_gui.test")
