"""Clients of a scripted server over three roads: plain, TLS, and TLS through a proxy's CONNECT."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from servers.scripted import Scripted
from servers.tunnel import Proxy

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.transport import Timeouts
from planimport_gui.plan.row import Item

TOKEN = "t0k/en-of-the-tests"
SITE = "12345"
PATH = "/report-service/RestAPI/api"
HOST = "service.test"
"""A name that is not loopback; only the test's proxy knows where it leads."""
SHORT = Timeouts(connect=2, write=2, answer=2)

ITEMS = tuple(
    Item(date(2025, 1, 1), date(2025, 1, 31), "яндекс", "cpc", f"кампания {n}", "", "", "Лиды", "Все лиды", n)
    for n in range(1, 4)
)


class Road(StrEnum):
    """How the requests travel."""

    PLAIN = "plain"
    TLS = "tls"
    CONNECT = "connect"


@dataclass
class OpenGate:
    """Lets everything through and remembers what left; withdrawn after so many questions."""

    left: list[str] = field(default_factory=list)
    is_withdrawn: bool = False
    refusal: BaseException | None = None

    def withdrawn(self) -> bool:
        return self.is_withdrawn

    def leaving(self, sha256: str) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.left.append(sha256)


def free_pace() -> Pace:
    """A pace that lets everything depart at once."""
    return Pace(gap=0, span=0, burst=1000, settle=0)


@dataclass
class Trip:
    """A client, the scripted server at the other end, and the proxy between them on that road."""

    client: CalltouchClient
    server: Scripted
    proxy: Proxy | None
    gate: OpenGate
    pace: Pace


TripMaker = Callable[..., Trip]


def only_through(proxy: Proxy | None) -> Callable[[str], Mapping[str, str]]:
    def proxies(url: str) -> Mapping[str, str]:
        assert proxy is not None, "a loopback address asks for no proxy"
        return {"https": f"http://127.0.0.1:{proxy.port}"}

    return proxies


def call(trip: Trip, operation: str, items: Sequence[Item] = ITEMS) -> object:
    """One of the four methods by name: add, status (log id 7), delete (log ids 7 and 8), probe."""
    match operation:
        case "add":
            return trip.client.add(items, trip.gate)
        case "status":
            return trip.client.status(7, trip.gate)
        case "delete":
            return trip.client.delete([7, 8], trip.gate)
        case _:
            return trip.client.probe(trip.gate)


OPERATIONS = ("add", "status", "delete", "probe")
