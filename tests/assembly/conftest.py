"""Parts of the window's outer world, fast and against a service of the tests' own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.keyrings import Keyring
from support.stage import SITE, TOKEN

from planimport_gui.facts.records import Project
from planimport_gui.practice.service import PracticeService


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that does not exist yet."""
    return tmp_path / "data"


@pytest.fixture
def service() -> Iterator[PracticeService]:
    with PracticeService(pace=0, finish_after=0.0, token=TOKEN, site=SITE) as running:
        yield running


@pytest.fixture
def project(service: PracticeService) -> Project:
    return Project(service.address, SITE, "Клиника")


@pytest.fixture
def keyring() -> Keyring:
    return Keyring()
