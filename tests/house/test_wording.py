"""User wording lives in ``texts`` alone; only tables of data speak Russian elsewhere."""

import ast
import re
from pathlib import Path

import pytest
from support.project import PACKAGE, room_of, sources

CYRILLIC = re.compile(r"[\u0400-\u04ff]")

DATA = {
    "calltouch/words.py": "patterns that recognise the service's own words",
    "plan/blanks.py": "what stands in a cell for nothing",
    "plan/metrics.py": "the service's names of types and metrics",
    "plan/numbers.py": "words for thousands and millions in cells",
    "plan/periods.py": "names of months in cells",
    "plan/total_words.py": "how sheets name their totals",
    "plan/typos.py": "look-alike letters",
    "practice/answers.py": "the article's answers, word for word",
    "practice/catalogue.py": "the article's names, read on its own",
    "selftest/qt.py": "letters that the font must have",
    "sheets/units.py": "words for thousands and money in headers and cells",
    "sheets/versions.py": "how sheets name facts, plans and versions",
    "sheets/words.py": "header words, totals and notes of plan sheets",
    "ui/latin.py": "the letters of the keys",
    "ui/views/delegates.py": "wide letters, to be measured",
}
"""Modules whose Russian strings are data, and why."""


def russian_strings(tree: ast.Module) -> list[tuple[int, str]]:
    """Line and text of every string with Cyrillic letters that is no docstring."""
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            found += [(node.lineno, node.value)] if CYRILLIC.search(node.value) else []
    return found


def named(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


SILENT = [path for path in sources() if room_of(path) != "texts" and named(path) not in DATA]


@pytest.mark.parametrize("path", SILENT, ids=named)
def test_no_russian_outside_texts(path: Path) -> None:
    found = russian_strings(ast.parse(path.read_text(encoding="utf-8")))
    assert not found, f"{named(path)}: give a code and parameters, and put the sentence into texts: {found}"


@pytest.mark.parametrize("name", sorted(DATA))
def test_the_list_of_data_modules_is_not_longer_than_it_must_be(name: str) -> None:
    assert russian_strings(ast.parse((PACKAGE / name).read_text(encoding="utf-8")))


def test_a_sentence_is_seen_and_a_docstring_is_not() -> None:
    source = '"""Модуль."""\ndef f():\n    """Строка."""\n    return f"Ошибка {1}"\nX = "plain"\n'
    assert russian_strings(ast.parse(source)) == [(4, "Ошибка ")]
