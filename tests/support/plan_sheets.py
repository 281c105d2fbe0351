"""Small plans for tests of the window."""

from collections.abc import Mapping, Sequence
from datetime import date

from planimport_gui.plan.cells import Cell
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.history import History, SentItem
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.document import Document

TODAY = date(2026, 11, 23)
CLEAN: dict[Field, Cell] = {
    Field.DATE_FROM: date(2026, 12, 1),
    Field.DATE_TO: date(2026, 12, 31),
    Field.SOURCE: "yandex",
    Field.MEDIUM: "cpc",
    Field.CAMPAIGN: "brand",
    Field.TYPE: "Площадки",
    Field.NAME: "Клики",
    Field.VALUE: 100,
}


def plan_row(id: int, **cells: Cell) -> PlanRow:
    """A clean row, unlike any other, with these cells by the names of their fields; row 1 stands in line 11."""
    given = {Field(name): cell for name, cell in cells.items()}
    values = CLEAN | {Field.CAMPAIGN: f"brand {id}"} | given
    return PlanRow(RowId(id), tuple(map(values.get, FIELDS)), Origin(id + 10, "J"))


def document_of(rows: Sequence[PlanRow]) -> Document:
    return Document(PlanSheet(rows, today=TODAY))


def plain_document(count: int) -> Document:
    """Clean rows 1, 2, 3 …"""
    return document_of([plan_row(id) for id in range(1, count + 1)])


def ids(*numbers: int) -> tuple[RowId, ...]:
    return tuple(map(RowId, numbers))


def sheet_with(*rows: Mapping[str, Cell], history: History | None = None) -> PlanSheet:
    """Rows 1, 2, 3 …, clean but for what each has of its own."""
    made = [plan_row(at, **own) for at, own in enumerate(rows, start=1)]
    return PlanSheet(made, today=TODAY, history=history or History())


def document_with(*rows: Mapping[str, Cell], history: History | None = None) -> Document:
    """As ``sheet_with``."""
    return Document(sheet_with(*rows, history=history))


def sent_before(*numbers: int, value: int = 100, imported: bool = True, doubt: bool = False) -> History:
    """A history in which these clean rows went out on 1 November, in run 3."""
    sheet = PlanSheet([plan_row(id) for id in numbers], today=TODAY)
    items = {row.item.key: (SentItem(3, date(2026, 11, 1), value, imported, doubt),) for row in sheet.sendable()}
    return History(items, {("Площадки", "Клики", 2026, 12): value * len(numbers)})
