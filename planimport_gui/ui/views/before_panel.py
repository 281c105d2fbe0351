"""Beside the table before sending: what would go where, what stays, and what it adds to. Nothing here sends."""

from itertools import islice

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from planimport_gui.plan import metrics
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import month_words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import BeforeState, MonthSum, RowMark, TotalProof
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.repeat_list import RepeatList
from planimport_gui.ui.views.run_parts import Card, ScrollColumn
from planimport_gui.ui.views.sum_table import SumTable

_MOST_LINES = 6
"""Sums that the warning names; the others are marked in the table."""
_LONG = 120
"""Seconds from which on minutes are told."""


class BeforePanel(QFrame):
    """Tells ``repeat_toggled`` with ``AllowRepeats``, ``all_repeats_toggled`` with whether all repeats are to go;

    ``replace_wanted`` that the months with other values, or with sums already, are to be replaced.
    """

    repeat_toggled = Signal(object)
    all_repeats_toggled = Signal(object)
    project_wanted = Signal()
    replace_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("before_panel")
        self.setAccessibleName(texts.say("ui.before.name"))
        self._texts, self._look = texts, look
        self._state: BeforeState | None = None
        self._title = label(look, "section")
        self._title.setText(texts.say("ui.before.title"))
        self._practice = Card(look, "before_practice", RowMark.CHECK)
        self._changed = Card(look, "before_changed", RowMark.CHECK)
        self._replace_changed = self._replace_button("before_replace_button", self._changed)
        self._rows = self._line("before_rows")
        self._already = Card(look, "before_already", RowMark.CHECK)
        self._replace_already = self._replace_button("before_already_replace_button", self._already)
        self._sums = SumTable(texts, look)
        self._legend = self._line("before_legend", "secondary")
        self._rates = self._line("before_rates", "secondary")
        self._agrees = self._line("before_agrees")
        self._differs = Card(look, "before_differs", RowMark.CHECK)
        self._project = self._line("before_project")
        self._choose = link(look, "before_project_link")
        self._choose.clicked.connect(self.project_wanted)
        self._first = Card(look, "before_first_time", RowMark.CHECK)
        self._out = self._line("before_left_out")
        self._repeats = RepeatList(texts, look)
        self._repeats.toggled.connect(self.repeat_toggled)
        self._repeats.all_toggled.connect(self.all_repeats_toggled)
        self._undo = self._line("before_undo", "secondary")
        self._undo.setText(texts.say("ui.before.undo"))
        self._cost = self._line("before_cost", "secondary")
        self._counting = self._line("before_counting", "secondary")
        self._counting.setText(texts.say("ui.counting"))
        self._counting.setMargin(4 * look.u)
        self._counting.hide()
        self._scroll = ScrollColumn(look)
        self._lay_out()

    def show_state(self, state: BeforeState | None) -> None:
        """Show what would be sent; keeps focus and place. ``None``: a plan that is still being counted."""
        self._counting.setVisible(state is None)
        self._scroll.setVisible(state is not None)
        if state is None or state == self._state:
            return
        before, self._state = self._state, state
        texts = self._texts
        said = (texts.say("ui.before.practice"), texts.say("ui.before.practiceText")) if state.practice else ("", "")
        self._practice.tell(*said)
        self._show_changed(state)
        self._rows.setText(texts.count("ui.before.rows", state.rows, total=state.total))
        if before is None or before.months != state.months:
            self._sums.show_sums(state.months)
            self._sums.setVisible(bool(state.months))
            self._already.tell(*self._already_said(state))
            marked = any(one.already for one in state.months)
            self._show(self._legend, texts.say(f"ui.before.alreadyTable{_known(state)}") if marked else "")
        self._show(self._rates, texts.count("ui.before.rates", state.rates) if state.rates else "")
        self._show_proofs(state)
        self._show_project(state)
        self._show_left_out(state)
        self._show_cost(state)

    def _show_changed(self, state: BeforeState) -> None:
        texts, months = self._texts, state.replaceable
        title = texts.count("ui.before.changed", state.changed) if state.changed else ""
        self._changed.tell(title, texts.say("ui.before.changedText") if title else "")
        if len(months) == 1:
            said = texts.say("ui.before.replace", month=month_words(months[0], texts))
        else:
            said = texts.count("ui.before.replaceMonths", len(months))
        for one in (self._replace_changed, self._replace_already):
            one.setText(said)
        # One button is enough: where both cards are shown, the first has it.
        self._replace_already.setVisible(not state.changed)

    def _replace_button(self, name: str, card: Card) -> QPushButton:
        made = button(name, press=self.replace_wanted)
        card.add(made)
        return made

    def _show_proofs(self, state: BeforeState) -> None:
        agreeing = [self._proved(proof) for proof in state.proofs if not proof.missing]
        differing = [self._proved(proof) for proof in state.proofs if proof.missing]
        self._show(self._agrees, "\n".join(agreeing))
        self._differs.tell(self._texts.say("ui.proofs.title") if differing else "", "\n".join(differing))

    def _proved(self, proof: TotalProof) -> str:
        texts = self._texts
        metric, total = proof.metric or texts.say("ui.proofs.all"), self._amount(proof.metric, proof.total)
        if not proof.missing:
            said = texts.say("ui.proofs.agrees", metric=metric, cell=proof.cell, sum=total)
        else:
            code = "ui.proofs.missing" if proof.missing > 0 else "ui.proofs.over"
            off = self._amount(proof.metric, abs(proof.missing))
            said = texts.say(code, metric=metric, cell=proof.cell, total=total, off=off)
        if proof.rows:
            said = texts.count("ui.proofs.rows", len(proof.rows), said=said, rows=proof.rows)
        return texts.say("ui.proofs.before", said=said) if proof.before else said

    def _amount(self, metric: str, amount: int) -> str:
        return self._texts.say("ui.before.money" if metrics.is_money(metric) else "ui.before.number", sum=amount)

    def _show_project(self, state: BeforeState) -> None:
        texts, project = self._texts, state.project
        if project is None:
            self._project.setText(texts.say("ui.before.noProject"))
        elif project.name:
            self._project.setText(texts.say("ui.before.project", name=project.name, site=project.site))
        else:
            self._project.setText(texts.say("ui.before.projectPlain", site=project.site))
        self._choose.setText(texts.say("ui.before.choose" if project is None else "ui.before.change"))
        name = project.name or project.site if project else ""
        warned = project is not None and state.first_time and not state.practice
        self._first.tell(texts.say("ui.before.firstTitle") if warned else "", self._first_said(name) if warned else "")

    def _first_said(self, name: str) -> str:
        return self._texts.say("ui.before.first", project=name)

    def _already_said(self, state: BeforeState) -> tuple[str, str]:
        """Title and lines of the warning about months that have sums already."""
        texts = self._texts
        found = sorted((one for one in state.months if one.already), key=_money_first)
        if not found:
            return "", ""
        months = {one.key[2:] for one in found}
        lines = [self._becomes(one, alone=len(months) == 1) for one in islice(found, _MOST_LINES)]
        if len(found) > _MOST_LINES:
            lines.append(texts.count("ui.before.alreadyMore", len(found) - _MOST_LINES))
        lines.append(texts.say("ui.before.alreadyReplace"))
        known = _known(state)
        if len(months) == 1:
            return texts.say(f"ui.before.already{known}", month=self._month(found[0])), "\n".join(lines)
        return texts.say(f"ui.before.alreadyMonths{known}"), "\n".join(lines)

    def _becomes(self, one: MonthSum, *, alone: bool) -> str:
        texts, name = self._texts, one.key[1]
        already, becomes = self._amount(name, one.already), self._amount(name, one.already + one.sending)
        if alone:
            return texts.say("ui.before.alreadySum", metric=name, already=already, becomes=becomes)
        month = self._month(one)
        return texts.say("ui.before.alreadySumMonth", month=month, metric=name, already=already, becomes=becomes)

    def _month(self, one: MonthSum) -> str:
        return self._texts.say(f"month.{one.key[3]}", year=str(one.key[2]))

    def _show_left_out(self, state: BeforeState) -> None:
        texts = self._texts
        counts = (
            ("ui.before.outErrors", state.errors),
            ("ui.before.outAside", state.set_aside),
            ("ui.before.outRefused", state.refused),
        )
        lines = [texts.count(code, rows) for code, rows in counts if rows]
        self._show(self._out, "\n".join((texts.say("ui.before.out"), *lines)) if lines else "")
        self._repeats.show_repeats(state)

    def _line(self, name: str, color: str = "text") -> QLabel:
        made = label(self._look, color=color)
        made.setObjectName(name)
        return made

    def _lay_out(self) -> None:
        # What comes and goes with a tick stands below the ticks, or they would move away from under the mouse.
        scroll = self._scroll
        project = QHBoxLayout()
        project.addWidget(self._project, 1)
        project.addWidget(self._choose)
        above: tuple[QWidget, ...] = (
            self._title, self._practice, self._changed, self._repeats, self._already, self._first, self._differs,
            self._rows, self._agrees, self._sums, self._legend, self._rates,
        )  # fmt: skip
        below: tuple[QWidget, ...] = (self._out, self._undo, self._cost)
        for widget in above:
            scroll.column.addWidget(widget)
        scroll.column.addLayout(project)
        for widget in below:
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocusProxy(scroll)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._counting, 0, Qt.AlignmentFlag.AlignTop)
        page.addWidget(scroll)

    @staticmethod
    def _show(line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _show_cost(self, state: BeforeState) -> None:
        texts = self._texts
        self._undo.setVisible(bool(state.batches) and not state.practice)
        if not state.batches:
            self._show(self._cost, "")
        elif state.practice:
            self._show(self._cost, texts.say("ui.before.costPractice", batches=state.batches, seconds=state.seconds))
        elif state.seconds < _LONG:
            said = texts.say("ui.before.cost", batches=state.batches, requests=state.requests, seconds=state.seconds)
            self._show(self._cost, said)
        else:
            minutes = round(state.seconds / 60)
            said = texts.say("ui.before.minutes", batches=state.batches, requests=state.requests, minutes=minutes)
            self._show(self._cost, said)


def _known(state: BeforeState) -> str:
    """The ending of sentences about what was sent, while not all of it is certain."""
    return "" if all(one.certain for one in state.months if one.already) else ".open"


def _money_first(one: MonthSum) -> tuple[int, int, bool, str]:
    return one.key[2], one.key[3], not metrics.is_money(one.key[1]), one.key[1]
