"""Every row of DESIGN's table of answers, over real sockets: plain, TLS and through a proxy's CONNECT."""

import codecs
import gzip
import json
import ssl
import time
from dataclasses import dataclass
from typing import Any

import pytest
from servers.roads import OPERATIONS, Road, TripMaker, call
from servers.scripted import Act, Peer, answering, http
from support.log_watch import LogWatch
from urllib3.util.retry import Retry

from planimport_gui.calltouch.connections import WatchedAdapter
from planimport_gui.facts.outcomes import (
    Accepted,
    AskAgain,
    Cause,
    Connected,
    Deletion,
    Deletions,
    Doubt,
    Free,
    ImportStatus,
    LogNotKnown,
    Refused,
    StatusKnown,
    Stopped,
    Violation,
)


def body(wire: object) -> bytes:
    return json.dumps(wire, ensure_ascii=False).encode()


def data(**fields: object) -> bytes:
    return body({"meta": [], "data": fields})


def violations(*pairs: tuple[str, str]) -> bytes:
    found = [{"fieldPath": path, "message": message} for path, message in pairs]
    return data(type="validationError", apiErrorData=None, validationErrorData={"violations": found})


TOKEN_WORDS = "Access token не найден"
FIELD_WORDS = 'В запросе не указано обязательное поле "dateTo"'
JSON_WORDS = "Синтаксическая ошибка JSON в запросе или запрос пустой"
EMPTY_WORDS = "Эта коллекция должна содержать 1 элемент или больше."
API_ERROR = data(
    type="apiError",
    apiErrorData={"errorCode": 1, "errorMessage": JSON_WORDS, "errorDescription": None},
    validationErrorData=None,
)
NOT_ALLOWED = "Значение не совпадает с одним из допустимых."


def not_deleted(words: str) -> Deletions:
    return Deletions({7: Deletion(False, words), 8: Deletion(False, words)})


@dataclass(frozen=True)
class Case:
    """One answer and what it means to each of the four operations. ``code`` goes into a Doubt."""

    answer: bytes
    add: Any
    status: Any
    delete: Any
    probe: Any

    def expected(self, operation: str) -> Any:
        return getattr(self, operation)


def same(answer: bytes, add: Any, asked: Any) -> Case:
    """Questions are all answered alike."""
    return Case(answer, add, asked, asked, asked)


def paused(answer: bytes, cause: Cause, words: str, code: int) -> Case:
    return same(answer, Free(cause, words, None, True, code), Stopped(cause, words))


def doubt(answer: bytes, cause: Cause, code: int, text: str = "", pause: bool = False) -> Case:
    asked = Stopped(cause) if pause else AskAgain(cause)
    return same(answer, Doubt(cause, code, text, pause), asked)


HTML = "<html>Сайт заблокирован</html>".encode()
ACCEPTED = data(importLogId=127)
MESSAGE = {"message": "Импорт невозможен"}
BIG = b'{"data":{"importLogId":127,"pad":"' + b"x" * (1024 * 1024) + b'"}}'

