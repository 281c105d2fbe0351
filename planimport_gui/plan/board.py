"""The rows of a sheet, each with its standing: judged once, then kept up to date as rows change."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from planimport_gui.plan.causes import CauseIndex
from planimport_gui.plan.cells import Cell, DateOrder
from planimport_gui.plan.date_rules import Span
from planimport_gui.plan.fields import Field
from planimport_gui.plan.findings import Standing, warning
from planimport_gui.plan.groups import GroupKey
from planimport_gui.plan.history import History
from planimport_gui.plan.order import RowOrder
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.repeats import Entry, Repeats
from planimport_gui.plan.row import Added, PlanRow, RowId
from planimport_gui.plan.rules import RowRules, Verdict
from planimport_gui.plan.sums import Sums
from planimport_gui.plan.value_rules import is_plain

Judged = tuple[Standing, Entry | None]
"""How cells stand by themselves, and what they take part with among other rows; ``None`` with errors."""

_GONE: Judged = (Standing.READY, None)
_NONE_KNOWN: Mapping[RowId, Judged] = {}


@dataclass(slots=True)
class _Work:
    """What changed since the last ``settle``."""

    changed: dict[RowId, Judged] = field(default_factory=dict)
    revalued: list[RowId] = field(default_factory=list)
    moved: defaultdict[GroupKey, set[Span]] = field(default_factory=lambda: defaultdict(set))
    shifted_from: int | None = None


class _Rows:
    """What the rules ask about rows; apart from the board, which holds the rules, so that a board can be let go."""

    def __init__(self, rows: Mapping[RowId, PlanRow], order: RowOrder, rules: RowRules) -> None:
        self.rank = order.rank
        self.unnumbered = {id for id, row in rows.items() if row.origin is None}
        self._rows, self._order, self._rules = rows, order, rules
        self._above: dict[RowId, int] = {}
        """Of added rows, as long as no row comes or goes."""

    def number(self, id: RowId) -> int:
        """See ``Board.number``."""
        origin = self._rows[id].origin
        if origin:
            return origin.row
        return Added(self._row_above(id)) if self.of_file else self._order.position(id) + 1

    @property
    def of_file(self) -> bool:
        """Whether any row came from a file."""
        return len(self.unnumbered) < len(self._rows)

    def shift(self) -> None:
        """Rows came or went."""
        self._above.clear()

    def _row_above(self, id: RowId) -> int:
        """The number of the next row above that stands in the file; above the first, the one before that."""
        passed = []
        for at in range(self._order.position(id), -1, -1):
            here = self._order.ids[at]
            origin = self._rows[here].origin
            found = origin.row if origin else self._above.get(here)
            if found is not None:
                break
            passed.append(here)
        else:
            below = (origin.row - 1 for here in self._order.ids if (origin := self._rows[here].origin))
            found = next(below, 0)
        self._above.update(dict.fromkeys(passed, found))
        return found

    def value(self, id: RowId) -> int:
        value = self._rules.value(self._rows[id].cells[9:]).result
        if value is None:
            raise ValueError("a row with errors has no value")
        return value


class Board:
    """Rows, their order, and how each stands.

    ``replace``, ``insert`` and ``delete`` change rows; ``settle`` then judges again what that touched.
    Between the two, standings and problems are out of date.
    """

    def __init__(self, rows: Sequence[PlanRow], today: date, order: DateOrder | None) -> None:
        self.rows = {row.id: row for row in rows}
        if len(self.rows) != len(rows):
            raise ValueError("two rows with one id")
        self.order = RowOrder([row.id for row in rows])
        self.rules = RowRules(today, order)
        self.standings: dict[RowId, Standing] = {}
        self.tally = Counter({Standing.READY: len(rows)})
        self._asked = _Rows(self.rows, self.order, self.rules)
        self._repeats = Repeats(self._asked)
        self._sums = Sums(self.order.rank)
        self._causes: CauseIndex | None = None
        self._aside: set[RowId] = set()
        self._unnumbered = self._asked.unnumbered
        self._work = _Work()
        self._load(rows)

    # reading

    def rank(self, id: RowId) -> int:
        """A number that orders rows as they stand in the sheet."""
        return self.order.rank(id)

    def number(self, id: RowId) -> int:
        """The row's number in the file as opened.

        A row that was added there has an ``Added``; where no row came from a file, rows are counted from 1.
        """
        return self._asked.number(id)

    def problems(self, id: RowId) -> tuple[Problem, ...]:
        """The row's own problems and those it has with others."""
        cells = self.rows[id].cells
        entry = self._judged(cells)[1]
        own = self.rules.problems(cells)
        return own + self._repeats.problems(id, entry) + self._total(id) if entry else own

    def verdict(self, id: RowId) -> Verdict:
        """All problems of the row and what it would send."""
        return Verdict(self.problems(id), self.rules.item(self.rows[id].cells))

    def _total(self, id: RowId) -> tuple[Problem, ...]:
        count = self._sums.count(id)
        cell = self.rows[id].cells[9]
        return (warning(Code.PLAN_TOTAL, Field.VALUE, cell, params=(("count", count),)),) if count else ()

    @property
    def causes(self) -> CauseIndex:
        """Rows by problem, without those set aside; made when first asked for and kept up to date from then on."""
        if self._causes is None:
            self._causes = CauseIndex()
            self._index(self.standings)
        return self._causes

    def set_aside(self, ids: Iterable[RowId], aside: bool) -> None:
        """These rows do not take part in ``causes``, or do again; so do rows that come back under their ids."""
        named = set(ids)
        (self._aside.update if aside else self._aside.difference_update)(named)
        self._index(named & self.rows.keys())

    # changing

    def replace(self, row: PlanRow) -> None:
        """Put a row in the place of the one with its id."""
        old, self.rows[row.id] = self.rows[row.id], row
        self._reenter(row.id, self._judged(old.cells)[1], self._judged(row.cells))

    def insert(self, position: int, rows: Sequence[PlanRow]) -> None:
        """Put in rows with new ids before the one at ``position``."""
        of_file = self._asked.of_file
        self._shifted(position)
        self.order.insert(position, [row.id for row in rows])
        for row in rows:
            self.rows[row.id] = row
            self.tally[Standing.READY] += 1
            if row.origin is None:
                self._unnumbered.add(row.id)
            self._reenter(row.id, None, self._judged(row.cells))
        if of_file is not self._asked.of_file:
            self._shifted(0)

    def delete(self, ids: Sequence[RowId]) -> None:
        """Take rows out, named once each."""
        of_file = self._asked.of_file
        for id in ids:
            self._shifted(self.order.position(id))
            self._reenter(id, self._judged(self.rows[id].cells)[1], _GONE)
            self._stand(id, Standing.READY)
            self.tally[Standing.READY] -= 1
            self._repeats.standing(id, None)
            self._unnumbered.discard(id)
            if self._causes is not None:
                self._causes.put(id, ())
        self.order.remove(ids)
        for id in ids:
            del self.rows[id]
        if of_file is not self._asked.of_file:
            self._shifted(0)

    def settle(self, *, sums: bool = True) -> frozenset[RowId]:
        """Judge again what changed and what that touched; the rows of both that are still there.

        Without ``sums``, what adds up is left to ``settle_sums``.
        """
        work, self._work = self._work, _Work()
        self._renumber(work)
        stale = {id for id in work.changed if id in self.rows}
        for id in work.revalued:
            entry = work.changed[id][1]
            if entry:
                stale.update(self._repeats.revalued(id, entry))
        for key, spans in work.moved.items():
            stale.update(self._repeats.groups.reached(key, spans))
        if sums:
            stale.update(id for news in self._sums.settle() for id in news if id in self.rows)
        self._judge_again(stale, work.changed)
        return frozenset(stale | self._repeats.months.take_changed())

    def settle_sums(self) -> Iterator[frozenset[RowId]]:
        """Look, in steps of a few milliseconds, at what adds up since rows changed; the rows judged anew, by step."""
        for news in self._sums.settle():
            stale = frozenset(id for id in news if id in self.rows)
            self._judge_again(stale)
            yield stale

    def set_history(self, history: History) -> frozenset[RowId]:
        """Compare with another history; the rows that the old or the new one says something about."""
        before = set(self._repeats.known())
        self._repeats.set_history(history)
        touched = before | set(self._repeats.known())
        self._judge_again(self.rows if history.sums else touched)
        self._repeats.months.take_changed()
        touched.update(self._repeats.known())
        self._index(touched)
        return frozenset(touched)

    # judging

    def _load(self, rows: Sequence[PlanRow]) -> None:
        """Judge all rows for the first time; the loop that decides how long opening takes."""
        rules, add = self.rules, self._repeats.groups.add
        all_dates, all_dimensions, all_metrics, values = rules.dates, rules.dimensions, rules.metrics, rules.values
        columns = self._sums.columns
        for row in rows:
            cells = row.cells
            dates, dimensions, metric = all_dates[cells[:2]], all_dimensions[cells[2:7]], all_metrics[cells[7:9]]
            cell = cells[9]
            amount: int | None
            if is_plain(cell):
                value, amount = Standing.READY, cell
            else:
                judged = values[cells[9:]]
                value, amount = judged.standing, judged.result
            if dates.standing or dimensions.standing or metric.standing or value:
                self._stand(row.id, max(dates.standing, dimensions.standing, metric.standing, value))
            if dates.result and dimensions.result and metric.result and amount is not None:
                add(row.id, (dimensions.result, metric.result), dates.result)
                columns[metric.result, dates.result][row.id] = amount
        self._judge_again({*self._repeats.groups.crowded(), *self._sums.judge()})

    def _judged(self, cells: tuple[Cell, ...]) -> Judged:
        rules, cell = self.rules, cells[9]
        dates, dimensions, metric = rules.dates[cells[:2]], rules.dimensions[cells[2:7]], rules.metrics[cells[7:9]]
        value, standing = (cell, Standing.READY) if is_plain(cell) else self._judged_value(cells)
        if dates.result is None or dimensions.result is None or metric.result is None or value is None:
            return Standing.ERROR, None
        if dates.standing or dimensions.standing or metric.standing:
            standing = max(dates.standing, dimensions.standing, metric.standing, standing)
        return standing, Entry((dimensions.result, metric.result), dates.result, value)

    def _judged_value(self, cells: tuple[Cell, ...]) -> tuple[int | None, Standing]:
        value = self.rules.values[cells[9:]]
        return value.result, value.standing

    def _judge_again(self, ids: Iterable[RowId], known: Mapping[RowId, Judged] = _NONE_KNOWN) -> None:
        for id in ids:
            own, entry = known.get(id) or self._judged(self.rows[id].cells)
            shared = self._repeats.standing(id, entry)
            standing = shared if shared > own else own
            if standing < Standing.WARNING and entry and self._sums.count(id):
                standing = Standing.WARNING
            if standing or id in self.standings:
                self._stand(id, standing)
        self._index(ids)

    def _reenter(self, id: RowId, old: Entry | None, judged: Judged) -> None:
        """The row takes part as judged now instead of as ``old``."""
        work, groups = self._work, self._repeats.groups
        work.changed[id] = judged
        new = judged[1]
        self._sum(id, old, new)
        if old and new and old.key == new.key and old.span == new.span:
            if old.value != new.value:
                work.revalued.append(id)
            return
        if old and groups.remove(id, old.key, old.span):
            work.moved[old.key].add(old.span)
        if new and groups.add(id, new.key, new.span):
            work.moved[new.key].add(new.span)

    def _sum(self, id: RowId, old: Entry | None, new: Entry | None) -> None:
        """The row adds up as ``new`` instead of as ``old``."""
        stays = old and new and old.span == new.span and old.key[1] == new.key[1]
        if old and not stays:
            self._sums.drop(id, (old.key[1], old.span))
        if new and not (stays and old and old.value == new.value):
            self._sums.put(id, (new.key[1], new.span), new.value)

    def _shifted(self, position: int) -> None:
        self._asked.shift()
        if self._asked.of_file and all(id in self._unnumbered for id in islice(self.order.ids, position)):
            # Rows above those of the file are named by the first of these.
            position = 0
        before = self._work.shifted_from
        self._work.shifted_from = position if before is None else min(position, before)

    def _renumber(self, work: _Work) -> None:
        """Rows known by their position have moved: problems that name them have changed."""
        if work.shifted_from is None or not self._unnumbered or work.shifted_from >= len(self.order.ids):
            return
        start = self.order.rank(self.order.ids[work.shifted_from])
        for id in self._unnumbered:
            if self.order.rank(id) >= start and (entry := self._judged(self.rows[id].cells)[1]):
                work.moved[entry.key].add(entry.span)

    def _stand(self, id: RowId, standing: Standing) -> None:
        before = self.standings.pop(id, Standing.READY)
        if standing is not before:
            self.tally[before] -= 1
            self.tally[standing] += 1
        if standing:
            self.standings[id] = standing

    def _index(self, ids: Iterable[RowId]) -> None:
        causes = self._causes
        if causes is not None:
            for id in ids:
                if id in self.standings and id not in self._aside:
                    causes.put(id, self.problems(id))
                elif id in causes:
                    causes.put(id, ())
