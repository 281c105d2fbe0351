"""Rows by what is wrong with them: for the cards of the panel, and for mending every row alike."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial

from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Fix, Problem, Severity
from planimport_gui.plan.ranking import Place, Ranking
from planimport_gui.plan.row import RowId

Kind = tuple[Code, Field | None, str | None]
"""A code, its field, and the text found there."""

Manner = tuple[Fix | None, Severity]
Cause = tuple[Kind, Manner]

TOGETHER = frozenset({Code.VALUE_FRACTION, Code.DATE_AMBIGUOUS})
"""Mended for all rows at once, whatever their texts, so they make one group each."""


DOUBLING = frozenset({Code.DIMENSION_TOTAL, Code.PLAN_TOTAL})
"""What would double the plan: first among its like, however few its rows."""


class Remedy(Enum):
    """What a row needs of the user. A row with several problems may need several things."""

    PRESS = "press"
    """It has a certain fix."""
    WORD = "word"
    """It has a proposal that needs a yes, or asks something that is answered once for many rows."""
    HAND = "hand"
    """It has an error that only the user can mend."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same problem, the same wrong text and the same fix. ``problem`` is that of ``row``, one of them.

    Fractions are one group, and so are dates whose order is open: their texts and fixes differ from row to row.
    """

    problem: Problem
    row: RowId
    rows: int


class CauseIndex:
    """Which rows have which problems. Rows without problems cost nothing."""

    def __init__(self) -> None:
        self._rows: dict[Kind, dict[Manner, dict[RowId, None]]] = {}
        self._of_row: dict[RowId, frozenset[Cause]] = {}
        self._shared: dict[frozenset[Cause], frozenset[Cause]] = {}
        self._needs: dict[Remedy, set[RowId]] = {remedy: set() for remedy in Remedy}
        self._ranking: Ranking[Cause] = Ranking(partial(_place, self._rows))

    def put(self, id: RowId, problems: tuple[Problem, ...]) -> None:
        """These are the problems of the row from now on."""
        before = self._of_row.pop(id, frozenset())
        now = frozenset(cause for problem in problems for cause in _causes(problem))
        if now:
            self._of_row[id] = self._shared.setdefault(now, now)
        for kind, manner in before - now:
            self._drop(id, kind, manner)
        for kind, manner in now - before:
            self._rows.setdefault(kind, {}).setdefault(manner, {})[id] = None
            self._ranking.touch((kind, manner))
        if now != before:
            self._note_needs(id, now)

    def __contains__(self, id: RowId) -> bool:
        """Whether the row has problems."""
        return id in self._of_row

    def alike(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field and wrong text, whatever their fix."""
        return {id for rows in self._rows.get(_kind(problem), {}).values() for id in rows}

    def equal(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field, wrong text and fix."""
        return set(self._rows.get(_kind(problem), {}).get((problem.fix, problem.severity), {}))

    def grouped(self, problem: Problem) -> set[RowId]:
        """The rows of the group that this problem belongs to."""
        kind, manner = _causes(problem)[-1]
        return set(self._rows.get(kind, {}).get(manner, {}))

    def of_code(self, code: Code) -> set[RowId]:
        """Rows with a problem of this code."""
        return {
            id for kind, manners in self._rows.items() if kind[0] is code for rows in manners.values() for id in rows
        }

    def of_whole_rows(self, code: Code) -> Mapping[RowId, None]:
        """The rows with a problem of this code, which must be one of whole rows, such as ``plan.sent``.

        The mapping is the index's own: to be read at once, not kept.
        """
        return next(iter(self._rows.get((code, None, None), {}).values()), _NONE)

    def needing(self, remedy: Remedy) -> set[RowId]:
        """Rows that need this. The set is the index's own: to be read at once, not kept."""
        return self._needs[remedy]

    def groups(self, problems: Callable[[RowId], tuple[Problem, ...]], most: int | None) -> tuple[Group, ...]:
        """Certain fixes first, then errors, then warnings, by size; at most ``most``. Repeats make no groups.

        ``problems`` answers for one row, so that each group shows its problem as it is now.
        """
        return tuple(self._group(cause, problems) for cause in self._ranking.first(most))

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self._ranking)

    def _group(self, cause: Cause, problems: Callable[[RowId], tuple[Problem, ...]]) -> Group:
        rows = self._rows[cause[0]][cause[1]]
        row = next(iter(rows))
        return Group(next(found for found in problems(row) if cause in _causes(found)), row, len(rows))

    def _drop(self, id: RowId, kind: Kind, manner: Manner) -> None:
        manners = self._rows[kind]
        del manners[manner][id]
        if not manners[manner]:
            del manners[manner]
        if not manners:
            del self._rows[kind]
        self._ranking.touch((kind, manner))

    def _note_needs(self, id: RowId, causes: Iterable[Cause]) -> None:
        needs = {remedy for cause in causes if (remedy := _remedy(cause)) is not None}
        for remedy, rows in self._needs.items():
            if remedy in needs:
                rows.add(id)
            else:
                rows.discard(id)


_NONE: Mapping[RowId, None] = {}
_SEVERITIES = (None, Severity.ERROR, Severity.WARNING)


def _place(index: Mapping[Kind, Mapping[Manner, Mapping[RowId, None]]], cause: Cause) -> Place | None:
    (code, field, _), (fix, severity) = cause
    rows = index.get(cause[0], {}).get(cause[1])
    if not rows or severity is Severity.REPEAT or (code in TOGETHER and field is not None):
        return None
    certain = fix is not None and fix.certain
    grade = 0 if certain else _SEVERITIES.index(severity)
    return (grade, int(code not in DOUBLING), -len(rows), next(iter(rows)))


def _kind(problem: Problem) -> Kind:
    return problem.code, problem.field, problem.found


def _causes(problem: Problem) -> tuple[Cause, ...]:
    """The cause of one problem, and last the one it is grouped under."""
    own = _kind(problem), (problem.fix, problem.severity)
    return (own, ((problem.code, None, None), (None, problem.severity))) if problem.code in TOGETHER else (own,)


def _remedy(cause: Cause) -> Remedy | None:
    (code, _, _), (fix, severity) = cause
    if fix is not None:
        return Remedy.PRESS if fix.certain else Remedy.WORD
    if code in TOGETHER:
        return Remedy.WORD
    return Remedy.HAND if severity is Severity.ERROR else None
