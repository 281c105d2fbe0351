"""Faults that tests decide request by request."""

import time
from concurrent.futures import ThreadPoolExecutor
from http.client import BadStatusLine, IncompleteRead, RemoteDisconnected

import pytest
from practice.caller import as_tuple, plan

from planimport_gui.practice.answers import Reply, as_json
from planimport_gui.practice.chance import FAULTS, RandomFaults, Trouble
from planimport_gui.practice.faults import (
    Cut,
    Fault,
    Kind,
    RequestFacts,
    with_echo,
    with_value,
    without_delete_status,
    without_deletion,
    without_rows,
)


def on(kind, fault, nth=1):
    """The fault for one request, no other."""
    return lambda facts: fault if (facts.kind, facts.nth) == (kind, nth) else None


HTML = Reply(502, b"<html>", (("Content-Type", "text/html"),))


@pytest.mark.parametrize(
    ("fault", "executed"),
    [
        (Fault(), True),
        (Fault(cut=Cut.HEAD), False),
        (Fault(cut=Cut.HEAD, execute=True), False),
        (Fault(cut=Cut.PART), False),
        (Fault(cut=Cut.BODY), False),
        (Fault(cut=Cut.BODY, execute=True), True),
        (Fault(cut=Cut.ANSWER_HEAD), True),
        (Fault(cut=Cut.ANSWER), True),
        (Fault(cut=Cut.ANSWER, execute=False), False),
        (Fault(reply=HTML), False),
        (Fault(reply=HTML, execute=True), True),
        (Fault(raw=b"nonsense"), False),
        (Fault(raw=b"nonsense", execute=True), True),
        (Fault(delay=0.01), True),
    ],
)
def test_whether_a_faulty_add_takes_effect(serve, fault, executed):
    service, caller = serve(faults=on(Kind.ADD, fault))
    if fault.cut is Cut.ANSWER_HEAD:
        assert caller.add([plan()]).body == b""
    elif fault.cut or fault.raw:
        with pytest.raises((OSError, BadStatusLine, IncompleteRead)):
            caller.add([plan()])
    else:
        caller.add([plan()])
    assert service.imported().total() == executed
    assert service.requests[0].executed is executed
    assert service.requests[0].faulty
    assert (service.requests[0].arrival is None) is (fault.cut in (Cut.HEAD, Cut.PART))
    caller.accepted([plan()])


def test_another_answer_with_its_code_headers_and_body(serve):
    _, caller = serve(faults=on(Kind.ADD, Fault(reply=Reply(302, b"go", (("location", "http://elsewhere/"),)))))
    answer = caller.add([plan()])
    assert (answer.code, answer.body, answer.headers["Location"]) == (302, b"go", "http://elsewhere/")


def test_an_answer_without_length_ends_with_the_connection(serve):
    raw = b"HTTP/1.1 200 OK\r\n\r\n{}"
    _, caller = serve(faults=on(Kind.ADD, Fault(raw=raw)))
    assert caller.add([plan()]).body == b"{}"


def test_cuts_look_to_the_client_as_they_are_named(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(cut=Cut.BODY)))
    with pytest.raises(RemoteDisconnected):
        caller.add([plan()])
    service.faults = on(Kind.ADD, Fault(cut=Cut.BODY, reset=True), nth=2)
    with pytest.raises(ConnectionResetError):
        caller.add([plan()])
    reply = as_json({"data": "x" * 1000})
    service.faults = on(Kind.ADD, Fault(cut=Cut.ANSWER, reply=reply), nth=3)
    with pytest.raises(IncompleteRead):
        caller.add([plan()])


def test_a_large_body_is_cut_while_the_client_still_writes(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(cut=Cut.HEAD, hold=0.2, reset=True)), receive_buffer=4096)
    with pytest.raises((BrokenPipeError, ConnectionResetError)):
        caller.send("/plans-import/add", b" " * 30_000_000)
    assert service.arrivals == ()


def test_an_answer_may_come_before_the_body_was_read(serve):
    _, caller = serve(faults=on(Kind.ADD, Fault(cut=Cut.HEAD, reply=Reply(408, b"{}"))))
    assert caller.send("/plans-import/add").code == 408


def test_answers_drip(serve):
    _, caller = serve(faults=on(Kind.ADD, Fault(drip=0.0001)))
    assert caller.add([plan()]).data == {"importLogId": 900000001}


def test_delay_comes_after_execution_and_its_answer_ends_with_the_service(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(delay=60)))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(caller.add, [plan()])
        while not service.arrivals:
            time.sleep(0.01)
        assert service.imported().total() == 1
        service.stop()
        assert isinstance(waiting.exception(timeout=5), ConnectionError)


