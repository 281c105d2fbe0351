"""Whole sentences about problems and unread files, put together from codes and their parameters."""

import re
from collections.abc import Mapping
from unicodedata import category

from planimport_gui.facts.reading import FileTrouble, Refusal
from planimport_gui.plan.blanks import says_nothing
from planimport_gui.plan.fields import Field
from planimport_gui.plan.numbers import WithUnit, read_number
from planimport_gui.plan.problems import Code, Fix, Param, Problem, Severity
from planimport_gui.plan.row import Added
from planimport_gui.plan.typos import canonical
from planimport_gui.texts.catalogue import Texts, Value

LONGEST_QUOTE = 80
"""Characters of a cell that a sentence shows."""

_SAYS_ITS_FIX = frozenset(
    {
        Code.DIMENSION_NUMBER, Code.TYPE_UNKNOWN, Code.NAME_UNKNOWN, Code.NAME_WRONG_TYPE, Code.NAME_RESERVED,
        Code.VALUE_INVALID, Code.VALUE_FRACTION,
    }
)  # fmt: skip
_SUMS = {"already", "becomes", "value"}
_MEBIBYTE = 1024 * 1024
_COUNTED_IN_BYTES = ("bytes", "file")


def located_problem(texts: Texts, problem: Problem, row: int) -> str:
    """Row of the file, field, and the sentence: «Строка 15, «Метрика»: …»."""
    return located(texts, problem_sentence(texts, problem), row, problem.field)


def located(texts: Texts, sentence: str, row: int, field: Field | None = None) -> str:
    """A sentence behind its row; one that was added is named by the row above it."""
    added = isinstance(row, Added)
    if field is None:
        return texts.say("where.row.added" if added else "where.row", row=int(row), problem=sentence)
    code = "where.cell.added" if added else "where.cell"
    return texts.say(code, row=int(row), field=texts.say(f"field.{field}"), problem=sentence)


def problem_sentence(texts: Texts, problem: Problem, *, goes: bool = False) -> str:
    """What is wrong and what to do, to be put behind row and field; begins with a small letter.

    ``goes``: the row is a repeat, and the user wants it sent all the same.
    """
    params = _params(texts, problem)
    said = [texts.say(code, **params) for code in _codes(problem, goes=goes)]
    if problem.fix and problem.code not in _SAYS_ITS_FIX:
        said.append(_fix_sentence(texts, problem.field, problem.fix))
    return " ".join(said)


def refusal_sentence(texts: Texts, refusal: Refusal) -> str:
    """Why a file was not read and what to do."""
    params: dict[str, Value] = dict(refusal.params)
    for name in ("kind", "format"):
        if name in refusal.params:
            params["format"] = texts.say(f"format.{refusal.params[name]}")
    for name in ("found", "missed"):
        if name in params:
            params[name] = _fields(texts, str(params[name]))
    if params.get("limit") in _COUNTED_IN_BYTES:
        params["most"] = int(refusal.params["most"]) // _MEBIBYTE
    return texts.say(f"file.{refusal.trouble}" + _refusal_variant(refusal), **params)


def _refusal_variant(refusal: Refusal) -> str:
    """The ending of the code where a trouble has a more precise sentence."""
    params = refusal.params
    match refusal.trouble:
        case FileTrouble.TOO_LARGE if params.get("limit") in _COUNTED_IN_BYTES:
            return ".bytes"
        case FileTrouble.TOO_LARGE if params.get("limit") in ("rows", "columns", "cells"):
            return f".{params['limit']}"
        case FileTrouble.TOO_SLOW if params.get("limit") == "stopped":
            return ".stopped"
        case FileTrouble.NOT_WORKBOOK if params.get("kind") in ("empty", "folder"):
            return f".{params['kind']}"
        case FileTrouble.GROUP_NAME if not params.get("name"):
            return ".none"
        case FileTrouble.NO_PLAN if params.get("found"):
            return ".near" if params.get("missed") else ".blank"
        case _:
            return ""


def _fields(texts: Texts, names: str) -> str:
    """Fields parted by commas, as the sheet calls them."""
    return ", ".join(texts.say("words.column", name=texts.say(f"field.{name}")) for name in names.split(",") if name)


def _codes(problem: Problem, *, goes: bool) -> tuple[str, ...]:
    """The sentences a problem needs; most need the one of their code."""
    base = f"problem.{problem.code}"
    params = dict(problem.params)
    match problem.code:
        case Code.DATE_MISSING | Code.DATE_INVALID:
            return (base,) if problem.fix else (base, "problem.date.example")
        case Code.TYPE_MISSING:
            return (base,) if problem.fix else (base, "problem.type.unknown.choose")
        case Code.TYPE_UNKNOWN | Code.NAME_UNKNOWN:
            nearest = params.get("nearest")
            return _unknown_codes(base, problem.found or "", nearest) if nearest else (base, f"{base}.choose")
        case Code.PLAN_DUPLICATE | Code.PLAN_SENT:
            return _repeat_codes(base, params, goes=goes)
        case _:
            return (base + _variant(problem, params),)


