"""How the sheet was read: columns and fields, unused columns, skipped rows with their reasons."""

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planimport_gui.facts.reading import SheetReading, SkipReason
from planimport_gui.plan.fields import FIELDS
from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.views.parts import label

_WIDTH = 120
"""Width in units."""
_MOST_RANGES = 30
"""Ranges of row numbers that are written out."""


_REASONS = (
    SkipReason.TOTAL, SkipReason.FACT, SkipReason.NOTE, SkipReason.GROUP, SkipReason.HEADER, SkipReason.BLANK,
)  # fmt: skip


class ReadingPopup(QFrame):
    """A page that goes away by Esc or a click beside it."""

    def __init__(self, texts: Texts, look: Look, reading: SheetReading, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("reading_popup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._texts, self._look = texts, look
        self._area, self._inside = QScrollArea(), QWidget()
        self._page = QVBoxLayout()
        self._page.setContentsMargins(4 * look.u, 3 * look.u, 4 * look.u, 3 * look.u)
        self._page.setSpacing(2 * look.u)
        self._add_columns(reading)
        self._add_skipped(reading)
        self._page.addStretch(1)
        self._lay_out()

    def show_below(self, at: QPoint) -> None:
        """Show under a point of the screen, moved so that all of it is on the screen."""
        screen = QApplication.screenAt(at) or QApplication.primaryScreen()
        room = screen.availableGeometry()
        width = min(_WIDTH * self._look.u, room.width() * 2 // 3)
        beside = self._area.verticalScrollBar().sizeHint().width() + 2 * self.frameWidth()
        height = self._inside.heightForWidth(width - beside) + 2 * self.frameWidth()
        wanted = QSize(width, min(height, room.height() * 2 // 3))
        place = QRect(at, wanted)
        place.moveLeft(max(room.left(), min(place.left(), room.right() - wanted.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() - wanted.height())))
        self.setGeometry(place)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _add_columns(self, reading: SheetReading) -> None:
        self._heading("ui.reading.columns")
        grid = QGridLayout()
        grid.setHorizontalSpacing(4 * self._look.u)
        for line, field in enumerate(field for field in FIELDS if field in reading.columns):
            grid.addWidget(self._line(reading.columns[field], "secondary"), line, 0)
            grid.addWidget(self._line(self._texts.say(f"field.{field}")), line, 1)
        grid.setColumnStretch(1, 1)
        self._page.addLayout(grid)
        layout = self._texts.say(f"layout.{reading.layout}")
        self._page.addWidget(self._line(self._texts.say("ui.reading.layout", layout=layout), "secondary"))
        if reading.unused_columns:
            names = ", ".join(reading.unused_columns)
            self._page.addWidget(self._line(self._texts.say("ui.reading.unused", columns=names)))
        self._add_hidden(reading)

    def _add_hidden(self, reading: SheetReading) -> None:
        if reading.hidden_rows:
            rows = numbers(self._texts, reading.hidden_rows)
            self._page.addWidget(self._line(self._texts.say("ui.reading.hiddenRows", rows=rows)))
        if reading.hidden_columns:
            names = ", ".join(reading.hidden_columns)
            self._page.addWidget(self._line(self._texts.say("ui.reading.hiddenColumns", columns=names)))

    def _add_skipped(self, reading: SheetReading) -> None:
        self._heading("ui.reading.skipped")
        for reason in _REASONS:
            rows = [skipped.row for skipped in reading.skipped if skipped.reason is reason]
            if rows:
                self._page.addWidget(self._line(self._skipped(reason, rows)))
        if not reading.skipped:
            self._page.addWidget(self._line(self._texts.say("ui.reading.nothingSkipped")))

    def _skipped(self, reason: SkipReason, rows: list[int]) -> str:
        why = self._texts.say(f"ui.reading.skip.{reason}")
        return self._texts.say("ui.reading.rows", reason=why, count=len(rows), rows=numbers(self._texts, rows))

    def _heading(self, code: str) -> None:
        heading = label(self._look, "section")
        heading.setText(self._texts.say(code))
        self._page.addWidget(heading)

    def _line(self, text: str, color: str = "text") -> QLabel:
        line = label(self._look, color=color)
        line.setText(text)
        line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return line

    def _lay_out(self) -> None:
        self._inside.setLayout(self._page)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._area)


def numbers(texts: Texts, rows: Iterable[int]) -> str:
    """Row numbers with neighbours drawn together: «42, 44–46», the last ones left out where there are many."""
    ranges: list[tuple[int, int]] = []
    for row in sorted(rows):
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    said = ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in ranges[:_MOST_RANGES])
    return texts.say("ui.reading.andMore", rows=said) if len(ranges) > _MOST_RANGES else said
