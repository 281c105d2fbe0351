"""Both catalogues are complete and hold every code the program names."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from support.project import PACKAGE, sources

from planimport_gui.texts.compile import LOCALES

LANGUAGES = ("ru", "en")
SECTION = re.compile(r"[a-z][a-zA-Z]*\.")


def source(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / "planimport.po"


def catalogue(language: str) -> Catalog:
    with source(language).open("rb") as stream:
        return read_po(stream, locale=language, abort_invalid=True)


def entries(language: str) -> dict[str, Message]:
    found = {code_of(message): message for message in catalogue(language) if message.id}
    assert len(found) > 100
    return found


def code_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def named_codes(path: Path) -> set[str]:
    """Codes written out, or begun, in calls of ``say`` and ``count``: ``file.missing``, or ``file.`` of an f-string."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"say", "count"} and node.args:
            first = node.args[0].values[0] if isinstance(node.args[0], ast.JoinedStr) else node.args[0]
            if isinstance(first, ast.Constant) and SECTION.match(str(first.value)):
                found.add(str(first.value))
    return found


def test_both_languages_hold_the_same_codes_in_the_same_order() -> None:
    assert list(entries("ru")) == list(entries("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there(language: str) -> None:
    forms = {"ru": 3, "en": 2}[language]
    for code, message in entries(language).items():
        said = [message.string] if isinstance(message.string, str) else list(message.string or ())
        assert all(said), f"{code} says nothing in {language}"
        assert len(said) == (forms if message.pluralizable else 1), f"{code} lacks a plural form in {language}"
        assert not message.fuzzy, f"{code} is fuzzy in {language}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_left_over(language: str) -> None:
    assert not catalogue(language).obsolete


def test_every_code_the_program_names_has_its_sentence() -> None:
    known = set(entries("ru"))
    named = {code: path for path in sources() for code in named_codes(path)}
    assert len(named) > 10
    for code, path in named.items():
        found = code in known or (code.endswith(".") and any(entry.startswith(code) for entry in known))
        assert found, f"{path.relative_to(PACKAGE)} says {code}, which no catalogue holds"


def test_codes_are_found_in_calls(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('t.say("file.missing"); t.count("count.rows", 3); t.say(f"cause.{x}"); "a.b".count("x")')
    assert named_codes(module) == {"file.missing", "count.rows", "cause."}
