"""What the totals row below the plans is the sum of: said where it is beyond doubt."""

from decimal import Decimal

import pytest
from sheets.conftest import Read
from sheets.rawbook import HEADER, header_row, inline, plan_row, styles

from planimport_gui.facts.reading import SheetTotal
from planimport_gui.plan.proof import ALL

BUDGET, SHOWS, CLICKS, PRICE = "Бюджет", "Показы", "Клики", "CPC"


def plans(*rows: tuple[str, float]) -> str:
    return "".join(
        plan_row(number, I=inline(f"I{number}", name), J=f'<c r="J{number}"><v>{value}</v></c>')
        for number, (name, value) in enumerate(rows, start=2)
    )


def total(row: int, value: object, label: str = "Итого", name: str = "") -> str:
    cells = inline(f"A{row}", label) + (inline(f"I{row}", name) if name else "")
    return f'<row r="{row}">{cells}<c r="J{row}"><v>{value}</v></c></row>'


MIXED = plans((BUDGET, 600), (SHOWS, 50), (BUDGET, 400), (CLICKS, 5))
ALONE = plans((BUDGET, 600), (" бюджет", 400))


def test_a_total_of_the_only_metric_is_kept_with_its_cell(read: Read) -> None:
    assert read(ALONE + total(4, 1000)).totals == (SheetTotal(4, "J", Decimal(1000), BUDGET),)


@pytest.mark.parametrize("value", [1109, 891])
def test_a_total_of_the_only_metric_is_kept_though_it_does_not_agree(read: Read, value: int) -> None:
    assert [one.scope for one in read(ALONE + total(4, value)).totals] == [BUDGET]


@pytest.mark.parametrize(
    ("value", "scope"),
    [(1000, BUDGET), (1000.4, BUDGET), (50, SHOWS), (1055, ALL), (1054, None), (0, None)],
)
def test_among_several_metrics_only_equal_sums_tell(read: Read, value: float, scope: str | None) -> None:
    assert [one.scope for one in read(MIXED + total(6, value)).totals] == [scope]


def test_two_metrics_of_the_same_sum_tell_nothing(read: Read) -> None:
    assert [one.scope for one in read(plans((BUDGET, 50), (SHOWS, 50), (CLICKS, 1)) + total(5, 50)).totals] == [None]


@pytest.mark.parametrize(
    ("label", "name", "scope"),
    [
        ("Итого бюджет:", "", BUDGET),
        ("Всего, Показы", "", SHOWS),
        ("Total", "Клики", CLICKS),
        ("ИТОГО", "показы ", SHOWS),
    ],
)
def test_a_total_that_names_its_metric_is_of_that_metric(read: Read, label: str, name: str, scope: str) -> None:
    assert [one.scope for one in read(MIXED + total(6, 777, label, name)).totals] == [scope]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Итого с НДС", ""), ("Итого за октябрь", ""), ("АК 4,27 %", ""), ("НДС", ""), ("Всего без НДС", ""),
        ("Итого CPC", ""), ("Итого", PRICE), ("Итого", "Охват"), ("Подытог", ""),
    ],
)  # fmt: skip
def test_taxes_fees_parts_and_rates_prove_nothing(read: Read, label: str, name: str) -> None:
    assert read(MIXED + total(6, 1000, label, name)).totals == ()


def test_totals_between_the_plans_prove_nothing(read: Read) -> None:
    more = plan_row(5, I=inline("I5", BUDGET))
    assert read(ALONE + total(4, 1000) + more).totals == ()


def test_of_two_totals_that_do_not_agree_neither_is_believed(read: Read) -> None:
    assert [one.scope for one in read(ALONE + total(4, 400) + total(5, 1100, "Всего")).totals] == [None, None]
    assert [one.scope for one in read(ALONE + total(4, 400) + total(5, 1000, "Всего")).totals] == [None, BUDGET]


@pytest.mark.parametrize("cell", ['<c r="J4"><f>SUM(J2:J3)</f></c>', '<c r="J4" t="e"><v>#REF!</v></c>', ""])
def test_a_total_without_a_number_is_none(read: Read, cell: str) -> None:
    assert read(ALONE + f'<row r="4">{inline("A4", "Итого")}{cell}</row>').totals == ()


def test_prices_alone_have_no_total(read: Read) -> None:
    assert [one.scope for one in read(plans((PRICE, 20), (PRICE, 30)) + total(4, 50)).totals] == [None]


def test_values_in_thousands_are_left_alone(read: Read) -> None:
    header = header_row().replace(HEADER[-1], "План, тыс. руб.")
    assert read(ALONE + total(4, 1000), header=header).totals == ()


@pytest.mark.parametrize("said", ["Все суммы указаны в тыс. руб.", "Цифры в тыс. руб."])
def test_a_remark_about_thousands_leaves_the_total_alone(read: Read, said: str) -> None:
    note = f'<row r="6">{inline("A6", "Примечания")}</row><row r="7">{inline("A7", said)}</row>'
    assert read(ALONE + total(4, 1000) + note).totals == ()


def test_values_shown_in_thousands_leave_the_total_alone(read: Read) -> None:
    rows = ALONE.replace('<c r="J2">', '<c r="J2" s="1">').replace('<c r="J3">', '<c r="J3" s="1">')
    assert read(rows + total(4, 1000), style=styles('0" тыс"'.replace('"', "&quot;"))).totals == ()


def test_a_total_named_by_a_later_column_counts_too(read: Read) -> None:
    row = f'<row r="4">{inline("C4", "yandex")}{inline("D4", "Итого")}<c r="J4"><v>1000</v></c></row>'
    assert read(ALONE + row).totals == (SheetTotal(4, "J", Decimal(1000), BUDGET),)
