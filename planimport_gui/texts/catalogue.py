"""Sentences by code, from the compiled gettext catalogues beside this module."""

import string
from collections.abc import Mapping, Sequence
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from typing import Any, NoReturn

from planimport_gui.texts.formats import Value, plain, show
from planimport_gui.texts.language import Language

__all__ = ["CatalogueMissing", "Texts", "Value"]


class CatalogueMissing(Exception):
    """The catalogue of a language was not compiled; only a checkout can be in this state."""


class Texts:
    """The sentences of one language.

    A placeholder in a sentence is ``{name}``, shown as ``formats.show`` says; ``{name:plain}`` shows a number
    without gaps between thousands; ``{name:some.code}`` stands for the plural entry ``some.code`` counted
    with the number ``name``, so that «1 строка отклонена, 99 отправляются» is one sentence.
    """

    def __init__(self, language: Language) -> None:
        """Raises ``CatalogueMissing`` in a checkout whose catalogues were never compiled."""
        self.language = language
        self._translations = _load(language)
        self._formatter = _Formatter(self)

    def say(self, code: str, /, **params: Value) -> str:
        """The sentence of a code. Raises KeyError for an unknown code or a missing parameter."""
        return self._formatter.vformat(self._translations.gettext(code), (), params)

    def count(self, code: str, n: int, /, **params: Value) -> str:
        """The form of a plural entry that fits ``n``, which is its parameter ``n``. Raises KeyError like ``say``."""
        template = self._translations.ngettext(code, code, abs(n))
        return self._formatter.vformat(template, (), {**params, "n": n})


class _Formatter(string.Formatter):
    """Fills placeholders; what stands behind the colon is ``plain`` or the code of a plural entry."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if isinstance(key, int):
            raise KeyError("placeholders have names")
        return kwargs[key]

    def format_field(self, value: Any, format_spec: str) -> str:
        if not format_spec:
            return show(value, self._texts.language)
        if format_spec == "plain":
            return plain(value)
        return self._texts.count(format_spec, value)


class _UnknownCode(NullTranslations):
    """Stands behind a catalogue, so that a code it does not hold is an error and never shown."""

    def gettext(self, message: str) -> NoReturn:
        raise KeyError(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> NoReturn:
        raise KeyError(msgid1)


def _load(language: Language) -> GNUTranslations:
    catalogue = files(__package__) / "locale" / language.value / "LC_MESSAGES" / "planimport.mo"
    try:
        with catalogue.open("rb") as stream:
            translations = GNUTranslations(stream)
    except FileNotFoundError:
        raise CatalogueMissing(f"{catalogue}: run python -m planimport_gui.texts.compile") from None
    translations.add_fallback(_UnknownCode())
    return translations
