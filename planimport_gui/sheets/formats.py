"""Number formats that change what a number means: percent, leading zeros, month without a day."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import Enum
from xml.etree.ElementTree import Element

from planimport_gui.sheets.words import MULTIPLIER, THOUSAND, TIMES_THOUSAND

_BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_HIDDEN_LITERAL = re.compile(r"_.|\*.|\[[^\]]*\]")
_ESCAPED = re.compile(r'"([^"]*)"|\\(.)')
_PADDED = re.compile(r"0[0\-/() +]*0")
_MONTH = re.compile(r"[^dhs]*m[^dhs]*", re.I)
_WIDE = Context(prec=400)
_NUMERIC = re.compile(r"[0#?]|General", re.I)
_SCALE = re.compile(r"[0#?](,+)(?![0#?,])")
_BY_A_THOUSAND = 3
_CURRENCY = re.compile(r'"[^"]*"|\\.|\[\$(?P<named>[^\]-]+)[^\]]*\]|\[[^\]]*\]|(?P<bare>[$€£¥₸])')
_DATE_LETTERS = re.compile(r"[ymdhs]", re.I)


class Meaning(Enum):
    """What a number format does to a number."""

    PERCENT = "percent"
    PADDED = "padded"
    MONTH = "month"
    UNIT = "unit"
    """Thousands left out, or a multiplier in words: ``0" тыс."``."""


@dataclass(frozen=True, slots=True)
class Format:
    """A number format that changes a meaning. ``pattern`` is its first section without colours and conditions."""

    meaning: Meaning
    pattern: str

    def shown(self, value: float) -> str:
        """The number as the sheet shows it, with a comma for decimals."""
        if self.meaning is Meaning.PERCENT:
            places = len(_LITERAL.sub("", self.pattern).partition(".")[2].rstrip("%").strip())
            return f"{_rounded(value, 2, places)}%".replace(".", ",")
        if self.meaning is Meaning.UNIT:
            return _united(self.pattern, value)
        return _padded(self.pattern, value)


def special_formats(styles: Element) -> dict[int, Format]:
    """By number of the cell style: the formats of ``styles`` (the root of a styles part) that change a meaning."""
    codes = dict(_BUILT_IN)
    for element in styles.iter():
        if _local(element) == "numFmt":
            codes[_number(element.attrib, "numFmtId")] = element.attrib.get("formatCode", "")
    found = {}
    for style, element in enumerate(_cell_styles(styles)):
        special = special_format(codes.get(_number(element.attrib, "numFmtId"), ""))
        if special is not None:
            found[style] = special
    return found


def special_format(code: str) -> Format | None:
    """``None`` for a format that shows numbers as what they are."""
    pattern = _HIDDEN_LITERAL.sub("", _CURRENCY.sub(_quoted, code.partition(";")[0]))
    bare = _LITERAL.sub("", pattern)
    if "%" in bare:
        return Format(Meaning.PERCENT, pattern)
    if _PADDED.fullmatch(_ESCAPED.sub(lambda match: match[1] or match[2] or "", pattern)):
        return Format(Meaning.PADDED, pattern)
    if _MONTH.fullmatch(bare) and not _NUMERIC.search(bare):
        return Format(Meaning.MONTH, pattern)
    if _NUMERIC.search(bare) and not _DATE_LETTERS.search(bare.replace("General", "")):
        return Format(Meaning.UNIT, pattern) if _SCALE.search(bare) or MULTIPLIER.search(_words(pattern)) else None
    return None


def _quoted(match: re.Match[str]) -> str:
    """A sign of a currency as a literal, whatever way the pattern has it."""
    sign = match["named"] or match["bare"]
    return f'"{sign}"' if sign else match[0]


def _rounded(value: float, shift: int, places: int) -> str:
    """The number times ten to the power of ``shift``, halves rounded away from zero as spreadsheets do."""
    exact = Decimal(repr(value)).scaleb(shift)
    return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE):f}"


def _words(pattern: str) -> str:
    """The letters and signs that a pattern shows beside its number."""
    return "".join(match[1] or match[2] or "" for match in _ESCAPED.finditer(pattern))


def _united(pattern: str, value: float) -> str:
    """The number to its last digit, divided as the pattern divides it, before the pattern's words."""
    scale = _SCALE.search(_LITERAL.sub("", pattern))
    exact = Decimal(repr(value)).scaleb(-_BY_A_THOUSAND * len(scale[1]) if scale else 0)
    whole = exact == exact.to_integral_value()
    number = exact.quantize(Decimal(1), context=_WIDE) if whole else exact.normalize(_WIDE)
    return f"{number:f}{TIMES_THOUSAND.sub(THOUSAND, _words(pattern))}".strip()


def _padded(pattern: str, value: float) -> str:
    digits = _rounded(abs(value), 0, 0)
    shape = _ESCAPED.sub(lambda match: match[1] or match[2] or "", pattern)
    digits = digits.rjust(shape.count("0"), "0")
    extra = len(digits) - shape.count("0")
    rest = iter(digits[extra:])
    text = digits[:extra] + "".join(next(rest) if mark == "0" else mark for mark in shape)
    return f"-{text}" if value < 0 else text


def _cell_styles(styles: Element) -> list[Element]:
    for element in styles:
        if _local(element) == "cellXfs":
            return [child for child in element if _local(child) == "xf"]
    return []


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _number(attributes: Mapping[str, str], name: str) -> int:
    text = attributes.get(name, "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
