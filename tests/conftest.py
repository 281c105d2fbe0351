"""What holds for every test: a world of its own, loopback only, and no warning that nobody expected."""

import os

import pytest
from hypothesis import settings

from planimport_gui.texts.compile import compile_catalogues

pytest_plugins = ["support.log_watch", "support.loopback", "support.plain_reports", "support.world"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("default", max_examples=60, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.load_profile("default")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Sentences are tested as the catalogues have them now."""
    if not hasattr(session.config, "workerinput"):
        compile_catalogues()
