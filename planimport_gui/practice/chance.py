"""Random faults for tests that kill the program: one seed gives the same faults in whatever order threads come."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from random import Random
from types import MappingProxyType

from planimport_gui.practice import answers
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts, without_deletion


class Trouble(StrEnum):
    """Kinds of random faults. ``BEFORE`` is not executed, ``AFTER`` is."""

    CUT_HEAD = "cut-head"
    CUT_PART = "cut-part"
    CUT_BEFORE = "cut-before"
    CUT_AFTER = "cut-after"
    RESET_AFTER = "reset-after"
    CUT_ANSWER = "cut-answer"
    ERROR_BEFORE = "error-before"
    ERROR_AFTER = "error-after"
    GATEWAY_BEFORE = "gateway-before"
    GATEWAY_AFTER = "gateway-after"
    EMPTY_AFTER = "empty-after"
    BUSY = "busy"
    PACE = "pace"
    SLOW = "slow"
    FAILED_IMPORT = "failed-import"
    LOST_DELETION = "lost-deletion"


_PAGE = Reply(502, b"<html><body><h1>502 Bad Gateway</h1></body></html>", (("Content-Type", "text/html"),))
_ERROR = answers.message(answers.SERVER_ERROR, 500)
_BUSY = answers.message(answers.SERVER_ERROR, 503, (("Retry-After", "1"),))

FAULTS: Mapping[Trouble, Fault] = MappingProxyType(
    {
        Trouble.CUT_HEAD: Fault(cut=Cut.HEAD),
        Trouble.CUT_PART: Fault(cut=Cut.PART),
        Trouble.CUT_BEFORE: Fault(cut=Cut.BODY, execute=False),
        Trouble.CUT_AFTER: Fault(cut=Cut.BODY, execute=True),
        Trouble.RESET_AFTER: Fault(cut=Cut.BODY, execute=True, reset=True),
        Trouble.CUT_ANSWER: Fault(cut=Cut.ANSWER),
        Trouble.ERROR_BEFORE: Fault(reply=_ERROR, execute=False),
        Trouble.ERROR_AFTER: Fault(reply=_ERROR, execute=True),
        Trouble.GATEWAY_BEFORE: Fault(reply=_PAGE, execute=False),
        Trouble.GATEWAY_AFTER: Fault(reply=_PAGE, execute=True),
        Trouble.EMPTY_AFTER: Fault(reply=Reply(200), execute=True),
        Trouble.BUSY: Fault(reply=_BUSY, execute=False),
        Trouble.PACE: Fault(reply=answers.pace_refusal(1), execute=False),
        Trouble.SLOW: Fault(delay=0.2),
        Trouble.FAILED_IMPORT: Fault(status="error"),
        Trouble.LOST_DELETION: Fault(alter=without_deletion(*range(100))),
    }
)
_ONLY_FOR = {Trouble.FAILED_IMPORT: Kind.ADD, Trouble.LOST_DELETION: Kind.DELETE}


class RandomFaults:
    """A ``Faults`` callable. Each request draws by seed, kind and its number among its kind."""

    def __init__(self, seed: int, rate: float, kinds: Collection[Trouble] = tuple(Trouble)) -> None:
        """``rate`` is the share of requests that meet a fault, 0 to 1."""
        self._seed = seed
        self._rate = rate
        self._kinds = sorted(kinds)

    def __call__(self, facts: RequestFacts) -> Fault | None:
        possible = [kind for kind in self._kinds if _ONLY_FOR.get(kind, facts.kind) is facts.kind]
        draw = Random(f"{self._seed}/{facts.kind}/{facts.nth}")
        if not possible or draw.random() >= self._rate:
            return None
        return FAULTS[draw.choice(possible)]
