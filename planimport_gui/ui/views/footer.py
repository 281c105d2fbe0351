"""The footer: one sentence that says what now, and the buttons for it."""

from functools import partial

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import FooterButton, FooterState
from planimport_gui.ui.views.parts import ENTER, label, paint_text

_SENDS = ("confirm_button", "retry_button", "go_on_button")
"""What sends is pressed with the mouse or with Space, never with Enter."""
_SLOW_CLICK = 1500
"""Milliseconds after a press within which a second one is not meant for what took its place."""
_SENTENCE = 40
"""Width in units that the sentence has beside the buttons at least, if it is that long."""


class Footer(QFrame):
    """Tells the name of the button that was pressed.

    A button that sends may take the place of the one pressed before it. So that the second half of a double click,
    however slow, never sends, it stays disabled for a while after that press.
    """

    pressed = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("footer")
        self._look = look
        self._state: FooterState | None = None
        self._buttons: dict[str, _Button] = {}
        self._pressed_at = QElapsedTimer()
        self._sentence = label(look)
        self._sentence.setObjectName("footer_sentence")
        self._row = QHBoxLayout()
        self._row.setSpacing(2 * look.u)
        self._row.addStretch(1)
        self._all = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._all.setContentsMargins(3 * look.u, 2 * look.u, 3 * look.u, 2 * look.u)
        self._all.setSpacing(2 * look.u)
        self._all.addWidget(self._sentence, 1)
        self._all.addLayout(self._row)
        self.setMinimumHeight(13 * look.u)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_state(self, state: FooterState) -> None:
        """Show other words and buttons; buttons of the same name are the same widgets."""
        if state == self._state:
            return
        self._state = state
        if self._sentence.text() != state.sentence:
            self._sentence.setText(state.sentence)
        paint_text(self._sentence, self._look, "check.text" if state.warns else "text")
        wanted = (*state.others, *((state.primary,) if state.primary else ()))
        for name in self._buttons.keys() - {button.name for button in wanted}:
            if self._buttons[name].hasFocus():
                # Qt would give it to some other button of the window.
                self.setFocus()
            self._row.removeWidget(self._buttons[name])
            self._buttons[name].hide()
        for place, button in enumerate(wanted, 1):
            self._place(place, button, primary=button is state.primary)
        self._arrange(self.width())

    @property
    def entry(self) -> QWidget:
        """Where the keyboard comes to: the main button, else the first that can be pressed."""
        names = [button.name for button in (self._state.primary, *self._state.others) if button] if self._state else []
        return next((self._buttons[name] for name in names if self._buttons[name].isEnabled()), self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("surface"))
        painter.fillRect(0, 0, self.width(), 1, self._look.color("grid"))
        painter.end()

    def _place(self, place: int, button: FooterButton, *, primary: bool) -> None:
        shown = self._buttons.get(button.name)
        if shown is None:
            shown = self._buttons[button.name] = _Button(button.name, self)
            shown.setMinimumHeight(8 * self._look.u)
            shown.clicked.connect(partial(self._press, button.name))
        if self._row.indexOf(shown) != place:
            self._row.removeWidget(shown)
            self._row.insertWidget(place, shown)
        shown.setText(button.text)
        look = self._look
        look.wear(shown, "sheet", lambda worn: worn.dress(look.stylesheet("primary") if primary else ""))
        shown.allow(button.enabled, self._guard())
        shown.show()

    def _arrange(self, width: int) -> None:
        """The sentence beside the buttons; above them where it would have no room."""
        u = self._look.u
        needed = min(self._sentence.sizeHint().width(), _SENTENCE * u)
        beside = self._row.sizeHint().width() + needed + 8 * u <= width
        way = QBoxLayout.Direction
        self._all.setDirection(way.LeftToRight if beside else way.TopToBottom)

    def _press(self, name: str) -> None:
        self._pressed_at.start()
        self.pressed.emit(name)

    def _guard(self) -> int:
        """Milliseconds for which a button that sends is disabled when it appears."""
        since = self._pressed_at.elapsed() if self._pressed_at.isValid() else _SLOW_CLICK
        return max(QApplication.doubleClickInterval(), _SLOW_CLICK - since)


class _Button(QPushButton):
    """Pressed by mouse and Space, by Enter only where nothing is sent."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setDefault(False)
        self.hide()
        self._allowed = True
        self._waits = QTimer(self)
        self._waits.setSingleShot(True)
        self._waits.timeout.connect(self._settle)

    def dress(self, sheet: str) -> None:
        if self.styleSheet() != sheet:
            self.setStyleSheet(sheet)

    def allow(self, enabled: bool, guard: int) -> None:
        """Enable or disable; one that sends and was not there before waits ``guard`` milliseconds."""
        self._allowed = enabled
        if self.isHidden() and self.objectName() in _SENDS:
            self._waits.start(guard)
        self._settle()

    def _settle(self) -> None:
        self.setEnabled(self._allowed and not self._waits.isActive())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif self.objectName() not in _SENDS and not event.isAutoRepeat():
            self.click()
