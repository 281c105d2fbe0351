"""The stage of every run in these tests."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from support.stage import Stage

from planimport_gui.practice.service import PracticeService

MakeStage = Callable[..., Stage]


@pytest.fixture
def make_stage(tmp_path: Path) -> Iterator[MakeStage]:
    """Makes a stage; keyword arguments go to the practice service, ``times`` and ``client`` to the stage."""
    with ExitStack() as stack:

        def make(*, times: Any = None, client: dict[str, Any] | None = None, **service: Any) -> Stage:
            options = {"pace": 0, "finish_after": 0.0, **service}
            practice = stack.enter_context(PracticeService(**options))
            extra = {} if times is None else {"times": times}
            stage = Stage(tmp_path, practice, **extra, **(client or {}))
            stack.callback(lambda: stage.journal.close())
            return stage

        yield make
