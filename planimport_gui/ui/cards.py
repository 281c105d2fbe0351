"""The cards of the problem panel, from the causes of the open plan."""

from planimport_gui.plan.causes import Group
from planimport_gui.plan.problems import Code
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
    return Card(_kind(group), group.problem, group.row, sheet.number(group.row), group.rows)


def _kind(group: Group) -> CardKind:
    problem = group.problem
    match problem.code:
        case Code.VALUE_FRACTION:
            return CardKind.ROUND
        case Code.DATE_AMBIGUOUS:
            return CardKind.DATES
        case _ if problem.fix is None:
            return CardKind.BY_HAND
        case _:
            return CardKind.CERTAIN if problem.fix.certain else CardKind.PROPOSED
