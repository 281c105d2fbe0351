"""Decides what a reply means: by how far the request got, then by the body, then by the code.

The tables are those of DESIGN section 5. Adding is judged so that nothing counts as not executed unless
that is proven; questions (status, delete, probe) may simply be asked again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from planimport_gui.calltouch.echo import read_item
from planimport_gui.calltouch.reply import Reply
from planimport_gui.calltouch.shapes import (
    Json,
    Known,
    data_of,
    known_shape,
    log_id_of,
    mentions_log_id,
    positive,
    read_json,
)
from planimport_gui.calltouch.words import cause_of, says_log_not_known, sounds_done
from planimport_gui.facts.outcomes import (
    Accepted,
    AddOutcome,
    AskAgain,
    Cause,
    Connected,
    DeleteOutcome,
    Deletion,
    Deletions,
    Doubt,
    Free,
    ImportStatus,
    LogNotKnown,
    ProbeOutcome,
    Refused,
    Stage,
    StatusKnown,
    StatusOutcome,
    Stopped,
    Unsent,
    Violation,
)

_T = TypeVar("_T")
_METHOD_CODES = frozenset({405, 407, 411, 414, 415, 426, 431})
_DONE_CODES = frozenset({200, 201})
_PAUSING = frozenset({Cause.TOKEN, Cause.PROJECT, Cause.POINTS})
_PAUSING_UNSENT = _PAUSING | {Cause.CERTIFICATE, Cause.PROXY}
_CAUSE_BY_CODE = {401: Cause.TOKEN, 403: Cause.TOKEN, 429: Cause.PACE} | dict.fromkeys(_METHOD_CODES, Cause.METHOD)
_WAIT_MOST = 300.0
_ANSWER_MOST = 2048


@dataclass(frozen=True, slots=True)
class _Read:
    """A reply with its body read: the whole JSON object, and the refusal in it if it is one."""

    reply: Reply
    code: int
    body: Json | None
    known: Known | None

    @property
    def words(self) -> str:
        return self.reply.hide(self.known.words) if self.known else ""

    @property
    def wait(self) -> float | None:
        return retry_after(self.reply)

    @property
    def log_id(self) -> int | None:
        """The usable log id of a success."""
        return log_id_of(self.body) if self.body is not None and self.code in _DONE_CODES else None

    @property
    def refuses(self) -> bool:
        """Whether this is a refusal: one of the four shapes under 200 or 4xx, and nothing that speaks against it."""
        if self.body is None or self.known is None or mentions_log_id(self.body):
            return False
        if self.code == 200:
            return self.known.message is None or not sounds_done(self.known.message)
        return 400 <= self.code < 500 and self.code != 408

    @property
    def cause(self) -> Cause | None:
        """What a refusal is about, where it is not about the rows. Words come first, then the code."""
        if self.code in {401, 429} or (self.known is not None and self.known.message is not None):
            spoken = cause_of(self.known.message) if self.known and self.known.message else None
            return spoken or _CAUSE_BY_CODE.get(self.code)
        return None


def retry_after(reply: Reply) -> float | None:
    """The seconds of a Retry-After header, given in seconds or as an HTTP date; at most 300, ``None`` without."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(min(int(text[:9]), _WAIT_MOST))
    until, now = _http_date(text), _http_date(reply.headers.get("date", "")) or reply.received
    if until is None or now is None:
        return None
    return min(max((until - now).total_seconds(), 0.0), _WAIT_MOST)


def added(reply: Reply, count: int) -> AddOutcome:
    """What became of an add request with ``count`` items."""
    if reply.stage is Stage.NOTHING:
        return Unsent(reply.cause, reply.hide(reply.detail), reply.cause in _PAUSING_UNSENT)
    outcome = Doubt(Cause.SILENT) if reply.code is None else _added(_read(reply, reply.code), count)
    if reply.stage is Stage.PART and isinstance(outcome, Doubt):
        return Free(Cause.CUT, pause=outcome.pause, code=outcome.code)
    return outcome


def asked(reply: Reply) -> StatusOutcome:
    """What the service says about a log id."""
    return _question(reply, _status)


def deleted(reply: Reply, log_ids: Sequence[int]) -> DeleteOutcome:
    """What the service says about the deletion of log ids."""
    return _question(reply, lambda read: _deletions(read, log_ids))


def probed(reply: Reply) -> ProbeOutcome:
    """What the answer to an add request without items says about the connection."""
    return _question(reply, _connected)


def _read(reply: Reply, code: int) -> _Read:
    body = read_json(reply)
    return _Read(reply, code, body, known_shape(body))


def _added(read: _Read, count: int) -> AddOutcome:
    if read.log_id is not None:
        return Accepted(read.log_id)
    if read.refuses:
        return _refused(read, count)
    match read.code:
        case 429:
            return Free(Cause.PACE, read.words, read.wait, code=429)
        case 413:
            return Refused("", (), 413)
        case code if code in _METHOD_CODES:
            return Free(Cause.METHOD, read.words, pause=True, code=code)
        case 503 if read.known is not None and read.wait is not None:
            return Free(Cause.BUSY, read.words, read.wait, code=503)
        case code:
            cause = _doubt_cause(read)
            return Doubt(cause, code, _answer(read.reply), cause in {Cause.REDIRECT, Cause.FOREIGN})


