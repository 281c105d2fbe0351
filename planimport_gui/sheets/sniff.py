"""What a file is by its first bytes, whatever its name says."""

import re

from planimport_gui.facts.reading import FileTrouble
from planimport_gui.sheets.limits import Refused

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: tuple[tuple[bytes, str], ...] = ((b"%PDF", "pdf"), (b"\x09\x08", "xls"), (b"{\\rtf", "rtf"))
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body|table|meta|div)", re.I | re.S)
_SPREADSHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_HEAD = 4096


def check_kind(data: bytes, suffix: str) -> None:
    """Raises ``Refused`` for everything that is no zip file. ``suffix`` is the file's, lower case, with its dot."""
    if data.startswith(b"PK"):
        return
    if data.startswith(_OLE):
        raise _ole(data)
    kind = _kind(data[:_HEAD], suffix)
    if kind is None:
        raise Refused(FileTrouble.NOT_WORKBOOK, kind="unknown" if data else "empty")
    raise Refused(FileTrouble.OTHER_FORMAT, format=kind)


def check_package(names: list[str]) -> None:
    """Raises ``Refused`` for a zip file that is another kind of document."""
    known = {name.replace("\\", "/").lstrip("/").casefold() for name in names}
    if "xl/workbook.bin" in known:
        raise Refused(FileTrouble.OTHER_FORMAT, format="xlsb")
    if "mimetype" in known and "content.xml" in known:
        raise Refused(FileTrouble.OTHER_FORMAT, format="ods")
    if "index/document.iwa" in known or any(name.endswith(".iwa") for name in known):
        raise Refused(FileTrouble.OTHER_FORMAT, format="numbers")
    for part, kind in (("word/document.xml", "docx"), ("ppt/presentation.xml", "pptx")):
        if part in known:
            raise Refused(FileTrouble.NOT_WORKBOOK, kind=kind)
    if "[content_types].xml" not in known and not any(name.startswith("xl/") for name in known):
        raise Refused(FileTrouble.NOT_WORKBOOK, kind="zip")


def _ole(data: bytes) -> Refused:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Refused(FileTrouble.PASSWORD)
    if any(stream.encode("utf-16-le") + b"\0\0" in data for stream in ("Workbook", "Book")):
        return Refused(FileTrouble.OTHER_FORMAT, format="xls")
    return Refused(FileTrouble.NOT_WORKBOOK, kind="ole")


def _kind(head: bytes, suffix: str) -> str | None:
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    if _SPREADSHEET_XML in head:
        return "xml"
    text = _text(head)
    if text is None:
        return None
    if _HTML.match(text.encode()):
        return "html"
    first = text.splitlines()[0] if text.strip() else ""
    return "csv" if first and (suffix in (".csv", ".tsv", ".txt") or any(mark in first for mark in ";\t,")) else None


def _text(head: bytes) -> str | None:
    """The bytes as text where they can be text at all."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    if any(byte < 9 or 13 < byte < 32 for byte in head):
        return None
    return head.decode("utf-8-sig", errors="replace")
