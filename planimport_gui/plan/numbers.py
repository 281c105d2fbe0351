"""Plan values as people write them. What can be meant in two ways is said to be unclear, never guessed."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from planimport_gui.plan.blanks import squeeze

NOISE = Decimal("0.000001")
"""What floating point leaves behind: a smaller distance from a whole number is none."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with one meaning."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Unclear:
    """One separator before exactly three digits (``1.234``): thousands or a fraction."""

    thousands: Decimal
    fraction: Decimal


@dataclass(frozen=True, slots=True)
class WithUnit:
    """A number with a unit or a multiplier: «75 т.р.». ``certain`` where the unit has one meaning.

    ``foreign``: the unit is a currency other than roubles.
    """

    value: Decimal
    certain: bool
    foreign: bool = False


class Other(Enum):
    """Texts that give no amount."""

    MISSING = "missing"
    PERCENT = "percent"
    NONE = "none"


Reading = Amount | Unclear | WithUnit | Other

_MISSING = frozenset({"", "-", "–", "—", "−", "n/a", "na", "#n/a", "н/д", "нд", "н.д.", "нет", "нет данных"})
_MULTIPLIERS = {
    "": 1,
    "тыс": 1_000, "тысяч": 1_000, "тысяча": 1_000, "тысячи": 1_000, "т": 1_000, "к": 1_000, "k": 1_000,
    "млн": 1_000_000, "миллион": 1_000_000, "миллиона": 1_000_000, "миллионов": 1_000_000, "mln": 1_000_000,
    "m": 1_000_000, "м": 1_000_000,
    "млрд": 1_000_000_000, "миллиард": 1_000_000_000, "миллиарда": 1_000_000_000, "миллиардов": 1_000_000_000,
}  # fmt: skip
_LETTERS_ALONE = frozenset({"т", "к", "k", "m", "м"})
"""One letter may stand for another unit, unless a currency follows («75 т.р.»)."""
_ROUBLES = frozenset({"₽", "р", "руб", "рублей", "рубля", "рубль", "rub", "rur"})
_COUNTS = frozenset({"", "шт", "штук"})
_FOREIGN = frozenset({"$", "usd", "€", "eur", "£", "gbp", "¥", "cny", "₸", "br", "byn", "kzt", "уе"})

_NUMBER_AND_UNIT = re.compile(r"(?P<number>[-+−]?[0-9](?:[0-9 .,'’]*[0-9])?)(?P<unit>[^0-9]*)")
_UNIT_FIRST = re.compile(r"(?P<unit>[$€£¥₽₸])(?P<number> ?[0-9][0-9 .,'’]*)")
_PLAIN = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<s>[ '’.,])[0-9]{3})(?:(?P=s)[0-9]{3})*")
_LONGEST = 40


def read_number(text: str) -> Reading:
    """What a text in a value cell says. ``Amount`` may be a fraction; nothing is rounded here."""
    tidy = squeeze(text).casefold()
    if tidy in _MISSING:
        return Other.MISSING
    if tidy.endswith("%"):
        return Other.PERCENT if isinstance(_plain(tidy[:-1].strip()), Amount | Unclear) else Other.NONE
    match = _NUMBER_AND_UNIT.fullmatch(tidy) or _UNIT_FIRST.fullmatch(tidy)
    if match is None or len(tidy) > _LONGEST:
        return Other.NONE
    number = _plain(match["number"].strip())
    return number if number is Other.NONE or not match["unit"] else _with_unit(number, match["unit"].strip())


def whole(value: Decimal) -> int | None:
    """The whole number that ``value`` is, float noise aside; ``None`` for a true fraction."""
    near = value.to_integral_value(ROUND_HALF_UP)
    return int(near) if abs(value - near) < NOISE else None


def rounded(value: Decimal) -> int:
    """The nearest whole number, halves away from zero."""
    return int(value.to_integral_value(ROUND_HALF_UP))


def _plain(text: str) -> Amount | Unclear | Other:
    sign = -1 if text[:1] in ("-", "−") else 1
    digits = text.lstrip("-+−").strip()
    if len(text) - len(text.lstrip("-+−")) > 1:
        return Other.NONE
    number = _unsigned(digits)
    if isinstance(number, Unclear):
        return Unclear(number.thousands * sign, number.fraction * sign)
    return Other.NONE if number is None else Amount(number * sign)


def _unsigned(digits: str) -> Decimal | Unclear | None:
    if _PLAIN.fullmatch(digits):
        return Decimal(digits)
    if match := _GROUPED.fullmatch(digits):
        joined = Decimal(digits.replace(match["s"], ""))
        once = digits.count(match["s"]) == 1 and match["s"] in ".,"
        if not once:
            return joined
        fraction = Decimal(digits.replace(",", "."))
        return fraction if digits.startswith("0") else Unclear(joined, fraction)
    return _with_fraction(digits)


def _with_fraction(digits: str) -> Decimal | None:
    """Digits, grouped or not, with a fraction after the last point or comma."""
    cut = max(digits.rfind("."), digits.rfind(","))
    if cut < 1:
        return None
    before, after = digits[:cut], digits[cut + 1 :]
    grouped = _GROUPED.fullmatch(before)
    if not _PLAIN.fullmatch(after) or not (_PLAIN.fullmatch(before) or grouped):
        return None
    if grouped and grouped["s"] == digits[cut]:
        return None
    return Decimal(f"{re.sub('[^0-9]', '', before)}.{after}")


def _with_unit(number: Amount | Unclear | Other, text: str) -> Reading:
    if isinstance(number, Other):
        return number
    match = _split_unit(text)
    if match is None:
        return Other.NONE
    times, unit = match
    certain = isinstance(number, Amount) and unit not in _FOREIGN and not (times in _LETTERS_ALONE and not unit)
    value = number.value if isinstance(number, Amount) else number.fraction if times else number.thousands
    return WithUnit(value * _MULTIPLIERS[times], certain, unit in _FOREIGN)


def _split_unit(text: str) -> tuple[str, str] | None:
    """The multiplier and the unit of «т.р.», «тыс. руб.», «млн», «₽»; ``None`` for other words."""
    joined = re.sub(r"[ .]+", "", text)
    for length in range(len(joined) + 1):
        times, unit = joined[:length], joined[length:]
        if times in _MULTIPLIERS and unit in _ROUBLES | _COUNTS | _FOREIGN:
            return times, unit
    return None
