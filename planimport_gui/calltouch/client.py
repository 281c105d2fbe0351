"""The service for one project: probe, add, status and delete, each answered with an outcome."""

import json
import re
import ssl
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from planimport_gui.calltouch import replies
from planimport_gui.calltouch.address import parse_address
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.redaction import Redaction
from planimport_gui.calltouch.reply import Reply
from planimport_gui.calltouch.transport import Gate, Timeouts, Transport, system_proxies, system_trust
from planimport_gui.facts.outcomes import (
    AddOutcome,
    AskAgain,
    Cause,
    DeleteOutcome,
    Free,
    ProbeOutcome,
    Stage,
    StatusOutcome,
)
from planimport_gui.facts.records import Project
from planimport_gui.plan.row import Item

_HEADER_TEXT = re.compile("[!-~]+")
_SMALL = 1024 * 1024
_LARGE = 4 * 1024 * 1024
_HOLD_DEFAULT = 1.0


def _no_proxies(url: str) -> Mapping[str, str]:
    return {}


class CalltouchClient:
    """Speaks to the service of one project; shaped as ``importing.ports.PlanService``.

    ``token`` is asked before every request and what it raises comes out unchanged; the token goes to the
    project's address alone. ``trust`` makes the TLS context of one request; ``proxies`` answers the proxies
    for an address and is not asked for a loopback one. Raises BadAddress for an address that is none.
    """

    def __init__(
        self,
        project: Project,
        token: Callable[[], str],
        pace: Pace,
        *,
        timeouts: Timeouts | None = None,
        trust: Callable[[], ssl.SSLContext] = system_trust,
        proxies: Callable[[str], Mapping[str, str]] = system_proxies,
    ) -> None:
        address = parse_address(project.address)
        self._base = address.base
        self._site = project.site
        self._token = token
        self._pace = pace
        self._connects: deque[float] = deque(maxlen=30)
        self._transport = Transport(pace, timeouts or Timeouts(), trust, _no_proxies if address.loopback else proxies)

    def probe(self, gate: Gate) -> ProbeOutcome:
        """The free connection test: an add request with no items."""
        outcome = replies.probed(self._post("plans-import/add", {"items": []}, _SMALL, gate))
        self._heed(outcome)
        return outcome

    def add(self, items: Sequence[Item], gate: Gate) -> AddOutcome:
        """Sends 1 to 100 items in one request."""
        body = {"items": [item.wire() for item in items]}
        outcome = replies.added(self._post("plans-import/add", body, _SMALL, gate), len(items))
        self._heed(outcome)
        return outcome

    def status(self, log_id: int, gate: Gate) -> StatusOutcome:
        """Asks what became of a log id."""
        outcome = replies.asked(self._post(f"plans-import/{log_id:d}/status", None, _LARGE, gate))
        self._heed(outcome)
        return outcome

    def delete(self, log_ids: Sequence[int], gate: Gate) -> DeleteOutcome:
        """Deletes 1 to 100 log ids."""
        body = {"importLogIds": list(log_ids)}
        outcome = replies.deleted(self._post("users-import/delete", body, _SMALL, gate), log_ids)
        self._heed(outcome)
        return outcome

    def round_trip(self) -> float:
        """Seconds from connecting to the answer, the wait for the slot left out, typical of the last 30 requests.

        A run needs that much time for a request of each worker to use the pace to the full; what a power cut can
        put in doubt is only what has departed. 0.0 before the first.
        """
        connects = tuple(self._connects)
        return self._pace.round_trip() + (median(connects) if connects else 0.0)

    def _post(self, path: str, wire: Mapping[str, object] | None, cap: int, gate: Gate) -> Reply:
        token = self._token()
        body = None if wire is None else json.dumps(wire, ensure_ascii=False, allow_nan=False).encode("utf-8")
        if not _sendable(token) or not _sendable(self._site):
            return Reply(Stage.NOTHING, cause=Cause.TOKEN if _sendable(self._site) else Cause.PROJECT)
        reply = self._transport.exchange(f"{self._base}/{path}", self._headers(token, body), body, cap, gate)
        if reply.connecting is not None:
            self._connects.append(reply.connecting)
        return replace(reply, hide=Redaction(token))

    def _headers(self, token: str, body: bytes | None) -> dict[str, str]:
        headers = {
            "Access-Token": token,
            "SiteId": self._site,
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": "PlanImport",
        }
        return headers if body is None else {**headers, "Content-Type": "application/json; charset=utf-8"}

    def _heed(self, outcome: object) -> None:
        match outcome:
            case Free(cause=Cause.PACE, wait=wait) | AskAgain(cause=Cause.PACE, wait=wait):
                self._pace.hold(_HOLD_DEFAULT if wait is None else wait)
            case _:
                pass


def _sendable(text: str) -> bool:
    """Printable ASCII without blanks: anything else cannot stand in a header, and a line break would split it."""
    return _HEADER_TEXT.fullmatch(text) is not None
