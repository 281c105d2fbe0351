"""Which rows are plans, which are skipped and why."""

from collections.abc import Mapping
from datetime import date

import pytest
from sheets.conftest import Lines, Read
from sheets.rawbook import header_row, inline, plan_row

from planimport_gui.facts.reading import SheetReading, SkippedRow, SkipReason
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code
from planimport_gui.plan.sheet import PlanSheet

BLANK, TOTAL, NOTE = SkipReason.BLANK, SkipReason.TOTAL, SkipReason.NOTE


def odd(row: int, cells: Mapping[str, str]) -> str:
    """A row with texts, or numbers, in some columns only."""
    made = (
        f'<c r="{column}{row}"><v>{text}</v></c>' if text.isdigit() else inline(f"{column}{row}", text)
        for column, text in cells.items()
    )
    return f'<row r="{row}">{"".join(made)}</row>'


def merged(*ranges: str) -> str:
    return "<mergeCells>" + "".join(f'<mergeCell ref="{cells}"/>' for cells in ranges) + "</mergeCells>"


def plan_numbers(reading: SheetReading) -> list[int]:
    return [row.origin.row for row in reading.rows if row.origin]


@pytest.mark.parametrize(
    "text",
    ["Итого", "ИТОГО:", "Итого за февраль", "Всего", "Общий итог", "АК", "АК 10%", "НДС", "НДС 20%", "в т.ч. НДС",
     "Total", "Grand total", "Subtotal", " Итого ", "Агентская комиссия"],
)  # fmt: skip
@pytest.mark.parametrize("column", ["A", "C", "E"])
def test_totals_are_skipped(read: Read, text: str, column: str) -> None:
    reading = read(plan_row(2) + odd(3, {column: text, "J": "500"}) + plan_row(4))
    assert plan_numbers(reading) == [2, 4]
    assert reading.skipped == (SkippedRow(3, TOTAL),)


@pytest.mark.parametrize(
    "text", ["Итого", "ВСЕГО:", "Общий итог", "Итого по кампании", "Итого (с НДС)", "Всего по плану", "Подитог",
             "Промежуточный итог", "Subtotal yandex", "Grand total", "Яндекс: итого", "НДС 20%", "АК 10 %", "Сумма",
             "Total", "TOTAL", "Итог", "Итоги:", "Поиск Итог", "yandex Итог", "Всего за октябрь", "Всего за период",
             "Всего (без НДС)", "Общая сумма", "Сумма за октябрь", "Суммарно", "НДС", "АК", "Агентская комиссия 5%",
             "Итoгo", "Bceгo", "Cумма", "Тоtal"]
)  # fmt: skip
def test_a_total_beside_dates_would_double_the_plan(read: Read, text: str) -> None:
    row = plan_row(3, A='<c r="A3"><v>46054</v></c>', B='<c r="B3"><v>46081</v></c>', C=inline("C3", text))
    reading = read(plan_row(2) + row)
    assert reading.skipped == (SkippedRow(3, TOTAL),)


@pytest.mark.parametrize(
    "text",
    [
        "Акция",
        "Итоговая распродажа",
        "Всегояндекс",
        "totally",
        "ндс2",
        "total_brand",
        "Total Look",
        "Без комиссии",
        "Всего за 990 рублей",
        "АК Барс",
        "Итоги года",
        "Total Energies",
    ],
)
def test_words_that_only_look_like_totals_are_plans(read: Read, text: str) -> None:
    reading = read(plan_row(2) + plan_row(3, C=inline("C3", text)))
    assert plan_numbers(reading) == [2, 3]
    assert reading.rows[1][Field.SOURCE] == text


def test_a_column_about_tax_makes_no_totals(read: Read) -> None:
    header = header_row().replace("</row>", inline("K1", "Цены") + "</row>")
    rows = "".join(plan_row(row, K=inline(f"K{row}", "НДС 20%")) for row in (2, 3))
    text_first = rows.replace('<c r="A2" t="inlineStr"><is><t xml:space="preserve">01.02.2026</t></is></c>', "")
    assert plan_numbers(read(text_first, header=header)) == [2, 3]


