"""What a person found about a batch in doubt: four answers, none chosen at first, each with its own button."""

import re
from enum import Enum

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import RowMark
from planimport_gui.ui.views.flow import FlowLayout
from planimport_gui.ui.views.parts import button, label
from planimport_gui.ui.views.run_parts import MarkSign, enter_pressed

_NUMBER = re.compile(r"№?([0-9]{1,18})")
"""A log id as it is read in a list; longer ones are none."""


class Choice(Enum):
    """The answers, in order."""

    CHECK = "check"
    AGAIN = "again"
    CLAIM = "claim"
    LATER = "later"


def log_id(text: str) -> int | None:
    """The number a person typed or pasted, blanks or not; ``None`` for anything else."""
    found = _NUMBER.fullmatch("".join(text.split()))
    number = int(found[1]) if found and found[1].isascii() else 0
    return number or None


class DoubtChoices(QWidget):
    """``check_wanted`` tells the number; the others carry nothing.

    Sending again takes its radio button, its button, and, while ``warn`` says so, a third press.
    """

    check_wanted = Signal(object)
    again_wanted = Signal()
    claim_wanted = Signal()
    later_wanted = Signal()

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self._texts, self._look = texts, look
        self._warn = True
        self._free = True
        self._offered = True
        self._group = QButtonGroup(self)
        self._radios = {choice: self._radio(choice) for choice in Choice}
        self._make_field()
        self._check = button("check_log_button", texts.say("ui.doubt.check"), self._tell_check)
        self._again = button("send_again_button", press=self._tell_again)
        self._sure = button("send_again_sure_button", texts.say("ui.doubt.sure"), self.again_wanted)
        self._claim = button("claim_button", texts.say("ui.doubt.claim.button"), self.claim_wanted)
        self._later = button("later_button", texts.say("ui.doubt.later.button"), self.later_wanted)
        self._again_sign = MarkSign(look, RowMark.CHECK)
        self._again_note = label(look, color="check.text")
        self._again_note.setObjectName("send_again_note")
        noted = (Choice.CHECK, Choice.CLAIM, Choice.LATER)
        self._notes = {choice: self._note(f"ui.doubt.{choice.value}.note") for choice in noted}
        self._later_note = self._notes[Choice.LATER]
        self._lay_out()
        self._group.buttonToggled.connect(self._choose)
        self._choose()

    def reset(self) -> None:
        """Nothing chosen, nothing typed: another batch."""
        self._group.setExclusive(False)
        for radio in self._radios.values():
            radio.setChecked(False)
        self._group.setExclusive(True)
        self._field.clear()
        self._complain("")
        self._choose()

    def show_rows(
        self, rows: int, months: str, until: str, *, warn: bool, free: bool, again: bool = True, reminds: bool = True
    ) -> None:
        """``until`` is the time up to which the service's list may lag; not ``free`` while something is asked.

        Without ``again`` the rows cannot go once more: they did. ``reminds``: the next start reminds of the doubt.
        """
        self._later_note.setText(self._texts.say("ui.doubt.later.note" if reminds else "ui.doubt.later.note.again"))
        self._warn, self._free = warn, free
        self._again.setText(self._texts.say("ui.doubt.again", rows=rows))
        code = "ui.doubt.again.fresh" if warn else "ui.doubt.again.note"
        self._again_note.setText(self._texts.say(code, months=months, until=until))
        self._offered = again
        for part in (self._radios[Choice.AGAIN], self._again, self._again_sign, self._again_note):
            part.setVisible(again)
        for radio in self._radios.values():
            radio.setEnabled(free)
        self._field.setReadOnly(not free)
        self._choose()

    @property
    def field(self) -> QLineEdit:
        """Where the number goes."""
        return self._field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the field compares the rows."""
        enter = enter_pressed(event) if watched is self._field else None
        if enter is None:
            return super().eventFilter(watched, event)
        if not enter.isAutoRepeat():
            self._tell_check()
        return True

    # inside

    def _radio(self, choice: Choice) -> QRadioButton:
        made = QRadioButton(self._texts.say(f"ui.doubt.choice.{choice.value}"))
        made.setObjectName(f"choice_{choice.value}")
        self._group.addButton(made)
        return made

    def _make_field(self) -> None:
        self._field = QLineEdit()
        self._field.setObjectName("log_id_field")
        self._field.setAccessibleName(self._texts.say("ui.doubt.choice.check"))
        self._field.setPlaceholderText(self._texts.say("ui.doubt.number"))
        self._field.setFixedWidth(36 * self._look.u)
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._typed)
        self._complaint = label(self._look, color="error.text")
        self._complaint.setObjectName("log_id_complaint")
        self._complaint.hide()

    def _lay_out(self) -> None:
        u = self._look.u
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(u)
        buttons = {
            Choice.CHECK: (self._field, self._check), Choice.AGAIN: (self._again, self._sure),
            Choice.CLAIM: (self._claim,), Choice.LATER: (self._later,),
        }  # fmt: skip
        for choice in Choice:
            column.addWidget(self._radios[choice])
            flow = FlowLayout(2 * u, buttons[choice])
            flow.setContentsMargins(5 * u, 0, 0, 0)
            column.addLayout(flow)
            if choice is Choice.CHECK:
                column.addLayout(self._indented(self._complaint))
            if choice is Choice.AGAIN:
                column.addLayout(self._indented(self._again_sign, self._again_note))
            else:
                column.addLayout(self._indented(self._notes[choice]))
            column.addSpacing(2 * u)

    def _note(self, code: str) -> QLabel:
        made = label(self._look, color="secondary")
        made.setText(self._texts.say(code))
        return made

    def _indented(self, *widgets: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(5 * self._look.u, 0, 0, 0)
        row.setSpacing(2 * self._look.u)
        for widget in widgets:
            wraps = isinstance(widget, QLabel)
            row.addWidget(widget, 1 if wraps else 0)
        return row

    def _typed(self) -> None:
        self._complain("")
        if self._field.text().strip():
            self._radios[Choice.CHECK].setChecked(True)

    def _choose(self) -> None:
        """Each button works only under its own answer; the third press is asked for anew each time."""
        chosen = {choice: radio.isChecked() and self._free for choice, radio in self._radios.items()}
        self._check.setEnabled(chosen[Choice.CHECK])
        self._again.setEnabled(chosen[Choice.AGAIN])
        self._claim.setEnabled(chosen[Choice.CLAIM])
        self._later.setEnabled(chosen[Choice.LATER])
        self._sure.hide()

    def _tell_check(self) -> None:
        number = log_id(self._field.text())
        if not self._free:
            return
        if number is None:
            empty = not self._field.text().strip()
            self._complain(self._texts.say("ui.doubt.number.missing" if empty else "ui.doubt.number.wrong"))
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._radios[Choice.CHECK].setChecked(True)
            self._complain("")
            self.check_wanted.emit(number)

    def _complain(self, text: str) -> None:
        self._complaint.setText(text)
        self._complaint.setVisible(bool(text))
        self._field.setAccessibleDescription(text)

    def _tell_again(self) -> None:
        if not self._offered:
            return
        if self._warn:
            self._sure.show()
        else:
            self.again_wanted.emit()
