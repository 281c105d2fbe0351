"""What each kind of cell becomes, in workbooks made of raw XML."""

from datetime import date

import pytest
from sheets.conftest import Read
from sheets.rawbook import MAIN, inline, plan_row, styles

from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber, Uncalculated
from planimport_gui.plan.fields import Field

FORMATS = styles(
    "dd.mm.yyyy", "0%", "0.00%", "00000", "mmmm\\ yyyy", "[$-419]mmmm yyyy;@", "mm.yyyy", "hh:mm", "[h]:mm",
    "dd.mm.yyyy\\ hh:mm", "#,##0.00\\ &quot;₽&quot;", "0&quot;%&quot;", "000\\-00", "General",
    "0&quot; тыс. руб.&quot;", "#,##0,", "0.0,,&quot;M&quot;", "#,##0\\ &quot;мес&quot;",
)  # fmt: skip
DAY, PERCENT, PERCENT_2, PADDED, MONTH, MONTH_RU, MONTH_NUMBER, CLOCK, HOURS, MOMENT, ROUBLES, SIGN, DASHED, PLAIN = (
    range(1, 15)
)
FIRST, LAST = date(2025, 2, 1), date(2025, 2, 28)


def number(column: str, value: str, style: int = 0) -> str:
    return f'<c r="{column}2" s="{style}"><v>{value}</v></c>'


def cell_of(read: Read, field: Field, xml: str, **options: str) -> Cell:
    """The cell of ``field`` in a plan row where the XML of its column is replaced."""
    column = "ABCDEFGHIJ"[list(Field).index(field)]
    options.setdefault("style", FORMATS)
    return read(plan_row(2, **{column: xml.replace("@", f"{column}2")}), **options).rows[0][field]


def test_a_clean_row_is_read_as_it_stands(read: Read) -> None:
    reading = read(plan_row(2))
    assert reading.rows[0].cells == (
        date(2026, 2, 1), date(2026, 2, 28), "yandex", "cpc", "spring", None, None, "Трафик", "Показы", 102,
    )  # fmt: skip
    assert (reading.sheet, reading.header_row, reading.skipped) == ("План", 1, ())
    assert reading.rows[0].origin is not None
    assert (reading.rows[0].id, reading.rows[0].origin.row, reading.rows[0].origin.column) == (1, 2, "J")


VALUES: list[tuple[str, Cell]] = [
    ('<c r="@"><v>1E15</v></c>', 10**15),
    ('<c r="@"><v>1000000000000001</v></c>', 1000000000000001),
    ('<c r="@"><v>9007199254740993</v></c>', 9007199254740993),
    ('<c r="@"><v>-9007199254740995</v></c>', -9007199254740995),
    ('<c r="@"><v>145454.545</v></c>', 145454.545),
    ('<c r="@"><v>200000.00000000017</v></c>', 200000.00000000017),
    ('<c r="@" t="n"><v>0</v></c>', 0),
    ('<c r="@"><v>1,5</v></c>', "1,5"),
    ('<c r="@"><v>01.04.2021</v></c>', "01.04.2021"),
    ('<c r="@"><v>1_000</v></c>', "1_000"),
    ('<c r="@"><v>NaN</v></c>', "nan"),
    ('<c r="@"><v>-Infinity</v></c>', "-inf"),
    ('<c r="@"><v>1e999</v></c>', "inf"),
    ('<c r="@" t="b"><v>1</v></c>', True),
    ('<c r="@" t="b"><v>0</v></c>', False),
    ('<c r="@" t="e"><v>#DIV/0!</v></c>', ErrorValue("#DIV/0!")),
    ('<c r="@" s="2" t="e"><f>1/0</f><v>#REF!</v></c>', ErrorValue("#REF!")),
    ('<c r="@"><f>1+1</f></c>', Uncalculated()),
    ('<c r="@"><f>1+1</f><v/></c>', Uncalculated()),
    ('<c r="@"><f>1+1</f><v></v></c>', Uncalculated()),
    ('<c r="@"><f t="shared" si="0"/></c>', Uncalculated()),
    ('<c r="@" s="2"><f>1+1</f>\n</c>', Uncalculated()),
    ('<c r="@"><f>1+1</f><v>2</v></c>', 2),
    ('<c r="@"><f>1+1</f><v>0</v></c>', 0),
    ('<c r="@" t="str"><f>A1</f><v></v></c>', None),
    ('<c r="@" t="str"><f>A1</f><v>да</v></c>', "да"),
    ('<c r="@" s="2"><v>0.125</v></c>', ShownNumber(0.125, "13%")),
    ('<c r="@" s="3"><v>0.125</v></c>', ShownNumber(0.125, "12,50%")),
    ('<c r="@" s="12"><v>12</v></c>', ShownNumber(12, "12%")),
    ('<c r="@" s="15"><v>75</v></c>', ShownNumber(75, "75 тыс. руб.")),
    ('<c r="@" s="16"><v>75432</v></c>', ShownNumber(75432, "75.432")),
    ('<c r="@" s="17"><v>75000000</v></c>', ShownNumber(75000000, "75M")),
    ('<c r="@" s="18"><v>75</v></c>', 75),
    ('<c r="@" s="11"><v>1200.5</v></c>', 1200.5),
    ('<c r="@" s="4"><v>12345</v></c>', 12345),
    ('<c r="@" s="1"><v>45689</v></c>', date(2025, 2, 1)),
    ('<c r="@"/>', None),
    ('<c r="@" s="2"/>', None),
    ('<c r="@" t="inlineStr"><is><t></t></is></c>', None),
]


