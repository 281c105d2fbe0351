"""Under high contrast everything wears the system's colours, from the start or from the moment it is wished."""

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from support.dialog_world import NORTH, Accounts, Later
from support.gui import Person, Signals, picture, the
from support.plan_sheets import plain_document
from ui.colours import contrast

from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.project import ProjectDialog
from planimport_gui.ui.look import Look
from planimport_gui.ui.look.system import Following, System
from planimport_gui.ui.look.tokens import STATES, tokens
from planimport_gui.ui.states import ChipsState, Filter, FooterButton, FooterState, Message, MessageKind, TopState
from planimport_gui.ui.views.filter_bar import FilterBar
from planimport_gui.ui.views.footer import Footer
from planimport_gui.ui.views.message_bar import MessageBar
from planimport_gui.ui.views.plan_table import PlanTable
from planimport_gui.ui.views.start_page import StartPage
from planimport_gui.ui.views.top_bar import TopBar

NIGHT = ("#000000", "#ffff00", "#00ffff", "#200040", "#ff80ff")
DESERT = ("#fffaef", "#3d3d3d", "#903909", "#fff5e3", "#1c5e75")
DESIGN = {QColor(value).name() for dark in (False, True) for value in tokens(dark=dark).values()}


def system_palette(ground: str, text: str, chosen: str, on_chosen: str, link: str) -> QPalette:
    """As Windows makes it of the few colours of a contrast theme."""
    made, role = QPalette(QColor(ground)), QPalette.ColorRole
    for roles, color in {
        (role.Window, role.Base, role.Button, role.AlternateBase, role.ToolTipBase): ground,
        (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.PlaceholderText, role.BrightText): text,
        (role.Highlight, role.Accent): chosen,
        (role.HighlightedText,): on_chosen,
        (role.Link, role.LinkVisited): link,
    }.items():
        for one in roles:
            made.setColor(one, QColor(color))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, QColor("#3ff23f" if ground == NIGHT[0] else "#676767"))
    return made


