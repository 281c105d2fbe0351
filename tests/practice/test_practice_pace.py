"""The limit of requests a second."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from practice.caller import plan

from planimport_gui.practice.pace import PaceWindow


class Clock:
    """A clock that tests set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_surplus_of_a_second_is_refused_and_not_executed(serve):
    clock = Clock()
    service, caller = serve(pace=5, clock=clock)
    answers = [caller.add([plan(n)]) for n in range(11)]
    assert [answer.code for answer in answers] == [200] * 5 + [429] * 6
    assert answers[5].document == {"message": "Превышено количество запросов в секунду"}
    assert service.refused_for_pace == 6
    assert len(service.arrivals) == 11
    assert service.imported().total() == 5


def test_refused_requests_take_no_place_in_the_window(serve):
    clock = Clock()
    _, caller = serve(pace=2, clock=clock)
    codes = []
    for now in (0.0, 0.5, 0.9, 0.99, 1.0, 1.4, 1.5):
        clock.now = 100.0 + now
        codes.append(caller.add([plan()]).code)
    assert codes == [200, 200, 429, 429, 200, 429, 200]


def test_all_kinds_share_the_limit_and_the_state_page_is_free(serve):
    service, caller = serve(pace=3, clock=Clock())
    log_id = caller.accepted([plan()])
    caller.status(log_id)
    caller.add([])
    assert caller.state()["refusedForPace"] == 0
    assert caller.delete([log_id]).code == 429
    assert caller.state()["refusedForPace"] == 1
    assert service.imported().total() == 1


@given(st.integers(1, 6), st.lists(st.floats(0, 0.7), max_size=40))
def test_no_second_holds_more_than_the_limit_and_none_is_refused_without_need(limit, gaps):
    window, now = PaceWindow(limit), 0.0
    admitted: list[float] = []
    for gap in gaps:
        now += gap
        recent = [time for time in admitted if now - time < 1.0]
        assert window.admit("a", now) is (len(recent) < limit)
        if len(recent) < limit:
            admitted.append(now)
    assert all(later - earlier >= 1.0 for earlier, later in zip(admitted, admitted[limit:], strict=False))
    assert all(earlier <= later for earlier, later in pairwise(admitted))


def test_addresses_do_not_disturb_each_other():
    window = PaceWindow(1)
    assert [window.admit(address, 0.0) for address in "aabb"] == [True, False, True, False]


def test_without_a_limit_nothing_is_refused():
    window = PaceWindow(0)
    assert all(window.admit("a", 0.0) for _ in range(100))
