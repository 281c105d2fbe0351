"""Every fault of an item that the service refuses, with its path and words."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from practice.caller import metric, plan

from planimport_gui.practice import answers, catalogue
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.checks import read_items, read_log_ids

BLANK = "Значение не должно быть пустым."
CHOICE = "Значение не совпадает с одним из допустимых."
DATE = "Значение не является правильной датой."
INTEGER = "Тип значения должен быть integer."
STRING = "Тип значения должен быть string."
DIMENSION = "Должно быть заполнено одно или несколько из полей: source, medium, campaign, content, keyword"

NO_INTEGERS: tuple[object, ...] = (True, 1.0, 1.5, "1", "", [], 2**63)

FAULTS = [
    (plan(dateFrom=""), "items[1].dateFrom", BLANK),
    (plan(dateTo=None), "items[1].dateTo", BLANK),
    *((plan(dateTo=text), "items[1].dateTo", DATE) for text in ("2021-04-30", "30.04.2021", "30-4-2021", "30-04-21")),
    *(
        (plan(dateTo=text), "items[1].dateTo", DATE)
        for text in ("29-02-2021", "00-04-2021", "30-04-2021 ", "٣٠-٠٤-٢٠٢١")
    ),
    (plan(dateTo="01-01-0000"), "items[1].dateTo", DATE),
    (plan(dateTo=20210430), "items[1].dateTo", DATE),
    (plan(dateTo="31-03-2021"), "items[1].dateFrom", "Значение dateFrom должно быть меньше или равно dateTo"),
    (plan(source=..., medium=...), "items[1].source", DIMENSION),
    (plan(source="", medium=" "), "items[1].source", DIMENSION),
    (plan(source=None, medium=None), "items[1].source", DIMENSION),
    (plan(campaign=123), "items[1].campaign", STRING),
    (plan(metric=None), "items[1].metric", BLANK),
    (plan(metric=[]), "items[1].metric", "Тип значения должен быть object."),
    ("text", "items[1]", "Тип значения должен быть object."),
    (metric(type=""), "items[1].metric.type", BLANK),
    (metric(type=None), "items[1].metric.type", BLANK),
    (metric(type="лиды"), "items[1].metric.type", CHOICE),
    (metric(type=5), "items[1].metric.type", STRING),
    (metric(name=""), "items[1].metric.name", BLANK),
    (metric(name="Сессии"), "items[1].metric.name", CHOICE),
    (metric(name="Все  лиды"), "items[1].metric.name", CHOICE),
    (metric(type="Площадки", name="СРС"), "items[1].metric.name", CHOICE),
    (metric(type="Пользовательские", name=" "), "items[1].metric.name", BLANK),
    (metric(type="Пользовательские", name="Выручка"), "items[1].metric.name", answers.RESERVED_NAME),
    (metric(type="Цели", name="CPC"), "items[1].metric.name", answers.RESERVED_NAME),
    *((metric(value=value), "items[1].metric.value", INTEGER) for value in NO_INTEGERS),
    (metric(value=None), "items[1].metric.value", BLANK),
    (plan(sourсe="кириллица"), "items[1].sourсe", "Это поле не ожидалось."),
    (metric(unit="руб."), "items[1].metric.unit", "Это поле не ожидалось."),
]


@pytest.mark.parametrize(("item", "path", "words"), FAULTS)
def test_a_fault_is_named_and_nothing_is_imported(serve, item, path, words):
    service, caller = serve()
    answer = caller.add([plan(), item])
    assert (answer.code, answer.violations) == (400, [(path, words)])
    assert not service.logs()


@pytest.mark.parametrize(
    ("item", "field"),
    [
        (plan(dateFrom=...), "dateFrom"),
        (plan(dateTo=...), "dateTo"),
        (plan(metric=...), "metric"),
        (metric(type=...), "type"),
        (metric(name=...), "name"),
        (metric(value=...), "value"),
    ],
)
def test_a_missing_field_is_named_and_its_row_is_not(serve, item, field):
    service, caller = serve()
    answer = caller.add([plan(), item])
    assert answer.data == {"message": f'В запросе не указано обязательное поле "{field}"'}
    assert not service.logs()


def test_all_faults_of_all_items_are_listed(serve):
    _, caller = serve()
    items = [plan(dateFrom="x", dateTo="y"), plan(), metric(name="x", value="1")]
    paths = [path for path, _ in caller.add(items).violations]
    assert paths == ["items[0].dateFrom", "items[0].dateTo", "items[2].metric.name", "items[2].metric.value"]


@pytest.mark.parametrize(
    ("body", "violation"),
    [
        (b'{"items": {}}', ("items", "Тип значения должен быть array.")),
        (b'{"items": null}', ("items", "Тип значения должен быть array.")),
        (b'{"items": []}', ("items", "Эта коллекция должна содержать 1 элемент или больше.")),
    ],
)
def test_what_is_no_list_of_items(serve, body, violation):
    _, caller = serve()
    assert caller.send("/plans-import/add", body).violations == [violation]


def test_no_items_at_all(serve):
    _, caller = serve()
    assert caller.send("/plans-import/add", b"{}").data == {"message": 'В запросе не указано обязательное поле "items"'}


def test_a_hundred_items_are_taken_and_one_more_is_not(serve):
    service, caller = serve()
    assert caller.add([plan(n) for n in range(101)]).violations == [
        ("items", "Эта коллекция должна содержать 100 элементов или меньше.")
    ]
    caller.accepted([plan(n) for n in range(100)])
    assert service.imported().total() == 100


@pytest.mark.parametrize(
    "item",
    [
        plan(dateFrom="30-04-2021"),
        plan(dateFrom="29-02-2020", dateTo="29-02-2020"),
        plan(source=None, medium=None, keyword="ключ"),
        metric(value=0),
        metric(value=-5),
        metric(value=2**53),
        metric(type="Цели", name="Корзина"),
        metric(type="Площадки", name="CPC"),
        metric(type="Пользовательские", name="Доля \"А\", 'Б' \\ 😀"),
    ],
)
def test_what_is_right_is_taken(serve, item):
    service, caller = serve()
    caller.accepted([item])
    assert service.imported().total() == 1


def test_the_catalogue_is_the_articles():
    sizes = {kind: len(names) for kind, names in catalogue.BUILT_IN.items()}
    assert sizes == {"Лиды": 24, "Поведение": 2, "Сделки и ROI": 3, "Электронная торговля": 18, "Площадки": 4}
    assert len(catalogue.RESERVED) == 51
    assert len(catalogue.TYPES) == 7


KEYS = st.sampled_from(["items", "metric", "type", "name", "value", "dateFrom", "dateTo", "source"])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
DOCUMENTS = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner))


@given(DOCUMENTS)
def test_no_json_breaks_the_reader(document):
    """Both readers meet a field they do not expect, so whatever else stands there is refused and raises nothing."""
    body = json.dumps({"items": document, "importLogIds": document}).encode()
    for read in (read_items, read_log_ids):
        assert isinstance(read(body), Reply)
