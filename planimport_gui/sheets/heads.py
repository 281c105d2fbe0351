"""Header rows further down a sheet: the same header once more, or that of another table."""

from collections.abc import Sequence
from enum import Enum

from planimport_gui.plan.fields import DATES, Field
from planimport_gui.sheets.headers import Header, is_header_word, normal, read_header

_FEWEST = 3
"""Words of headers in a row that may be one."""


class Head(Enum):
    """What a row below the header is."""

    NONE = "none"
    SAME = "same"
    """The header once more, whole or in part."""
    OTHER = "other"
    """The header of a table with other columns: rows beneath it must not be read with those of the first."""


class Heads:
    """Tells header rows from plans. ``above`` are the rows of a sheet down to its header row."""

    def __init__(self, header: Header, above: Sequence[Sequence[object]]) -> None:
        self._header = header
        self._dates = [header.columns[name] for name in DATES if name in header.columns]
        last_two = [_texts(row) for row in above[max(header.row - 1, 0) : header.row + 1]]
        self._known = {texts for texts in last_two if len(list(filter(None, texts))) > 1}
        self._words = _Words()

    def judge(self, row: Sequence[object]) -> Head:
        """Only rows whose cell in the column of the values is empty or a text need to be asked about."""
        words = self._words
        count = sum(words[cell] for cell in row if type(cell) is str)
        if count < 2 or not all(isinstance(cell, str | None) for cell in row):
            return Head.NONE
        if _texts(row) in self._known:
            return Head.SAME
        if count < _FEWEST or any(str(row[column])[:1].isdigit() for column in self._dates):
            return Head.NONE
        found = read_header(self._header.row, row)
        if found is None or not _heads_plans(found):
            return Head.NONE
        return Head.SAME if self._agrees(found, row) else Head.OTHER

    def _agrees(self, found: Header, row: Sequence[object]) -> bool:
        columns = self._header.columns
        unnamed = set(columns.values()) - set(found.columns.values())
        return (
            all(columns.get(name) == column for name, column in found.columns.items())
            and all(row[column] in ("", None) for column in unnamed)
            and (found.unit == self._header.unit or Field.VALUE not in found.columns)
        )


class _Words(dict[str, bool]):
    """Whether a text can head a column, each judged once."""

    def __missing__(self, text: str) -> bool:
        self[text] = found = is_header_word(text)
        return found


def _heads_plans(header: Header) -> bool:
    """Three columns with a date among them, or four: what no plan has in its cells."""
    return len(set(header.columns.values())) >= _FEWEST + (not any(name in header.columns for name in DATES))


def _texts(row: Sequence[object]) -> tuple[str, ...]:
    texts = [normal(cell) if isinstance(cell, str) else "" for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)
