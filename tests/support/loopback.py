"""Lets tests reach loopback and nothing else. What a child process does is out of its sight."""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

_attempts: list[str] = []


class NetworkRefused(ConnectionError):
    """A test tried to leave this computer."""


@pytest.fixture(scope="session", autouse=True)
def _guard() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex", "sendto"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


@pytest.fixture(autouse=True)
def loopback_only() -> Iterator[list[str]]:
    """The addresses refused so far. A test that leaves one there fails, even where the code caught the refusal."""
    _attempts.clear()
    yield _attempts
    if _attempts:
        pytest.fail(f"the test tried to reach {', '.join(_attempts)}: tests speak to loopback only", pytrace=False)


def is_loopback(host: str) -> bool:
    """Whether a host, as given to ``connect``, is this computer."""
    if host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host.split("%")[0]).is_loopback
    except ValueError:
        return False


def _guarded(original: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, *arguments: Any) -> Any:
        address = arguments[-1]
        if self.family in {socket.AF_INET, socket.AF_INET6} and not is_loopback(address[0]):
            _attempts.append(f"{address[0]}:{address[1]}")
            raise NetworkRefused(f"{address[0]}: tests speak to loopback only")
        return original(self, *arguments)

    return guarded
