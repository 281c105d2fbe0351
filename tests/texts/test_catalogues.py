"""Both catalogues are complete, alike, and written as their first lines say."""

import re
from itertools import groupby

import pytest
from support.catalogues import CATALOGUES, ENGLISH, RUSSIAN, Entry, entries, folder, sources

from planimport_gui.texts import Language
from planimport_gui.texts.compile import compiled

FORMS = {Language.RUSSIAN: 3, Language.ENGLISH: 2}
A_FORM = re.compile(r"(?:[^{}]|\{[a-z_]+(?::[A-Za-z.]+)?\})+")

both = pytest.mark.parametrize("language", Language)


def test_there_are_entries() -> None:
    assert len(RUSSIAN) > 100


def test_both_hold_the_same_codes_in_the_same_order() -> None:
    assert list(RUSSIAN) == list(ENGLISH)


def test_both_have_the_same_files() -> None:
    names = {language: [source.name for source in sources(language)] for language in Language}
    assert names[Language.RUSSIAN] == names[Language.ENGLISH]


@both
def test_no_code_stands_twice(language: Language) -> None:
    ids = re.findall(r'^msgid "(.+)"$', whole(language), re.M)
    assert [code for code in set(ids) if ids.count(code) > 1] == []
    assert len(ids) == len(CATALOGUES[language])


@both
def test_sections_are_not_torn_apart(language: Language) -> None:
    for source in sources(language):
        sections = [name for name, _ in groupby(entry.code.partition(".")[0] for entry in entries(source))]
        assert len(sections) == len(set(sections)), f"put new entries at the end of their section: {sections}"


@both
def test_nothing_is_fuzzy_or_left_from_before(language: Language) -> None:
    text = whole(language)
    assert "fuzzy" not in text
    assert "#~" not in text


def test_both_take_the_same_parameters() -> None:
    pairs = [(RUSSIAN[code], ENGLISH[code]) for code in RUSSIAN]
    assert not [one.code for one, other in pairs if one.counted != other.counted]
    assert not [one.code for one, other in pairs if one.parameters != other.parameters]
    assert not [one.code for one, other in pairs if one.comment != other.comment]


@both
def test_every_form_is_written(language: Language) -> None:
    for entry in CATALOGUES[language].values():
        assert len(entry.forms) == (FORMS[language] if entry.counted else 1), entry.code
        assert all(form.strip() for form in entry.forms), entry.code


@both
def test_placeholders_are_plain_names(language: Language) -> None:
    assert not [entry.code for entry in CATALOGUES[language].values() if not all(map(A_FORM.fullmatch, entry.forms))]


@both
def test_parts_are_counted_entries_that_need_the_number_alone(language: Language) -> None:
    catalogue = CATALOGUES[language]
    inner = {part for entry in catalogue.values() for part in entry.parts}
    assert inner
    assert not [part for part in inner if not catalogue[part].counted or catalogue[part].parameters != {"n"}]


@both
def test_the_translator_is_told_every_parameter(language: Language) -> None:
    assert not [entry.code for entry in CATALOGUES[language].values() if not told(entry)]


def whole(language: Language) -> str:
    return "\n".join(source.read_text(encoding="utf-8") for source in sources(language))


def told(entry: Entry) -> bool:
    """Whether the comment names every parameter after «Parameters:»."""
    names = entry.comment.partition("arameters:")[2]
    return bool(entry.comment) and all(re.search(rf"\b{name}\b", names) for name in entry.parameters)


@both
def test_the_compiled_catalogue_is_up_to_date(language: Language) -> None:
    shipped = (folder(language) / "planimport.mo").read_bytes()
    assert shipped == compiled(folder(language)), "run: python3 dev.py compile"
