"""Compiles the catalogues. For the build and for ``dev.py``; the program itself never needs Babel."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
_COMPILED = "planimport.mo"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


class DuplicateEntry(ValueError):
    """Two catalogues of one language hold the same code."""


def compile_catalogues(locales: Path = LOCALES) -> tuple[Path, ...]:
    """Make one ``planimport.mo`` of all ``.po`` of each language, where their content changed; all their paths.

    Raises ``DuplicateEntry``, or ``babel.messages.pofile.PoFileError`` for a catalogue that is no valid one.
    """
    folders = sorted({source.parent for source in locales.glob("*/LC_MESSAGES/*.po")})
    if not folders:
        raise FileNotFoundError(f"no catalogues in {locales}")
    return tuple(_compile(folder) for folder in folders)


def compiled(folder: Path) -> bytes:
    """The content of the ``.mo`` of a folder of ``.po`` files."""
    first, *others = (_read(source) for source in sorted(folder.glob("*.po")))
    for other in others:
        _add(first, other, folder)
    # Else Babel writes the time of compiling, and the same sentences never give the same bytes.
    first.creation_date = _NO_DATE
    target = io.BytesIO()
    write_mo(target, first)
    return target.getvalue()


def _read(source: Path) -> Catalog:
    with source.open("rb") as stream:
        return read_po(stream, locale=source.parent.parent.name, abort_invalid=True)


def _add(catalogue: Catalog, other: Catalog, folder: Path) -> None:
    for message in other:
        if not message.id:
            continue
        if catalogue.get(message.id) is not None:
            raise DuplicateEntry(f"{message.id} stands in two catalogues of {folder}")
        catalogue[message.id] = message


def _compile(folder: Path) -> Path:
    target = folder / _COMPILED
    content = compiled(folder)
    if not target.exists() or target.read_bytes() != content:
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(target)
    return target


if __name__ == "__main__":
    compile_catalogues()