CASES: dict[str, Case] = {
    # refusals in the four shapes
    "token as the article says": paused(http(200, body({"message": TOKEN_WORDS})), Cause.TOKEN, TOKEN_WORDS, 200),
    "token 401": paused(http(401, body({"message": TOKEN_WORDS})), Cause.TOKEN, TOKEN_WORDS, 401),
    "401 in words nobody knows": paused(http(401, body({"message": "Нельзя"})), Cause.TOKEN, "Нельзя", 401),
    "project": paused(http(400, data(message="Проект не найден")), Cause.PROJECT, "Проект не найден", 400),
    "points": paused(
        http(403, data(message="Исчерпаны баллы проекта")), Cause.POINTS, "Исчерпаны баллы проекта", 403
    ),
    "points under 429": paused(
        http(429, data(message="Превышен лимит запросов в сутки")), Cause.POINTS, "Превышен лимит запросов в сутки", 429
    ),
    "pace words under 200": same(
        http(200, body({"message": "Слишком много запросов"})),
        Free(Cause.PACE, "Слишком много запросов", None, False, 200),
        AskAgain(Cause.PACE, "Слишком много запросов"),
    ),
    "missing field": Case(
        http(400, data(message=FIELD_WORDS)),
        Refused(FIELD_WORDS, (), 400),
        AskAgain(Cause.UNREADABLE, FIELD_WORDS),
        not_deleted(FIELD_WORDS),
        Connected(),
    ),
    "apiError": Case(
        http(400, API_ERROR),
        Refused(JSON_WORDS, (), 400),
        AskAgain(Cause.UNREADABLE, JSON_WORDS),
        not_deleted(JSON_WORDS),
        Connected(),
    ),
    "violations of rows": Case(
        http(400, violations(("items[1].metric.type", NOT_ALLOWED), ("items[n].source", "Пусто."), ("items", "Мало."))),
        Refused(
            f"{NOT_ALLOWED}; Пусто.; Мало.",
            (
                Violation(1, "metric.type", NOT_ALLOWED),
                Violation(None, "source", "Пусто."),
                Violation(None, "", "Мало."),
            ),
            400,
        ),
        AskAgain(Cause.UNREADABLE, f"{NOT_ALLOWED}; Пусто.; Мало."),
        not_deleted(f"{NOT_ALLOWED}; Пусто.; Мало."),
        Connected(),
    ),
    "violations under 200": Case(
        http(200, violations(("items", EMPTY_WORDS))),
        Refused(EMPTY_WORDS, (Violation(None, "", EMPTY_WORDS),), 200),
        AskAgain(Cause.UNREADABLE, EMPTY_WORDS),
        not_deleted(EMPTY_WORDS),
        Connected(),
    ),
    "a row's project name is no project": Case(
        http(400, violations(("items[0].campaign", "Название проекта не должно быть пустым, Access token"))),
        Refused(
            "Название проекта не должно быть пустым, Access token",
            (Violation(0, "campaign", "Название проекта не должно быть пустым, Access token"),),
            400,
        ),
        AskAgain(Cause.UNREADABLE, "Название проекта не должно быть пустым, Access token"),
        not_deleted("Название проекта не должно быть пустым, Access token"),
        Connected(),
    ),
    "log not known": Case(
        http(400, data(message="Лог с указанным ID не найден")),
        Refused("Лог с указанным ID не найден", (), 400),
        LogNotKnown("Лог с указанным ID не найден"),
        not_deleted("Лог с указанным ID не найден"),
        Connected(),
    ),
    "404 in a known shape": Case(
        http(404, body({"message": "Not Found"})),
        Refused("Not Found", (), 404),
        LogNotKnown("Not Found"),
        not_deleted("Not Found"),
        Connected(),
    ),
    "a refusal behind a byte order mark": Case(
        http(400, codecs.BOM_UTF8 + data(message="Лог с указанным ID не найден")),
        Refused("Лог с указанным ID не найден", (), 400),
        LogNotKnown("Лог с указанным ID не найден"),
        not_deleted("Лог с указанным ID не найден"),
        Connected(),
    ),
    # nothing usable
    "200 two byte order marks": doubt(
        http(200, 2 * codecs.BOM_UTF8 + ACCEPTED), Cause.UNREADABLE, 200, "\ufeff\ufeff" + ACCEPTED.decode()
    ),
    "200 empty": doubt(http(200), Cause.UNREADABLE, 200),
    "200 HTML": doubt(http(200, HTML), Cause.UNREADABLE, 200, HTML.decode()),
    "200 cut": doubt(http(200, ACCEPTED[:-9], length=len(ACCEPTED)), Cause.UNREADABLE, 200, ACCEPTED[:-9].decode()),
    "200 cut to good JSON": doubt(http(200, ACCEPTED, length=999), Cause.UNREADABLE, 200, ACCEPTED.decode()),
    "200 other JSON": doubt(http(200, b"[127]"), Cause.UNREADABLE, 200, "[127]"),
    "200 log id outside data": doubt(
        http(200, b'{"importLogId": 127}'), Cause.UNREADABLE, 200, '{"importLogId": 127}'
    ),
    "200 log id as text": doubt(
        http(200, b'{"data":{"importLogId":"127"}}'), Cause.UNREADABLE, 200, '{"data":{"importLogId":"127"}}'
    ),
    "200 message that sounds done": same(
        http(200, body({"message": "Импорт успешно принят"})),
        Doubt(Cause.UNREADABLE, 200, '{"message": "Импорт успешно принят"}'),
        AskAgain(Cause.UNREADABLE, "Импорт успешно принят"),
    ),
    "204": doubt(b"HTTP/1.1 204 No Content\r\n\r\n", Cause.UNREADABLE, 204),
    "202 with a log id": doubt(http(202, ACCEPTED), Cause.UNREADABLE, 202, ACCEPTED.decode()),
    "chunked cut": doubt(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dat\r\n", Cause.UNREADABLE, 200, '{"dat'
    ),
    # other codes
    "102": doubt(b"HTTP/1.1 102 Processing\r\n\r\n", Cause.REDIRECT, 102, pause=True),
    "301": doubt(http(301, b"", "Location: /elsewhere"), Cause.REDIRECT, 301, pause=True),
    "307": doubt(http(307, b"", "Location: http://127.0.0.1:1/"), Cause.REDIRECT, 307, pause=True),
    "302 with a broken Location": doubt(http(302, b"", "Location: http://[::"), Cause.REDIRECT, 302, pause=True),
    "429 bare": same(http(429), Free(Cause.PACE, code=429), AskAgain(Cause.PACE)),
    "429 with Retry-After": same(
        http(429, HTML, "Retry-After: 9999"), Free(Cause.PACE, "", 300.0, code=429), AskAgain(Cause.PACE, "", 300.0)
    ),
    "413": same(http(413, HTML), Refused("", (), 413), Stopped(Cause.METHOD)),
    **{
        str(code): same(http(code, HTML), Free(Cause.METHOD, pause=True, code=code), Stopped(Cause.METHOD))
        for code in (405, 407, 411, 414, 415, 426, 431)
    },
    "405 in a known shape": paused(
        http(405, body({"message": "Method Not Allowed"})), Cause.METHOD, "Method Not Allowed", 405
    ),
    "408": doubt(http(408), Cause.SERVER, 408),
    "408 in a known shape": same(
        http(408, body(MESSAGE)),
        Doubt(Cause.SERVER, 408, body(MESSAGE).decode()),
        AskAgain(Cause.SERVER, "Импорт невозможен"),
    ),
    "503 with Retry-After and a known shape": same(
        http(503, body(MESSAGE), "Retry-After: 7"),
        Free(Cause.BUSY, "Импорт невозможен", 7.0, code=503),
        AskAgain(Cause.BUSY, "Импорт невозможен", 7.0),
    ),
    "503 with Retry-After alone": same(
        http(503, HTML, "Retry-After: 7"), Doubt(Cause.SERVER, 503, HTML.decode()), AskAgain(Cause.SERVER, "", 7.0)
    ),
    "503 with a known shape alone": same(
        http(503, body(MESSAGE)),
        Doubt(Cause.SERVER, 503, body(MESSAGE).decode()),
        AskAgain(Cause.SERVER, "Импорт невозможен"),
    ),
    **{str(code): doubt(http(code, HTML), Cause.SERVER, code, HTML.decode()) for code in (500, 502, 504, 520)},
    "403 of a web filter": doubt(http(403, HTML), Cause.FOREIGN, 403, HTML.decode(), pause=True),
    "401 empty": doubt(http(401), Cause.FOREIGN, 401, pause=True),
    "400 cut": doubt(http(400, b'{"mes', length=50), Cause.UNREADABLE, 400, '{"mes'),
}  # fmt: skip


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("name", CASES)
def test_answers(open_trip: TripMaker, road: Road, operation: str, name: str) -> None:
    case = CASES[name]
    trip = open_trip(road, answering(case.answer))
    assert call(trip, operation) == case.expected(operation)
    assert len(trip.server.seen) == trip.server.connections == 1


