"""«Что происходит»: every batch of a run, and what can be done with those that are chosen."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planimport_gui.facts.records import BatchRecord, BatchState
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import number_list
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.batch_model import BatchColumn, BatchModel
from planimport_gui.ui.states import BatchesState
from planimport_gui.ui.views.batch_map import BatchMap
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.parts import button, label
from planimport_gui.ui.views.run_parts import fit_columns, table

_MAP_FROM = 40
"""Batches from which the map is shown."""
_MAP_HEIGHT = 24
"""Units up to which the map grows."""
_WIDEST = 80
_DELETABLE = (BatchState.SUCCESS, BatchState.ERROR, BatchState.ACCEPTED, BatchState.PLANNED)


class BatchDetails(QFrame):
    """``doubt_wanted`` tells a batch's number, ``undo_wanted`` a tuple of them."""

    doubt_wanted = Signal(object)
    undo_wanted = Signal(object)

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("batch_details")
        self._texts, self._look = texts, look
        self._state: BatchesState | None = None
        self._wanted: BatchesState | None = None
        self._model = BatchModel(texts, look.mark_icon, self)
        self._table = table(look, "batch_table", self._model)
        self._table.setAccessibleName(texts.say("ui.batches.table"))
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._open_menu)
        self._table.doubleClicked.connect(self._resolve)
        self._map = BatchMap(texts, look, self._model)
        self._map.chosen.connect(self._table.selectRow)
        self._scroll = QScrollArea()
        self._undo_note = label(look, "caption", "secondary")
        self._undo_note.setText(texts.say("ui.batches.undo.note"))
        self._make_actions()
        self._lay_out()
        chosen = self._table.selectionModel()
        chosen.selectionChanged.connect(self._allow)
        chosen.currentRowChanged.connect(self._follow)
        self._allow()

    def show_state(self, state: BatchesState) -> None:
        """Show the batches once they can be seen; what is chosen stays chosen as long as it is the same run."""
        self._wanted = state
        if self.isVisible():
            self._show(state)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None:
            self._show(self._wanted)

    def _show(self, state: BatchesState) -> None:
        if state == self._state:
            return
        before = self._model.rowCount()
        if self._state is not None and state.run != self._state.run:
            self._model.show_batches((), {})
        self._state = state
        self._model.show_batches(state.batches, state.spans)
        if self._model.rowCount() != before or not state.busy:
            fit_columns(self._table, self._look, self._model.texts, _WIDEST, BatchColumn.STATE)
        self._scroll.setVisible(self._model.rowCount() >= _MAP_FROM)
        self._fit_map()
        self._allow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_map()

    # inside

    def _fit_map(self) -> None:
        """As high as its squares, up to some lines; from there on it scrolls."""
        self._scroll.setFixedHeight(min(_MAP_HEIGHT * self._look.u, self._map.heightForWidth(self.width())))

    def _make_actions(self) -> None:
        self._resolve_action = self._action("resolve_batch_action", "ui.batches.resolve", self._resolve)
        self._undo_action = self._action("undo_batches_action", "ui.batches.undo", self._undo)
        self._copy_action = self._action("copy_log_ids_action", "ui.batches.copy", self._copy)

    def _action(self, name: str, code: str, do: Callable[[], None]) -> QAction:
        made = QAction(self._texts.say(code), self)
        made.setObjectName(name)
        made.triggered.connect(do)
        return made

    def _lay_out(self) -> None:
        u = self._look.u
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._map)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.hide()
        actions = (self._resolve_action, self._undo_action, self._copy_action)
        buttons = FlowLayout(2 * u, [_pressing(action) for action in actions])
        below = QVBoxLayout()
        below.setContentsMargins(3 * u, u, 3 * u, u)
        below.setSpacing(u)
        below.addLayout(buttons)
        below.addWidget(self._undo_note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll)
        column.addWidget(self._table, 1)
        column.addLayout(below)
        self.setFocusProxy(self._table)

    def _chosen(self) -> list[BatchRecord]:
        rows = {index.row() for index in self._table.selectionModel().selectedRows(BatchColumn.NUMBER)}
        return [self._model.record(row) for row in sorted(rows)]

    def _allow(self) -> None:
        """What can be done with the chosen batches."""
        chosen, busy = self._chosen(), self._state is not None and self._state.busy
        self._resolve_action.setEnabled(not busy and any(batch.state is BatchState.UNKNOWN for batch in chosen))
        self._undo_action.setEnabled(not busy and any(batch.state in _DELETABLE for batch in chosen))
        self._copy_action.setEnabled(bool(_log_ids(chosen)))

    def _follow(self) -> None:
        self._map.go_to(self._table.currentIndex().row())

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName("batch_menu")
        menu.addActions([self._resolve_action, self._undo_action, self._copy_action])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(at))

    def _resolve(self) -> None:
        doubts = [batch.number for batch in self._chosen() if batch.state is BatchState.UNKNOWN]
        if doubts and self._resolve_action.isEnabled():
            self.doubt_wanted.emit(doubts[0])

    def _undo(self) -> None:
        self.undo_wanted.emit(tuple(batch.number for batch in self._chosen() if batch.state in _DELETABLE))

    def _copy(self) -> None:
        QApplication.clipboard().setText(number_list(_log_ids(self._chosen())))


def _log_ids(batches: list[BatchRecord]) -> list[int]:
    attempts = (attempt for batch in batches for attempt in batch.attempts)
    return [attempt.log_id for attempt in attempts if attempt.log_id is not None and not attempt.struck]


def _pressing(action: QAction) -> QPushButton:
    """A button that does what an action does, enabled with it."""
    made = button(action.objectName().replace("_action", "_button"), action.text(), action.trigger)
    made.setEnabled(action.isEnabled())
    action.enabledChanged.connect(made.setEnabled)
    return made
