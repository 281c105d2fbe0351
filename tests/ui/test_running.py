"""A run as the window tells it: rows on their way wait, and totals follow every batch."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event

from support.gui import Person, Signals

from planimport_gui.facts.events import BatchChanged, Progress, Replacing, RunEnded, RunEvent, RunStarted, Waiting
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, NewRun, Project, RowFate, Totals
from planimport_gui.plan.history import History
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.run_words import run_headline, time_left
from planimport_gui.ui.running import Running, mark_of
from planimport_gui.ui.states import MonthProgress, RowMark, RunPhase

PROJECT = Project("https://example.test/api", "12345", "Клиника")
MONTHS = {RowId(id): (2026, 10 if id < 3 else 11) for id in range(1, 6)}
BEFORE = {RowId(id): RowFate.IMPORTED if id < 3 else RowFate.NOT_SENT for id in range(1, 6)}


class Engine:
    """Tells given events, whatever it is asked to carry."""

    def __init__(self, events: Sequence[RunEvent]) -> None:
        self._events = events
        self.pulled: list[str] = []

    def resume(self, run: int, tell: Callable[[RunEvent], None]) -> None:
        for event in self._events:
            tell(event)

    def send(self, new: NewRun, seen: History, tell: Callable[[RunEvent], None]) -> None:
        self.resume(1, tell)

    def cancel(self) -> None:
        """There is nothing to stop."""

    def pause(self) -> None:
        self.pulled.append("pause")

    def go_on(self) -> None:
        self.pulled.append("go on")


def batch(number: int, state: BatchState, fate: RowFate, *rows: int) -> BatchChanged:
    return BatchChanged(number, len(rows), state, None, 1, fates=dict.fromkeys(map(RowId, rows), fate))


@contextmanager
def running(
    gui: Person, *events: RunEvent, fates: Mapping[RowId, RowFate] | None = None, left_out: int = 0
) -> Iterator[Running]:
    """A run of five rows, resumed until the last of these events was told, after the beginning itself."""
    one = Running(Engine(events), PROJECT, MONTHS, fates, left_out=left_out)  # type: ignore[arg-type]  # what it needs
    changed = Signals(one.changed)
    one.resume(1)
    gui.wait_until(lambda: len(changed.told) > len(events))
    yield one
    one.wait()


def test_a_new_run_waits_whole(gui: Person) -> None:
    with running(gui, RunStarted(1, "12345", 7, 2), left_out=2) as one:
        assert one.state.totals == Totals(7, not_sent=5, left_out=2)
        assert one.state.months == (MonthProgress((2026, 10), 2, 0, 0, 2, 0), MonthProgress((2026, 11), 3, 0, 0, 3, 0))


def test_what_is_on_its_way_is_no_doubt(gui: Person) -> None:
    sending = batch(1, BatchState.SENDING, RowFate.UNKNOWN, 1, 2)
    with running(gui, sending, Progress(Totals(5, unknown=2, not_sent=3))) as one:
        assert one.state.totals == Totals(5, not_sent=5)
        assert one.state.months[0] == MonthProgress((2026, 10), 2, 0, 0, 2, 0)


def test_rows_on_their_way_have_a_mark_of_their_own(gui: Person) -> None:
    one = Running(Engine([batch(1, BatchState.SENDING, RowFate.UNKNOWN, 1)]), PROJECT, MONTHS)  # type: ignore[arg-type]
    marks = Signals(one.rows_changed)
    one.resume(1)
    gui.wait_until(lambda: marks.told)
    assert marks.told == [{RowId(1): RowMark.SENDING}]
    one.wait()


def test_totals_follow_every_batch_without_being_told(gui: Person) -> None:
    told = (
        batch(1, BatchState.SENDING, RowFate.UNKNOWN, 1, 2), batch(1, BatchState.SUCCESS, RowFate.IMPORTED, 1, 2),
        batch(2, BatchState.UNKNOWN, RowFate.UNKNOWN, 3, 4),
    )  # fmt: skip
    with running(gui, *told) as one:
        assert one.state.totals == Totals(5, imported=2, unknown=2, not_sent=1)


def test_the_seconds_of_a_wait_count_down_by_themselves(gui: Person) -> None:
    with running(gui, Waiting(Cause.OFFLINE, 2.0)) as one:
        seen = [one.state.wait_seconds]

        def note() -> None:
            seen.append(one.state.wait_seconds)

        one.changed.connect(note)
        gui.wait_until(lambda: one.state.wait_seconds == 0, 10)
        assert (seen[0], seen[-1]) == (2, 0)
        assert seen == sorted(seen, reverse=True)
        assert one.state.wait is Cause.OFFLINE, "until something was heard"


def test_a_pause_is_asked_of_the_engine_and_taken_back(gui: Person) -> None:
    engine = Engine([])
    one = Running(engine, PROJECT, MONTHS)  # type: ignore[arg-type]  # what it needs
    one.pause()
    one.pause()
    assert one.state.phase is RunPhase.PAUSED
    one.go_on()
    one.go_on()
    assert (one.state.phase, engine.pulled) == (RunPhase.RUNNING, ["pause", "go on"])
    one.stop()
    one.pause()
    assert (one.state.phase, engine.pulled) == (RunPhase.STOPPING, ["pause", "go on"])
    one.wait()


def test_what_is_there_on_somebodys_word_counts_as_imported(gui: Person) -> None:
    with running(gui, batch(1, BatchState.CLAIMED, RowFate.CLAIMED, 1, 2)) as one:
        assert one.state.totals == Totals(5, imported=2, not_sent=3)
        assert one.state.months[0] == MonthProgress((2026, 10), 2, 2, 0, 0, 0)
    assert mark_of(RowFate.CLAIMED) is RowMark.CLAIMED


def test_a_run_that_goes_on_begins_where_it_was(gui: Person) -> None:
    with running(gui, batch(2, BatchState.ACCEPTED, RowFate.PENDING, 3), fates=BEFORE) as one:
        assert one.state.totals == Totals(5, imported=2, pending=1, not_sent=2)


def test_the_end_is_as_the_journal_has_it(gui: Person) -> None:
    end = Totals(5, imported=4, refused=1)
    with running(gui, RunEnded(1, end, 9, False, None, "", False)) as one:
        assert one.state.totals == end


def test_a_run_has_ended_once_its_thread_has_done_all(gui: Person) -> None:
    closing, closed = Event(), Event()

    class Slow(Engine):
        def resume(self, run: int, tell: Callable[[RunEvent], None]) -> None:
            super().resume(run, tell)
            closing.wait(10)
            closed.set()

    one = Running(Slow([RunEnded(1, Totals(5), 7, unfinished=False)]), PROJECT, MONTHS)  # type: ignore[arg-type]  # what it needs
    ended: list[bool] = []

    def hear(_: RunEnded) -> None:
        ended.append(closed.is_set())

    one.ended.connect(hear)
    one.resume(1)
    gui.wait_until(lambda: one.state.phase is RunPhase.ENDED)
    assert not ended
    closing.set()
    gui.wait_until(lambda: ended)
    assert ended == [True]
    one.wait()


def test_what_is_deleted_before_a_run_sends_is_told_apart(gui: Person) -> None:
    """Rows of earlier runs are none of its own."""
    with running(gui, RunStarted(3, "12345", 5, 1), Replacing(100, 40)) as one:
        assert one.state.making_room
        assert one.state.totals == Totals(5, not_sent=5)
        assert run_headline(one.state, Texts(Language.RUSSIAN)) == "Удаляем прежние строки: 40 из 100"
        assert time_left(one.state, Texts(Language.RUSSIAN)) == "Потом отправим 5 строк плана"
    sent = batch(1, BatchState.SUCCESS, RowFate.IMPORTED, 1, 2)
    with running(gui, RunStarted(3, "12345", 5, 1), Replacing(100, 100), sent) as one:
        assert not one.state.making_room
        assert one.state.totals.imported == 2
