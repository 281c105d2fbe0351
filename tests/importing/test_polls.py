"""The oldest log id is asked first, later ones at once when it ends, and strays hold nobody up."""

from planimport_gui.importing.alarms import AlikeEndings, Ending, Patience
from planimport_gui.importing.polls import PollPlan

PAUSES = (2.0, 4.0, 8.0)
NOBODY: frozenset[int] = frozenset()


def plan_with(pending: int) -> PollPlan:
    plan = PollPlan(PAUSES)
    for number in range(pending):
        plan.accepted(0.0, alone=number == 0)
    return plan


def test_the_oldest_is_asked_after_two_seconds_then_four_then_eight_and_eight() -> None:
    plan, now = plan_with(3), 0.0
    for pause in (2.0, 4.0, 8.0, 8.0):
        assert plan.next((1, 2, 3), NOBODY, now + pause - 0.1) == ()
        now += pause
        assert plan.next((1, 2, 3), NOBODY, now) == (1,)
        plan.still(1, now)


def test_when_it_ends_the_next_are_asked_at_once_and_more_of_them() -> None:
    plan = plan_with(5)
    plan.ended(1, 2.0)
    assert plan.next((2, 3, 4, 5), NOBODY, 2.0) == (2, 3)
    plan.ended(2, 2.1)
    assert plan.next((3, 4, 5), frozenset({3}), 2.1) == (4, 5)


def test_one_in_progress_narrows_it_to_the_oldest_again() -> None:
    plan = plan_with(5)
    plan.ended(1, 2.0)
    plan.still(2, 2.1)
    plan.still(3, 2.1)
    assert plan.next((2, 3, 4, 5), NOBODY, 2.2) == ()
    assert plan.next_due((2, 3, 4, 5)) == 4.1
    assert plan.next((2, 3, 4, 5), NOBODY, 4.1) == (2,)


def test_a_stray_is_asked_on_its_own_and_holds_nobody_up() -> None:
    plan = plan_with(2)
    stray = plan.not_known(1, 2.0)
    assert (stray.polls, stray.since, stray.due) == (1, 2.0, 4.0)
    assert plan.next((1, 2), NOBODY, 2.0) == (2,)
    plan.still(2, 2.0)
    assert plan.next((1, 2), NOBODY, 4.0) == (1,)
    assert plan.next((1, 2), NOBODY, 6.0) == (2, 1)
    assert plan.not_known(1, 4.0).polls == 2


def test_three_alike_in_a_row_and_nothing_in_between() -> None:
    alike = AlikeEndings()
    assert [alike.ended(Ending.UNKNOWN) for _ in range(2)] == [False, False]
    assert not alike.ended(Ending.REFUSED_WHOLE)
    assert [alike.ended(Ending.UNKNOWN) for _ in range(3)] == [False, False, True]
    alike.accepted()
    assert not alike.ended(Ending.UNKNOWN)


def test_waits_grow_last_and_are_forgotten_after_an_answer() -> None:
    patience = Patience((1.0, 2.0, 5.0))
    assert [patience.wait(10.0), patience.wait(11.0), patience.wait(13.0), patience.wait(18.0)] == [1.0, 2.0, 5.0, 5.0]
    assert patience.lasts(20.0) == 10.0
    patience.answered()
    assert patience.lasts(20.0) == 0.0
    assert patience.wait(20.0, wish=30.0) == 30.0
    assert patience.until == 50.0
