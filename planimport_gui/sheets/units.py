"""Units that stand beside the numbers: in headers, in a column of units, in a row or a remark above the table.

A unit is what is put behind a number so that ``plan.numbers`` asks about it: «тыс», «млн», «$», «тыс $»; ``""`` for
roubles, pieces and everything that changes no number.
"""

import re
from dataclasses import dataclass

from planimport_gui.plan.blanks import squeeze

_MULTIPLIER = re.compile(
    r"(?P<thousand>(?<!\w)т[ыy][сc](?:яч\w*)?(?!\w)|(?<!\w)т\.?\s?р(?:уб\w*)?(?!\w)|(?<!\w)т\.?\s?шт(?!\w)|"
    r"(?<!\w)[кk]\s?(?:₽|руб\w*(?!\w)|р(?!\w)|ru[br](?!\w))|(?<!\w)thousands?(?!\w)|(?<!\w)'?000(?!\w)|"
    r"(?<!\w)[x×х*]?\s?1[\s.']?000(?!\s?\w)(?!\s000)|(?<!\w)[x×х*]?\s?1[\s.']?000(?=\s?(?:руб|₽|р|rub|шт)))|"
    r"(?P<million>(?<!\w)(?:млн|миллион\w*|mln|mio|millions?)(?!\w)|(?<!\w)[x×х*]?\s?1[\s.']?000[\s.']?000(?!\w))|"
    r"(?P<milliard>(?<!\w)(?:млрд|миллиард\w*|bln|billions?)(?!\w))"
)
_UNITS = {"thousand": "тыс", "million": "млн", "milliard": "млрд"}
_COUNTS: dict[float, str] = {1000: "тыс", 1_000_000: "млн"}
_EACH = re.compile(r"(?:(?<!\w)(?:за|на|per)|/)\s*$")
"""What makes a multiplier one of a price: «руб. за 1000 показов»."""
_LETTER = re.compile(r"(?:^|[,(:/]\s*|\s)(?P<letter>[тк]|[km]|м)(?:\.|\s?[\])]|\.\s?[\])])?\s*$")
_FOREIGN = {
    "$": r"\$|(?<!\w)(?:usd|долл\w*)(?!\w)",
    "€": r"€|(?<!\w)(?:eur|euro|евро)(?!\w)",
    "£": r"£|(?<!\w)gbp(?!\w)",
    "¥": r"¥|(?<!\w)(?:cny|юан\w+)(?!\w)",
    "₸": r"₸|(?<!\w)(?:kzt|тенге)(?!\w)",
    "byn": r"(?<!\w)(?:byn|бел\.?\s?руб\w*)(?!\w)",
    "уе": r"(?<!\w)у\.?\s?е(?!\w)",
}
_CURRENCIES = re.compile("|".join(f"(?P<c{place}>{words})" for place, words in enumerate(_FOREIGN.values())))
_PERCENT = re.compile(r"\s*(?:%|процент\w*)\s*")
_HARMLESS = re.compile(
    r"₽|(?<!\w)(?:руб\w*|р|rub|rur|шт\w*|ед\w*|изм\w*|человек|чел|показ\w*|клик\w*|лид\w*|звонк\w*|заяв\w*|визит\w*|"
    r"pcs|units?|в|дд|мм|гггг|dd|mm|yyyy|(?:без|с)\s(?:учета\s)?ндс|ндс)(?!\w)"
)
_MONEY = re.compile(
    r"₽|(?<!\w)(?:р(?!\w)|т\.?\s?р(?!\w)|[кk]\s?(?:р(?!\w)|руб|ru[br])|"
    r"руб|rub|rur|сумм|стоимост|бюджет|цен[аы]|расход|деньг)"
)
_REMARK = re.compile(r"(?:(?<!\w)(?:в|валюта)(?!\w)|(?<!\w)ед(?:\.|иниц\w*)?\s?(?:изм\w*)?\.?\s?[:–—-])\s*[:–—(-]?\s*$")
_NUMBERS = re.compile(
    r"сумм|цен[аы]|стоимост|бюджет|данн|показател|цифр|значени|валют|расч[её]т|план|ед(?:\.|иниц)|number"
)
_GOES_ON = re.compile(r"\W*(?:руб|₽|р(?!\w)|rub|rur|шт|$)")
_LONGEST = 200
UNITS_HEADER = re.compile(
    r"ед(?:\.|иниц[аы]?)?\s?(?:изм(?:\.|ерения)?)?|units?(?: of measure)?|валюта|currency|размерность|множитель|"
    r"multiplier"
)
"""Headers of a column that says in each row what the number counts."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A unit said once for all values: in their header, or for a whole sheet. ``money``: it is one of sums of money."""

    unit: str
    money: bool


def header_unit(text: str) -> Remark | None:
    """The unit in the header of a column of values."""
    return _remark(_tidy(text))


def cell_unit(cell: object) -> str:
    """The unit that a cell of a column of units gives the number in its row."""
    if isinstance(cell, str):
        text = _tidy(cell)
        return "%" if _PERCENT.fullmatch(text) else _unit(text)
    return _COUNTS.get(cell, "") if isinstance(cell, int | float) else ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else: «тыс. руб.», «шт», «%»."""
    tidy = _tidy(text)
    if not tidy:
        return False
    rest = _HARMLESS.sub(" ", _CURRENCIES.sub(" ", _MULTIPLIER.sub(" ", tidy)))
    return not re.sub(r"[\s.,:()/%\[\]-]", "", rest) or _LETTER.fullmatch(tidy) is not None


def remark(text: str) -> Remark | None:
    """The unit of which a line above or below a table says that the numbers are given in it."""
    tidy = _tidy(text)
    found = _MULTIPLIER.search(tidy) or _CURRENCIES.search(tidy)
    if found is None or not (is_unit(text) or _speaks_of_numbers(tidy[: found.start()])):
        return None
    if not (_CURRENCIES.search(tidy) or found[0].endswith(("р", "шт")) or _GOES_ON.match(tidy, found.end())):
        return None
    return _remark(tidy)


def _remark(text: str) -> Remark | None:
    unit = _unit(text)
    money = _CURRENCIES.search(text) or _MONEY.search(text)
    return Remark(unit, money is not None) if unit else None


def _speaks_of_numbers(before: str) -> bool:
    return _REMARK.search(before) is not None and _NUMBERS.search(before) is not None


def _unit(text: str) -> str:
    times = _times(text)
    currency = _CURRENCIES.search(text)
    signs = tuple(_FOREIGN)
    sign = signs[int((currency.lastgroup or "c0")[1:])] if currency else ""
    return f"{times} {sign}".strip()


def _times(text: str) -> str:
    for found in _MULTIPLIER.finditer(text):
        if not _EACH.search(text[: found.start()]):
            return _UNITS[found.lastgroup or ""]
    letter = _LETTER.search(text)
    return letter["letter"] if letter else ""


def _tidy(text: str) -> str:
    return squeeze(text).casefold().replace("ё", "е") if len(text) <= _LONGEST else ""
