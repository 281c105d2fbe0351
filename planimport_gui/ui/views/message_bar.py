"""One line above the table that says what happened, with at most one thing to do about it."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import Message, MessageKind, RowMark
from planimport_gui.ui.views.parts import button, icon_button, label, paint_text

_STATES = {
    MessageKind.NEWS: "way",
    MessageKind.GOOD: "imported",
    MessageKind.CHECK: "check",
    MessageKind.ERROR: "error",
    MessageKind.DOUBT: "doubt",
}
_MARKS = {
    MessageKind.NEWS: None,
    MessageKind.GOOD: RowMark.IMPORTED,
    MessageKind.CHECK: RowMark.CHECK,
    MessageKind.ERROR: RowMark.ERROR,
    MessageKind.DOUBT: RowMark.UNKNOWN,
}


class MessageBar(QFrame):
    """Hidden while there is nothing to say. ``pressed`` tells the name of the message's action."""

    pressed = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message_bar")
        self._look = look
        self._message: Message | None = None
        self._text = label(look)
        self._text.setObjectName("message_text")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._action = button("message_action", press=self._press)
        self._close = icon_button(look, "close", "message_close", texts.say("ui.message.close"))
        self._close.clicked.connect(self._dismiss)
        self._lay_out()
        self.hide()

    def show_state(self, message: Message | None) -> None:
        """Show a message, or nothing; what is shown anew is read aloud when the reader has time."""
        if message == self._message:
            return
        self._message = message
        self.setVisible(message is not None)
        if message is None:
            return
        self._text.setText(message.text)
        paint_text(self._text, self._look, f"{_STATES[message.kind]}.text")
        self._action.setText(message.action)
        self._action.setVisible(bool(message.action))
        self.setAccessibleName(message.text)
        self._announce(message)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._message is None:
            return
        painter = QPainter(self)
        u, kind = self._look.u, self._message.kind
        painter.fillRect(self.rect(), self._look.color(f"{_STATES[kind]}.fill"))
        painter.fillRect(0, 0, u, self.height(), self._look.color(f"{_STATES[kind]}.mark"))
        mark = _MARKS[kind]
        sign = QRectF(3 * u, (self.height() - 4 * u) / 2, 4 * u, 4 * u)
        if mark is None:
            self._look.icon("info", f"{_STATES[kind]}.text").paint(painter, sign.toRect())
        else:
            self._look.paint_mark(painter, sign, mark, self._look.color(f"{_STATES[kind]}.mark"))
        painter.end()

    def _announce(self, message: Message) -> None:
        event = QAccessibleAnnouncementEvent(self, message.text)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _press(self) -> None:
        if self._message is not None:
            self.pressed.emit(self._message.name)

    def _dismiss(self) -> None:
        self.show_state(None)

    def _lay_out(self) -> None:
        u = self._look.u
        row = QHBoxLayout(self)
        row.setContentsMargins(9 * u, u, 2 * u, u)
        row.setSpacing(3 * u)
        row.addWidget(self._text, 1)
        row.addWidget(self._action)
        row.addWidget(self._close)
