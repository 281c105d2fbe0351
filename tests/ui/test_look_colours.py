"""Every text and mark of the palette can be read, and native controls can be seen, in light and dark."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from support.gui import Person, picture
from ui.colours import SIGHTS, contrast, distance

from planimport_gui.ui.look import Look
from planimport_gui.ui.look.tokens import STATES, tokens

GROUNDS = ("window", "surface", "header", "selection")
FILLED = tuple(state for state in STATES if state != "waiting")


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def look(request: pytest.FixtureRequest, application: QApplication) -> Look:
    return Look(request.param, application.font())


@pytest.fixture
def dressed(look: Look, application: QApplication) -> Iterator[Look]:
    """The whole application wears the look, and gets its own back."""
    before = application.style().standardPalette()
    look.dress(application)
    yield look
    application.setPalette(before)
    QToolTip.setPalette(before)


def test_both_looks_have_the_same_names() -> None:
    assert tokens(dark=False).keys() == tokens(dark=True).keys()
    assert {f"{state}.{part}" for state in STATES for part in ("text", "fill", "mark")} <= tokens(dark=False).keys()


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("name", ["text", "secondary"])
def test_text_can_be_read_everywhere(look: Look, name: str, ground: str) -> None:
    assert contrast(look.color(name), look.color(ground)) >= 4.5


@pytest.mark.parametrize("ground", ["window", "surface", "header"])
def test_links_can_be_read(look: Look, ground: str) -> None:
    assert contrast(look.color("link"), look.color(ground)) >= 4.5


@pytest.mark.parametrize("name", ["primary", "primaryHover"])
def test_the_primary_button_can_be_read(look: Look, name: str) -> None:
    assert contrast(look.color("primaryText"), look.color(name)) >= 4.5


@pytest.mark.parametrize("state", STATES)
def test_states_can_be_read_and_seen(look: Look, state: str) -> None:
    for ground in ("window", "surface", f"{state}.fill"):
        assert contrast(look.color(f"{state}.text"), look.color(ground)) >= 4.5
        assert contrast(look.color("text"), look.color(ground)) >= 7
    for ground in ("window", "surface"):
        assert contrast(look.color(f"{state}.mark"), look.color(ground)) >= 3
        assert contrast(look.color("border"), look.color(ground)) >= 3


@pytest.mark.parametrize("sight", SIGHTS)
def test_marks_are_told_apart_by_all_eyes(look: Look, sight: str) -> None:
    near = {
        (one, other): distance(look.color(f"{one}.mark"), look.color(f"{other}.mark"), sight)
        for one, other in combinations(STATES, 2)
    }
    assert not {pair: value for pair, value in near.items() if value < 14}


def test_nothing_of_the_palette_is_left_to_chance(look: Look) -> None:
    ours = {look.color(name).name() for name in tokens(dark=False)}
    roles = [
        role for role in QPalette.ColorRole if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole)
    ]
    groups = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)
    assert not [
        (group, role) for group in groups for role in roles if look.palette().color(group, role).name() not in ours
    ]


class Ground(QWidget):
    """Painted in one colour. A palette would be handed on to the controls on it."""

    def __init__(self, color: QColor) -> None:
        super().__init__()
        self._color = color

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - the name is Qt's
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._color)
        painter.end()


CONTROLS = (QLineEdit, QComboBox, QSpinBox, QPlainTextEdit, QPushButton, QRadioButton, QCheckBox)


@pytest.mark.parametrize("ground", ["window", "surface"])
@pytest.mark.parametrize("kind", CONTROLS, ids=lambda kind: kind.__name__)
def test_the_frame_of_a_control_can_be_seen(gui: Person, dressed: Look, kind: type[QWidget], ground: str) -> None:
    """Rendered as the style draws it: along the middle line, something at its left end stands out."""
    around = Ground(dressed.color(ground))
    control = kind()
    QVBoxLayout(around).addWidget(control)
    gui.show(around)
    image, left = picture(around), control.geometry()
    line = [QColor(image.pixel(left.x() + step, left.center().y())) for step in range(20)]
    assert max(contrast(color, dressed.color(ground)) for color in line) >= 3


def test_what_is_chosen_in_a_control_can_be_seen(gui: Person, dressed: Look) -> None:
    for kind in (QRadioButton, QCheckBox):
        box = gui.show(kind())
        empty = picture(box)
        box.setChecked(True)
        full = picture(box)
        changed = [
            contrast(QColor(empty.pixel(x, y)), QColor(full.pixel(x, y)))
            for x in range(full.width())
            for y in range(full.height())
        ]
        assert max(changed) >= 3, kind
