"""The list of imports: when, what, where to, and what became of it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planimport_gui.facts.records import RunRecord
from planimport_gui.texts import Texts
from planimport_gui.ui import run_words as words
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.runs_model import RunsModel
from planimport_gui.ui.states import RunsState
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.run_parts import enter_pressed, fit_columns, table

_WIDEST = 90


class RunsPage(QFrame):
    """The signals tell the number of a run, ``back_wanted`` nothing."""

    run_wanted = Signal(object)
    resume_wanted = Signal(object)
    undo_wanted = Signal(object)
    doubt_wanted = Signal(object)
    back_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("runs_page")
        self._texts, self._look = texts, look
        self._state: RunsState | None = None
        self._model = RunsModel(texts, look.mark_icon, self)
        self._table = table(look, "runs_table", self._model)
        self._table.setAccessibleName(texts.say("ui.runs.title"))
        self._table.setSelectionMode(self._table.SelectionMode.SingleSelection)
        self._table.installEventFilter(self)
        self._table.doubleClicked.connect(self._open)
        self._empty = label(look, color="secondary")
        self._empty.setObjectName("runs_empty")
        self._empty.setText(texts.say("ui.runs.empty"))
        self._make_buttons()
        self._lay_out()
        self._table.selectionModel().selectionChanged.connect(self._allow)
        self._allow()

    def show_state(self, state: RunsState) -> None:
        """Show the runs; the one that is chosen stays chosen, else the newest is."""
        if state == self._state:
            return
        chosen = self._chosen()
        self._state = state
        self._model.show_runs(state.runs)
        fit_columns(self._table, self._look, self._model.texts, _WIDEST)
        self._table.setVisible(bool(state.runs))
        self._empty.setVisible(not state.runs)
        if state.runs and self._chosen() is None:
            self._table.selectRow((chosen is not None and self._model.row_of(chosen.id)) or 0)
        self._allow()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._focus_table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the list opens the import that is chosen."""
        enter = enter_pressed(event) if watched is self._table else None
        if enter is None:
            return super().eventFilter(watched, event)
        if not enter.isAutoRepeat():
            self._open()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    # inside

    def _make_buttons(self) -> None:
        self._back = link(self._look, "runs_back_link", self._texts.say("ui.runs.back"))
        self._back.clicked.connect(self.back_wanted)
        self._open_button = button("open_run_button", self._texts.say("ui.runs.open"), self._open)
        self._doubt_button = button("resolve_run_button", self._texts.say("ui.runs.doubt"), self._doubt)
        self._resume_button = button("resume_run_button", self._texts.say("ui.runs.resume"), self._resume)
        self._undo_button = button("undo_run_button", self._texts.say("ui.runs.undo"), self._undo)

    def _lay_out(self) -> None:
        u = self._look.u
        title = label(self._look, "section")
        title.setText(self._texts.say("ui.runs.title"))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        head.addWidget(self._back)
        buttons = (self._open_button, self._doubt_button, self._resume_button, self._undo_button)
        below = FlowLayout(2 * u, buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * u, 3 * u, 4 * u, 3 * u)
        column.setSpacing(3 * u)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._table, 1)
        column.addLayout(below)
        column.addStretch(0)
        self.setFocusProxy(self._table)

    def _focus_table(self) -> None:
        if self._table.isVisible():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> RunRecord | None:
        rows = self._table.selectionModel().selectedRows()
        return self._model.record(rows[0].row()) if rows else None

    def _allow(self) -> None:
        run, busy = self._chosen(), self._state is None or self._state.busy
        self._open_button.setEnabled(run is not None and not busy)
        self._doubt_button.setEnabled(run is not None and not busy and bool(run.totals.unknown))
        self._resume_button.setEnabled(run is not None and not busy and run.unfinished)
        self._undo_button.setEnabled(run is not None and not busy and words.undoable(run.totals))
        for each in (self._open_button, self._doubt_button, self._resume_button, self._undo_button):
            each.setVisible(self._model.rowCount() > 0)

    def _open(self) -> None:
        run = self._chosen()
        if run is not None and self._open_button.isEnabled():
            self.run_wanted.emit(run.id)

    def _doubt(self) -> None:
        run = self._chosen()
        if run is not None:
            self.doubt_wanted.emit(run.id)

    def _resume(self) -> None:
        run = self._chosen()
        if run is not None:
            self.resume_wanted.emit(run.id)

    def _undo(self) -> None:
        run = self._chosen()
        if run is not None:
            self.undo_wanted.emit(run.id)
