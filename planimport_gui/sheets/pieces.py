"""The bytes of a sheet made plain: UTF-8, without comments, without prefixes, cut between cells."""

import codecs
import re
from collections.abc import Iterable, Iterator

from planimport_gui.sheets.limits import MEGABYTE, damaged, too_large

_LONGEST = 32 * MEGABYTE
_PREFIXED = re.compile(rb"<[^<>\s/:!?]+:(?:c|row|mergeCell)[\s/>]")
_PREFIX = re.compile(rb"<(/?)[^<>\s/:!?]+:")
_BEGINNING = re.compile(rb"<(?:c|row|mergeCell)[\s/>]")


def whole_cells(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut before the last cell, row or merged range that begins in each piece.

    Raises ``Refused`` for entities and where no cell begins for 32 MB.
    """
    kept = b""
    for piece in _scrubbed(_as_utf8(pieces)):
        piece = _unprefixed(kept + piece)
        cut = _last_beginning(piece)
        if cut > 0:
            yield piece[:cut]
        kept = piece[max(cut, 0) :]
        if len(kept) > _LONGEST:
            raise too_large("bytes", _LONGEST)
    yield kept


def _unprefixed(piece: bytes) -> bytes:
    # The pattern alone takes ten times as long to find nothing.
    if any(mark in piece for mark in (b":c", b":row", b":mergeCell")) and _PREFIXED.search(piece):
        return _PREFIX.sub(rb"<\1", piece)
    return piece


def _last_beginning(piece: bytes) -> int:
    for mark in (b"<c ", b"<row", b"<mergeCell "):
        found = piece.rfind(mark)
        if found >= 0:
            return found
    last = -1
    for match in _BEGINNING.finditer(piece):
        last = match.start()
    return last


def _scrubbed(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The bytes without comments and CDATA, in which anything could look like a cell."""
    kept = b""
    for piece in pieces:
        piece = kept + piece
        if b"!" in piece and b"<!" in piece:
            yield from _without_comments(piece + b"".join(pieces))
            return
        kept = piece[-1:] if piece.endswith(b"<") else b""
        yield piece[: len(piece) - len(kept)]
    yield kept


def _without_comments(data: bytes) -> Iterator[bytes]:
    position, clean = 0, []
    while (start := data.find(b"<!", position)) >= 0:
        clean.append(data[position:start])
        ending = b"-->" if data.startswith(b"<!--", start) else b"]]>"
        if ending == b"]]>" and not data.startswith(b"<![CDATA[", start):
            raise damaged("entities")
        end = data.find(ending, start)
        if end < 0:
            raise damaged("comment")
        position = end + len(ending)
    clean.append(data[position:])
    whole = b"".join(clean)
    for start in range(0, len(whole), MEGABYTE):
        yield whole[start : start + MEGABYTE]


def _as_utf8(pieces: Iterable[bytes]) -> Iterator[bytes]:
    decoder = None
    for number, piece in enumerate(pieces):
        if number == 0 and piece.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            decoder = codecs.getincrementaldecoder("utf-16")(errors="replace")
        yield decoder.decode(piece).encode() if decoder else piece
