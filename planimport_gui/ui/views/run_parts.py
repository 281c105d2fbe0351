"""What the views of a run are put together from: cards, a bar in parts, columns that scroll, tables."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from planimport_gui.facts.records import BatchState
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.flat_header import FlatHeader, pad
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.parts import ENTER, label

Part = tuple[str, int]
"""The name of a colour and how much of a bar has it."""


class MarkSign(QWidget):
    """The mark of a state, as large as a line of text."""

    def __init__(self, look: Look, mark: RowMark | BatchState | None = None, side: int = 0) -> None:
        super().__init__()
        self._look, self._mark = look, mark
        self.setFixedSize(side or 4 * look.u, side or 4 * look.u)

    def show_mark(self, mark: RowMark | BatchState | None) -> None:
        if mark is not self._mark:
            self._mark = mark
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._mark is not None:
            painter = QPainter(self)
            self._look.paint_mark(painter, QRectF(self.rect()), self._mark)
            painter.end()


class Card(QFrame):
    """A matter that needs the person: mark, title, text, buttons below."""

    def __init__(self, look: Look, name: str, mark: RowMark) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look, self._mark = look, mark
        self._sign = MarkSign(look, mark)
        self.title = label(look)
        font = self.title.font()
        font.setWeight(font.Weight.DemiBold)
        self.title.setFont(font)
        self.text = label(look)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = FlowLayout(2 * look.u)
        self._lay_out(look.u)
        self.hide()

    def tell(self, title: str, text: str = "", mark: RowMark | None = None) -> None:
        """Show words, under another mark where one is given; without a title the card is hidden."""
        self._mark = mark or self._mark
        self._sign.show_mark(self._mark)
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setVisible(bool(title))

    def add(self, button: QPushButton) -> None:
        """Put a button below the text."""
        self._buttons.addWidget(button)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color(f"{self._look.state(self._mark)}.mark"), 1))
        painter.setBrush(self._look.color("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 2 * self._look.u, 2 * self._look.u)
        painter.end()

    def _lay_out(self, u: int) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * u)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * u, 2 * u, 3 * u, 2 * u)
        column.setSpacing(u)
        column.addLayout(head)
        column.addWidget(self.text)
        column.addLayout(self._buttons)


class PartBar(QProgressBar):
    """A bar whose parts have colours; its value counts the first of them."""

    def __init__(self, look: Look, height: int) -> None:
        super().__init__()
        self._look = look
        self._parts: tuple[Part, ...] = ()
        self.setTextVisible(False)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Sequence[Part], whole: int) -> None:
        """Paint the parts one after the other; what is missing to the whole stays empty."""
        self._parts = tuple(parts)
        self.setMaximum(max(1, whole))
        self.setValue(min(parts[0][1], max(1, whole)) if parts else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(self._look.color("border"), 1))
        painter.setBrush(self._look.color("surface"))
        painter.drawRect(rect)
        left, inner = rect.left() + 0.5, rect.width() - 1
        for name, amount in self._parts:
            width = inner * amount / self.maximum()
            painter.fillRect(QRectF(left, rect.top() + 0.5, width, rect.height() - 1), self._look.color(name))
            left += width
        painter.end()


class ScrollColumn(QScrollArea):
    """Widgets one below the other, in a column that scrolls when it is too long; Tab brings into view."""

    def __init__(self, look: Look, *, margin: int = 4) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(margin * look.u, 3 * look.u, margin * look.u, 3 * look.u)
        self.column.setSpacing(3 * look.u)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def fill(view: QWidget, inside: QWidget) -> None:
    """Let one widget take all the room of another."""
    layout = QVBoxLayout(view)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    layout.addWidget(inside)


def enter_pressed(event: QEvent) -> QKeyEvent | None:
    """The press of one of the Enter keys, if it is one."""
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
        return event
    return None


def table(look: Look, name: str, model: QAbstractTableModel) -> QTableView:
    """A list with columns: whole rows are chosen, Tab leaves it."""
    made = QTableView()
    made.setObjectName(name)
    made.setModel(model)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.setShowGrid(False)
    made.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    made.setItemDelegate(_Roomy(look, made))
    rows = made.verticalHeader()
    rows.hide()
    rows.setMinimumSectionSize(look.row_height)
    rows.setDefaultSectionSize(look.row_height)
    made.setHorizontalHeader(FlatHeader(look, made))
    return made


class _Roomy(QStyledItemDelegate):
    """Leaves room beside what a cell shows; its mark keeps its colours where the row is chosen.

    The row with the keyboard has a line above and below it, and none of its cells a frame.
    """

    def __init__(self, look: Look, view: QTableView) -> None:
        super().__init__(view)
        self._look, self._view = look, view

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        inside = QStyleOptionViewItem(option)
        self.initStyleOption(inside, index)
        widget: QWidget = inside.widget
        panel = QStyle.PrimitiveElement.PE_PanelItemViewItem
        widget.style().drawPrimitive(panel, inside, painter, widget)
        self._paint_focus(painter, inside.rect, index.row())
        # The style leaves some room of its own beside the text.
        own = widget.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, inside, widget) + 1
        room = pad(self._look) - own
        inside.rect.adjust(room, 0, -room, 0)
        inside.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, inside, painter, widget)

    def _paint_focus(self, painter: QPainter, rect: QRect, row: int) -> None:
        if self._view.hasFocus() and row == self._view.currentIndex().row():
            painter.setPen(self._look.color("link"))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def fit_columns(
    view: QTableView, look: Look, texts: Sequence[Sequence[str]], widest: int, marked: int | None = None
) -> None:
    """Make columns as wide as their longest texts, none over ``widest`` units; the last one takes the rest.

    The column ``marked`` has marks before its texts.
    """
    metrics, head = QFontMetrics(view.font()), view.horizontalHeader()
    model = view.model()
    for column in range(model.columnCount(QModelIndex()) - 1):
        longest = max((row[column] for row in texts), key=len, default="")
        title = str(model.headerData(column, Qt.Orientation.Horizontal))
        room = 12 if column == marked else 6
        width = max(metrics.horizontalAdvance(longest) + room * look.u, metrics.horizontalAdvance(title) + 5 * look.u)
        head.resizeSection(column, min(width, widest * look.u))