def _unknown_codes(base: str, found: str, nearest: Param) -> tuple[str, ...]:
    """A name that looks right to the eye gets a sentence that says why it is not."""
    line, right = _visible(found), str(nearest)
    if line == right:
        return ("problem.nearest.blanks",)
    pairs = [pair for pair in zip(line, right, strict=False) if "".join(pair).isalpha()]
    if canonical(found) == canonical(right) and any(one.isascii() != other.isascii() for one, other in pairs):
        return ("problem.nearest.letters",)
    return base, "problem.nearest"


def _visible(text: str) -> str:
    """What the eye sees of a text: single blanks, no invisible characters."""
    return " ".join("".join(char for char in text if category(char) != "Cf").split())


def _variant(problem: Problem, params: Mapping[str, Param]) -> str:
    """The ending of the code where a rule has a second sentence for another case."""
    match problem.code:
        case Code.DIMENSION_UNUSUAL if says_nothing(problem.found or ""):
            return ".nothing"
        case Code.DIMENSION_UNUSUAL if problem.fix is None:
            return ".long"
        case Code.DIMENSION_NUMBER if params["number"] == problem.found:
            return ".text"
        case Code.VALUE_UNIT if _is_foreign(problem.found or ""):
            return ".foreign"
        case Code.VALUE_UNIT if says_header(problem):
            return ".header"
        case Code.VALUE_INVALID if problem.fix:
            return ".unclear"
        case Code.VALUE_LARGE if problem.severity is Severity.WARNING:
            return ".check"
        case Code.PLAN_OVERLAP if params["count"] != 1:
            return ".many"
        case Code.PLAN_MONTH if params["open"]:
            return ".open"
        case _:
            return ""


_BESIDE = re.compile(r"-?[0-9.]+ \(.+\)")
"""A number with the unit that its header gives to values of another kind."""


def says_header(problem: Problem) -> bool:
    """Whether a value is asked about only for what the header of its column says of others."""
    return problem.code is Code.VALUE_UNIT and _BESIDE.fullmatch(problem.found or "") is not None


def _is_foreign(found: str) -> bool:
    reading = read_number(found)
    return isinstance(reading, WithUnit) and reading.foreign


def _repeat_codes(base: str, params: Mapping[str, Param], *, goes: bool) -> tuple[str, ...]:
    """What it repeats, whether it goes, and that the numbers differ."""
    many = ".many" if params.get("count", 1) != 1 else ""
    known = ".doubt" if params.get("doubt") else ".open" if params.get("imported") == 0 else ""
    fate = f"{base}.goes" if goes else f"{base}{many}.stays"
    differs = (f"{base}.differs",) if params.get("differs") else ()
    return (base + many + known, fate, *differs)


def _params(texts: Texts, problem: Problem) -> dict[str, Value]:
    params: dict[str, Value] = {"found": _quote(problem.found or "")}
    for name, value in problem.params:
        params[name] = _quote(value) if isinstance(value, str) else value
    if params.get("money"):
        for name in _SUMS & params.keys():
            params[name] = texts.say("words.money", sum=params[name])
    if "filled" in params:
        params["filled"] = texts.say(f"field.{params['filled']}")
    if "month" in params:
        month, _, year = str(params["month"]).partition(".")
        params["month"] = texts.say(f"month.{int(month)}", year=year)
    if "rows" in params:
        params["rows"] = _rows(texts, dict(problem.params))
    if problem.fix:
        params["fix"] = _fix_text(problem.fix)
    return params


def _rows(texts: Texts, params: Mapping[str, Param]) -> str:
    """Up to five row numbers, and how many more there are."""
    rows, count = params["rows"], params["count"]
    if not isinstance(rows, tuple) or not isinstance(count, int):
        raise TypeError("rows are a tuple, count is a number")
    named = texts.say("rows.named", rows=rows)
    return texts.say("rows.more", rows=named, more=count - len(rows)) if count > len(rows) else named


def _fix_sentence(texts: Texts, field: Field | None, fix: Fix) -> str:
    if not fix.text:
        return texts.say("fix.empty")
    kind = "certain" if fix.certain else "proposed"
    if fix.field is not field:
        kind += ".elsewhere"
    return texts.say(f"fix.{kind}", fix=_fix_text(fix), field=texts.say(f"field.{fix.field}"))


def _fix_text(fix: Fix) -> Value:
    return int(fix.text) if fix.field is Field.VALUE else _quote(fix.text)


def _quote(text: str) -> str:
    """A cell's text on one line and not too long for a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_QUOTE else line[: LONGEST_QUOTE - 1] + "…"