@pytest.mark.parametrize(("xml", "expected"), VALUES)
def test_a_value_cell(read: Read, xml: str, expected: Cell) -> None:
    found = cell_of(read, Field.VALUE, xml)
    assert found == expected
    assert type(found) is type(expected)


TEXTS: list[tuple[str, Cell]] = [
    ('<c r="@" s="4"><v>123</v></c>', ShownNumber(123, "00123")),
    ('<c r="@" s="13"><v>123</v></c>', ShownNumber(123, "001-23")),
    ('<c r="@"><v>123</v></c>', 123),
    ('<c r="@" t="inlineStr"><is><t xml:space="preserve"> two  blanks </t></is></c>', " two  blanks "),
    ('<c r="@" t="inlineStr"><is><t>a_x000D_\nb</t></is></c>', "a\r\nb"),
    ('<c r="@" t="inlineStr"><is><t>a_x005F_x000D_b</t></is></c>', "a_x000D_b"),
    ('<c r="@" t="inlineStr"><is><r><t xml:space="preserve">rich </t></r><r><rPr><color rgb="1"/></rPr><t>text</t></r></is></c>', "rich text"),
    ('<c r="@" t="inlineStr"><is><t>00123</t></is></c>', "00123"),
    ('<c r="@" t="inlineStr"><is><t>=1+1 t="e" &lt;f></t></is></c>', '=1+1 t="e" <f>'),
    ('<c r="@" t="inlineStr"><is><t><![CDATA[<c r="A9"><f>]]></t></is></c>', '<c r="A9"><f>'),
    ('<c r="@"><f>CONCATENATE("a","b")</f></c>', Uncalculated()),
    ('<c r="@" t="b"><v>1</v></c>', True),
    ('<c r="@" s="1"><v>45689</v></c>', date(2025, 2, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("xml", "expected"), TEXTS)
def test_a_campaign_cell(read: Read, xml: str, expected: Cell) -> None:
    assert cell_of(read, Field.CAMPAIGN, xml) == expected


def test_shared_strings_are_told_apart(read: Read) -> None:
    rich = '<si><r><t>b</t></r><r><t xml:space="preserve"> c</t></r><rPh><t>x</t></rPh></si>'
    strings = f'<sst xmlns="{MAIN}"><si><t>a</t></si>{rich}</sst>'
    assert cell_of(read, Field.SOURCE, '<c r="@" t="s"><v>0</v></c>', strings=strings) == "a"
    assert cell_of(read, Field.SOURCE, '<c r="@" t="s"><v>1</v></c>', strings=strings) == "b c"


DATES: list[tuple[str, Cell]] = [
    (number("A", "45689", DAY), FIRST),
    (number("A", "45689.5", MOMENT), FIRST),
    (number("A", "45688.99999999999", DAY), FIRST),
    (number("A", "45689.99999996528", MOMENT), FIRST),
    (number("A", "45689.99999998843", MOMENT), FIRST),
    (number("A", "45689"), 45689),
    (number("A", "45703", MONTH), FIRST),
    (number("A", "45703", MONTH_RU), FIRST),
    (number("A", "45703", MONTH_NUMBER), FIRST),
    (number("A", "0.5", CLOCK), "12:00:00"),
    (number("A", "1.5", HOURS), "1 day, 12:00:00"),
    (number("A", "2958466", DAY), 2958466),
    (number("A", "-45689", DAY), "00:00:00"),
    ('<c r="A2" t="d"><v>2025-02-01</v></c>', FIRST),
    ('<c r="A2" t="d"><v>2025-02-01T00:00:00</v></c>', FIRST),
    ('<c r="A2" t="d"><v>2025-02-01T22:00:00+03:00</v></c>', "2025-02-01T22:00:00+03:00"),
    (inline("A2", "01.02.2025"), FIRST),
    (inline("A2", "2025-02-01"), FIRST),
    (inline("A2", "31.02.2025"), "31.02.2025"),
    (inline("A2", "22.04"), "22.04"),
    (inline("A2", "Февраль 2025"), FIRST),
    ('<c r="A2"><v>01.02.2025</v></c>', FIRST),
    ('<c r="A2"><f>TODAY()</f></c>', Uncalculated()),
    ('<c r="A2" s="1" t="e"><v>#N/A</v></c>', ErrorValue("#N/A")),
    ('<c r="A2" t="b"><v>1</v></c>', True),
    ('<c r="A2" s="1"/>', None),
]


@pytest.mark.parametrize(("xml", "expected"), DATES)
def test_a_first_day(read: Read, xml: str, expected: Cell) -> None:
    assert read(plan_row(2, A=xml), style=FORMATS).rows[0][Field.DATE_FROM] == expected


@pytest.mark.parametrize("style", [MONTH, MONTH_RU, MONTH_NUMBER])
def test_a_month_as_last_day_is_its_end(read: Read, style: int) -> None:
    assert read(plan_row(2, B=number("B", "45689", style)), style=FORMATS).rows[0][Field.DATE_TO] == LAST


def test_a_built_in_month_format_needs_no_definition(read: Read) -> None:
    style = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/><xf numFmtId="17"/></cellXfs></styleSheet>'
    assert read(plan_row(2, B=number("B", "45689", 1)), style=style).rows[0][Field.DATE_TO] == LAST


@pytest.mark.parametrize("on", ["1", "true"])
def test_the_1904_system(read: Read, on: str) -> None:
    reading = read(plan_row(2, A=number("A", "44227", DAY)), style=FORMATS, properties=f'<workbookPr date1904="{on}"/>')
    assert reading.rows[0][Field.DATE_FROM] == FIRST


def test_zero_is_no_value_where_the_workbook_waits_to_be_calculated(read: Read) -> None:
    waiting = '<calcPr calcId="1" fullCalcOnLoad="1"/>'
    row = plan_row(2, E='<c r="E2"><f>A1</f><v>0</v></c>', J='<c r="J2"><f>1+1</f><v>7</v></c>')
    found = read(row, properties=waiting).rows[0]
    assert (found[Field.CAMPAIGN], found[Field.VALUE]) == (Uncalculated(), 7)


def test_rows_of_nothing_but_formulas_are_not_lost(read: Read) -> None:
    waiting = "".join(f'<c r="{column}4"><f>A1</f></c>' for column in "ABCDEHIJ")
    reading = read(plan_row(2) + f'<row r="4">{waiting}</row>')
    assert [row.origin.row for row in reading.rows if row.origin] == [2, 4]
    assert reading.rows[1][Field.CAMPAIGN] == Uncalculated()


def test_hidden_rows_and_columns_are_read_like_the_others(read: Read) -> None:
    hidden = plan_row(2).replace('<row r="2"', '<row r="2" hidden="1"')
    assert len(read(hidden + plan_row(3)).rows) == 2


def test_a_dimension_that_lies_hides_nothing(read: Read) -> None:
    reading = read(plan_row(2) + plan_row(3), before='<dimension ref="A1:B2"/>')
    assert [row[Field.VALUE] for row in reading.rows] == [102, 103]


def test_merged_cells_downwards_mean_the_same_as_above(read: Read) -> None:
    rows = plan_row(2) + plan_row(3, A='<c r="A3"/>', C='<c r="C3"/>', E=inline("E3", "hidden beneath"))
    rows += plan_row(4, A='<c r="A4"/>', C='<c r="C4"/>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in ("A2:A3", "C2:C4", "E2:E3"))
    found = read(rows, after=f'<mergeCells count="3">{merged}</mergeCells>').rows
    assert [row[Field.DATE_FROM] for row in found] == [date(2026, 2, 1), date(2026, 2, 1), None]
    assert [row[Field.SOURCE] for row in found] == ["yandex"] * 3
    assert [row[Field.CAMPAIGN] for row in found] == ["spring"] * 3


def test_a_merged_value_is_one_value(read: Read) -> None:
    rows = plan_row(2) + plan_row(3)
    found = read(rows, after='<mergeCells count="1"><mergeCell ref="J2:J3"/></mergeCells>').rows
    assert [row[Field.VALUE] for row in found] == [102, None]


def test_empty_cells_are_not_filled_without_a_merged_range(read: Read) -> None:
    found = read(plan_row(2) + plan_row(3, C='<c r="C3"/>')).rows
    assert found[1][Field.SOURCE] is None
