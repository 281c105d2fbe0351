"""Every row of DESIGN's table of a batch, over real sockets: what the journal, the totals and the service hold."""

from dataclasses import replace

import pytest
from support.stage import FAST, Stage, counted, plan_item, plan_items

from planimport_gui.facts.events import BatchChanged, RunEnded, RunStarted
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, BatchKind, BatchState, Totals
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Cut, Fault, Faults, Kind, RequestFacts, with_echo, with_value, without_rows


def on(kind: Kind, nth: int | range, fault: Fault) -> Faults:
    """The fault for the ``nth`` request of a kind; the first add is the connection test."""
    wanted = range(nth, nth + 1) if isinstance(nth, int) else nth

    def choose(facts: RequestFacts) -> Fault | None:
        return fault if facts.kind is kind and facts.nth in wanted else None

    return choose


EVER = range(1, 10_000)
FIRST_ADD = 2


def assert_once(stage: Stage, items: list) -> None:  # type: ignore[type-arg]  # lists of items
    assert stage.service.imported() == counted(items)


def test_250_clean_rows_arrive_once_in_three_batches(make_stage) -> None:
    stage = make_stage()
    items = plan_items(250)
    ended = stage.send(stage.new_run(items, left_out=2))
    assert ended.totals == Totals(total=252, imported=250, left_out=2)
    assert_once(stage, items)
    assert stage.states(1) == [BatchState.SUCCESS] * 3
    assert (ended.unfinished, ended.paused, ended.cancelled) == (False, None, False)
    assert ended.requests == len(stage.service.requests) == 7
    assert stage.told(1) == [BatchState.SENDING, BatchState.ACCEPTED, BatchState.SUCCESS]
    assert stage.events[0] == RunStarted(1, "12345", 252, 3)
    assert stage.events[-1] == ended


def test_the_first_batch_goes_alone(make_stage) -> None:
    stage = make_stage(latency=0.05)
    stage.send(stage.new_run(plan_items(500)))
    sending = [e for e in stage.events if isinstance(e, BatchChanged)]
    assert [e.state for e in sending[:2]] == [BatchState.SENDING, BatchState.ACCEPTED]
    assert sending[0].batch == sending[1].batch == 1


def test_named_rows_are_set_aside_and_the_others_sent(make_stage) -> None:
    stage = make_stage()
    items = plan_items(30)
    items[4] = plan_item(5, kind="Пользовательские", name="Клики")
    items[9] = items[9]._replace(source="", medium="", campaign="")
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=30, imported=28, refused=2)
    assert_once(stage, [item for number, item in enumerate(items) if number not in (4, 9)])
    assert {row.row: row.field for row in stage.journal.refused_rows(1)} == {5: "metric.name", 10: "source"}
    assert [batch.kind for batch in stage.journal.batches(1)] == [BatchKind.PLANNED, BatchKind.REMAINDER]
    assert not ended.unfinished


def test_a_refusal_without_a_name_is_searched_by_halves(make_stage) -> None:
    stage = make_stage(scenario="refused-whole")
    items = plan_items(120)
    ended = stage.send(stage.new_run(items))
    assert ended.totals.refused == 1
    assert ended.totals.imported == 119
    assert ended.totals.balanced
    bad = {row.row for row in stage.journal.refused_rows(1)}
    assert_once(stage, [item for number, item in enumerate(items, start=1) if number not in bad])


def test_too_large_a_request_is_halved(make_stage) -> None:
    def too_large(facts: RequestFacts) -> Fault | None:
        if facts.kind is Kind.ADD and len(facts.items()) > 20:
            return Fault(reply=answers.message("too large", 413))
        return None

    stage = make_stage(faults=too_large)
    items = plan_items(90)
    assert stage.send(stage.new_run(items)).totals == Totals(total=90, imported=90)
    assert_once(stage, items)


