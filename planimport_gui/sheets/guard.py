"""One pass over the raw bytes of a sheet, before any library reads it.

It bounds what a reader may be made to do, and notes what readers do not tell: formulas without a value, error
cells, numbers beyond what a float holds, cells whose number format changes their meaning, merged ranges.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from planimport_gui.plan.cells import ErrorValue, Uncalculated
from planimport_gui.sheets.formats import Format
from planimport_gui.sheets.limits import (
    CELLS,
    COLUMNS,
    COLUMNS_SEEN,
    MERGES,
    ROWS,
    Watch,
    damaged,
    too_large,
)
from planimport_gui.sheets.pieces import whole_cells

Mark = Uncalculated | ErrorValue | Format | int
"""What a cell is in truth: a format changes a number's meaning, an int is a number a float cannot hold."""

_ODD_CELL = re.compile(
    rb'<c(?! r="[A-Z]{1,3}+(?:1[0-9]{5}|[1-9][0-9]{0,4}+)"(?: s="[0-9]{1,6}+")?+(?: t="[a-zA-Z]{1,9}+")?+/?>)[\s/>]'
)
_ODD_ROW = re.compile(rb'<row(?! r="(?:[1-9][0-9]{0,4}|1[0-9]{5})"(?: (?!r=)[\w:.]+="[^"<>]*")*\s?/?>)[\s/>]')
_PLAIN_CELL = re.compile(rb'<c r="([A-Z]+)([0-9]+)"(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?(/?)>')
_WIDE = re.compile(rb'<c r="[A-Z]{2}')
_REFERENCES = re.compile(rb'<c r="([A-Z]+)([0-9]+)')
_TAG = re.compile(rb"<(c|row)(?=[\s/>])((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+)>")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_REFERENCE = re.compile(rb"([A-Za-z]{1,3})([0-9]{1,7})")
_VALUE = re.compile(rb"<v(?:\s[^<>]*)?>([^<]*)</v")
_FORMULA = re.compile(rb"<f[\s/>]")
_INLINE = re.compile(rb"<is[\s/>]")
_CONTENT = re.compile(rb"<(?:v|f|is)[\s/>]")
_MERGE = re.compile(rb"<mergeCell\s[^<>]*?ref\s*=\s*[\"']([A-Za-z]{1,3})([0-9]{1,7}):([A-Za-z]{1,3})([0-9]{1,7})[\"']")
_LONG_NUMBER = re.compile(rb"\s*(-?[0-9]{16,309})\s*")
_ERRORS = re.compile(rb' t="e"')
_HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^<>]* hidden="(?:1|true)"')
_COLUMN = re.compile(rb"<col\s([^<>]*)>")
_SPAN_END = re.compile(rb"[0-9]{1,5}")
_ON = (b"1", b"true")
_LONG = re.compile(rb"<v>-?[0-9]{16}")
_LONGEST_TAG = 4096
_NARROW = 26
_EXACT = 2**53


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; rows and columns count from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class SheetFacts:
    """What one pass learnt of a sheet. Rows and columns count from 0.

    ``rows`` and ``columns`` bound the rectangle of its cells where it reaches beyond column Z, else they may be 0;
    ``filled`` counts the cells with something in them; ``hidden`` and ``hidden_columns`` are those that nobody sees.
    """

    rows: int = 0
    columns: int = 0
    filled: int = 0
    marks: dict[int, dict[int, Mark]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def rectangle(self) -> int:
        return self.rows * self.columns


def column_number(letters: bytes | str) -> int:
    """From 0: A is 0, XFD is 16383."""
    text = letters.decode("ascii") if isinstance(letters, bytes) else letters
    number = 0
    for letter in text.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The reverse of ``column_number``."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def scan_sheet(
    pieces: Callable[[], Iterable[bytes]], formats: Mapping[int, Format], recalculates: bool, watch: Watch
) -> SheetFacts:
    """Raises ``Refused`` for a sheet past a limit or made to hurt. ``pieces`` gives its bytes, unpacked, in order.

    It is called again for a wide sheet, whose every reference has to be looked at to know its rectangle.
    """
    try:
        return _scan(_Scan(formats, recalculates, exact=False), pieces(), watch)
    except _Wide:
        return _scan(_Scan(formats, recalculates, exact=True), pieces(), watch)


def _scan(scan: "_Scan", pieces: Iterable[bytes], watch: Watch) -> SheetFacts:
    for piece in whole_cells(pieces):
        watch.check()
        scan.take(piece)
    return scan.facts


class _Wide(Exception):
    """There are columns beyond Z."""


