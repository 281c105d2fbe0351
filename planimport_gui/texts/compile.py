"""Compiles the catalogues. For the build and for ``dev.py``; the program itself never needs Babel."""

import io
import os
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
_NO_DATE = datetime(2026, 1, 1, tzinfo=UTC)


def compile_catalogues(locales: Path = LOCALES) -> tuple[Path, ...]:
    """Write the ``.mo`` beside every ``.po`` whose content changed; the paths of all compiled catalogues.

    Raises ``babel.messages.pofile.PoFileError`` for a catalogue that is no valid one.
    """
    sources = sorted(locales.glob("*/LC_MESSAGES/*.po"))
    if not sources:
        raise FileNotFoundError(f"no catalogues in {locales}")
    return tuple(_compile(source) for source in sources)


def compiled(source: Path) -> bytes:
    """The content of the ``.mo`` that belongs to a ``.po``."""
    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=source.parent.parent.name, abort_invalid=True)
    # Else Babel writes the time of compiling, and the same sentences never give the same bytes.
    catalogue.creation_date = _NO_DATE
    target = io.BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def _compile(source: Path) -> Path:
    target = source.with_suffix(".mo")
    content = compiled(source)
    if not target.exists() or target.read_bytes() != content:
        draft = target.with_name(f"{target.name}.{os.getpid()}")
        draft.write_bytes(content)
        draft.replace(target)
    return target


if __name__ == "__main__":
    compile_catalogues()
