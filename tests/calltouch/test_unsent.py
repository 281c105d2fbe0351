"""What happens before the first byte: nothing is sent, and that is certain."""

import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import trustme
from servers.roads import OPERATIONS, SHORT, OpenGate, Road, TripMaker, call, free_pace
from servers.scripted import Peer, answering, http
from servers.tunnel import refusing

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.transport import system_trust
from planimport_gui.facts.outcomes import Accepted, AskAgain, Cause, Stopped, Unsent
from planimport_gui.facts.records import Project

ACCEPTED = answering(http(200, b'{"data":{"importLogId":127}}'))


def nobody_reads(peer: Peer) -> None:
    peer.wait_for_end()


def close_at_once(peer: Peer) -> None:
    peer.sock.close()


def reset_within_handshake(peer: Peer) -> None:
    peer.sock.recv(10)
    peer.reset()


def no_tls(peer: Peer) -> None:
    peer.send(b"HTTP/1.0 400 Bad Request\r\n\r\n")
    peer.wait_for_end()


def cut_within_handshake(peer: Peer) -> None:
    peer.sock.recv(10)
    peer.send(b"\x16\x03\x03\x00\x7a\x02")


def assert_unsent(outcome: object, operation: str, cause: Cause, pause: bool = False) -> None:
    if operation == "add":
        assert isinstance(outcome, Unsent)
        assert (outcome.cause, outcome.pause) == (cause, pause)
    else:
        assert isinstance(outcome, Stopped if pause else AskAgain)
        assert outcome.cause is cause


@pytest.mark.parametrize("operation", OPERATIONS)
def test_nobody_listens(operation: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        client = CalltouchClient(Project(f"http://127.0.0.1:{port}", "1"), lambda: "t", free_pace(), timeouts=SHORT)
        gate = OpenGate()
        outcome: Any = {
            "add": lambda: client.add((), gate),
            "status": lambda: client.status(7, gate),
            "delete": lambda: client.delete([7], gate),
            "probe": lambda: client.probe(gate),
        }[operation]()
    assert_unsent(outcome, operation, Cause.OFFLINE)
    assert gate.left == []


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("act", [close_at_once, reset_within_handshake, no_tls, cut_within_handshake])
def test_the_handshake_fails(open_trip: TripMaker, operation: str, act: Callable[[Peer], None]) -> None:
    trip = open_trip(Road.TLS, act, tls_at_server=False)
    assert_unsent(call(trip, operation), operation, Cause.OFFLINE)
    assert trip.gate.left == []


@pytest.mark.parametrize("road", [Road.TLS, Road.CONNECT])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_untrusted_certificate_pauses(
    open_trip: TripMaker,
    road: Road,
    operation: str,
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    """Only the context's trust counts: what requests brings along or finds in the environment does not."""

    def strangers_only() -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trustme.CA().configure_trust(context)
        return context

    bundle = tmp_path / "bundle.pem"
    authority.cert_pem.write_to_path(str(bundle))
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(bundle))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    trip = open_trip(road, ACCEPTED, trust=strangers_only)
    assert_unsent(call(trip, operation), operation, Cause.CERTIFICATE, pause=True)
    assert trip.server.seen == trip.gate.left == []


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system's store is not a file")
@pytest.mark.parametrize("known", [False, True])
def test_the_systems_trust(
    open_trip: TripMaker, authority: trustme.CA, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, known: bool
) -> None:
    bundle = tmp_path / "bundle.pem"
    (authority if known else trustme.CA()).cert_pem.write_to_path(str(bundle))
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))
    trip = open_trip(Road.CONNECT, ACCEPTED, trust=system_trust)
    outcome = call(trip, "add")
    if known:
        assert outcome == Accepted(127)
    else:
        assert_unsent(outcome, "add", Cause.CERTIFICATE, pause=True)


def test_a_certificate_of_another_host_pauses(
    open_trip: TripMaker, authority: trustme.CA, trusting: Callable[[], ssl.SSLContext]
) -> None:
    elsewhere = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("elsewhere.test").configure_cert(elsewhere)

    def act(peer: Peer) -> None:
        peer.secure(elsewhere)
        ACCEPTED(peer)

    trip = open_trip(Road.TLS, act, tls_at_server=False, trust=trusting)
    assert_unsent(call(trip, "add"), "add", Cause.CERTIFICATE, pause=True)
    assert trip.server.seen == []


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        (http(407, b"login", 'Proxy-Authenticate: Basic realm="x"'), Cause.PROXY),
        (http(502, b"<html>no</html>"), Cause.OFFLINE),
        (http(403, b"<html>not allowed</html>"), Cause.OFFLINE),
        (http(301, b"", "Location: http://127.0.0.1:1/"), Cause.OFFLINE),
        (b"<html>Login here</html>", Cause.OFFLINE),
        (b"", Cause.OFFLINE),
    ],
    ids=["407", "502", "403", "301", "HTML", "nothing"],
)
def test_the_proxy_refuses(open_trip: TripMaker, operation: str, answer: bytes, cause: Cause) -> None:
    trip = open_trip(Road.CONNECT, ACCEPTED, proxy=refusing(answer))
    assert_unsent(call(trip, operation), operation, cause, pause=cause is Cause.PROXY)
    assert trip.server.connections == 0
    assert trip.gate.left == []


