"""Marks and icons: each has a shape of its own, without colour, at any scale; sizes and fonts follow the base."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QFontInfo, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication
from support.gui import Person

from planimport_gui.facts.records import BatchState
from planimport_gui.ui.look import Look
from planimport_gui.ui.look.icons import NAMES
from planimport_gui.ui.states import RowMark

BLACK = QColor("black")


def drawn(look: Look, mark: RowMark | BatchState, size: int = 14, color: QColor | None = BLACK) -> QImage:
    image = QImage(size, size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    look.paint_mark(painter, QRectF(0, 0, size, size), mark, color)
    painter.end()
    return image


def difference(one: QImage, other: QImage) -> float:
    """How much of the picture differs, from 0 to 1."""
    places = [(x, y) for x in range(one.width()) for y in range(one.height())]
    apart = sum(abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) for x, y in places)
    return apart / 255 / len(places)


@pytest.mark.parametrize("kind", [RowMark, BatchState])
def test_shapes_differ_without_colour(look: Look, gui: Person, kind: type[RowMark | BatchState]) -> None:
    pictures = {mark: drawn(look, mark) for mark in kind}
    alike = [
        (one, other) for one, other in combinations(pictures, 2) if difference(pictures[one], pictures[other]) < 0.02
    ]
    assert not alike


@pytest.mark.parametrize("mark", [*RowMark, *BatchState], ids=lambda mark: f"{type(mark).__name__}-{mark}")
def test_every_mark_is_drawn_in_the_colour_of_its_state_inside_its_place(
    look: Look, gui: Person, mark: RowMark
) -> None:
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(look.color("surface"))
    painter = QPainter(image)
    look.paint_mark(painter, QRectF(20, 10, 20, 20), mark)
    painter.end()
    touched = [
        (x, y) for x in range(60) for y in range(40) if image.pixelColor(x, y).name() != look.color("surface").name()
    ]
    assert touched
    assert all(20 <= x < 40 and 10 <= y < 30 for x, y in touched)
    assert look.color(f"{look.state(mark)}.mark").name() in {image.pixelColor(x, y).name() for x, y in touched}


def test_a_row_and_a_batch_of_the_same_name_have_shapes_of_their_own(look: Look, gui: Person) -> None:
    assert str(RowMark.UNDONE) == str(BatchState.UNDONE)
    assert difference(drawn(look, RowMark.UNDONE), drawn(look, BatchState.UNDONE)) > 0.02


@pytest.mark.parametrize("mark", [RowMark.IMPORTED, RowMark.ERROR, RowMark.UNKNOWN, BatchState.SUCCESS])
def test_a_large_mark_is_the_small_one_enlarged_and_not_blurred(look: Look, gui: Person, mark: RowMark) -> None:
    large = drawn(look, mark, 140)
    grey = [1 for x in range(140) for y in range(140) if 40 < large.pixelColor(x, y).lightness() < 215]
    assert len(grey) < 0.08 * 140 * 140


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_and_greyed(look: Look, gui: Person, name: str) -> None:
    icon = look.icon(name)
    normal, off = (icon.pixmap(24, 24, mode).toImage() for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled))
    assert look.color("text").name() in {normal.pixelColor(x, y).name() for x in range(24) for y in range(24)}
    assert look.color("border").name() in {off.pixelColor(x, y).name() for x in range(24) for y in range(24)}


def test_unknown_names_are_errors(look: Look, gui: Person) -> None:
    for wrong in (look.color, look.font, look.icon, look.stylesheet):
        with pytest.raises(KeyError):
            wrong("nothing")


def test_the_unit_and_the_fonts_follow_the_base(application: QApplication) -> None:
    small, large = QFont(application.font()), QFont(application.font())
    small.setPixelSize(12)
    large.setPixelSize(24)
    assert Look(False, small).u == 4
    assert Look(False, large).u == 8
    assert Look(False, large).row_height > Look(False, small).row_height >= 24
    sizes = [QFontInfo(Look(False, large).font(role)).pixelSize() for role in ("caption", "body", "section", "title")]
    assert sizes == [22, 24, 30, 38]


def test_captions_never_fall_under_eight_points(application: QApplication) -> None:
    font = QFont(application.font())
    font.setPointSizeF(8.5)
    assert Look(False, font).font("caption").pointSizeF() == 8
    assert Look(False, font).font("body").pointSizeF() == 8.5
