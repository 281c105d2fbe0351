"""Words by which a row says of itself that it adds up others, whatever the alphabet its letters come from."""

import re
from enum import IntEnum

from planimport_gui.plan.typos import alike, canonical


class Says(IntEnum):
    """What a text says about its row."""

    PLAN = 0
    PERHAPS = 1
    """A total, or a campaign of that name: «Всего мебель», «Total Energies»."""
    TOTAL = 2
    """What no source or campaign is called."""


_LONGEST = 255
_WORDS = "итог|ытог|всего|сумм|ндс|агент|комисс|общ[еиа]|σ|total|vat|agency"
_LATIN = re.compile("total|vat|agency|^\\s*ak(?!\\w)|cymma")
_CYRILLIC = re.compile(rf"{_WORDS}|^\s*ак(?!\w)")
_EITHER = re.compile(alike(rf"{_WORDS}|^\s*ак(?!\w)"))
_LATIN_LETTER = re.compile("[a-z]")
_PERIOD = (
    r"(?:(?:весь\s)?(?:период|месяц|год|квартал|недел\w+|день|полугодие)|янв\w*|фев\w*|март\w*|апр\w*|ма[йя]|июн\w*|"
    r"июл\w*|авг\w*|сен\w*|окт\w*|ноя\w*|дек\w*|\d{4}|\d\s?кв\w*|[iv]+\sкв\w*)(?!\w).*"
)


def _pattern(*words: str) -> re.Pattern[str]:
    """A pattern for what ``canonical`` makes of texts."""
    return re.compile("|".join(f"(?:{alike(word)})" for word in words), re.DOTALL)


_TOTAL = _pattern(
    r"итого(?!\w).*",
    r"итоги?",
    r".*[^\s:-][\s:-]+итого?",
    r"(?:общ|промежуточн)\w+\sитог.*",
    r"под\s?[иы]тог.*",
    r"всего",
    r"всего\s(?:по|без)\s.*",
    r"всего\s?\(.*",
    rf"(?:всего|сумма)\sза\s{_PERIOD}",
    r"сумма|σ|суммарно.*|общая\sсумма.*",
    r"totals?|(?:grand\s|sub-?\s?)total(?!\w).*",
    r"(?:в\s?т\.?\s?ч\.?\s?|в том числе\s|сумма\s)?ндс",
    r"(?:ак|ндс|vat)\s?[(:]?\s?\d+(?:[.,]\d+)?\s?%.*",
    r"ак|агентск\w+\s(?:комисси|вознаграждени)\w+.*|комиссия агентства.*|agency fee.*",
)
_PERHAPS = _pattern(
    r"(?:итоги?|всего|сумма|totals?)[\s:(].*",
    r".*[^\s:-][\s:-]+(?:всего|total)",
    r"общ(?:ее|ий|ая|ие)",
    r"комисси[яи](?!\w).*",
)
_BEGINS = _pattern(
    r"(?:(?:общ\w+|промежуточн\w+)\s+)?(?:итог[оиа]?|всего|ак|агентская комиссия|комиссия агентства|"
    r"(?:в\s?т\.?\s?ч\.?\s*|в том числе\s+|без\s+|с\s+|сумма\s+)?ндс|(?:grand |sub)?totals?)(?!\w)"
)
_OF = re.compile(alike(r"(?:^|[\s:(-]+)(?:итого?|итоги|всего|total)(?:$|[\s:)-]+(?:по|for)?\s?)"))


def says_total(text: str) -> Says:
    """Whether a text names a total. Quick for texts that have none of the words."""
    if not _may_be(text):
        return Says.PLAN
    key = canonical(text).strip(" .:")
    if _TOTAL.fullmatch(key):
        return Says.TOTAL
    return Says.PERHAPS if _PERHAPS.fullmatch(key) else Says.PLAN


def begins_like_total(text: str) -> bool:
    """Whether the text begins with a word of totals: enough for a row without dates."""
    return _may_be(text) and (_BEGINS.match(canonical(text)) is not None or says_total(text) is not Says.PLAN)


def total_of(text: str) -> str:
    """The canonical name of what a text says it is the total of: «яндекс» for «Яндекс всего», ``""`` for all."""
    return _OF.sub("", canonical(text).strip(" .:")).strip(" .:()-")


def _may_be(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    low = text.casefold()
    if text.isascii():
        return _LATIN.search(low) is not None
    if _LATIN_LETTER.search(low):
        return _EITHER.search(canonical(text)) is not None
    return _CYRILLIC.search(low) is not None