def test_hold_comes_before_execution(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(hold=60)))
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(caller.add, [plan()])
        while not service.requests:
            time.sleep(0.01)
        service.stop()
        assert isinstance(waiting.exception(timeout=5), ConnectionError)
    assert service.arrivals == ()
    assert not service.logs()


def test_an_altered_echo(serve):
    service, caller = serve()
    log_id = caller.accepted([plan(1), plan(2), plan(3)])
    changes = [
        (without_rows(1), [plan(1), plan(3)]),
        (with_value(0, 9), [plan(9), plan(2), plan(3)]),
        (with_echo([plan(5)]), [plan(5)]),
    ]
    for nth, (alter, echo) in enumerate(changes, 1):
        service.faults = on(Kind.STATUS, Fault(alter=alter), nth)
        assert caller.status(log_id).data == {"status": "success", "items": echo}
    assert caller.status(log_id).data["items"] == [plan(1), plan(2), plan(3)]


def test_statuses_can_be_named(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(status="error")))
    failed, fine = caller.accepted([plan(1)]), caller.accepted([plan(2)])
    assert caller.status(failed).data["status"] == "error"
    service.faults = on(Kind.STATUS, Fault(status="in progress..."), 2)
    assert caller.status(fine).data["status"] == "in progress..."
    assert caller.status(fine).data["status"] == "success"
    assert service.imported() == {as_tuple(plan(2)): 1}


def test_a_log_id_can_be_forgotten(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(forget=True)))
    log_id = caller.accepted([plan()])
    assert caller.status(log_id).code == 404
    assert caller.delete([log_id]).data["importLogs"][0]["deleteStatus"] == "error"
    assert service.imported().total() == 1
    assert service.logs()[0].forgotten


def test_a_log_id_can_be_used_twice(serve):
    service, caller = serve(faults=on(Kind.ADD, Fault(log_id=900000001), 2))
    assert [caller.accepted([plan(n)]) for n in (1, 2)] == [900000001] * 2
    assert caller.status(900000001).data["items"] == [plan(1)]
    assert service.imported().total() == 2


def test_a_deletion_can_go_unmentioned(serve):
    service, caller = serve(faults=on(Kind.DELETE, Fault(alter=without_deletion(1))))
    first, second = caller.accepted([plan()]), caller.accepted([plan()])
    assert [one["importLogId"] for one in caller.delete([first, second]).data["importLogs"]] == [first]
    assert not service.imported()
    service.faults = on(Kind.DELETE, Fault(alter=without_delete_status), 2)
    assert caller.delete([first]).data["importLogs"][0].keys() == {"importLogId", "error"}


def test_a_request_over_the_pace_meets_no_fault(serve):
    service, caller = serve(pace=1, clock=lambda: 1.0, faults=on(Kind.ADD, Fault(reply=HTML, execute=True), 2))
    caller.accepted([plan()])
    assert caller.add([plan()]).code == 429
    assert service.imported().total() == 1


def test_facts_tell_what_is_asked(serve):
    seen = []
    _, caller = serve(faults=lambda facts: seen.append((facts, facts.items())))
    log_id = caller.accepted([plan()])
    caller.status(log_id)
    caller.delete([log_id])
    caller.send("/plans-import/add", b"{")
    assert [(f.number, f.kind.value, f.nth, f.log_id, items) for f, items in seen] == [
        (1, "add", 1, None, [plan()]),
        (2, "status", 1, log_id, []),
        (3, "delete", 1, None, [log_id]),
        (4, "add", 2, None, []),
    ]
    assert seen[0][0].headers["siteid"] == "12345"


def facts(number, kind=Kind.ADD):
    return RequestFacts(number, kind, number, "/", {}, 0, None, bytes)


def test_random_faults_depend_on_the_seed_and_not_on_the_order():
    first, second = RandomFaults(7, 0.5), RandomFaults(7, 0.5)
    forward = [first(facts(n)) for n in range(1, 50)]
    assert [second(facts(n)) for n in range(49, 0, -1)] == forward[::-1]
    assert forward != [RandomFaults(8, 0.5)(facts(n)) for n in range(1, 50)]


def test_random_faults_keep_to_rate_and_kinds():
    assert not any(RandomFaults(1, 0.0)(facts(n)) for n in range(100))
    only = RandomFaults(1, 1.0, [Trouble.CUT_AFTER])
    assert {only(facts(n)) for n in range(100)} == {FAULTS[Trouble.CUT_AFTER]}
    deletions = RandomFaults(1, 1.0, [Trouble.LOST_DELETION])
    assert deletions(facts(1)) is None
    assert deletions(facts(1, Kind.DELETE)) is FAULTS[Trouble.LOST_DELETION]
    share = sum(RandomFaults(1, 0.3)(facts(n)) is not None for n in range(1000))
    assert 250 < share < 350


def test_every_random_trouble_has_its_fault():
    assert set(FAULTS) == set(Trouble)
