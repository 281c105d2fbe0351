"""The service's own words about something other than the rows: token, project, points, pace, unknown log.

The article prints one of them («Access token не найден»); the others are careful guesses. A word counts
only in a message about the whole request, never in a violation about a row. Too wide a pattern would stop
a run for a bad row, too narrow a one would search the rows for what is not their fault.
"""

import re
from dataclasses import dataclass

from planimport_gui.facts.outcomes import Cause


@dataclass(frozen=True, slots=True)
class Words:
    """A pattern, what it means, and why it stands here."""

    cause: Cause
    pattern: re.Pattern[str]
    reason: str


def _words(cause: Cause, reason: str, *patterns: str) -> Words:
    return Words(cause, re.compile("|".join(patterns), re.IGNORECASE | re.DOTALL), reason)


TABLE: tuple[Words, ...] = (
    _words(
        Cause.POINTS,
        "the points system in Russian; not «баллон»",
        r"\bбалл(?:ы|ов|а|ам|ами|ах)?\b",
    ),
    _words(
        Cause.POINTS,
        "points in English, only next to what happens to them: «checkpoint» and «data point» are others",
        r"\bapi[\s-]+points?\b",
        r"\bpoints?\b.{0,30}(?:exceed|limit|spent|used|left|run out|enough|insufficient)",
        r"(?:not enough|insufficient|no|daily|out of)\s+(?:\w+\s+)?points?\b",
    ),
    _words(
        Cause.POINTS,
        "a limit by the day is the points budget, one by the second is the pace",
        r"(?:лимит|квот)\w*.{0,40}(?:\bсут|\bв день|\bна день|дневн)",
        r"(?:суточн|дневн)\w*.{0,30}(?:лимит|квот)",
        r"\bdaily\b.{0,20}(?:limit|quota)",
        r"(?:limit|quota).{0,30}(?:per day|daily)",
    ),
    _words(
        Cause.PACE,
        "as newer pages of the service and gateways say it",
        r"too many requests|rate[\s-]*limit|throttl|requests? per second",
    ),
    _words(
        Cause.PACE,
        "the same in Russian; without a word of days it is taken for the second: waiting heals it",
        r"слишком (?:много|част\w+)(?: \w+)? запрос",
        r"запрос\w* слишком част|запрос\w* в секунду",
        r"превышен\w*.{0,30}(?:лимит|числ|количеств|частот)\w*.{0,20}запрос",
    ),
    _words(
        Cause.TOKEN,
        "the article's «Access token не найден», and the header's name",
        r"access[\s_-]*token",
    ),
    _words(
        Cause.TOKEN,
        "English, only as a key: a JSON parser's «unexpected token» is about the body",
        r"\b(?:api|auth\w*|bearer)[\s_-]*token\b",
        r"\btoken\b.{0,30}(?:not found|invalid|expired|missing|required|revoked)",
        r"\b(?:invalid|expired|missing|wrong|unknown)\s+token\b",
    ),
    _words(
        Cause.TOKEN,
        "Russian, and the article's «API-ключ»",
        r"\bтокен\w*|\bapi[\s-]*(?:ключ|key)|\bключ\w* api\b",
    ),
    _words(
        Cause.TOKEN,
        "says that the login was not taken",
        r"авториз|аутентифик|authenticat|authorization",
        r"\bunauthori[sz]ed\b|not authori[sz]ed|access denied|\bforbidden\b",
    ),
    _words(
        Cause.PROJECT,
        "the header's name",
        r"\bsite[\s_-]*id\b|\bid лк\b",
    ),
    _words(
        Cause.PROJECT,
        "a project that is not there or not ours; «Название проекта не должно быть пустым» is about a row",
        r"(?:проект\w*|личн\w+ кабинет\w*|\bсайт\w*).{0,40}не (?:найден|существу|доступ|указан|актив)",
        r"(?:проект\w*|личн\w+ кабинет\w*|\bсайт\w*).{0,40}(?:недоступ|отключ|заблокир|архив|удал[её]н)",
        r"(?:\bнет|отсутств\w+|запрещ\w+|не име\w+).{0,40}(?:доступ|прав)\w*.{0,40}(?:проект|кабинет|сайт)",
        r"(?:неверн|некорректн|неизвестн)\w*.{0,20}(?:проект|кабинет)",
        r"\b(?:project|site)\b.{0,30}(?:not found|not exist|disabled|blocked|not available|no access)",
    ),
    _words(
        Cause.TOKEN,
        "no access, to nothing that is named",
        r"доступ\w*.{0,20}(?:запрещ|закрыт)|(?:запрещ|закрыт)\w*.{0,20}доступ",
        r"\bнет (?:прав|доступа)\b",
    ),
)

_ABOUT_THE_BODY = re.compile(
    r"json|синтаксич|syntax"
    r"|обязательн\w+ пол\w+(?!.*(?:site[\s_-]?id|access[\s_-]?token))",
    re.IGNORECASE | re.DOTALL,
)
"""A message about the body's form or a row's missing field is a refusal, whatever words stand in it."""

_LOG = r"(?:\bлог\w{0,3}\b|импорт\w*|\bзапис\w*|\bimport\w*|\blogs?\b)"
_UNKNOWN = r"(?:не найден|не существ|отсутств|not found|not exist|no such|unknown)"
_LOG_NOT_KNOWN = re.compile(f"{_LOG}.{{0,60}}{_UNKNOWN}|{_UNKNOWN}.{{0,40}}{_LOG}", re.IGNORECASE | re.DOTALL)

_SOUNDS_DONE = re.compile(r"^\W*ok\W*$|\bsuccess|\baccepted\b|\bqueued\b|успе[хш]|принят|добавлен", re.IGNORECASE)


def cause_of(message: str) -> Cause | None:
    """What a message about the whole request speaks of; ``None`` where it is an ordinary refusal."""
    if _ABOUT_THE_BODY.search(message):
        return None
    return next((words.cause for words in TABLE if words.pattern.search(message)), None)


def says_log_not_known(message: str) -> bool:
    """Whether the service says that it has no such log id."""
    return _LOG_NOT_KNOWN.search(message) is not None


def sounds_done(message: str) -> bool:
    """Whether a message without a log id could as well mean that the import was taken."""
    return _SOUNDS_DONE.search(message) is not None
