"""The keys of the plan table, as in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from planimport_gui.ui.views.delegates_editing import Leave
from planimport_gui.ui.views.parts import ENTER
from planimport_gui.ui.views.table_selection import TableSelection

if TYPE_CHECKING:
    from planimport_gui.ui.views.plan_table import PlanTable

_CONTROL = Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
_JUMPS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
"""Rows and columns that an arrow goes."""
_GOING = (*_JUMPS, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class TableKeys:
    """What a key does in a ``PlanTable`` while no cell is being edited."""

    def __init__(self, table: PlanTable, selection: TableSelection) -> None:
        self._table = table
        self._selection = selection
        self._tab_column: int | None = None

    def take(self, event: QKeyEvent) -> bool:
        """Whether a key was one of the table's own."""
        return self._take_clipboard(event) or self._take_edit(event) or self._take_move(event)

    def leave(self, leave: Leave) -> None:
        """Go on as Excel does: after some Tabs, Enter returns to the column where they began."""
        here = self._selection.current()
        if here is None:
            return
        if leave.tab:
            self._tab_column = here[1] if self._tab_column is None else self._tab_column
            self._selection.step(0, leave.columns)
            return
        column, self._tab_column = self._tab_column, None
        self._selection.step(leave.rows, leave.columns)
        moved = self._selection.current()
        if leave.rows and column is not None and moved is not None:
            self._selection.go(moved[0], column)

    def _take_clipboard(self, event: QKeyEvent) -> bool:
        for key, act in (
            (QKeySequence.StandardKey.Copy, self._table.copy),
            (QKeySequence.StandardKey.Cut, self._table.cut),
            (QKeySequence.StandardKey.Paste, self._table.paste),
        ):
            if event.matches(key):
                act()
                return True
        return False

    def _take_edit(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key is Qt.Key.Key_Delete:
            self._table.clear_cells()
        elif key is Qt.Key.Key_Backspace:
            self._table.begin("")
        elif key is Qt.Key.Key_D and modifiers == _CONTROL:
            self._table.fill_down()
        elif key is Qt.Key.Key_F2:
            self._table.begin()
        elif key is Qt.Key.Key_F3:
            self._table.find_next(back=bool(modifiers & _SHIFT))
        elif key is Qt.Key.Key_Down and modifiers & _ALT:
            self._table.begin(choosing=True)
        else:
            return False
        return True

    def _take_move(self, event: QKeyEvent) -> bool:
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        back = bool(modifiers & _SHIFT)
        if key in _JUMPS and modifiers & _CONTROL:
            self._selection.jump(*_JUMPS[key], extend=back)
        elif key is Qt.Key.Key_Space and modifiers == _CONTROL:
            self._selection.select_columns()
        elif key is Qt.Key.Key_Space and modifiers == _SHIFT:
            self._selection.select_rows()
        elif key in ENTER:
            self.leave(Leave(-1 if back else 1, 0))
            return True
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.leave(Leave(0, -1 if key is Qt.Key.Key_Backtab or back else 1, tab=True))
            return True
        else:
            if key in _GOING:
                self._tab_column = None
            return False
        self._tab_column = None
        return True
