"""Undo by batch, and the user's answers to a batch in doubt."""

from dataclasses import replace
from itertools import pairwise

import pytest
from support.stage import FAST, Stage, counted, plan_item, plan_items

from planimport_gui.facts.events import LogDeleted
from planimport_gui.facts.outcomes import Cause, ImportStatus
from planimport_gui.facts.records import BatchKind, BatchState, Totals
from planimport_gui.importing import recovery
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts, without_deletion, without_rows

WHO = "analyst"


def first_add_in_doubt(facts: RequestFacts) -> Fault | None:
    return Fault(cut=Cut.BODY, execute=True) if (facts.kind, facts.nth) == (Kind.ADD, 2) else None


def in_doubt(make_stage, items) -> Stage:  # type: ignore[no-untyped-def]  # fixture
    stage = make_stage(faults=first_add_in_doubt)
    stage.send(stage.new_run(items))
    stage.service.faults = None
    return stage


def test_undo_deletes_every_batch_and_says_so(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(250))
    stage.send(run)
    ended = stage.undo(run)
    assert ended.totals == Totals(total=250, undone=250)
    assert not stage.service.imported()
    told = [event for event in stage.events if isinstance(event, LogDeleted)]
    assert [(event.batch, event.deleted) for event in told] == [(1, True), (2, True), (3, True)]


def test_undo_during_the_deletion_before_a_second_try_sends_nothing_again(make_stage) -> None:
    def error_and_silence(facts: RequestFacts) -> Fault | None:
        if (facts.kind, facts.nth) == (Kind.ADD, 2):
            return Fault(status="error")
        return Fault(cut=Cut.BODY) if facts.kind is Kind.DELETE and facts.nth < 200 else None

    stage = make_stage(faults=error_and_silence, times=replace(FAST, settle_limit=0.3))
    run = stage.new_run(plan_items(50))
    assert stage.send(run).unfinished
    stage.service.faults = None
    assert stage.undo(run).totals == Totals(total=50, undone=50)
    assert stage.send(run).totals == Totals(total=50, undone=50)
    assert not stage.service.imported()


def test_undo_of_one_batch_leaves_the_others(make_stage) -> None:
    stage = make_stage()
    items = plan_items(250)
    run = stage.new_run(items)
    stage.send(run)
    assert stage.undo(run, [2]).totals == Totals(total=250, imported=150, undone=100)
    assert stage.service.imported() == counted(items[:100] + items[200:])


def test_undo_waits_for_what_is_still_in_progress(make_stage) -> None:
    stage = make_stage(finish_after=0.2)
    run = stage.new_run(plan_items(150))
    stage.send(run, wait=False)
    assert stage.undo(run).totals == Totals(total=150, undone=150)
    assert not stage.service.imported()


def test_undo_of_a_paused_run_never_sends_the_rest(make_stage) -> None:
    stage = make_stage(points=4)
    run = stage.new_run(plan_items(900))
    ended = stage.send(run)
    assert ended.paused is Cause.POINTS
    stage.service.refill(None)
    undone = stage.undo(run)
    assert undone.totals.imported == undone.totals.pending == 0
    assert undone.totals.undone + undone.totals.not_sent == 900
    assert not undone.unfinished
    assert stage.send(run).totals == undone.totals
    assert not stage.service.imported()


def test_what_the_service_does_not_delete_stays_imported_with_its_words(make_stage) -> None:
    refused = answers.deletions([(900000001, "Нельзя"), (900000002, None)])
    stage = make_stage()
    run = stage.new_run(plan_items(150))
    stage.send(run)
    stage.service.faults = lambda facts: Fault(reply=refused) if facts.kind is Kind.DELETE else None
    ended = stage.undo(run)
    assert ended.totals == Totals(total=150, imported=100, undone=50)
    told = {event.batch: event for event in stage.events if isinstance(event, LogDeleted)}
    assert (told[1].deleted, told[1].words, told[2].deleted) == (False, "Нельзя", True)
    assert not ended.unfinished


@pytest.mark.parametrize(
    "fault",
    [
        Fault(cut=Cut.BODY),
        Fault(cut=Cut.BODY, execute=True),
        Fault(reply=answers.message("boom", 500)),
        Fault(reply=answers.message("boom", 500), execute=True),
        Fault(alter=without_deletion(0)),
    ],
    ids=["cut", "cut after", "500", "500 after", "not mentioned"],
)
def test_a_deletion_without_an_answer_is_asked_again(make_stage, fault: Fault) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(150))
    stage.send(run)
    stage.service.faults = lambda facts: fault if (facts.kind, facts.nth) == (Kind.DELETE, 1) else None
    assert stage.undo(run).totals == Totals(total=150, undone=150)
    assert not stage.service.imported()


def test_a_refusal_after_an_unanswered_deletion_stands_where_the_log_is_still_there(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(50))
    stage.send(run)
    faults = {1: Fault(cut=Cut.BODY), 2: Fault(reply=answers.deletions([(900000001, "Нельзя")]))}
    stage.service.faults = lambda facts: faults.get(facts.nth) if facts.kind is Kind.DELETE else None
    assert stage.undo(run).totals == Totals(total=50, imported=50)
    assert sum(stage.service.imported().values()) == 50


def test_a_deletion_found_at_start_is_asked_again_by_resume(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(50))
    stage.send(run)
    stage.service.stop()
    assert stage.undo(run).unfinished
    stage.restart()
    assert stage.journal.totals(run).unknown == 50
    stage.service.start()
    assert stage.send(run).totals == Totals(total=50, undone=50)


