"""What holds for every test: a world of its own, loopback only, and no warning that nobody expected."""

import os

from hypothesis import settings

pytest_plugins = ["support.log_watch", "support.loopback", "support.world"]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("default", max_examples=60, deadline=None, derandomize="CI" in os.environ)
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.load_profile("default")
