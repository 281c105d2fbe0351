"""The empty window: where to drop a plan, what waits, what was open lately, and why the last file was not read."""

from functools import partial
from pathlib import PurePath

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import day_words
from planimport_gui.texts.sentences import refusal_sentence
from planimport_gui.ui.look import Look
from planimport_gui.ui.run_words import day_and_time
from planimport_gui.ui.states import (
    ArrivalCheck,
    RecentPlan,
    RowMark,
    SheetQuestion,
    StartState,
    WaitingKind,
    WaitingRun,
)
from planimport_gui.ui.views.drop_area import DropArea
from planimport_gui.ui.views.parts import label, link
from planimport_gui.ui.views.refusal_card import RefusalCard
from planimport_gui.ui.views.sheet_question import SheetChoice

_WIDTH = 190
"""Width of the page's column in units."""
_WAITING_MARKS = {
    WaitingKind.DOUBT: RowMark.UNKNOWN,
    WaitingKind.UNFINISHED: RowMark.PENDING,
    WaitingKind.DOUBLED: RowMark.ERROR,
    WaitingKind.REPLACED: RowMark.CHECK,
}


class StartPage(QScrollArea):
    """``pasted`` tells a text, ``recent_wanted`` a path, ``waiting_wanted`` a ``WaitingRun``.

    ``sheet_chosen`` tells the name of a sheet, ``arrival_answered`` an ``ArrivalCheck`` and whether its plan is seen.
    """

    open_wanted = Signal()
    sample_wanted = Signal()
    template_wanted = Signal()
    pasted = Signal(object)
    recent_wanted = Signal(object)
    waiting_wanted = Signal(object)
    sheet_chosen = Signal(object)
    arrival_answered = Signal(object)
    cancel_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("start_page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self._texts, self._look = texts, look
        self._state: StartState | None = None
        self._refusal = RefusalCard(texts, look)
        self._drop = DropArea(texts, look)
        self._drop.open_wanted.connect(self.open_wanted)
        self._drop.cancel_wanted.connect(self.cancel_wanted)
        self._sheets = SheetChoice(texts, look)
        self._sheets.chosen.connect(self.sheet_chosen)
        self._sheets.left.connect(self.cancel_wanted)
        self._promise = label(look, color="secondary")
        self._promise.setText(texts.say("ui.start.promise"))
        self._template = link(look, "template_button", texts.say("ui.start.template"))
        self._template.clicked.connect(self.template_wanted)
        self._sample = link(look, "sample_button", texts.say("ui.start.sample"))
        self._sample.clicked.connect(self.sample_wanted)
        self._waiting = _Lines(look, "waiting", texts.say("ui.start.waiting"))
        self._recent = _Lines(look, "recent", texts.say("ui.start.recent"))
        self._lay_out()
        self.show_state(StartState())

    def show_state(self, state: StartState) -> None:
        if state == self._state:
            return
        old, self._state = self._state, state
        refusal = refusal_sentence(self._texts, state.refusal) if state.refusal is not None else ""
        self._refusal.show_what(state.refused_file, "" if state.opening else refusal)
        self._drop.show_what(state.opening)
        if old is None or old.question != state.question:
            self._ask(state.question)
        for button in (self._template, self._sample):
            button.setEnabled(not state.opening)
        if old is None or (old.waiting, old.checks) != (state.waiting, state.checks):
            self._fill_waiting(state.waiting, state.checks)
        if old is None or old.recent != state.recent:
            self._fill_recent(state.recent)
        self._waiting.setEnabled(not state.opening)
        self._recent.setEnabled(not state.opening)

    def set_drop_hint(self, on: bool) -> None:
        """Whether a file is being held over the window."""
        self._drop.set_hint(on)

    def paste(self) -> None:
        """Take a table, or a copied file, from the clipboard."""
        mime: QMimeData | None = QGuiApplication.clipboard().mimeData()
        if mime is None:
            return
        files = [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
        if self._state is None or self._state.opening:
            return
        if files:
            self.recent_wanted.emit(files[0])
        elif mime.text().strip():
            self.pasted.emit(mime.text())

    def event(self, event: QEvent) -> bool:
        """Ctrl+V belongs to this page while it has the keyboard, whatever the menu does with it."""
        if event.type() == QEvent.Type.ShortcutOverride and _pastes(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        state = self._state
        if _pastes(event):
            self.paste()
        elif event.key() == Qt.Key.Key_Escape and state is not None and (state.opening or state.question is not None):
            self.cancel_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _ask(self, question: SheetQuestion | None) -> None:
        self._drop.setVisible(question is None)
        if question is not None:
            self._sheets.ask(question)
        self._sheets.setVisible(question is not None)
        if question is not None and self.isVisible():
            self._sheets.begin()

    def _fill_waiting(self, waiting: tuple[WaitingRun, ...], checks: tuple[ArrivalCheck, ...]) -> None:
        self._waiting.clear()
        for number, run in enumerate(waiting):
            code = f"ui.start.waits.{run.kind}"
            if run.practice and run.kind is WaitingKind.REPLACED:
                code += ".practice"
            text = self._texts.say(
                code,
                rows=run.rows,
                file=run.file,
                project=run.project,
                when=day_and_time(run.when, self._texts),
            )
            button = link(self._look, f"waiting_{number}", self._texts.say(f"ui.start.waitsDo.{run.kind}"))
            button.setAccessibleDescription(text)
            button.clicked.connect(partial(self._want_waiting, run))
            sentence = _said(self._look, text)
            self._waiting.add(_mark(self._look, _WAITING_MARKS[run.kind]), sentence, button, wide=sentence)
        for number, check in enumerate(checks):
            self._add_check(number, check)

    def _add_check(self, number: int, check: ArrivalCheck) -> None:
        code = "ui.arrival.missed" if check.missed else "ui.arrival.question"
        text = self._texts.say(code, when=day_words(check.when.date(), self._texts), project=check.project)
        sentence = _said(self._look, text)
        sentence.setObjectName(f"arrival_{number}")
        answers = [] if check.missed else [self._answer(number, check, text, seen=seen) for seen in (True, False)]
        mark = _mark(self._look, RowMark.PENDING)
        mark.setAlignment(Qt.AlignmentFlag.AlignTop if check.missed else Qt.AlignmentFlag.AlignVCenter)
        self._waiting.add(mark, sentence, *answers, wide=sentence)

    def _answer(self, number: int, check: ArrivalCheck, question: str, *, seen: bool) -> QPushButton:
        code, name = ("ui.arrival.yes", "arrived") if seen else ("ui.arrival.no", "missed")
        button = link(self._look, f"{name}_{number}", self._texts.say(code))
        button.setAccessibleDescription(question)
        button.clicked.connect(partial(self._answer_check, check, seen))
        return button

    def _answer_check(self, check: ArrivalCheck, seen: bool) -> None:
        self.setFocus()
        self.arrival_answered.emit((check, seen))

    def _fill_recent(self, recent: tuple[RecentPlan, ...]) -> None:
        self._recent.clear()
        for number, plan in enumerate(recent):
            button = link(self._look, f"recent_{number}", PurePath(plan.path).name.replace("&", "&&"))
            button.setToolTip(plan.path)
            button.clicked.connect(partial(self._want_recent, plan.path))
            self._recent.add(button, *self._imported(plan, button))

    def _imported(self, plan: RecentPlan, button: QPushButton) -> tuple[QWidget, ...]:
        """What became of a file that was imported from here."""
        if plan.when is None:
            return ()
        text = self._texts.say("ui.start.imported", rows=plan.imported, project=plan.project, when=plan.when.date())
        button.setAccessibleDescription(text)
        return (_said(self._look, text, "secondary", wraps=False),)

    def _want_waiting(self, run: WaitingRun) -> None:
        self.waiting_wanted.emit(run)

    def _want_recent(self, path: str) -> None:
        self.recent_wanted.emit(path)

    def _lay_out(self) -> None:
        u = self._look.u
        links = QHBoxLayout()
        links.setSpacing(4 * u)
        links.addWidget(self._template)
        links.addWidget(self._sample)
        links.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(3 * u)
        column.addWidget(self._refusal)
        column.addWidget(self._drop)
        column.addWidget(self._sheets)
        column.addWidget(self._promise)
        column.addLayout(links)
        column.addWidget(self._waiting)
        column.addWidget(self._recent)
        column.addStretch(1)
        inside = QWidget()
        inside.setMaximumWidth(_WIDTH * u)
        inside.setLayout(column)
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(6 * u, 6 * u, 6 * u, 6 * u)
        row.addStretch(1)
        row.addWidget(inside, 100)
        row.addStretch(1)
        self.setWidget(page)


class _Lines(QWidget):
    """A heading and lines below it; hidden without lines."""

    def __init__(self, look: Look, name: str, heading: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_list")
        self._look = look
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, look.u, 0, 0)
        self._column.setSpacing(look.u // 2)
        title = label(look, "section")
        title.setText(heading)
        self._column.addWidget(title)
        self.hide()

    def clear(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines.clear()
        self.hide()

    def add(self, *parts: QWidget, wide: QWidget | None = None) -> None:
        """A line of parts, of which ``wide`` takes the room that the others leave."""
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * self._look.u)
        for part in parts:
            row.addWidget(part, 1 if part is wide else 0)
        if wide is None:
            row.addStretch(1)
        self._column.addWidget(line)
        self._lines.append(line)
        self.show()


def _said(look: Look, text: str, color: str = "text", *, wraps: bool = True) -> QLabel:
    made = label(look, color=color, wraps=wraps)
    made.setText(text)
    return made


def _mark(look: Look, mark: RowMark) -> QLabel:
    made = QLabel()
    size = QSize(4 * look.u, 4 * look.u)
    look.wear(made, "mark", lambda worn: worn.setPixmap(look.mark_icon(mark).pixmap(size)))
    return made


def _pastes(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
