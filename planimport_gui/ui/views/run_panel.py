"""A run on its way, beside the table: how far it is, and month after month filling up."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from planimport_gui.facts.outcomes import Cause
from planimport_gui.texts import Texts
from planimport_gui.ui import run_words as words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import MonthProgress, RowMark, RunPhase, RunState
from planimport_gui.ui.views.parts import label, link
from planimport_gui.ui.views.run_parts import Card, MarkSign, Part, PartBar, ScrollColumn, fill

_NEEDS_HELP = (Cause.OFFLINE, Cause.DISK_FULL)
"""Reasons to wait that the person can do something about."""


class RunPanel(QFrame):
    """Tells ``details_wanted`` when the person asks what is going on."""

    details_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_panel")
        self._texts, self._look = texts, look
        self._state: RunState | None = None
        self._headline = label(look, "section")
        self._headline.setObjectName("run_headline")
        self._bar = PartBar(look, 3 * look.u)
        self._bar.setObjectName("import_progress")
        self._bar.setAccessibleName(texts.say("ui.run.bar"))
        self._left = label(look, color="secondary")
        self._left.setObjectName("run_time_left")
        self._wait = Card(look, "run_wait", RowMark.CHECK)
        self._months = MonthList(texts, look)
        self._details = link(look, "run_details_link", texts.say("ui.run.details"))
        self._details.clicked.connect(self.details_wanted)
        self._lay_out()

    def show_state(self, state: RunState) -> None:
        """Show how far a run is; what did not change is left as it is."""
        if state == self._state:
            return
        self._state = state
        self._headline.setText(words.run_headline(state, self._texts))
        self._show_bar(state)
        left = words.time_left(state, self._texts)
        self._left.setText(left)
        self._left.setVisible(bool(left))
        self._show_wait(state)
        self._months.show_months(state.months, undoing=state.undoing)

    def _show_bar(self, state: RunState) -> None:
        parts, whole = _bar_parts(state)
        self._bar.show_parts(parts, whole)
        self._bar.setAccessibleDescription(self._headline.text())

    def _show_wait(self, state: RunState) -> None:
        """Why nothing new goes out: the person paused, or something has to be waited for."""
        before = self._wait.title.text()
        shown, said = words.rest_words(state, self._texts)
        needs_help = state.phase is RunPhase.RUNNING and state.wait in _NEEDS_HELP
        self._wait.tell(shown, said, RowMark.CHECK if needs_help else RowMark.PENDING)
        if said and shown != before:
            event = QAccessibleAnnouncementEvent(self, said)
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
            QAccessible.updateAccessibility(event)

    def _lay_out(self) -> None:
        scroll = ScrollColumn(self._look)
        for widget in (self._headline, self._bar, self._left, self._wait, self._months):
            scroll.column.addWidget(widget)
        below = QHBoxLayout()
        below.addWidget(self._details)
        below.addStretch(1)
        scroll.column.addLayout(below)
        scroll.column.addStretch(1)
        self._wait.hide()
        self.setFocusProxy(self._details)
        fill(self, scroll)


def _bar_parts(state: RunState) -> tuple[list[Part], int]:
    """The parts of the bar and the whole: while rows are deleted, those that are of those that are to be."""
    totals = state.totals
    if state.undoing:
        return [("waiting.mark", totals.undone)], totals.undone + totals.unknown + totals.pending
    if state.making_room:
        return [("waiting.mark", state.replaced)], state.replacing
    parts = [
        ("imported.mark", totals.imported), ("way.mark", totals.pending), ("doubt.mark", totals.unknown),
        ("error.mark", totals.refused + totals.failed),
    ]  # fmt: skip
    return parts, words.meant(totals)


class MonthList(QWidget):
    """A line and a thin bar for each month."""

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self._texts, self._look = texts, look
        self._lines: dict[tuple[int, int], _MonthLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * look.u)

    def show_months(self, months: Sequence[MonthProgress], *, undoing: bool) -> None:
        """Other numbers change the lines in place; other months make other lines."""
        names = words.month_names((month.month for month in months), self._texts)
        if list(self._lines) != list(names):
            self._make(names)
        news = [month for month in months if self._lines[month.month].shown != (month, undoing)]
        for month in news:
            said = words.month_progress(month, self._texts, undoing=undoing)
            self._lines[month.month].show_month(said, month, undoing=undoing)
        if news:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Words stand beside the names where all of them have room there, else below."""
        beside = all(line.needed() <= self.width() for line in self._lines.values())
        for line in self._lines.values():
            line.arrange(beside=beside)

    def _make(self, names: dict[tuple[int, int], str]) -> None:
        for line in self._lines.values():
            self._column.removeWidget(line)
            line.deleteLater()
        self._lines = {month: _MonthLine(self._look, name) for month, name in names.items()}
        widest = max((line.name.sizeHint().width() for line in self._lines.values()), default=0)
        for line in self._lines.values():
            line.name.setFixedWidth(widest)
            self._column.addWidget(line)


class _MonthLine(QWidget):
    """Mark and name of a month, what is with its rows, and a thin bar."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._sign = MarkSign(look)
        self.name = label(look, wraps=False)
        self.name.setText(name)
        self._said = label(look, color="secondary")
        self._bar = PartBar(look, look.u)
        self._gap = 2 * look.u
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(self._gap)
        self._grid.setVerticalSpacing(look.u // 2)
        self._grid.addWidget(self._sign, 0, 0)
        self._grid.addWidget(self.name, 0, 1)
        self._grid.addWidget(self._bar, 2, 1, 1, 2)
        self._grid.setColumnStretch(2, 1)
        self._beside: bool | None = None
        self.shown: tuple[MonthProgress, bool] | None = None
        """The month as it is shown, and whether as undone."""

    def needed(self) -> int:
        """The width in which the words have room beside the name."""
        said = self._said.fontMetrics().horizontalAdvance(self._said.text())
        return self._sign.width() + self.name.minimumWidth() + said + 3 * self._gap

    def arrange(self, *, beside: bool) -> None:
        if beside is not self._beside:
            self._beside = beside
            self._grid.removeWidget(self._said)
            self._said.setWordWrap(not beside)
            place = (0, 2, 1, 1) if beside else (1, 1, 1, 2)
            self._grid.addWidget(self._said, *place)

    def show_month(self, said: str, month: MonthProgress, *, undoing: bool) -> None:
        self.shown = month, undoing
        self._said.setText(said)
        self._sign.show_mark(_mark_undoing(month) if undoing else _mark(month))
        unknown = "way.mark" if undoing else "doubt.mark"
        parts = [("imported.mark", month.imported), ("way.mark", month.pending), (unknown, month.unknown)]
        self._bar.show_parts(parts, month.rows)
        self._bar.setAccessibleName(self.name.text())
        self._bar.setAccessibleDescription(said)


def _mark_undoing(month: MonthProgress) -> RowMark:
    """While an import is undone, what is being deleted stands as unknown."""
    if month.unknown or month.pending:
        return RowMark.PENDING
    return RowMark.IMPORTED if month.imported else RowMark.UNDONE


def _mark(month: MonthProgress) -> RowMark:
    if month.imported == month.rows:
        return RowMark.IMPORTED
    if month.unknown:
        return RowMark.UNKNOWN
    if month.pending:
        return RowMark.PENDING
    return RowMark.WAITING if month.waiting else RowMark.CHECK