def reset_after_body(peer: Peer) -> None:
    peer.read()
    peer.reset()


def close_after_body(peer: Peer) -> None:
    peer.read()


def corrupt_record(peer: Peer) -> None:
    peer.read()
    peer.send_raw(b"\x17\x03\x03\x00\x20" + b"\x55" * 32)


WITHOUT_ANSWER: dict[str, Act] = {
    "reset": reset_after_body,
    "closed": close_after_body,
    "bad status line": answering(b"HTTP/1.1 OK then\r\n\r\n"),
    "no HTTP at all": answering(b"220 mail.test ESMTP\r\n"),
    "status line cut": answering(b"HTTP/1.1 413"),
    "head cut within a name": answering(b"HTTP/1.1 429 Slow down\r\nRetry-Af"),
    "head cut within a value": answering(b"HTTP/1.1 413 Too large\r\nContent-Length: 1"),
    "head cut between lines": answering(b"HTTP/1.1 405 Not allowed\r\nContent-Length: 0\r\n"),
    "line that is no header": answering(b"HTTP/1.1 413 Too large\r\nno header\r\nContent-Length: 0\r\n\r\n"),
    "two lengths": answering(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
    "header without end": answering(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70000),
    "too many headers": answering(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"),
}


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("name", WITHOUT_ANSWER)
def test_whole_body_without_a_usable_head(open_trip: TripMaker, road: Road, operation: str, name: str) -> None:
    trip = open_trip(road, WITHOUT_ANSWER[name])
    expected = Doubt(Cause.SILENT) if operation == "add" else AskAgain(Cause.SILENT)
    assert call(trip, operation) == expected
    assert len(trip.server.seen) == trip.server.connections == 1


@pytest.mark.parametrize("road", [Road.TLS, Road.CONNECT])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_corrupt_record_after_the_body_is_no_reason_to_send_again(
    open_trip: TripMaker, road: Road, operation: str
) -> None:
    """urllib3 repeats a POST by itself here unless its retries are off."""
    trip = open_trip(road, corrupt_record)
    expected = Doubt(Cause.SILENT) if operation == "add" else AskAgain(Cause.SILENT)
    assert call(trip, operation) == expected
    assert len(trip.server.seen) == trip.server.connections == 1


def test_even_a_library_that_tries_again_sends_once(
    open_trip: TripMaker, monkeypatch: pytest.MonkeyPatch, log_watch: LogWatch
) -> None:
    original = WatchedAdapter.__init__

    def stubborn(self: WatchedAdapter, *arguments: Any) -> None:
        original(self, *arguments)
        self.max_retries = Retry(3)

    monkeypatch.setattr(WatchedAdapter, "__init__", stubborn)
    trip = open_trip(Road.TLS, corrupt_record)
    with log_watch.expect("Retrying"):
        assert call(trip, "add") == Doubt(Cause.SILENT)
    assert len(trip.server.seen) == 1


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize(
    "answer",
    [
        http(200, ACCEPTED),
        http(201, ACCEPTED),
        http(200, codecs.BOM_UTF8 + ACCEPTED),
        b"HTTP/1.1 100 Continue\r\n\r\n" + http(200, ACCEPTED),
        b"HTTP/1.1 200 OK\r\n\r\n" + ACCEPTED,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%b\r\n0\r\n\r\n" % (len(ACCEPTED), ACCEPTED),
    ],
    ids=["200", "201", "byte order mark", "after 100", "ended by the close", "chunked"],
)
def test_accepted(open_trip: TripMaker, road: Road, answer: bytes) -> None:
    trip = open_trip(road, answering(answer))
    assert call(trip, "add") == Accepted(127)
    assert call(trip, "probe") == Connected()


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_compressed_answer_is_not_unpacked(open_trip: TripMaker, road: Road, operation: str) -> None:
    trip = open_trip(road, answering(http(200, gzip.compress(ACCEPTED), "Content-Encoding: gzip")))
    outcome = call(trip, operation)
    assert isinstance(outcome, Doubt if operation == "add" else AskAgain)
    assert outcome.cause is Cause.UNREADABLE
    assert trip.server.seen[0].headers["accept-encoding"] == "identity"


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("operation", ["add", "delete", "probe"])
def test_an_answer_over_a_mebibyte_is_not_read_on(open_trip: TripMaker, road: Road, operation: str) -> None:
    trip = open_trip(road, answering(http(200, BIG)))
    outcome = call(trip, operation)
    assert isinstance(outcome, Doubt if operation == "add" else AskAgain)
    assert outcome.cause is Cause.UNREADABLE


@pytest.mark.parametrize("road", Road)
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8], ids=["", "byte order mark"])
def test_deletions(open_trip: TripMaker, road: Road, mark: bytes) -> None:
    logs = [
        {"importLogId": 7, "deleteStatus": "success", "error": None},
        {"importLogId": 8, "deleteStatus": "error", "error": "Лог занят"},
        {"importLogId": 9, "deleteStatus": "success", "error": None},
    ]
    trip = open_trip(road, answering(http(200, mark + data(importLogs=logs))))
    assert call(trip, "delete") == Deletions({7: Deletion(True), 8: Deletion(False, "Лог занят")})
    assert json.loads(trip.server.seen[0].body) == {"importLogIds": [7, 8]}


