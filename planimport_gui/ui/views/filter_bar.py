"""The chips that choose which rows the table shows, and the field that searches them."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ChipsState, Filter, RowMark
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.focus_ring import OWN, reach

_MARKS = {
    Filter.ALL: None,
    Filter.ERRORS: RowMark.ERROR,
    Filter.CHECK: RowMark.CHECK,
    Filter.READY: RowMark.READY,
    Filter.SENT_BEFORE: RowMark.SENT_BEFORE,
    Filter.LEFT_OUT: RowMark.LEFT_OUT,
    Filter.IMPORTED: RowMark.IMPORTED,
    Filter.PENDING: RowMark.PENDING,
    Filter.WAITING: RowMark.WAITING,
    Filter.REFUSED: RowMark.REFUSED,
    Filter.UNKNOWN: RowMark.UNKNOWN,
    Filter.UNDONE: RowMark.UNDONE,
}
_KEYS = 5
"""Ctrl+1 to Ctrl+5 choose the first chips."""
_PAUSE = 150
"""Milliseconds without a letter after which the search begins."""


class FilterBar(QWidget):
    """Tells the chosen ``Filter`` and the text searched for."""

    filter_chosen = Signal(object)
    search_changed = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_bar")
        self.setAccessibleName(texts.say("ui.filter.name"))
        self._texts, self._look = texts, look
        self._state: ChipsState | None = None
        self._chips: dict[Filter, Chip] = {}
        self._group = QButtonGroup(self)
        self._search = _search_field(texts)
        self._search.setMinimumWidth(45 * look.u)
        self._search.setFixedHeight(Chip(look, None).sizeHint().height())
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._told = ""
        self._line = FlowLayout(look.u)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * look.u, look.u, 3 * look.u, look.u)
        row.setSpacing(2 * look.u)
        row.addLayout(self._line, 1)
        row.addWidget(self._search, 0, Qt.AlignmentFlag.AlignTop)
        self._search.textChanged.connect(self._pause.start)
        self._search.returnPressed.connect(self._tell_search)
        self._search.installEventFilter(self)
        self._pause.timeout.connect(self._tell_search)
        self._add_keys()

    def show_state(self, state: ChipsState) -> None:
        """Other counts change the chips in place; other filters change which chips there are."""
        if state == self._state:
            return
        self._state = state
        wanted = [chip for chip, _ in state.counts]
        if [chip for chip, widget in self._chips.items() if not widget.isHidden()] != wanted:
            self._arrange(wanted)
        for filter, count in state.counts:
            self._chips[filter].show_count(self._words(filter, count, state), count)
        if state.chosen in self._chips:
            self._chips[state.chosen].setChecked(True)
            self.setFocusProxy(self._chips[state.chosen])

    def _words(self, filter: Filter, count: int, state: ChipsState) -> str:
        if filter is Filter.UNKNOWN and state.resent:
            return self._texts.say("ui.filter.unknown.resent", rows=count, resent=state.resent)
        return self._texts.say(f"ui.filter.{filter}", rows=count)

    def reset(self) -> None:
        """All rows and nothing searched for, as the table shows them already; tells nothing."""
        self._pause.stop()
        self._told = ""
        blocker = QSignalBlocker(self._search)
        self._search.clear()
        blocker.unblock()
        if self._state is not None:
            self.show_state(replace(self._state, chosen=Filter.ALL))

    def focus_search(self) -> None:
        """Into the search field, ready to be typed over."""
        reach(self._search)
        self._search.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc empties the search; in an empty field it goes on to the window."""
        escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not (escape and watched is self._search and self._search.text()):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.KeyPress:
            self._search.clear()
            self._tell_search()
        event.accept()
        return True

    def _arrange(self, wanted: list[Filter]) -> None:
        for chip in self._chips.values():
            self._line.removeWidget(chip)
            chip.hide()
        for filter in wanted:
            if filter not in self._chips:
                self._chips[filter] = self._make(filter)
        self._chips = {filter: self._chips[filter] for filter in (*wanted, *(self._chips.keys() - set(wanted)))}
        for filter in wanted:
            self._line.addWidget(self._chips[filter])
            self._chips[filter].show()

    def _make(self, filter: Filter) -> "Chip":
        chip = Chip(self._look, _MARKS[filter])
        chip.setObjectName(f"chip_{filter}")
        chip.clicked.connect(partial(self._choose, filter))
        self._group.addButton(chip)
        return chip

    def _choose(self, filter: Filter) -> None:
        self.filter_chosen.emit(filter)

    def _add_keys(self) -> None:
        for number in range(_KEYS):
            key = QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self)
            key.activated.connect(partial(self._press_number, number))

    def _press_number(self, number: int) -> None:
        if self._state is not None and number < len(self._state.counts):
            self._chips[self._state.counts[number][0]].click()

    def _tell_search(self) -> None:
        self._pause.stop()
        text = self._search.text()
        if text != self._told:
            self._told = text
            self.search_changed.emit(text)


class Chip(QPushButton):
    """A filter with its mark and count. One that counts nothing loses its colour."""

    def __init__(self, look: Look, mark: RowMark | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._mark, self._empty = look, mark, False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(OWN, True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_count(self, text: str, count: int) -> None:
        self._empty = not count
        self.setText(text)
        self.update()

    def sizeHint(self) -> QSize:
        u = self._look.u
        words = QFontMetrics(self.font()).size(Qt.TextFlag.TextSingleLine, self.text())
        return QSize(words.width() + self._beside() + 3 * u, max(words.height() + u, round(6.5 * u)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _beside(self) -> int:
        """The room left of the words."""
        return 3 * self._look.u if self._mark is None else round(7.5 * self._look.u)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_ground(painter)
        self._paint_mark(painter)
        painter.setPen(self._look.color("secondary" if self._empty and not self.isChecked() else "text"))
        words = self.rect().adjusted(self._beside(), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = self.hasFocus() or self.isChecked()
        width = 2 if self.hasFocus() else 1
        painter.setPen(QPen(self._look.color("link" if strong else "border"), width))
        painter.setBrush(self._look.color("selection" if self.isChecked() else "surface"))
        inside = self.rect().toRectF().adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)

    def _paint_mark(self, painter: QPainter) -> None:
        if self._mark is None:
            return
        u = self._look.u
        rect = self.rect().toRectF()
        rect.setLeft(2.5 * u)
        rect.setWidth(3.5 * u)
        self._look.paint_mark(painter, rect, self._mark, self._look.color("waiting.mark") if self._empty else None)


def _search_field(texts: Texts) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("search_field")
    field.setPlaceholderText(texts.say("ui.filter.search"))
    field.setAccessibleName(texts.say("ui.filter.search"))
    field.setClearButtonEnabled(True)
    return field
