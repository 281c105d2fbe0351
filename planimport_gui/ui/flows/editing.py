"""Repairing a plan: chips, table, cards, and everything that can be taken back."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from planimport_gui.plan.causes import Remedy
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.commands import AnswerDates, SetCells
from planimport_gui.plan.edits import fix_edit
from planimport_gui.plan.fields import DATES
from planimport_gui.plan.periods import read_day
from planimport_gui.plan.problems import Code
from planimport_gui.ui.cards import cards_of, has_one_fix
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.document import SetAside, Step
from planimport_gui.ui.models.row_look import refused_field
from planimport_gui.ui.states import Card, CardKind, ChipsState, Filter, Message, ProblemsState, RefusedLine
from planimport_gui.ui.steps import FixAlike, FixCertain, RoundValues
from planimport_gui.ui.window import MainWindow, Page

_REFRESH = 40
"""Milliseconds after the last change of a burst before the cards are made anew."""


class EditFlow(QObject):
    """Ties chips, table and cards to the open plan.

    ``changed`` tells that the plan came to rest after a change; ``fixed`` tells how many rows a fix mended.
    """

    changed = Signal()
    fixed = Signal(object)

    def __init__(self, window: MainWindow, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._desk = desk
        self.filter = Filter.ALL
        self.problems: ProblemsState | None = None
        self._mended: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_REFRESH)
        self._soon.timeout.connect(self.refresh)
        self._connect()

    def _connect(self) -> None:
        window, actions, table = self._window, self._window.actions_, self._window.table
        self._desk.plan_changed.connect(self._plan_changed)
        self._desk.run_changed.connect(self.refresh)
        self._desk.judging_changed.connect(self._enable)
        window.page_changed.connect(self._enable)
        table.edit_refused.connect(self._tell_read_only)
        window.chips.filter_chosen.connect(self.choose_filter)
        window.chips.search_changed.connect(table.set_search)
        table.filter_left.connect(self._left_filter)
        window.problems.fix_wanted.connect(self.fix_card)
        window.problems.show_wanted.connect(self.show_card)
        window.problems.aside_wanted.connect(self.set_card_aside)
        window.problems.round_wanted.connect(self.round)
        window.problems.dates_wanted.connect(self.answer_dates)
        window.problems.replace_wanted.connect(self.replace_card)
        window.problems.left_out_wanted.connect(self.show_left_out)
        window.problems.refused_wanted.connect(self.show_refused)
        for name, slot in {
            "undo": self.undo,
            "redo": self.redo,
            "cut": table.cut,
            "copy": table.copy,
            "paste": table.paste,
            "fill_down": table.fill_down,
            "add_row": table.add_row,
            "delete_rows": table.delete_rows,
            "set_aside": self.set_selected_aside,
            "find": window.chips.focus_search,
            "replace": table.open_replace,
            "next_problem": table.next_problem,
            "previous_problem": table.previous_problem,
            "fix": self.fix_current,
            "fix_alike": self.fix_current_alike,
            "fix_certain": self.fix_certain,
        }.items():
            actions[f"action_{name}"].triggered.connect(slot)
        QApplication.clipboard().dataChanged.connect(self._enable)

    # what is shown

    def _plan_changed(self) -> None:
        document = self._desk.document
        self.filter = Filter.ALL
        self._window.chips.reset()
        self._window.table.set_document(document)
        if document is not None:
            document.settled.connect(self._settled)
            document.changed.connect(self._changed)
            self._window.chips.show_state(ChipsState(document.filters(), self.filter))
        # What stands beside the table comes a moment after it: all at once would be felt.
        self.problems = None
        self._enable()
        self._soon.start()

    def _changed(self) -> None:
        self._soon.start()

    def _settled(self) -> None:
        self.refresh()
        rows, self._mended = self._mended, None
        if rows is not None:
            self.fixed.emit(rows)

    def refresh(self) -> None:
        """Chips, cards and actions anew."""
        self._soon.stop()
        document = self._desk.document
        if document is None or document.busy:
            self._enable()
            return
        if not document.in_run:
            chips = document.filters()
            self._window.chips.show_state(ChipsState(chips, self.filter))
            self.problems = self._problems(dict(chips))
            self._window.problems.show_state(self.problems)
        self._enable()
        self.changed.emit()

    def _problems(self, chips: dict[Filter, int]) -> ProblemsState:
        document = self._desk.document
        assert document is not None
        cards, more = cards_of(document)
        number = document.sheet.number
        refused = tuple(RefusedLine(number(one.row), refused_field(one), one.words) for one in document.refusals())
        return ProblemsState(
            cards,
            more,
            rows=len(document.sheet),
            errors=chips[Filter.ERRORS] + chips.get(Filter.REFUSED, 0),
            checks=chips[Filter.CHECK],
            certain=document.sheet.needing(Remedy.PRESS),
            set_aside=len(document.aside),
            asked=document.sheet.needing(Remedy.WORD),
            by_hand=document.sheet.needing(Remedy.HAND),
            refused=refused,
        )

    def choose_filter(self, chip: Filter) -> None:
        """Show only the rows of a chip."""
        self.filter = chip
        self._window.table.set_filter(chip)
        document = self._desk.document
        if document is not None and not document.in_run:
            self._window.chips.show_state(ChipsState(document.filters(), chip))

    def _left_filter(self) -> None:
        """The table showed a row that the chip or the search would have hidden."""
        self.filter = Filter.ALL
        self._window.chips.reset()

    def _enable(self) -> None:
        desk, document = self._desk, self._desk.document
        here = document is not None and not document.busy and self._window.page is Page.WORK
        editable = here and not desk.busy and not desk.judging and document is not None and not document.in_run
        actions = self._window.actions_
        actions.enable(
            undo=editable and document is not None and document.can_undo,
            redo=editable and document is not None and document.can_redo,
            copy=here,
            find=here,
        )
        for name in (
            "cut", "paste", "fill_down", "add_row", "delete_rows", "set_aside", "replace", "next_problem",
            "previous_problem", "fix", "fix_alike", "fix_certain",
        ):  # fmt: skip
            actions.enable(**{name: editable})
        self._window.table.set_read_only(not editable)

    def _tell_read_only(self) -> None:
        """Rows of a run stand as they were sent."""
        document = self._desk.document
        if document is not None and document.in_run and not self._desk.busy:
            self._window.message.show_state(Message(self._desk.texts.say("ui.message.readOnly")))

    # what is done

    def do(self, step: Step) -> None:
        """Carry out a step on the open plan, unless a run or a larger step is under way."""
        if self._desk.document is not None and not self._desk.busy:
            self._desk.document.do(step)

    def _mend(self, step: Step, rows: int) -> None:
        """Carry out a step that mends so many rows, and tell that once it is done."""
        document = self._desk.document
        if document is not None and not document.busy and not self._desk.busy:
            self._mended = rows
            document.do(step)

    def undo(self) -> None:
        if self._desk.document is not None and not self._desk.busy:
            self._desk.document.undo()

    def redo(self) -> None:
        if self._desk.document is not None and not self._desk.busy:
            self._desk.document.redo()

    def fix_card(self, card: Card) -> None:
        """Carry out the fix of a card in all its rows."""
        document = self._desk.document
        if document is None or self._desk.busy:
            return
        if card.kind is CardKind.ROUND:
            self.round()
            return
        self._mend(FixAlike(card.row, card.problem), card.rows)

    def fix_certain(self) -> None:
        """Every fix that needs no yes."""
        document = self._desk.document
        if document is None or self._desk.busy:
            return
        self._mend(FixCertain(), document.sheet.needing(Remedy.PRESS))

    def fix_current(self) -> None:
        """The fix of the row the cursor stands in."""
        self._fix_current(alike=False)

    def fix_current_alike(self) -> None:
        """The same fix in every row alike."""
        self._fix_current(alike=True)

    def _fix_current(self, *, alike: bool) -> None:
        document, here = self._desk.document, self._window.table.current()
        if document is None or here is None or self._desk.busy:
            return
        row, field = here
        problems = [problem for problem in document.sheet.verdict(row).problems if has_one_fix(problem)]
        problems.sort(key=lambda problem: problem.field is not field)
        if problems:
            rows = len(document.sheet.fixed_alike(row, problems[0])) if alike else 1
            step = FixAlike(row, problems[0]) if alike else fix_edit(document.sheet, row, problems[0])
            self._mend(step, rows)

    def round(self) -> None:
        """Round fractions; every metric keeps its sum."""
        document = self._desk.document
        if document is not None:
            self._mend(RoundValues(), document.sheet.count_of(Code.VALUE_FRACTION))

    def answer_dates(self, order: DateOrder) -> None:
        self.do(AnswerDates(order))

    def show_card(self, card: Card) -> None:
        """Go to the first row of a card."""
        self.choose_filter(Filter.ALL)
        self._window.table.show_row(card.row, card.problem.field)

    def set_card_aside(self, card: Card) -> None:
        """«Не отправлять» for all rows of a card."""
        document = self._desk.document
        if document is not None:
            self.do(SetAside(frozenset(document.sheet.of_cause(card.row, card.problem))))

    def show_left_out(self) -> None:
        """Only the rows that do not go although nothing is wrong with them."""
        self.choose_filter(Filter.LEFT_OUT)

    def show_refused(self) -> None:
        """Only the rows that the service refused."""
        self.choose_filter(Filter.REFUSED)

    def replace_card(self, wish: tuple[Card, str]) -> None:
        """Put another text in the place of the wrong one, in all rows of a card."""
        card, text = wish
        document, field = self._desk.document, card.problem.field
        if document is not None and field is not None:
            rows = document.sheet.of_cause(card.row, card.problem)
            cell = (read_day(text) or text) if field in DATES else text
            self._mend(SetCells(tuple((row, field, cell) for row in rows)), len(rows))

    def set_selected_aside(self) -> None:
        """«Не отправлять» for the selected rows; where all of them are set aside already, the reverse."""
        document, rows = self._desk.document, self._window.table.selected_rows()
        if document is not None and rows:
            self.do(SetAside(frozenset(rows), aside=not set(rows) <= document.aside))
