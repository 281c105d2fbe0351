"""What was decided about rows: set aside, allowed although repeated, refused by the service; and how many of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Set

from planimport_gui.facts.records import RefusedRow
from planimport_gui.plan.answers import Change
from planimport_gui.plan.problems import Code, Severity
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.states import RowMark

_OF_SEVERITY = {None: RowMark.READY, Severity.WARNING: RowMark.CHECK, Severity.ERROR: RowMark.ERROR}


class Decisions:
    """The marks of a sheet's rows by their problems and what was decided about them.

    Counts are kept as rows change: only rows that something was decided about are kept apart.
    """

    def __init__(self, sheet: PlanSheet) -> None:
        self.sheet = sheet
        self._aside: set[RowId] = set()
        self._gone: set[RowId] = set()
        """Rows that were set aside when they were deleted: undo brings them back as they were."""
        self._allowed: set[RowId] = set()
        self._refused: dict[RowId, tuple[PlanRow, RefusedRow]] = {}
        self._apart: dict[RowId, tuple[RowMark | None, RowMark]] = {}
        """The mark by which the sheet counts a row, if it does, and the one it has."""
        self._shift: Counter[RowMark] = Counter()

    # looking

    def mark(self, id: RowId) -> RowMark:
        """Raises KeyError for a row that is not there."""
        decided = self._decided(id)
        return self._judged(id) if decided is None else decided

    def marks(self) -> Mapping[RowMark, int]:
        """How many rows have each mark."""
        counts = self.sheet.counts
        marks = Counter(self._shift)
        marks[RowMark.READY] += counts.ready
        marks[RowMark.CHECK] += counts.warnings
        marks[RowMark.ERROR] += counts.errors
        marks[RowMark.SENT_BEFORE] += self.sheet.count_of(Code.PLAN_SENT)
        marks[RowMark.LEFT_OUT] += self.sheet.count_of(Code.PLAN_DUPLICATE)
        return marks

    @property
    def aside(self) -> Set[RowId]:
        """Rows that are there and set aside: to be read at once, since it changes."""
        return self._aside

    def allowed(self, id: RowId) -> bool:
        return id in self._allowed

    @property
    def all_allowed(self) -> Set[RowId]:
        """Rows that go although they are repeats, so far as they are: to be read at once, since it changes."""
        return self._allowed

    def refusal(self, id: RowId) -> RefusedRow | None:
        """What the service said of a row, as long as the row stands as it was sent."""
        found = self._refused.get(id)
        return found[1] if found is not None and found[0].cells == self.sheet.row(id).cells else None

    def refusals(self) -> tuple[RefusedRow, ...]:
        """What the service said of rows that stand as they were sent, and are not set aside."""
        return tuple(
            refused
            for id, (_, refused) in self._refused.items()
            if id in self.sheet and id not in self._aside and self.refusal(id) is not None
        )

    # changing

    def set_aside(self, ids: frozenset[RowId], aside: bool) -> frozenset[RowId]:
        """«Не отправлять» or the reverse; the rows for which that is news."""
        moved = _move(self._there(ids), self._aside, come=aside)
        self.sheet.set_aside(moved, aside)
        self.note(moved)
        return moved

    def allow(self, ids: frozenset[RowId], allowed: bool) -> frozenset[RowId]:
        """Rows that go although they are repeats, or no longer; those for which that is news."""
        moved = _move(self._there(ids), self._allowed, come=allowed)
        self.note(moved)
        return moved

    def set_refused(self, refused: Mapping[RowId, tuple[PlanRow, RefusedRow]]) -> None:
        """What the service refused, with the rows as they were sent; what it refused before is forgotten."""
        before, self._refused = self._refused, dict(refused)
        self.note((*before, *refused))

    def follow(self, change: Change) -> None:
        """Rows of the sheet have changed, come or gone."""
        for id in change.removed:
            self._set_apart(id, None)
            if id in self._aside:
                self._aside.remove(id)
                self._gone.add(id)
        for id in change.inserted:
            if id in self._gone:
                self._gone.remove(id)
                self._aside.add(id)
        self.note(change.touched)

    def rejudge(self, sheet: PlanSheet) -> None:
        """The same rows, judged anew. Repeats stay out again: they are others now, or were sent meanwhile."""
        self._allowed.clear()
        sheet.set_aside(self._aside | self._gone)
        self.sheet = sheet
        self._apart.clear()
        self._shift.clear()
        self.note((*self._aside, *self._refused))

    def note(self, ids: Iterable[RowId]) -> None:
        """Keep apart the rows whose mark does not follow from their problems."""
        for id in ids:
            if id in self._apart or id in self._aside or id in self._allowed or id in self._refused:
                self._set_apart(id, self._apart_as(id) if id in self.sheet else None)

    def _there(self, ids: frozenset[RowId]) -> frozenset[RowId]:
        return frozenset(id for id in ids if id in self.sheet)

    def _apart_as(self, id: RowId) -> tuple[RowMark | None, RowMark] | None:
        decided = self._decided(id)
        if decided is None:
            return None
        uncounted = id in self._aside and self.sheet.severity(id) is Severity.REPEAT
        return None if uncounted else self._judged(id), decided

    def _set_apart(self, id: RowId, apart: tuple[RowMark | None, RowMark] | None) -> None:
        for sign, pair in ((-1, self._apart.pop(id, None)), (1, apart)):
            if pair is not None:
                counted, has = pair
                self._shift[has] += sign
                if counted is not None:
                    self._shift[counted] -= sign
        if apart is not None:
            self._apart[id] = apart

    def _decided(self, id: RowId) -> RowMark | None:
        if id in self._aside:
            return RowMark.LEFT_OUT
        if self.refusal(id) is not None:
            return RowMark.REFUSED
        allowed = id in self._allowed and self.sheet.severity(id) is Severity.REPEAT
        return RowMark.CHECK if allowed else None

    def _judged(self, id: RowId) -> RowMark:
        severity = self.sheet.severity(id)
        if severity is Severity.REPEAT:
            return RowMark.SENT_BEFORE if self.sheet.was_sent(id) else RowMark.LEFT_OUT
        return _OF_SEVERITY[severity]


def _move(ids: frozenset[RowId], rows: set[RowId], *, come: bool) -> frozenset[RowId]:
    """Put ids into a set or take them out of it; those for which that changed something."""
    moved = ids - rows if come else ids & rows
    (rows.update if come else rows.difference_update)(moved)
    return moved