@pytest.mark.parametrize("road", [Road.TLS, Road.CONNECT])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_handshake_that_never_ends(open_trip: TripMaker, road: Road, operation: str) -> None:
    def drip(peer: Peer) -> None:
        peer.send(b"\x16\x03\x03\x3f\xff")
        while not stop.wait(0.05):
            peer.send(b"\x02")

    stop = threading.Event()
    trip = open_trip(road, drip, tls_at_server=False, timeouts=replace(SHORT, connect=0.15))
    try:
        assert_unsent(call(trip, operation), operation, Cause.OFFLINE)
    finally:
        stop.set()
    assert trip.gate.left == []


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("refusal", [ValueError("bug"), BrokenPipeError("disk"), KeyboardInterrupt()])
def test_what_the_gate_raises_comes_out_unchanged(
    open_trip: TripMaker, road: Road, operation: str, refusal: BaseException
) -> None:
    trip = open_trip(road, ACCEPTED)
    trip.gate.refusal = refusal
    with pytest.raises(type(refusal)) as caught:
        call(trip, operation)
    assert caught.value is refusal
    assert trip.server.seen == []
    trip.gate.refusal = None
    assert call(trip, "add") == Accepted(127), "the slot was given back"


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_withdrawn_while_it_waits_for_its_slot(open_trip: TripMaker, road: Road, operation: str) -> None:
    pace = Pace(gap=60, settle=0, earlier=(0.0,))
    trip = open_trip(road, ACCEPTED, pace=pace)
    asked = threading.Event()

    class Withdrawing(OpenGate):
        def withdrawn(self) -> bool:
            if trip.server.connections:
                asked.set()
            return asked.is_set()

    trip.gate = Withdrawing()
    assert_unsent(call(trip, operation), operation, Cause.WITHDRAWN)
    assert trip.server.seen == trip.gate.left == []


@pytest.mark.parametrize("operation", OPERATIONS)
def test_withdrawn_before_anything(open_trip: TripMaker, operation: str) -> None:
    trip = open_trip(Road.PLAIN, ACCEPTED)
    trip.gate.is_withdrawn = True
    assert_unsent(call(trip, operation), operation, Cause.WITHDRAWN)
    assert trip.server.connections == 0


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("speaks", [False, True], ids=["closed", "spoke first"])
def test_a_connection_that_ended_while_it_waited_is_not_written_to(
    open_trip: TripMaker, road: Road, speaks: bool
) -> None:
    """Written to, it would take the body and answer with a reset: in doubt for nothing."""
    ended = threading.Event()

    def act(peer: Peer) -> None:
        if speaks:
            peer.send(http(408))
        peer.sock.close()
        ended.set()

    class Late(Pace):
        def take(self, withdrawn: Callable[[], bool]) -> Any:
            assert ended.wait(5)
            time.sleep(0.2)  # until the end has come through the proxy
            return super().take(withdrawn)

    trip = open_trip(road, act, pace=Late(gap=0, span=0, burst=1000, settle=0))
    assert_unsent(call(trip, "add"), "add", Cause.OFFLINE)
    assert trip.gate.left == []


@pytest.mark.parametrize("token", ["", "two words", "ключ", "line\r\nX: y", "nul\0"])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_token_that_fits_no_header_is_not_sent(open_trip: TripMaker, operation: str, token: str) -> None:
    trip = open_trip(Road.PLAIN, ACCEPTED, token=token)
    assert_unsent(call(trip, operation), operation, Cause.TOKEN, pause=True)
    assert trip.server.connections == 0


def test_a_hold_is_waited_out_before_connecting(open_trip: TripMaker) -> None:
    pace = free_pace()
    trip = open_trip(Road.PLAIN, ACCEPTED, pace=pace)
    pace.hold(60)
    gate = OpenGate()
    calls = iter([False, False, True])
    gate.withdrawn = lambda: next(calls)  # type: ignore[method-assign]  # a gate withdrawn at the third question
    trip.gate = gate
    assert_unsent(call(trip, "add"), "add", Cause.WITHDRAWN)
    assert trip.server.connections == 0
