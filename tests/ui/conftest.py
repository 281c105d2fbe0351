"""Tests of the window and its parts: a person, texts and a look."""

import pytest
from support.gui import application, gui, look, russian, texts

import planimport_gui.ui.jobs as jobs

__all__ = ["application", "gui", "look", "russian", "texts"]


@pytest.fixture
def still_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """No slice of work ends by the clock, however busy the computer is; one of no seconds ends after a step."""
    monkeypatch.setattr(jobs, "perf_counter", lambda: 0.0)
