"""One deadline for the whole answer, however it drips, and a cap on what is read."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from servers.roads import OPERATIONS, SHORT, Road, TripMaker, call
from servers.scripted import Act, Peer

from planimport_gui.facts.outcomes import AskAgain, Cause, Doubt

QUICK = replace(SHORT, answer=0.15)


@pytest.fixture
def dripping() -> Iterator[Callable[[bytes, bytes], Act]]:
    """``dripping(start, drop)`` sends ``start`` and then a drop at a time until the test is over."""
    over = threading.Event()

    def drip(start: bytes, drop: bytes) -> Act:
        def act(peer: Peer) -> None:
            peer.read()
            if start:
                peer.send(start)
            while not over.wait(0.02):
                if drop:
                    peer.send(drop)

        return act

    yield drip
    over.set()


ASKED = [(Road.TLS, operation) for operation in OPERATIONS if operation != "add"]
HEAD = b"HTTP/1.1 200 OK\r\n"


@pytest.mark.parametrize(("road", "operation"), [*((road, "add") for road in Road), *ASKED])
@pytest.mark.parametrize(
    ("start", "drop"),
    [
        (b"", b""),
        (b"H", b""),
        (HEAD, b"X: y\r\n"),
        (HEAD + b"X: ", b"x"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silence", "a letter", "headers", "a header", "promises"],
)
def test_no_head_in_time(
    open_trip: TripMaker,
    dripping: Callable[[bytes, bytes], Act],
    road: Road,
    operation: str,
    start: bytes,
    drop: bytes,
) -> None:
    trip = open_trip(road, dripping(start, drop), timeouts=QUICK)
    assert call(trip, operation) == (Doubt(Cause.SILENT) if operation == "add" else AskAgain(Cause.SILENT))
    assert len(trip.server.seen) == 1


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize(
    "start",
    [
        HEAD + b'\r\n{"data":{"importLogId":127}}',
        HEAD + b'Content-Length: 50\r\n\r\n{"data":{"importLogId":127}}',
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
    ],
    ids=["ended by the close", "with a length", "chunked"],
)
def test_no_end_of_the_body_in_time(
    open_trip: TripMaker, dripping: Callable[[bytes, bytes], Act], road: Road, start: bytes
) -> None:
    """Least of all is the end that the deadline itself makes taken for the body's."""
    trip = open_trip(road, dripping(start, b""), timeouts=QUICK)
    outcome = call(trip, "add")
    assert isinstance(outcome, Doubt)
    assert (outcome.cause, outcome.code) == (Cause.UNREADABLE, 200)


def test_an_endless_body_is_read_up_to_the_cap(open_trip: TripMaker, dripping: Callable[[bytes, bytes], Act]) -> None:
    trip = open_trip(Road.PLAIN, dripping(HEAD + b"\r\n", b"x" * 500_000), timeouts=replace(SHORT, answer=60))
    outcome = call(trip, "add")
    assert isinstance(outcome, Doubt)
    assert outcome.answer == "x" * 2048


def test_no_thread_and_no_connection_stays_behind(
    open_trip: TripMaker, dripping: Callable[[bytes, bytes], Act]
) -> None:
    trip = open_trip(Road.PLAIN, dripping(b"", b""), timeouts=replace(SHORT, answer=0.05))
    before = threading.active_count()
    for _ in range(3):
        call(trip, "add")
    timers = [thread for thread in threading.enumerate() if isinstance(thread, threading.Timer)]
    for timer in timers:
        timer.join(2)
    assert not any(timer.is_alive() for timer in timers), "a watchdog outlived its request"
    assert threading.active_count() - before <= 3, "only the server's own threads wait for the end of the test"
