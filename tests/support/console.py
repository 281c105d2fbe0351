"""What the tests of the console share: plan rows, outcomes of commands, and row counts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from support.stage import FAST

from planimport_gui.assembly.tempo import Tempo

HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Тип метрики", "Метрика", "План")
QUICK = Tempo(FAST, gap=0.0, span=0.0)


@dataclass
class Outcome:
    """What one command left: exit code and both streams."""

    code: int
    out: str
    err: str
    objects: list[dict[str, Any]] = field(default_factory=list)

    @property
    def finished(self) -> dict[str, Any]:
        """The last event, without what is the same in all."""
        last = self.objects[-1]
        assert last["event"] == "finished"
        return {key: value for key, value in last.items() if key not in ("schema", "event")}

    def events(self, kind: str) -> list[dict[str, Any]]:
        return [one for one in self.objects if one["event"] == kind]


def good_rows(count: int, **changes: object) -> list[list[object]]:
    return [good_row(number, **changes) for number in range(1, count + 1)]


def good_row(number: int, **changes: object) -> list[object]:
    """A row without problems; ``changes`` are by the name of the column as the code calls it."""
    row: dict[str, object] = {
        "first": date(2026, 10, 1), "last": date(2026, 10, 31), "source": "yandex", "medium": "cpc",
        "campaign": f"campaign {number}", "type": "Площадки", "name": "Клики", "value": number,
    }  # fmt: skip
    assert changes.keys() <= row.keys()
    return list((row | changes).values())


def counts(**given: int) -> dict[str, int]:
    """The row counts of ``finished``, noughts where nothing is given."""
    names = ("total", "imported", "pending", "refused", "failed", "unknown", "undone", "notSent", "leftOut")
    assert given.keys() <= set(names)
    return {name: given.get(name, 0) for name in names}


def without_requests(finished: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in finished.items() if key != "requests"}
