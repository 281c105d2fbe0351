"""Collects the figures of a session, prints them, and puts a complete table into the README."""

from collections.abc import Iterator

import pytest
from benchmarks.figures import README, TESTS, Figures, replace_section


@pytest.fixture(scope="session")
def figures(request: pytest.FixtureRequest) -> Iterator[Figures]:
    collected = Figures()
    yield collected
    table = collected.table()
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\n\n{table}\n")
    if collected.complete == set(TESTS):
        replace_section(README, table)
