"""One card of the problem panel: what is wrong, in how many rows, what it becomes, and buttons."""

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)  # fmt: skip
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QWidget

from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.problems import Severity
from planimport_gui.texts import Texts
from planimport_gui.ui import card_words as words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import Card, CardKind, RowMark
from planimport_gui.ui.views.parts import ENTER

_MARKS = {Severity.ERROR: RowMark.ERROR, Severity.REPEAT: RowMark.LEFT_OUT, Severity.WARNING: RowMark.CHECK}
_PRESSES = ("fix", "dmy", "mdy", "day", "month", "show")
"""Buttons that Space and Enter on a card may mean; the first one there is, unless there are two answers."""
_QUESTIONS = (CardKind.DATES, CardKind.END)


class Lines:
    """A text in lines of some width. Long words are broken rather than cut off."""

    def __init__(self, text: str, font: QFont, width: int) -> None:
        self._layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self.height = 0.0
        self._layout.beginLayout()
        while text and (line := self._layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0, self.height))
            self.height += line.height()
        self._layout.endLayout()

    def draw(self, painter: QPainter, x: float, y: float) -> None:
        self._layout.draw(painter, QPointF(x, y))


class CardButton(QPushButton):
    """Enter presses it too; the arrow keys are left to the panel."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _press_by_enter(self, event):
            super().keyPressEvent(event)


class CardLink(QAbstractButton):
    """A button that looks like a link; painted, since a style sheet for each of hundreds would take too long."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * self._look.u, metrics.height() + 2 * self._look.u)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(self._look.color("link" if self.isEnabled() else "secondary"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _press_by_enter(self, event):
            super().keyPressEvent(event)


