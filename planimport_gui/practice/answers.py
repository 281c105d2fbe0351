"""The answers of the service: its success and error shapes (API article), and the words the article leaves open."""

import json
from dataclasses import dataclass

EMPTY_COLLECTION = "Эта коллекция должна содержать 1 элемент или больше."
FULL_COLLECTION = "Эта коллекция должна содержать 100 элементов или меньше."
NO_DIMENSION = "Должно быть заполнено одно или несколько из полей: source, medium, campaign, content, keyword"
BLANK = "Значение не должно быть пустым."
NOT_A_CHOICE = "Значение не совпадает с одним из допустимых."
NOT_A_DATE = "Значение не является правильной датой."
REVERSED = "Значение dateFrom должно быть меньше или равно dateTo"
NOT_UNIQUE = "Название пользовательского столбца не уникально, импорт невозможен."
RESERVED_NAME = "Название совпадает с названием метрики Calltouch."
UNEXPECTED = "Это поле не ожидалось."
BAD_JSON = "Синтаксическая ошибка JSON в запросе или запрос пустой"
NO_TOKEN = "Access token не найден"
NO_SITE = "SiteId не указан"
BAD_SITE = "SiteId должен быть числом"
UNKNOWN_SITE = "SiteId не найден"
UNKNOWN_LOG = "Лог импорта не найден"
DELETED_LOG = "Импорт уже удалён"
BUSY_LOG = "Импорт ещё не завершён, удаление невозможно"
TOO_MANY = "Превышено количество запросов в секунду"
NO_POINTS = "Суточный лимит баллов API исчерпан"
NO_METHOD = "Метод не найден"
NO_LENGTH = "Не указана длина запроса"
WHOLE_REFUSAL = "Импорт невозможен: данные не прошли проверку"
SERVER_ERROR = "Внутренняя ошибка сервера"


def wrong_type(name: str) -> str:
    return f"Тип значения должен быть {name}."


@dataclass(frozen=True, slots=True)
class Violation:
    """One entry of ``violations``: the article's path (``items[0].metric.name``) and its words."""

    path: str
    message: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer. ``headers`` come on top of Content-Type and Content-Length, or replace them."""

    code: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def document(self) -> object:
        """The body's JSON. Raises ValueError where it is none."""
        return json.loads(self.body)


def as_json(document: object, code: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(code, json.dumps(document, ensure_ascii=False).encode("utf-8", "replace"), headers)


def data(content: object, code: int = 200) -> Reply:
    """The article's outer frame, around ``data``."""
    return as_json({"meta": [], "data": content}, code)


def message(words: str, code: int, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """The shape of the article's error 1."""
    return as_json({"message": words}, code, headers)


def pace_refusal(wait: int | None = None) -> Reply:
    """429; ``wait`` becomes Retry-After, in seconds."""
    return message(TOO_MANY, 429, () if wait is None else (("Retry-After", str(wait)),))


def api_error(words: str, number: int = 1, code: int = 400) -> Reply:
    """The shape of the article's error 2."""
    detail = {"errorCode": number, "errorMessage": words, "errorDescription": None}
    return data({"type": "apiError", "apiErrorData": detail, "validationErrorData": None}, code)


def violations(found: list[Violation], code: int = 400) -> Reply:
    """The shape of the article's errors 3, 4 and 6."""
    listed = [{"fieldPath": one.path, "message": one.message} for one in found]
    return data({"type": "validationError", "apiErrorData": None, "validationErrorData": {"violations": listed}}, code)


def data_message(words: str, code: int = 400) -> Reply:
    """The shape of the article's error 5."""
    return data({"message": words}, code)


def missing_field(name: str) -> Reply:
    """The article's error 5."""
    return data_message(f'В запросе не указано обязательное поле "{name}"')


def accepted(log_id: int) -> Reply:
    return data({"importLogId": log_id})


def log_state(status: str, items: list[dict[str, object]]) -> Reply:
    return data({"status": status, "items": items})


def deletions(words_by_log: list[tuple[int, str | None]]) -> Reply:
    """One entry a log id: ``None`` is success. The page on deletion calls ``error`` an object and shows none."""
    return data({"importLogs": [_deletion(log_id, words) for log_id, words in words_by_log]})


def _deletion(log_id: int, words: str | None) -> dict[str, object]:
    error = None if words is None else {"errorCode": 1, "errorMessage": words, "errorDescription": None}
    return {"importLogId": log_id, "deleteStatus": "success" if words is None else "error", "error": error}
