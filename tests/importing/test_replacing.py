"""A run that replaces batches of earlier ones: those are deleted first, whatever the service answers."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from support.stage import FAST, Stage, counted, plan_item

from planimport_gui.facts.events import BatchChanged, LogDeleted, Replacing, RunEnded, RunStarted
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, DeleteReason, Totals
from planimport_gui.importing.times import Times
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Cut, Fault, Faults, Kind, RequestFacts, without_deletion

FIRST = [plan_item(number) for number in range(1, 151)]
"""Batches 1 and 2 of run 1."""
SECOND = [plan_item(number, month=11) for number in range(200, 230)]
"""Batch 1 of run 2."""
KEPT = [plan_item(number, month=12) for number in range(300, 310)]
"""Run 3, which nobody replaces."""
NEW = [item._replace(value=item.value + 1000) for item in (*FIRST, *SECOND[:-1])]
OLD = ((1, 1), (1, 2), (2, 1))
PATIENT = replace(FAST, settle_limit=0.4)
"""Deletions that are never answered are not asked for long."""


@dataclass
class Watch:
    """The faults of a service, looking at every add whether it would stand beside what it replaces."""

    stage: Stage
    faults: Faults | None = None
    doubled: list[int] = field(default_factory=list)

    def __call__(self, facts: RequestFacts) -> Fault | None:
        if facts.kind is Kind.ADD and facts.items():
            old = counted((*FIRST, *SECOND))
            if self.stage.service.imported() & old:
                self.doubled.append(facts.number)
        return self.faults(facts) if self.faults is not None else None


@dataclass
class Story:
    """Three imports, and a run that replaces the first two."""

    stage: Stage
    run: int
    watch: Watch

    def faults(self, faults: Faults | None) -> None:
        self.watch.faults = faults

    def there(self) -> object:
        return self.stage.service.imported()

    def check_done(self, ended: RunEnded) -> None:
        assert (ended.run, ended.paused, ended.unfinished) == (self.run, None, False)
        assert ended.totals == Totals(total=len(NEW), imported=len(NEW))
        assert self.there() == counted((*NEW, *KEPT))
        assert self.stage.journal.run(1).totals.undone == 150
        assert not self.watch.doubled

    def check_held(self, ended: RunEnded, cause: Cause | None, *, gone: int = 0) -> None:
        """Nothing of it is sent; what is said to be gone is."""
        journal = self.stage.journal
        assert (ended.run, ended.paused, ended.unfinished) == (self.run, cause, True)
        assert ended.totals == Totals(total=len(NEW), not_sent=len(NEW))
        assert (journal.run(self.run).paused, journal.run(self.run).replaced) == (cause, gone)
        assert journal.run(1).paused is journal.run(2).paused is None
        assert not (self.there() - counted((*FIRST, *SECOND, *KEPT)))  # type: ignore[operator]  # counters
        assert not [event for event in self.stage.events if isinstance(event, BatchChanged)]

    def go_on(self) -> None:
        """The world is well again, and another process resumes."""
        self.faults(None)
        self.stage.restart()
        self.check_done(self.stage.send(self.run))


Make = Callable[..., Story]


@pytest.fixture
def make_story(make_stage) -> Make:  # type: ignore[no-untyped-def]  # fixture
    def make(times: Times = FAST) -> Story:
        stage = make_stage(times=times)
        for number, items in enumerate((FIRST, SECOND, KEPT)):
            stage.send(stage.new_run(items, digest=f"d{number}"))
        stage.events.clear()
        story = Story(stage, stage.new_run(NEW, digest="new", replaces=OLD), Watch(stage))
        stage.service.faults = story.watch
        return story

    return make


def on_delete(fault: Fault, *nth: int) -> Faults:
    """The fault for these deletions, or for all of them."""
    return lambda facts: fault if facts.kind is Kind.DELETE and (not nth or facts.nth in nth) else None


def test_what_is_replaced_goes_first_then_the_new_rows(make_story: Make) -> None:
    story = make_story()
    story.check_done(story.stage.send(story.run))
    adds = [one.number for one in story.stage.service.requests if one.kind is Kind.ADD][-3:]
    deletes = [one.number for one in story.stage.service.requests if one.kind is Kind.DELETE]
    assert max(deletes) < min(adds)


def test_rows_of_other_runs_are_not_told_as_those_of_the_new_one(make_story: Make) -> None:
    story = make_story()
    story.stage.send(story.run)
    events = story.stage.events
    assert [event.run for event in events if isinstance(event, RunStarted)] == [story.run]
    assert [event.run for event in events if isinstance(event, RunEnded)] == [story.run]
    assert isinstance(events[0], RunStarted)
    assert not [event for event in events if isinstance(event, LogDeleted)]
    assert all(event.record.run == story.run for event in events if isinstance(event, BatchChanged) and event.record)
    told = [event for event in events if isinstance(event, Replacing)]
    assert {event.rows for event in told} == {180}
    assert [event.deleted for event in told] == [0, 150, 150, 180]
    first_batch = next(n for n, event in enumerate(events) if isinstance(event, BatchChanged))
    assert max(n for n, event in enumerate(events) if isinstance(event, Replacing)) < first_batch


PASSING = {
    "cut at the head": Fault(cut=Cut.HEAD),
    "cut in part": Fault(cut=Cut.PART),
    "cut": Fault(cut=Cut.BODY),
    "cut after": Fault(cut=Cut.BODY, execute=True),
    "reset after": Fault(cut=Cut.BODY, execute=True, reset=True),
    "answer cut": Fault(cut=Cut.ANSWER),
    "500": Fault(reply=answers.message("boom", 500)),
    "500 after": Fault(reply=answers.message("boom", 500), execute=True),
    "429": Fault(reply=answers.pace_refusal()),
    "503": Fault(reply=answers.message("boom", 503)),
    "html": Fault(raw=b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"),
    "empty": Fault(reply=answers.Reply(200, b""), execute=True),
    "first not mentioned": Fault(alter=without_deletion(0)),
    "all not mentioned": Fault(alter=without_deletion(0, 1)),
}


@pytest.mark.parametrize("nth", [(1,), (2,), (1, 2)])
@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_deletion_without_a_usable_answer_is_asked_again(
    make_story: Make, fault: Fault, nth: tuple[int, ...]
) -> None:
    story = make_story()
    story.faults(on_delete(fault, *nth))
    story.check_done(story.stage.send(story.run))


STOPPING = {
    "token": (Fault(reply=answers.message("Access token не найден", 401)), Cause.TOKEN),
    "points": (Fault(reply=answers.message("Закончились баллы API", 403)), Cause.POINTS),
    "redirect": (Fault(reply=answers.Reply(302, b"", (("Location", "https://elsewhere/"),))), Cause.REDIRECT),
    "foreign": (Fault(reply=answers.Reply(403, b"<html>no</html>")), Cause.FOREIGN),
    "method": (Fault(reply=answers.Reply(405, b"")), Cause.METHOD),
}


@pytest.mark.parametrize(("fault", "cause"), STOPPING.values(), ids=STOPPING)
def test_what_stops_a_deletion_stops_the_run_and_nothing_is_sent(make_story: Make, fault: Fault, cause: Cause) -> None:
    story = make_story()
    story.faults(on_delete(fault, 1))
    story.check_held(story.stage.send(story.run), cause)
    story.go_on()


@pytest.mark.parametrize(("fault", "cause"), STOPPING.values(), ids=STOPPING)
def test_stopped_between_two_runs_the_rows_of_the_first_are_told_as_gone(
    make_story: Make, fault: Fault, cause: Cause
) -> None:
    story = make_story()
    story.faults(on_delete(fault, 2))
    story.check_held(story.stage.send(story.run), cause, gone=150)
    assert story.there() == counted((*SECOND, *KEPT))
    story.go_on()


def test_a_token_that_is_refused_is_found_out_before_anything_is_deleted(make_story: Make) -> None:
    story = make_story()
    refused = Fault(reply=answers.message("Access token не найден", 401))
    story.faults(lambda facts: refused if facts.kind is Kind.ADD else None)
    story.check_held(story.stage.send(story.run), Cause.TOKEN)
    assert not [one for one in story.stage.service.requests if one.kind is Kind.DELETE]
    story.go_on()


def test_a_log_that_the_service_does_not_delete_holds_everything_back(make_story: Make) -> None:
    story = make_story()
    story.faults(on_delete(Fault(reply=answers.deletions([(900000001, "Нельзя"), (900000002, "Нельзя")])), 1))
    ended = story.stage.send(story.run)
    story.check_held(ended, Cause.OLD_KEPT)
    assert ended.words == "Нельзя"
    assert story.stage.states(2) == [BatchState.SUCCESS], "another run is not begun"
    story.go_on()


def test_of_two_logs_one_is_not_deleted(make_story: Make) -> None:
    def refuse_one(facts: RequestFacts) -> Fault | None:
        if facts.kind is not Kind.DELETE:
            return None
        if facts.nth == 1:
            return Fault(alter=without_deletion(0))
        return Fault(reply=answers.deletions([(900000001, "Нельзя")]))

    story = make_story()
    story.faults(refuse_one)
    story.stage.send(story.run)
    # The first request deleted both; the second's refusal proves nothing, and the log id is asked for.
    assert not story.watch.doubled
    story.go_on()


def test_one_of_two_is_refused_and_the_other_deleted(make_story: Make) -> None:
    story = make_story()
    stage = story.stage
    story.faults(on_delete(Fault(reply=answers.deletions([(900000001, "Нельзя"), (900000002, None)])), 1))
    ended = stage.send(story.run)
    assert (ended.paused, stage.journal.run(story.run).replaced) == (Cause.OLD_KEPT, 50)
    assert stage.states(1) == [BatchState.SUCCESS, BatchState.UNDONE]
    assert not [event for event in stage.events if isinstance(event, BatchChanged)]


def test_no_answer_at_all_leaves_the_run_waiting(make_story: Make) -> None:
    story = make_story(PATIENT)
    story.faults(on_delete(Fault(cut=Cut.BODY)))
    story.check_held(story.stage.send(story.run), Cause.OLD_SILENT)
    assert story.stage.journal.run(1).being_replaced == 150
    story.go_on()


def test_no_connection_pauses_the_run_as_in_any_other_phase(make_story: Make) -> None:
    story = make_story()
    story.stage.service.stop()
    story.check_held(story.stage.send(story.run), Cause.OFFLINE)
    story.stage.service.start()
    story.go_on()


@pytest.mark.parametrize("cause", ["unknown", "claimed", "accepted", "error"])
def test_what_cannot_be_deleted_keeps_everything_where_it_is(make_story: Make, cause: str) -> None:
    """As it was when the run was planned it could be; a journal may be changed by hand, or by another program."""
    story = make_story()
    db = story.stage.journal._database._db
    db.execute("UPDATE attempt SET state = ? WHERE batch IN (SELECT id FROM batch WHERE run = 2)", (cause,))
    story.check_held(story.stage.send(story.run), Cause.OLD_OPEN)
    assert not [one for one in story.stage.service.requests if one.kind is Kind.DELETE]
    db.execute("UPDATE attempt SET state = 'success' WHERE batch IN (SELECT id FROM batch WHERE run = 2)")
    story.go_on()


def test_cancelled_before_and_during_the_deletions(make_story: Make) -> None:
    story = make_story()
    story.stage.importer.cancel()
    ended = story.stage.send(story.run)
    story.check_held(ended, None)
    assert ended.cancelled
    assert story.stage.states(1) == [BatchState.SUCCESS] * 2
    story.stage.restart()

    def cancel(facts: RequestFacts) -> Fault | None:
        if facts.kind is Kind.DELETE:
            story.stage.importer.cancel()
        return None

    story.faults(cancel)
    ended = story.stage.send(story.run)
    story.check_held(ended, None, gone=150)
    assert ended.cancelled
    story.go_on()


def test_paused_during_the_deletions_nothing_goes_out_until_it_goes_on(make_story: Make) -> None:
    story = make_story()
    importer = story.stage.importer
    paused: list[object] = []

    def pause(event: object) -> None:
        story.stage.events.append(event)  # type: ignore[arg-type]  # an event of the run
        if isinstance(event, Replacing) and event.deleted == 150 and not paused:
            paused.append(event)
            importer.pause()
            threading.Timer(0.1, importer.go_on).start()

    importer._tell = pause
    story.check_done(story.stage.send(story.run))


def test_undone_before_anything_was_deleted_the_old_rows_stay(make_story: Make) -> None:
    story = make_story()
    ended = story.stage.undo(story.run)
    assert (ended.unfinished, ended.totals) == (False, Totals(total=len(NEW), not_sent=len(NEW)))
    assert story.stage.send(story.run).totals == ended.totals
    assert story.there() == counted((*FIRST, *SECOND, *KEPT))
    assert not [one for one in story.stage.service.requests if one.kind is Kind.DELETE]


@pytest.mark.parametrize("batches", [None, [1]])
def test_undone_with_deletions_that_never_left_the_old_rows_stay(make_story: Make, batches: list[int] | None) -> None:
    story = make_story()
    story.stage.service.stop()
    assert story.stage.send(story.run).paused is Cause.OFFLINE
    story.stage.service.start()
    assert not story.stage.undo(story.run, batches).unfinished
    for run in (1, 2, story.run):
        assert not story.stage.journal.run(run).unfinished
        story.stage.send(run)
    assert story.there() == counted((*FIRST, *SECOND, *KEPT))


def test_undone_after_some_were_deleted_the_others_stay(make_story: Make) -> None:
    story = make_story()
    story.faults(on_delete(STOPPING["points"][0], 2))
    story.check_held(story.stage.send(story.run), Cause.POINTS, gone=150)
    story.faults(None)
    assert not story.stage.undo(story.run).unfinished
    assert story.stage.states(2)[0] is BatchState.DELETING, "its request has left: it may be gone"
    assert story.there() == counted((*SECOND, *KEPT))
    ended = story.stage.send(2)
    assert ended.totals == Totals(total=30, undone=30)


def test_undone_after_it_was_sent_it_is_undone_like_any_other(make_story: Make) -> None:
    story = make_story()
    story.check_done(story.stage.send(story.run))
    assert story.stage.undo(story.run).totals == Totals(total=len(NEW), undone=len(NEW))
    assert story.there() == counted(KEPT)


def test_what_was_undone_by_hand_meanwhile_needs_no_deletion(make_story: Make) -> None:
    story = make_story()
    story.stage.undo(1)
    story.stage.undo(2)
    story.stage.events.clear()
    story.check_done(story.stage.send(story.run))
    assert not [event for event in story.stage.events if isinstance(event, Replacing)]


def test_a_run_whose_new_rows_are_refused_has_ended_all_the_same(make_story: Make) -> None:
    named = answers.violations([answers.Violation("items[0].metric.name", "Нельзя")])
    story = make_story()
    story.faults(
        lambda facts: Fault(reply=named) if facts.kind is Kind.ADD and facts.items() and facts.nth < 12 else None
    )
    ended = story.stage.send(story.run)
    assert ended.totals.refused > 0
    assert ended.totals.refused + ended.totals.imported == len(NEW)
    assert not story.watch.doubled


def test_old_attempts_that_were_free_or_tried_twice_can_be_replaced(make_stage) -> None:  # type: ignore[no-untyped-def]
    """The first add of the plan is not taken, the next ends in error, is deleted and sent once more."""

    def eventful(facts: RequestFacts) -> Fault | None:
        if facts.kind is Kind.ADD and facts.nth == 2:
            return Fault(reply=answers.pace_refusal())
        return Fault(status="error") if facts.kind is Kind.ADD and facts.nth == 3 else None

    stage = make_stage(faults=eventful)
    assert stage.send(stage.new_run(SECOND)).totals.imported == len(SECOND)
    assert len(stage.journal.batch(1, 1).attempts) == 3
    assert stage.journal.batch(1, 1).attempts[1].delete_reason is DeleteReason.RETRY
    stage.service.faults = None
    items = [item._replace(value=7) for item in SECOND]
    run = stage.new_run(items, digest="e", replaces=[(1, 1)])
    assert stage.send(run).totals == Totals(total=len(items), imported=len(items))
    assert stage.service.imported() == counted(items)
