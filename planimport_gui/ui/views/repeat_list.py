"""Repeats that stay out unless ticked, one by one or all at once."""

from functools import partial

from PySide6.QtCore import QRect, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.texts.sentences import located
from planimport_gui.ui.document import AllowRepeats
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import BeforeState, RepeatLine
from planimport_gui.ui.views.parts import label, paint_text

_FRAME = 140
_MOST_LINES = 9
"""Lines of text that are seen without scrolling."""


class RepeatList(QFrame):
    """Tells ``toggled`` with ``AllowRepeats`` for one row, ``all_toggled`` with whether all are to go."""

    toggled = Signal(object)
    all_toggled = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts, self._look = texts, look
        self._state: BeforeState | None = None
        self._sayings: tuple[str, ...] = ()
        self._heading = label(look)
        self._heading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._heading.setObjectName("repeats_heading")
        self._all = QCheckBox()
        self._all.setObjectName("all_repeats_box")
        self._all.clicked.connect(self._all_clicked)
        self._list = QListWidget()
        self._list.setObjectName("repeat_list")
        self._list.setWordWrap(True)
        self._list.setSpacing(look.u // 2)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setAccessibleName(texts.say("ui.before.repeatList"))
        look.wear(self._list, "frames", partial(_frame_boxes, look))
        self._list.itemChanged.connect(self._item_changed)
        self._more = label(look, color="secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u)
        for widget in (self._heading, self._all, self._list, self._more):
            column.addWidget(widget)

    def show_repeats(self, state: BeforeState) -> None:
        """The repeats of a state; nothing where it has none."""
        before, self._state = self._state, state
        count = len(state.repeats) + state.more_repeats
        self.setVisible(bool(count))
        if not count:
            self._list.clear()
            return
        self._show_heading(state, count)
        self._all.setText(self._texts.say("ui.before.allRepeats", rows=count))
        self._all.setVisible(count > 1)
        self._show_all(state)
        if before is None or before.repeats != state.repeats:
            self._show_lines(state.repeats)
        self._more.setText(self._texts.count("ui.before.moreRepeats", state.more_repeats) if state.more_repeats else "")
        self._more.setVisible(bool(state.more_repeats))

    def _show_heading(self, state: BeforeState, count: int) -> None:
        """What becomes of them. The words of either tick have room, so that the box stays where it is."""
        texts, goes = self._texts, state.allowed
        stays = texts.count("ui.before.outRepeats", count)
        some = texts.count("ui.before.someAgain", goes or 1, total=count)
        every = texts.count("ui.before.allAgain", count)
        said = stays if not goes else every if goes == count else some
        paint_text(self._heading, self._look, "check.text" if goes else "text")
        self._heading.setText(said)
        self._heading.setAccessibleDescription(said)
        self._sayings = (stays, some, every)
        self._keep_room()

    def _keep_room(self) -> None:
        width = self._heading.width() or self.width()
        metrics, wrap = self._heading.fontMetrics(), Qt.TextFlag.TextWordWrap
        heights = (metrics.boundingRect(QRect(0, 0, width, 0), wrap, said).height() for said in self._sayings)
        self._heading.setMinimumHeight(max(heights, default=0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _show_all(self, state: BeforeState) -> None:
        count = len(state.repeats) + state.more_repeats
        ticked = {0: Qt.CheckState.Unchecked, count: Qt.CheckState.Checked}
        self._all.setCheckState(ticked.get(state.allowed, Qt.CheckState.PartiallyChecked))

    def _show_lines(self, lines: tuple[RepeatLine, ...]) -> None:
        """Lines keep their items as long as they are about as many, so that focus and place stay."""
        with QSignalBlocker(self._list):
            while self._list.count() > len(lines):
                self._list.takeItem(self._list.count() - 1)
            while self._list.count() < len(lines):
                self._list.addItem(QListWidgetItem())
            for at, line in enumerate(lines):
                self._show_line(self._list.item(at), line)
        rows = min(_MOST_LINES, 3 * len(lines))
        self._list.setFixedHeight(rows * self.fontMetrics().lineSpacing() + 2 * self._look.u)

    def _show_line(self, item: QListWidgetItem, line: RepeatLine) -> None:
        text = located(self._texts, line.sentence, line.number)
        if item.text() != text:
            item.setText(text)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if line.allowed else Qt.CheckState.Unchecked)

    def _item_changed(self, item: QListWidgetItem) -> None:
        if self._state is not None:
            line = self._state.repeats[self._list.row(item)]
            allowed = item.checkState() is Qt.CheckState.Checked
            if allowed is not line.allowed:
                self.toggled.emit(AllowRepeats(frozenset({line.row}), allowed))

    def _all_clicked(self) -> None:
        """What the box shows follows the state, not the press."""
        state = self._state
        if state is not None:
            self._show_all(state)
            self.all_toggled.emit(state.allowed < len(state.repeats) + state.more_repeats)


def _frame_boxes(look: Look, boxes: QListWidget) -> None:
    """Fusion frames tick boxes of lists in a darker shade of the window: in dark windows they would vanish."""
    palette = boxes.palette()
    palette.setColor(QPalette.ColorRole.Window, look.color("border").lighter(_FRAME))
    boxes.setPalette(palette)
