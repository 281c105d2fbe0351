"""Fixtures that open a road from a client to a scripted server."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import trustme
from servers.roads import HOST, PATH, SHORT, SITE, TOKEN, OpenGate, Road, Trip, TripMaker, free_pace, only_through
from servers.scripted import Act, Scripted
from servers.tunnel import Proxy, tunnel_to

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.transport import Timeouts
from planimport_gui.facts.records import Project


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="session")
def server_tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost", HOST).configure_cert(context)
    return context


@pytest.fixture(scope="session")
def trusting(authority: trustme.CA) -> Callable[[], ssl.SSLContext]:
    """Makes client contexts that trust the tests' own authority and nothing else."""

    def trust() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        authority.configure_trust(context)
        return context

    return trust


@pytest.fixture
def open_trip(server_tls: ssl.SSLContext, trusting: Callable[[], ssl.SSLContext]) -> Iterator[TripMaker]:
    """``open_trip(road, act, act…)`` starts a server with these acts and answers the Trip to it."""
    with ExitStack() as stack:

        def trip(
            road: Road,
            *acts: Act,
            timeouts: Timeouts = SHORT,
            token: str = TOKEN,
            site: str = SITE,
            pace: Pace | None = None,
            small_buffer: bool = False,
            proxy: Proxy | None = None,
            trust: Callable[[], ssl.SSLContext] = trusting,
            tls_at_server: bool = True,
        ) -> Trip:
            tls = None if road is Road.PLAIN or not tls_at_server else server_tls
            server = stack.enter_context(Scripted(acts, tls, small_buffer))
            if road is Road.CONNECT:
                proxy = stack.enter_context(proxy or tunnel_to(server.port))
            scheme = "http" if road is Road.PLAIN else "https"
            host = HOST if road is Road.CONNECT else "127.0.0.1"
            used = pace or free_pace()
            client = CalltouchClient(
                Project(f"{scheme}://{host}:{server.port}{PATH}", site),
                lambda: token,
                used,
                timeouts=timeouts,
                trust=trust,
                proxies=only_through(proxy),
            )
            stack.callback(_assert_all_reported, used)
            return Trip(client, server, proxy, OpenGate(), used)

        yield trip


def _assert_all_reported(pace: Pace) -> None:
    """Whatever became of the requests, their end was reported, or the gate would never open again."""
    assert pace._taken is None
    assert all(departure.lateness is not None for departure in pace._recent)