def test_rows_lost_in_the_echo_are_undone_with_their_batch(make_stage) -> None:
    stage = make_stage(faults=lambda facts: Fault(alter=without_rows(3)) if facts.kind is Kind.STATUS else None)
    run = stage.new_run(plan_items(20))
    assert stage.send(run).totals == Totals(total=20, imported=19, unknown=1)
    assert stage.undo(run).totals == Totals(total=20, undone=20)


def test_a_log_id_that_holds_the_rows_settles_the_doubt(make_stage) -> None:
    items = plan_items(150)
    stage = in_doubt(make_stage, items)
    check = recovery.check_log(stage.journal, stage.client, 1, 1, 900000001, WHO)
    assert check == recovery.Adopted(100, ImportStatus.SUCCESS)
    assert stage.journal.totals(1) == Totals(total=150, imported=150)
    assert stage.undo(1).totals == Totals(total=150, undone=150)
    assert not stage.service.imported()


def test_a_log_id_still_in_progress_is_asked_by_resume(make_stage) -> None:
    stage = make_stage(faults=first_add_in_doubt, finish_after=0.3)
    run = stage.new_run(plan_items(50))
    stage.send(run)
    check = recovery.check_log(stage.journal, stage.client, run, 1, 900000001, WHO)
    assert check == recovery.Adopted(50, ImportStatus.IN_PROGRESS)
    assert stage.journal.run(run).unfinished
    assert stage.send(run).totals == Totals(total=50, imported=50)


def test_other_log_ids_change_nothing(make_stage) -> None:
    stage = in_doubt(make_stage, plan_items(150))
    other = stage.new_run([plan_item(number) for number in range(100, 130)], digest="e")
    stage.send(other)
    checks = [recovery.check_log(stage.journal, stage.client, 1, 1, number, WHO) for number in (900000002, 900000077)]
    assert isinstance(checks[0], recovery.Taken)
    assert isinstance(checks[1], recovery.NoSuchLog)
    stage.service.stop()
    assert isinstance(recovery.check_log(stage.journal, stage.client, 1, 1, 900000001, WHO), recovery.NoAnswer)
    assert stage.journal.totals(1).unknown == 100


def test_a_log_id_with_another_import_is_not_adopted(make_stage) -> None:
    stage = in_doubt(make_stage, plan_items(50))
    elsewhere = make_stage()
    elsewhere.service.stop()
    stage.service.faults = lambda facts: Fault(alter=without_rows(0, 1)) if facts.kind is Kind.STATUS else None
    check = recovery.check_log(stage.journal, stage.client, 1, 1, 900000001, WHO)
    assert check == recovery.OtherImport(48, 50)
    assert stage.states(1) == [BatchState.UNKNOWN]


def test_a_claim_counts_as_imported_and_cannot_be_undone(make_stage) -> None:
    stage = in_doubt(make_stage, plan_items(50))
    recovery.claim(stage.journal, 1, 1, WHO)
    assert stage.journal.totals(1) == Totals(total=50, imported=50)
    assert stage.undo(1).totals == Totals(total=50, imported=50)


def test_sending_again_is_one_more_batch_and_the_doubt_stays(make_stage) -> None:
    items = plan_items(50)
    stage = in_doubt(make_stage, items)
    assert recovery.send_again(stage.journal, 1, 1, WHO) == 2
    assert stage.journal.batch(1, 2).kind is BatchKind.AGAIN
    ended = stage.send(1)
    assert ended.totals == Totals(total=50, unknown=50)
    assert stage.service.imported() == counted(items + items)
    with pytest.raises(recovery.SentAgainError):
        recovery.send_again(stage.journal, 1, 1, WHO)


def test_rows_lost_in_an_echo_can_be_answered_for_as_well(make_stage) -> None:
    stage = make_stage(faults=lambda facts: Fault(alter=without_rows(3)) if facts.kind is Kind.STATUS else None)
    run = stage.new_run(plan_items(20))
    assert stage.send(run).totals.unknown == 1
    with pytest.raises(recovery.NotInDoubtError):
        recovery.check_log(stage.journal, stage.client, run, 1, 900000001, WHO)
    recovery.claim(stage.journal, run, 1, WHO)
    assert stage.journal.totals(run) == Totals(total=20, imported=20)


def test_leaving_changes_nothing(make_stage) -> None:
    stage = in_doubt(make_stage, plan_items(50))
    recovery.leave(stage.journal, 1, 1, WHO)
    assert stage.journal.totals(1) == Totals(total=50, unknown=50)
    assert not stage.journal.run(1).unfinished


def test_only_doubts_can_be_answered(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(10))
    stage.send(run)
    with pytest.raises(recovery.NotInDoubtError):
        recovery.claim(stage.journal, run, 1, WHO)
    with pytest.raises(KeyError):
        recovery.claim(stage.journal, run, 2, WHO)


def test_a_cancelled_run_awaits_what_is_in_flight_and_goes_on_later(make_stage) -> None:
    stage = make_stage(latency=0.05, times=replace(FAST, rate=20.0))
    items = plan_items(1500)
    run = stage.new_run(items)
    tell = stage.events.append

    def cancel_at_the_fourth(event: object) -> None:
        tell(event)  # type: ignore[arg-type]  # an event of the run
        if stage.told(4):
            stage.importer.cancel()

    stage.importer._tell = cancel_at_the_fourth
    ended = stage.send(run)
    assert (ended.cancelled, ended.unfinished) == (True, True)
    assert ended.totals.unknown == 0
    assert ended.totals.not_sent > 0
    stage.restart()
    assert stage.send(run).totals == Totals(total=1500, imported=1500)
    assert stage.service.imported() == counted(items)
    assert all(earlier < later for earlier, later in pairwise(log.id for log in stage.service.logs()))
