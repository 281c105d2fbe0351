"""Reads an answer's body: strict JSON, and the four shapes in which the service refuses (API article)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from planimport_gui.calltouch.reply import Reply
from planimport_gui.facts.outcomes import Violation

Json = Mapping[str, object]
LOG_ID_MOST = 2**63 - 1
"""The largest integer the journal can hold; an id beyond it is none."""

_ITEM = re.compile(r"items\[(?P<index>[0-9]{1,9}|n)\](?:\.(?P<field>.*))?", re.DOTALL)
_PLAIN = frozenset({"", "identity"})
_WORDS_MOST = 1000


@dataclass(frozen=True, slots=True)
class Known:
    """A refusal in one of the four shapes.

    ``message`` is the text of the three shapes about the whole request, ``None`` for a validationError, whose
    ``violations`` speak about rows.
    """

    message: str | None
    violations: tuple[Violation, ...] = ()

    @property
    def words(self) -> str:
        """The service's words, each once."""
        texts = [self.message] if self.message is not None else [each.message for each in self.violations]
        return "; ".join(dict.fromkeys(filter(None, texts)))[:_WORDS_MOST]


def read_json(reply: Reply) -> Json | None:
    """The body as a JSON object; ``None`` where it is anything else.

    Anything else is: incomplete, compressed, not UTF-8, not JSON, a key twice, NaN or Infinity, no object.
    A byte order mark in front of UTF-8, as some proxies and servers put it, is no part of the JSON.
    """
    if not reply.complete or reply.headers.get("content-encoding", "").strip().lower() not in _PLAIN:
        return None
    try:
        found = json.loads(reply.body.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def data_of(body: Json) -> Json:
    """The ``data`` object; empty where there is none."""
    data = body.get("data")
    return data if isinstance(data, dict) else {}


def log_id_of(body: Json) -> int | None:
    """``data.importLogId`` where it is a positive JSON integer."""
    return positive(data_of(body).get("importLogId"))


def positive(value: object) -> int | None:
    """The value where it is a positive JSON integer that can be a log id: no truth value, string or float."""
    return value if type(value) is int and 0 < value <= LOG_ID_MOST else None


def mentions_log_id(body: Json) -> bool:
    """Whether the body speaks of a log id at all, usable or not."""
    return "importLogId" in body or "importLogId" in data_of(body)


def known_shape(body: Json | None) -> Known | None:
    """The refusal in one of the four shapes, or ``None``."""
    if body is None:
        return None
    data = data_of(body)
    match data.get("type"):
        case "validationError":
            return Known(None, _violations(data.get("validationErrorData")))
        case "apiError":
            return _api_error(data.get("apiErrorData"))
    for message in (data.get("message"), body.get("message")):
        if isinstance(message, str) and message.strip():
            return Known(message)
    return None


def _api_error(error: object) -> Known | None:
    if not isinstance(error, dict):
        return None
    texts = [error.get("errorMessage"), error.get("errorDescription")]
    return Known("; ".join(text for text in texts if isinstance(text, str) and text))


def _violations(error: object) -> tuple[Violation, ...]:
    found = error.get("violations") if isinstance(error, dict) else None
    return tuple(_violation(each) for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def _violation(wire: Json) -> Violation:
    path, message = wire.get("fieldPath"), wire.get("message")
    text = message if isinstance(message, str) else ""
    if not isinstance(path, str) or path == "items":
        return Violation(None, "", text)
    match = _ITEM.fullmatch(path)
    if match is None:
        return Violation(None, path, text)
    index = None if match["index"] == "n" else int(match["index"])
    return Violation(index, match["field"] or "", text)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON")
