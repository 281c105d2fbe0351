"""A pause: nothing new goes out, what is on its way is written down, and the same stretch goes on."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from support.stage import FAST, Stage, counted, plan_items

from planimport_gui.facts.events import BatchChanged, LogDeleted, RunEnded, RunEvent, RunStarted
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.importing.run import Importer
from planimport_gui.importing.undo import Undoer
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Fault, Kind

REST = 0.5
"""Seconds in which a run that did not pause would have ended long ago."""


@contextmanager
def carried(work: Callable[[], object]) -> Iterator[threading.Thread]:
    """In a thread of its own, which has ended afterwards."""
    thread = threading.Thread(target=work)
    thread.start()
    yield thread
    thread.join(20)
    assert not thread.is_alive()


def pausing(stage: Stage, when: Callable[[RunEvent], bool]) -> threading.Event:
    """From now on the importer pauses itself at such an event; set once it has."""
    paused = threading.Event()

    def tell(event: RunEvent) -> None:
        stage.events.append(event)
        if not paused.is_set() and when(event):
            stage.importer.pause()
            paused.set()

    stage.importer = Importer(stage.journal, stage.client, tell, stage.times)
    return paused


def accepted(event: RunEvent) -> bool:
    return isinstance(event, BatchChanged) and event.state is BatchState.ACCEPTED


def asked(stage: Stage, kind: Kind) -> int:
    return sum(request.kind is kind for request in stage.service.requests)


def rest(stage: Stage, kind: Kind = Kind.ADD) -> int:
    """Let what is in flight come home; how many requests of that kind there were until then."""
    time.sleep(0.2)
    return asked(stage, kind)


def test_during_a_pause_nothing_is_sent_and_afterwards_every_row_arrives_once(make_stage) -> None:
    stage = make_stage(latency=0.02)
    items = plan_items(900)
    run = stage.new_run(items)
    paused = pausing(stage, accepted)
    with carried(lambda: stage.send(run)) as thread:
        assert paused.wait(10)
        before = rest(stage)
        time.sleep(REST)
        assert asked(stage, Kind.ADD) == before < 10
        assert thread.is_alive()
        totals = stage.journal.totals(run)
        assert (totals.unknown, totals.not_sent > 0, totals.balanced) == (0, True, True)
        stage.importer.go_on()
    assert isinstance(stage.events[-1], RunEnded)
    assert sum(isinstance(event, RunStarted) for event in stage.events) == 1, "one stretch"
    assert stage.events[-1].totals == Totals(total=900, imported=900)
    assert not stage.events[-1].cancelled
    assert stage.service.imported() == counted(items)


def test_what_was_accepted_before_a_pause_is_followed_to_its_end(make_stage) -> None:
    stage = make_stage(finish_after=0.3)
    run = stage.new_run(plan_items(300))
    paused = pausing(stage, accepted)
    with carried(lambda: stage.send(run)):
        assert paused.wait(10)
        time.sleep(0.3 + REST)
        totals = stage.journal.totals(run)
        assert totals.imported > 0
        assert totals.pending == 0
        assert totals.not_sent > 0
        stage.importer.go_on()
    assert stage.journal.totals(run).imported == 300


def test_a_pause_can_be_stopped(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(900))
    paused = pausing(stage, accepted)
    with carried(lambda: stage.send(run)):
        assert paused.wait(10)
        rest(stage)
        stage.importer.cancel()
    ended = stage.events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.cancelled, ended.unfinished, ended.totals.unknown) == (True, True, 0)
    stage.restart()
    assert stage.send(run).totals.imported == 900


def test_a_pause_before_anything_left_sends_nothing(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(5))
    stage.importer.pause()
    with carried(lambda: stage.send(run)):
        time.sleep(REST)
        assert not stage.service.requests
        stage.importer.go_on()
    assert stage.journal.totals(run).imported == 5


def test_waits_do_not_add_up_over_a_pause(make_stage) -> None:
    """Ten minutes without an answer pause a run; a person's pause is none of them."""
    stage = make_stage(times=replace(FAST, offline_limit=0.4))
    stage.service.faults = lambda facts: Fault(reply=answers.pace_refusal(0)) if facts.number <= 2 else None
    run = stage.new_run(plan_items(5))
    paused = pausing(stage, lambda event: bool(stage.waits()))
    with carried(lambda: stage.send(run)):
        assert paused.wait(10)
        time.sleep(0.8)
        stage.importer.go_on()
    ended = stage.events[-1]
    assert isinstance(ended, RunEnded)
    assert (ended.paused, ended.totals.imported) == (None, 5)


def test_a_paused_undo_deletes_nothing_more(make_stage) -> None:
    stage = make_stage(latency=0.02)
    run = stage.new_run(plan_items(300))
    stage.send(run)
    undoer = Undoer(stage.journal, stage.client, stage.events.append, stage.times)
    undoer.pause()
    with carried(lambda: undoer.undo(run)):
        time.sleep(REST)
        assert asked(stage, Kind.DELETE) == 0
        undoer.go_on()
    assert stage.journal.totals(run) == Totals(total=300, undone=300)
    assert sum(isinstance(event, LogDeleted) for event in stage.events) == 3


def test_an_undo_forgets_why_the_import_paused(make_stage) -> None:
    stage = make_stage(points=3)
    run = stage.new_run(plan_items(450))
    assert stage.send(run).paused is Cause.POINTS
    stage.service.refill(None)
    ended = stage.undo(run)
    assert (ended.paused, ended.unfinished) == (None, False)
