"""Settings from the environment."""

from pathlib import Path

import pytest

from planimport_gui.assembly.settings import one_spelling, read_settings
from planimport_gui.calltouch.address import CALLTOUCH, BadAddress


def test_without_wishes_the_service_is_calltouch() -> None:
    settings = read_settings({"PLANIMPORT_DATA_DIR": "data"})
    assert (settings.address, settings.named, settings.elsewhere, settings.token) == (CALLTOUCH, False, False, None)
    assert settings.folder == Path("data").absolute()


def test_what_the_environment_says() -> None:
    settings = read_settings(
        {"PLANIMPORT_API_URL": " http://127.0.0.1:8080/api/ ", "PLANIMPORT_TOKEN": "s3cret", "PLANIMPORT_DATA_DIR": "x"}
    )
    assert (settings.address, settings.named, settings.elsewhere) == ("http://127.0.0.1:8080/api", True, True)
    assert settings.token == "s3cret"
    assert "s3cret" not in repr(settings)


def test_an_empty_token_is_none() -> None:
    assert read_settings({"PLANIMPORT_TOKEN": "", "PLANIMPORT_DATA_DIR": "x"}).token is None


@pytest.mark.parametrize("address", ["http://api.calltouch.ru", "https://a@b.ru/", "nonsense"])
def test_an_address_that_is_none(address: str) -> None:
    with pytest.raises(BadAddress):
        read_settings({"PLANIMPORT_API_URL": address})


@pytest.mark.parametrize(
    "spelling",
    [
        "https://api.calltouch.ru/Base",
        "https://API.Calltouch.RU/Base/",
        "HTTPS://api.calltouch.ru:443/Base",
    ],
)
def test_one_service_has_one_spelling(spelling: str) -> None:
    """Otherwise the history of a project would be hidden by a capital letter, and a plan doubled."""
    assert one_spelling(spelling) == "https://api.calltouch.ru/Base"


@pytest.mark.parametrize(
    ("one", "other"),
    [("https://a.ru:8443/b", "https://a.ru/b"), ("https://a.ru/b", "https://a.ru/B"), ("https://a.ru", "https://b.ru")],
)
def test_two_services_stay_two(one: str, other: str) -> None:
    assert one_spelling(one) != one_spelling(other)
