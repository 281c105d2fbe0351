"""The lists of batches and imports: a flat head above the texts of the cells, a whole row with the keyboard."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QTableView
from support.gui import Person, picture, the
from support.run_states import four_batches, run_record

from planimport_gui.facts.records import Totals
from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.batch_model import BatchColumn
from planimport_gui.ui.models.runs_model import RunColumn
from planimport_gui.ui.states import RunsState
from planimport_gui.ui.views.batch_details import BatchDetails
from planimport_gui.ui.views.runs_page import RunsPage

WIDTH, HEIGHT = 1000, 420


@pytest.fixture(params=["batch_table", "runs_table"])
def table(request: pytest.FixtureRequest, gui: Person, russian: Texts, look: Look) -> QTableView:
    if request.param == "batch_table":
        details = gui.show(BatchDetails(russian, look), WIDTH, HEIGHT)
        details.show_state(four_batches())
        return the(details, QTableView, "batch_table")
    page = gui.show(RunsPage(russian, look), WIDTH, HEIGHT)
    page.show_state(RunsState((run_record(Totals(240, imported=240)),)))
    return the(page, QTableView, "runs_table")


def first_dark(image: QImage, rect: QRect) -> int:
    """Where the first text begins, in pixels from the left of the rectangle."""
    for x in range(rect.left(), rect.right() - 2):
        if any(image.pixelColor(x, y).lightness() < 110 for y in range(rect.top() + 3, rect.bottom() - 3)):
            return x - rect.left()
    raise AssertionError("there is no text")


def test_the_head_is_flat_and_stands_above_the_texts(gui: Person, table: QTableView, look: Look) -> None:
    table.clearSelection()
    column = BatchColumn.MONTH if table.objectName() == "batch_table" else RunColumn.FILE
    head, cells = table.horizontalHeader(), table.viewport()
    left, width = head.sectionViewportPosition(column), head.sectionSize(column)
    gui.settle()
    above, below = picture(head.viewport()), picture(cells)
    ground = look.color("header")
    assert {above.pixelColor(left + width - 4, y).name() for y in range(head.height() - 1)} == {ground.name()}
    row = table.visualRect(table.model().index(0, column))
    texts = first_dark(above, QRect(left, 0, width, head.height())), first_dark(below, row)
    assert abs(texts[0] - texts[1]) <= 2


def test_a_row_with_the_keyboard_has_no_frame_inside_a_cell(gui: Person, table: QTableView) -> None:
    table.selectRow(0)
    table.setFocus()
    gui.settle()
    assert table.hasFocus()
    image = picture(table.viewport())
    cell = table.visualRect(table.currentIndex())
    assert len({image.pixelColor(cell.left() + x, cell.center().y()).name() for x in range(4)}) == 1
