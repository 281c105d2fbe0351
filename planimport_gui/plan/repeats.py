"""Rules about a row and the others: ``plan.duplicate``, ``plan.overlap``, ``plan.sent`` and ``plan.month``.

Only rows without errors take part. Params, in order:

``plan.duplicate`` rows (at most five, the first in sheet order foremost), count, differs (1 where the value is
not the first one's) · ``plan.overlap`` rows (at most five), count · ``plan.sent`` run, date, value (as sent),
imported (1 once certain), doubt (1 where it may not have arrived), differs, money (1 where the value is money); of
several sent items the one with the row's value, else the last · ``plan.month`` already, becomes, month (``02.2025``),
open (1 where not all of it is certain), money.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import NamedTuple, Protocol

from planimport_gui.plan import metrics
from planimport_gui.plan.date_rules import Span
from planimport_gui.plan.findings import Standing
from planimport_gui.plan.groups import GroupKey, Groups
from planimport_gui.plan.history import History, MonthKey, SentItem
from planimport_gui.plan.months import Months
from planimport_gui.plan.periods import day_text
from planimport_gui.plan.problems import Code, Problem, Severity
from planimport_gui.plan.row import RowId

NAMED = 5
"""How many other rows a problem names."""


class Before(Enum):
    """What an earlier run made of a row with the same value."""

    IMPORTED = "imported"
    IN_WORK = "inWork"
    """The service took it, and works on it."""
    DOUBT = "doubt"


def sent_before(problems: Iterable[Problem]) -> Before | None:
    """What became of the row with these problems, where it was sent before with the same value."""
    sent = next((dict(problem.params) for problem in problems if problem.code is Code.PLAN_SENT), None)
    if sent is None or sent["differs"]:
        return None
    if sent["imported"]:
        return Before.IMPORTED
    return Before.DOUBT if sent["doubt"] else Before.IN_WORK


def imported_before(problems: Iterable[Problem]) -> bool:
    """Whether an earlier run imported the row with these problems for certain, with the same value."""
    return sent_before(problems) is Before.IMPORTED


class Entry(NamedTuple):
    """A row that could be sent: what it plans, when, and how much."""

    key: GroupKey
    span: Span
    value: int


class Rows(Protocol):
    """What the rules ask about rows of the sheet."""

    def rank(self, id: RowId) -> int: ...

    def number(self, id: RowId) -> int:
        """The number people know the row by."""
        ...

    def value(self, id: RowId) -> int: ...


class Repeats:
    """The rows that could be sent, against each other and against what was sent before."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._sent: dict[tuple[GroupKey, Span], tuple[SentItem, ...]] = {}
        self.groups = Groups(rows.rank)
        self.months = Months({})
        self._open: Mapping[MonthKey, int] = {}

    def set_history(self, history: History) -> None:
        """Take another history. The sheet asks ``known`` before and after for the rows that this touches."""
        self._sent = {
            (
                ((key.source, key.medium, key.campaign, key.content, key.keyword), (key.type, key.name)),
                (key.date_from, key.date_to),
            ): sent
            for key, sent in history.items.items()
            if sent
        }
        self.months = Months(history.sums)
        self._open = history.open

    def known(self) -> Iterator[RowId]:
        """Every row that the history says something about: sent before, or in a month that has sums."""
        for key, span in self._sent:
            yield from self.groups.same(key, span)
        yield from self.months.rows()

    def revalued(self, id: RowId, entry: Entry) -> Sequence[RowId]:
        """The rows whose problems change when only the value of this one does."""
        rows = self.groups.same(entry.key, entry.span)
        return rows if rows[0] == id else (id,)

    def standing(self, id: RowId, entry: Entry | None) -> Standing:
        """How the row stands by these rules alone; also brings the sums of its month up to date."""
        if entry is None:
            self.months.put(id, None, 0)
            return Standing.READY
        if self._repeated(id, entry):
            self.months.put(id, None, 0)
            return Standing.REPEAT
        month = self._month(entry)
        self.months.put(id, month, entry.value)
        return Standing.WARNING if month or self.groups.overlaps(entry.key, entry.span) else Standing.READY

    def problems(self, id: RowId, entry: Entry) -> tuple[Problem, ...]:
        """The problems of a row by these rules."""
        found = [self._sent_problem(id, entry) or self._duplicate(id, entry)]
        found += [self._overlap(entry), self._month_problem(id)]
        return tuple(problem for problem in found if problem)

    def _repeated(self, id: RowId, entry: Entry) -> bool:
        if self._sent and (entry.key, entry.span) in self._sent:
            return True
        return self.groups.same(entry.key, entry.span)[0] != id

    def _month(self, entry: Entry) -> MonthKey | None:
        kind, name = entry.key[1]
        if not self.months.sums or metrics.is_rate(name):
            return None
        key = (kind, name, entry.span[0].year, entry.span[0].month)
        return key if key in self.months.sums else None

    def _sent_problem(self, id: RowId, entry: Entry) -> Problem | None:
        sent = self._sent.get((entry.key, entry.span))
        if not sent:
            return None
        rows = self.groups.same(entry.key, entry.span)
        last = rows[min(len(sent), len(rows)) - 1]
        if self._rows.rank(id) > self._rows.rank(last):
            return None
        item = next((item for item in sent if item.value == entry.value), sent[-1])
        params = (
            ("run", item.run),
            ("date", day_text(item.sent)),
            ("value", item.value),
            ("imported", int(item.imported)),
            ("doubt", int(item.doubt)),
            ("differs", int(item.value != entry.value)),
            ("money", int(metrics.is_money(entry.key[1][1]))),
        )
        return Problem(Code.PLAN_SENT, Severity.REPEAT, params=params)

    def _duplicate(self, id: RowId, entry: Entry) -> Problem | None:
        rows = self.groups.same(entry.key, entry.span)
        if not self._repeated(id, entry):
            return None
        others = [row for row in rows[: NAMED + 1] if row != id][:NAMED]
        params = (
            ("rows", tuple(map(self._rows.number, others))),
            ("count", len(rows) - 1),
            ("differs", int(self._rows.value(rows[0]) != entry.value)),
        )
        return Problem(Code.PLAN_DUPLICATE, Severity.REPEAT, params=params)

    def _overlap(self, entry: Entry) -> Problem | None:
        count = self.groups.overlaps(entry.key, entry.span)
        if not count:
            return None
        named = islice(self.groups.beside(entry.key, entry.span), NAMED)
        params = (("rows", tuple(sorted(map(self._rows.number, named)))), ("count", count))
        return Problem(Code.PLAN_OVERLAP, Severity.WARNING, params=params)

    def _month_problem(self, id: RowId) -> Problem | None:
        key = self.months.key(id)
        if key is None:
            return None
        params = (
            ("already", self.months.sums[key]),
            ("becomes", self.months.becomes(key)),
            ("month", f"{key[3]:02}.{key[2]}"),
            ("open", int(key in self._open)),
            ("money", int(metrics.is_money(key[1]))),
        )
        return Problem(Code.PLAN_MONTH, Severity.WARNING, params=params)
