"""Practice from the console: a stand-in service inside the process, with a journal and a lock of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.records import Project
from planimport_gui.practice.service import PracticeService
from planimport_gui.tokens import Token

FOLDER = "practice"
"""Below the data folder."""
PRACTICE_SITE = "10001"
PRACTICE_TOKEN = "practice-token"


@dataclass(frozen=True, slots=True)
class Practice:
    """What an import needs, all of it for practice."""

    engine: Engine
    project: Project
    token: Token


@contextmanager
def practise(folder: Path, tempo: Tempo) -> Iterator[Practice]:
    """A stand-in that lives as long as the context, below the data folder ``folder``. Raises as ``hold``."""
    with (
        hold(folder / FOLDER, tempo, afresh=True) as engine,
        PracticeService(token=PRACTICE_TOKEN, site=PRACTICE_SITE) as service,
    ):
        yield Practice(engine, Project(service.address, PRACTICE_SITE), Token(PRACTICE_TOKEN))
