"""A table copied from Excel is read by the same headers and rules as a workbook."""

from datetime import date

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
