"""The main window: zones from top to bottom, and which page stands in the middle. What happens is in ``controller``."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.actions import Actions
from planimport_gui.ui.latin import press_in_latin
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import FooterState
from planimport_gui.ui.views.batch_details import BatchDetails
from planimport_gui.ui.views.before_panel import BeforePanel
from planimport_gui.ui.views.doubt_page import DoubtPage
from planimport_gui.ui.views.filter_bar import FilterBar
from planimport_gui.ui.views.focus_ring import FocusRing, reach
from planimport_gui.ui.views.footer import Footer
from planimport_gui.ui.views.message_bar import MessageBar
from planimport_gui.ui.views.plan_table import PlanTable
from planimport_gui.ui.views.problem_panel import ProblemPanel
from planimport_gui.ui.views.proof_line import ProofLine
from planimport_gui.ui.views.result_panel import ResultPanel
from planimport_gui.ui.views.run_panel import RunPanel
from planimport_gui.ui.views.runs_page import RunsPage
from planimport_gui.ui.views.start_page import StartPage
from planimport_gui.ui.views.top_bar import TopBar

_PANEL = 84
"""Width of the panel in units."""
_WIDE, _HIGH = 360, 200
"""Size of the window at first, in units."""


class Page(Enum):
    """What stands between top bar and footer."""

    START = "start"
    WORK = "work"
    DOUBT = "doubt"
    RUNS = "runs"


class Panel(Enum):
    """What stands beside the table."""

    PROBLEMS = "problems"
    BEFORE = "before"
    RUN = "run"
    RESULT = "result"


class MainWindow(QMainWindow):
    """Builds the views and lays them out. ``dropped`` tells a ``Path``; ``closing`` asks before the window closes.

    Each page has a footer of its own: what stands there never belongs to something that is not on the screen.
    """

    dropped = Signal(object)
    page_changed = Signal()
    closing = Signal(object)

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.actions_ = Actions(texts, self)
        self.actions_.fill(self.menuBar())
        self.top = TopBar(texts, look)
        self.message = MessageBar(texts, look)
        self.start = StartPage(texts, look)
        self.proof = ProofLine(texts, look)
        self.chips = FilterBar(texts, look)
        self.table = PlanTable(texts, look)
        self.problems = ProblemPanel(texts, look)
        self.before = BeforePanel(texts, look)
        self.run = RunPanel(texts, look)
        self.result = ResultPanel(texts, look)
        self.details = BatchDetails(texts, look)
        self.doubt = DoubtPage(texts, look)
        self.runs = RunsPage(texts, look)
        self.footer = Footer(texts, look)
        self._ring = FocusRing(look, self)
        self._panel = _stack(self.problems, self.before, self.run, self.result)
        self._panels = dict(zip(Panel, (self.problems, self.before, self.run, self.result), strict=True))
        self._beside, self._left = QSplitter(Qt.Orientation.Horizontal), QSplitter(Qt.Orientation.Vertical)
        pages = (self.start, self._work(look), self.doubt, self.runs)
        self._pages = _stack(*pages)
        self._by_page = dict(zip(Page, pages, strict=True))
        self._footers = dict.fromkeys(Page, FooterState(""))
        self._lay_out()
        self.setMinimumSize(160 * look.u, 84 * look.u)
        self.resize(self._first_size(look))

    def show_page(self, page: Page) -> None:
        """Show a page and its footer."""
        if page is not self.page:
            self._pages.setCurrentWidget(self._by_page[page])
            self.footer.show_state(self._footers[page])
            self.page_changed.emit()

    def set_footer(self, page: Page, state: FooterState) -> None:
        """What the footer says while a page is shown."""
        self._footers[page] = state
        if page is self.page:
            self.footer.show_state(state)

    @property
    def page(self) -> Page:
        return list(Page)[self._pages.currentIndex()]

    def show_panel(self, panel: Panel) -> None:
        self._panel.setCurrentWidget(self._panels[panel])

    @property
    def panel(self) -> Panel:
        return list(Panel)[self._panel.currentIndex()]

    def toggle_panel(self) -> None:
        """Show or hide what stands beside the table."""
        self._panel.setVisible(not self._panel.isVisible())

    def show_details(self, shown: bool) -> None:
        """Show or hide the batches below the table; where both have no room they take its place."""
        self.details.setVisible(shown)
        needed = self.table.minimumSizeHint().height() + self.details.minimumSizeHint().height()
        together = not shown or self._left.height() >= needed
        self._left.setSizes([2, 1] if together else [0, 1])

    def zones(self) -> tuple[QWidget, ...]:
        """What F6 goes through: chips, table, panel, footer."""
        if self.page is not Page.WORK:
            return (self._by_page[self.page], self.footer)
        return (self.chips, self.table, self._panels[self.panel], self.footer)

    def enter(self, zone: QWidget) -> None:
        """Bring the keyboard to where a zone begins; to the footer's main button."""
        first = self.footer.entry if zone is self.footer else zone.focusProxy() or zone
        reach(next(filter(_takes_keyboard, (first, *zone.findChildren(QWidget))), zone))

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file(event.mimeData()) is not None:
            event.acceptProposedAction()
            self.start.set_drop_hint(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.set_drop_hint(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.start.set_drop_hint(False)
        path = _file(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self.dropped.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc means the page, also where the keyboard is beside it."""
        if event.key() == Qt.Key.Key_Escape:
            self._by_page[self.page].keyPressEvent(event)
        elif not press_in_latin(event, self):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit(event)

    # inside

    def _first_size(self, look: Look) -> QSize:
        """As large as is comfortable and the screen allows, its own frame included."""
        return QSize(_WIDE * look.u, _HIGH * look.u).boundedTo(self.screen().availableSize() - QSize(4, 12) * look.u)

    def _work(self, look: Look) -> QWidget:
        self._left.addWidget(self.table)
        self._left.addWidget(self.details)
        self._left.setStretchFactor(0, 2)
        self._left.setStretchFactor(1, 1)
        self.details.hide()
        self._beside.addWidget(self._left)
        self._beside.addWidget(self._panel)
        self._beside.setStretchFactor(0, 1)
        self._beside.setStretchFactor(1, 0)
        self._beside.setCollapsible(0, False)
        self._panel.setMinimumWidth(_PANEL * look.u)
        self._beside.setSizes([_WIDE * look.u, _PANEL * look.u])
        return _column(self.proof, self.chips, self._beside, stretch=self._beside)

    def _lay_out(self) -> None:
        self.setCentralWidget(_column(self.top, self.message, self._pages, self.footer, stretch=self._pages))


class _Stack(QStackedWidget):
    """Pages that scroll: how high they would like to be takes no room from what stands above and below."""

    def hasHeightForWidth(self) -> bool:
        return False


def _stack(*widgets: QWidget) -> QStackedWidget:
    stack = _Stack()
    for widget in widgets:
        stack.addWidget(widget)
    return stack


def _column(*widgets: QWidget, stretch: QWidget) -> QWidget:
    column = QWidget()
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget in widgets:
        layout.addWidget(widget, 1 if widget is stretch else 0)
    return column


def _takes_keyboard(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isVisible() and widget.isEnabled() and not isinstance(widget, StartPage)


def _file(mime: QMimeData) -> Path | None:
    """The one local file that is being dragged."""
    urls = [url for url in mime.urls() if url.isLocalFile()]
    return Path(urls[0].toLocalFile()) if len(urls) == 1 else None
