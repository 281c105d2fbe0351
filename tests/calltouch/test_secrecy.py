"""The token goes to the project's host and nowhere else."""

import hashlib
import json
import logging
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from servers.roads import OPERATIONS, PATH, SITE, TOKEN, OpenGate, Road, TripMaker, call, free_pace
from servers.scripted import Peer, Scripted, answering, http

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.redaction import Redaction
from planimport_gui.calltouch.transport import system_proxies
from planimport_gui.facts.outcomes import Accepted, Cause, Stopped
from planimport_gui.facts.records import Project

ACCEPTED = answering(http(200, b'{"data":{"importLogId":127}}'))


@pytest.mark.parametrize("road", Road)
def test_what_goes_out(open_trip: TripMaker, road: Road) -> None:
    trip = open_trip(road, ACCEPTED)
    for operation in OPERATIONS:
        call(trip, operation)
    added, status, deleted, probed = trip.server.seen
    assert [seen.path for seen in trip.server.seen] == [
        f"{PATH}/plans-import/add",
        f"{PATH}/plans-import/7/status",
        f"{PATH}/users-import/delete",
        f"{PATH}/plans-import/add",
    ]
    assert {seen.method for seen in trip.server.seen} == {"POST"}
    assert {(seen.headers["access-token"], seen.headers["siteid"]) for seen in trip.server.seen} == {(TOKEN, SITE)}
    assert not any("cookie" in seen.headers or "authorization" in seen.headers for seen in trip.server.seen)
    item = {
        "dateFrom": "01-01-2025",
        "dateTo": "31-01-2025",
        "source": "яндекс",
        "medium": "cpc",
        "campaign": "кампания 1",
        "metric": {"type": "Лиды", "name": "Все лиды", "value": 1},
    }
    assert json.loads(added.body)["items"][0] == item
    assert "кампания".encode() in added.body
    assert (status.body, status.headers["content-length"]) == (b"", "0")
    assert json.loads(deleted.body) == {"importLogIds": [7, 8]}
    assert json.loads(probed.body) == {"items": []}


@pytest.mark.parametrize("road", Road)
def test_each_request_has_a_connection_of_its_own(open_trip: TripMaker, road: Road) -> None:
    def patient(peer: Peer) -> None:
        while True:
            peer.read()
            peer.send(http(200, b'{"data":{"importLogId":127}}', "Connection: keep-alive"))

    trip = open_trip(road, patient)
    for _ in range(3):
        assert call(trip, "add") == Accepted(127)
    assert trip.server.connections == len(trip.server.seen) == 3


def test_the_body_is_the_one_the_gate_was_told_of(open_trip: TripMaker) -> None:
    trip = open_trip(Road.PLAIN, ACCEPTED)
    for operation in OPERATIONS:
        call(trip, operation)
    assert trip.gate.left == [hashlib.sha256(seen.body).hexdigest() for seen in trip.server.seen]


@pytest.mark.parametrize("code", [300, 301, 302, 303, 307, 308])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_nobody_comes_to_the_place_a_redirect_names(open_trip: TripMaker, operation: str, code: int) -> None:
    with Scripted([ACCEPTED]) as elsewhere:
        redirect = http(code, b"", f"Location: http://127.0.0.1:{elsewhere.port}{PATH}/plans-import/add")
        trip = open_trip(Road.PLAIN, answering(redirect))
        call(trip, operation)
    assert elsewhere.connections == 0
    assert len(trip.server.seen) == 1


def test_the_proxy_sees_a_host_and_no_token(open_trip: TripMaker) -> None:
    trip = open_trip(Road.CONNECT, ACCEPTED)
    assert call(trip, "add") == Accepted(127)
    assert trip.proxy is not None
    assert len(trip.proxy.heads) == 1
    assert trip.proxy.heads[0].startswith(f"CONNECT service.test:{trip.server.port} ")
    assert TOKEN not in trip.proxy.heads[0]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.8.8.8"])
def test_loopback_goes_through_no_proxy_and_reads_no_netrc(
    host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"default login somebody password else\nmachine {host} login a password b\n")
    with Scripted([ACCEPTED]) as proxy, Scripted([ACCEPTED]) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NETRC", str(netrc))
        client = CalltouchClient(Project(f"http://{host}:{server.port}{PATH}", SITE), lambda: TOKEN, free_pace())
        client.add((), OpenGate())
    assert proxy.connections == 0
    assert all("authorization" not in seen.headers for seen in server.seen)


def test_the_systems_proxies_are_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", "inside.test")
    assert system_proxies("https://api.calltouch.ru/x")["https"] == "http://proxy.test:3128"
    assert not system_proxies("https://inside.test/x")


def test_the_token_is_asked_before_each_request(open_trip: TripMaker) -> None:
    trip = open_trip(Road.PLAIN, ACCEPTED)
    tokens = iter(["first", "second"])
    client = CalltouchClient(
        Project(f"http://127.0.0.1:{trip.server.port}{PATH}", SITE), lambda: next(tokens), free_pace()
    )
    client.probe(OpenGate())
    client.probe(OpenGate())
    assert [seen.headers["access-token"] for seen in trip.server.seen] == ["first", "second"]


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("code", [200, 403, 500, 503])
def test_an_echo_of_the_token_is_hidden(
    open_trip: TripMaker, operation: str, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    said = json.dumps({"message": f"Ключ {TOKEN} и {quote(TOKEN, safe='')}"}, ensure_ascii=False).replace("/", "\\/")
    trip = open_trip(Road.PLAIN, answering(http(code, said.encode(), "Retry-After: 1")))
    outcome = call(trip, operation)
    for text in (repr(outcome), repr(trip.client), repr(vars(trip.client)), caplog.text):
        for spelling in (TOKEN, quote(TOKEN, safe=""), TOKEN.replace("/", "\\/")):
            assert spelling not in text


def test_a_refusal_keeps_its_other_words(open_trip: TripMaker) -> None:
    said = json.dumps({"message": f"Access token {TOKEN} не найден"}).encode()
    trip = open_trip(Road.PLAIN, answering(http(401, said)))
    assert call(trip, "probe") == Stopped(Cause.TOKEN, "Access token ••• не найден")


tokens = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=40)


@given(token=tokens, before=st.text(max_size=20), after=st.text(max_size=20))
def test_every_spelling_is_hidden(token: str, before: str, after: str) -> None:
    spellings = [token, json.dumps(token)[1:-1], token.replace("/", "\\/"), quote(token, safe=""), escape(token)]
    for spelling in spellings:
        assert token not in Redaction(token)(before + spelling + after)


@given(token=tokens, before=st.text(max_size=20), cut=st.integers(4, 39))
def test_a_token_cut_at_the_end_is_hidden(token: str, before: str, cut: int) -> None:
    piece = token[: min(cut, len(token) - 1)]
    assert not Redaction(token)(before + piece).endswith(piece)


def test_a_redaction_shows_no_token() -> None:
    assert TOKEN not in repr(Redaction(TOKEN))
