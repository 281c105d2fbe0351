"""An order that is kept up to date, against sorting anew."""

from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.plan.ranking import Ranking

THINGS = st.dictionaries(st.integers(0, 400), st.none() | st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=450)


@given(st.lists(THINGS, max_size=5))
def test_the_order_is_that_of_sorting(changes: list[dict[int, tuple[int, int] | None]]) -> None:
    now: dict[int, tuple[int, int] | None] = {}
    ranking: Ranking[int] = Ranking(now.get)
    for change in changes:
        now.update(change)
        for thing in change:
            ranking.touch(thing)
        places = [now[thing] for thing in ranking.first()]
        assert places == sorted(place for place in now.values() if place is not None)
        assert ranking.first(3) == ranking.first()[:3]
        assert len(ranking) == len(places)


def test_a_great_many_changes_do_not_wait_to_be_asked_for() -> None:
    asked = []

    def place(thing: int) -> tuple[int]:
        asked.append(thing)
        return (-thing,)

    ranking: Ranking[int] = Ranking(place)
    for thing in range(5000):
        ranking.touch(thing)
    assert len(asked) >= 4000
    assert ranking.first(2) == [4999, 4998]