NOT_EXECUTED = {
    "429": Fault(reply=answers.pace_refusal(0)),
    "pace in words": Fault(reply=answers.message("Слишком много запросов", 400)),
    "503 with a wish": Fault(reply=answers.message("Сервис занят", 503, (("Retry-After", "0"),))),
}


@pytest.mark.parametrize("fault", NOT_EXECUTED.values(), ids=list(NOT_EXECUTED))
def test_what_was_not_executed_is_sent_again(make_stage, fault: Fault) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, fault))
    items = plan_items(120)
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=120, imported=120)
    assert_once(stage, items)
    assert [a.state for a in stage.journal.batch(1, 1).attempts] == [AttemptState.FREE, AttemptState.SUCCESS]
    assert stage.told(1)[:3] == [BatchState.SENDING, BatchState.PLANNED, BatchState.SENDING]
    assert stage.waits()


PAUSING = {
    "token": (Fault(reply=answers.message("Access token не найден", 401)), Cause.TOKEN),
    "points": (Fault(reply=answers.message("Закончились баллы API", 403)), Cause.POINTS),
    "method": (Fault(reply=answers.message("", 405)), Cause.METHOD),
}


@pytest.mark.parametrize(("fault", "cause"), PAUSING.values(), ids=list(PAUSING))
def test_token_points_and_method_pause_with_nothing_in_doubt(make_stage, fault: Fault, cause: Cause) -> None:
    stage = make_stage(faults=on(Kind.ADD, 3, fault))
    items = plan_items(250)
    run = stage.new_run(items)
    ended = stage.send(run)
    assert ended.paused is cause
    assert ended.unfinished
    assert ended.totals.unknown == 0
    assert ended.totals.not_sent >= 50
    stage.service.faults = None
    stage.restart()
    assert stage.send(run).totals == Totals(total=250, imported=250)
    assert_once(stage, items)
    assert stage.journal.run(run).paused is None


def test_a_test_that_meets_trouble_sends_nothing(make_stage) -> None:
    stage = make_stage(token="another")
    ended = stage.send(stage.new_run(plan_items(5)))
    assert (ended.paused, ended.requests) == (Cause.TOKEN, 1)
    assert ended.totals == Totals(total=5, not_sent=5)


def test_a_service_that_cannot_answer_a_test_gets_no_plan(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, EVER, Fault(reply=answers.message("boom", 502))))
    ended = stage.send(stage.new_run(plan_items(5)))
    assert ended.paused is Cause.SERVER
    assert ended.totals == Totals(total=5, not_sent=5)


DOUBTS = {
    "cut before an answer, not executed": (Fault(cut=Cut.BODY), Cause.SILENT, 0),
    "cut before an answer, executed": (Fault(cut=Cut.BODY, execute=True), Cause.SILENT, 1),
    "cut in the answer": (Fault(cut=Cut.ANSWER), Cause.UNREADABLE, 1),
    "500": (Fault(reply=answers.message("boom", 500)), Cause.SERVER, 0),
    "504 executed": (Fault(reply=answers.message("boom", 504), execute=True), Cause.SERVER, 1),
    "empty": (Fault(reply=answers.Reply(200, b""), execute=True), Cause.UNREADABLE, 1),
    "html": (Fault(reply=answers.Reply(200, b"<html>"), execute=True), Cause.UNREADABLE, 1),
    "log id as text": (Fault(reply=answers.data({"importLogId": "77"}), execute=True), Cause.UNREADABLE, 1),
    "too late": (Fault(delay=4.5), Cause.SILENT, 1),
}


@pytest.mark.parametrize(("fault", "cause", "arrived"), DOUBTS.values(), ids=list(DOUBTS))
def test_doubt_is_kept_and_never_sent_again(make_stage, fault: Fault, cause: Cause, arrived: int) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, fault))
    items = plan_items(150)
    run = stage.new_run(items)
    ended = stage.send(run)
    assert ended.totals == Totals(total=150, imported=50, unknown=100)
    assert not ended.unfinished
    (attempt,) = stage.journal.batch(run, 1).attempts
    assert (attempt.state, attempt.cause, attempt.log_id) == (AttemptState.UNKNOWN, cause, None)
    stage.restart()
    assert stage.send(run).totals == ended.totals
    stage.restart()
    assert_once(stage, items[100:] + items[:100] * arrived)


