"""Choosing one of many names in a line: typed to narrow the list, taken with a button."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QSizePolicy, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.views.parts import ENTER, button


class Choice(QWidget):
    """``taken`` tells the chosen name, ``left`` that the person wants none (Esc)."""

    taken = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("name_choice")
        self._texts = texts
        self._names: tuple[str, ...] = ()
        self._box = QComboBox()
        self._box.setObjectName("name_choice_box")
        self._box.setEditable(True)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.setAccessibleName(texts.say("ui.card.choice"))
        self._box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._box.setMinimumContentsLength(12)
        line = self._box.lineEdit()
        if line is not None:
            line.setPlaceholderText(texts.say("ui.card.choice"))
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._take = button("name_choice_button", press=self._taken)
        self._box.editTextChanged.connect(self._enable)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, look.u, 0, 0)
        layout.setSpacing(2 * look.u)
        layout.addWidget(self._box, 1)
        layout.addWidget(self._take)

    def offer(self, names: Sequence[str], rows: int) -> None:
        """Offer names for so many rows, none of them chosen."""
        self._names = tuple(names)
        self._take.setText(self._texts.say("ui.card.replace", rows=rows))
        self._box.clear()
        self._box.addItems(self._names)
        self._box.setCurrentIndex(-1)
        completer = QCompleter(self._names, self._box)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._box.setCompleter(completer)
        self._box.setEditText("")
        self._enable("")
        self._box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in ENTER and self._take.isEnabled():
            self._take.setFocus()
        else:
            super().keyPressEvent(event)

    def _enable(self, text: str) -> None:
        self._take.setEnabled(text in self._names)

    def _taken(self) -> None:
        self.taken.emit(self._box.currentText())
