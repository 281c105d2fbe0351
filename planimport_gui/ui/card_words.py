"""What a card says: the cause in a few words, what it becomes, and what its buttons do."""

import re
from datetime import date
from unicodedata import category, name

from planimport_gui.plan import metrics
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.date_rules import slash_day
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Fix, Problem
from planimport_gui.plan.typos import canonical
from planimport_gui.texts import Texts
from planimport_gui.texts.sentences import located_problem, says_header
from planimport_gui.ui.cards import ends_of
from planimport_gui.ui.states import Card, CardKind

_TOO_MANY = re.compile(r"^\s+|\s+$|(?<=\s)\s+|[^\S ]")
_LONGEST = 60
"""Characters of a cell that a card shows."""
_CHOICES = {
    Code.NAME_UNKNOWN: metrics.NAMES,
    Code.TYPE_UNKNOWN: metrics.TYPES,
    Code.TYPE_MISSING: metrics.TYPES,
}


def title(card: Card, texts: Texts) -> str:
    """The cause in a few words."""
    code, field = card.problem.code, card.problem.field
    if code is Code.DIMENSION_PARTIAL and field is not None:
        return texts.say("ui.card.dimension.partial", field=texts.say(f"field.{field}"))
    return texts.say(f"ui.card.{code}")


def text(card: Card, texts: Texts) -> str:
    """What stands there and what it becomes; where nobody knows that, the whole sentence."""
    problem = card.problem
    match card.kind:
        case CardKind.DATES:
            return texts.say("ui.card.dates", found=_line(problem.found or ""))
        case CardKind.END:
            return texts.say("ui.card.end", day=ends_of(problem)[0])
        case CardKind.BY_HAND:
            return located_problem(texts, problem, card.number)
        case CardKind.CERTAIN | CardKind.PROPOSED | CardKind.ROUND:
            return _change(problem, problem.fix, texts) if problem.fix else located_problem(texts, problem, card.number)


def note(card: Card, texts: Texts) -> str:
    """A smaller line below, often empty."""
    if says_header(card.problem):
        return texts.say("ui.card.headerNote")
    return texts.say("ui.card.roundNote") if card.kind is CardKind.ROUND else ""


def press(card: Card, texts: Texts) -> str:
    """The label of the button that mends all rows of the card; empty where none can."""
    match card.kind:
        case CardKind.CERTAIN | CardKind.PROPOSED | CardKind.ROUND:
            return texts.say(f"ui.card.press.{card.kind}", rows=card.rows)
        case CardKind.DATES | CardKind.END | CardKind.BY_HAND:
            return ""


def date_press(card: Card, order: DateOrder, texts: Texts) -> str:
    """«день.месяц — 3 апреля»: what the example becomes in this order."""
    day = slash_day(card.problem.found, card.problem.field or Field.DATE_FROM, order)
    return texts.say(f"ui.card.order.{order.value}", day=_day(day, texts))


def end_presses(card: Card, texts: Texts) -> tuple[str, str]:
    """The two answers to where a plan without a last day ends: the same day, the end of the month."""
    day, last = ends_of(card.problem)
    return texts.say("ui.card.end.day", day=day), texts.say("ui.card.end.month", day=last)


def choices(card: Card) -> tuple[str, ...]:
    """What can be chosen instead of the wrong text."""
    return _CHOICES.get(card.problem.code, ())


def _day(day: date | None, texts: Texts) -> str:
    return texts.say(f"day.{day.month}", day=day.day) if day else "?"


def _change(problem: Problem, fix: Fix, texts: Texts) -> str:
    found = problem.found or ""
    if not fix.text:
        return texts.say("ui.card.emptied", found=_line(found))
    new = texts.say("ui.card.number", number=int(fix.text)) if fix.field is Field.VALUE else _line(fix.text)
    if fix.field is not problem.field:
        field = texts.say(f"field.{fix.field}")
        code = "ui.card.elsewhere" if found else "ui.card.elsewhereEmpty"
        return texts.say(code, found=_line(found), field=field, fix=new)
    if not found.strip():
        return texts.say("ui.card.empty", fix=new)
    why = difference(found, fix.text)
    if why is None:
        return texts.say("ui.card.change", found=_line(found), fix=new)
    return texts.say("ui.card.because", found=_seen(found), why=texts.say(f"ui.card.why.{why}"), fix=new)


def difference(found: str, right: str) -> str | None:
    """Why a text is wrong that looks right: ``blanks cyrillic latin letters``; ``None`` where it shows."""
    plain = _plain(found)
    if plain == right:
        return "blanks"
    if canonical(found) != canonical(right):
        return None
    pairs = zip(plain.casefold(), right.casefold(), strict=False)
    wrong = {_alphabet(one) for one, other in pairs if _alphabet(one) != _alphabet(other)}
    kinds = {_alphabet(one) for one in right} - {""}
    if wrong == {"CYRILLIC"} and kinds == {"LATIN"}:
        return "cyrillic"
    if wrong == {"LATIN"} and kinds == {"CYRILLIC"}:
        return "latin"
    return "letters" if wrong else None


def _alphabet(letter: str) -> str:
    return name(letter, "").partition(" ")[0] if letter.isalpha() else ""


def _plain(found: str) -> str:
    """Single blanks, and nothing that cannot be seen."""
    return " ".join("".join(char for char in found if category(char) != "Cf").split())


def _seen(found: str) -> str:
    """The text with a sign for every blank that is too many."""
    return _short(_TOO_MANY.sub(lambda blanks: "␣" * len(blanks[0]), found))


def _line(found: str) -> str:
    return _short(" ".join(found.split()))


def _short(found: str) -> str:
    return found if len(found) <= _LONGEST else found[: _LONGEST - 1] + "…"
