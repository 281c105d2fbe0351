"""Widgets that go on in the next line."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget
from support.gui import Person

from planimport_gui.ui.views.flow import FlowLayout

GAP = 10


@pytest.fixture
def row(gui: Person) -> tuple[QWidget, list[QWidget]]:
    """Three squares of 100."""
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 100)
    root = QWidget()
    root.setLayout(FlowLayout(GAP, parts))
    return gui.show(root, 320, 320), parts


def corners(parts: list[QWidget]) -> list[tuple[int, int]]:
    return [(part.x(), part.y()) for part in parts]


def test_a_line_as_long_as_there_is_room(row: tuple[QWidget, list[QWidget]]) -> None:
    assert corners(row[1]) == [(0, 0), (110, 0), (220, 0)]


@pytest.mark.parametrize(
    ("width", "expected", "height"),
    [(319, [(0, 0), (110, 0), (0, 110)], 210), (150, [(0, 0), (0, 110), (0, 220)], 320)],
)
def test_the_rest_goes_below(
    gui: Person, row: tuple[QWidget, list[QWidget]], width: int, expected: list[tuple[int, int]], height: int
) -> None:
    root, parts = row
    root.resize(width, 400)
    gui.settle()
    assert corners(parts) == expected
    assert root.heightForWidth(width) == height


def test_hidden_ones_take_no_room(gui: Person, row: tuple[QWidget, list[QWidget]]) -> None:
    row[1][1].hide()
    gui.settle()
    assert corners(row[1])[2] == (110, 0)


def test_margins_belong_to_the_height(gui: Person) -> None:
    part = QWidget()
    part.setFixedSize(100, 100)
    layout = FlowLayout(GAP, [part])
    root = QWidget()
    root.setLayout(layout)
    layout.setContentsMargins(5, 6, 7, 8)
    gui.show(root, 200, 200)
    layout.setGeometry(QRect(0, 0, 200, 200))
    assert (part.x(), part.y()) == (5, 6)
    assert layout.heightForWidth(200) == 114
    assert layout.minimumSize().toTuple() == (112, 114)
