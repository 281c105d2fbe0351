"""What the window notes, and what the start page tells from earlier imports."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from support.run_states import MOMENT, PROJECT, run_record

from planimport_gui.facts.records import RunRecord, Totals
from planimport_gui.ui.notes import Notes
from planimport_gui.ui.recalling import arrivals, imports_of, recent_plan, waiting_lines
from planimport_gui.ui.states import WaitingKind

DONE = Totals(total=360, imported=360)
DAY = MOMENT.date()
SOUTH = replace(PROJECT, site="54321", name="")


class Memory:
    """Implements ``ui.ports.Memory``, for one test."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def recent(self) -> tuple[str, ...]:
        return ()

    def remember(self, path: str) -> None:
        raise AssertionError(path)

    def value(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def set_value(self, name: str, value: str) -> None:
        self.values[name] = value


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def notes(memory: Memory) -> Notes:
    return Notes(memory)


def run(number: int = 7, *, days_ago: int = 0, totals: Totals = DONE, **options: object) -> RunRecord:
    made = run_record(totals, run=number, **options)  # type: ignore[arg-type]  # its own options
    return replace(made, created=MOMENT - timedelta(days=days_ago))


def test_the_newest_choice_of_a_sheet_is_kept(notes: Notes) -> None:
    notes.note_sheet("/a.xlsx", "МП")
    notes.note_sheet("/b.xlsx", "План")
    notes.note_sheet("/a.xlsx", "МП old")
    assert [notes.sheet(path) for path in ("/a.xlsx", "/b.xlsx", "/c.xlsx")] == ["МП old", "План", ""]


def test_old_notes_are_forgotten(notes: Notes, memory: Memory) -> None:
    for number in range(70):
        notes.note_sheet(f"/{number}.xlsx", "МП")
    assert (notes.sheet("/9.xlsx"), notes.sheet("/10.xlsx")) == ("", "МП")
    assert len(memory.values["sheets"]) < 3000


@pytest.mark.parametrize("stored", ["", "{", "7", '[1, "a", ["one"]]', "{}"])
def test_notes_that_cannot_be_read_are_none(notes: Notes, memory: Memory, stored: str) -> None:
    memory.values = {"sheets": stored, "arrivals": stored}
    assert notes.sheet("/a.xlsx") == ""
    assert not notes.answered(run())
    notes.note_answer(run())
    assert notes.answered(run())


@pytest.mark.parametrize(("days", "asked"), [(0, False), (1, True), (7, True), (8, False)])
def test_it_is_asked_from_the_day_after_for_a_week(notes: Notes, days: int, asked: bool) -> None:
    assert bool(arrivals((run(days_ago=days),), DAY, notes)) is asked


def test_one_question_a_project_about_its_newest_import(notes: Notes) -> None:
    runs = (
        run(9, days_ago=0), run(8, days_ago=1), run(7, days_ago=1), run(6, days_ago=2, project=SOUTH), run(5, days_ago=3),
    )  # fmt: skip
    assert [(check.run, check.project) for check in arrivals(runs, DAY, notes)] == [
        (8, "Клиника на Мира"),
        (6, "54321"),
    ]
    notes.note_answer(runs[1])
    assert [check.run for check in arrivals(runs, DAY, notes)] == [6]
    assert notes.answered(runs[2]), "the same day into the same project"
    assert not notes.answered(runs[4])


def test_nothing_imported_is_nothing_to_look_for(notes: Notes) -> None:
    undone = Totals(total=60, undone=60)
    assert arrivals((run(days_ago=1, totals=undone),), DAY, notes) == ()


def test_what_waits_of_a_run() -> None:
    half = run(totals=Totals(total=10, imported=5, unknown=3, pending=1, not_sent=1), unfinished=True)
    assert [(line.kind, line.rows) for line in waiting_lines(half)] == [
        (WaitingKind.DOUBT, 3),
        (WaitingKind.UNFINISHED, 2),
    ]
    assert list(waiting_lines(run())) == []


def test_a_file_is_what_was_imported_only_with_its_path_and_its_bytes() -> None:
    newest = replace(run(9, file="/plans/МП.xlsx"), digest="new")
    older = replace(run(8, file="/plans/МП.xlsx", days_ago=30), digest="old", totals=Totals(total=9, imported=9))
    runs = (run(10, file="/elsewhere/МП.xlsx"), newest, older)
    assert imports_of("/plans/МП.xlsx", runs) == (newest, older)
    for digest, imported in (("new", 360), ("old", 9), ("changed", 0)):
        assert recent_plan("/plans/МП.xlsx", runs, {"/plans/МП.xlsx": digest}).imported == imported
    assert recent_plan("/plans/МП.xlsx", runs, {}).when is None


def test_the_day_is_that_of_the_import_not_of_the_clock(notes: Notes) -> None:
    late = replace(run(), created=datetime(2026, 11, 22, 23, 59, tzinfo=UTC))
    assert [check.run for check in arrivals((late,), date(2026, 11, 23), notes)] == [7]


def test_a_replacement_in_between_waits_as_what_it_is() -> None:
    """Rows that are being deleted for it are told of it alone, and not as doubts of their own run."""
    unsent = Totals(total=64, not_sent=64)
    new = replace(run(8, totals=unsent, unfinished=True), replaced=60)
    assert [(line.kind, line.rows, line.practice) for line in waiting_lines(new, practice=True)] == [
        (WaitingKind.REPLACED, 60, True)
    ]
    part = replace(new, totals=Totals(total=64, imported=40, not_sent=24))
    assert [(line.kind, line.rows) for line in waiting_lines(part)] == [(WaitingKind.UNFINISHED, 24)]
    whole = replace(new, replaced=0)
    assert [line.kind for line in waiting_lines(whole)] == [WaitingKind.UNFINISHED]
    old = replace(run(7, totals=Totals(total=60, unknown=40, undone=20), unfinished=True), being_replaced=40)
    assert list(waiting_lines(old)) == []
    doubtful = replace(old, totals=Totals(total=60, unknown=50, undone=10))
    assert [(line.kind, line.rows) for line in waiting_lines(doubtful)] == [(WaitingKind.DOUBT, 10)]
