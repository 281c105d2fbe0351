"""The words the service may use, and those that only sound like them."""

import pytest

from planimport_gui.calltouch.words import TABLE, cause_of, says_log_not_known, sounds_done
from planimport_gui.facts.outcomes import Cause

SPOKEN = {
    Cause.TOKEN: [
        "Access token не найден",
        "Access-Token header is required",
        "Токен недействителен",
        "Неверный токен",
        "Invalid token",
        "The token has expired",
        "API-ключ не найден",
        "Неверный API ключ",
        "Ошибка авторизации",
        "Пользователь не авторизован",
        "Unauthorized",
        "Forbidden",
        "Access denied",
        "Доступ запрещён",
        "Access token не найден для проекта 123",
    ],
    Cause.PROJECT: [
        "SiteId не найден",
        "Не передан заголовок SiteId",
        'В запросе не указано обязательное поле "SiteId"',
        "Проект не найден",
        "Проект с ID 123 не существует",
        "Личный кабинет заблокирован",
        "Нет доступа к проекту",
        "У вас нет прав на этот личный кабинет",
        "Некорректный ID проекта",
        "Project not found",
        "Site does not exist",
    ],
    Cause.POINTS: [
        "Закончились баллы API",
        "Недостаточно баллов для проекта",
        "Превышен лимит запросов в сутки",
        "Исчерпан суточный лимит запросов",
        "Not enough API points",
        "Points limit exceeded",
        "Daily limit exceeded",
        "API points have run out",
    ],
    Cause.PACE: [
        "Too many requests",
        "Too Many Requests",
        "Rate limit exceeded",
        "Слишком много запросов",
        "Слишком частые запросы",
        "Превышен лимит запросов в секунду",
        "Превышено количество запросов",
        "Не более 5 запросов в секунду",
        "Превышен лимит запросов для токена",
    ],
}
ORDINARY = [
    'В запросе не указано обязательное поле "dateTo"',
    'В запросе не указано обязательное поле "keyword"',
    "Синтаксическая ошибка JSON в запросе или запрос пустой",
    "Syntax error, unexpected token '}'",
    "Unexpected token < in JSON at position 0",
    "Название проекта не должно быть пустым",
    "Название пользовательского столбца не уникально, импорт невозможен.",
    "Значение не совпадает с одним из допустимых.",
    "Эта коллекция должна содержать 100 элементов или меньше.",
    "Метрика «Воздушные баллоны» не найдена",
    "Unknown data point",
    "JSON syntax error: invalid token at position 5",
    'В запросе не указано обязательное поле "Баллы"',
    "Импорт невозможен",
    "Лог не найден",
    "",
]


@pytest.mark.parametrize(("cause", "message"), [(cause, text) for cause, texts in SPOKEN.items() for text in texts])
def test_words_about_the_request(cause: Cause, message: str) -> None:
    assert cause_of(message) is cause
    assert cause_of(f"Ошибка: {message.upper()}!") is cause


@pytest.mark.parametrize("message", ORDINARY)
def test_words_about_the_rows(message: str) -> None:
    assert cause_of(message) is None


def test_every_entry_has_its_reason() -> None:
    assert all(words.reason for words in TABLE)


@pytest.mark.parametrize(
    "message",
    [
        "Лог не найден",
        "Лог с указанным ID не найден",
        "Импорт не найден",
        "Импорта с таким ID не существует",
        "Не найден лог импорта 127",
        "Запись не найдена",
        "Import log not found",
        "No such import",
    ],
)
def test_a_log_that_is_not_known(message: str) -> None:
    assert says_log_not_known(message)


@pytest.mark.parametrize(
    "message", ["Access token не найден", "Импорт невозможен", "Метрика не найдена", "Login not found"]
)
def test_something_else_that_is_not_known(message: str) -> None:
    assert not says_log_not_known(message)


@pytest.mark.parametrize("message", ["OK", "ok.", "Success", "Успешно", "Импорт принят", "Данные добавлены"])
def test_what_may_mean_that_it_was_taken(message: str) -> None:
    assert sounds_done(message)


@pytest.mark.parametrize("message", ORDINARY + [text for texts in SPOKEN.values() for text in texts])
def test_what_may_not(message: str) -> None:
    assert not sounds_done(message)
