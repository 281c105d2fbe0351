"""Rules of the five dimensions: ``dimension.*``, and cells that are no text."""

import re
from datetime import date

from planimport_gui.plan.blanks import LONGEST_FOR_NOTHING, says_nothing, squeeze
from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.fields import DIMENSIONS, Field
from planimport_gui.plan.findings import Part, Standing, broken_cell, error, part, warning
from planimport_gui.plan.problems import Code, Fix, Problem
from planimport_gui.plan.shown import number_text
from planimport_gui.plan.total_words import Says, says_total

Dimensions = tuple[str, str, str, str, str]
"""The texts of the five dimensions, ``""`` where one is empty."""

LONGEST = 255
"""Characters a text may have without a remark."""

_UNUSUAL = re.compile("^\\s|\\s\\Z|\\s\\s|[^\\S ]|_x000[dD]_|[\u200b\u2060\ufeff\u00ad\u200e\u200f]")


_NOTHING: Part[str] = Part((), Standing.READY, "")


def judge_dimensions(cells: tuple[Cell, ...]) -> Part[Dimensions]:
    """Judge the cells of the five dimensions, each for itself and all together."""
    texts: list[str] = []
    filled: list[bool] = []
    problems: list[Problem] = []
    for field, cell in zip(DIMENSIONS, cells, strict=True):
        if type(cell) is str and _plain(cell) and says_total(cell) is Says.PLAN:
            texts.append(cell)
            filled.append(True)
            continue
        found = _NOTHING if cell is None else _judge_dimension(field, cell, cells)
        texts.append(found.result or "")
        filled.append(found.result != "")
        problems.extend(found.problems)
    source, medium, campaign, content, keyword = texts
    together = _together(filled)
    return part((*together, *problems) if problems else together, (source, medium, campaign, content, keyword))


def _judge_dimension(field: Field, cell: Cell, cells: tuple[Cell, ...]) -> Part[str]:
    """A mark for nothing would be sent as a name: it can go where another dimension says what the plan is of."""
    if isinstance(cell, str) and says_total(cell) is not Says.PLAN:
        found = judge_text(field, cell)
        return part((*found.problems, warning(Code.DIMENSION_TOTAL, field, cell)), found.result)
    if not isinstance(cell, str) or not says_nothing(cell) or not squeeze(cell):
        return judge_text(field, cell)
    fix = Fix(field, "", certain=True) if any(map(_tells, cells)) else None
    return part((warning(Code.DIMENSION_UNUSUAL, field, cell, fix, (("length", len(cell)),)),), cell)


def _tells(cell: Cell) -> bool:
    return cell is not None and not (isinstance(cell, str) and says_nothing(cell))


def judge_text(field: Field, cell: Cell) -> Part[str]:
    """Judge a cell that should hold a text: a dimension, or the name of a custom column or goal."""
    if cell is None:
        return _NOTHING
    if isinstance(cell, str):
        return _judge_str(field, cell)
    if isinstance(cell, bool):
        return part((error(Code.CELL_BOOLEAN, field, cell),), None)
    if isinstance(cell, int | float):
        return _judge_number(field, cell)
    if isinstance(cell, ShownNumber):
        return part((_number_problem(field, cell, cell.value),), cell.text)
    if isinstance(cell, date | SlashDate):
        return part((error(Code.CELL_DATE, field, cell),), None)
    return part((_broken(field, cell),), None)


def _broken(field: Field, cell: Uncalculated | ErrorValue) -> Problem:
    return broken_cell(field, cell) or error(Code.CELL_ERROR, field, cell)


def _judge_str(field: Field, text: str) -> Part[str]:
    if _plain(text) or (len(text) <= LONGEST and not _UNUSUAL.search(text)):
        return Part((), Standing.READY, text)
    clean = squeeze(text)
    if not clean:
        return _NOTHING
    fix = Fix(field, clean, certain=True) if len(clean) <= LONGEST else None
    return part((warning(Code.DIMENSION_UNUSUAL, field, text, fix, (("length", len(text)),)),), text)


def _plain(text: str) -> bool:
    """A quick look that lets most texts pass; ``isprintable`` knows no blank but the plain one."""
    return (
        text.isprintable()
        and text.strip() == text != ""
        and "  " not in text
        and "_x000" not in text
        and len(text) <= LONGEST
        and (len(text) > LONGEST_FOR_NOTHING or not says_nothing(text))
    )


def _judge_number(field: Field, number: float) -> Part[str]:
    text = number_text(number)
    if text.lstrip("-").isdigit():
        return Part((), Standing.READY, text)
    if number != number or number in (float("inf"), float("-inf")):
        return part((error(Code.CELL_ERROR, field, number),), None)
    return part((_number_problem(field, number, number),), text)


def _number_problem(field: Field, cell: Cell, number: float) -> Problem:
    """The text shown is taken; the bare number is offered where it is another text."""
    text = number_text(number)
    other = isinstance(cell, ShownNumber) and text != cell.text
    fix = Fix(field, text, certain=False) if other else None
    return warning(Code.DIMENSION_NUMBER, field, cell, fix, (("number", text),))


_NO_DIMENSION = (error(Code.DIMENSION_NONE, None, None),)
_NO_MEDIUM = (warning(Code.DIMENSION_PARTIAL, Field.MEDIUM, None, params=(("filled", Field.SOURCE.value),)),)
_NO_SOURCE = (warning(Code.DIMENSION_PARTIAL, Field.SOURCE, None, params=(("filled", Field.MEDIUM.value),)),)


def _together(filled: list[bool]) -> tuple[Problem, ...]:
    """The problem of all five; made once, since whole sheets can have it."""
    if not any(filled):
        return _NO_DIMENSION
    source, medium = filled[0], filled[1]
    if source == medium:
        return ()
    return _NO_MEDIUM if source else _NO_SOURCE
