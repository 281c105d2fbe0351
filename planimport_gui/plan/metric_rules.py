"""Rules of metric type and name: ``type.*`` and ``name.*``."""

from datetime import date

from planimport_gui.plan import metrics
from planimport_gui.plan.blanks import squeeze
from planimport_gui.plan.cells import Cell, ShownNumber, SlashDate
from planimport_gui.plan.dimension_rules import judge_text
from planimport_gui.plan.fields import Field
from planimport_gui.plan.findings import Part, broken_cell, error, part
from planimport_gui.plan.problems import Code, Fix, Problem
from planimport_gui.plan.shown import shown_text
from planimport_gui.plan.typos import Names

Metric = tuple[str, str]
"""Metric type and name."""

_TYPES = Names(metrics.TYPES)
_NAMES = Names(metrics.NAMES)
_NAMES_FOR = {kind: Names((*metrics.BY_TYPE[kind], *metrics.NAMES)) for kind in metrics.BY_TYPE}
"""All names for the rows of a type, those of the type itself first."""


def judge_metric(cells: tuple[Cell, ...]) -> Part[Metric]:
    """Judge the cells of metric type and name together: each helps to mend the other."""
    type_cell, name_cell = cells
    kind = _text(type_cell)
    name = _text(name_cell)
    broken = [_broken(Field.TYPE, type_cell), _broken(Field.NAME, name_cell)]
    known_type, built_in = _TYPES.certain(kind), _NAMES.certain(name)
    problems = [
        broken[0] or _type_problem(type_cell, kind, known_type, built_in),
        broken[1] or _name_problem(name_cell, name, built_in, known_type),
    ]
    found = tuple(problem for problem in problems if problem)
    if known_type in metrics.FREE_TYPES and not any(broken):
        found += judge_text(Field.NAME, name_cell).problems
    return part(found, (kind, name))


def _text(cell: Cell) -> str:
    """The text of a cell as it would be sent, ``""`` where it has none or is broken."""
    if isinstance(cell, bool | date | SlashDate):
        return ""
    text = cell.text if isinstance(cell, ShownNumber) else shown_text(cell) or ""
    return text if squeeze(text) else ""


def _broken(field: Field, cell: Cell) -> Problem | None:
    if isinstance(cell, bool):
        return error(Code.CELL_BOOLEAN, field, cell)
    if isinstance(cell, date | SlashDate):
        return error(Code.CELL_DATE, field, cell)
    return broken_cell(field, cell)


def _type_problem(cell: Cell, kind: str, known: str | None, built_in: str | None) -> Problem | None:
    """``known`` is the type of which ``kind`` is a spelling, ``built_in`` the metric that the name is.

    The type of the metric is certain where ``kind`` is near to it; any other text may say something else («Факт»).
    """
    if kind in metrics.TYPES:
        return None
    of_name = metrics.type_of(built_in) if built_in else None
    if not kind:
        return error(Code.TYPE_MISSING, Field.TYPE, cell, _fix(Field.TYPE, of_name, certain=True))
    likely = _TYPES.nearest(kind)
    near = known or of_name or likely
    fix = _fix(Field.TYPE, near, certain=known is not None or (of_name is not None and of_name == likely))
    return error(Code.TYPE_UNKNOWN, Field.TYPE, cell, fix, _near_params(near))


def _name_problem(cell: Cell, name: str, built_in: str | None, kind: str | None) -> Problem | None:
    """``kind`` is the type the row has or certainly means; without one, only typos can be told."""
    if not name:
        return error(Code.NAME_MISSING, Field.NAME, cell)
    if kind in metrics.FREE_TYPES:
        return _reserved(cell, built_in) if built_in else None
    if built_in is None:
        return _unknown(cell, name, kind) if kind else None
    if name != built_in:
        fix = _fix(Field.NAME, built_in, certain=True)
        return error(Code.NAME_UNKNOWN, Field.NAME, cell, fix, _near_params(built_in))
    return _wrong_type(cell, built_in, kind) if kind and kind != metrics.type_of(built_in) else None


def _unknown(cell: Cell, name: str, kind: str) -> Problem:
    near = _NAMES_FOR[kind].nearest(name)
    return error(Code.NAME_UNKNOWN, Field.NAME, cell, _fix(Field.NAME, near, certain=False), _near_params(near))


def _reserved(cell: Cell, built_in: str) -> Problem:
    kind = metrics.type_of(built_in) or ""
    params = (("name", built_in), ("expected", kind))
    return error(Code.NAME_RESERVED, Field.NAME, cell, Fix(Field.TYPE, kind, certain=False), params)


def _wrong_type(cell: Cell, name: str, kind: str) -> Problem:
    expected = metrics.type_of(name) or ""
    params = (("type", kind), ("expected", expected))
    return error(Code.NAME_WRONG_TYPE, Field.NAME, cell, Fix(Field.TYPE, expected, certain=True), params)


def _fix(field: Field, text: str | None, *, certain: bool) -> Fix | None:
    return Fix(field, text, certain) if text else None


def _near_params(near: str | None) -> tuple[tuple[str, str], ...]:
    return (("nearest", near),) if near else ()