class ProblemCard(QWidget):
    """Shows a card. ``pressed`` tells which of its buttons: ``fix dmy mdy day month show other aside``.

    ``step`` tells how many cards the arrow keys go on. The text is painted, which is what makes a hundred quick.
    """

    pressed = Signal(object)
    step = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem_card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._texts, self._look = texts, look
        self._font, self._heavy, self._small = look.font("body"), look.font("body"), look.font("caption")
        self._heavy.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetrics(self._font)
        self._buttons: dict[str, QAbstractButton] = {}
        self._shown: tuple[str, ...] = ()
        self._below: QWidget | None = None
        self._said = ("", "", "", "")
        self._laid: tuple[Lines, Lines, Lines] | None = None
        self._mark = RowMark.ERROR
        self.card: Card | None = None

    # showing

    def show_card(self, card: Card, *, busy: bool = False) -> None:
        """Show another card, or this one as it is now."""
        if card != self.card:
            self.card = card
            texts = self._texts
            rows = texts.say("ui.card.rows", rows=card.rows)
            self._said = (words.title(card, texts), words.text(card, texts), words.note(card, texts), rows)
            self._mark = _MARKS[card.problem.severity]
            self.setAccessibleName(f"{self._said[0]}, {rows}")
            self.setAccessibleDescription(" ".join(self._said[1:3]))
            self._show_buttons(card)
            self._lay_out(self.width())
            self.update()
        for name in self._shown:
            self._buttons[name].setEnabled(not busy)

    @property
    def buttons(self) -> dict[str, QAbstractButton]:
        """Those that are there now, by what they do, in order."""
        return {name: self._buttons[name] for name in self._shown}

    def put_below(self, widget: QWidget | None) -> None:
        """Show a widget below the buttons, or none any more."""
        self._below = widget
        if widget is not None:
            widget.setParent(self)
            widget.show()
        self._lay_out(self.width())

    def _show_buttons(self, card: Card) -> None:
        labels = _labels(card, self._texts)
        self._shown = tuple(labels)
        for name, text in labels.items():
            button = self._buttons.get(name) or self._make(name)
            button.setText(text)
            button.show()
        for name in self._buttons.keys() - labels.keys():
            self._buttons[name].hide()

    def _make(self, name: str) -> QAbstractButton:
        button = CardButton(self) if name in _PRESSES else CardLink(self._look, self)
        button.setObjectName(f"card_{name}_button")
        button.setFont(self._font)
        button.clicked.connect(partial(self.pressed.emit, name))
        self._buttons[name] = button
        return button

    # size

    def _lay_out(self, width: int) -> None:
        u = self._look.u
        inner = width - 7 * u
        title, text, note, rows = self._said
        rows_width = self._metrics.horizontalAdvance(rows) + 2 * u
        heading = Lines(title, self._heavy, inner - 5 * u - rows_width)
        self._laid = (heading, Lines(text, self._font, inner), Lines(note, self._small, inner))
        y = 2 * u + sum(lines.height for lines in self._laid) + u
        y = self._place_buttons(round(y) + u, inner)
        if self._below is not None:
            height = self._below.sizeHint().height()
            self._below.setGeometry(4 * u, y + u, inner, height)
            y += height + u
        self.setFixedHeight(y + 2 * u)

    def _place_buttons(self, y: int, inner: int) -> int:
        """Side by side as long as there is room; answers where they end."""
        u = self._look.u
        x, height = 0, 0
        for button in self.buttons.values():
            size = button.sizeHint()
            wide = min(size.width(), inner)
            if x and x + wide > inner:
                x, y, height = 0, y + height + u, 0
            button.setGeometry(4 * u + x, y, wide, size.height())
            x, height = x + wide + 2 * u, max(height, size.height())
        return y + height

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._lay_out(event.size().width())

    def sizeHint(self) -> QSize:
        return QSize(60 * self._look.u, self.height())

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._laid is None:
            return
        u, look = self._look.u, self._look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter)
        mark = QRectF(4 * u, 2 * u, 4 * u, self._metrics.height())
        look.paint_mark(painter, mark, self._mark)
        heading, text, note = self._laid
        painter.setPen(look.color("text"))
        heading.draw(painter, 9 * u, 2 * u)
        y = 2 * u + heading.height + u / 2
        text.draw(painter, 4 * u, y)
        painter.setPen(look.color("secondary"))
        note.draw(painter, 4 * u, y + text.height)
        painter.setFont(self._font)
        right = QRect(0, 2 * u, self.width() - 3 * u, self._metrics.height())
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._said[3])
        painter.end()

    def _paint_frame(self, painter: QPainter) -> None:
        u, look = self._look.u, self._look
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.color("link" if self.hasFocus() else "grid"), 2 if self.hasFocus() else 1))
        painter.setBrush(look.color("surface"))
        painter.drawRoundedRect(frame, 2 * u, 2 * u)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color(f"{look.state(self._mark)}.mark"))
        painter.drawRoundedRect(QRectF(u, 2 * u, u, self.height() - 4 * u), u / 2, u / 2)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Home: -len(_PRESSES) * 1000, Qt.Key.Key_End: 4000}
        key = Qt.Key(event.key())
        if key in steps:
            self.step.emit(steps[key])
        elif self.hasFocus() and key in (*ENTER, Qt.Key.Key_Space):
            self._press_first()
        else:
            super().keyPressEvent(event)

    def _press_first(self) -> None:
        """Of two answers none is chosen by itself: the first gets the focus."""
        button = next((self._buttons[name] for name in _PRESSES if name in self._shown), None)
        if button is not None and self.card is not None and self.card.kind in _QUESTIONS:
            button.setFocus(Qt.FocusReason.TabFocusReason)
        elif button is not None:
            button.click()


def _labels(card: Card, texts: Texts) -> dict[str, str]:
    """The buttons of a card in order: what they do, and what stands on them."""
    found: dict[str, str] = {}
    if said := words.press(card, texts):
        found["fix"] = said
    if card.kind is CardKind.DATES:
        found["dmy"] = words.date_press(card, DateOrder.DAY_FIRST, texts)
        found["mdy"] = words.date_press(card, DateOrder.MONTH_FIRST, texts)
    if card.kind is CardKind.END:
        found["day"], found["month"] = words.end_presses(card, texts)
    if not found.get("fix"):
        found["show"] = texts.say("ui.card.show")
    if words.choices(card):
        found["other"] = texts.say("ui.card.other" if card.problem.fix else "ui.card.choose")
    if card.kind is CardKind.BY_HAND:
        found["aside"] = texts.say("ui.card.aside")
    return found


def _press_by_enter(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Enter presses a button; arrows go on to the card. Whether the key was one of these."""
    if event.key() in ENTER:
        button.click()
        return True
    if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        event.ignore()
        return True
    return False
