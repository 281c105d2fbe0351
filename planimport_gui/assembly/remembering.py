"""What the window remembers between starts, in one small file beside the journal. Never a token, never plan rows."""

import json
from collections.abc import Mapping
from pathlib import Path

from planimport_gui.assembly.replacing import replace_file

FILE = "window.json"
SCHEMA = 1
MOST_RECENT = 12


class Remembered:
    """Implements ``ui.ports.Memory``.

    A file that cannot be read is an empty memory, and one that cannot be written is given up: nothing in it is
    worth a word to the user. Names of files that are no UTF-8 are kept as JSON escapes.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._values, self._recent = self._read()

    def recent(self) -> tuple[str, ...]:
        return self._recent

    def remember(self, path: str) -> None:
        self._recent = (path, *(other for other in self._recent if other != path))[:MOST_RECENT]
        self._write()

    def value(self, name: str, default: str = "") -> str:
        return self._values.get(name, default)

    def set_value(self, name: str, value: str) -> None:
        if self._values.get(name, "") != value:
            self._values[name] = value
            self._write()

    def _read(self) -> tuple[dict[str, str], tuple[str, ...]]:
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            return {}, ()
        if not isinstance(stored, Mapping) or stored.get("schema") != SCHEMA:
            return {}, ()
        values, recent = stored.get("values"), stored.get("recent")
        known = {str(name): str(value) for name, value in values.items()} if isinstance(values, Mapping) else {}
        return known, tuple(map(str, recent)) if isinstance(recent, list) else ()

    def _write(self) -> None:
        stored = {"schema": SCHEMA, "values": self._values, "recent": list(self._recent)}
        try:
            replace_file(self._path, json.dumps(stored, indent=2) + "\n")
        except OSError:
            return
