"""The bar above everything: the plan, the project it would go to, and where practice is unmistakable."""

from PySide6.QtCore import QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPolygon, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import TopState
from planimport_gui.ui.views.parts import Elided, icon_button, label, link

_LEAST = 16
"""Letters that a box shows in the narrowest window."""
_STRIPE = 6
"""Width of a stripe in units."""


class TopBar(QFrame):
    """``project_chosen`` tells a ``Project``, ``scenario_chosen`` the name of a scenario."""

    open_wanted = Signal()
    project_chosen = Signal(object)
    project_wanted = Signal()
    runs_wanted = Signal()
    help_wanted = Signal()
    practice_left = Signal()
    scenario_chosen = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self._texts, self._look = texts, look
        self._state: TopState | None = None
        self._open = icon_button(look, "open", "open_button", texts.say("ui.top.open"))
        self._file = Elided(look)
        self._file.setObjectName("file_name")
        self._address = Elided(look, "check.text")
        self._address.setObjectName("service_address")
        self._practice = label(look, wraps=False)
        self._practice.setObjectName("practice_sign")
        self._practice.setText(texts.say("ui.top.practice"))
        self._project_label = label(look, color="secondary", wraps=False)
        self._project_label.setText(texts.say("ui.top.project"))
        self._projects = _box("project_box", texts.say("ui.top.project"))
        self._projects.setPlaceholderText(texts.say("ui.top.noProject"))
        self._scenarios = _box("scenario_box", texts.say("ui.top.scenario"))
        self._leave = link(look, "leave_practice_button", texts.say("ui.top.leavePractice"))
        self._runs = link(look, "runs_button", texts.say("ui.top.runs"))
        self._help = link(look, "help_button", texts.say("ui.top.help"))
        self._lay_out()
        self._connect()
        self.show_state(TopState())

    def show_state(self, state: TopState) -> None:
        if state == self._state:
            return
        old, self._state = self._state, state
        self._show_file(state)
        if old is None or (old.projects, old.project) != (state.projects, state.project):
            self._fill_projects(state)
        if old is None or (old.scenarios, old.scenario) != (state.scenarios, state.scenario):
            self._fill_scenarios(state)
        self._projects.setEnabled(not state.busy)
        self._projects.setVisible(not state.practice)
        self._project_label.setVisible(not state.practice)
        self._scenarios.setEnabled(not state.busy)
        self._scenarios.setVisible(state.practice and bool(state.scenarios))
        self._practice.setVisible(state.practice)
        self._leave.setVisible(state.practice)
        self._leave.setEnabled(not state.busy)
        self._open.setEnabled(not state.busy)
        self._address.setVisible(bool(state.address))
        self._address.setText(self._texts.say("ui.top.address", address=state.address))
        self._arrange(self.width())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Striped in practice, plain otherwise; the line below parts it from the rest."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.color("header"))
        if self._state is not None and self._state.practice:
            self._paint_stripes(painter)
        painter.fillRect(0, self.height() - 1, self.width(), 1, self._look.color("grid"))
        painter.end()

    def _paint_stripes(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.color("check.fill"))
        height, step = self.height(), _STRIPE * self._look.u
        for left in range(-height, self.width(), 2 * step):
            painter.drawPolygon(_stripe(left, step, height))

    def _show_file(self, state: TopState) -> None:
        name = state.file
        if state.dirty:
            name = self._texts.say("ui.top.dirty", name=state.file)
        self._file.setText(name)
        self._file.setVisible(bool(name))

    def _fill_projects(self, state: TopState) -> None:
        box = self._projects
        with QSignalBlocker(box):
            box.clear()
            for project in state.projects:
                box.addItem(self._named(project), project)
            if state.projects:
                box.insertSeparator(box.count())
            box.addItem(self._texts.say("ui.top.projects"), None)
            box.setCurrentIndex(self._index(state))

    def _fill_scenarios(self, state: TopState) -> None:
        box = self._scenarios
        with QSignalBlocker(box):
            box.clear()
            for name in state.scenarios:
                box.addItem(self._texts.say(f"ui.practice.scenario.{name}"), name)
            box.setCurrentIndex(box.findData(state.scenario))

    def _named(self, project: Project) -> str:
        return self._texts.say("ui.top.named", name=project.name, site=project.site) if project.name else project.site

    def _index(self, state: TopState) -> int:
        return state.projects.index(state.project) if state.project in state.projects else -1

    def _choose_project(self, index: int) -> None:
        project = self._projects.itemData(index)
        if isinstance(project, Project):
            self.project_chosen.emit(project)
            return
        if self._state is not None:
            self._projects.setCurrentIndex(self._index(self._state))
        self.project_wanted.emit()

    def _choose_scenario(self, index: int) -> None:
        """The old one stays until the new one is there."""
        if self._state is not None:
            self._scenarios.setCurrentIndex(self._scenarios.findData(self._state.scenario))
        self.scenario_chosen.emit(self._scenarios.itemData(index))

    def _connect(self) -> None:
        self._open.clicked.connect(self.open_wanted)
        self._projects.activated.connect(self._choose_project)
        self._scenarios.activated.connect(self._choose_scenario)
        self._leave.clicked.connect(self.practice_left)
        self._runs.clicked.connect(self.runs_wanted)
        self._help.clicked.connect(self.help_wanted)

    def _lay_out(self) -> None:
        u = self._look.u
        self._lesson, self._first, self._second = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (self._lesson, self._first, self._second):
            row.setSpacing(2 * u)
        self._lesson.addWidget(self._practice, 1)
        self._lesson.addWidget(self._leave)
        shown: tuple[QWidget, ...] = (self._open, self._file, self._project_label, self._projects)
        for widget in (*shown, self._scenarios, self._address):
            self._first.addWidget(widget)
        self._first.addLayout(self._lesson)
        self._first.addStretch(1)
        self._first.addStrut(6 * u)
        self._first.addWidget(self._runs)
        self._first.addWidget(self._help)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(3 * u, u, 3 * u, u)
        rows.setSpacing(u)
        rows.addLayout(self._first)
        rows.addLayout(self._second)
        self.setMinimumHeight(10 * u)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        font = self._look.font("body")
        font.setBold(True)
        self._practice.setFont(font)

    def _arrange(self, width: int) -> None:
        """What belongs to practice stands beside the file, or below it where it would have no room."""
        if self._state is None or not self._state.practice:
            return
        self._practice.setWordWrap(False)
        shown: tuple[QWidget, ...] = (self._open, self._file, self._scenarios, self._leave, self._runs, self._help)
        widths = [widget.minimumSizeHint().width() for widget in (*shown, self._practice)]
        below = sum(widths) + 2 * (len(widths) + 4) * self._look.u > width
        self._practice.setWordWrap(below)
        old, new = (self._first, self._second) if below else (self._second, self._first)
        if old.indexOf(self._lesson) >= 0:
            old.removeItem(self._lesson)
            new.insertLayout(0 if below else new.indexOf(self._address), self._lesson)


def _stripe(left: int, width: int, height: int) -> QPolygon:
    """One that leans to the right."""
    corners = ((left, height), (left + width, height), (left + width + height, 0), (left + height, 0))
    return QPolygon([QPoint(x, y) for x, y in corners])


class _Box(QComboBox):
    """Nothing is chosen in passing: the wheel does nothing, arrow keys open the list."""

    def minimumSizeHint(self) -> QSize:
        """Narrow windows cut the words that the list has whole."""
        wanted = self.sizeHint()
        return QSize(min(wanted.width(), _LEAST * self.fontMetrics().averageCharWidth()), wanted.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.showPopup()
        else:
            super().keyPressEvent(event)


def _box(name: str, text: str) -> QComboBox:
    box = _Box()
    box.setObjectName(name)
    box.setAccessibleName(text)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
