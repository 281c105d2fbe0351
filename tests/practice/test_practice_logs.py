"""How logs are worked off, counted and deleted."""

import pytest
from practice.caller import HEADERS, Caller, as_tuple, plan


class Clock:
    """A clock that tests set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


UNKNOWN = "Лог импорта не найден"


def statuses(service):
    return [log.status for log in service.logs()]


def test_logs_of_one_project_are_worked_off_one_after_another(serve):
    clock = Clock()
    service, caller = serve(clock=clock, finish_after=1.0)
    other = Caller(service.address, HEADERS | {"SiteId": "777"})
    caller.accepted([plan(1)])
    caller.accepted([plan(2)])
    other.accepted([plan(3)])
    assert statuses(service) == ["in progress..."] * 3
    clock.now += 1
    assert statuses(service) == ["success", "in progress...", "success"]
    clock.now += 1
    assert statuses(service) == ["success"] * 3


def test_items_count_only_from_success_on(serve):
    clock = Clock()
    service, caller = serve(clock=clock, finish_after=1.0)
    log_id = caller.accepted([plan(1)])
    assert caller.status(log_id).data == {"status": "in progress...", "items": [plan(1)]}
    assert not service.imported()
    clock.now += 1
    assert service.imported() == {as_tuple(plan(1)): 1}


def test_adding_twice_adds_twice(serve):
    service, caller = serve()
    first, second = caller.accepted([plan(), plan()]), caller.accepted([plan()])
    assert (first, second) == (900000001, 900000002)
    assert service.imported() == {as_tuple(plan()): 3}


def test_a_deleted_log_takes_its_items_along(serve):
    service, caller = serve()
    first, second = caller.accepted([plan(), plan(2)]), caller.accepted([plan()])
    answer = caller.delete([first])
    assert answer.document == {
        "meta": [],
        "data": {"importLogs": [{"importLogId": first, "deleteStatus": "success", "error": None}]},
    }
    assert service.imported() == {as_tuple(plan()): 1}
    assert caller.status(first).data["apiErrorData"]["errorMessage"] == UNKNOWN
    assert caller.status(second).code == 200


def test_what_cannot_be_deleted_is_said_log_by_log(serve):
    clock = Clock()
    service, caller = serve(clock=clock, finish_after=1.0)
    foreign = Caller(service.address, HEADERS | {"SiteId": "777"}).accepted([plan()])
    done = caller.accepted([plan()])
    clock.now += 1
    busy = caller.accepted([plan()])
    answer = caller.delete([done, busy, 5, foreign, done]).data["importLogs"]
    assert [one["deleteStatus"] for one in answer] == ["success", "error", "error", "error", "error"]
    words = [one["error"] and one["error"]["errorMessage"] for one in answer]
    assert words == [None, "Импорт ещё не завершён, удаление невозможно", UNKNOWN, UNKNOWN, "Импорт уже удалён"]
    assert [log.deleted for log in service.logs()] == [False, True, False]


@pytest.mark.parametrize(
    ("ids", "violation"),
    [
        ([], ("importLogIds", "Эта коллекция должна содержать 1 элемент или больше.")),
        (list(range(101)), ("importLogIds", "Эта коллекция должна содержать 100 элементов или меньше.")),
        (["1"], ("importLogIds[0]", "Тип значения должен быть integer.")),
        ([1, True], ("importLogIds[1]", "Тип значения должен быть integer.")),
        (1, ("importLogIds", "Тип значения должен быть array.")),
    ],
)
def test_what_is_no_list_of_logs(serve, ids, violation):
    _, caller = serve()
    assert caller.delete(ids).violations == [violation]


def test_a_deletion_without_ids_or_json(serve):
    _, caller = serve()
    assert caller.send("/users-import/delete", b"{}").data["message"].endswith('"importLogIds"')
    assert caller.send("/users-import/delete", b"").data["apiErrorData"]["errorCode"] == 1


def test_a_log_belongs_to_its_project(serve):
    service, caller = serve()
    log_id = caller.accepted([plan()])
    stranger = Caller(service.address, HEADERS | {"SiteId": "777"})
    assert stranger.status(log_id).data["apiErrorData"]["errorMessage"] == UNKNOWN
    assert caller.status(log_id + 1).data["apiErrorData"]["errorMessage"] == UNKNOWN


def test_a_status_costs_no_state(serve):
    service, caller = serve()
    log_id = caller.accepted([plan()])
    before = service.imported()
    assert caller.status(log_id).body == caller.status(log_id).body
    assert service.imported() == before


def test_the_state_page_tells_all_and_hides_the_token(serve):
    service, caller = serve()
    log_id = caller.accepted([plan(7), plan(7)])
    caller.status(log_id)
    caller.delete([caller.accepted([plan(8)])])
    caller.add([])
    state = caller.state()
    assert state["imported"] == [{"item": list(as_tuple(plan(7))), "count": 2}]
    assert state["deleted"] == [log_id + 1]
    assert state["logs"][0] == {"importLogId": log_id, "site": "12345", "status": "success", "items": 2}
    assert {kind: len(times) for kind, times in state["requests"].items()} == {
        "add": 3,
        "status": 1,
        "delete": 1,
        "other": 0,
    }
    assert state["refusedForPace"] == state["incomplete"] == 0
    assert "practice-token" not in str(state)
    assert len(service.arrivals) == 5
    assert [record.code for record in service.requests] == [200, 200, 200, 200, 400]
