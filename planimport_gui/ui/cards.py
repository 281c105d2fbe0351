"""The cards of the problem panel, from the causes of the open plan."""

from planimport_gui.plan.causes import Group
from planimport_gui.plan.periods import day_text, month_of, read_day
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.ui.document import Document
from planimport_gui.ui.states import Card, CardKind


def cards_of(document: Document, most: int = 100) -> tuple[tuple[Card, ...], int]:
    """The first ``most`` cards, certain fixes first, then errors by size, then warnings; and how many more there are.

    Repeats make no cards, and rows set aside do not count. Quick, however many causes there are.
    """
    sheet = document.sheet
    cards = tuple(_card(sheet, group) for group in sheet.causes(most))
    return cards, sheet.cause_count - len(cards)


def _card(sheet: PlanSheet, group: Group) -> Card:
    return Card(kind_of(group.problem), group.problem, group.row, sheet.number(group.row), group.rows)


def kind_of(problem: Problem) -> CardKind:
    """What can be done about a problem."""
    match problem.code:
        case Code.VALUE_FRACTION:
            return CardKind.ROUND
        case Code.DATE_AMBIGUOUS:
            return CardKind.DATES
        case _ if problem.fix is None:
            return CardKind.BY_HAND
        case Code.DATE_MISSING if len(ends_of(problem)) > 1:
            return CardKind.END
        case _:
            return CardKind.CERTAIN if problem.fix.certain else CardKind.PROPOSED


def has_one_fix(problem: Problem) -> bool:
    """Whether a key may mend it: its fix is one, and not one of two answers."""
    return problem.fix is not None and kind_of(problem) is not CardKind.END


def ends_of(problem: Problem) -> tuple[str, ...]:
    """Where a plan without a last day may end: on its first day, or with that month; one of them where both agree."""
    first = read_day(problem.fix.text) if problem.fix else None
    return tuple(dict.fromkeys(map(day_text, (first, month_of(first).last)))) if first else ()
