"""Which addresses a client speaks to."""

import pytest
from servers.roads import free_pace

from planimport_gui.calltouch.address import CALLTOUCH, AddressTrouble, BadAddress, parse_address
from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.facts.records import Project


def test_the_real_one() -> None:
    assert CALLTOUCH == "https://api.calltouch.ru/report-service/RestAPI/api"
    address = parse_address(CALLTOUCH)
    assert (address.base, address.loopback) == (CALLTOUCH, False)


@pytest.mark.parametrize(
    "text",
    [
        "http://127.0.0.1:8080/x/api",
        "http://localhost:1/",
        "https://127.1.2.3",
        "http://[::1]:80/a/",
        " http://LOCALHOST ",
    ],
)
def test_loopback_may_be_plain(text: str) -> None:
    address = parse_address(text)
    assert address.loopback
    assert address.base == text.strip().rstrip("/")


@pytest.mark.parametrize(
    "text",
    [
        "http://api.calltouch.ru/report-service/RestAPI/api",
        "http://192.168.0.1/api",
        "http://127.0.0.1.evil.test/",
        "http://localhost.evil.test/",
        "http://0.0.0.0/",
        "http://128.0.0.1/",
        "HTTP://api.calltouch.ru",
        "http://[2001:db8::1]/",
    ],
)
def test_elsewhere_it_must_be_secure(text: str) -> None:
    with pytest.raises(BadAddress) as caught:
        parse_address(text)
    assert caught.value.trouble is AddressTrouble.NOT_SECURE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "api.calltouch.ru",
        "ftp://api.calltouch.ru",
        "https://",
        "https:///path",
        "https://user:secret@api.calltouch.ru/",
        "https://127.0.0.1\\@evil.test/",
        "http://127.0.0.1#@evil.test/",
        "https://api.calltouch.ru/?token=1",
        "https://api.calltouch.ru:99999/",
        "https://api.calltouch.ru:0/",
        "https://api.calltouch.ru:port/",
        "https://пример.рф/",
        "https://a b/",
        "https://host/a\r\nX: y",
        "file:///etc/passwd",
    ],
)
def test_what_is_none(text: str) -> None:
    with pytest.raises(BadAddress) as caught:
        parse_address(text)
    assert caught.value.trouble is AddressTrouble.MALFORMED
    assert "secret" not in str(caught.value)


def test_a_client_refuses_a_bad_one_at_once() -> None:
    with pytest.raises(BadAddress):
        CalltouchClient(Project("http://api.calltouch.ru", "1"), lambda: "token", free_pace())
