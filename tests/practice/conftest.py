"""A practice service for each test, fast unless told otherwise, and one who calls it over a real socket."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from practice.caller import Caller

from planimport_gui.practice.service import PracticeService

Serve = Callable[..., tuple[PracticeService, Caller]]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts a service (no pace, imports done at once, unless the arguments say more) and its caller."""
    started: list[PracticeService] = []

    def start(**options: Any) -> tuple[PracticeService, Caller]:
        service = PracticeService(**{"pace": 0, "finish_after": 0.0, **options}).start()
        started.append(service)
        return service, Caller(service.address)

    yield start
    for service in started:
        service.stop()
        assert service.crashes == ()