LINES = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Тип метрики", "Метрика", "План")


def line(source: str, campaign: str | None, value: object, name: str = "Клики", month: int = 10) -> tuple[object, ...]:
    return (date(2026, month, 1), date(2026, month, 28), source, "cpc", campaign, "Площадки", name, value)


def totals(found: object) -> list[int]:
    assert isinstance(found, SheetReading), found
    return [skipped.row for skipped in found.skipped if skipped.reason is TOTAL]


@pytest.mark.parametrize(
    "name", ["Всего Яндекс", "Яндекс всего", "Яндекс.Директ - всего", "yandex Total", "Total yandex", "Всего мебель"]
)
def test_what_may_be_a_total_is_one_where_it_adds_up(lines: Lines, name: str) -> None:
    above = line("yandex", "a", 100), line("yandex", "b", 150), line("yandex", "c", 7, "Показы"), line("ok", "d", 1)
    assert totals(lines(LINES, *above[:3], line(name, None, 250))) == [5]
    assert totals(lines(LINES, *above[:3], line("yandex", name, 250), above[3], line("ok", "e", 2))) == [5]
    assert totals(lines(LINES, *above[:3], line(name, None, 251))) == []
    assert totals(lines(LINES, *above[:3], line(name, None, 250, month=11))) == []
    assert totals(lines(LINES, above[0], line(name, None, 100))) == ([3] if "yandex" in name else [])


def test_a_total_of_one_group_adds_up_that_group(lines: Lines) -> None:
    rows = (line("vk", "a", 5), line("Яндекс", "b", "75 тыс"), line("Яндекс", "c", "5 тыс"), line("Яндекс всего", None, "80 тыс"),
            line("vk", "d", 4), line("vk", "e", 3), line("Всего прочее", None, 7))  # fmt: skip
    assert totals(lines(LINES, *rows)) == [5, 8]


def test_what_may_be_a_total_and_does_not_add_up_is_asked_about(lines: Lines) -> None:
    found = lines(LINES, line("yandex", "a", 100), line("yandex", "Всего мебель", 30))
    assert isinstance(found, SheetReading)
    sheet = PlanSheet(found.rows, today=date(2026, 11, 23))
    assert [problem.code for problem in sheet.verdict(found.rows[1].id).problems] == [Code.DIMENSION_TOTAL]


def test_a_total_in_a_later_dimension_would_double_the_plan(read: Read) -> None:
    reading = read(plan_row(2) + plan_row(3, D=inline("D3", "Итого")) + plan_row(4))
    assert plan_numbers(reading) == [2, 4]
    assert reading.skipped == (SkippedRow(3, TOTAL),)
    assert [row.id for row in reading.rows] == [1, 2]


@pytest.mark.parametrize("text", ["АК Барс", "Всего сделок", "НДС Консалт"])
def test_a_word_of_totals_beside_merged_dates_is_a_plan(read: Read, text: str) -> None:
    rows = plan_row(2) + odd(3, {"C": text, "J": "5"}) + plan_row(4)
    reading = read(rows, after=merged("A2:A3", "B2:B3"))
    assert plan_numbers(reading) == [2, 3, 4]
    assert reading.rows[1][Field.DATE_FROM] == reading.rows[0][Field.DATE_FROM]


def test_numbered_names_beside_merged_cells_are_no_notes(read: Read) -> None:
    rows = plan_row(2) + odd(3, {"C": "2. VK", "J": "5"}) + odd(4, {"C": "3. OK", "J": "6"})
    reading = read(rows, after=merged("A2:A4", "B2:B4", "I2:I4"))
    assert plan_numbers(reading) == [2, 3, 4]


def test_a_total_in_a_column_of_no_field_counts(read: Read) -> None:
    header = header_row().replace("</row>", inline("K1", "№") + "</row>")
    reading = read(plan_row(2) + odd(3, {"J": "500", "K": "Итого"}), header=header)
    assert reading.skipped == (SkippedRow(3, TOTAL),)


