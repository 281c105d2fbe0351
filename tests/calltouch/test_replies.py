"""The reading of replies, without a network: what is usable, and that nothing else is."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.calltouch.echo import read_item
from planimport_gui.calltouch.replies import added, asked, deleted, probed, retry_after
from planimport_gui.calltouch.reply import Reply
from planimport_gui.facts.outcomes import (
    Accepted,
    AskAgain,
    Cause,
    Deletion,
    Deletions,
    Doubt,
    Free,
    ImportStatus,
    LogNotKnown,
    Refused,
    Stage,
    StatusKnown,
    Stopped,
    Unsent,
    Violation,
)
from planimport_gui.plan.row import Item


def whole(code: int, wire: object, **headers: str) -> Reply:
    body = wire if isinstance(wire, bytes) else json.dumps(wire, ensure_ascii=False).encode()
    return Reply(Stage.WHOLE, code, {name.replace("_", "-"): text for name, text in headers.items()}, body, True)


def refusal(*pairs: tuple[object, object]) -> dict[str, object]:
    found = [{"fieldPath": path, "message": message} for path, message in pairs]
    return {"data": {"type": "validationError", "validationErrorData": {"violations": found}}}


@pytest.mark.parametrize(
    "text",
    [
        '{"data":{"importLogId":"127"}}',
        '{"data":{"importLogId":127.0}}',
        '{"data":{"importLogId":1.27e2}}',
        '{"data":{"importLogId":true}}',
        '{"data":{"importLogId":0}}',
        '{"data":{"importLogId":-127}}',
        '{"data":{"importLogId":9223372036854775808}}',
        '{"data":{"importLogId":' + "1" * 5000 + "}}",
        '{"data":{"importLogId":[127]}}',
        '{"data":{"importLogId":null}}',
        '{"data":{"importLogId":null,"message":"Импорт невозможен"}}',
        '{"data":{"importLogId":"127","message":"Импорт невозможен"}}',
        '{"importLogId":127,"message":"Импорт невозможен"}',
        '{"data":{"importLogId":127,"importLogId":127}}',
        '{"data":{"importLogId":127},"data":{}}',
        '{"data":{"importLogId":127,"x":NaN}}',
        '{"data":{"importLogId":127,"x":Infinity}}',
        '{"data":{"importLogId":127}} 1',
        '{"data":{"importLogId":127}',
        '[{"data":{"importLogId":127}}]',
        '{"data":[{"importLogId":127}]}',
        '{"data":{"data":{"importLogId":127}}}',
        '{"data":{"importlogid":127}}',
        "127",
        "[" * 100_000,
        "",
        "{}",
        '{"data":{}}',
        '{"message":""}',
        '{"message":5}',
    ],
)
@pytest.mark.parametrize("code", [200, 201])
def test_no_log_id_is_salvaged(code: int, text: str) -> None:
    outcome = added(whole(code, text.encode()), 3)
    assert isinstance(outcome, Doubt)
    assert (outcome.cause, outcome.pause) == (Cause.UNREADABLE, False)


@pytest.mark.parametrize("stage", [Stage.PART, Stage.WHOLE])
def test_the_largest_log_id(stage: Stage) -> None:
    reply = Reply(stage, 200, {}, b' {"meta": [], "data": {"importLogId": 9223372036854775807}}\n', True)
    assert added(reply, 3) == Accepted(2**63 - 1)


@given(
    st.sampled_from([Stage.PART, Stage.WHOLE]),
    st.none() | st.integers(100, 999),
    st.binary(max_size=60) | st.text(max_size=40).map(str.encode),
    st.booleans(),
)
def test_whatever_comes_back_is_an_outcome(stage: Stage, code: int | None, body: bytes, complete: bool) -> None:
    """Noise is never taken for an acceptance, and after the whole body not for a refusal either."""
    reply = Reply(stage, code, {}, body, complete)
    outcome = added(reply, 3)
    assert isinstance(outcome, Free | Doubt) or (code == 413 and outcome == Refused("", (), 413))
    assert isinstance(outcome, Free) == (stage is Stage.PART or code in {405, 407, 411, 414, 415, 426, 429, 431}) or (
        code == 413
    )
    for other in (asked(reply), deleted(reply, [1]), probed(reply)):
        assert isinstance(other, AskAgain | Stopped)


KEYS = [
    *("data", "message", "type", "importLogId", "validationErrorData", "violations", "fieldPath"),
    *("status", "items", "importLogs", "deleteStatus", "metric", "apiErrorData", "errorMessage"),
]


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(KEYS),
                inner | st.sampled_from(["validationError", "apiError", "success", "error"]),
                max_size=4,
            )
        ),
        max_leaves=20,
    ),
    st.sampled_from([200, 201, 400, 404, 503]),
)
def test_json_of_any_shape_is_an_outcome(wire: object, code: int) -> None:
    """No shape of JSON raises, and an integer log id alone is an acceptance."""
    data = wire.get("data") if isinstance(wire, dict) else None
    log_id = data.get("importLogId") if isinstance(data, dict) else None
    usable = type(log_id) is int and 0 < log_id < 2**63 and code in {200, 201}
    reply = whole(code, wire)
    assert (added(reply, 3) == Accepted(log_id)) if usable else not isinstance(added(reply, 3), Accepted)  # type: ignore[arg-type]  # an int where usable
    asked(reply)
    deleted(reply, [1])
    probed(reply)


@pytest.mark.parametrize(
    ("path", "index", "field"),
    [
        ("items[2].metric.name", 2, "metric.name"),
        ("items[0]", 0, ""),
        ("items[3].source", None, "source"),
        ("items[n].source", None, "source"),
        ("items", None, ""),
        ("items[-1].source", None, "items[-1].source"),
        ("items[٢].source", None, "items[٢].source"),
        ("items[1", None, "items[1"),
        ("dateFrom", None, "dateFrom"),
        ("", None, ""),
        (None, None, ""),
        (5, None, ""),
    ],
)
def test_field_paths(path: object, index: int | None, field: str) -> None:
    outcome = added(whole(400, refusal((path, "Нет."))), 3)
    assert outcome == Refused("Нет.", (Violation(index, field, "Нет."),), 400)


@pytest.mark.parametrize(
    "data",
    [
        {"type": "validationError"},
        {"type": "validationError", "validationErrorData": None},
        {"type": "validationError", "validationErrorData": {"violations": [None, 5, "text"]}},
        {"type": "validationError", "validationErrorData": {"violations": {}}},
    ],
)
def test_a_validation_error_that_says_nothing_refuses_the_whole_batch(data: object) -> None:
    assert added(whole(400, {"data": data}), 3) == Refused("", (), 400)


def test_words_are_said_once() -> None:
    outcome = added(whole(400, refusal(("items[0].x", "Нет."), ("items[1].x", "Нет."), ("items[2].x", None))), 3)
    assert isinstance(outcome, Refused)
    assert outcome.words == "Нет."
    assert outcome.named == {0, 1, 2}


def test_a_doubt_keeps_two_kilobytes() -> None:
    outcome = added(whole(500, "ы".encode() * 5000), 3)
    assert isinstance(outcome, Doubt)
    assert outcome.answer == "ы" * 1024


@pytest.mark.parametrize("cause", [Cause.OFFLINE, Cause.WITHDRAWN])
def test_unsent_and_tried_again(cause: Cause) -> None:
    reply = Reply(Stage.NOTHING, cause=cause, detail="why")
    assert added(reply, 3) == Unsent(cause, "why")
    assert asked(reply) == deleted(reply, [1]) == probed(reply) == AskAgain(cause, "why")


@pytest.mark.parametrize("cause", [Cause.CERTIFICATE, Cause.PROXY, Cause.TOKEN, Cause.PROJECT])
def test_unsent_and_paused(cause: Cause) -> None:
    reply = Reply(Stage.NOTHING, cause=cause, detail="why")
    assert added(reply, 3) == Unsent(cause, "why", pause=True)
    assert asked(reply) == deleted(reply, [1]) == probed(reply) == Stopped(cause, "why")


NOW = datetime(2026, 10, 21, 7, 28, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "301"}, 300.0),
        ({"retry-after": "9" * 50}, 300.0),
        ({"retry-after": "٧"}, None),
        ({"retry-after": "-7"}, None),
        ({"retry-after": "7.5"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT"}, 30.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 -0000"}, 30.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:27:00 GMT"}, 0.0),
        ({"retry-after": "Wed, 21 Oct 2026 09:28:30 GMT"}, 300.0),
        ({"retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", "date": "Wed, 21 Oct 2026 07:28:20 GMT"}, 10.0),
        ({"retry-after": "Wed, 99 Oct 2026 07:28:30 GMT"}, None),
    ],
)
def test_retry_after(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Reply(Stage.WHOLE, 429, headers, received=NOW)) == seconds


ECHO = {
    "dateFrom": "01-04-2021",
    "dateTo": "02-04-2021",
    "source": "yandex",
    "metric": {"type": "Лиды", "name": "Уникальные лиды", "value": 100},
}
ITEM = Item(date(2021, 4, 1), date(2021, 4, 2), "yandex", "", "", "", "", "Лиды", "Уникальные лиды", 100)


def changed(**fields: object) -> dict[str, object]:
    return {**ECHO, **fields}


def valued(value: object) -> dict[str, object]:
    return changed(metric={"type": "Лиды", "name": "Уникальные лиды", "value": value})


@pytest.mark.parametrize(
    "wire",
    [
        ECHO,
        changed(medium=None, campaign="", extra=[1]),
        changed(dateFrom="2021-04-01"),
        valued("100"),
        valued(100.0),
        valued("100.00"),
        valued("+100"),
    ],
)
def test_an_echo_that_says_the_same(wire: object) -> None:
    assert read_item(wire) == ITEM


@pytest.mark.parametrize(
    "wire",
    [
        None,
        "text",
        [],
        {},
        changed(metric=None),
        changed(metric=[1]),
        changed(dateFrom=None),
        changed(dateFrom="31-02-2021"),
        changed(dateFrom="1-4-2021"),
        changed(dateFrom="04/01/2021"),
        changed(dateFrom=20210401),
        changed(source=True),
        changed(source=["yandex"]),
        changed(source=1.5),
        valued(None),
        valued(True),
        valued(100.5),
        valued("100,5"),
        valued("1e2"),
        valued(1e300),
        valued("١٠٠"),
        changed(metric={"type": "", "name": "x", "value": 1}),
        changed(metric={"type": "x", "value": 1}),
    ],
)
def test_an_echo_that_cannot_be_read(wire: object) -> None:
    assert read_item(wire) is None


def test_an_echoed_number_is_the_text_it_was() -> None:
    item = read_item(changed(campaign=123))
    assert item is not None
    assert item.campaign == "123"


@given(
    st.dates(date(1, 1, 1)),
    st.lists(st.text(max_size=10), min_size=5, max_size=5),
    st.text(min_size=1, max_size=10),
    st.integers(-(2**53), 2**53),
)
def test_our_own_items_come_back_as_they_went(day: date, texts: list[str], name: str, value: int) -> None:
    item = Item(day.replace(year=2025, day=1), day.replace(year=2025, day=28), *texts, "Цели", name, value)  # type: ignore[misc]  # five texts
    assert read_item(json.loads(json.dumps(item.wire()))) == item


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("success", ImportStatus.SUCCESS),
        ("error", ImportStatus.ERROR),
        ("in progress...", ImportStatus.IN_PROGRESS),
        ("in progress…", ImportStatus.IN_PROGRESS),
        ("In progress", ImportStatus.IN_PROGRESS),
    ],
)
def test_status(said: str, status: ImportStatus) -> None:
    reply = whole(200, {"meta": [], "data": {"status": said, "items": [ECHO, {"odd": 1}]}})
    assert asked(reply) == StatusKnown(status, (ITEM, None))


@pytest.mark.parametrize("said", [None, "", "done", "successful", "errors", 5, True])
def test_no_status_anybody_knows(said: object) -> None:
    assert asked(whole(200, {"data": {"status": said, "items": []}})) == AskAgain(Cause.UNREADABLE)


def test_a_success_without_its_echo_is_asked_again() -> None:
    """To take it for an empty one would strike off a log id that may well be ours."""
    assert asked(whole(200, {"data": {"status": "success"}})) == AskAgain(Cause.UNREADABLE)
    assert asked(whole(200, {"data": {"status": "success", "items": None}})) == AskAgain(Cause.UNREADABLE)
    assert asked(whole(200, {"data": {"status": "in progress..."}})) == StatusKnown(ImportStatus.IN_PROGRESS, ())


def test_a_log_not_known_by_a_violation() -> None:
    words = "Импорт с таким ID не существует"
    assert asked(whole(400, refusal(("importLogId", words)))) == LogNotKnown(words)


def test_deletions_that_cannot_be_read_are_missing() -> None:
    logs = [
        {"importLogId": 1, "deleteStatus": "success"},
        {"importLogId": 2, "deleteStatus": "error", "error": None},
        {"importLogId": "3", "deleteStatus": "success"},
        {"importLogId": 4, "deleteStatus": "later"},
        {"importLogId": 5, "deleteStatus": "success"},
        {"importLogId": 5, "deleteStatus": "error", "error": "нет"},
        {"importLogId": 77, "deleteStatus": "success"},
        None,
    ]
    expected = Deletions({1: Deletion(True), 2: Deletion(False)})
    assert deleted(whole(200, {"data": {"importLogs": logs}}), [1, 2, 3, 4, 5, 6]) == expected
    assert deleted(whole(200, {"data": {"importLogs": {}}}), [1]) == AskAgain(Cause.UNREADABLE)
    assert deleted(whole(500, {"data": {"importLogs": logs}}), [1]) == AskAgain(Cause.SERVER)
