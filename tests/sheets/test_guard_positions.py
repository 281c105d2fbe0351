"""What the guard notes stands in the very cell where the reader puts the values, however a sheet is written."""

from hypothesis import example, given
from hypothesis import strategies as st
from sheets.rawbook import workbook_parts, worksheet, zipped

from planimport_gui.plan.cells import ErrorValue, Uncalculated
from planimport_gui.sheets.guard import column_letters, column_number
from planimport_gui.sheets.limits import Watch
from planimport_gui.sheets.workbook import Workbook

KINDS = {
    "number": ("<v>{n}</v>", "", None),
    "error": ("<v>#N/A</v>", ' t="e"', ErrorValue("#N/A")),
    "formula": ("<f>A1</f>", "", Uncalculated()),
    "calculated": ("<f>A1</f><v>{n}</v>", "", None),
    "long": ("<v>9007199254740993</v>", "", 9007199254740993),
}
lines = st.lists(st.lists(st.sampled_from([*KINDS, None]), min_size=1, max_size=30), min_size=1, max_size=8)


@example(lines=[["error"]], bare_rows=False, bare_cells=True, odd=False)
@given(lines=lines, bare_rows=st.booleans(), bare_cells=st.booleans(), odd=st.booleans())
def test_marks_and_values_meet(lines: list[list[str | None]], bare_rows: bool, bare_cells: bool, odd: bool) -> None:
    xml, expected = [], {}
    for row, kinds in enumerate(lines):
        cells = []
        for column, kind in enumerate(kinds):
            if kind is None:
                continue
            body, kind_xml, mark = KINDS[kind]
            number = 1000 * row + column + 1
            follows = column > 0 and kinds[column - 1] is not None
            reference = "" if bare_cells and (follows or column == 0) else f' r="{column_letters(column)}{row + 1}"'
            extra = ' cm="1"' if odd else ""
            cells.append(f"<c{reference}{extra}{kind_xml}>{body.format(n=number)}</c>")
            expected[row, column] = mark or number
        where = "" if bare_rows else f' r="{row + 1}"'
        xml.append(f"<row{where}>{''.join(cells)}</row>")
    book = Workbook(zipped(workbook_parts({"План": worksheet("".join(xml))})), ".xlsx", Watch())
    _, rows = book.open(book.sheets[0])
    found = {(i, j): cell for i, row in enumerate(rows) for j, cell in enumerate(row) if cell not in ("", None)}
    assert found == expected


@given(st.integers(0, 16_383))
def test_column_letters_and_numbers(number: int) -> None:
    assert column_number(column_letters(number)) == number


def test_the_last_column_is_xfd() -> None:
    assert column_letters(16_383) == "XFD"
