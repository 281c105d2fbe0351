"""What pressing «Отправить» would do: counted from the open plan, in slices."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.reading import SheetReading
from planimport_gui.facts.records import NewRun, PlannedRow, Project
from planimport_gui.importing.batches import MOST, cut
from planimport_gui.importing.times import Times
from planimport_gui.plan import metrics
from planimport_gui.plan.history import History, MonthKey
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.repeats import Before, sent_before
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.ui.collector import collector_at_rest
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import SHORT, Slices
from planimport_gui.ui.proving import Proving
from planimport_gui.ui.release import Release
from planimport_gui.ui.states import BeforeState, MonthSum, RepeatLine, RowMark

MOST_REPEATS = 200
"""Repeats that are listed one by one; the others are counted."""

Sentence = Callable[[RowId, Problem, bool], str]
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent: rows in sheet order, and what else a run needs to know. ``before`` as in ``NewRun``.

    ``sent`` has the rows of the sheet that these come from, ``months`` the month of each.
    """

    rows: tuple[PlannedRow, ...]
    sent: Mapping[RowId, PlanRow]
    months: Mapping[RowId, Month]
    state: BeforeState
    before: int

    def new_run(self, project: Project, file: str, sheet: str, digest: str) -> NewRun:
        """The run, batches cut; takes a while for many rows, so in a worker thread."""
        left_out = self.state.total - len(self.rows)
        with collector_at_rest():
            return NewRun(project, file, sheet, digest, self.rows, cut(self.rows), left_out, self.before)


@dataclass(slots=True)
class _Count:
    """What was counted so far of an open plan. ``before`` as in ``NewRun``."""

    document: Document
    sentence: Sentence
    proving: Proving | None = None
    rows: list[PlannedRow] = field(default_factory=list)
    sent: dict[RowId, PlanRow] = field(default_factory=dict)
    months: dict[RowId, Month] = field(default_factory=dict)
    sums: Counter[MonthKey] = field(default_factory=Counter)
    rates: int = 0
    lines: list[RepeatLine] = field(default_factory=list)
    changed_lines: list[RepeatLine] = field(default_factory=list)
    """Repeats with another value than was sent."""
    changed: int = 0
    changed_months: set[Month] = field(default_factory=set)
    repeats: int = 0
    allowed: int = 0
    sent_before: Counter[Before] = field(default_factory=Counter)
    before: int = 0

    def add(self, id: RowId) -> None:
        """Count the next row of the sheet."""
        document = self.document
        ready = document.ready(id)
        repeat = document.is_repeat(id) and document.refusal(id) is None
        before = repeat and self._add_repeat(id)
        if self.proving is not None:
            row, number = document.sheet.row(id), document.sheet.number(id)
            self.proving.add(row, number, goes=ready is not None, before=before)
        if ready is None:
            return
        item, origin = ready.item, ready.origin
        self.sent[id] = document.sheet.row(id)
        self.months[id] = item.month
        self.rows.append(PlannedRow(id, item, *((origin.row, origin.column) if origin else ())))
        if metrics.is_rate(item.name):
            self.rates += 1
        else:
            self.sums[(item.type, item.name, *item.month)] += item.value

    def _add_repeat(self, id: RowId) -> bool:
        """Whether the row stays out because it was imported before."""
        problems = self.document.sheet.verdict(id).problems
        allowed = self.document.allowed(id)
        self.repeats += 1
        self.allowed += allowed
        found = sent_before(problems)
        if found is not None:
            self.sent_before[found] += 1
        before = not allowed and found is Before.IMPORTED
        self.before += before
        problem = repeat_problem(problems)
        lines = self.changed_lines if self._note_changed(id, problem) else self.lines
        if len(lines) < MOST_REPEATS:
            sentence = self.sentence(id, problem, allowed)
            lines.append(RepeatLine(id, self.document.sheet.number(id), sentence, allowed))
        return before

    def _note_changed(self, id: RowId, problem: Problem) -> bool:
        if problem.code is not Code.PLAN_SENT or not dict(problem.params)["differs"]:
            return False
        self.changed += 1
        item = self.document.sheet.item(id)
        if item is not None:
            self.changed_months.add(item.month)
        return True


