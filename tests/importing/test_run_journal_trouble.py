"""A journal that cannot be written: nothing new is sent, no answer is lost while the program lives."""

from typing import Any

import pytest
from support.stage import Stage, counted, plan_items

from planimport_gui.facts.failures import JournalBroken, JournalError, JournalFull, JournalTrouble
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import Totals
from planimport_gui.importing.run import Importer


class Failing:
    """A journal whose method ``name`` raises ``error`` at its calls number ``calls``."""

    def __init__(self, journal: Any, name: str, calls: range, error: JournalError) -> None:
        self._journal = journal
        self._name = name
        self._calls = calls
        self._error = error
        self.seen = 0

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._journal, name)
        if name != self._name:
            return method

        def call(*args: Any, **options: Any) -> Any:
            self.seen += 1
            if self.seen in self._calls:
                raise self._error
            return method(*args, **options)

        return call


FULL = JournalFull(JournalTrouble.FULL, "journal.sqlite")
BROKEN = JournalBroken(JournalTrouble.DAMAGED, "journal.sqlite")


def importer(stage: Stage, name: str, calls: range, error: JournalError = FULL) -> Importer:
    journal = Failing(stage.journal, name, calls, error)
    return Importer(journal, stage.client, stage.events.append, stage.times)


def test_a_full_disk_before_sending_sends_nothing_and_goes_on_when_there_is_room(make_stage) -> None:
    stage = make_stage()
    items = plan_items(250)
    ended = importer(stage, "begin", range(2, 4)).send(stage.new_run(items))
    assert ended.totals == Totals(total=250, imported=250)
    assert stage.service.imported() == counted(items)
    assert {wait.cause for wait in stage.waits()} == {Cause.DISK_FULL}


def test_a_full_disk_that_stays_full_pauses_with_nothing_sent(make_stage) -> None:
    stage = make_stage()
    ended = importer(stage, "begin", range(1, 10_000)).send(stage.new_run(plan_items(50)))
    assert ended.paused is Cause.DISK_FULL
    assert ended.totals == Totals(total=50, not_sent=50)
    assert not stage.service.imported()


def test_an_answer_waits_in_memory_until_it_can_be_written(make_stage) -> None:
    stage = make_stage()
    items = plan_items(250)
    ended = importer(stage, "accept", range(1, 4)).send(stage.new_run(items))
    assert ended.totals == Totals(total=250, imported=250)
    assert stage.service.imported() == counted(items)
    assert ("900000001", Cause.DISK_FULL) in {(wait.words, wait.cause) for wait in stage.waits()}


def test_an_answer_that_never_can_be_written_is_doubt_at_the_next_start(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(250))
    with pytest.raises(JournalFull):
        importer(stage, "accept", range(1, 10_000)).send(run)
    stage.restart()
    ended = stage.send(run)
    assert ended.totals == Totals(total=250, imported=150, unknown=100)


def test_a_journal_that_breaks_ends_the_run_with_what_is_in_flight_awaited(make_stage) -> None:
    stage = make_stage(latency=0.02)
    items = plan_items(900)
    run = stage.new_run(items)
    with pytest.raises(JournalBroken):
        importer(stage, "accept", range(4, 5), BROKEN).send(run)
    assert stage.journal.totals(run).balanced
    stage.restart()
    ended = stage.send(run)
    assert ended.totals == Totals(total=900, imported=800, unknown=100)
    assert stage.service.imported() == counted(items)
