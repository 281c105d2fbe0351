"""The words of the plan table: heads of columns, states of rows, and what is said of a cell."""

from PySide6.QtCore import Qt

from planimport_gui.texts import Texts
from planimport_gui.ui.models.columns import Column, field_of
from planimport_gui.ui.models.row_look import RowLook, cell_sentences
from planimport_gui.ui.states import RowMark

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
ON_THE_RIGHT = (Column.NUMBER, Column.VALUE)


class CellWords:
    """Made once for a language, so that showing a cell looks up nothing."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._heads = [texts.say(f"ui.table.column.{column.name.lower()}") for column in Column]
        self.marks = {mark: texts.say(f"ui.mark.{mark}") for mark in RowMark}
        self._there = texts.say("ui.mark.there")

    def head(self, column: int, role: int) -> object:
        """What the head of a column answers; the one of the marks shows nothing, but has a name."""
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if column == Column.MARK else self._heads[column]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._heads[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in ON_THE_RIGHT else LEFT
        return None

    def state(self, look: RowLook) -> str:
        """The state of a row; that it is in Calltouch is said only where that is certain."""
        return self._there if look.there else self.marks[look.mark]

    def tip(self, look: RowLook, column: int) -> str | None:
        """The full sentences about a cell, one a line."""
        return "\n".join(cell_sentences(self._texts, look, field_of(column))) or None

    def aloud(self, look: RowLook, column: int, shown: str | None) -> str:
        """What a screen reader says of a cell that shows this."""
        text = self.state(look) if column == Column.MARK else shown or ""
        return ". ".join(part for part in (text, *cell_sentences(self._texts, look, field_of(column))) if part)
