"""The scenarios that people and tests can choose, each a small deterministic behaviour of the service."""

from collections import Counter
from enum import StrEnum
from itertools import count

from planimport_gui.practice import answers, catalogue
from planimport_gui.practice.answers import Reply, Violation
from planimport_gui.practice.checks import MOST, ItemTuple, WireItem, item_tuple
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.ledger import ERROR, SUCCESS


class Scenario(StrEnum):
    """What goes wrong, if anything."""

    OK = "ok"
    REFUSED = "refused"
    REFUSED_WHOLE = "refused-whole"
    SLOW = "slow"
    FAILING = "failing"
    CUT_BEFORE = "cut-before"
    CUT_AFTER = "cut-after"
    POINTS = "points"
    PACE = "pace"


ABOUT: dict[Scenario, str] = {
    Scenario.OK: "everything is accepted and imported",
    Scenario.REFUSED: (
        "one row is refused by name: the first custom column, else the first row of the second batch, "
        "or of a batch that is not full"
    ),
    Scenario.REFUSED_WHOLE: "the same row is refused without being named until it stands alone",
    Scenario.SLOW: "answers take 2 s and every import 15 s",
    Scenario.FAILING: "every import fails once, and every fifth status or delete request gets a 500",
    Scenario.CUT_BEFORE: "every third add, the first included, is cut off and not imported",
    Scenario.CUT_AFTER: "every third add, the first included, is imported and cut off before the answer",
    Scenario.POINTS: "the API points are used up after 4 successful requests",
    Scenario.PACE: "every third request is refused with 429 and Retry-After",
}


class Behaviour:
    """What a scenario decides; this one decides nothing. ``fault`` is called from many threads, the others from one."""

    latency = 0.0
    finish_after = 0.3
    points: int | None = None

    def fault(self, facts: RequestFacts) -> Fault | None:
        """Asked where the test's own faults had none for this request."""
        return None

    def refusal(self, items: list[WireItem]) -> Reply | None:
        """Why valid items are refused all the same."""
        return None

    def final_status(self, site: str, items: list[WireItem]) -> str:
        """How the import of accepted items ends."""
        return SUCCESS


class _Refused(Behaviour):
    """One row is refused for ever, chosen once: see ``ABOUT``."""

    def __init__(self) -> None:
        self._bad: ItemTuple | None = None
        self._batches = 0

    def refusal(self, items: list[WireItem]) -> Reply | None:
        self._batches += 1
        tuples = [item_tuple(item) for item in items]
        if self._bad is None:
            self._bad = self._choice(tuples)
        at = [index for index, one in enumerate(tuples) if one == self._bad]
        return self._words(at, len(items)) if at else None

    def _choice(self, tuples: list[ItemTuple]) -> ItemTuple | None:
        custom = [one for one in tuples if one[7] == catalogue.CUSTOM]
        if custom:
            return custom[0]
        return tuples[0] if self._batches > 1 or len(tuples) < MOST else None

    def _words(self, at: list[int], total: int) -> Reply:
        return answers.violations([Violation(f"items[{index}].metric.name", answers.NOT_UNIQUE) for index in at])


class _RefusedWhole(_Refused):
    def _words(self, at: list[int], total: int) -> Reply:
        return super()._words(at, total) if total == 1 else answers.data_message(answers.WHOLE_REFUSAL)


class _Slow(Behaviour):
    latency = 2.0
    finish_after = 15.0


class _Failing(Behaviour):
    def __init__(self) -> None:
        self._seen: Counter[tuple[str, tuple[ItemTuple, ...]]] = Counter()
        self._questions = count(1)

    def fault(self, facts: RequestFacts) -> Fault | None:
        if facts.kind not in (Kind.STATUS, Kind.DELETE) or next(self._questions) % 5:
            return None
        return Fault(reply=answers.message(answers.SERVER_ERROR, 500))

    def final_status(self, site: str, items: list[WireItem]) -> str:
        key = site, tuple(sorted(map(item_tuple, items)))
        self._seen[key] += 1
        return ERROR if self._seen[key] == 1 else SUCCESS


class _Cut(Behaviour):
    def __init__(self, execute: bool) -> None:
        self._execute = execute
        self._adds = count(1)

    def fault(self, facts: RequestFacts) -> Fault | None:
        if facts.kind is not Kind.ADD or not facts.items() or next(self._adds) % 3 != 1:
            return None
        return Fault(cut=Cut.BODY, execute=self._execute)


class _Points(Behaviour):
    points = 4


class _Pace(Behaviour):
    def fault(self, facts: RequestFacts) -> Fault | None:
        return None if facts.number % 3 else Fault(reply=answers.pace_refusal(1))


def behaviour(scenario: Scenario) -> Behaviour:
    """A fresh behaviour for one service."""
    match scenario:
        case Scenario.OK:
            return Behaviour()
        case Scenario.REFUSED:
            return _Refused()
        case Scenario.REFUSED_WHOLE:
            return _RefusedWhole()
        case Scenario.SLOW:
            return _Slow()
        case Scenario.FAILING:
            return _Failing()
        case Scenario.CUT_BEFORE | Scenario.CUT_AFTER:
            return _Cut(execute=scenario is Scenario.CUT_AFTER)
        case Scenario.POINTS:
            return _Points()
        case Scenario.PACE:
            return _Pace()
