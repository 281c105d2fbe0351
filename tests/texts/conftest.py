"""The sentences, in both languages or in Russian."""

import pytest

from planimport_gui.texts import Language, Texts


@pytest.fixture(params=list(Language), ids=str)
def texts(request: pytest.FixtureRequest) -> Texts:
    """Once in each language."""
    return Texts(request.param)


@pytest.fixture
def russian() -> Texts:
    return Texts(Language.RUSSIAN)
