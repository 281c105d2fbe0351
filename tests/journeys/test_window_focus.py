"""Who works with the keys sees where they are; who works with the mouse is not left a frame."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from support.desktop import desktop
from support.gui import LEFT, NONE, Person
from support.tour import tour, toured
from ui.colours import contrast

from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.window import Page

TAB = Qt.FocusPolicy.TabFocus
SEEN = QSize(500, 90)
"""As much of a control as is looked at."""
GOES_ON = ("4-running",)
"""States that change by themselves."""


def controls(top: QWidget) -> list[QWidget]:
    """What Tab goes to."""
    found = [each for each in top.findChildren(QWidget) if each.focusPolicy() & TAB and each.focusProxy() is None]
    # The page itself takes what is pasted; it is no control.
    return [each for each in found if each.isVisible() and each.isEnabled() and each.objectName() != "start_page"]


def around(control: QWidget, top: QWidget) -> QImage:
    """The upper left of a control and a little beside it."""
    corner = control.mapTo(top, QPoint(0, 0))
    return top.grab(QRect(corner, control.size().boundedTo(SEEN)).adjusted(-4, -4, 4, 4) & top.rect()).toImage()


def told_apart(one: QImage, other: QImage) -> int:
    """How many points of two pictures are clearly different."""
    points = [(x, y) for x in range(one.width()) for y in range(one.height()) if one.pixel(x, y) != other.pixel(x, y)]
    return sum(contrast(one.pixelColor(*point), other.pixelColor(*point)) >= 2.8 for point in points)


def framed(gui: Person, control: QWidget, top: QWidget) -> bool:
    """Whether a line as long as the control, at least, says that it has the keyboard."""
    control.setFocus(Qt.FocusReason.TabFocusReason)
    for area in top.findChildren(QScrollArea):
        if area.isAncestorOf(control):
            area.ensureWidgetVisible(control)
    gui.settle()
    assert QApplication.focusWidget() is control
    with_it = around(control, top)
    control.clearFocus()
    gui.settle()
    return told_apart(with_it, around(control, top)) >= min(control.width(), 100)


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_control_shows_that_it_has_the_keyboard(gui: Person, tmp_path: Path, look: str) -> None:
    unseen: list[str] = []
    with toured(gui, tmp_path, Texts(Language.RUSSIAN), (1366, 720), look) as stage:
        for name in tour(stage):
            gui.settle()
            top = QApplication.activeModalWidget() or stage.story.window
            if name in GOES_ON:
                continue
            gui.press(QApplication.focusWidget() or top, Qt.Key.Key_Tab)
            shown = controls(top)
            assert shown
            unseen += [f"{name}: {each.objectName()}" for each in shown if not framed(gui, each, top)]
    assert not unseen, "\n".join(unseen)


def test_f6_ends_at_a_control_in_every_zone(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        story.open(resource("sample-plan.xlsx"))
        for page in (Page.WORK, Page.RUNS):
            if page is Page.RUNS:
                story.trigger("action_runs")
                gui.wait_until(lambda: story.find_button("leave_runs_button"))
            zones = story.window.zones()
            reached = []
            for _ in zones:
                story.trigger("action_next_zone")
                focus = QApplication.focusWidget()
                assert focus in controls(story.window)
                reached.append(next(zone for zone in zones if zone is focus or zone.isAncestorOf(focus)))
            assert set(reached) == set(zones)


def test_the_mouse_leaves_no_frame_around_a_button_of_the_footer(gui: Person, tmp_path: Path) -> None:
    with PracticeService(pace=0) as service, desktop(gui, tmp_path, service.address) as story:
        story.open(resource("sample-plan.xlsx"))
        gui.press(story.window.table, Qt.Key.Key_F6)
        button = story.find_button("import_button")
        assert button is not None
        before = around(button, story.window)
        middle = button.mapTo(story.window, button.rect().center())
        QTest.mousePress(story.window.windowHandle(), LEFT, NONE, middle)
        QTest.mouseMove(story.window.windowHandle(), QPoint(5, 300))
        QTest.mouseRelease(story.window.windowHandle(), LEFT, NONE, QPoint(5, 300))
        gui.settle()
        assert QApplication.focusWidget() is not button
        assert not told_apart(before, around(button, story.window))
