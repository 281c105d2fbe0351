"""Work in other threads: what it brings comes back here, and what is never answered holds nothing up."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest
from support.gui import Person

from planimport_gui.ui.jobs import Jobs, Slices

Way = Callable[[Jobs], Callable[..., None]]
WAYS = [lambda jobs: jobs.start, lambda jobs: jobs.ask]


@pytest.fixture
def jobs(gui: Person) -> Iterator[Jobs]:
    with ThreadPoolExecutor(1) as executor:
        made = Jobs(executor)
        yield made
        made.close()


def never(_: object) -> None:
    raise AssertionError("this was not to be told")


@pytest.mark.parametrize("way", WAYS, ids=["start", "ask"])
class TestAnswers:
    def test_come_in_the_thread_of_the_window(self, gui: Person, jobs: Jobs, way: Way) -> None:
        threads: list[threading.Thread] = []

        def take(value: threading.Thread) -> None:
            threads.extend((value, threading.current_thread()))

        way(jobs)(threading.current_thread, take, never)
        gui.wait_until(lambda: threads)
        assert threads[0] is not threads[1]
        assert threads[1] is threading.main_thread()

    @pytest.mark.parametrize("error", [ValueError("ours"), SystemExit(3)], ids=["error", "exit"])
    def test_no_error_is_swallowed(self, gui: Person, jobs: Jobs, way: Way, error: BaseException) -> None:
        failed: list[BaseException] = []

        def work() -> None:
            raise error

        way(jobs)(work, never, failed.append)
        gui.wait_until(lambda: failed)
        assert failed == [error]

    def test_after_the_end_nothing_is_told(self, gui: Person, jobs: Jobs, way: Way) -> None:
        begun, gate, over = threading.Event(), threading.Event(), threading.Event()

        def work() -> None:
            begun.set()
            assert gate.wait(20)
            over.set()

        way(jobs)(work, never, never)
        assert begun.wait(20)
        jobs.close()
        jobs.deleteLater()
        gate.set()
        assert over.wait(20)
        gui.settle()


def test_a_keyring_that_never_answers_keeps_nothing_from_being_done(gui: Person, jobs: Jobs) -> None:
    gate, told = threading.Event(), list[str]()
    for _ in range(5):
        jobs.ask(lambda: gate.wait(20), lambda _: told.append("keyring"), never)
    jobs.start(lambda: "file", told.append, never)
    gui.wait_until(lambda: told)
    assert told == ["file"]
    gate.set()
    gui.wait_until(lambda: len(told) == 6)


def test_slices_end_by_the_clock_and_come_to_an_end_where_it_runs_ahead(
    gui: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the computer was away, a slice does something, and ``finish`` all of it."""
    hours = count()
    monkeypatch.setattr("planimport_gui.ui.jobs.perf_counter", lambda: 3600.0 * next(hours))
    done: list[int] = []

    def steps() -> Iterator[None]:
        for number in range(10):
            done.append(number)
            yield

    slices = Slices()
    slices.start(steps())
    assert done == [0]
    gui.wait_until(lambda: len(done) > 1)
    slices.finish()
    assert (done, slices.busy) == (list(range(10)), False)
