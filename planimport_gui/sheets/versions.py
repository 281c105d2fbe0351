"""Facts beside plans, and plans in more than one version: columns that say which a row is, titles above tables."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from planimport_gui.plan.blanks import squeeze
from planimport_gui.plan.shown import number_text

_FACT = re.compile(
    r"%?\s?(?:факт|фактическ\w+|прогноз\w*|выполнен\w+|отклонени\w+|разница|остаток|fact|actuals?|forecast|variance)"
    r"(?:\s(?:за|по|на|for)\s.*)?"
)
_PLAN = re.compile(r"(?:план|плановы[йе]|плановое|plan|planned)(?:\s(?:за|по|на|for)\s.*)?")
_OF_FACT = re.compile(r"(?:фактическ\w+(?:\s.*)?|факт(?:\s.*)?|fact|actuals?)")
_ONLY_FACT = re.compile(r"факт|фактическ\w+|fact|actuals?")
_KIND_HEAD = re.compile(
    r"(?:показатель\s)?план\s?[/\\|и-]\s?факт.*|факт\s?[/\\|и-]\s?план.*|plan\s?/\s?(?:fact|actual).*|"
    r"(?:тип|вид)(?:\s(?:данных|значения|показателя|строки|записи))?|статус|data type|type|status"
)
_VERSION_HEAD = re.compile(
    r"(?:показатель\s)?план\s?[/\\|и-]\s?факт.*|факт\s?[/\\|и-]\s?план.*|plan\s?/\s?(?:fact|actual).*|"
    r"(?:№\s?)?(?:верси[яи]|редакция|сценарий|version|scenario|revision)(?:\s(?:плана|мп|медиаплана))?"
)
_NO_KIND_HEAD = re.compile(r"комментари.*|примечани.*|comments?|notes?|№|номер|n|id")
_LONGEST = 40
_NAMED = 5
_MOST = 200
"""Different texts of a column that may tell rows apart; with more it holds names, remarks or numbers."""
_VALUE_HEAD = re.compile(r"(?:факт|fact|actual)(?!.*план)")


@dataclass(frozen=True, slots=True)
class Kinds:
    """What a column says of its rows. ``facts`` are the texts of rows that are no plan.

    ``plans`` are those that say no more than that the row is one; ``versions`` the others, the first of them, where
    there is more than one.
    """

    facts: frozenset[str]
    plans: frozenset[str]
    versions: tuple[str, ...]


def may_tell_kinds(head: str) -> bool:
    """Whether a column with this header, in lower case, is looked at."""
    return bool(head) and not _NO_KIND_HEAD.fullmatch(head) and not _VALUE_HEAD.match(head)


def kinds_of(head: str, cells: Iterable[object]) -> Kinds | None:
    """What the column tells; ``None`` where it is about something else."""
    seen = dict.fromkeys(cells)
    if len(seen) > _MOST and not _KIND_HEAD.fullmatch(head) and not _VERSION_HEAD.fullmatch(head):
        return None
    texts = {text: _plain(text) for text in seen if isinstance(text, str) and len(text) <= _LONGEST}
    facts = frozenset(text for text, plain in texts.items() if _FACT.fullmatch(plain))
    plans = frozenset(text for text, plain in texts.items() if _PLAN.fullmatch(plain))
    of_versions = _VERSION_HEAD.fullmatch(head) is not None
    of_kinds = of_versions or bool(plans) or _KIND_HEAD.fullmatch(head) is not None
    if not of_kinds:
        facts = frozenset(text for text in facts if _ONLY_FACT.fullmatch(texts[text]))
    if not (facts or plans or of_versions):
        return None
    versions = _versions(cell for cell in seen if cell not in facts) if of_versions or plans else ()
    return Kinds(facts, plans, versions)


def is_fact_title(text: str) -> bool:
    """Whether a line of its own says that the rows below it are facts."""
    plain = _plain(text) if len(text) <= _LONGEST else ""
    return "план" not in plain and _OF_FACT.fullmatch(plain) is not None


def is_plan_title(text: str) -> bool:
    """Whether a line of its own says that plans go on below it."""
    return "план" in text.casefold() or "plan" in text.casefold()


def title_above(above: Sequence[Sequence[object]]) -> str:
    """The only text of the nearest line above a header that has one; ``""`` where that line has several."""
    for row in reversed(above):
        filled = [cell for cell in row if cell not in ("", None)]
        if filled:
            return filled[0] if len(filled) == 1 and isinstance(filled[0], str) else ""
    return ""


def _versions(cells: Iterable[object]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for cell in cells:
        text = cell if isinstance(cell, str) else number_text(cell) if isinstance(cell, int | float) else ""
        if squeeze(text):
            found.setdefault(_plain(text), squeeze(text))
    return tuple(found.values())[:_NAMED] if len(found) > 1 else ()


def _plain(text: str) -> str:
    return squeeze(text).casefold().replace("ё", "е").strip(" .:*")
