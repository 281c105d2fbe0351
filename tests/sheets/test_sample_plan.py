"""The sample plan people meet first."""

from datetime import date

from planimport_gui.facts.reading import SheetReading, SkipReason
from planimport_gui.plan.fields import Field
from planimport_gui.plan.metrics import NAMES, type_of
from planimport_gui.resources import resource
from planimport_gui.sheets.reader import read_sheet


def test_the_sample_is_a_plan_of_three_months_with_a_total_and_notes() -> None:
    reading = read_sheet(resource("sample-plan.xlsx"))
    assert isinstance(reading, SheetReading)
    assert (len(reading.rows), reading.header_row) == (40, 6)
    assert {row[Field.DATE_FROM] for row in reading.rows} == {date(2026, month, 1) for month in (10, 11, 12)}
    assert [row.reason for row in reading.skipped] == [
        SkipReason.TOTAL, SkipReason.BLANK, SkipReason.NOTE, SkipReason.NOTE, SkipReason.NOTE,
    ]  # fmt: skip


def test_the_column_of_facts_is_not_read() -> None:
    reading = read_sheet(resource("sample-plan.xlsx"))
    assert isinstance(reading, SheetReading)
    assert reading.columns[Field.VALUE] == "K"
    assert "L" in reading.unused_columns


def test_its_mistakes_are_few_and_deliberate() -> None:
    reading = read_sheet(resource("sample-plan.xlsx"))
    assert isinstance(reading, SheetReading)
    faulty = {
        "name": sum(row[Field.NAME] not in NAMES for row in reading.rows),
        "type": sum(row[Field.TYPE] != type_of(str(row[Field.NAME]).strip()) for row in reading.rows),
        "end": sum(row[Field.DATE_TO] is None for row in reading.rows),
        "fraction": sum(isinstance(row[Field.VALUE], float) for row in reading.rows),
        "repeat": len(reading.rows) - len({row.cells for row in reading.rows}),
    }
    assert faulty == {"name": 2, "type": 4, "end": 1, "fraction": 1, "repeat": 1}