def test_foreign_answers_leave_doubt_and_pause(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, Fault(reply=answers.Reply(403, b"<html>blocked"))))
    ended = stage.send(stage.new_run(plan_items(150)))
    assert ended.paused is Cause.FOREIGN
    assert ended.totals == Totals(total=150, unknown=100, not_sent=50)
    assert ended.unfinished


def test_a_log_id_that_is_known_already_proves_nothing(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, 3, Fault(log_id=900000001)))
    ended = stage.send(stage.new_run(plan_items(150)))
    assert ended.totals == Totals(total=150, imported=100, unknown=50)
    assert stage.journal.batch(1, 2).attempts[0].cause is Cause.KNOWN_LOG


def test_three_batches_in_doubt_pause_the_run(make_stage) -> None:
    faults = on(Kind.ADD, range(3, 100), Fault(cut=Cut.BODY, execute=True))
    stage = make_stage(faults=faults, times=replace(FAST, in_flight=2))
    ended = stage.send(stage.new_run(plan_items(1000)))
    assert ended.paused is Cause.ALIKE
    assert (ended.words, stage.journal.run(ended.run).paused_words) == ("", ""), "the service said nothing"
    assert ended.totals.unknown == 300
    assert ended.totals.imported == 100
    assert ended.totals.balanced


def test_three_batches_refused_whole_pause_the_run_before_any_search(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, range(2, 100), Fault(reply=answers.data_message("не так"))))
    ended = stage.send(stage.new_run(plan_items(1000)))
    assert ended.paused is Cause.ALIKE
    assert ended.totals == Totals(total=1000, not_sent=1000)
    assert ended.requests == 4


def test_waits_never_count_and_after_a_while_pause(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, range(2, 10_000), Fault(reply=answers.pace_refusal(0))))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert ended.paused is Cause.PACE
    assert ended.totals == Totals(total=50, not_sent=50)
    assert len(stage.service.requests) > 4


def test_no_connection_waits_and_pauses(make_stage) -> None:
    stage = make_stage()
    run = stage.new_run(plan_items(50))
    stage.service.stop()
    ended = stage.send(run)
    assert (ended.paused, ended.requests) == (Cause.OFFLINE, 0)
    stage.service.start()
    assert stage.send(run).totals == Totals(total=50, imported=50)


def test_error_is_deleted_and_sent_a_second_time(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, Fault(status="error")))
    items = plan_items(150)
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=150, imported=150)
    assert_once(stage, items)
    assert [a.state for a in stage.journal.batch(1, 1).attempts] == [AttemptState.UNDONE, AttemptState.SUCCESS]
    assert [log.deleted for log in stage.service.logs()] == [True, False, False]


def test_a_second_error_is_left_to_the_user(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, EVER, Fault(status="error")))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert ended.totals == Totals(total=50, failed=50)
    assert not ended.unfinished
    assert len([r for r in stage.service.requests if r.kind is Kind.ADD]) == 3


def test_an_error_whose_log_is_not_deleted_is_left_to_the_user(make_stage) -> None:
    refused = answers.deletions([(900000001, "Нельзя удалить")])
    both = [on(Kind.ADD, FIRST_ADD, Fault(status="error")), on(Kind.DELETE, 1, Fault(reply=refused))]
    stage = make_stage(faults=lambda facts: both[0](facts) or both[1](facts))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert ended.totals == Totals(total=50, failed=50)
    assert stage.journal.batch(1, 1).attempts[0].words == "Нельзя удалить"
    assert not ended.unfinished


