"""Requests of which the system did not take everything: the service cannot have executed them."""

import json
import threading
import time
from dataclasses import replace

import pytest
from servers.roads import OPERATIONS, SHORT, Road, TripMaker, call
from servers.scripted import Act, Peer, http

from planimport_gui.facts.outcomes import Accepted, AskAgain, Cause, Free, Refused, Stopped

LARGE_SITE = "1" * 5_000_000
"""More than the system takes by itself (4 MB on Linux), in a request of each operation."""


def after_a_part(end: Act) -> Act:
    def act(peer: Peer) -> None:
        peer.sock.recv(1000)
        end(peer)

    return act


def close(peer: Peer) -> None:
    peer.sock.close()


def answering_and_leaving(data: bytes) -> Act:
    """Answers in the middle of the request and stops reading: the rest of it finds nobody."""

    def act(peer: Peer) -> None:
        peer.sock.recv(1000)
        peer.send(data)

    return act


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("end", [close, Peer.reset], ids=["closed", "reset"])
def test_cut_while_writing(open_trip: TripMaker, road: Road, operation: str, end: Act) -> None:
    trip = open_trip(road, after_a_part(end), site=LARGE_SITE, small_buffer=True)
    assert call(trip, operation) == (Free(Cause.CUT) if operation == "add" else AskAgain(Cause.CUT))
    assert len(trip.gate.left) == trip.server.connections == 1


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_nobody_takes_the_request(open_trip: TripMaker, road: Road, operation: str) -> None:
    stop = threading.Event()

    def idle(peer: Peer) -> None:
        stop.wait(5)

    timeouts = replace(SHORT, write=0.15)
    trip = open_trip(road, idle, site=LARGE_SITE, small_buffer=True, timeouts=timeouts)
    try:
        assert call(trip, operation) == (Free(Cause.CUT) if operation == "add" else AskAgain(Cause.CUT))
    finally:
        stop.set()


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_nobody_takes_it_but_a_drop_now_and_then(open_trip: TripMaker, road: Road, operation: str) -> None:
    """The time to write is one for the whole request, not one for each piece."""

    def drip(peer: Peer) -> None:
        while peer.sock.recv(4096):
            time.sleep(0.02)

    trip = open_trip(road, drip, site=LARGE_SITE, small_buffer=True, timeouts=replace(SHORT, write=0.15))
    assert call(trip, operation) == (Free(Cause.CUT) if operation == "add" else AskAgain(Cause.CUT))


REFUSAL = json.dumps({"message": "Access token не найден"}).encode()


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize(
    ("answer", "add", "asked"),
    [
        (
            http(401, REFUSAL),
            Free(Cause.TOKEN, "Access token не найден", None, True, 401),
            Stopped(Cause.TOKEN, "Access token не найден"),
        ),
        (http(413, b"<html>"), Refused("", (), 413), Stopped(Cause.METHOD)),
        (http(408), Free(Cause.CUT, code=408), AskAgain(Cause.SERVER)),
        (http(500, b"<html>"), Free(Cause.CUT, code=500), AskAgain(Cause.SERVER)),
        (http(302), Free(Cause.CUT, pause=True, code=302), Stopped(Cause.REDIRECT)),
        (http(200, b'{"data":{"importLogId":127}}'), Accepted(127), AskAgain(Cause.UNREADABLE)),
    ],
    ids=["token", "413", "408", "500", "302", "accepted"],
)
def test_an_answer_to_half_a_request(
    open_trip: TripMaker, road: Road, answer: bytes, add: object, asked: object
) -> None:
    trip = open_trip(road, answering_and_leaving(answer), site=LARGE_SITE, small_buffer=True)
    assert call(trip, "add") == add
    assert call(trip, "status") == asked
