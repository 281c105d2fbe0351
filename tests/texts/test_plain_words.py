"""The words people read: plain, and those that Calltouch's own pages use."""

import re
from collections.abc import Iterator

import pytest
from support.catalogues import ENGLISH, RUSSIAN

from planimport_gui.texts import Language

FORBIDDEN = re.compile(
    r"\b(json|https?|siteid|validat\w*|dimensions?|batch 0|api[- ]?key|payload|traceback|exception|null|timeout"
    r"|валидац\w*|валидн\w*|эксепшн|исключени[ея]|токен авторизации|апи|api-ключ\w*|дименш\w*|таймаут\w*"
    r"|невалидн\w*|пакет 0)\b",
    re.I,
)
ADMINISTRATORS = {"cli.option.json", "cli.check.more", "cli.result.more"}
"""Sentences that name the option ``--json``. The ``address.*`` are for whoever sets another service's address."""

FOLLOWING = ("problem.nearest", "problem.date.example")
MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[а-яё])[a-zа-яё]+\b", re.I)
QUOTED = re.compile(r"“[^”]*”")
CYRILLIC = re.compile(r"[а-яё]", re.I)
CATALOGUE = {Language.RUSSIAN: RUSSIAN, Language.ENGLISH: ENGLISH}

both = pytest.mark.parametrize("language", Language)


def forms(language: Language) -> Iterator[tuple[str, str]]:
    """Code and text of every form, ``x`` in place of each placeholder."""
    for code, entry in CATALOGUE[language].items():
        for form in entry.forms:
            yield code, re.sub(r"\{[^}]*\}", "x", form)


@both
def test_no_word_of_programmers(language: Language) -> None:
    found = [(code, form) for code, form in forms(language) if FORBIDDEN.search(form)]
    assert not [(code, form) for code, form in found if code not in ADMINISTRATORS and not code.startswith("address.")]


@pytest.mark.parametrize("sentence", ["Ответ в JSON", "HTTP 500", "неверный SiteId", "ошибка валидации", "a dimension"])
def test_a_forbidden_word_is_seen(sentence: str) -> None:
    assert FORBIDDEN.search(sentence)


@both
@pytest.mark.parametrize("careless", ['"', "...", " - ", "!"])
def test_typography(language: Language, careless: str) -> None:
    assert not [(code, form) for code, form in forms(language) if careless in form]


@both
def test_words_are_not_spelled_in_two_alphabets(language: Language) -> None:
    assert not [(code, form) for code, form in forms(language) if MIXED.search(form)]


def test_english_speaks_russian_only_in_quotes() -> None:
    assert not [(code, form) for code, form in forms(Language.ENGLISH) if CYRILLIC.search(QUOTED.sub("", form))]


@both
def test_quotes_are_those_of_the_language(language: Language) -> None:
    foreign = "[“”„]" if language is Language.RUSSIAN else "[«»„]"
    assert not [(code, form) for code, form in forms(language) if re.search(foreign, form)]


def test_a_token_is_called_as_calltouch_calls_it() -> None:
    found = [(code, form) for code, form in forms(Language.RUSSIAN) if re.search("(?<!API-)токен", form, re.I)]
    assert not [form for code, form in found if "API-токен" not in form], "«API-токен» exactly"


def test_our_history_is_called_imports() -> None:
    """«Лог» is Calltouch's; a «журнал» would be a third name for the same thing."""
    found = [form for _, form in forms(Language.RUSSIAN) if re.search(r"\bлог(?:[аеу]|ом)?\b|[Жж]урнал", form)]
    assert not found


def test_the_words_of_the_program() -> None:
    words = {
        "state.accepted": "в обработке", "state.unknown": "под вопросом", "state.success": "импортирован",
        "state.refused": "отклонён", "severity.warning": "проверить", "totals.notSent": "Не отправлены",
        "totals.leftOut": "Не отправляем", "totals.imported": "Импортированы", "totals.refused": "Отклонены",
        "field.dateFrom": "Дата с", "field.dateTo": "Дата по", "field.source": "Источник", "field.medium": "Канал",
        "field.campaign": "Кампания", "field.content": "Объявление", "field.keyword": "Ключевое слово",
        "field.type": "Тип метрики", "field.name": "Метрика", "field.value": "План",
    }  # fmt: skip
    assert {code: RUSSIAN[code].forms[0] for code in words} == words


@both
def test_problems_follow_a_colon(language: Language) -> None:
    """They stand behind row and field, so they begin small; what follows them begins with a capital."""
    for code, form in forms(language):
        if code.startswith("problem.") and form[0].isalpha() and not form.startswith(("Calltouch", "x")):
            follows = code in FOLLOWING or code.endswith((".choose", ".differs", ".stays", ".goes"))
            assert form[0].isupper() == follows, code
