"""The examples of the API article, replayed against the service and compared as JSON."""

import json

import pytest
from practice.caller import Caller, metric, plan

REQUEST = """
{
"items": [
{
"dateFrom": "01-04-2021",
"dateTo": "02-04-2021",
"source": "yandex",
"medium": "cpc",
"campaign": "april",
"content": "sale",
"keyword": "распродажа",
"metric":
{
"type": "Лиды",
"name": "Уникальные лиды",
"value": 100
}
},
{
"dateFrom": "01-04-2021",
"dateTo": "20-04-2021",
"source": "google",
"medium": "cpc",
"metric":
{
"type": "Сделки и ROI",
"name": "Выручка",
"value": 23423
}
},
{
"dateFrom": "01-04-2021",
"dateTo": "20-04-2021",
"medium": "cpc",
"metric":
{
"type": "Пользовательские",
"name": "Название столбца",
"value": 22
}
}
]
}
"""
ITEMS = json.loads(REQUEST)["items"]


def violations(*pairs):
    listed = [{"fieldPath": path, "message": words} for path, words in pairs]
    return {
        "meta": [],
        "data": {
            "type": "validationError",
            "apiErrorData": None,
            "validationErrorData": {"violations": listed},
        },
    }


def test_the_request_is_accepted_and_its_status_echoes_it(serve):
    service, caller = serve()
    accepted = caller.send("/plans-import/add", REQUEST.encode())
    assert (accepted.code, accepted.document) == (200, {"meta": [], "data": {"importLogId": 900000001}})
    status = caller.status(900000001)
    assert (status.code, status.document) == (200, {"meta": [], "data": {"status": "success", "items": ITEMS}})
    assert service.imported() == {
        ("01-04-2021", "02-04-2021", "yandex", "cpc", "april", "sale", "распродажа", "Лиды", "Уникальные лиды", 100): 1,
        ("01-04-2021", "20-04-2021", "google", "cpc", "", "", "", "Сделки и ROI", "Выручка", 23423): 1,
        ("01-04-2021", "20-04-2021", "", "cpc", "", "", "", "Пользовательские", "Название столбца", 22): 1,
    }


def test_the_echo_keeps_the_order_of_keys(serve):
    _, caller = serve()
    echo = caller.status(caller.accepted(ITEMS)).data["items"]
    assert json.dumps(echo) == json.dumps(ITEMS)


@pytest.mark.parametrize(
    "headers",
    [{}, {"SiteId": "12345"}, {"Access-Token": "", "SiteId": "12345"}, {"Access-Token": "a\tb", "SiteId": "12345"}],
)
def test_error_1_no_token(serve, headers):
    service, _ = serve()
    answer = Caller(service.address, headers).add([plan()])
    assert (answer.code, answer.document) == (403, {"message": "Access token не найден"})
    assert not service.logs()


def test_error_1_another_token_than_the_one_given(serve):
    _, caller = serve(token="the-only-one")
    assert caller.add([plan()]).document == {"message": "Access token не найден"}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b'{"items": [NaN]}', b"[]", b'"items"', b"\xff\xfe", b"[" * 100_000, b'{"items": [' + b"9" * 5000],
)
def test_error_2_json(serve, body):
    _, caller = serve()
    assert caller.send("/plans-import/add", body).document == {
        "meta": [],
        "data": {
            "type": "apiError",
            "apiErrorData": {
                "errorCode": 1,
                "errorMessage": "Синтаксическая ошибка JSON в запросе или запрос пустой",
                "errorDescription": None,
            },
            "validationErrorData": None,
        },
    }


def test_error_3_content(serve):
    _, caller = serve()
    items = [plan(source=..., medium=...), metric(type=""), metric(type="Прочее")]
    assert caller.add(items).document == violations(
        (
            "items[0].source",
            "Должно быть заполнено одно или несколько из полей: source, medium, campaign, content, keyword",
        ),
        ("items[1].metric.type", "Значение не должно быть пустым."),
        ("items[2].metric.type", "Значение не совпадает с одним из допустимых."),
    )
    assert caller.add([]).document == violations(("items", "Эта коллекция должна содержать 1 элемент или больше."))


def test_error_4_dates(serve):
    _, caller = serve()
    assert caller.add([plan(dateTo="31-04-2021"), plan(dateFrom="01-05-2021")]).document == violations(
        ("items[0].dateTo", "Значение не является правильной датой."),
        ("items[1].dateFrom", "Значение dateFrom должно быть меньше или равно dateTo"),
    )


def test_error_5_required_field(serve):
    _, caller = serve()
    assert caller.add([plan(dateTo=...)]).document == {
        "meta": [],
        "data": {"message": 'В запросе не указано обязательное поле "dateTo"'},
    }


def test_error_6_custom_column_not_unique(serve):
    _, caller = serve(scenario="refused")
    assert caller.add([metric(type="Пользовательские", name="Столбец")]).document == violations(
        ("items[0].metric.name", "Название пользовательского столбца не уникально, импорт невозможен.")
    )


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Access-Token": "t"}, "SiteId не указан"),
        ({"Access-Token": "t", "SiteId": "mod_ab12"}, "SiteId должен быть числом"),
        ({"Access-Token": "t", "SiteId": "777"}, "SiteId не найден"),
    ],
)
def test_a_wrong_site(serve, headers, words):
    service, _ = serve(site="12345")
    assert Caller(service.address, headers).add([plan()]).document == {"message": words}


def test_the_token_is_asked_before_the_body(serve):
    service, _ = serve()
    assert Caller(service.address, {"SiteId": "1"}).send("/plans-import/add", b"{").document == {
        "message": "Access token не найден"
    }


def test_unknown_paths_and_methods_have_the_message_shape(serve):
    _, caller = serve()
    for answer in (caller.send("/plans-import/remove"), caller.send("/plans-import/add", method="GET")):
        assert (answer.code, list(answer.document)) == (404, ["message"])
