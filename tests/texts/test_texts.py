"""How a sentence takes its parameters: numbers, dates, counted parts."""

from datetime import date, datetime
from pathlib import Path

import pytest
from support.catalogues import CATALOGUES

from planimport_gui.texts import CatalogueMissing, Language, Texts, catalogue, choose_language
from planimport_gui.texts.compile import DuplicateEntry, compile_catalogues
from planimport_gui.texts.formats import show

HEAD = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
"n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"""
COUNTED = """
#. Parameters: n.
msgid "test.refused"
msgid_plural "test.refused"
msgstr[0] "{n} строка отклонена"
msgstr[1] "{n} строки отклонены"
msgstr[2] "{n} строк отклонены"
"""
PO = (
    HEAD
    + COUNTED
    + """
#. Parameters: value.
msgid "test.show"
msgstr "«{value}»"

#. Parameters: value.
msgid "test.plain"
msgstr "номер {value:plain}"

#. Parameters: refused, rest.
msgid "test.nested"
msgstr "{refused:test.refused}, {rest:test.sent}"

#. Parameters: n, site.
msgid "test.sent"
msgid_plural "test.sent"
msgstr[0] "{n} отправляется"
msgstr[1] "{n} отправляются"
msgstr[2] "{n} отправляются"

#. Parameters: n, site.
msgid "test.into"
msgid_plural "test.into"
msgstr[0] "{n} строка в {site}"
msgstr[1] "{n} строки в {site}"
msgstr[2] "{n} строк в {site}"
"""
)


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Texts:
    """A small Russian catalogue of the test's own."""
    source = tmp_path / "locale" / "ru" / "LC_MESSAGES" / "planimport.po"
    source.parent.mkdir(parents=True)
    source.write_text(PO, encoding="utf-8")
    compile_catalogues(tmp_path / "locale")
    monkeypatch.setattr(catalogue, "files", lambda package: tmp_path)
    return Texts(Language.RUSSIAN)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1\u202f000"),
        (-1234567, "-1\u202f234\u202f567"),
        (1.5, "1,5"),
        (12345.0, "12\u202f345"),
        (0.126, "0,13"),
        (date(2026, 11, 3), "03.11.2026"),
        (datetime(2026, 11, 3, 4, 5, 6), "03.11.2026, 04:05"),
        ((3, 5, 1208), "3, 5, 1208"),
        ((), ""),
        ("МП {v10}.xlsx", "МП {v10}.xlsx"),
        (Path("МП.xlsx"), "МП.xlsx"),
        (Language.ENGLISH, "en"),
    ],
)
def test_a_value_as_people_read_it(texts: Texts, value: object, shown: str) -> None:
    assert texts.say("test.show", value=value) == f"«{shown}»"  # type: ignore[arg-type]  # the table holds every kind


@pytest.mark.parametrize(
    ("value", "shown"), [(999, "999"), (-1234567, "-1,234,567"), (12345.5, "12,345.5"), ((3, 1208), "3, 1208")]
)
def test_english_numbers(value: object, shown: str) -> None:
    assert show(value, Language.ENGLISH) == shown  # type: ignore[arg-type]  # as above


def test_english_fractions_have_a_point() -> None:
    texts = Texts(Language.ENGLISH)
    assert texts.say("words.service", words=1.5) == "Calltouch's words: “1.5”."


@pytest.mark.parametrize("value", [True, None, object()])
def test_what_has_no_wording_is_refused(texts: Texts, value: object) -> None:
    with pytest.raises(TypeError):
        texts.say("test.show", value=value)  # type: ignore[arg-type]  # wrong on purpose


def test_a_number_that_is_a_name_has_no_gaps(texts: Texts) -> None:
    assert texts.say("test.plain", value=900000127) == "номер 900000127"


@pytest.mark.parametrize("value", ["127", 1.5, True])
def test_only_a_number_is_plain(texts: Texts, value: object) -> None:
    with pytest.raises(TypeError):
        texts.say("test.plain", value=value)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize(
    ("refused", "rest", "sentence"),
    [
        (1, 99, "1 строка отклонена, 99 отправляются"),
        (2, 1, "2 строки отклонены, 1 отправляется"),
        (11, 21, "11 строк отклонены, 21 отправляется"),
        (5, 0, "5 строк отклонены, 0 отправляются"),
        (1001, 3, "1\u202f001 строка отклонена, 3 отправляются"),
    ],
)
def test_two_counted_parts_in_a_sentence(texts: Texts, refused: int, rest: int, sentence: str) -> None:
    assert texts.say("test.nested", refused=refused, rest=rest) == sentence


