"""In the place of the drop area: several sheets of the file hold a plan, and only the person knows which is meant."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from planimport_gui.facts.reading import SheetSummary
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import sheet_words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import SheetQuestion
from planimport_gui.ui.views.parts import ENTER, button, label, primary


class SheetChoice(QFrame):
    """``chosen`` tells the name of a sheet, ``left`` that none is wanted."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.setObjectName("sheet_question")
        self._texts, self._look = texts, look
        self._lines: list[_Line] = []
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._enable)
        self._title = label(look, "title")
        self._title.setText(texts.say("ui.sheets.title"))
        self._why = label(look, color="secondary")
        self._open = primary(look, "open_sheet_button", texts.say("ui.sheets.open"))
        self._open.clicked.connect(self._take)
        self._back = button("leave_sheets_button", texts.say("ui.sheets.back"), self.left)
        self._sheets = QVBoxLayout()
        self._lay_out()
        self.hide()

    def ask(self, question: SheetQuestion) -> None:
        """Offer the sheets; only the one opened last time is chosen beforehand."""
        self._why.setText(self._texts.say("ui.sheets.why", file=question.file))
        for line in self._lines:
            self._group.removeButton(line.button)
            self._sheets.removeWidget(line)
            line.hide()
            line.deleteLater()
        plans = sorted(question.plans, key=lambda plan: plan.name != question.proposed)
        self._lines = [self._line(number, plan, question.proposed) for number, plan in enumerate(plans)]
        widest = max(line.button.sizeHint().width() for line in self._lines)
        for line in self._lines:
            line.button.setMinimumWidth(widest)
            self._group.addButton(line.button)
            self._sheets.addWidget(line)
        self._lines[0].button.setChecked(plans[0].name == question.proposed)
        self._enable()

    def begin(self) -> None:
        """The keyboard comes here."""
        self._lines[0].button.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self._open.isEnabled():
            self._take()
        else:
            super().keyPressEvent(event)

    def _line(self, number: int, plan: SheetSummary, proposed: str) -> "_Line":
        words = sheet_words(plan, self._texts)
        if plan.name == proposed:
            words = f"{words} · {self._texts.say('ui.sheets.before')}"
        return _Line(self._look, f"sheet_{number}", plan.name, words)

    def _enable(self) -> None:
        self._open.setEnabled(any(line.button.isChecked() for line in self._lines))

    def _take(self) -> None:
        for line in self._lines:
            if line.button.isChecked():
                self.chosen.emit(line.name)

    def _lay_out(self) -> None:
        u = self._look.u
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * u)
        buttons.addWidget(self._open)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        self._sheets.setSpacing(2 * u)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * u, 0, 2 * u)
        column.setSpacing(3 * u)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addLayout(self._sheets)
        column.addLayout(buttons)


class _Line(QWidget):
    """A sheet and what is in it; a click anywhere chooses it."""

    def __init__(self, look: Look, button: str, name: str, words: str) -> None:
        super().__init__()
        self.name = name
        self.button = QRadioButton(name.replace("&", "&&"))
        self.button.setObjectName(button)
        self.button.setAccessibleDescription(words)
        what = label(look, color="secondary")
        what.setText(words)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * look.u)
        row.addWidget(self.button)
        row.addWidget(what, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.button.setFocus()
        self.button.setChecked(True)
        event.accept()