def test_an_echo_that_lacks_and_alters_rows_leaves_those_in_doubt(make_stage) -> None:
    alter = lambda document: with_value(0, 999)(without_rows(7)(document))  # noqa: E731 - one use
    stage = make_stage(faults=on(Kind.STATUS, EVER, Fault(alter=alter)))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert ended.totals == Totals(total=50, imported=48, unknown=2)
    assert stage.states(1) == [BatchState.SUCCESS]


def test_an_echo_of_another_import_strikes_the_log_id_off(make_stage) -> None:
    foreign = [plan_item(9999).wire()]
    stage = make_stage(faults=on(Kind.STATUS, EVER, Fault(alter=with_echo(foreign))))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert ended.totals == Totals(total=50, unknown=50)
    attempt = stage.journal.batch(1, 1).attempts[0]
    assert (attempt.state, attempt.struck) == (AttemptState.UNKNOWN, True)


POLL_TROUBLE = {
    "429": Fault(reply=answers.pace_refusal(0)),
    "500": Fault(reply=answers.message("boom", 500)),
    "html": Fault(reply=answers.Reply(200, b"<html>")),
    "cut": Fault(cut=Cut.BODY),
    "in progress": Fault(status="in progress..."),
    "408": Fault(reply=answers.message("late", 408)),
}


@pytest.mark.parametrize("fault", POLL_TROUBLE.values(), ids=list(POLL_TROUBLE))
def test_questions_are_asked_again(make_stage, fault: Fault) -> None:
    stage = make_stage(faults=on(Kind.STATUS, range(1, 3), fault))
    items = plan_items(50)
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=50, imported=50)
    assert len([r for r in stage.service.requests if r.kind is Kind.STATUS]) == 3
    assert_once(stage, items)


def test_a_token_refused_while_asking_pauses_and_keeps_what_is_pending(make_stage) -> None:
    stage = make_stage(faults=on(Kind.STATUS, EVER, Fault(reply=answers.message("Access token не найден", 401))))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert (ended.paused, ended.unfinished) == (Cause.TOKEN, True)
    assert ended.totals == Totals(total=50, pending=50)


def test_a_log_the_service_never_knew_ends_in_doubt_with_its_number(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, Fault(forget=True)))
    items = plan_items(150)
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=150, imported=50, unknown=100)
    attempt = stage.journal.batch(1, 1).attempts[0]
    assert (attempt.cause, attempt.log_id) == (Cause.LOST_LOG, 900000001)


def test_without_waiting_the_run_ends_when_all_is_accepted(make_stage) -> None:
    stage = make_stage(finish_after=0.3)
    run = stage.new_run(plan_items(250))
    ended = stage.send(run, wait=False)
    assert ended.totals == Totals(total=250, pending=250)
    assert ended.unfinished
    stage.restart()
    assert stage.send(run).totals == Totals(total=250, imported=250)


def test_final_states_are_awaited_only_so_long(make_stage) -> None:
    stage = make_stage(finish_after=60.0, times=replace(FAST, settle_limit=0.3))
    ended = stage.send(stage.new_run(plan_items(50)))
    assert (ended.totals, ended.paused) == (Totals(total=50, pending=50), None)
    assert ended.unfinished


def test_rows_with_one_key_that_do_not_fit_wait_for_the_batch_before(make_stage) -> None:
    stage = make_stage(finish_after=0.05)
    items = [plan_item(1)] * 150
    ended = stage.send(stage.new_run(items))
    assert ended.totals == Totals(total=150, imported=150)
    order = [(e.batch, e.state) for e in stage.events if isinstance(e, BatchChanged)]
    assert order.index((1, BatchState.SUCCESS)) < order.index((2, BatchState.SENDING))


def test_they_do_not_go_at_all_after_a_doubt(make_stage) -> None:
    stage = make_stage(faults=on(Kind.ADD, FIRST_ADD, Fault(cut=Cut.BODY, execute=True)))
    ended = stage.send(stage.new_run([plan_item(1)] * 150))
    assert isinstance(ended, RunEnded)
    assert ended.totals == Totals(total=150, unknown=100, not_sent=50)
