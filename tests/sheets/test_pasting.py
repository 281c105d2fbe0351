"""A table copied from Excel is read by the same headers and rules as a workbook."""

from datetime import date

import pytest

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetReading
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.sheets.pasting import read_text

HEADER = "Дата с\tДата по\tИсточник\tКанал\tМетрика\tПлан"


def test_rows_and_cells_come_through() -> None:
    text = f'{HEADER}\r\n01.10.2026\t31.10.2026\tyandex\tcpc\tКлики\t1 234\r\n=1+1\t"a\nb"\t\tcpm\tПоказы\t5\r\n'
    reading = read_text(text)
    assert isinstance(reading, SheetReading)
    assert [row[Field.SOURCE] for row in reading.rows] == ["yandex", None]
    assert reading.rows[1][Field.DATE_FROM] == "=1+1"
    assert reading.rows[1][Field.DATE_TO] == "a\nb"
    problems = PlanSheet(reading.rows, today=date(2026, 11, 23)).verdict(reading.rows[0].id).problems
    assert [problem.code for problem in problems] == [Code.TYPE_MISSING]


def test_a_text_without_a_header_is_no_plan() -> None:
    refusal = read_text("hello")
    assert isinstance(refusal, Refusal)
    assert refusal.trouble is FileTrouble.NO_PLAN


LINE = "01.10.2026\t31.10.2026\tyandex\tcpc\tКлики\t5"


def campaigns(*rows: str) -> list[object]:
    reading = read_text("\r\n".join((f"{HEADER}\tКампания", *rows)))
    assert isinstance(reading, SheetReading), reading
    return [row[Field.CAMPAIGN] for row in reading.rows]


@pytest.mark.parametrize(
    ("cell", "read"),
    [('"Ромашка', '"Ромашка'), ('ООО "Ромашка"', 'ООО "Ромашка"'), ('"ООО ""Ромашка""\nМосква"', 'ООО "Ромашка"\nМосква'),
     ('""', None), ('"', '"'), ('"Ромашка" Москва', '"Ромашка" Москва')],
)  # fmt: skip
def test_a_quote_swallows_no_rows(cell: str, read: str | None) -> None:
    assert campaigns(f"{LINE}\t{cell}", f"{LINE}\tb", f'{LINE}\tc"', LINE) == [read, "b", 'c"', None]


def test_a_very_long_cell_is_cut_and_crashes_nothing() -> None:
    (found,) = campaigns(f"{LINE}\t{'ж' * 200_000}")
    assert found == "ж" * 32_767


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str) -> None:
    reading = read_text(end.join((HEADER, LINE, "", LINE, "")))
    assert isinstance(reading, SheetReading)
    assert [row.origin.row for row in reading.rows if row.origin] == [2, 4]
