"""The project's own files, for tests that read them."""

import fnmatch
import os
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "planimport_gui"
ROOMS = ("plan", "facts", "importing", "sheets", "calltouch", "journal", "tokens", "practice", "diagnostics", "texts")


def project_files() -> list[Path]:
    """Every file that belongs to the project: what ``.gitignore`` does not name. Needs no git."""
    ignored = [line.strip("/ ") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()]
    return sorted(_walk(ROOT, [".git", *filter(None, ignored)]))


def sources(folder: Path = PACKAGE) -> list[Path]:
    """The Python files of a folder; there is at least one, or the caller looks in the wrong place."""
    found = sorted(path for path in folder.rglob("*.py") if "_resources" not in path.parts)
    assert found, f"no Python files in {folder}"
    return found


def room_of(path: Path) -> str:
    """``sheets`` for ``planimport_gui/sheets/guard.py``, ``resources`` for ``planimport_gui/resources.py``."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _walk(folder: Path, ignored: list[str]) -> Iterator[Path]:
    for entry in os.scandir(folder):
        if any(fnmatch.fnmatch(entry.name, pattern) for pattern in ignored):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path), ignored)
        else:
            yield Path(entry.path)