class _Scan:
    """Plain pieces are searched for telling marks only; in any other piece every cell is looked at."""

    def __init__(self, formats: Mapping[int, Format], recalculates: bool, exact: bool) -> None:
        self.facts = SheetFacts()
        self._formats = formats
        self._recalculates = recalculates
        self._exact = exact
        self._row = self._column = -1
        self._tokens = [_ERRORS, _LONG, _FORMULA]
        if formats:
            numbers = "|".join(map(str, formats))
            self._tokens.append(re.compile(rf' s="(?:{numbers})"'.encode()))

    def take(self, piece: bytes) -> None:
        if _ODD_CELL.search(piece) or _ODD_ROW.search(piece):
            self._take_any(piece)
        else:
            self._take_plain(piece)
        self._take_merges(piece)
        if b"<col " in piece:
            self._take_columns(piece)
        if self.facts.filled > CELLS:
            raise too_large("cells", CELLS)

    def _take_plain(self, piece: bytes) -> None:
        self.facts.filled += piece.count(b"<v>") + piece.count(b"<is>")
        if self._exact:
            for letters, digits in set(_REFERENCES.findall(piece)):
                self._bound(int(digits) - 1, column_number(letters))
        elif _WIDE.search(piece):
            raise _Wide
        if b' hidden="' in piece:
            self.facts.hidden.update(int(digits) - 1 for digits in _HIDDEN_ROW.findall(piece))
        for token in self._tokens:
            for match in token.finditer(piece):
                self._look(piece, match.start())
        self._remember_place(piece)

    def _remember_place(self, piece: bytes) -> None:
        """Cells without a reference in the next piece go on from here."""
        row = piece.rfind(b'<row r="')
        if row >= 0:
            self._row, self._column = _row_number(piece[row + 8 : piece.index(b'"', row + 8)]), -1
        cell = _PLAIN_CELL.match(piece, max(piece.rfind(b"<c "), row, 0))
        if cell is not None:
            self._column = column_number(cell[1])

    def _look(self, piece: bytes, position: int) -> None:
        cell = _PLAIN_CELL.match(piece, piece.rfind(b"<c ", 0, position + 1))
        if cell is None or cell[5]:
            return
        end = piece.find(b"</c>", cell.end())
        body = piece[cell.end() : end if end >= 0 else len(piece)]
        self._note(int(cell[2]) - 1, column_number(cell[1]), int(cell[3] or 0), cell[4] or b"", body)

    def _take_any(self, piece: bytes) -> None:
        if not _CONTENT.search(piece) and b"<row" not in piece and piece.count(b"<c") == piece.count(b"<c r="):
            return
        tags = list(_TAG.finditer(piece))
        ends = [*(tag.start() for tag in tags[1:]), len(piece)]
        for tag, end in zip(tags, ends, strict=False):
            if len(tag[2]) > _LONGEST_TAG:
                raise damaged("tag")
            attributes = {name: quoted or single for name, quoted, single in _ATTRIBUTE.findall(tag[2])}
            if tag[1] == b"row":
                self._next_row(attributes.get(b"r"))
                if attributes.get(b"hidden") in _ON:
                    self.facts.hidden.add(self._row)
            else:
                self._any_cell(attributes, b"" if tag[2].endswith(b"/") else piece[tag.end() : end])

    def _next_row(self, number: bytes | None) -> None:
        self._row = self._row + 1 if number is None else _row_number(number)
        self._column = -1

    def _any_cell(self, attributes: Mapping[bytes, bytes], body: bytes) -> None:
        row, column = self._row, self._column + 1
        if b"r" in attributes:
            found = _REFERENCE.fullmatch(attributes[b"r"])
            if found is None:
                raise damaged("cell reference")
            row, column = _row_number(found[2]), column_number(found[1])
        self._column = column
        body = body.partition(b"</c>")[0]
        if _VALUE.search(body) or _FORMULA.search(body) or _INLINE.search(body):
            self.facts.filled += 1
            self._bound(row, column)
            style = attributes.get(b"s", b"0")
            self._note(row, column, int(style) if style.isdigit() else 0, attributes.get(b"t", b""), body)

    def _bound(self, row: int, column: int) -> None:
        if row >= ROWS:
            raise too_large("rows", ROWS)
        if column >= COLUMNS_SEEN:
            raise too_large("columns", COLUMNS_SEEN)
        if column >= _NARROW and not self._exact:
            raise _Wide
        self.facts.rows = max(self.facts.rows, row + 1)
        self.facts.columns = max(self.facts.columns, column + 1)

    def _note(self, row: int, column: int, style: int, kind: bytes, body: bytes) -> None:
        mark = self._mark(style, kind, body)
        if mark is not None:
            self.facts.marks.setdefault(row, {})[column] = mark

    def _mark(self, style: int, kind: bytes, body: bytes) -> Mark | None:
        found = _VALUE.search(body)
        value = found[1].strip() if found else b""
        if kind == b"e":
            return ErrorValue(value.decode("utf-8", errors="replace") or "#N/A")
        if _FORMULA.search(body) and self._waits(kind, body, value):
            return Uncalculated()
        if kind not in (b"", b"n") or not value:
            return None
        long = _LONG_NUMBER.fullmatch(value)
        if long and abs(int(long[1])) > _EXACT:
            return int(long[1])
        return self._formats.get(style)

    def _waits(self, kind: bytes, body: bytes, value: bytes) -> bool:
        """Whether a formula has no value yet. Programs that cannot calculate write 0 and ask for a calculation."""
        if _INLINE.search(body) or (kind == b"str" and b"<v" in body):
            return False
        return not value or (self._recalculates and value == b"0")

    def _take_columns(self, piece: bytes) -> None:
        for text in _COLUMN.findall(piece):
            found = {name: quoted or single for name, quoted, single in _ATTRIBUTE.findall(text)}
            first, last = (_SPAN_END.fullmatch(found.get(name, b"")) for name in (b"min", b"max"))
            if found.get(b"hidden") in _ON and first and last:
                self.facts.hidden_columns.update(range(int(first[0]) - 1, min(int(last[0]), COLUMNS)))

    def _take_merges(self, piece: bytes) -> None:
        if b"<mergeCell" not in piece:
            return
        for left, top, right, bottom in _MERGE.findall(piece):
            self.facts.merges.append(Merge(int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)))
        if len(self.facts.merges) > MERGES:
            raise too_large("merges", MERGES)


def _row_number(digits: bytes) -> int:
    """From 0."""
    if not digits.isdigit() or not 1 <= int(digits[:20]) <= 1_048_576:
        raise damaged("row number")
    return int(digits) - 1
