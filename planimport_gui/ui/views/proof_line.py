"""The line that proves what was understood of the sheet, and what stands behind it."""

from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSizePolicy, QWidget

from planimport_gui.facts.reading import Layout, SheetReading, SkipReason
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import sheet_words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ProofState
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.reading_popup import ReadingPopup, numbers

_NAMED_ROWS = 3
"""Totals that the line names by their rows."""


class ProofLine(QFrame):
    """``sheet_wanted`` tells the name of another sheet of the workbook. Hidden while no file is open."""

    sheet_wanted = Signal(object)
    reading_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("proof_line")
        self._texts, self._look = texts, look
        self._state: ProofState | None = None
        self._popup: ReadingPopup | None = None
        self._sentence = label(look)
        self._sentence.setObjectName("proof_sentence")
        self._reading = link(look, "reading_button", texts.say("ui.proof.show"))
        self._reading.clicked.connect(self.reading_wanted)
        self._sheets = button("sheet_button", texts.say("ui.proof.otherSheet"))
        self._menu = QMenu(self._sheets)
        self._menu.setObjectName("sheet_menu")
        self._sheets.setMenu(self._menu)
        self._lay_out()
        self.hide()

    def show_state(self, state: ProofState | None) -> None:
        if state is self._state:
            return
        self._state = state
        self.setVisible(state is not None)
        if state is None:
            return
        self._sentence.setText(proof_sentence(self._texts, state))
        self._menu.clear()
        for plan in state.reading.other_plans:
            line = self._texts.say("ui.sheets.line", name=plan.name, what=sheet_words(plan, self._texts))
            self._menu.addAction(line.replace("&", "&&")).triggered.connect(partial(self._choose, plan.name))
        self._sheets.setVisible(bool(state.reading.other_plans))

    def show_reading(self) -> None:
        """Which columns became which field, which rows were skipped and why; closed by Esc or a click beside it."""
        if self._state is None:
            return
        self._popup = ReadingPopup(self._texts, self._look, self._state.reading, self)
        self._popup.show_below(self._reading.mapToGlobal(QPoint(0, self._reading.height())))

    def _choose(self, name: str, checked: bool = False) -> None:
        self.sheet_wanted.emit(name)

    def _lay_out(self) -> None:
        u = self._look.u
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * u, u, 3 * u, u)
        row.setSpacing(2 * u)
        row.addWidget(self._sentence, 1)
        row.addWidget(self._reading)
        row.addWidget(self._sheets)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def proof_sentence(texts: Texts, state: ProofState) -> str:
    """Sheet, header, rows of the sheet and of the plan, what is left out, and what was read though it is hidden."""
    reading = state.reading
    sources = _sources(reading)
    code = "ui.proof.same" if sources == state.rows else "ui.proof.more"
    read = texts.say(code, sheet=reading.sheet, header=reading.header_row, sources=sources, rows=state.rows)
    left = _left_out(texts, reading)
    if left:
        read = texts.say("ui.proof.both", read=read, left=", ".join(left))
    hidden = _hidden(texts, reading)
    return texts.say("ui.proof.hidden", read=read, hidden=", ".join(hidden)) if hidden else read


def _sources(reading: SheetReading) -> int:
    """How many rows of the sheet became plan rows."""
    if reading.layout is Layout.LONG:
        return len(reading.rows)
    return len({row.origin.row for row in reading.rows if row.origin is not None})


def _hidden(texts: Texts, reading: SheetReading) -> list[str]:
    parts = (("count.rows", len(reading.hidden_rows)), ("ui.proof.columns", len(reading.hidden_columns)))
    return [texts.count(code, count) for code, count in parts if count]


def _left_out(texts: Texts, reading: SheetReading) -> list[str]:
    totals = [skipped.row for skipped in reading.skipped if skipped.reason is SkipReason.TOTAL]
    notes = [skipped.row for skipped in reading.skipped if skipped.reason is SkipReason.NOTE]
    parts = []
    if totals and len(totals) <= _NAMED_ROWS:
        parts.append(texts.say("ui.proof.totals", rows=numbers(texts, totals)))
    elif totals:
        parts.append(texts.count("ui.proof.manyTotals", len(totals)))
    facts = sum(skipped.reason is SkipReason.FACT for skipped in reading.skipped)
    if facts:
        parts.append(texts.count("ui.proof.facts", facts))
    if notes:
        parts.append(texts.count("ui.proof.notes", len(notes)))
    if reading.unused_columns:
        parts.append(texts.count("ui.proof.columns", len(reading.unused_columns)))
    return parts
