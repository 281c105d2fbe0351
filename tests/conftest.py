"""What holds for every test: a world of its own, loopback only, and no warning that nobody expected."""

import os

import pytest
from hypothesis import HealthCheck, settings

from planimport_gui.texts.compile import compile_catalogues

pytest_plugins = ["support.log_watch", "support.loopback", "support.plain_reports", "support.world"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# How long an example takes to be made says only how busy the computer is.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("default", settings.get_profile("any"), max_examples=60, derandomize="CI" in os.environ)
settings.register_profile("soak", settings.get_profile("any"), max_examples=5_000)
settings.load_profile("default")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Sentences are tested as the catalogues have them now."""
    if not hasattr(session.config, "workerinput"):
        compile_catalogues()
