"""What the service answers to a whole request: headers, body, points, logs. No sockets, no waiting."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from planimport_gui.practice import answers
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.checks import read_items, read_log_ids
from planimport_gui.practice.faults import Fault, Kind
from planimport_gui.practice.ledger import Ledger
from planimport_gui.practice.scenarios import Behaviour

BASE = "/report-service/RestAPI/api"
STATUS_PATH = re.compile(re.escape(BASE) + r"/plans-import/([0-9]{1,18})/status")


def kind_of(method: str, path: str) -> tuple[Kind, int | None]:
    """What a request asks for, and of which log id."""
    status = STATUS_PATH.fullmatch(path)
    if method != "POST":
        return Kind.OTHER, None
    if status:
        return Kind.STATUS, int(status[1])
    known = {f"{BASE}/plans-import/add": Kind.ADD, f"{BASE}/users-import/delete": Kind.DELETE}
    return known.get(path, Kind.OTHER), None


@dataclass(frozen=True, slots=True)
class Request:
    """A request that has arrived whole. Header names are lower case."""

    kind: Kind
    headers: Mapping[str, str]
    body: bytes
    log_id: int | None = None

    @property
    def site(self) -> str:
        return self.headers.get("siteid", "").strip()


class Desk:
    """Answers requests one at a time; the caller holds a lock."""

    def __init__(
        self, ledger: Ledger, behaviour: Behaviour, token: str | None, site: str | None, points: int | None
    ) -> None:
        """``token`` and ``site`` are the only ones taken, if given; ``points`` is how many successes are left."""
        self._ledger = ledger
        self._behaviour = behaviour
        self._token = token
        self._site = site
        self.points = points

    def answer(self, request: Request, fault: Fault) -> Reply:
        """Execute the request. ``fault`` may forget its log, name another log id or another status."""
        refusal = self._stranger(request)
        if refusal is None and self.points is not None and self.points <= 0:
            refusal = answers.message(answers.NO_POINTS, 403)
        if refusal is not None:
            return refusal
        reply = self._execute(request, fault)
        if reply.code == 200 and self.points is not None:
            self.points -= 1
        return reply

    def _stranger(self, request: Request) -> Reply | None:
        """The refusal of a request whose token or project is not taken."""
        token = request.headers.get("access-token", "").strip()
        if not token or not token.isprintable() or self._token not in (None, token):
            return answers.message(answers.NO_TOKEN, 403)
        if not request.site:
            return answers.message(answers.NO_SITE, 400)
        if not (request.site.isascii() and request.site.isdigit()):
            return answers.message(answers.BAD_SITE, 400)
        return answers.message(answers.UNKNOWN_SITE, 403) if self._site not in (None, request.site) else None

    def _execute(self, request: Request, fault: Fault) -> Reply:
        match request.kind:
            case Kind.ADD:
                return self._add(request, fault)
            case Kind.STATUS:
                return self._status(request, fault)
            case Kind.DELETE:
                return self._delete(request)
            case Kind.OTHER:
                return answers.message(answers.NO_METHOD, 404)

    def _add(self, request: Request, fault: Fault) -> Reply:
        items = read_items(request.body)
        if isinstance(items, Reply):
            return items
        refusal = self._behaviour.refusal(items)
        if refusal is not None:
            return refusal
        final = fault.status or self._behaviour.final_status(request.site, items)
        log_id = self._ledger.add(request.site, items, final)
        if fault.forget:
            self._ledger.forget(log_id)
        return answers.accepted(log_id if fault.log_id is None else fault.log_id)

    def _status(self, request: Request, fault: Fault) -> Reply:
        log_id = request.log_id or 0
        if fault.forget:
            self._ledger.forget(log_id)
        found = self._ledger.status(request.site, log_id)
        if found is None:
            return answers.api_error(answers.UNKNOWN_LOG, number=2, code=404)
        status, items = found
        return answers.log_state(fault.status or status, items)

    def _delete(self, request: Request) -> Reply:
        ids = read_log_ids(request.body)
        if isinstance(ids, Reply):
            return ids
        return answers.deletions([(log_id, self._ledger.delete(request.site, log_id)) for log_id in ids])
