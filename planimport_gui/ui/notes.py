"""What the window notes in its memory: the sheets chosen in workbooks, the imports that were asked about."""

import json
from collections.abc import Sequence

from planimport_gui.facts.records import RunRecord
from planimport_gui.ui.ports import Memory

_SHEETS = "sheets"
_ARRIVALS = "arrivals"
_MOST = 60


class Notes:
    """The newest notes of each kind; old ones are forgotten."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def sheet(self, path: str) -> str:
        """The sheet chosen last in a workbook, ``""`` where none ever was."""
        return next((note[1] for note in self._read(_SHEETS, 2) if note[0] == path), "")

    def note_sheet(self, path: str, sheet: str) -> None:
        others = [note for note in self._read(_SHEETS, 2) if note[0] != path]
        self._write(_SHEETS, [[path, sheet], *others])

    def answered(self, run: RunRecord) -> bool:
        """Whether the imports of that day into that project were asked about."""
        return _day_of(run) in self._read(_ARRIVALS, 3)

    def note_answer(self, run: RunRecord) -> None:
        self._write(_ARRIVALS, [_day_of(run), *self._read(_ARRIVALS, 3)])

    def _read(self, name: str, length: int) -> list[list[str]]:
        try:
            stored = json.loads(self._memory.value(name, "[]"))
        except ValueError:
            return []
        notes = stored if isinstance(stored, list) else []
        return [list(map(str, note)) for note in notes if isinstance(note, list) and len(note) == length]

    def _write(self, name: str, notes: Sequence[Sequence[str]]) -> None:
        self._memory.set_value(name, json.dumps(notes[:_MOST], ensure_ascii=False))


def _day_of(run: RunRecord) -> list[str]:
    return [run.project.address, run.project.site, run.created.date().isoformat()]
