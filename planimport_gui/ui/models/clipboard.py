"""Tables as text: cells parted by tabs and rows by line breaks, quoted as Excel does."""

import re
from collections.abc import Iterable, Iterator, Sequence

_CELL = re.compile(r'(?:"(?P<quoted>(?:[^"]++|"")*+)"|(?P<plain>[^\t\n]*))(?P<end>\t|\n|\Z)')
_NEEDS_QUOTES = re.compile(r'[\t\n\r"]')


def rows_of(text: str) -> Iterator[list[str]]:
    """The rows of a copied table, one at a time. A line break at the very end begins no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\0")
    if '"' not in text:
        yield from (line.split("\t") for line in text.removesuffix("\n").split("\n"))
        return
    row: list[str] = []
    at = 0
    while match := _CELL.match(text, at):
        quoted = match["quoted"]
        row.append(match["plain"] if quoted is None else quoted.replace('""', '"'))
        at = match.end()
        if match["end"] != "\t":
            yield row
            row = []
            if at == len(text):
                return


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """A table to be copied."""
    return "".join(map(line_of, rows))


def line_of(row: Sequence[str]) -> str:
    """A row of a table to be copied; a line break stands behind every one, as Excel writes it."""
    return "\t".join(map(_quoted, row)) + "\n"


def _quoted(cell: str) -> str:
    if not _NEEDS_QUOTES.search(cell):
        return cell
    doubled = cell.replace('"', '""')
    return f'"{doubled}"'
