"""Spellings that mean the same, and names that are near."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan import metrics
from planimport_gui.plan.typos import Names, canonical, distance

NAMES = Names(metrics.NAMES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("СРС", "CPC"), ("cpc", "CPC"), ("СPС", "CPC"), ("Клuки".replace("u", "и"), "Клики"), ("Кликu", None),
        ("Бюджeт", "Бюджет"), ("БЮДЖЕТ", "Бюджет"), (" Бюджет\u00a0", "Бюджет"), ("Бюд\u200bжет", "Бюджет"),
        ("Удален из корзины", "Удалён из корзины"), ("Удале\u0308н из корзины", "Удалён из корзины"),
        ("Спам\u2011звонки", "Спам-звонки"), ("Спам – звонки", "Спам-звонки"), ("Все\nлиды", "Все лиды"),
        ("Все_x000D_ лиды", "Все лиды"), ("Все  лиды", "Все лиды"), ("Все лид", None), ("Спам звонки", None),
    ],
)  # fmt: skip
def test_spellings_that_surely_mean_a_name(written: str, meant: str | None) -> None:
    assert NAMES.certain(written) == meant


def test_no_two_names_or_types_share_a_key() -> None:
    assert len(NAMES) == 51
    assert len(Names(metrics.TYPES)) == 7


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Уник. лиды", "Уникальные лиды"), ("Уник лиды", "Уникальные лиды"),
        ("Уник.-цел. лиды", "Уникально-целевые лиды"),
        ("Клкии", "Клики"), ("Показ", "Показы"), ("Спам звонки", "Спам-звонки"),
        ("Выручка по заказу", "Выручка по заказам"),
        ("Охват", None), ("ROMI", None), ("", None), ("CPM", None), ("Уд. из корзины", "Удалён из корзины"),
    ],
)  # fmt: skip
def test_the_nearest_name(written: str, meant: str | None) -> None:
    assert NAMES.nearest(written) == meant


def test_distance() -> None:
    assert distance("клики", "клики") == 0
    assert distance("клики", "клкии") == 1
    assert distance("клики", "клик") == 1
    assert distance("", "клик") == 4
    assert distance("показы", "отказы") == 2


WORDS = st.text("абв", max_size=6)


@given(WORDS, WORDS)
def test_distance_is_symmetrical_and_bounded(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


@given(st.text("абв", min_size=2, max_size=6))
def test_swapping_neighbours_costs_one(text: str) -> None:
    for at, (left, right) in enumerate(pairwise(text)):
        swapped = text[:at] + right + left + text[at + 2 :]
        assert distance(text, swapped) == int(left != right)


@given(st.sampled_from(metrics.NAMES), st.sampled_from(["upper", "lower", "swapcase"]))
def test_case_never_matters(name: str, change: str) -> None:
    assert canonical(getattr(name, change)()) == canonical(name)
    assert canonical(name.replace("ё", "е")) == canonical(name)


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    assert canonical(canonical(text)) == canonical(text)
