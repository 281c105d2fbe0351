"""Sheets of some 300 rows with every kind of fault: no faulty row is missed, no clean row accused, and the service agrees."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journeys.dialects import Write, by_hand, by_openpyxl, by_xlsxwriter
from journeys.faults import CLEAN, FAULTS, TODAY, WARNED, Row, Wire, clean_row, on_wire, sent_unchecked
from support.console import QUICK, counts, without_requests
from support.stage import SITE, TOKEN

from planimport_gui.cli import main
from planimport_gui.plan.cells import Cell, ShownNumber
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.metrics import NAMES, TYPES
from planimport_gui.plan.problems import Code
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.checks import item_tuple, read_items
from planimport_gui.practice.service import PracticeService

HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Объявление", "Ключевое слово", "Тип метрики", "Метрика",
          "План")  # fmt: skip
VALUE_COLUMN = "J"
WRITERS: dict[str, Write] = {"openpyxl": by_openpyxl, "xlsxwriter": by_xlsxwriter, "by hand": by_hand}
CLEAN_ROWS = 110
REPEATS = 12
HISTORY_CODES = {Code.PLAN_SENT, Code.PLAN_MONTH}
Console = Callable[..., tuple[int, list[dict[str, Any]]]]


@dataclass
class Case:
    """A row of a sheet and all that may be said of it: codes and the fields they are named at."""

    row: Row
    wire: Wire
    expected: list[tuple[Code, Field | None]] = field(default_factory=list)
    sent: bool = True
    served: bool = False


def cases(chance: Random) -> list[Case]:
    """Clean rows and every fault, oddity, duplicate and overlap, in any order."""
    numbers = iter(range(1_000_000))
    fresh = lambda: clean_row(chance, next(numbers))  # noqa: E731 - too small for a name of its own
    made = [Case(*fresh()) for _ in range(CLEAN_ROWS)]
    for fault in FAULTS:
        row, wire = fresh()
        made.append(Case(row | fault.change, wire, [(fault.code, fault.field)], sent=False, served=fault.served))
    for odd in CLEAN + WARNED:
        row, wire = fresh()
        expected = [(odd.code, odd.field)] if odd.code else []
        made.append(Case(row | odd.change, on_wire(wire, odd.wire), expected))
    chance.shuffle(made)
    for original in chance.sample([case for case in made if is_plain(case)], REPEATS):
        add_repeat(made, original, chance)
    return made


def is_plain(case: Case) -> bool:
    return case.sent and not case.expected and isinstance(case.row[Field.DATE_FROM], date)


def add_repeat(made: list[Case], case: Case, chance: Random) -> None:
    """A row below that plans the same again, or part of its days."""
    place = chance.randint(made.index(case) + 1, len(made))
    if chance.random() < 0.5:
        value = chance.choice([case.row[Field.VALUE], 17])
        made.insert(place, Case(case.row | {Field.VALUE: value}, case.wire, [(Code.PLAN_DUPLICATE, None)], sent=False))
        return
    first = case.row[Field.DATE_FROM]
    assert isinstance(first, date)
    year_end = first.replace(month=12, day=31)
    changed = {"dateTo": year_end.strftime("%d-%m-%Y")}
    case.expected.append((Code.PLAN_OVERLAP, None))
    overlapping = Case(case.row | {Field.DATE_TO: year_end}, on_wire(case.wire, changed), [(Code.PLAN_OVERLAP, None)])
    made.insert(place, overlapping)


def lines(made: Sequence[Case]) -> list[list[object]]:
    """The sheet: a title, the header, the rows, a total and a note."""
    title: list[list[object]] = [["Медиаплан"], [None, "Клиент:", "Клиника"], []]
    total: list[object] = ["Итого", *[None] * (len(FIELDS) - 2), 123456]
    return [
        *title,
        list(HEADER),
        *([case.row[name] for name in FIELDS] for case in made),
        total,
        ["Примечание: без НДС"],
    ]


FIRST_ROW = 5


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    """One command in this process: exit code and JSON."""

    def run(*words: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        code = main([*map(str, words), "--json"], QUICK)
        out, _ = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()]

    return run


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeService]:
    with PracticeService(pace=0, finish_after=0.0, token=TOKEN, site=SITE) as running:
        monkeypatch.setenv("PLANIMPORT_API_URL", running.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        yield running
    assert not running.crashes


def judged_right(report: dict[str, Any], made: Sequence[Case]) -> None:
    """Every row is named with what is wrong with it and nothing else, and what is left is what would be sent."""
    found: dict[int, set[tuple[str, str | None]]] = {FIRST_ROW + at: set() for at in range(len(made))}
    for problem in report["problems"]:
        found[problem["row"]].add((problem["code"], problem["field"]))
    wrong = [
        f"row {row}: {list(case.row.values())}\n  expected {sorted(case.expected, key=str)}, found {found[row]}"
        for row, case in enumerate(made, start=FIRST_ROW)
        if found[row] != set(case.expected)
    ]
    assert not wrong, "\n".join(wrong)
    sent = [(case.wire, {"row": row, "column": VALUE_COLUMN}) for row, case in enumerate(made, FIRST_ROW) if case.sent]
    assert report["items"] == [wire for wire, _ in sent]
    assert [list(item) for item in report["items"]] == [list(wire) for wire, _ in sent], "the order of the keys"
    assert report["origins"] == [origin for _, origin in sent]


def counted_right(report: dict[str, Any], made: Sequence[Case]) -> None:
    repeats = sum(not case.sent and is_repeat(case) for case in made)
    errors = sum(not case.sent for case in made) - repeats
    warnings = sum(case.sent and bool(case.expected) for case in made)
    assert (report["rows"], report["errors"]) == (len(made), errors)
    assert (report["repeats"], report["warnings"]) == (repeats, warnings)
    end = FIRST_ROW + len(made)
    assert report["skipped"] == [{"row": end, "reason": "total"}, {"row": end + 1, "reason": "note"}]


def is_repeat(case: Case) -> bool:
    return any(code in (Code.PLAN_DUPLICATE, Code.PLAN_SENT) for code, _ in case.expected)


def body(*items: Wire) -> bytes:
    return json.dumps({"items": items}, ensure_ascii=False, default=str).encode()


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(4, 200))])
@pytest.mark.parametrize("writer", WRITERS)
def test_every_fault_is_found_and_clean_rows_arrive_once(
    console: Console, service: PracticeService, tmp_path: Path, writer: str, seed: int
) -> None:
    made = cases(Random(f"{writer} {seed}"))
    path = WRITERS[writer](tmp_path / "plan.xlsx", lines(made))
    code, (report,) = console("check", path)
    assert code == 1
    judged_right(report, made)
    counted_right(report, made)

    refused, (nothing,) = console("import", path, "--site", SITE)
    assert (refused, nothing["run"], service.requests) == (1, None, ())

    clean = [case.wire for case in made if case.sent]
    code, events = console("import", path, "--site", SITE, "--valid-only")
    finished = without_requests(events[-1])
    assert code == 1
    assert service.imported() == Counter(map(item_tuple, clean))
    expected = counts(total=len(made), imported=len(clean), leftOut=len(made) - len(clean))
    assert finished == {"schema": 1, "event": "finished", "run": 1, **expected}


def test_the_service_refuses_what_it_can_see(tmp_path: Path) -> None:
    """Rows that break a rule of the service are refused by its own reading of the article, one by one."""
    made = cases(Random(0))
    wrong = [case for case in made if case.served]
    assert len(wrong) > 50
    accepted = [case.row for case in wrong if not isinstance(read_items(body(sent_unchecked(case.row))), Reply)]
    assert accepted == []
    right = [case.wire for case in made if case.sent]
    for start in range(0, len(right), 100):
        assert isinstance(read_items(body(*right[start : start + 100])), list)


def test_every_rule_has_its_rows() -> None:
    listed = {fault.code for fault in FAULTS} | {odd.code for odd in WARNED}
    assert listed | {Code.PLAN_DUPLICATE, Code.PLAN_OVERLAP, Code.PLAN_TOTAL} | HISTORY_CODES == set(Code)


def test_what_was_sent_before_is_found_and_left_out(console: Console, service: PracticeService, tmp_path: Path) -> None:
    chance = Random(7)
    rows = [clean_row(chance, number) for number in range(250)]
    first = [Case(*row) for row in rows[:150]]
    code, _ = console("import", by_xlsxwriter(tmp_path / "first.xlsx", lines(first)), "--site", SITE)
    assert code == 0

    months = {month_of(case.row) for case in first} - {None}
    again = [Case(*row, [(Code.PLAN_SENT, None)], sent=False) for row in rows[100:150]]
    new = [Case(*row, [(Code.PLAN_MONTH, None)] if month_of(row[0]) in months else []) for row in rows[150:]]
    assert {bool(case.expected) for case in new} == {True, False}
    second = again + new
    chance.shuffle(second)
    path = by_openpyxl(tmp_path / "second.xlsx", lines(second))
    code, (report,) = console("check", path, "--site", SITE)
    assert code == 0
    judged_right(report, second)
    counted_right(report, second)

    code, events = console("import", path, "--site", SITE)
    assert code == 0
    assert service.imported() == Counter(item_tuple(wire) for _, wire in rows)
    assert events[-1]["leftOut"] == len(again)


def month_of(row: Row) -> tuple[object, ...] | None:
    """What sums are kept by: metric and month; none for rates."""
    first = row[Field.DATE_FROM]
    assert isinstance(first, date)
    return None if row[Field.NAME] == "Средний чек" else (row[Field.TYPE], row[Field.NAME], first.year, first.month)


WORDS = st.text(max_size=12) | st.sampled_from(
    [*NAMES, *TYPES, "75 т.р.", "1 234", "12,5", "01.02.2026", "—", "\u200b"]
)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    WORDS,
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.builds(ShownNumber, st.floats(-1e6, 1e6), WORDS),
)
GOOD: tuple[Cell, ...] = (TODAY, TODAY, "yandex", "cpc", "весна", None, None, "Площадки", "Показы", 100)


@given(st.dictionaries(st.sampled_from(range(len(GOOD))), CELLS, max_size=4))
def test_what_passes_every_rule_passes_the_service(changes: dict[int, Cell]) -> None:
    cells = tuple(changes.get(at, cell) for at, cell in enumerate(GOOD))
    sheet = PlanSheet([PlanRow(RowId(1), cells)], today=TODAY)
    for ready in sheet.sendable():
        assert isinstance(read_items(body(ready.item.wire())), list)
