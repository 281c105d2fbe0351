"""The pace under a clock of its own: no six arrivals within a second, and the gate always opens again."""

import heapq
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.calltouch.pace import Departure, Pace


@dataclass
class World:
    """A clock that only waiting moves; what is due meanwhile happens at its time."""

    now: float = 100.0
    due: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    arrivals: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def wait(self, condition: Condition, seconds: float) -> None:
        self.pass_time(max(seconds, 1e-6))

    def at(self, moment: float, happening: Callable[[], None]) -> None:
        heapq.heappush(self.due, (moment, len(self.due) + len(self.arrivals) * 1000, happening))

    def pass_time(self, seconds: float) -> None:
        end = self.now + seconds
        while self.due and self.due[0][0] <= end:
            moment, _, happening = heapq.heappop(self.due)
            self.now = max(self.now, moment)
            happening()
        self.now = max(self.now, end)

    def pace(self, **options: object) -> Pace:
        return Pace(clock=self.clock, wait=self.wait, **{"earlier": (), **options})  # type: ignore[arg-type]  # options by name

    def depart(self, pace: Pace) -> Departure:
        departure = pace.take(lambda: False)
        assert departure is not None
        departure.leave()
        return departure

    def send(self, pace: Pace, forth: float, back: float) -> float:
        """A request that arrives after ``forth`` and is answered ``back`` later; when it left."""
        departure = self.depart(pace)
        self.at(self.now + forth, lambda: self.arrivals.append(self.now))
        self.at(self.now + forth + back, departure.answered)
        return self.now


def closest_six(arrivals: list[float]) -> float:
    """The shortest time in which six of them came."""
    ordered = sorted(arrivals)
    return min(late - early for early, late in zip(ordered, ordered[5:], strict=False))


ways = st.floats(0.0, 0.4)


@given(st.lists(st.tuples(ways, ways), min_size=6, max_size=29))
def test_no_six_arrive_within_a_second_once_the_least_round_trip_is_known(jitter: list[tuple[float, float]]) -> None:
    """Whatever the jitter, as long as one of the last 30 was not late: here the first."""
    world = World()
    pace = world.pace()
    world.send(pace, 0.1, 0.05)
    world.pass_time(0.2)
    for forth, back in jitter:
        world.send(pace, 0.1 + forth, 0.05 + back)
    world.pass_time(10)
    assert len(world.arrivals) == len(jitter) + 1
    assert closest_six(world.arrivals) > 1.0


@given(st.lists(ways, min_size=12, max_size=29))
def test_nor_without_any_known_round_trip(jitter: list[float]) -> None:
    """Nobody answers: every departure counts as late until it is a second older than it should be."""
    world = World()
    pace = world.pace()
    for forth in jitter:
        departure = world.depart(pace)
        world.at(world.now + forth, lambda: world.arrivals.append(world.now))
        world.at(world.now + 5, departure.done)
    world.pass_time(10)
    assert closest_six(world.arrivals) > 1.0


def test_a_steady_line_is_used_to_the_full() -> None:
    world = World()
    pace = world.pace()
    departures = [world.send(pace, 0.15, 0.15) for _ in range(60)]
    assert 59 / (departures[-1] - departures[0]) > 4.85
    assert closest_six(departures) >= 1.015


def test_the_gap() -> None:
    world = World()
    pace = world.pace(span=0)
    assert world.send(pace, 0, 0) == 100
    assert world.send(pace, 0, 0) == pytest.approx(100.2)


def test_a_late_answer_holds_the_fifth_after_it_back() -> None:
    world = World()
    pace = world.pace()
    first = [world.send(pace, 0.1, 0.1) for _ in range(2)][1]
    late = world.send(pace, 0.1, 0.5)
    for _ in range(4):
        world.send(pace, 0.1, 0.1)
    fifth = world.send(pace, 0.1, 0.1)
    assert first < late
    assert fifth - late == pytest.approx(1.015 + 0.4, abs=0.06)


def test_a_departure_that_is_done_without_an_answer_counts_with_its_age() -> None:
    world = World()
    pace = world.pace()
    world.send(pace, 0.1, 0.1)
    world.pass_time(1)
    lost = world.depart(pace)
    world.at(world.now + 0.7, lost.done)
    assert lost.left is not None
    departures = [world.send(pace, 0.1, 0.1) for _ in range(5)]
    assert departures[4] - lost.left == pytest.approx(1.015 + 0.5, abs=0.06)
    assert pace.round_trip() == pytest.approx(0.2)


def test_one_that_never_ends_holds_the_gate_for_a_second_more_and_no_longer() -> None:
    world = World()
    pace = world.pace()
    departures = [world.depart(pace).left or 0.0 for _ in range(11)]
    assert departures[5] - departures[0] == pytest.approx(2.015, abs=0.06)
    assert departures[10] - departures[5] == pytest.approx(2.015, abs=0.06)