class _Asked(NamedTuple):
    """What a count is of; a history is known by its identity, for comparing large ones takes long."""

    document: Document
    version: int
    project: Project | None
    history: int
    practice: bool


class Planning(QObject):
    """Counts what would be sent, whenever asked; ``counted`` tells a ``Plan``. A new count replaces an open one.

    What is asked again while nothing has changed is not counted again.
    """

    counted = Signal(object)

    def __init__(self, sentence: Sentence, parent: QObject | None = None) -> None:
        """``sentence`` words a repeat's problem for people; the row goes all the same or stays."""
        super().__init__(parent)
        self._sentence = sentence
        self._slices = Slices(self, SHORT)
        self._release = Release(self)
        self._asked: _Asked | None = None
        self._plan: Plan | None = None

    @property
    def plan(self) -> Plan | None:
        """What was counted last; ``None`` while counting, and once the plan has changed since."""
        return self._plan if self._fresh() else None

    def forget(self) -> None:
        """There is no plan any more."""
        self._slices.stop()
        self._let_go()

    def count(
        self,
        document: Document,
        project: Project | None,
        history: History,
        *,
        practice: bool,
        reading: SheetReading | None = None,
    ) -> None:
        """Begin to count. ``history`` is that of ``project``; ``reading`` is how the document was read, if it was.

        A change of the plan ends it without a word.
        """
        asked = _Asked(document, document.version, project, id(history), practice)
        if asked == self._asked:
            if self._plan is not None:
                self.counted.emit(self._plan)
            return
        self._let_go()
        self._asked = asked
        count = _Count(document, self._sentence, Proving(reading) if reading is not None and reading.totals else None)

        def steps() -> Iterator[None]:
            for id in document.sheet.ids:
                if not self._fresh():
                    return
                count.add(id)
                yield

        def done() -> None:
            if self._fresh():
                state = _state(count, project, history, practice=practice)
                self._plan = Plan(tuple(count.rows), count.sent, count.months, state, count.before)
                self.counted.emit(self._plan)

        self._slices.start(steps(), done)

    def _let_go(self) -> None:
        if self._plan is not None:
            self._release.take(self._plan.rows, self._plan.months.values())
        self._plan = self._asked = None

    def _fresh(self) -> bool:
        return self._asked is not None and self._asked.document.version == self._asked.version


def _state(count: _Count, project: Project | None, history: History, *, practice: bool) -> BeforeState:
    document = count.document
    marks = document.marks()
    batches = -(-len(count.rows) // MOST)
    requests = 2 * batches + 1 if batches else 0
    lines = (*count.changed_lines, *count.lines)[:MOST_REPEATS]
    return BeforeState(
        rows=len(count.rows),
        total=len(document.sheet),
        errors=marks[RowMark.ERROR],
        repeats=lines,
        more_repeats=count.repeats - len(lines),
        set_aside=len(document.aside),
        months=tuple(_month(key, value, history) for key, value in sorted(count.sums.items(), key=_in_order)),
        rates=count.rates,
        batches=batches,
        requests=requests,
        seconds=round(requests / Times().rate + 1),
        project=project,
        first_time=not history.items and not history.sums,
        practice=practice,
        refused=marks[RowMark.REFUSED],
        allowed=count.allowed,
        imported=count.sent_before[Before.IMPORTED],
        in_work=count.sent_before[Before.IN_WORK],
        in_doubt=count.sent_before[Before.DOUBT],
        changed=count.changed,
        changed_months=tuple(sorted(count.changed_months)),
        proofs=count.proving.proofs() if count.proving is not None else (),
    )


def _in_order(one: tuple[MonthKey, int]) -> tuple[object, ...]:
    kind, name, *month = one[0]
    return (*metrics.in_order(kind, name), *month)


def _month(key: MonthKey, sending: int, history: History) -> MonthSum:
    return MonthSum(key, sending, history.sums.get(key, 0), certain=key not in history.open)


def repeat_problem(problems: Iterable[Problem]) -> Problem:
    """Why a row is a repeat; having been sent before says more than standing twice."""
    found = [problem for problem in problems if problem.code in _REPEATS]
    return min(found, key=lambda problem: _REPEATS.index(problem.code))


_REPEATS = (Code.PLAN_SENT, Code.PLAN_DUPLICATE)
