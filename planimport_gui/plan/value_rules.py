"""Rules of the plan value: ``value.*``, and cells that are no number."""

import math
from datetime import date
from decimal import Decimal
from typing import TypeGuard, assert_never

from planimport_gui.plan.cells import Cell, DateOrder, ShownNumber, SlashDate
from planimport_gui.plan.fields import Field
from planimport_gui.plan.findings import Part, Standing, broken_cell, error, part, warning
from planimport_gui.plan.numbers import Amount, Other, Unclear, WithUnit, read_number, rounded, whole
from planimport_gui.plan.periods import read_period
from planimport_gui.plan.problems import Code, Fix, Problem

EXACT = 2**53
"""The largest whole number that every spreadsheet and JSON reader keeps exactly."""
USUAL = 2_147_483_647
"""The largest value a 32-bit integer holds; what the service keeps is unpublished."""

_FIELD = Field.VALUE


def is_plain(cell: Cell) -> TypeGuard[int]:
    """Whether nothing can be wrong with the value, as with most: worth asking before anything else."""
    return type(cell) is int and 0 < cell <= USUAL


def judge_value(cell: Cell) -> Part[int]:
    """Judge the value cell. Float noise under a millionth is rounded; true fractions are errors."""
    if isinstance(cell, bool):
        return _wrong(error(Code.CELL_BOOLEAN, _FIELD, cell))
    if isinstance(cell, int):
        return _judge_whole(cell, cell)
    if isinstance(cell, float):
        return _judge_float(cell, cell)
    if isinstance(cell, str):
        return _judge_text(cell)
    if isinstance(cell, ShownNumber):
        return _judge_shown(cell)
    if cell is None:
        return _wrong(error(Code.VALUE_MISSING, _FIELD, cell))
    if isinstance(cell, date | SlashDate):
        return _wrong(error(Code.CELL_DATE, _FIELD, cell))
    return _wrong(broken_cell(_FIELD, cell) or error(Code.VALUE_INVALID, _FIELD, cell))


def exact_value(cell: Cell) -> Decimal | None:
    """The number of a value cell that is whole or a true fraction and nothing else; ``None`` otherwise."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, ShownNumber):
        return exact_value(cell.value) if not cell.text.rstrip().endswith("%") else None
    if isinstance(cell, int | float):
        return Decimal(repr(cell)) if math.isfinite(cell) else None
    reading = read_number(cell) if isinstance(cell, str) else None
    return reading.value if isinstance(reading, Amount) else None


def _wrong(problem: Problem) -> Part[int]:
    return Part((problem,), Standing.ERROR, None)


def _judge_whole(number: int, cell: Cell) -> Part[int]:
    if is_plain(number):
        return Part((), Standing.READY, number)
    if abs(number) > EXACT:
        return _wrong(error(Code.VALUE_LARGE, _FIELD, cell, params=(("limit", EXACT),)))
    problems = []
    if abs(number) > USUAL:
        problems.append(warning(Code.VALUE_LARGE, _FIELD, cell, params=(("limit", USUAL),)))
    if number < 0:
        problems.append(warning(Code.VALUE_NEGATIVE, _FIELD, cell))
    if number == 0:
        problems.append(warning(Code.VALUE_ZERO, _FIELD, cell))
    return part(tuple(problems), number)


def _judge_float(number: float, cell: Cell) -> Part[int]:
    if not math.isfinite(number):
        return _wrong(error(Code.VALUE_INVALID, _FIELD, cell))
    return _judge_amount(Decimal(repr(number)), cell)


def _judge_amount(amount: Decimal, cell: Cell) -> Part[int]:
    number = whole(amount)
    if number is not None:
        return _judge_whole(number, cell)
    near = rounded(amount)
    return _wrong(error(Code.VALUE_FRACTION, _FIELD, cell, _proposal(near), (("rounded", near),)))


def _judge_text(text: str) -> Part[int]:
    match read_number(text):
        case Amount(amount):
            return _judge_amount(amount, text)
        case Unclear(thousands, _):
            return _wrong(error(Code.VALUE_INVALID, _FIELD, text, _proposal(rounded(thousands))))
        case WithUnit(amount, certain, _):
            return _wrong(_unit_problem(text, amount, certain))
        case Other.MISSING:
            return _wrong(error(Code.VALUE_MISSING, _FIELD, text))
        case Other.PERCENT:
            return _wrong(error(Code.VALUE_PERCENT, _FIELD, text))
        case Other.NONE:
            is_date = read_period(text, DateOrder.DAY_FIRST) or read_period(text, DateOrder.MONTH_FIRST)
            return _wrong(error(Code.CELL_DATE if is_date else Code.VALUE_INVALID, _FIELD, text))
        case unexpected:
            assert_never(unexpected)


def _judge_shown(cell: ShownNumber) -> Part[int]:
    """A number format that shows the same whole number changes nothing; any other one is asked about."""
    shown = read_number(cell.text)
    if shown is Other.PERCENT:
        return _wrong(error(Code.VALUE_PERCENT, _FIELD, cell))
    judged = _judge_float(float(cell.value), cell)
    meant = whole(shown.value) if isinstance(shown, Amount | WithUnit) else None
    foreign = isinstance(shown, WithUnit) and shown.foreign
    if judged.result is None or (meant == judged.result and not foreign):
        return judged
    proposed = meant if isinstance(shown, WithUnit) and meant is not None else judged.result
    return _wrong(error(Code.VALUE_UNIT, _FIELD, cell, _proposal(proposed)))


def _unit_problem(text: str, amount: Decimal, certain: bool) -> Problem:
    number = whole(amount)
    fix = _proposal(rounded(amount)) if number is None else Fix(_FIELD, str(number), certain)
    return error(Code.VALUE_UNIT, _FIELD, text, fix)


def _proposal(number: int) -> Fix:
    return Fix(_FIELD, str(number), certain=False)
