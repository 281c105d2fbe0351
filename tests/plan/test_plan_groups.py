"""Overlaps within groups, against the plain definition."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan.groups import Groups
from planimport_gui.plan.row import RowId

Span = tuple[date, date]
KEY = (("yandex", "cpc", "", "", ""), ("Площадки", "Клики"))
START = date(2026, 1, 1)


def span(first: int, days: int) -> Span:
    return START + timedelta(first), START + timedelta(first + days)


SPANS = st.lists(st.builds(span, st.integers(0, 30), st.integers(0, 12) | st.just(300)), max_size=25)


def beside(spans: list[Span], at: Span) -> set[int]:
    """The plain definition: rows with another period that shares a day."""
    return {row for row, other in enumerate(spans) if other != at and other[0] <= at[1] and at[0] <= other[1]}


def groups_of(spans: list[Span]) -> Groups:
    groups = Groups(rank=int)
    for row, at in enumerate(spans):
        groups.add(RowId(row), KEY, at)
    return groups


@given(SPANS)
def test_overlaps_are_those_of_the_definition(spans: list[Span]) -> None:
    groups = groups_of(spans)
    for at in spans:
        expected = beside(spans, at)
        assert groups.overlaps(KEY, at) == len(expected)
        found = list(groups.beside(KEY, at))
        assert set(found) == expected
        assert len(found) == len(expected)
        assert list(groups.same(KEY, at)) == [row for row, other in enumerate(spans) if other == at]


@given(SPANS, st.lists(st.integers(0, 100), max_size=25))
def test_rows_that_went_leave_no_trace(spans: list[Span], order: list[int]) -> None:
    groups, left = groups_of(spans), dict(enumerate(spans))
    for number in order:
        if left:
            row = sorted(left)[number % len(left)]
            groups.remove(RowId(row), KEY, left.pop(row))
    for at in left.values():
        assert groups.overlaps(KEY, at) == len(beside(list(left.values()), at))
    for at in spans:
        assert list(groups.same(KEY, at)) == [row for row in sorted(left) if left[row] == at]


@given(SPANS, SPANS)
def test_rows_reached_by_changed_periods(spans: list[Span], changed: list[Span]) -> None:
    reached = set(groups_of(spans).reached(KEY, changed))
    expected = {row for row, at in enumerate(spans) if any(at[0] <= last and first <= at[1] for first, last in changed)}
    assert reached == expected or (len(spans) == 1 and reached == {0})


@given(SPANS)
def test_crowded_rows_are_all_that_can_have_a_shared_problem(spans: list[Span]) -> None:
    crowded = set(groups_of(spans).crowded())
    assert crowded >= {row for row, at in enumerate(spans) if spans.count(at) > 1 or beside(spans, at)}
    if not any(spans.count(at) > 1 or beside(spans, at) for at in spans):
        assert not crowded


def test_rows_keep_sheet_order_whatever_order_they_come_in() -> None:
    groups = Groups(rank=int)
    for row in (5, 2, 9, 7):
        groups.add(RowId(row), KEY, span(0, 0))
    assert list(groups.same(KEY, span(0, 0))) == [2, 5, 7, 9]
