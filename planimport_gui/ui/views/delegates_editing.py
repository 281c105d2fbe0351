"""Editing a cell in place: a line to type in, with a calendar or a list where that helps."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen, QTextCharFormat
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCalendarWidget,
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from planimport_gui.plan.fields import DATES, Field
from planimport_gui.plan.metrics import TYPES
from planimport_gui.plan.periods import read_day
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.columns import field_of
from planimport_gui.ui.models.metric_types import names_for
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.views.parts import ENTER

Index = QModelIndex | QPersistentModelIndex
_DATE = "dd.MM.yyyy"


@dataclass(frozen=True, slots=True)
class Leave:
    """Where to go from an editor: rows down and columns to the right; ``tab`` where Tab took it there."""

    rows: int
    columns: int
    tab: bool = False


_LEAVING = {
    Qt.Key.Key_Return: Leave(1, 0),
    Qt.Key.Key_Enter: Leave(1, 0),
    Qt.Key.Key_Tab: Leave(0, 1, tab=True),
    Qt.Key.Key_Backtab: Leave(0, -1, tab=True),
    Qt.Key.Key_Up: Leave(-1, 0),
    Qt.Key.Key_Down: Leave(1, 0),
}
_SIDEWAYS = {Qt.Key.Key_Left: Leave(0, -1), Qt.Key.Key_Right: Leave(0, 1)}


class CellEdit(QLineEdit):
    """A line in place of a cell. ``done`` tells that a choice was made which needs no Enter."""

    done = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setFrame(False)
        self.setFont(look.font("body"))
        self._u = look.u
        pad = round(look.u)
        self.setTextMargins(pad, 0, pad, 0)
        self.setAutoFillBackground(True)
        self._ring = QPen(look.color("link"), 2)

    def fill(self, text: str) -> None:
        """Begin with this text, all of it selected."""
        self.setText(text)
        self.selectAll()

    def room_for(self, text: str) -> int:
        """The width in which a text is seen whole."""
        beside = 6 * self._u if self.actions() else 0
        return self.fontMetrics().horizontalAdvance(text) + beside + 5 * self._u

    def open_choices(self) -> None:
        """Show what there is to choose from; a plain text has nothing."""

    @property
    def choosing(self) -> bool:
        """Whether keys belong to an open list."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setPen(self._ring)
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_choices()
        else:
            super().keyPressEvent(event)

    def _add_opener(self, look: Look) -> None:
        opener = QAction(look.icon("down", "secondary"), "", self)
        opener.triggered.connect(self.open_choices)
        self.addAction(opener, QLineEdit.ActionPosition.TrailingPosition)


class DateEdit(CellEdit):
    """A date is typed, or chosen in a calendar (Alt+Down)."""

    def __init__(self, look: Look, parent: QWidget, locale: QLocale) -> None:
        super().__init__(look, parent)
        self._calendar: QCalendarWidget | None = None
        self._locale = locale
        self._look = look
        self._free_days = QTextCharFormat()
        self._free_days.setForeground(look.color("secondary"))
        self._add_opener(look)

    @Slot()
    def open_choices(self) -> None:
        calendar = self._calendar or self._make_calendar()
        self._calendar = calendar
        day = read_day(self.text())
        if day is not None:
            calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        calendar.move(_below(self, calendar))
        calendar.show()
        calendar.setFocus()

    def _make_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setObjectName("cell_calendar")
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setLocale(self._locale)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, self._free_days)
        self._dress_head(calendar)
        calendar.activated.connect(self._chosen)
        calendar.clicked.connect(self._chosen)
        return calendar

    def _dress_head(self, calendar: QCalendarWidget) -> None:
        """Qt paints month and year as if they were selected, in colours that fields have for that."""
        head = calendar.findChild(QWidget, "qt_calendar_navigationbar")
        for part in () if head is None else (head, *head.findChildren(QWidget)):
            palette = part.palette()
            palette.setColor(QPalette.ColorRole.Highlight, self._look.color("header"))
            palette.setColor(QPalette.ColorRole.HighlightedText, self._look.color("text"))
            part.setPalette(palette)
        for name, icon in (("qt_calendar_prevmonth", "left"), ("qt_calendar_nextmonth", "right")):
            button = calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(self._look.icon(icon))

    @Slot(QDate)
    def _chosen(self, day: QDate) -> None:
        self.setText(day.toString(_DATE))
        if self._calendar is not None:
            self._calendar.hide()
        self.done.emit()