def _refused(read: _Read, count: int) -> Free | Refused:
    cause = read.cause
    if cause is not None:
        pause = cause is not Cause.PACE
        return Free(cause, read.words, None if pause else read.wait, pause, read.code)
    violations = read.known.violations if read.known else ()
    return Refused(read.words, tuple(_within(each, count, read.reply.hide) for each in violations), read.code)


def _within(violation: Violation, count: int, hide: Callable[[str], str]) -> Violation:
    """A violation whose index names one of the items sent, and without the token."""
    index = violation.index if violation.index is not None and violation.index < count else None
    return replace(violation, index=index, field=hide(violation.field), message=hide(violation.message))


def _doubt_cause(read: _Read) -> Cause:
    match read.code:
        case code if code < 200 or 300 <= code < 400:
            return Cause.REDIRECT
        case code if 500 <= code < 600 or code == 408:
            return Cause.SERVER
        case code if 400 <= code < 500 and read.reply.complete and not read.refuses:
            return Cause.UNREADABLE if read.known else Cause.FOREIGN
        case _:
            return Cause.UNREADABLE


def _answer(reply: Reply) -> str:
    """At most 2 KB of the body, without the token."""
    text = reply.hide(reply.body.decode("utf-8", "replace"))
    return text.encode("utf-8")[:_ANSWER_MOST].decode("utf-8", "ignore")


def _question(reply: Reply, answer: Callable[[_Read], _T | None]) -> _T | AskAgain | Stopped:
    """A question's answer: what ``answer`` makes of it, else what the way it went or the code says."""
    if reply.stage is Stage.NOTHING:
        if reply.cause in _PAUSING_UNSENT:
            return Stopped(reply.cause, reply.hide(reply.detail))
        return AskAgain(reply.cause, reply.hide(reply.detail))
    if reply.code is None:
        return AskAgain(Cause.CUT if reply.stage is Stage.PART else Cause.SILENT)
    read = _read(reply, reply.code)
    if read.refuses and (cause := read.cause) is not None:
        return AskAgain(cause, read.words, read.wait) if cause is Cause.PACE else Stopped(cause, read.words)
    found = answer(read)
    return _question_by_code(read) if found is None else found


def _question_by_code(read: _Read) -> AskAgain | Stopped:
    if read.code == 429:
        return AskAgain(Cause.PACE, read.words, read.wait)
    if read.code == 413 or read.code in _METHOD_CODES:
        return Stopped(Cause.METHOD, read.words)
    if read.code == 503 and read.known is not None and read.wait is not None:
        return AskAgain(Cause.BUSY, read.words, read.wait)
    cause = _doubt_cause(read)
    if cause in {Cause.REDIRECT, Cause.FOREIGN}:
        return Stopped(cause, read.words)
    return AskAgain(cause, read.words, read.wait)


def _status(read: _Read) -> StatusKnown | LogNotKnown | None:
    if read.refuses and read.known is not None:
        texts = [read.known.message or "", *(each.message for each in read.known.violations)]
        return LogNotKnown(read.words) if read.code == 404 or any(map(says_log_not_known, texts)) else None
    if read.code != 200 or read.body is None:
        return None
    data = data_of(read.body)
    status, items = _import_status(data.get("status")), data.get("items")
    if status is None or (status is ImportStatus.SUCCESS and not isinstance(items, list)):
        return None
    return StatusKnown(status, tuple(map(read_item, items)) if isinstance(items, list) else ())


def _import_status(value: object) -> ImportStatus | None:
    text = value.strip().lower() if isinstance(value, str) else ""
    if text.startswith("in progress"):
        return ImportStatus.IN_PROGRESS
    return {"success": ImportStatus.SUCCESS, "error": ImportStatus.ERROR}.get(text)


def _deletions(read: _Read, log_ids: Sequence[int]) -> Deletions | None:
    if read.refuses and read.known is not None and read.code != 413 and read.words:
        return Deletions({log_id: Deletion(False, read.words) for log_id in log_ids})
    logs = data_of(read.body).get("importLogs") if read.body is not None and read.code == 200 else None
    if not isinstance(logs, list):
        return None
    found: dict[int, Deletion] = {}
    unclear: set[int] = set()
    for entry in logs:
        log_id, deletion = _deletion(entry, read.reply.hide)
        if log_id is None or deletion is None or log_id not in log_ids:
            continue
        if found.setdefault(log_id, deletion) != deletion:
            unclear.add(log_id)
    return Deletions({log_id: deletion for log_id, deletion in found.items() if log_id not in unclear})


def _deletion(entry: object, hide: Callable[[str], str]) -> tuple[int | None, Deletion | None]:
    if not isinstance(entry, dict):
        return None, None
    log_id, error = positive(entry.get("importLogId")), entry.get("error")
    match entry.get("deleteStatus"):
        case "success":
            return log_id, Deletion(True)
        case "error":
            return log_id, Deletion(False, hide(_error_words(error)))
        case _:
            return log_id, None


def _error_words(error: object) -> str:
    """The words of a deletion's ``error``: the help page calls it an object and shows none, so a text will do too."""
    if isinstance(error, dict):
        error = error.get("errorMessage") or error.get("message")
    return error if isinstance(error, str) else ""


def _connected(read: _Read) -> Connected | None:
    return Connected() if read.refuses or read.log_id is not None else None


def _http_date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
