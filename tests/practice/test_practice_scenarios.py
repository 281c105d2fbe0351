"""What each scenario does, as a client sees it."""

from http.client import RemoteDisconnected

import pytest
from practice.caller import as_tuple, metric, plan

from planimport_gui.practice.scenarios import ABOUT, Scenario
from planimport_gui.practice.service import PracticeService

CUSTOM = metric(type="Пользовательские", name="Столбец")
NOT_UNIQUE = "Название пользовательского столбца не уникально, импорт невозможен."


def test_every_scenario_is_described():
    assert set(ABOUT) == set(Scenario)


def test_an_unknown_scenario_is_an_error():
    with pytest.raises(ValueError, match="nonsense"):
        PracticeService(scenario="nonsense")


def test_refused_names_the_first_custom_column_and_takes_the_others(serve):
    service, caller = serve(scenario="refused")
    other = metric(type="Пользовательские", name="Другой")
    batch = [plan(1), CUSTOM, other]
    assert caller.add(batch).violations == [("items[1].metric.name", NOT_UNIQUE)]
    assert not service.logs()
    caller.accepted([plan(1), other])
    assert caller.add([CUSTOM]).violations == [("items[0].metric.name", NOT_UNIQUE)]


def test_refused_without_custom_columns_takes_the_first_row_of_a_batch_that_is_not_full(serve):
    _, caller = serve(scenario="refused")
    caller.add([])
    assert [path for path, _ in caller.add([plan(1), plan(2)]).violations] == ["items[0].metric.name"]
    caller.accepted([plan(2)])
    caller.accepted([plan(5)])


def test_refused_without_custom_columns_takes_the_first_row_of_the_second_batch(serve):
    _, caller = serve(scenario="refused")
    caller.accepted([plan(number) for number in range(1, 101)])
    assert [path for path, _ in caller.add([plan(103), plan(104)]).violations] == ["items[0].metric.name"]
    caller.accepted([plan(104)])


def test_refused_whole_names_the_row_only_when_it_stands_alone(serve):
    service, caller = serve(scenario="refused-whole")
    words = {"message": "Импорт невозможен: данные не прошли проверку"}
    assert caller.add([plan(1), plan(2), CUSTOM, plan(3)]).data == words
    assert caller.add([CUSTOM, plan(3)]).data == words
    assert caller.add([CUSTOM]).violations == [("items[0].metric.name", NOT_UNIQUE)]
    caller.accepted([plan(1), plan(2)])
    assert service.imported().total() == 2


def test_failing_fails_every_import_once(serve):
    service, caller = serve(scenario="failing")
    first = caller.accepted([plan(1), plan(2)])
    assert caller.status(first).data["status"] == "error"
    assert not service.imported()
    assert caller.delete([first]).data["importLogs"][0]["deleteStatus"] == "success"
    second = caller.accepted([plan(1), plan(2)])
    assert caller.status(second).data["status"] == "success"
    assert service.imported().total() == 2


def test_failing_answers_some_questions_with_500(serve):
    _, caller = serve(scenario="failing")
    log_id = caller.accepted([plan()])
    assert [caller.status(log_id).code for _ in range(10)] == [200, 200, 200, 200, 500] * 2


@pytest.mark.parametrize(("scenario", "executed"), [("cut-before", False), ("cut-after", True)])
def test_cut_off_adds(serve, scenario, executed):
    service, caller = serve(scenario=scenario)
    caller.add([])
    with pytest.raises(RemoteDisconnected):
        caller.add([plan(2)])
    caller.accepted([plan(1)])
    caller.accepted([plan(3)])
    assert service.imported()[as_tuple(plan(2))] == executed
    assert service.imported().total() == 2 + executed


def test_points_are_used_up_by_successful_requests_alone(serve):
    service, caller = serve(scenario="points")
    for _ in range(5):
        caller.add([])
    log_id = caller.accepted([plan(1)])
    for _ in range(3):
        assert caller.status(log_id).code == 200
    for answer in (caller.add([plan(2)]), caller.status(log_id), caller.delete([log_id])):
        assert (answer.code, answer.document) == (403, {"message": "Суточный лимит баллов API исчерпан"})
    assert service.imported().total() == 1
    service.refill(1)
    caller.accepted([plan(2)])
    assert caller.add([plan(3)]).code == 403


def test_pace_refuses_every_third_request_and_says_how_long(serve):
    service, caller = serve(scenario="pace")
    answers = [caller.add([plan(n)]) for n in range(6)]
    assert [answer.code for answer in answers] == [200, 200, 429, 200, 200, 429]
    assert answers[2].headers["Retry-After"] == "1"
    assert service.imported().total() == 4
    assert service.refused_for_pace == 0


def test_slow_takes_its_time(serve):
    service, caller = serve(scenario="slow", finish_after=None)
    caller.accepted([plan()])
    assert [log.status for log in service.logs()] == ["in progress..."]
