"""What the service refuses in the body of an add or delete request, written from the API article alone."""

import json
import re
from datetime import date

from planimport_gui.practice import answers, catalogue
from planimport_gui.practice.answers import Reply, Violation

MOST = 100
LARGEST = 2**63 - 1
DIMENSIONS = ("source", "medium", "campaign", "content", "keyword")
ITEM_FIELDS = frozenset({"dateFrom", "dateTo", "metric", *DIMENSIONS})
METRIC_FIELDS = ("type", "name", "value")
DATE = re.compile(r"([0-9]{2})-([0-9]{2})-([0-9]{4})")

WireItem = dict[str, object]
ItemTuple = tuple[str, str, str, str, str, str, str, str, str, int]
"""dateFrom, dateTo, source, medium, campaign, content, keyword, type, name, value; ``""`` for what is left out."""


def read_items(body: bytes) -> list[WireItem] | Reply:
    """The valid items of an add request, 1 to 100, or the refusal."""
    document = _object(body)
    if document is None:
        return answers.api_error(answers.BAD_JSON)
    if "items" not in document:
        return answers.missing_field("items")
    items = document["items"]
    if not isinstance(items, list):
        return answers.violations([Violation("items", answers.wrong_type("array"))])
    missing = _first_missing(items)
    if missing is not None:
        return answers.missing_field(missing)
    found = _unexpected("", document, frozenset({"items"})) + _length("items", items)
    for index, item in enumerate(items):
        found += _item(f"items[{index}]", item)
    return answers.violations(found) if found else items


def read_log_ids(body: bytes) -> list[int] | Reply:
    """The log ids of a delete request, 1 to 100, or the refusal."""
    document = _object(body)
    if document is None:
        return answers.api_error(answers.BAD_JSON)
    if "importLogIds" not in document:
        return answers.missing_field("importLogIds")
    ids = document["importLogIds"]
    if not isinstance(ids, list):
        return answers.violations([Violation("importLogIds", answers.wrong_type("array"))])
    found = _unexpected("", document, frozenset({"importLogIds"})) + _length("importLogIds", ids)
    for index, log_id in enumerate(ids):
        if not _is_integer(log_id):
            found.append(Violation(f"importLogIds[{index}]", answers.wrong_type("integer")))
    return answers.violations(found) if found else ids


def item_tuple(item: WireItem) -> ItemTuple:
    """The canonical form of a valid item, by which imports are counted."""
    metric = item["metric"]
    assert isinstance(metric, dict)
    source, medium, campaign, content, keyword = (str(item.get(name) or "") for name in DIMENSIONS)
    return (
        str(item["dateFrom"]), str(item["dateTo"]), source, medium, campaign, content, keyword,
        str(metric["type"]), str(metric["name"]), int(metric["value"]),
    )  # fmt: skip


def _object(body: bytes) -> dict[str, object] | None:
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _first_missing(items: list[object]) -> str | None:
    """The first required field whose key is absent; keys with empty values are violations instead."""
    for item in items:
        if not isinstance(item, dict):
            continue
        for name in ("dateFrom", "dateTo", "metric"):
            if name not in item:
                return name
        metric = item["metric"]
        if isinstance(metric, dict):
            for name in METRIC_FIELDS:
                if name not in metric:
                    return name
    return None


def _length(path: str, entries: list[object]) -> list[Violation]:
    if not entries:
        return [Violation(path, answers.EMPTY_COLLECTION)]
    return [Violation(path, answers.FULL_COLLECTION)] if len(entries) > MOST else []


def _item(path: str, item: object) -> list[Violation]:
    if not isinstance(item, dict):
        return [Violation(path, answers.wrong_type("object"))]
    found = _unexpected(f"{path}.", item, ITEM_FIELDS)
    return found + _period(path, item) + _dimensions(path, item) + _metric(f"{path}.metric", item["metric"])


def _unexpected(prefix: str, document: dict[str, object], known: frozenset[str]) -> list[Violation]:
    return [Violation(f"{prefix}{name}", answers.UNEXPECTED) for name in document if name not in known]


def _period(path: str, item: WireItem) -> list[Violation]:
    days = {name: _day(item[name]) for name in ("dateFrom", "dateTo")}
    found = [Violation(f"{path}.{name}", _date_words(item[name])) for name, day in days.items() if day is None]
    first, last = days["dateFrom"], days["dateTo"]
    if first is not None and last is not None and first > last:
        found.append(Violation(f"{path}.dateFrom", answers.REVERSED))
    return found


def _day(value: object) -> date | None:
    match = DATE.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    day, month, year = (int(part) for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _date_words(value: object) -> str:
    return answers.BLANK if value is None or value == "" else answers.NOT_A_DATE


def _dimensions(path: str, item: WireItem) -> list[Violation]:
    given = {name: item[name] for name in DIMENSIONS if item.get(name) is not None}
    wrong = [name for name, value in given.items() if not isinstance(value, str)]
    found = [Violation(f"{path}.{name}", answers.wrong_type("string")) for name in wrong]
    if not any(str(value).strip() for value in given.values()):
        found.append(Violation(f"{path}.source", answers.NO_DIMENSION))
    return found


def _metric(path: str, metric: object) -> list[Violation]:
    if not isinstance(metric, dict):
        return [Violation(path, answers.BLANK if metric is None else answers.wrong_type("object"))]
    found = _unexpected(f"{path}.", metric, frozenset(METRIC_FIELDS))
    for name, words in (("type", _type_words(metric)), ("name", _name_words(metric)), ("value", _value_words(metric))):
        if words:
            found.append(Violation(f"{path}.{name}", words))
    return found


def _type_words(metric: WireItem) -> str:
    kind = metric["type"]
    return _text_words(kind) or ("" if kind in catalogue.TYPES else answers.NOT_A_CHOICE)


def _name_words(metric: WireItem) -> str:
    """Nothing is said of the name where the type is already wrong, as no list of names belongs to it."""
    kind, name = metric["type"], metric["name"]
    words = _text_words(name)
    if words or _type_words(metric):
        return words
    if kind in catalogue.FREE_TYPES:
        return answers.RESERVED_NAME if name in catalogue.RESERVED else ""
    return "" if name in catalogue.BUILT_IN[str(kind)] else answers.NOT_A_CHOICE


def _text_words(value: object) -> str:
    if value is None or value == "":
        return answers.BLANK
    if not isinstance(value, str):
        return answers.wrong_type("string")
    return "" if value.strip() else answers.BLANK


def _value_words(metric: WireItem) -> str:
    value = metric["value"]
    if value is None:
        return answers.BLANK
    return "" if _is_integer(value) else answers.wrong_type("integer")


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST
