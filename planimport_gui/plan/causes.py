"""Rows by what is wrong with them: for the cards of the panel, and for mending every row alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Fix, Problem, Severity
from planimport_gui.plan.row import RowId

Kind = tuple[Code, Field | None, str | None]
"""A code, its field, and the text found there."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same problem, the same wrong text and the same fix. ``problem`` is that of ``row``, one of them."""

    problem: Problem
    row: RowId
    rows: int


class CauseIndex:
    """Which rows have which problems. Rows without problems cost nothing."""

    def __init__(self) -> None:
        self._rows: dict[Kind, dict[Fix | None, dict[RowId, Problem]]] = {}
        self._of_row: dict[RowId, tuple[Problem, ...]] = {}

    def put(self, id: RowId, problems: tuple[Problem, ...]) -> None:
        """These are the problems of the row from now on."""
        for problem in self._of_row.pop(id, ()):
            self._drop(id, problem)
        if problems:
            self._of_row[id] = problems
        for problem in problems:
            self._rows.setdefault(_kind(problem), {}).setdefault(problem.fix, {})[id] = problem

    def alike(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field and wrong text, whatever their fix."""
        return {id for rows in self._rows.get(_kind(problem), {}).values() for id in rows}

    def equal(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field, wrong text and fix."""
        return set(self._rows.get(_kind(problem), {}).get(problem.fix, {}))

    def of_code(self, code: Code) -> set[RowId]:
        """Rows with a problem of this code."""
        return {
            id for kind, fixes in self._rows.items() if kind[0] is code for rows in fixes.values() for id in rows
        }  # fmt: skip

    def certain(self) -> set[RowId]:
        """Rows with a problem that has a certain fix."""
        return {
            id
            for fixes in self._rows.values()
            for fix, rows in fixes.items()
            if fix is not None and fix.certain
            for id in rows
        }

    def groups(self) -> tuple[Group, ...]:
        """One for each code, field, text and fix: certain fixes first, then errors, repeats, warnings, by size."""
        return tuple(sorted(self._groups(), key=_importance))

    def _groups(self) -> Iterator[Group]:
        for fixes in self._rows.values():
            for rows in fixes.values():
                row, problem = next(iter(rows.items()))
                yield Group(problem, row, len(rows))

    def _drop(self, id: RowId, problem: Problem) -> None:
        kind = _kind(problem)
        fixes = self._rows[kind]
        rows = fixes[problem.fix]
        rows.pop(id, None)
        if not rows:
            del fixes[problem.fix]
        if not fixes:
            del self._rows[kind]


def _kind(problem: Problem) -> Kind:
    return problem.code, problem.field, problem.found


_SEVERITIES = (Severity.ERROR, Severity.REPEAT, Severity.WARNING)


def _importance(group: Group) -> tuple[bool, int, int, str]:
    certain = group.problem.fix is not None and group.problem.fix.certain
    return not certain, _SEVERITIES.index(group.problem.severity), -group.rows, group.problem.code.value