class ChoiceEdit(CellEdit):
    """A text with proposals: those that hold what was typed, or all of them (Alt+Down). Other texts stay possible."""

    def __init__(self, look: Look, parent: QWidget, choices: tuple[str, ...]) -> None:
        super().__init__(look, parent)
        completer = QCompleter(choices, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self._choices = QListView()
        self._choices.setObjectName("cell_choices")
        widest = max(map(self.fontMetrics().horizontalAdvance, choices), default=0)
        self._choices.setMinimumWidth(widest + 12 * look.u)
        completer.setPopup(self._choices)
        self._proposals = completer
        self.setCompleter(completer)
        completer.activated.connect(self._chosen)
        self._add_opener(look)

    @Slot()
    def open_choices(self) -> None:
        self._proposals.setCompletionPrefix("")
        self._proposals.complete()
        names = self._proposals.completionModel()
        first, exactly = names.index(0, 0), Qt.MatchFlag.MatchExactly
        for index in names.match(first, Qt.ItemDataRole.DisplayRole, self.text(), 1, exactly):
            self._choices.setCurrentIndex(index)

    @property
    def choosing(self) -> bool:
        return self._choices.isVisible()

    @Slot()
    def _chosen(self) -> None:
        self.done.emit()


def _below(editor: QWidget, popup: QWidget) -> QPoint:
    """Under the editor, or above it where the screen ends."""
    place = QRect(editor.mapToGlobal(QPoint(0, editor.height())), popup.sizeHint())
    screen = editor.screen().availableGeometry()
    if place.bottom() > screen.bottom():
        place.moveBottom(editor.mapToGlobal(QPoint(0, 0)).y())
    if place.right() > screen.right():
        place.moveRight(screen.right())
    return place.topLeft()


class EditingDelegate(QStyledItemDelegate):
    """Makes the editor of a cell. ``left`` tells a ``Leave`` after a key that commits and moves on, as in Excel.

    ``typed`` is set before an editor opens: whether a letter opened it, for then arrows leave it.
    """

    left = Signal(object)

    def __init__(self, model: PlanModel, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self.typed = False
        self.editor: CellEdit | None = None
        self._plan = model
        self._tokens = look

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._make(parent, index)
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal) or ""))
        editor.done.connect(self._done)
        self.editor = editor
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Over the cell; where that is too narrow for the text and what stands beside it, over the next ones too."""
        place, parent = QRect(option.rect), editor.parentWidget()
        if isinstance(editor, CellEdit) and parent is not None:
            room = parent.rect()
            wanted = editor.room_for(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            place.setWidth(max(place.width(), min(wanted, room.width())))
            place.moveLeft(max(min(place.left(), room.right() - place.width() + 1), min(place.left(), room.left())))
        editor.setGeometry(place)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEdit):
            editor.fill(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, CellEdit):
            model.setData(index, editor.text())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editor = None
        super().destroyEditor(editor, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, CellEdit) and isinstance(event, QKeyEvent):
            leave = self._leave(editor, event)
            if leave is not None:
                self._close(editor)
                self.left.emit(leave)
                return True
        return super().eventFilter(editor, event)

    # inside

    def _make(self, parent: QWidget, index: Index) -> CellEdit:
        field = field_of(index.column())
        if field in DATES:
            return DateEdit(self._tokens, parent, QLocale(self._plan.language.value))
        if field is Field.TYPE:
            return ChoiceEdit(self._tokens, parent, TYPES)
        if field is Field.NAME:
            kind = self._plan.text(self._plan.ids[index.row()], Field.TYPE)
            return ChoiceEdit(self._tokens, parent, names_for(kind))
        editor = CellEdit(self._tokens, parent)
        if field is Field.VALUE:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        return editor

    def _leave(self, editor: CellEdit, event: QKeyEvent) -> Leave | None:
        if editor.choosing or event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        ):
            return None
        key = Qt.Key(event.key())
        leave = _LEAVING.get(key) or (_SIDEWAYS.get(key) if self.typed else None)
        if leave is not None and event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key in ENTER:
            return Leave(-1, 0)
        return leave

    @Slot()
    def _done(self) -> None:
        if self.editor is not None:
            self._close(self.editor)

    def _close(self, editor: CellEdit) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
