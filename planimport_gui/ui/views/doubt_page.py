"""The page of a batch in doubt: how to find it in Calltouch, what was found, and what is in its rows."""

from datetime import timedelta

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import twice_sentence
from planimport_gui.ui import doubt_words
from planimport_gui.ui import run_words as words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import DoubtAnswer, DoubtState, RowMark
from planimport_gui.ui.views.doubt_choices import DoubtChoices
from planimport_gui.ui.views.doubt_sums import DoubtSums
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.run_parts import Card, MarkSign, ScrollColumn

_LAG = timedelta(minutes=10)
"""For so long Calltouch's list of imports may lag behind."""
_SIDE, _WIDE = 84, 220
"""Units: the sums' width, and from which width of the page they stand beside the rest."""
_NUMBER = Qt.ItemDataRole.UserRole
_MARK = Qt.ItemDataRole.UserRole + 1
_SETTLED = (DoubtAnswer.ADOPTED, DoubtAnswer.IN_PROGRESS)
_MARKS = {DoubtAnswer.ADOPTED: RowMark.IMPORTED, DoubtAnswer.IN_PROGRESS: RowMark.PENDING}


class DoubtPage(QFrame):
    """``check_wanted`` tells a log id, ``batch_wanted`` another batch's number; the others carry nothing."""

    check_wanted = Signal(object)
    claim_wanted = Signal()
    again_wanted = Signal()
    later_wanted = Signal()
    spare_wanted = Signal()
    batch_wanted = Signal(object)
    rows_wanted = Signal()
    calltouch_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("doubt_page")
        self._texts, self._look = texts, look
        self._state: DoubtState | None = None
        self._heading = label(look, "section")
        self._heading.setObjectName("doubt_heading")
        self._what = label(look)
        self._what.setObjectName("doubt_what")
        self._where = label(look)
        self._where.setObjectName("doubt_where")
        self._answer = Card(look, "doubt_answer", RowMark.CHECK)
        self._spare = button("delete_second_button")
        self._answer.add(self._spare)
        self._steps = QWidget()
        self._choices = DoubtChoices(texts, look)
        self._sums = DoubtSums(texts, look)
        self._others = QListWidget()
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._make_others()
        self._connect()
        self._lay_out()

    def show_state(self, state: DoubtState) -> None:
        """Show a batch in doubt; what is chosen and typed stays as long as it is the same batch."""
        if state == self._state:
            return
        before, self._state = self._state, state
        same = before is not None and _place(before) == _place(state)
        if not same:
            self._choices.reset()
        self._show_words(state)
        self._show_answer(state)
        self._show_others(state)
        self._sums.show_state(state)
        self._show_choices(state)
        if not same:
            self._focus_field()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._focus_field)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc decides later."""
        state = self._state
        if event.key() == Qt.Key.Key_Escape and state is not None and not (state.busy or state.answer in _SETTLED):
            self.later_wanted.emit()
        else:
            super().keyPressEvent(event)

    # inside

    def _connect(self) -> None:
        self._choices.check_wanted.connect(self.check_wanted)
        self._choices.again_wanted.connect(self.again_wanted)
        self._choices.claim_wanted.connect(self.claim_wanted)
        self._choices.later_wanted.connect(self.later_wanted)
        self._sums.rows_wanted.connect(self.rows_wanted)
        self._sums.copy_wanted.connect(self._copy_for_support)
        self._spare.clicked.connect(self.spare_wanted)

    def _make_others(self) -> None:
        self._others.setObjectName("doubt_list")
        self._others.setAccessibleName(self._texts.say("ui.doubt.others"))
        self._others.setIconSize(QSize(4 * self._look.u, 4 * self._look.u))
        self._others.setFixedWidth(46 * self._look.u)
        self._others.setFrameShape(QFrame.Shape.NoFrame)
        self._others.itemClicked.connect(self._open_other)
        self._others.itemActivated.connect(self._open_other)
        self._others.hide()

    def _lay_out(self) -> None:
        u = self._look.u
        head = QHBoxLayout()
        head.setSpacing(2 * u)
        self._sign = MarkSign(self._look, RowMark.UNKNOWN, 5 * u)
        head.addWidget(self._sign)
        head.addWidget(self._heading, 1)
        middle = QVBoxLayout()
        middle.setContentsMargins(6 * u, 0, 6 * u, 0)
        middle.setSpacing(3 * u)
        middle.addLayout(head)
        middle.addWidget(self._answer)
        middle.addWidget(self._steps)
        middle.addStretch(1)
        steps = QVBoxLayout(self._steps)
        steps.setContentsMargins(0, 0, 0, 0)
        steps.setSpacing(3 * u)
        steps.addWidget(self._what)
        steps.addWidget(self._step("ui.doubt.step1"))
        steps.addWidget(self._where)
        steps.addLayout(self._ways())
        steps.addWidget(self._step("ui.doubt.step2"))
        steps.addWidget(self._choices)
        self._answer.hide()
        scroll = ScrollColumn(self._look, margin=0)
        self._parts.addLayout(middle, 1)
        self._parts.addWidget(self._sums)
        scroll.column.addLayout(self._parts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._others)
        row.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the page is narrow, the sums stand below."""
        super().resizeEvent(event)
        wide = self.width() >= _WIDE * self._look.u
        self._parts.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._sums.setMaximumWidth(_SIDE * self._look.u)
        self._sums.setMinimumWidth(_SIDE * self._look.u if wide else 0)

    def _step(self, code: str) -> QWidget:
        made = label(self._look)
        font = made.font()
        font.setWeight(font.Weight.DemiBold)
        made.setFont(font)
        made.setText(self._texts.say(code))
        return made

    def _ways(self) -> FlowLayout:
        """How to get to Calltouch's list."""
        self._open = button("open_calltouch_button", self._texts.say("ui.doubt.open"), self.calltouch_wanted)
        self._copy = link(self._look, "copy_path_link", self._texts.say("ui.doubt.copyPath"))
        self._copy.clicked.connect(self._copy_path)
        return FlowLayout(2 * self._look.u, (self._open, self._copy))

    def _show_words(self, state: DoubtState) -> None:
        texts = self._texts
        self._heading.setText(doubt_words.title_words(state, texts))
        self._sign.show_mark(_mark(state))
        self._steps.setVisible(state.answer not in _SETTLED)
        self._what.setText(doubt_words.what_words(state, texts))
        path = texts.say("ui.doubt.path")
        if state.practice:
            where = texts.say("ui.doubt.where.practice", path=path)
        else:
            where = texts.say("ui.doubt.where", path=path, moment=doubt_words.moment_words(state, texts))
        self._open.setVisible(not state.practice)
        near = doubt_words.neighbours(state, texts)
        self._where.setText(f"{where} {near}" if near else where)

    def _show_answer(self, state: DoubtState) -> None:
        """What the last check brought; read aloud when it comes. Rows that are there twice come before all else."""
        spare = words.spare_label(state.doubled, self._texts)
        self._spare.setText(spare)
        self._spare.setVisible(bool(spare) and not state.busy)
        if state.busy:
            self._answer.tell(self._texts.say("ui.doubt.asking"), mark=RowMark.SENDING)
            return
        if state.answer is None or state.checked is None:
            self._answer.tell("")
            return
        said = doubt_words.answer_sentence(state, state.answer, state.checked, self._texts)
        if state.doubled:
            twice = [twice_sentence(group, self._texts, practice=state.practice) for group in state.doubled]
            self._answer.tell("\n".join(twice), said, RowMark.ERROR)
        else:
            self._answer.tell(said, state.answer_words, _MARKS.get(state.answer, RowMark.CHECK))
        event = QAccessibleAnnouncementEvent(self, said)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)

    def _show_others(self, state: DoubtState) -> None:
        self._others.setVisible(len(state.open) > 1)
        numbers = [self._others.item(row).data(_NUMBER) for row in range(self._others.count())]
        if numbers != list(state.open):
            self._others.clear()
            for number in state.open:
                item = QListWidgetItem(self._texts.say("ui.doubt.other", batch=number), self._others)
                item.setData(_NUMBER, number)
        for row, number in enumerate(state.open):
            mark = _mark(state) if number == state.batch.number else RowMark.UNKNOWN
            self._others.item(row).setData(_MARK, mark)
        look = self._look

        def show_marks(worn: QListWidget) -> None:
            for row in range(worn.count()):
                item = worn.item(row)
                item.setIcon(look.mark_icon(RowMark(item.data(_MARK))))

        look.wear(self._others, "marks", show_marks)
        if state.batch.number in state.open:
            self._others.setCurrentRow(state.open.index(state.batch.number))

    def _show_choices(self, state: DoubtState) -> None:
        self._choices.show_rows(
            len(state.batch.rows),
            doubt_words.months_words(state, self._texts),
            words.clock(state.sent + _LAG),
            warn=state.again_needs_word,
            free=not (state.busy or state.answer in _SETTLED),
            again=state.again is None or not state.again.under_way,
            reminds=state.again is None or state.again.imported < len(state.batch.rows),
        )

    def _focus_field(self) -> None:
        if self._state is not None and self.isVisible():
            self._choices.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_other(self, item: QListWidgetItem) -> None:
        number = item.data(_NUMBER)
        if self._state is not None and not self._state.busy and number != self._state.batch.number:
            self.batch_wanted.emit(number)

    def _copy_path(self) -> None:
        QApplication.clipboard().setText(self._texts.say("ui.doubt.path").strip("«»“”"))

    def _copy_for_support(self) -> None:
        if self._state is not None:
            QApplication.clipboard().setText(doubt_words.support_text(self._state, self._texts))


def _mark(state: DoubtState) -> RowMark:
    """The mark of the batch that is shown."""
    if state.doubled:
        return RowMark.ERROR
    return _MARKS.get(state.answer, RowMark.UNKNOWN) if state.answer is not None else RowMark.UNKNOWN


def _place(state: DoubtState) -> tuple[int, int, int]:
    """What answers belong to: a batch, and whether its rows went again."""
    return state.record.id, state.batch.number, state.again.batch.number if state.again else 0