class Wishes(QObject):
    """A system whose wishes a test changes; stands before the application, whose own palette is the system's."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self.application = application
        self.dark = self.high_contrast = False
        self.colors = NIGHT

    def palette(self) -> QPalette:
        return system_palette(*self.colors)

    def setPalette(self, palette: QPalette, kind: str | None = None) -> None:  # noqa: N802 - Qt's name
        if kind is not None:
            self.application.setPalette(palette, kind)  # type: ignore[arg-type]  # as the program does it
        else:
            self.application.setPalette(palette if palette.resolveMask() else self.palette())

    def allWidgets(self) -> list[QWidget]:  # noqa: N802 - Qt's name
        return self.application.allWidgets()

    def wish(self, *, high_contrast: bool = False, dark: bool = False, colors: tuple[str, ...] = NIGHT) -> None:
        self.high_contrast, self.dark, self.colors = high_contrast, dark, colors
        self.changed.emit()


@pytest.fixture
def wishes(application: QApplication) -> Iterator[Wishes]:
    made = Wishes(application)
    yield made
    plain = application.style().standardPalette()
    Look(False, application.font()).dress(application)
    application.setPalette(plain)
    QToolTip.setPalette(plain)


def views(gui: Person, texts: Texts, look: Look) -> list[QWidget]:
    """Some of everything that keeps colours for itself: words, links, icons, marks, style sheets, cells."""
    top, message, footer, chips, start = (
        TopBar(texts, look), MessageBar(texts, look), Footer(texts, look), FilterBar(texts, look), StartPage(texts, look),
    )  # fmt: skip
    top.show_state(TopState(file="МП v10.xlsx", project=NORTH, projects=(NORTH,), address="https://example.test"))
    message.show_state(Message("Не вышло.", MessageKind.ERROR, "Ещё раз", "again"))
    others = (FooterButton("back_to_sheet_button", "К таблице"),)
    footer.show_state(FooterState("▲ Проверьте.", FooterButton("next_plan_button", "Дальше"), others, warns=True))
    chips.show_state(ChipsState(((Filter.ALL, 3), (Filter.IMPORTED, 1), (Filter.REFUSED, 0)), Filter.IMPORTED))
    table = PlanTable(texts, look)
    table.set_document(plain_document(5))
    dialog = ProjectDialog(texts, look, Later(), Accounts(NORTH), NORTH)  # type: ignore[arg-type]  # stands in for Jobs
    made = [top, message, footer, chips, start, table, dialog]
    for widget in made:
        gui.show(widget, 900, 400)
    gui.wait_until(lambda: not (table.working or table.model_.busy or table.model_.survey.busy))
    table.show_row(RowId(2), Field.SOURCE)
    gui.settle()
    return made


def pictures(gui: Person, shown: list[QWidget]) -> list[QImage]:
    """Without a focus, which one window alone could have."""
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    gui.settle()
    return [picture(widget) for widget in shown]


def colours_of(image: QImage) -> set[str]:
    return {QColor(image.pixel(x, y)).name() for x, y in product(range(image.width()), range(image.height()))}


def follow(gui: Person, wishes: Wishes, wish: str = "") -> tuple[Look, Following]:
    look = Look(False, gui.application.font())
    return look, Following(wishes, look, wish, wishes)  # type: ignore[arg-type]  # what it needs of an application


@pytest.mark.parametrize("wish", ["", "light", "dark"])
def test_the_system_comes_before_the_users_wish(gui: Person, wishes: Wishes, wish: str) -> None:
    wishes.wish(high_contrast=True)
    look, _following = follow(gui, wishes, wish)
    assert look.color("text").name() == NIGHT[1]
    assert gui.application.palette().window().color().name() == NIGHT[0]


@pytest.mark.parametrize("colors", [NIGHT, DESERT], ids=["night", "desert"])
def test_nothing_keeps_a_colour_of_the_design(
    gui: Person, russian: Texts, wishes: Wishes, colors: tuple[str, ...]
) -> None:
    look, _following = follow(gui, wishes)
    shown = views(gui, russian, look)
    assert any(colours_of(image) & DESIGN for image in pictures(gui, shown))
    wishes.wish(high_contrast=True, colors=colors)
    gui.settle()
    for widget, image in zip(shown, pictures(gui, shown), strict=True):
        assert not colours_of(image) & DESIGN, widget.objectName()


@pytest.mark.parametrize("then", [{"high_contrast": True}, {"dark": True}], ids=["contrast", "dark"])
def test_what_changes_in_mid_use_is_as_if_it_had_always_been_so(
    gui: Person, russian: Texts, wishes: Wishes, then: dict[str, bool]
) -> None:
    look, _following = follow(gui, wishes)
    shown = views(gui, russian, look)
    before = pictures(gui, shown)
    wishes.wish(**then)
    gui.settle()
    changed = pictures(gui, shown)
    fresh = pictures(gui, views(gui, russian, look))
    for widget, one, other in zip(shown, changed, fresh, strict=True):
        assert one == other, widget.objectName()
    wishes.wish()
    gui.settle()
    for widget, one, other in zip(shown, pictures(gui, shown), before, strict=True):
        assert one == other, widget.objectName()


def test_another_contrast_theme_is_followed(gui: Person, wishes: Wishes) -> None:
    wishes.wish(high_contrast=True)
    look, _following = follow(gui, wishes)
    wishes.wish(high_contrast=True, colors=DESERT)
    gui.wait_until(lambda: look.color("text").name() == DESERT[1])
    assert gui.application.palette("QPushButton").color(QPalette.ColorRole.Button).name() == DESERT[0]  # type: ignore[arg-type]


@pytest.mark.parametrize("colors", [NIGHT, DESERT], ids=["night", "desert"])
class TestColours:
    def test_can_be_read(self, gui: Person, wishes: Wishes, colors: tuple[str, ...]) -> None:
        wishes.wish(high_contrast=True, colors=colors)
        look, _following = follow(gui, wishes)
        for state in STATES:
            for ground in ("window", "surface", f"{state}.fill"):
                assert contrast(look.color(f"{state}.text"), look.color(ground)) >= 7
                assert contrast(look.color(f"{state}.mark"), look.color(ground)) >= 7
        assert contrast(look.color("primaryText"), look.color("primary")) >= 4.5
        assert contrast(look.color("link"), look.color("surface")) >= 4.5
        ground, ink = look.selected
        assert ink is not None
        assert contrast(ink, ground) >= 4.5

    def test_a_link_that_cannot_be_read_is_text(self, gui: Person, wishes: Wishes, colors: tuple[str, ...]) -> None:
        wishes.wish(high_contrast=True, colors=(*colors[:4], colors[0]))
        look, _following = follow(gui, wishes)
        assert look.color("link").name() == colors[1]

    def test_a_selected_cell_is_read_in_the_colours_for_that(
        self, gui: Person, russian: Texts, wishes: Wishes, colors: tuple[str, ...]
    ) -> None:
        wishes.wish(high_contrast=True, colors=colors)
        look, _following = follow(gui, wishes)
        table = gui.show(PlanTable(russian, look), 900, 400)
        table.set_document(plain_document(3))
        gui.wait_until(lambda: not (table.working or table.model_.busy or table.model_.survey.busy))
        table.selectAll()
        gui.settle()
        found = colours_of(picture(table))
        assert {colors[2], colors[3]} <= found

    @pytest.mark.parametrize("kind", [QLineEdit, QComboBox, QPushButton, QRadioButton, QCheckBox])
    def test_the_frame_of_a_control_can_be_seen(
        self, gui: Person, wishes: Wishes, colors: tuple[str, ...], kind: type[QWidget]
    ) -> None:
        wishes.wish(high_contrast=True, colors=colors)
        look, _following = follow(gui, wishes)
        around, control = QWidget(), kind()
        QVBoxLayout(around).addWidget(control)
        gui.show(around)
        image, left = picture(around), control.geometry()
        line = [QColor(image.pixel(left.x() + step, left.center().y())) for step in range(20)]
        assert max(contrast(color, look.color("window")) for color in line) >= 3


def test_the_primary_button_follows(gui: Person, russian: Texts, wishes: Wishes) -> None:
    look, _following = follow(gui, wishes)
    start = gui.show(StartPage(russian, look), 900, 500)
    button = the(start, QPushButton, "open_plan_button")
    wishes.wish(high_contrast=True)
    gui.settle()
    assert NIGHT[2] in colours_of(picture(button))


def test_what_qt_knows_of_the_system_is_heard(gui: Person) -> None:
    system = System(gui.application)
    changes = Signals(system.changed)
    hints = gui.application.styleHints()
    assert system.high_contrast is (hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)
    system._contrast.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert len(changes.told) == 2