def test_the_slot_is_one_until_it_is_left_or_given_back() -> None:
    world = World()
    pace = world.pace(gap=0, span=0)
    first = pace.take(lambda: False)
    assert first is not None
    tries = iter([False] * 50 + [True])
    assert pace.take(lambda: next(tries)) is None, "somebody else holds it"
    first.done()
    second = pace.take(lambda: False)
    assert second is not None
    with pytest.raises(ValueError, match="bug"), second:
        raise ValueError("bug")
    third = pace.take(lambda: False)
    assert third is not None
    assert pace.remembered() == (), "nothing has left"


def test_every_method_of_a_departure_may_come_twice() -> None:
    world = World()
    pace = world.pace(gap=0, span=0)
    departure = world.depart(pace)
    departure.leave()
    world.pass_time(0.3)
    departure.answered()
    world.pass_time(5)
    departure.answered()
    departure.done()
    departure.done()
    assert pace.round_trip() == pytest.approx(0.3)
    assert len(pace.remembered()) == 1


@pytest.mark.parametrize(("asked", "held"), [(7, 7), (0, 0), (-5, 0), (4000, 300)])
def test_a_hold(asked: float, held: float) -> None:
    world = World()
    pace = world.pace()
    pace.hold(asked)
    assert world.depart(pace).left == pytest.approx(100 + held, abs=0.001)


def test_a_hold_reaches_those_who_wait_and_a_shorter_one_does_not_end_it() -> None:
    world = World()
    pace = world.pace(settle=1, earlier=None)
    world.at(100.5, lambda: pace.hold(10))
    world.at(101.0, lambda: pace.hold(1))
    assert world.depart(pace).left == pytest.approx(110.5, abs=0.06)


def test_the_gap_widens_with_each_429_and_heals_by_the_second() -> None:
    world = World()
    pace = world.pace(span=0)

    def gap() -> float:
        first = world.depart(pace).left or 0.0
        return (world.depart(pace).left or 0.0) - first

    pace.hold(0)
    assert gap() == pytest.approx(0.25, abs=0.01)
    for _ in range(20):
        pace.hold(0)
    assert gap() == pytest.approx(0.96, abs=0.01), "a second at most, and less while we waited"
    world.pass_time(20)
    assert gap() == pytest.approx(0.55, abs=0.02)
    world.pass_time(60)
    assert gap() == pytest.approx(0.2, abs=0.001)


def test_waiting_out_a_hold() -> None:
    world = World()
    pace = world.pace()
    assert pace.wait_out(lambda: False)
    assert world.now == 100
    pace.hold(7)
    assert pace.wait_out(lambda: False)
    assert world.now == pytest.approx(107)
    pace.hold(7)
    assert not pace.wait_out(lambda: world.now > 110)
    assert world.now < 110.2


def test_withdrawn_is_seen_within_a_tenth_of_a_second() -> None:
    world = World()
    pace = world.pace()
    pace.hold(100)
    assert pace.take(lambda: world.now >= 103) is None
    assert world.now <= 103.1


def test_what_an_earlier_process_sent_counts() -> None:
    world = World()
    pace = world.pace(earlier=(0.9, 0.7, 0.5, 0.3, 0.1))
    assert world.depart(pace).left == pytest.approx(100 - 0.9 + 1.3, abs=0.001)


@pytest.mark.parametrize(
    ("earlier", "waits"),
    [(None, 1.3), ((), 0), ((50.0, 40.0, 30.0, 20.0, 10.0), 0), ((-3.0,), 0.2), ((9.0, 0.05), 0.15)],
)
def test_the_first_departure_of_a_process(earlier: tuple[float, ...] | None, waits: float) -> None:
    world = World()
    assert world.depart(world.pace(earlier=earlier)).left == pytest.approx(100 + waits, abs=0.001)


def test_what_is_remembered_for_the_next_process() -> None:
    world = World()
    pace = world.pace()
    for _ in range(8):
        world.send(pace, 0.1, 0.1)
    world.pass_time(0.2)
    ages = pace.remembered()
    assert len(ages) == 5
    assert ages[-1] == pytest.approx(0.2)
    next_one = World()
    left = next_one.depart(next_one.pace(earlier=ages)).left
    assert left == pytest.approx(100 - ages[0] + 1.3, abs=0.001)


def test_the_round_trip_is_the_median_of_the_last_thirty() -> None:
    world = World()
    pace = world.pace()
    assert pace.round_trip() == 0.0
    for trip in [3.0] * 40 + [0.2] * 16 + [0.4] * 14:
        departure = world.depart(pace)
        world.pass_time(trip)
        departure.answered()
    assert pace.round_trip() == pytest.approx(0.2)


def test_threads_share_one_pace() -> None:
    """With real clocks and threads: spans hold, all get their turn, and who withdraws holds nobody up."""
    pace = Pace(gap=0.02, span=0.15, burst=5, earlier=())
    departures: list[float] = []

    def send() -> None:
        with pace.take(lambda: False) or pytest.fail("nobody withdrew") as departure:
            departure.leave()
            time.sleep(0.01)
            departure.answered()
            departures.append(departure.left or 0.0)

    threads = [threading.Thread(target=send) for _ in range(12)]
    threads.insert(3, threading.Thread(target=pace.take, args=(lambda: True,)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(departures) == 12
    assert closest_six(departures) >= 0.15
