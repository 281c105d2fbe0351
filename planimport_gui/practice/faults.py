"""What a test can have go wrong, request by request."""

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from planimport_gui.practice.answers import Reply


class Kind(StrEnum):
    """What a request asks for. Everything unknown, wrong methods too, is ``OTHER``."""

    ADD = "add"
    STATUS = "status"
    DELETE = "delete"
    OTHER = "other"


class Cut(StrEnum):
    """Where the service closes the connection."""

    HEAD = "head"
    """After the request's head, before a byte of its body was read. Never executed, never counted as arrived."""
    PART = "part"
    """After half of the request's body. Never executed, never counted as arrived."""
    BODY = "body"
    """After the whole request, before a byte of the answer."""
    ANSWER_HEAD = "answer-head"
    """Within the answer's head."""
    ANSWER = "answer"
    """After the answer's head and half of its body."""


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """A request whose head has just arrived.

    ``number`` counts all requests from 1 and ``nth`` those of its kind; header names are lower case;
    ``log_id`` is that of a status request. ``read`` reads the body from the connection.
    """

    number: int
    kind: Kind
    nth: int
    path: str
    headers: Mapping[str, str]
    length: int
    log_id: int | None
    read: Callable[[], bytes] = field(repr=False)

    def items(self) -> list[object]:
        """The entries of the body's ``items`` or ``importLogIds``; empty where there are none to be read."""
        try:
            document = json.loads(self.read())
        except (ValueError, RecursionError):
            return []
        entries = document.get("items", document.get("importLogIds")) if isinstance(document, dict) else None
        return entries if isinstance(entries, list) else []


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is to happen to one request. Fields combine; all defaults together change nothing.

    A request that is over the pace gets its 429 whatever its fault says, unless it was cut at the head or in part.
    """

    cut: Cut | None = None
    reset: bool = False
    """A cut is a TCP reset instead of an orderly end."""
    execute: bool | None = None
    """Whether the request takes effect; ``None``: it does exactly if the service's own answer is at least begun."""
    reply: Reply | None = None
    """Answered in place of the service's own answer. With a cut at the head or in part it is written before the cut."""
    raw: bytes | None = None
    """Written in place of a whole answer, head included; then the connection is closed."""
    beneath_tls: bool = False
    """Write ``raw`` to the bare socket, where it is no valid TLS record."""
    hold: float = 0.0
    """Seconds between the head and the reading of the body."""
    delay: float = 0.0
    """Seconds between execution and answer, on top of the service's latency."""
    drip: float = 0.0
    """Seconds after every byte of the answer."""
    alter: Callable[[object], object] | None = None
    """Changes the JSON document of the service's own answer (see ``without_rows`` and its neighbours)."""
    status: str | None = None
    """Add: the status in which the new log ends. Status: the status in this one answer."""
    log_id: int | None = None
    """Add: the log id that the answer names; the import gets an id of its own."""
    forget: bool = False
    """Add, status: from now on the log is not known to status and delete. What it imported stays."""

    @property
    def executes(self) -> bool:
        if self.cut in (Cut.HEAD, Cut.PART):
            return False
        if self.execute is not None:
            return self.execute
        return self.cut is not Cut.BODY and self.reply is None and self.raw is None


Faults = Callable[[RequestFacts], Fault | None]
"""Asked once for every request when its head has arrived, in the thread of its connection."""

NO_FAULT = Fault()


def changed(reply: Reply, alter: Callable[[object], object]) -> Reply:
    """The answer with its JSON document altered; answers without JSON stay as they are."""
    try:
        document = reply.document
    except ValueError:
        return reply
    return Reply(reply.code, json.dumps(alter(document), ensure_ascii=False).encode("utf-8", "replace"), reply.headers)


def without_rows(*positions: int) -> Callable[[object], object]:
    """For ``Fault.alter``: the echo of a status lacks the items at these positions (from 0)."""
    return _on_entries("items", lambda items: [one for at, one in enumerate(items) if at not in positions])


def with_value(position: int, value: object) -> Callable[[object], object]:
    """For ``Fault.alter``: the echo of a status shows another metric value at this position (from 0)."""

    def alter(items: list[dict[str, object]]) -> list[dict[str, object]]:
        return [
            one | {"metric": _valued(one["metric"], value)} if at == position else one for at, one in enumerate(items)
        ]

    return _on_entries("items", alter)


def with_echo(items: Sequence[dict[str, object]]) -> Callable[[object], object]:
    """For ``Fault.alter``: the status echoes these items instead."""
    return _on_entries("items", lambda _: list(items))


def without_deletion(*positions: int) -> Callable[[object], object]:
    """For ``Fault.alter``: the answer to a deletion does not mention the logs at these positions (from 0)."""
    return _on_entries("importLogs", lambda logs: [one for at, one in enumerate(logs) if at not in positions])


def without_delete_status(document: object) -> object:
    """For ``Fault.alter``: the entries of the answer to a deletion have no ``deleteStatus``."""
    return _on_entries(
        "importLogs", lambda logs: [{k: v for k, v in one.items() if k != "deleteStatus"} for one in logs]
    )(document)


def _valued(metric: object, value: object) -> object:
    return metric | {"value": value} if isinstance(metric, dict) else metric


def _on_entries(
    name: str, alter: Callable[[list[dict[str, object]]], list[dict[str, object]]]
) -> Callable[[object], object]:
    def altered(document: object) -> object:
        result = copy.deepcopy(document)
        content = result.get("data") if isinstance(result, dict) else None
        if isinstance(content, dict) and isinstance(content.get(name), list):
            content[name] = alter(content[name])
        return result

    return altered
