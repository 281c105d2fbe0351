"""What pressing «Отправить» would do: counted from the open plan, in slices."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import NewRun, PlannedRow, Project
from planimport_gui.importing.batches import MOST, cut
from planimport_gui.importing.times import Times
from planimport_gui.plan import metrics
from planimport_gui.plan.answers import Ready
from planimport_gui.plan.history import History, MonthKey
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.row import RowId
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import Slices
from planimport_gui.ui.states import BeforeState, MonthSum, RepeatLine, RowMark

MOST_REPEATS = 200
"""Repeats that are listed one by one; the others are counted."""

Sentence = Callable[[RowId, Problem], str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be sent: rows in sheet order, and what else a run needs to know. ``before`` as in ``NewRun``."""

    rows: tuple[PlannedRow, ...]
    state: BeforeState
    before: int

    def new_run(self, project: Project, file: str, sheet: str, digest: str) -> NewRun:
        """The run, batches cut; takes a while for many rows, so in a worker thread."""
        left_out = self.state.total - len(self.rows)
        return NewRun(project, file, sheet, digest, self.rows, cut(self.rows), left_out, self.before)


@dataclass(slots=True)
class _Count:
    rows: list[PlannedRow] = field(default_factory=list)
    sums: Counter[MonthKey] = field(default_factory=Counter)
    rates: int = 0

    def add(self, ready: Ready) -> None:
        item, origin = ready.item, ready.origin
        self.rows.append(PlannedRow(ready.id, item, *((origin.row, origin.column) if origin else ())))
        if metrics.is_rate(item.name):
            self.rates += 1
        else:
            self.sums[(item.type, item.name, *item.month)] += item.value


class Planning(QObject):
    """Counts what would be sent, whenever asked; ``counted`` tells a ``Plan``. A new count replaces an open one."""

    counted = Signal(object)

    def __init__(self, sentence: Sentence, parent: QObject | None = None) -> None:
        """``sentence`` words a repeat's problem for people."""
        super().__init__(parent)
        self._sentence = sentence
        self._slices = Slices(self)
        self.plan: Plan | None = None

    def forget(self) -> None:
        """The plan changed, or there is none."""
        self._slices.stop()
        self.plan = None

    def count(self, document: Document, project: Project | None, history: History, *, practice: bool) -> None:
        """Begin to count. ``history`` is that of ``project``."""
        self.plan = None
        count = _Count()

        def steps() -> Iterator[None]:
            for ready in document.ready():
                if ready is not None:
                    count.add(ready)
                yield

        def done() -> None:
            repeats = document.repeats()
            state = self._state(document, count, repeats, project, history, practice)
            before = sum(_imported(document, id) for id in repeats if not document.allowed(id))
            self.plan = Plan(tuple(count.rows), state, before)
            self.counted.emit(self.plan)

        self._slices.start(steps(), done)

    def _state(
        self,
        document: Document,
        count: _Count,
        repeats: tuple[RowId, ...],
        project: Project | None,
        history: History,
        practice: bool,
    ) -> BeforeState:
        batches = -(-len(count.rows) // MOST)
        requests = 2 * batches + 1 if batches else 0
        return BeforeState(
            rows=len(count.rows),
            total=len(document.sheet),
            errors=document.marks()[RowMark.ERROR],
            repeats=tuple(self._line(document, id) for id in repeats[:MOST_REPEATS]),
            more_repeats=max(0, len(repeats) - MOST_REPEATS),
            set_aside=len(document.aside),
            months=tuple(MonthSum(key, value, history.sums.get(key, 0)) for key, value in sorted(count.sums.items())),
            rates=count.rates,
            batches=batches,
            requests=requests,
            seconds=round(requests / Times().rate + 1),
            project=project,
            first_time=not history.items,
            practice=practice,
        )

    def _line(self, document: Document, id: RowId) -> RepeatLine:
        problem = repeat_problem(document, id)
        return RepeatLine(id, document.sheet.number(id), self._sentence(id, problem), document.allowed(id))


def repeat_problem(document: Document, id: RowId) -> Problem:
    """Why a row is a repeat; having been sent before says more than standing twice."""
    found = [problem for problem in document.sheet.verdict(id).problems if problem.code in _REPEATS]
    return min(found, key=lambda problem: _REPEATS.index(problem.code))


_REPEATS = (Code.PLAN_SENT, Code.PLAN_DUPLICATE)


def _imported(document: Document, id: RowId) -> bool:
    """Whether an earlier run imported this row for certain, with the same value."""
    problem = repeat_problem(document, id)
    params = dict(problem.params)
    return problem.code is Code.PLAN_SENT and params["imported"] == 1 and params["differs"] == 0
