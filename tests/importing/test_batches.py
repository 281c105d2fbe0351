"""Batches hold every row once, at most 100, by month, and never part rows with one key without order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.facts.records import PlannedRow
from planimport_gui.importing.batches import cut
from planimport_gui.plan.row import Item, RowId


def item(month: int = 1, source: str = "yandex", name: str = "Клики", value: int = 1, campaign: str = "") -> Item:
    first = date(2026, month, 1)
    return Item(first, first, source, "cpc", campaign, "", "", "Площадки", name, value)


def planned(items: list[Item]) -> list[PlannedRow]:
    return [PlannedRow(RowId(number), one) for number, one in enumerate(items, start=1)]


items = st.builds(
    item,
    month=st.integers(1, 12),
    source=st.sampled_from(["yandex", "vk", "google"]),
    campaign=st.text("ab", max_size=3),
    value=st.integers(0, 5),
)


@given(st.lists(items, max_size=400))
def test_every_row_is_in_one_batch_of_at_most_a_hundred(some: list[Item]) -> None:
    rows = planned(some)
    batches = cut(rows)
    assert sorted(row for batch in batches for row in batch.rows) == [row.id for row in rows]
    assert all(1 <= len(batch.rows) <= 100 for batch in batches)


@given(st.lists(items, max_size=400))
def test_rows_with_one_key_share_a_batch_or_wait(some: list[Item]) -> None:
    rows = planned(some)
    keys = {row.id: row.item.key for row in rows}
    seen: dict[object, int] = {}
    for number, batch in enumerate(cut(rows), start=1):
        for key in {keys[row] for row in batch.rows}:
            if key in seen:
                assert batch.after == seen[key] == number - 1
            seen[key] = number


def test_distinct_rows_fill_batches_to_the_brim() -> None:
    rows = planned([item(campaign=str(number)) for number in range(250)])
    assert [len(batch.rows) for batch in cut(rows)] == [100, 100, 50]


def test_months_come_in_order_and_sources_within_them() -> None:
    rows = planned([item(2, "vk"), item(1, "vk"), item(2, "google"), item(1, "google")])
    assert [batch.rows for batch in cut(rows)] == [(4, 2, 3, 1)]


def test_a_thousandfold_key_goes_batch_by_batch() -> None:
    batches = cut(planned([item()] * 250))
    assert [(len(batch.rows), batch.after) for batch in batches] == [(100, None), (100, 1), (50, 2)]


def test_nothing_gives_no_batch() -> None:
    assert cut([]) == ()
