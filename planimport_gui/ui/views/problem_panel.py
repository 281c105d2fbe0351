"""Beside the table while something is wrong: one card for each cause and wrong text."""

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from planimport_gui.plan.cells import DateOrder
from planimport_gui.texts import Texts
from planimport_gui.ui import card_words as words
from planimport_gui.ui.cards import ends_of
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import Card, CardKind, ProblemsState, RefusedLine, RowMark
from planimport_gui.ui.views.choice import Choice
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.problem_card import ProblemCard
from planimport_gui.ui.views.run_parts import Card as MatterCard
from planimport_gui.ui.views.run_parts import MarkSign, ScrollColumn

_REFUSED_SHOWN = 5
"""Refused rows whose words are shown."""
_AT_ONCE = 6
"""Cards that are made in one go."""


class ProblemPanel(QFrame):
    """Tells what the person wants done about a card, and never does it.

    ``fix_wanted``, ``show_wanted`` and ``aside_wanted`` tell a ``Card``, ``dates_wanted`` a ``DateOrder``,
    ``replace_wanted`` a ``Card`` and the name to put in the place of its wrong text; ``refused_wanted`` asks for the
    rows that the service refused.
    """

    fix_wanted = Signal(object)
    show_wanted = Signal(object)
    aside_wanted = Signal(object)
    round_wanted = Signal()
    dates_wanted = Signal(object)
    replace_wanted = Signal(object)
    left_out_wanted = Signal()
    refused_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("problem_list")
        self.setAccessibleName(texts.say("ui.problems.name"))
        self._texts, self._look = texts, look
        self._state: ProblemsState | None = None
        self._cards: list[ProblemCard] = []
        self._choosing: ProblemCard | None = None
        self._sign = MarkSign(look, RowMark.IMPORTED)
        self._title = label(look, "section")
        self._title.setObjectName("problems_title")
        self._counts = label(look, color="secondary")
        self._counts.setObjectName("problems_counts")
        self._aside = link(look, "left_out_link")
        self._aside.clicked.connect(self.left_out_wanted)
        self._more = label(look, color="secondary")
        self._choice = Choice(texts, look, self)
        self._choice.hide()
        self._choice.taken.connect(self._replace)
        self._choice.left.connect(self._stop_choosing)
        self._refused = MatterCard(look, "refused_rows_card", RowMark.REFUSED)
        self._refused.add(button("show_refused_button", texts.say("ui.problems.refused.show"), self.refused_wanted))
        self._scroll = ScrollColumn(look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._make_some)
        self._lay_out()

    def show_state(self, state: ProblemsState) -> None:
        """Show cards and counts; keeps focus and place as far as they are still there."""
        if state == self._state:
            return
        self._state = state
        focus = self._focused()
        self._show_head(state)
        self._leave_choice_of_another(state)
        self._make_some()
        for widget, card in zip(self._cards, state.cards, strict=False):
            widget.show_card(card, busy=state.busy)
        if focus is not None:
            self._focus_again(*focus)
        for at, widget in enumerate(self._cards):
            widget.setVisible(at < len(state.cards))
        self._more.setText(self._texts.count("ui.problems.more", state.more) if state.more else "")
        self._more.setVisible(bool(state.more))
        self._point_focus()

    # head

    def _show_head(self, state: ProblemsState) -> None:
        texts, clean = self._texts, not state.errors
        causes = len(state.cards) + state.more
        if clean:
            title = texts.say("ui.problems.none")
        else:
            title = texts.count("ui.problems.causes", causes) if causes else texts.say("ui.problems.name")
        self._title.setText(title)
        self._sign.setVisible(clean)
        self._counts.setText(self._counted(state))
        self._refused.tell(*self._refused_said(state))
        self._aside.setText(texts.say("ui.problems.aside", rows=state.set_aside))
        self._aside.setVisible(bool(state.set_aside))

    def _refused_said(self, state: ProblemsState) -> tuple[str, str]:
        texts, refused = self._texts, state.refused
        if not refused:
            return "", ""
        lines = [_refused_line(line, texts) for line in refused[:_REFUSED_SHOWN]]
        if more := len(refused) - len(lines):
            lines.append(texts.count("ui.problems.refused.more", more))
        return texts.count("ui.problems.refused", len(refused)), "\n".join(lines)

    def _counted(self, state: ProblemsState) -> str:
        texts = self._texts
        said = [] if state.errors else [texts.say("ui.problems.checked", rows=state.rows)]
        said += [texts.count("ui.problems.errors", state.errors)] if state.errors else []
        said += [texts.count("ui.problems.checks", state.checks)] if state.checks else []
        return texts.say("ui.problems.keys", counts=" · ".join(said)) if state.errors or state.checks else said[0]

    # cards

    def _make_some(self) -> None:
        """Cards are made when first needed, a few at a time: a hundred at once would be felt."""
        state = self._state
        wanted = len(state.cards) if state else 0
        here = len(self._cards)
        for at in range(here, min(wanted, here + _AT_ONCE)):
            self._cards.append(self._make())
            if state is not None:
                self._cards[at].show_card(state.cards[at], busy=state.busy)
                self._cards[at].show()
        if len(self._cards) < wanted:
            self._soon.start()

    def _make(self) -> ProblemCard:
        card = ProblemCard(self._texts, self._look)
        card.resize(self._scroll.viewport().width() - 8 * self._look.u, card.height())
        card.pressed.connect(partial(self._pressed, card))
        card.step.connect(partial(self._step, card))
        self._scroll.column.insertWidget(len(self._cards) + 2, card)
        return card

    def _pressed(self, widget: ProblemCard, name: str) -> None:
        card = widget.card
        if card is None:
            return
        match name:
            case "fix" if card.kind is CardKind.ROUND:
                self.round_wanted.emit()
            case "fix":
                self.fix_wanted.emit(card)
            case "dmy" | "mdy":
                self.dates_wanted.emit(DateOrder(name))
            case "day" | "month":
                self.replace_wanted.emit((card, ends_of(card.problem)[name == "month"]))
            case "show":
                self.show_wanted.emit(card)
            case "aside":
                self.aside_wanted.emit(card)
            case _:
                self._choose(widget, card)

    def _step(self, widget: ProblemCard, by: int) -> None:
        """Go ``by`` cards down, or up where it is negative."""
        last = min(len(self._state.cards), len(self._cards)) - 1 if self._state else 0
        at = max(0, min(last, self._cards.index(widget) + by))
        self._cards[at].setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(self._cards[at], 0, self._look.u)
        self.setFocusProxy(self._cards[at])

    # another name

    def _choose(self, widget: ProblemCard, card: Card) -> None:
        if self._choosing is widget:
            self._stop_choosing()
            return
        self._stop_choosing()
        self._choosing = widget
        widget.put_below(self._choice)
        self._choice.offer(words.choices(card), card.rows)
        self._scroll.ensureWidgetVisible(self._choice)

    def _replace(self, name: str) -> None:
        card = self._choosing.card if self._choosing else None
        self._stop_choosing()
        if card is not None:
            self.replace_wanted.emit((card, name))

    def _stop_choosing(self) -> None:
        widget, self._choosing = self._choosing, None
        if widget is not None:
            if self._choice.isAncestorOf(QApplication.focusWidget() or self):
                widget.setFocus()
            self._choice.hide()
            widget.put_below(None)

    def _leave_choice_of_another(self, state: ProblemsState) -> None:
        """The choice belongs to its card; it goes where that card is no longer in its place."""
        if self._choosing is not None:
            at = self._cards.index(self._choosing)
            if at >= len(state.cards) or _key(state.cards[at]) != _key(self._choosing.card):
                self._stop_choosing()

    # focus

    def _focused(self) -> tuple[int, object, str] | None:
        """The card with the focus, what it was about, and which of its buttons has it."""
        focus = QApplication.focusWidget()
        if focus is None or not self.isAncestorOf(focus):
            return None
        for at, card in enumerate(self._cards):
            if card is focus or card.isAncestorOf(focus):
                name = next((name for name, button in card.buttons.items() if button is focus), "")
                return at, _key(card.card), name
        return None

    def _focus_again(self, at: int, key: object, name: str) -> None:
        """The same card wherever it is now; else the one that took its place."""
        cards = self._state.cards if self._state else ()
        if self._choosing is not None:
            return
        if not cards:
            self._scroll.setFocus()
            return
        cards = cards[: len(self._cards)]
        at = next((now for now, card in enumerate(cards) if _key(card) == key), min(at, len(cards) - 1))
        card = self._cards[at]
        card.show()
        card.buttons.get(name, card).setFocus()
        self._scroll.ensureWidgetVisible(card, 0, self._look.u)

    def _point_focus(self) -> None:
        """Who comes to the panel comes to a card, if there is one."""
        cards = self._state.cards if self._state else ()
        before = self.focusProxy()
        if not isinstance(before, ProblemCard) or before not in self._cards[: len(cards)]:
            self.setFocusProxy(self._cards[0] if cards else self._scroll)

    def _lay_out(self) -> None:
        u = self._look.u
        head = QHBoxLayout()
        head.setSpacing(2 * u)
        head.addWidget(self._sign)
        head.addWidget(self._title, 1)
        above = QVBoxLayout()
        above.setSpacing(u)
        above.addLayout(head)
        above.addWidget(self._counts)
        above.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.column.setSpacing(2 * u)
        self._scroll.column.insertLayout(0, above)
        self._scroll.column.insertWidget(1, self._refused)
        self._scroll.column.addWidget(self._more)
        self._scroll.column.addStretch(1)


def _refused_line(line: RefusedLine, texts: Texts) -> str:
    if line.field is None:
        return texts.say("ui.problems.refused.row", row=line.number, words=line.words)
    return texts.say(
        "ui.problems.refused.field", row=line.number, field=texts.say(f"field.{line.field}"), words=line.words
    )


def _key(card: Card | None) -> object:
    """What a card is about, however many rows it has."""
    if card is None or card.kind in (CardKind.ROUND, CardKind.DATES):
        return card and card.kind
    return card.problem.code, card.problem.field, card.problem.found, card.problem.fix
