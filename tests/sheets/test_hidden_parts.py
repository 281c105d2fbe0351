"""Rows and columns that the sheet hides are read like the others, and named."""

import pytest
from sheets.conftest import Read
from sheets.rawbook import inline, plan_row


def hidden(row: str, said: str = "1") -> str:
    return row.replace("<row ", "<row ", 1).replace('">', f'" hidden="{said}">', 1)


@pytest.mark.parametrize("said", ["1", "true"])
def test_hidden_plans_are_read_and_named(read: Read, said: str) -> None:
    reading = read(plan_row(2) + hidden(plan_row(3), said) + hidden(plan_row(4), said) + plan_row(5))
    assert len(reading.rows) == 4
    assert reading.hidden_rows == (3, 4)


def test_rows_that_are_no_plans_are_not_named(read: Read) -> None:
    total = f'<row r="4" hidden="1">{inline("A4", "Итого")}<c r="J4"><v>205</v></c></row>'
    reading = read(plan_row(2) + hidden(plan_row(3), "0") + total)
    assert reading.hidden_rows == ()


def test_other_ways_to_write_it(read: Read) -> None:
    odd = plan_row(3).replace('<row r="3">', "<row  hidden='1'  r='3' spans='1:10'>")
    nameless = plan_row(4).replace('<row r="4">', '<row hidden="1">')
    assert read(plan_row(2) + odd + nameless).hidden_rows == (3, 4)


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ('<col min="3" max="4" width="9" hidden="1"/>', ("C", "D")),
        ("<col hidden='true' max='4' min='4'/>", ("D",)),
        ('<col min="4" max="4" hidden="0"/><col min="11" max="16384" hidden="1"/>', ()),
        ('<col min="x" max="4" hidden="1"/><col min="4" max="99999999999" hidden="1"/><col hidden="1"/>', ()),
    ],
)
def test_hidden_columns_that_are_read_are_named(read: Read, columns: str, named: tuple[str, ...]) -> None:
    assert read(plan_row(2), before=f"<cols>{columns}</cols>").hidden_columns == named