@pytest.mark.parametrize("road", Road)
def test_an_echo_may_be_four_times_as_long(open_trip: TripMaker, road: Road) -> None:
    long = data(status="in progress...", items=[], pad="x" * 3_000_000)
    longer = data(status="in progress...", items=[], pad="x" * 5_000_000)
    trip = open_trip(road, answering(http(200, long)), answering(http(200, longer)))
    assert call(trip, "status") == StatusKnown(ImportStatus.IN_PROGRESS, ())
    assert call(trip, "status") == AskAgain(Cause.UNREADABLE)


@pytest.mark.parametrize("road", Road)
def test_a_status_behind_a_byte_order_mark(open_trip: TripMaker, road: Road) -> None:
    trip = open_trip(road, answering(http(200, codecs.BOM_UTF8 + data(status="success", items=[]))))
    assert call(trip, "status") == StatusKnown(ImportStatus.SUCCESS, ())


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (http(429, b"", "Retry-After: 7"), True),
        (http(429), True),
        (http(200, body({"message": "Слишком много запросов"})), True),
        (http(429, data(message="Исчерпаны баллы")), False),
        (http(503, body(MESSAGE), "Retry-After: 7"), False),
        (http(200, ACCEPTED), False),
    ],
    ids=["429 for 7 s", "429", "words", "points", "busy", "accepted"],
)
def test_what_holds_the_pace(open_trip: TripMaker, operation: str, answer: bytes, holds: bool) -> None:
    trip = open_trip(Road.PLAIN, answering(answer))
    call(trip, operation)
    tries = iter([False, False, True])
    departure = trip.pace.take(lambda: next(tries))
    assert (departure is None) == holds
    if departure is not None:
        departure.done()


def test_the_round_trip_counts_connecting_and_answering(open_trip: TripMaker, server_tls: ssl.SSLContext) -> None:
    """Both are a worker's time; the wait for the slot is not."""

    def slowly(peer: Peer) -> None:
        time.sleep(0.05)
        peer.secure(server_tls)
        peer.read()
        time.sleep(0.05)
        peer.send(http(200, ACCEPTED))

    trip = open_trip(Road.TLS, slowly, tls_at_server=False)
    assert trip.client.round_trip() == 0.0
    call(trip, "add")
    assert 0.1 <= trip.client.round_trip() < 1.0