def test_a_counted_entry_takes_further_parameters(texts: Texts) -> None:
    assert texts.count("test.into", 22, site="12345") == "22 строки в 12345"


@pytest.mark.parametrize(("n", "rows"), [(1, "1 строка"), (3, "3 строки"), (12, "12 строк"), (104, "104 строки")])
def test_russian_rows(russian: Texts, n: int, rows: str) -> None:
    assert russian.count("count.rows", n) == rows


def test_a_missing_parameter_is_an_error(texts: Texts) -> None:
    with pytest.raises(KeyError, match="value"):
        texts.say("test.show")


def test_an_unknown_code_is_an_error(texts: Texts) -> None:
    with pytest.raises(KeyError, match=r"test\.none"):
        texts.say("test.none")
    with pytest.raises(KeyError, match=r"test\.none"):
        texts.count("test.none", 3)
    with pytest.raises(KeyError):
        texts.count("test.show", 3, value=1)


def test_a_checkout_that_was_never_compiled_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "files", lambda package: tmp_path)
    with pytest.raises(CatalogueMissing, match=r"planimport_gui\.texts\.compile"):
        Texts(Language.RUSSIAN)


def test_compiling_finds_its_catalogues(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compile_catalogues(tmp_path)


def test_compiling_again_leaves_the_file_alone(tmp_path: Path, texts: Texts) -> None:
    (target,) = compile_catalogues(tmp_path / "locale")
    before = target.stat().st_mtime_ns
    compile_catalogues(tmp_path / "locale")
    assert target.stat().st_mtime_ns == before
    assert [path.name for path in target.parent.iterdir()] != []
    assert sorted(path.suffix for path in target.parent.iterdir()) == [".mo", ".po"]


def test_all_catalogues_of_a_language_become_one(tmp_path: Path, texts: Texts) -> None:
    further = tmp_path / "locale" / "ru" / "LC_MESSAGES" / "window.po"
    further.write_text(f"{HEAD}\n{COUNTED.replace('test.refused', 'ui.refused')}", encoding="utf-8")
    compile_catalogues(tmp_path / "locale")
    both = Texts(Language.RUSSIAN)
    assert both.count("ui.refused", 3) == both.count("test.refused", 3) == "3 строки отклонены"


def test_a_code_of_two_catalogues_is_an_error(tmp_path: Path, texts: Texts) -> None:
    further = tmp_path / "locale" / "ru" / "LC_MESSAGES" / "window.po"
    further.write_text(f"{HEAD}\n{COUNTED}", encoding="utf-8")
    with pytest.raises(DuplicateEntry, match=r"test\.refused"):
        compile_catalogues(tmp_path / "locale")


@pytest.mark.parametrize("language", Language)
def test_every_sentence_can_be_said(language: Language) -> None:
    texts = Texts(language)
    for entry in CATALOGUES[language].values():
        params = dict.fromkeys(entry.parameters, 7)
        said = (
            texts.count(entry.code, params.pop("n", 7), **params) if entry.counted else texts.say(entry.code, **params)
        )
        assert said.strip()
        assert "{" not in said


@pytest.mark.parametrize(
    ("wish", "system", "language"),
    [
        ("ru", "en_US.UTF-8", Language.RUSSIAN),
        ("en", "ru_RU.UTF-8", Language.ENGLISH),
        (" EN ", "ru_RU", Language.ENGLISH),
        ("fr", "ru_RU.UTF-8", Language.RUSSIAN),
        ("", "ru_RU.UTF-8", Language.RUSSIAN),
        (None, "ru-RU", Language.RUSSIAN),
        (None, "be_BY", Language.RUSSIAN),
        (None, "uk", Language.RUSSIAN),
        (None, "kk_KZ.UTF-8", Language.RUSSIAN),
        (None, "Russian_Russia.1251", Language.RUSSIAN),
        (None, "ru.UTF-8", Language.RUSSIAN),
        (None, "en_US.UTF-8", Language.ENGLISH),
        (None, "de_DE", Language.ENGLISH),
        (None, "rumantsch", Language.ENGLISH),
        (None, "C", Language.ENGLISH),
        (None, "", Language.ENGLISH),
        (None, None, Language.ENGLISH),
    ],
)
def test_the_language_that_suits(wish: str | None, system: str | None, language: Language) -> None:
    environment = {} if wish is None else {"PLANIMPORT_LANG": wish}
    assert choose_language(environment, system) is language
