"""What a workbook says about itself: its sheets, where they lie, its number formats."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, fromstring

from planimport_gui.sheets.archive import Archive
from planimport_gui.sheets.formats import Format, special_formats
from planimport_gui.sheets.limits import SMALL_PART_BYTES, damaged

_ON = frozenset(("1", "true", "on"))


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it. ``part`` is ``None`` where it points nowhere or to a chart."""

    name: str
    visible: bool
    part: str | None


@dataclass(frozen=True, slots=True)
class Book:
    """``strings`` and ``styles`` name parts of the archive.

    ``recalculates``: the values of formulas wait to be calculated when the workbook is opened next.
    """

    sheets: tuple[SheetPart, ...]
    strings: str | None
    styles: str | None = None
    recalculates: bool = False
    formats: Mapping[int, Format] = field(default_factory=dict)


def read_book(archive: Archive) -> Book:
    """Raises ``Refused`` where the workbook's lists are missing or broken."""
    path = _workbook_path(archive)
    root = parse(archive, path)
    links = _links(archive, path)
    sheets = tuple(_sheet(element, links, archive) for element in root.iter() if _local(element.tag) == "sheet")
    styles = _target(links, "/styles")
    formats = special_formats(parse(archive, styles)) if styles is not None and archive.has(styles) else {}
    return Book(sheets, _target(links, "/sharedStrings"), styles, _recalculates(root), formats)


def parse(archive: Archive, path: str) -> Element:
    """The root of a small XML part. Raises ``Refused``."""
    data = archive.read(path, SMALL_PART_BYTES)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise damaged(f"entities {path}")
    try:
        return fromstring(data)
    except (ParseError, ValueError, LookupError) as error:
        raise damaged(f"xml {path}") from error


@dataclass(frozen=True, slots=True)
class _Link:
    kind: str
    target: str


def _workbook_path(archive: Archive) -> str:
    if archive.has("_rels/.rels"):
        found = _target(_links(archive, ""), "/officeDocument")
        if found is not None and archive.has(found):
            return found
    return "xl/workbook.xml"


def _links(archive: Archive, path: str) -> dict[str, _Link]:
    folder, name = posixpath.split(path)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if not archive.has(listed):
        return {}
    links = {}
    for element in parse(archive, listed):
        target = element.get("Target", "").replace("\\", "/")
        resolved = target if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        links[element.get("Id", "")] = _Link(element.get("Type", ""), resolved.lstrip("/"))
    return links


def _target(links: Mapping[str, _Link], ending: str) -> str | None:
    return next((link.target for link in links.values() if link.kind.endswith(ending)), None)


def _sheet(element: Element, links: Mapping[str, _Link], archive: Archive) -> SheetPart:
    identity = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
    link = links.get(identity)
    part = link.target if link and link.kind.endswith("/worksheet") and archive.has(link.target) else None
    return SheetPart(element.get("name", ""), element.get("state", "visible") == "visible", part)


def _recalculates(root: Element) -> bool:
    return any(
        _local(element.tag) == "calcPr" and element.get("fullCalcOnLoad", "").casefold() in _ON for element in root
    )


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
