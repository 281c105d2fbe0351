"""An echo is compared as a multiset, and identical rows are told apart by their ids."""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.importing.echoes import compare
from planimport_gui.plan.row import Item, RowId

DAY = date(2026, 10, 1)


def item(value: int) -> Item:
    return Item(DAY, DAY, "yandex", "", "", "", "", "Площадки", "Клики", value)


values = st.lists(st.integers(0, 3), min_size=1, max_size=12)


@given(values, st.randoms(use_true_random=False))
def test_order_does_not_matter(sent: list[int], random) -> None:  # type: ignore[no-untyped-def]  # hypothesis' own
    echo = [item(value) for value in sent]
    random.shuffle(echo)
    comparison = compare(rows(sent), [item(value) for value in sent], echo)
    assert comparison.equal
    assert not comparison.other_import


@given(values, values)
def test_lost_and_foreign_rows_are_counted_by_value(sent: list[int], there: list[int]) -> None:
    comparison = compare(rows(sent), [item(value) for value in sent], [item(value) for value in there])
    missing = Counter(sent) - Counter(there)
    assert Counter(sent[row - 1] for row in comparison.lost) == missing
    assert comparison.foreign == (Counter(there) - Counter(sent)).total()
    assert comparison.other_import == (not set(sent) & set(there))


def test_an_unreadable_entry_is_foreign() -> None:
    comparison = compare([RowId(1), RowId(2)], [item(1), item(2)], [item(1), None])
    assert (comparison.lost, comparison.foreign, comparison.equal) == ({2}, 1, False)


def rows(sent: list[int]) -> list[RowId]:
    return [RowId(number) for number in range(1, len(sent) + 1)]