def test_a_total_without_a_word_is_a_faulty_plan(read: Read) -> None:
    reading = read(plan_row(2) + odd(3, {"J": "500"}))
    assert plan_numbers(reading) == [2, 3]
    assert reading.rows[1][Field.DATE_FROM] is None


def test_rows_that_look_odd_are_plans_with_problems(read: Read) -> None:
    rows = plan_row(2) + odd(3, {"C": "Контекст"}) + odd(4, {"A": "согласовано"}) + plan_row(5)
    assert plan_numbers(read(rows)) == [2, 3, 4, 5]


def test_blank_rows_between_plans_are_named_and_those_after_are_not(read: Read) -> None:
    styled = '<row r="4"><c r="A4" s="0"/><c r="J4" s="0"/></row>'
    spaces = odd(5, {"C": "  ", "D": "\xa0"})
    trailing = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(7, 3000))
    reading = read(plan_row(2) + styled + spaces + plan_row(6) + trailing)
    assert plan_numbers(reading) == [2, 6]
    assert reading.skipped == tuple(SkippedRow(row, BLANK) for row in (3, 4, 5))


@pytest.mark.parametrize("start", ["ПРИМЕЧАНИЯ", "Примечание:", "1. Цены без НДС", "2) Ставки", "* без НДС", "Notes"])
@pytest.mark.parametrize("column", ["A", "C", "E"])
def test_notes_and_what_follows_them_are_skipped(read: Read, start: str, column: str) -> None:
    rows = plan_row(2) + odd(3, {"C": "Итого", "J": "102"}) + odd(5, {column: start})
    rows += odd(6, {"C": "Цены указаны без НДС"}) + odd(7, {"A": "Согласовано", "E": "Отдел рекламы"})
    reading = read(rows)
    assert plan_numbers(reading) == [2]
    assert reading.skipped == (
        SkippedRow(3, TOTAL), SkippedRow(4, BLANK), SkippedRow(5, NOTE), SkippedRow(6, NOTE), SkippedRow(7, NOTE),
    )  # fmt: skip


def test_notes_that_plans_follow_are_plans_with_problems(read: Read) -> None:
    reading = read(plan_row(2) + odd(3, {"C": "Примечание: срочно"}) + plan_row(4))
    assert plan_numbers(reading) == [2, 3, 4]


def test_a_campaign_with_a_number_in_front_is_no_note(read: Read) -> None:
    reading = read(plan_row(2, C=inline("C2", "1. Яндекс")) + plan_row(3, C=inline("C3", "2. VK")))
    assert plan_numbers(reading) == [2, 3]


def test_notes_beside_the_table(read: Read) -> None:
    header = header_row().replace("</row>", inline("K1", "Комментарий") + "</row>")
    reading = read(plan_row(2) + odd(3, {"K": "Примечания"}) + odd(4, {"C": "любые"}), header=header)
    assert plan_numbers(reading) == [2]
    assert reading.skipped == (SkippedRow(3, NOTE), SkippedRow(4, NOTE))
    assert reading.unused_columns == ("K",)


@pytest.mark.parametrize(("top", "left"), [(0, 0), (8, 2), (11, 16), (250, 25), (40, 30)])
def test_the_header_may_stand_anywhere(read: Read, top: int, left: int) -> None:
    from planimport_gui.sheets.guard import column_letters

    columns = [column_letters(left + i) for i in range(10)]
    start = "ABCDEFGHIJ"

    def moved(xml: str, row: int) -> str:
        for old, new in reversed(list(zip(start, columns, strict=True))):
            xml = xml.replace(f'r="{old}{row}"', f'r="{new}{row}"')
        return xml

    above = odd(1, {"A": "Бренд", "B": "План"}) if top else ""
    reading = read(moved(plan_row(top + 2), top + 2), header=above + moved(header_row(top + 1), top + 1))
    assert reading.header_row == top + 1
    assert reading.rows[0].origin is not None
    assert (reading.rows[0].origin.row, reading.rows[0].origin.column) == (top + 2, columns[9])
    assert reading.columns[Field.DATE_FROM] == columns[0]
