"""The open plan: its rows and problems, what the user decided about them, and undo of both."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import RefusedRow
from planimport_gui.plan.answers import Ready
from planimport_gui.plan.commands import AnswerDates, DeleteRows, InsertRows, Many, SetCells
from planimport_gui.plan.problems import Severity
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.decisions import Decisions
from planimport_gui.ui.jobs import Slices
from planimport_gui.ui.release import Release
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.steps import AllowRepeats, Done, SetAside, Step, parts

__all__ = ["SHEET_FILTERS", "AllowRepeats", "Document", "DocumentChange", "SetAside", "Step", "filter_of"]


@dataclass(frozen=True, slots=True)
class DocumentChange:
    """What a step changed. ``touched`` rows are still there, inserted ones included; each may look different now."""

    touched: frozenset[RowId]
    inserted: tuple[RowId, ...] = ()
    removed: tuple[RowId, ...] = ()
    everything: bool = False
    """Every row may look different; ``touched`` is empty then."""


_EVERYTHING = DocumentChange(frozenset(), everything=True)
_FILTER_OF = {
    RowMark.READY: Filter.READY,
    RowMark.CHECK: Filter.CHECK,
    RowMark.ERROR: Filter.ERRORS,
    RowMark.SENT_BEFORE: Filter.SENT_BEFORE,
    RowMark.LEFT_OUT: Filter.LEFT_OUT,
    RowMark.WAITING: Filter.WAITING,
    RowMark.SENDING: Filter.WAITING,
    RowMark.PENDING: Filter.PENDING,
    RowMark.IMPORTED: Filter.IMPORTED,
    RowMark.CLAIMED: Filter.IMPORTED,
    RowMark.CHANGED: Filter.IMPORTED,
    RowMark.REFUSED: Filter.REFUSED,
    RowMark.FAILED: Filter.REFUSED,
    RowMark.UNKNOWN: Filter.UNKNOWN,
    RowMark.UNDONE: Filter.UNDONE,
}
_THERE = (RowMark.IMPORTED, RowMark.CLAIMED)
SHEET_FILTERS = (Filter.ALL, Filter.ERRORS, Filter.CHECK, Filter.READY, Filter.SENT_BEFORE, Filter.LEFT_OUT)


def filter_of(mark: RowMark) -> Filter:
    """The chip that a row with this mark is found under, besides ``Filter.ALL``."""
    return _FILTER_OF[mark]


class Document(QObject):
    """A plan sheet with the user's decisions about its rows. Lives in the GUI thread, which alone touches it.

    Every change of the user's is a ``Step``, goes through ``do`` and can be undone. A large step is carried out
    in parts, between which the window lives on; meanwhile the document is ``busy`` and takes no other.
    ``changed`` tells every part with a ``DocumentChange``, ``settled`` the end of every step. Costs follow what
    is touched.
    """

    changed = Signal(object)
    settled = Signal()

    def __init__(self, sheet: PlanSheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = sheet
        self.dirty = False
        self.version = 0
        """Another number after every change of the rows and of what is decided about them."""
        self._slices = Slices(self)
        self._release = Release(self, step=1)
        self._at_rest: list[Callable[[], None]] = []
        self._undo: list[tuple[Step, ...]] = []
        self._redo: list[tuple[Step, ...]] = []
        self._decisions = Decisions(sheet)
        self._run_marks: dict[RowId, RowMark] = {}
        """Of the rows of a run; those that are not in here wait."""
        self._sent: Mapping[RowId, PlanRow] = {}
        self._run = 0

    # looking

    def mark(self, id: RowId) -> RowMark:
        """The state of a row. Raises KeyError for a row that is not there."""
        if id in self._sent:
            mark = self._run_marks.get(id, RowMark.WAITING)
            changed = mark in _THERE and self.sheet.row(id).cells != self._sent[id].cells
            return RowMark.CHANGED if changed else mark
        return self._decisions.mark(id)

    def marks(self) -> Mapping[RowMark, int]:
        """How many rows have each mark, as far as no run is concerned."""
        return self._decisions.marks()

    def filters(self) -> tuple[tuple[Filter, int], ...]:
        """The chips of a sheet with their counts."""
        found: Counter[Filter] = Counter()
        for mark, count in self.marks().items():
            found[filter_of(mark)] += count
        found[Filter.ALL] = len(self.sheet)
        chips = (*SHEET_FILTERS, Filter.REFUSED) if found[Filter.REFUSED] else SHEET_FILTERS
        return tuple((chip, found[chip]) for chip in chips)

    def refusals(self) -> tuple[RefusedRow, ...]:
        """What the service said of rows that would not go again as they stand."""
        return self._decisions.refusals()

    def refusal(self, id: RowId) -> RefusedRow | None:
        """What the service said of a row, as long as the row stands as it was sent."""
        return self._decisions.refusal(id)

    def sent(self, id: RowId) -> PlanRow | None:
        """The row as the run carries it; ``None`` where no run does."""
        return self._sent.get(id)

    @property
    def aside(self) -> Set[RowId]:
        """Rows marked «Не отправлять»: as they are now, to be read at once."""
        return self._decisions.aside

    def allowed(self, id: RowId) -> bool:
        """Whether a repeat goes all the same."""
        return self._decisions.allowed(id)

    @property
    def all_allowed(self) -> Set[RowId]:
        """Rows that go although they are repeats, so far as they are: as it is now, to be read at once."""
        return self._decisions.all_allowed

    def is_repeat(self, id: RowId) -> bool:
        """Whether the row is a repeat, allowed or not; rows set aside are none."""
        return id not in self.aside and self.sheet.severity(id) is Severity.REPEAT

    def repeats(self) -> frozenset[RowId]:
        """Repeats that are not set aside, allowed ones included."""
        return self.sheet.repeats()

    def ready(self, id: RowId) -> Ready | None:
        """What a row would send; ``None`` for a row that stays.

        What the service refused does not go again before it was changed.
        """
        if id in self.aside or self.refusal(id) is not None:
            return None
        severity = self.sheet.severity(id)
        if severity is Severity.ERROR or (severity is Severity.REPEAT and not self.allowed(id)):
            return None
        item = self.sheet.item(id)
        return None if item is None else Ready(id, item, self.sheet.row(id).origin)

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    # changing

    @property
    def busy(self) -> bool:
        """A large step is under way; ``do``, ``undo`` and ``redo`` do nothing until it has settled."""
        return self._slices.busy

    def do(self, step: Step) -> None:
        """Carry out a step of the user's, small ones at once. Raises as ``PlanSheet.apply``."""
        if not self.busy:
            self._release.take(*self._redo)
            self._redo.clear()
            self._slices.start(self._parts_of((step,), self._undo), self._settle)

    def undo(self) -> None:
        """Take back the last step, if there is one."""
        self._move(self._undo, self._redo)

    def redo(self) -> None:
        """Carry out again what was taken back last, if there is anything."""
        self._move(self._redo, self._undo)

    def when_at_rest(self, go_on: Callable[[], None]) -> None:
        """Go on at once, or when the step that is being carried out is done."""
        if self.busy:
            self._at_rest.append(go_on)
        else:
            go_on()

    def finish(self) -> None:
        """Carry out the rest of a large step at once."""
        self._slices.finish()

    def rejudge(self, sheet: PlanSheet) -> None:
        """Take the same rows judged anew, against another project's history. Every row may look different."""
        sheet.reserve_ids(self.sheet.new_id())
        self.sheet = sheet
        self.version += 1
        self._decisions.rejudge(sheet)
        self.changed.emit(_EVERYTHING)

    def begin_run(self, sent: Mapping[RowId, PlanRow], run: int = 0) -> None:
        """These rows belong to a run from now on, as they are sent; they are marked as waiting.

        ``run`` is its number, which a new run gets a moment later (see ``name_run``).
        """
        self._sent, self._run_marks, self._run = sent, {}, run
        self.set_refusals(())
        self.changed.emit(_EVERYTHING)

    def set_run_marks(self, marks: Mapping[RowId, RowMark]) -> None:
        """What became of rows of the run; rows that are not there any more do not count."""
        news = {
            id: mark
            for id, mark in marks.items()
            if id in self._sent and self._run_marks.get(id, RowMark.WAITING) is not mark and id in self.sheet
        }
        self._run_marks.update(news)
        self.changed.emit(DocumentChange(frozenset(news)))

    def set_all_run_marks(self, marks: Mapping[RowId, RowMark]) -> None:
        """What became of every row of the run."""
        self._run_marks = dict(marks)
        self.changed.emit(_EVERYTHING)

    def name_run(self, run: int) -> None:
        """The number of the run that began. Row ids alone are alike in every plan."""
        if self.in_run:
            self._run = run

    @property
    def run(self) -> int | None:
        """The number of the run whose rows these are."""
        return self._run if self.in_run else None

    def set_refusals(self, refused: Iterable[RefusedRow]) -> None:
        """The service's words for rows of the run."""
        self.version += 1
        sent = self._sent
        self._decisions.set_refused({one.row: (sent[one.row], one) for one in refused if one.row in sent})

    def end_run(self, refused: Iterable[RefusedRow] = ()) -> None:
        """Back to the sheet: rows are judged by their problems again, and ``refused`` ones by the service's words."""
        self.set_refusals(refused)
        self._run_marks, self._sent = {}, {}
        self.changed.emit(_EVERYTHING)

    @property
    def in_run(self) -> bool:
        return bool(self._sent)

    def saved(self) -> None:
        """The rows stand in a file as they are now."""
        self.dirty = False

    # inside

    def _settle(self) -> None:
        self.settled.emit()
        waiting, self._at_rest = self._at_rest, []
        for go_on in waiting:
            go_on()

    def _carry(self, step: Done) -> tuple[DocumentChange, Done]:
        match step:
            case SetAside(ids, aside):
                moved = self._decisions.set_aside(ids, aside)
                return DocumentChange(moved), SetAside(moved, not aside)
            case AllowRepeats(ids, allowed):
                moved = self._decisions.allow(ids, allowed)
                return DocumentChange(moved), AllowRepeats(moved, not allowed)
            case SetCells() | InsertRows() | DeleteRows() | AnswerDates() | Many():
                change = self.sheet.apply(step, sums=False)
                self._decisions.follow(change)
                self.dirty = True
                return DocumentChange(change.touched, change.inserted, change.removed), change.inverse
            case _:
                assert_never(step)

    def _move(self, source: list[tuple[Step, ...]], target: list[tuple[Step, ...]]) -> None:
        if source and not self.busy:
            self._slices.start(self._parts_of(source.pop(), target), self._settle)

    def _parts_of(self, steps: tuple[Step, ...], target: list[tuple[Step, ...]]) -> Iterator[None]:
        """Carry out ``steps`` part by part; what takes them back goes on top of ``target``, from the first part on."""
        inverses: list[Done] = []
        for part in (part for step in steps for part in parts(step, self.sheet)):
            change, inverse = self._carry(part)
            self.version += 1
            if not change.touched and not change.removed:
                yield
                continue
            inverses.insert(0, inverse)
            if len(inverses) == 1:
                target.append(())
            target[-1] = tuple(inverses)
            self.changed.emit(change)
            yield
        for touched in self.sheet.settle_sums():
            if touched:
                self.version += 1
                self._decisions.note(touched)
                self.changed.emit(DocumentChange(touched))
            yield
