"""Every code that the program can say has its sentence, and every sentence is said somewhere."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest
from support.catalogues import RUSSIAN
from support.project import PACKAGE, sources

from planimport_gui.facts.failures import JournalTrouble, SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.reading import FileTrouble, Layout, SkipReason
from planimport_gui.facts.records import BatchState
from planimport_gui.facts.saving import SaveTrouble
from planimport_gui.importing.replacement import Hindrance
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Severity

FAMILIES: dict[str, type[StrEnum]] = {
    "problem.{}": Code, "severity.{}": Severity, "field.{}": Field, "file.{}": FileTrouble, "skip.{}": SkipReason,
    "layout.{}": Layout, "cause.{}": Cause, "cause.{}.short": Cause, "journal.{}": JournalTrouble,
    "token.{}": TokenTrouble, "site.{}": SiteTrouble, "state.{}": BatchState, "save.{}": SaveTrouble,
    "ui.replace.not.{}": Hindrance,
}  # fmt: skip
TOTALS = ("total", "imported", "pending", "refused", "failed", "unknown", "undone", "notSent", "leftOut")
SECTIONS = {code.partition(".")[0] for code in RUSSIAN}
FILES = {"journal.sqlite"}
"""Literals that look like codes and name files."""
A_CODE = re.compile(r"[a-z][A-Za-z]*(?:\.[A-Za-z]+)+")


@pytest.mark.parametrize("form", FAMILIES)
def test_every_member_has_its_sentence(form: str) -> None:
    assert {form.format(member) for member in FAMILIES[form]} <= set(RUSSIAN)


def test_every_total_has_its_name() -> None:
    assert {f"totals.{name}" for name in TOTALS} == {code for code in RUSSIAN if code.startswith("totals.")}


@dataclass(frozen=True)
class Call:
    """A literal code handed to ``say`` or ``count``, or to a function that passes it on."""

    where: str
    code: str
    counted: bool
    names: frozenset[str] | None
    """The parameters given, ``None`` where some come as ``**params``."""


TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sources()}


def calls(path: Path, tree: ast.AST) -> Iterator[Call]:
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        counted = node.func.attr == "count" and len(node.args) == 2
        code = node.args[0]
        if (counted or node.func.attr == "say") and isinstance(code, ast.Constant) and isinstance(code.value, str):
            names = {keyword.arg for keyword in node.keywords}
            given = None if None in names else frozenset(filter(None, names)) | ({"n"} if counted else set())
            yield Call(f"{path.relative_to(PACKAGE)}:{node.lineno}", code.value, counted, given)


def literals(tree: ast.AST) -> Iterator[str]:
    """Every string, those inside f-strings left aside."""
    inside = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def patterns(tree: ast.AST) -> Iterator[re.Pattern[str]]:
    """Every f-string that begins like a code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+" for part in node.values
            ]
            if re.match(r"[a-z]\w*\\\.", parts[0]):
                yield re.compile("".join(parts) + r"(?:\.\w+)*")


CALLS = [call for path, tree in TREES.items() for call in calls(path, tree)]
LITERALS = {text for tree in TREES.values() for text in literals(tree)}
PATTERNS = {pattern for tree in TREES.values() for pattern in patterns(tree)}


def test_the_scan_saw_the_program() -> None:
    assert len(TREES) > 20
    assert len(CALLS) > 10
    assert PATTERNS


def test_every_call_says_something_and_gives_its_parameters() -> None:
    assert not [call for call in CALLS if call.code not in RUSSIAN]
    assert not [call for call in CALLS if RUSSIAN[call.code].counted != call.counted]
    assert not [call for call in CALLS if call.names is not None and not RUSSIAN[call.code].parameters <= call.names]


def test_every_literal_that_looks_like_a_code_is_one() -> None:
    looks = {text for text in LITERALS if A_CODE.fullmatch(text) and text.partition(".")[0] in SECTIONS}
    assert looks - FILES <= set(RUSSIAN)


def used(code: str) -> bool:
    return code in LITERALS or code in parts(RUSSIAN) or any(pattern.fullmatch(code) for pattern in PATTERNS)


def parts(codes: Iterable[str]) -> set[str]:
    """The counted entries that stand inside other entries."""
    return {part for code in codes for part in RUSSIAN[code].parts}


def test_every_sentence_is_said_somewhere() -> None:
    members = {form.format(member) for form, family in FAMILIES.items() for member in family}
    assert not [code for code in RUSSIAN if code not in members and not used(code) and not code.startswith("totals.")]
