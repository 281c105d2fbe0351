"""Rows by what is wrong with them: for the cards of the panel, and for mending every row alike."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Fix, Problem, Severity
from planimport_gui.plan.row import RowId

Kind = tuple[Code, Field | None, str | None]
"""A code, its field, and the text found there."""


Causes = frozenset[tuple[Kind, Fix | None]]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows with the same problem, the same wrong text and the same fix. ``problem`` is that of ``row``, one of them."""

    problem: Problem
    row: RowId
    rows: int


class CauseIndex:
    """Which rows have which problems. Rows without problems cost nothing."""

    def __init__(self) -> None:
        self._rows: dict[Kind, dict[Fix | None, dict[RowId, None]]] = {}
        self._of_row: dict[RowId, Causes] = {}
        self._shared: dict[Causes, Causes] = {}

    def put(self, id: RowId, problems: tuple[Problem, ...]) -> None:
        """These are the problems of the row from now on."""
        before = self._of_row.pop(id, frozenset())
        now = frozenset((_kind(problem), problem.fix) for problem in problems)
        if now:
            self._of_row[id] = self._shared.setdefault(now, now)
        for kind, fix in before - now:
            self._drop(id, kind, fix)
        for kind, fix in now - before:
            self._rows.setdefault(kind, {}).setdefault(fix, {})[id] = None

    def alike(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field and wrong text, whatever their fix."""
        return {id for rows in self._rows.get(_kind(problem), {}).values() for id in rows}

    def equal(self, problem: Problem) -> set[RowId]:
        """Rows with the same code, field, wrong text and fix."""
        return set(self._rows.get(_kind(problem), {}).get(problem.fix, {}))

    def of_code(self, code: Code) -> set[RowId]:
        """Rows with a problem of this code."""
        return {id for (kind, _), rows in self._causes() if kind[0] is code for id in rows}

    def certain(self) -> set[RowId]:
        """Rows with a problem that has a certain fix."""
        return {id for (_, fix), rows in self._causes() if fix is not None and fix.certain for id in rows}

    def groups(self, problems: Callable[[RowId], tuple[Problem, ...]]) -> tuple[Group, ...]:
        """One for each code, field, text and fix: certain fixes first, then errors, repeats, warnings, by size.

        ``problems`` answers for one row, so that each group shows its problem as it is now.
        """
        groups = []
        for (kind, fix), rows in self._causes():
            row = next(iter(rows))
            problem = next(found for found in problems(row) if _kind(found) == kind and found.fix == fix)
            groups.append(Group(problem, row, len(rows)))
        return tuple(sorted(groups, key=_importance))

    def _causes(self) -> Iterator[tuple[tuple[Kind, Fix | None], dict[RowId, None]]]:
        for kind, fixes in self._rows.items():
            for fix, rows in fixes.items():
                yield (kind, fix), rows

    def _drop(self, id: RowId, kind: Kind, fix: Fix | None) -> None:
        fixes = self._rows[kind]
        del fixes[fix][id]
        if not fixes[fix]:
            del fixes[fix]
        if not fixes:
            del self._rows[kind]


def _kind(problem: Problem) -> Kind:
    return problem.code, problem.field, problem.found


_SEVERITIES = (Severity.ERROR, Severity.REPEAT, Severity.WARNING)


def _importance(group: Group) -> tuple[bool, int, int, str]:
    certain = group.problem.fix is not None and group.problem.fix.certain
    return not certain, _SEVERITIES.index(group.problem.severity), -group.rows, group.problem.code.value
