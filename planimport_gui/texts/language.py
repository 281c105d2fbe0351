"""Which of the two languages the program speaks."""

from collections.abc import Mapping
from enum import StrEnum

ENVIRONMENT = "PLANIMPORT_LANG"


class Language(StrEnum):
    """The languages of the catalogues, named as their folders."""

    RUSSIAN = "ru"
    ENGLISH = "en"


_READS_RUSSIAN = frozenset({"az", "ba", "be", "ce", "cv", "hy", "kk", "ky", "mn", "ru", "tg", "tk", "tt", "uk", "uz"})
"""Languages of people who are likelier to read Russian than English (ISO 639-1)."""


def choose_language(environment: Mapping[str, str], system_locale: str | None) -> Language:
    """What ``PLANIMPORT_LANG`` says (``ru`` or ``en``), else what suits the language of the system.

    ``system_locale`` is a locale name such as ``ru_RU.UTF-8``, ``kk-KZ`` or ``Russian_Russia``; ``None``
    where it is not known. A value of the variable that names no catalogue counts as not set.
    """
    wish = environment.get(ENVIRONMENT, "").strip().lower()
    if wish in set(Language):
        return Language(wish)
    language = (system_locale or "").replace("-", "_").split("_")[0].split(".")[0].lower()
    return Language.RUSSIAN if language in _READS_RUSSIAN or language == "russian" else Language.ENGLISH
