"""The values of a sheet, row by row: from calamine, or from openpyxl where calamine refuses the workbook."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol, cast

import python_calamine

from planimport_gui.sheets.archive import Archive
from planimport_gui.sheets.limits import COLUMNS, PART_BYTES, ROWS, Watch, damaged

Row = list[object]
"""The values of a sheet row from column A on; an empty cell is ``""`` or ``None``."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_CODED = re.compile(r"_x((?![Dd][89A-Fa-f])[0-9A-Fa-f]{4})_")
_STYLES = "xl/styles.xml"
"""Where openpyxl looks for styles, wherever the workbook says they are."""
_READABLE = (".xml", ".rels")


_CALAMINE_FAILURES = (python_calamine.CalamineError, ValueError, TypeError, OverflowError, OSError, MemoryError)
_OPENPYXL_FAILURES = (
    zipfile.BadZipFile, zlib.error, SyntaxError, ValueError, TypeError, AttributeError, LookupError, OSError,
    NotImplementedError, ArithmeticError, AssertionError, MemoryError, RecursionError, EOFError,
)  # fmt: skip


class Grid(Protocol):
    """An opened workbook. ``rows`` raises ``Refused`` where a sheet cannot be read."""

    def rows(self, sheet: str) -> Iterator[Row]: ...


class CalamineGrid:
    """Reads a whole sheet at once in native code. The guard must have passed the sheet before."""

    def __init__(self, data: bytes) -> None:
        with _calamine():
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))

    def rows(self, sheet: str) -> Iterator[Row]:
        with _calamine():
            opened = self._book.get_sheet_by_name(sheet)
            if opened.start is None:
                return
            lead: Row = [""] * opened.start[1]
            for row in opened.iter_rows():
                cells = [*lead, *row] if lead else cast(Row, row)
                yield cells if len(cells) <= COLUMNS else cells[:COLUMNS]


@contextmanager
def _calamine() -> Iterator[None]:
    """Failures of calamine as ``Refused``. Its panics derive from BaseException and have no importable name."""
    try:
        yield
    except _CALAMINE_FAILURES as error:
        raise damaged(str(error)[:200]) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise damaged("panic") from error


class OpenpyxlGrid:
    """Slow and thorough; every row is padded by itself, so a lone far cell costs nothing."""

    def __init__(self, archive: Archive, styles: str | None, watch: Watch) -> None:
        self._archive = archive
        self._styles = styles
        self._watch = watch

    def rows(self, sheet: str) -> Iterator[Row]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from self._rows(sheet)

    def _rows(self, sheet: str) -> Iterator[Row]:
        import openpyxl  # takes 0.2 s, which the ordinary way must not pay

        try:
            book = openpyxl.load_workbook(self._plain(), read_only=True, data_only=True)
            try:
                opened = book[sheet]
                opened.reset_dimensions()
                for number, row in enumerate(opened.iter_rows(max_row=ROWS, values_only=True)):
                    if number % 100 == 0:
                        self._watch.check()
                    yield [_decoded(cell) if isinstance(cell, str) else cell for cell in row[:COLUMNS]]
            finally:
                book.close()
        except _OPENPYXL_FAILURES as error:
            raise damaged(f"{type(error).__name__}: {error}"[:200]) from error

    def _plain(self) -> io.BytesIO:
        """The workbook with every part checked, strict namespaces made ordinary, and nothing but XML."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as plain:
            for name in self._archive.names():
                if name.casefold().endswith(_READABLE):
                    self._watch.check()
                    content = self._archive.read(name, PART_BYTES)
                    for strict, ordinary in _STRICT:
                        content = content.replace(strict, ordinary)
                    known = _STYLES if name == self._styles else name.replace("\\", "/")
                    plain.writestr(known, content)
        buffer.seek(0)
        return buffer


def _decoded(text: str) -> str:
    """The text with the characters that OOXML writes as ``_x000D_``."""
    return _CODED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
