"""The catalogues as written, entry by entry."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.pofile import read_po

from planimport_gui.texts import Language
from planimport_gui.texts.compile import LOCALES

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Entry:
    """One entry: its code, its forms (one where it is not counted), and what the translator is told."""

    code: str
    forms: tuple[str, ...]
    counted: bool
    comment: str

    @property
    def placeholders(self) -> frozenset[str]:
        """What stands in braces, such as ``row:plain``, in any form."""
        return frozenset(found for form in self.forms for found in PLACEHOLDER.findall(form))

    @property
    def parameters(self) -> frozenset[str]:
        return frozenset(found.partition(":")[0] for found in self.placeholders)

    @property
    def parts(self) -> frozenset[str]:
        """The counted entries that stand inside this one."""
        return frozenset(found.partition(":")[2] for found in self.placeholders) - {"", "plain"}


Catalogue = Mapping[str, Entry]


def folder(language: Language) -> Path:
    return LOCALES / language / "LC_MESSAGES"


def sources(language: Language) -> list[Path]:
    """The catalogues of a language, which are compiled into one."""
    return sorted(folder(language).glob("*.po"))


def read(language: Language) -> Catalogue:
    """All catalogues of a language, one after the other."""
    return {entry.code: entry for source in sources(language) for entry in entries(source)}


def entries(source: Path) -> list[Entry]:
    """One catalogue, in its order."""
    with source.open("rb") as stream:
        messages = [message for message in read_po(stream, abort_invalid=True) if message.id]
    return [_entry(message.id, message.string, message.auto_comments) for message in messages]


def _entry(id: object, string: object, comments: list[str]) -> Entry:
    counted = isinstance(id, list | tuple)
    code = str(id[0]) if isinstance(id, list | tuple) else str(id)
    forms = tuple(map(str, string)) if isinstance(string, list | tuple) else (str(string),)
    return Entry(code, forms, counted, " ".join(comments))


CATALOGUES = {language: read(language) for language in Language}
RUSSIAN, ENGLISH = CATALOGUES[Language.RUSSIAN], CATALOGUES[Language.ENGLISH]
