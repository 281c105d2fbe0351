"""Finds the header row of a sheet and which column holds which field."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import zip_longest

from planimport_gui.plan.blanks import squeeze
from planimport_gui.plan.fields import DIMENSIONS, FIELDS, Field
from planimport_gui.sheets.units import Remark, header_unit
from planimport_gui.sheets.words import (
    HEADER_WORDS,
    NEVER,
    NO_RIVAL,
    OF_AMOUNTS,
    OF_PLANS,
    PER_DAY,
    WEAK_THAT_BEGIN,
    WEAK_WORDS,
    WEEKS,
    YO,
    PeriodKind,
    Target,
)


class Fit(IntEnum):
    """How well a header fits a field; the least fits best."""

    WHOLE = 0
    BEGINNING = 1
    WEAK = 2
    WEAK_BEGINNING = 3


_Candidate = tuple[Fit, int, int, int, Target]
"""Fit, place of the word among those of its field, place of the field, column, and the field."""

_STRIPPED = " :.,№*%"
_FIRST_WORD = re.compile(r"\w+")
_SHORTEST_BEGINNING = 4
_LONGEST_HEADER = 200


@dataclass(frozen=True, slots=True)
class Header:
    """A header row. ``row`` and the columns count from 0 within the sheet.

    ``columns`` names the column of each field found. ``period`` is set where one column gives dateFrom, and
    dateTo too unless that has a column of its own. ``rivals`` names, for a field that two or more columns fit
    alike, all of them; ``unit`` is the multiplier in the header of the values («тыс»), ``""`` without one.
    """

    row: int
    columns: Mapping[Field, int]
    period: PeriodKind | None = None
    rivals: Mapping[Field, tuple[int, ...]] = field(default_factory=dict)
    unit: Remark | None = None

    @property
    def missed(self) -> tuple[Field, ...]:
        """The fields without which a row can be no plan and which have no column."""
        needed = (Field.DATE_FROM, Field.NAME, Field.VALUE)
        return tuple(field for field in needed if field not in self.columns)


def normal(text: str) -> str:
    """A header as it is compared: lower case, ё as е, single blanks, without ``: . , № * %`` at its ends."""
    return squeeze(text).casefold().replace(*YO).replace("_", " ").strip(_STRIPPED)


_FOREMOST = -1
"""The place of utm words: reports hold their values, names for people may stand beside them."""
_TABLE: tuple[tuple[Target, int, str], ...] = tuple(
    (target, _FOREMOST if word.startswith("utm ") else place, word)
    for target, words in HEADER_WORDS.items()
    for place, word in enumerate(normal(part) for part in words.split(", "))
)
_WEAK_WORDS = frozenset(WEAK_WORDS.split(", "))
_FIRST_WORDS = frozenset(word.partition(" ")[0] for _, _, word in _TABLE)
_DAYS = frozenset(word for target, _, word in _TABLE if target is PeriodKind.DAY)
_ORDER: dict[Target, int] = {target: place for place, target in enumerate((*FIELDS, *PeriodKind))}


def find_header(rows: Iterable[tuple[int, Sequence[object]]]) -> Header | None:
    """The best header among numbered rows: whole before partial, then most fields, then the first.

    A whole one that names a dimension is the header once a plan stands beneath it, whatever comes further down.
    Two rows are one header where the second holds nothing but header words («Период» above «с» and «по»).
    ``None`` where no row names even two fields.
    """
    best: Header | None = None
    above: Sequence[object] = ()
    for number, cells in rows:
        if best is not None and best.row == number - 1 and _only_words(cells):
            best = read_header(number, _joined(above, cells), above) or best
        else:
            header = read_header(number, cells)
            if header is not None and (best is None or _rank(header) > _rank(best)):
                best = header
            elif best is not None and _begins(best, cells):
                break
        above = cells
    return best


def _begins(header: Header, cells: Sequence[object]) -> bool:
    """Whether the row is a plan of the table below this header."""
    if header.missed or not any(name in header.columns for name in DIMENSIONS):
        return False
    needed = (header.columns[Field.DATE_FROM], header.columns[Field.VALUE])
    return all(column < len(cells) and cells[column] not in ("", None) for column in needed)


def is_header_word(text: str) -> bool:
    """Whether a cell can be the header of some field."""
    return any(_candidates([text]))


def _only_words(cells: Sequence[object]) -> bool:
    filled = [cell for cell in cells if cell not in ("", None)]
    named = [any(_candidates([cell])) for cell in filled]
    return any(named) and all(
        known or (isinstance(cell, str) and NEVER.search(normal(cell)))
        for cell, known in zip(filled, named, strict=True)
    )


def _joined(above: Sequence[object], below: Sequence[object]) -> list[object]:
    return [low if low not in ("", None) else high for high, low in zip_longest(above, below)]


def read_header(row: int, cells: Sequence[object], above: Sequence[object] = ()) -> Header | None:
    """What the cells say as a header row; ``None`` where they name fewer than two fields.

    ``above`` are the cells of a first header row that ``cells`` already complete: a unit may stand there.
    """
    columns: dict[Target, int] = {}
    taken: set[int] = set()
    ranked = sorted(_candidates(cells), key=lambda found: found[:4])
    for candidate in ranked:
        column, target = candidate[3:]
        if target not in columns and column not in taken:
            columns[target] = column
            taken.add(column)
    if len(columns) < 2:
        return None
    value = columns.get(Field.VALUE)
    heads = [str(line[value]) for line in (cells, above) if value is not None and value < len(line)]
    unit = next(filter(None, map(header_unit, heads)), None)
    rivals = _rivals(ranked, columns)
    values = {*_more_values(cells, columns), *rivals.get(Field.VALUE, ())}
    if len(values) > 1:
        rivals[Field.VALUE] = tuple(sorted(values))
    if PeriodKind.DAY in columns and PeriodKind.RANGE in columns and not _is_week(cells[columns[PeriodKind.RANGE]]):
        rivals[PeriodKind.DAY] = tuple(sorted((columns[PeriodKind.DAY], columns[PeriodKind.RANGE])))
    return _header(row, columns, rivals, unit)


def _is_week(head: object) -> bool:
    """A week beside a day only says in which one it lies."""
    return normal(str(head)).startswith(WEEKS)


def _rivals(ranked: Sequence[_Candidate], columns: Mapping[Target, int]) -> dict[Target, tuple[int, ...]]:
    """Columns that fit a field exactly as well as the one chosen, and no other field."""
    best = {target: (fit, place) for fit, place, _, column, target in ranked if columns.get(target) == column}
    found: dict[Target, list[int]] = {}
    for fit, place, _, column, target in ranked:
        if target in best and column not in columns.values() and (fit, place) == best[target]:
            found.setdefault(target, [columns[target]]).append(column)
    return {target: tuple(sorted(set(alike))) for target, alike in found.items()}


def _more_values(cells: Sequence[object], columns: Mapping[Target, int]) -> tuple[int, ...]:
    """The column of the values and all others that could be meant as well, whichever of their headers fits best.

    Beside a plan only other plans could; words that say nothing of a plan are alike, and so are those for money.
    """
    chosen = columns.get(Field.VALUE)
    if chosen is None:
        return ()
    heads = {column: normal(cell) for column, cell in enumerate(cells) if isinstance(cell, str) and "%" not in cell}
    rival = OF_PLANS if OF_PLANS.match(heads.get(chosen, "")) else OF_AMOUNTS
    others = (
        column
        for column, head in heads.items()
        if column not in columns.values() and rival.match(head) and not (NEVER.search(head) or NO_RIVAL.search(head))
    )
    return tuple(sorted((chosen, *others)))


def _rank(header: Header) -> tuple[bool, int]:
    return not header.missed, len(header.columns)


def _header(
    row: int, columns: Mapping[Target, int], rivals: Mapping[Target, tuple[int, ...]], unit: Remark | None
) -> Header:
    fields = {target: column for target, column in columns.items() if isinstance(target, Field)}
    alike = {target: found for target, found in rivals.items() if isinstance(target, Field)}
    kind = next((target for target in PeriodKind if target in columns), None)
    if kind is None or Field.DATE_FROM in fields:
        return Header(row, fields, None, alike, unit)
    if kind in rivals:
        alike[Field.DATE_FROM] = rivals[kind]
    column = columns[kind]
    return Header(row, {Field.DATE_FROM: column, Field.DATE_TO: column} | fields, kind, alike, unit)


def _candidates(cells: Sequence[object]) -> Iterable[_Candidate]:
    by_days = any(isinstance(cell, str) and normal(cell) in _DAYS for cell in cells)
    for column, cell in enumerate(cells):
        text = normal(cell) if isinstance(cell, str) and len(cell) <= _LONGEST_HEADER else ""
        first = _FIRST_WORD.match(text)
        if first is None or first[0] not in _FIRST_WORDS or NEVER.search(text):
            continue
        no_value = "%" in str(cell) or (PER_DAY.search(text) is not None and not by_days)
        for target, place, word in _TABLE:
            fit = _fit(text, word)
            if fit is not None and not (target is Field.VALUE and no_value):
                yield fit, place, _ORDER[target], column, target


def _fit(text: str, word: str) -> Fit | None:
    weak = word in _WEAK_WORDS
    if text == word:
        return Fit.WEAK if weak else Fit.WHOLE
    begins = text.startswith(word) and not text[len(word)].isalnum() and len(word) >= _SHORTEST_BEGINNING
    if not begins:
        return None
    if weak:
        return Fit.WEAK_BEGINNING if word in WEAK_THAT_BEGIN else None
    return Fit.BEGINNING
