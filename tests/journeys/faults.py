"""Every way in which a row of a plan sheet can be wrong, and ways in which one may look odd and is right.

Rows are cells by field; cells are those of ``journeys.dialects``. What the rows mean on the wire is written down
here once more, by hand, so that a mistake of the program cannot hide in its own expectations.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from journeys.dialects import Error, Formula, Shown

from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.problems import Code

F = Field
Row = dict[Field, object]
Wire = dict[str, object]
Change = dict[Field, object]

TODAY = date.today()  # noqa: DTZ011 - the program judges by the user's own day
BEGIN = TODAY.replace(month=1, day=1)
LONG_AGO = BEGIN.replace(year=BEGIN.year - 5)
FAR_AHEAD = BEGIN.replace(year=BEGIN.year + 5)
METRICS = (
    ("Площадки", "Показы"), ("Площадки", "Бюджет"), ("Лиды", "Все лиды"), ("Лиды", "Спам-обратные звонки"),
    ("Сделки и ROI", "Средний чек"), ("Электронная торговля", "Удалён из корзины"), ("Поведение", "Отказы"),
    ("Пользовательские", "Мой план"), ("Цели", "Заявка с сайта"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """A change of cells that breaks a rule, named at ``field``; ``None`` where the whole row is meant.

    ``served``: a service that is asked all the same refuses the row as well.
    """

    code: Code
    field: Field | None
    change: Change
    served: bool = False


@dataclass(frozen=True)
class Oddity:
    """A change of cells after which the row is right, or only warned of (``code``), and what goes on the wire."""

    change: Change
    wire: Mapping[str, object]
    code: Code | None = None
    field: Field | None = None


def clean_row(chance: Random, number: int) -> tuple[Row, Wire]:
    """A row that no other equals, and its item."""
    first = BEGIN + timedelta(days=chance.randrange(300))
    last = first + timedelta(days=chance.randrange(60))
    kind, name = chance.choice(METRICS)
    value = chance.randrange(1, 2_000_000)
    texts = {F.SOURCE: "yandex", F.MEDIUM: "cpc", F.CAMPAIGN: f"весна {number}", F.CONTENT: None, F.KEYWORD: None}
    row: Row = {
        F.DATE_FROM: first, F.DATE_TO: last, **texts, F.TYPE: kind, F.NAME: name, F.VALUE: value,
    }  # fmt: skip
    wire: Wire = {
        "dateFrom": first.strftime("%d-%m-%Y"), "dateTo": last.strftime("%d-%m-%Y"), "source": "yandex",
        "medium": "cpc", "campaign": f"весна {number}", "metric": {"type": kind, "name": name, "value": value},
    }  # fmt: skip
    return row, wire


def on_wire(wire: Wire, changes: Mapping[str, object]) -> Wire:
    """The item with other fields; type, name and value are those of the metric, ``None`` leaves a field out."""
    metric = dict(wire["metric"])  # type: ignore[call-overload]  # it is a dict
    metric |= {name: changes[name] for name in ("type", "name", "value") if name in changes}
    fields = {**wire, **{name: text for name, text in changes.items() if name not in metric}, "metric": metric}
    order = ("dateFrom", "dateTo", "source", "medium", "campaign", "content", "keyword", "metric")
    return {name: fields[name] for name in order if fields.get(name) is not None}


def _each(fields: tuple[Field, ...], code: Code, *cells: object, served: bool = False) -> tuple[Fault, ...]:
    return tuple(Fault(code, field, {field: cell}, served) for field in fields for cell in cells)


DAYS = (F.DATE_FROM, F.DATE_TO)
TEXTS = (F.SOURCE, F.MEDIUM, F.CAMPAIGN, F.CONTENT, F.KEYWORD)
WORDS = (F.TYPE, F.NAME)
NO_TEXTS: Change = dict.fromkeys(TEXTS)

FAULTS: tuple[Fault, ...] = (
    *_each(DAYS, Code.DATE_MISSING, None, "—", " ", served=True),
    *_each(DAYS, Code.DATE_INVALID, "31.02.2026", "скоро", "22.04", "01.13.2026", served=True),
    *_each(DAYS, Code.DATE_INVALID, 46000, 20260201, Shown(5, "dd.mm.yyyy"), Shown(2026, "dd.mm.yyyy")),
    *_each(DAYS, Code.DATE_AMBIGUOUS, f"03/04/{BEGIN.year}", f"1/12/{BEGIN.year}"),
    Fault(Code.PERIOD_REVERSED, F.DATE_FROM, {F.DATE_FROM: BEGIN + timedelta(1), F.DATE_TO: BEGIN}, served=True),
    Fault(Code.DIMENSION_NONE, None, NO_TEXTS, served=True),
    Fault(Code.DIMENSION_NONE, None, NO_TEXTS | {F.SOURCE: "  ", F.CONTENT: "\u00a0"}, served=True),
    *_each((F.TYPE,), Code.TYPE_MISSING, None, " ", served=True),
    *_each((F.TYPE,), Code.TYPE_UNKNOWN, "Трафик", 5, served=True),
    Fault(Code.TYPE_UNKNOWN, F.TYPE, {F.TYPE: "площадки", F.NAME: "Показы"}, served=True),
    Fault(Code.TYPE_UNKNOWN, F.TYPE, {F.TYPE: "Площадки ", F.NAME: "Клики"}, served=True),
    Fault(Code.NAME_MISSING, F.NAME, {F.NAME: None}, served=True),
    Fault(Code.NAME_MISSING, F.NAME, {F.TYPE: "Цели", F.NAME: "\u00a0"}, served=True),
    *(
        Fault(Code.NAME_UNKNOWN, F.NAME, {F.TYPE: kind, F.NAME: name}, served=True)
        for kind, name in (
            ("Площадки", "Показыы"), ("Площадки", "показы"), ("Площадки", "СРС"), ("Площадки", "Охват"),
            ("Электронная торговля", "Удален из корзины"), ("Лиды", "Спам–звонки"), ("Лиды", "Все  лиды"),
            ("Поведение", "Cессии"), ("Лиды", "Уник. лиды"), ("Лиды", 7),
        )
    ),
    Fault(Code.NAME_WRONG_TYPE, F.NAME, {F.TYPE: "Лиды", F.NAME: "Показы"}, served=True),
    Fault(Code.NAME_WRONG_TYPE, F.NAME, {F.TYPE: "Площадки", F.NAME: "Выручка"}, served=True),
    Fault(Code.NAME_RESERVED, F.NAME, {F.TYPE: "Цели", F.NAME: "Показы"}, served=True),
    Fault(Code.NAME_RESERVED, F.NAME, {F.TYPE: "Пользовательские", F.NAME: "Все заявки"}, served=True),
    Fault(Code.NAME_RESERVED, F.NAME, {F.TYPE: "Пользовательские", F.NAME: "все заявки"}),
    *_each((F.VALUE,), Code.VALUE_MISSING, None, "-", "н/д", "n/a", served=True),
    *_each((F.VALUE,), Code.VALUE_INVALID, "много", "1.234", "12,500", "1..2", "10 20", served=True),
    *_each((F.VALUE,), Code.VALUE_FRACTION, 145454.545, 0.5, -1.25, "12,5", "1 000,75", served=True),
    *_each((F.VALUE,), Code.VALUE_PERCENT, Shown(0.12, "0%"), Shown(0.125, "0.0%"), "20%", "7,5 %", served=True),
    *_each((F.VALUE,), Code.VALUE_PERCENT, Shown(1, "0%")),
    *_each((F.VALUE,), Code.VALUE_UNIT, "75 т.р.", "1 млн", "5к", "1000 ₽", "100 руб.", "$300", "12 шт", served=True),
    *_each((F.VALUE,), Code.VALUE_LARGE, 2**53 + 2, -(2**60), 10**17, str(2**53 + 2)),
    *_each(FIELDS, Code.CELL_FORMULA, Formula("=A1")),
    *_each(FIELDS, Code.CELL_ERROR, Error()),
    *_each((*TEXTS, *WORDS, F.VALUE), Code.CELL_DATE, BEGIN, Shown(BEGIN, "mmmm yyyy")),
    *_each((F.VALUE,), Code.CELL_DATE, "01.02.2026", "февраль 2026"),
    *_each(FIELDS, Code.CELL_BOOLEAN, True, False),
)  # fmt: skip

_DAY = BEGIN + timedelta(40)
_TEXT = f"{_DAY.day:02}.{_DAY.month:02}.{_DAY.year}"
_MONTH = {"dateFrom": f"01-02-{BEGIN.year}", "dateTo": f"{(date(BEGIN.year, 3, 1) - timedelta(1)).day}-02-{BEGIN.year}"}
_BOTH = {"dateFrom": _TEXT.replace(".", "-"), "dateTo": _TEXT.replace(".", "-")}

CLEAN: tuple[Oddity, ...] = (
    Oddity({F.DATE_FROM: _TEXT, F.DATE_TO: _DAY}, _BOTH),
    Oddity({F.DATE_FROM: _DAY.isoformat(), F.DATE_TO: f"{_TEXT} г."}, _BOTH),
    Oddity({F.DATE_FROM: f"05/05/{BEGIN.year}", F.DATE_TO: f"6.5.{BEGIN.year}"},
           {"dateFrom": f"05-05-{BEGIN.year}", "dateTo": f"06-05-{BEGIN.year}"}),
    Oddity({F.DATE_FROM: f"1 февраля {BEGIN.year}", F.DATE_TO: f"Февраль {BEGIN.year}"}, _MONTH),
    Oddity(dict.fromkeys(DAYS, Shown(date(BEGIN.year, 2, 1), "mmmm yyyy")), _MONTH),
    Oddity({F.VALUE: 200000.00000000017}, {"value": 200000}),
    Oddity({F.VALUE: 99.9999999}, {"value": 100}),
    Oddity({F.VALUE: "1 234"}, {"value": 1234}),
    Oddity({F.VALUE: "1\u00a0234\u202f567,00"}, {"value": 1234567}),
    Oddity({F.VALUE: "1,234,567"}, {"value": 1234567}),
    Oddity({F.VALUE: Shown(123, "00000")}, {"value": 123}),
    Oddity({F.VALUE: 2_147_483_647}, {"value": 2_147_483_647}),
    Oddity({F.CONTENT: 2025, F.KEYWORD: "2026"}, {"content": "2025", "keyword": "2026"}),
    Oddity({F.SOURCE: None, F.MEDIUM: None, F.KEYWORD: "<b> & \"'"}, {"source": None, "medium": None, "keyword": "<b> & \"'"}),
    Oddity({F.CAMPAIGN: "ж" * 255}, {"campaign": "ж" * 255}),
)  # fmt: skip

_HUGE = 3_000_000_000
WARNED: tuple[Oddity, ...] = (
    Oddity({F.DATE_FROM: BEGIN, F.DATE_TO: BEGIN + timedelta(366)},
           {"dateFrom": f"01-01-{BEGIN.year}", "dateTo": (BEGIN + timedelta(366)).strftime("%d-%m-%Y")},
           Code.PERIOD_LONG, F.DATE_TO),
    Oddity({F.DATE_FROM: LONG_AGO, F.DATE_TO: LONG_AGO}, dict.fromkeys(("dateFrom", "dateTo"), LONG_AGO.strftime("%d-%m-%Y")),
           Code.PERIOD_FAR, F.DATE_FROM),
    Oddity({F.DATE_FROM: FAR_AHEAD, F.DATE_TO: FAR_AHEAD}, dict.fromkeys(("dateFrom", "dateTo"), FAR_AHEAD.strftime("%d-%m-%Y")),
           Code.PERIOD_FAR, F.DATE_TO),
    *(
        Oddity({F.KEYWORD: text}, {"keyword": text}, Code.DIMENSION_UNUSUAL, F.KEYWORD)
        for text in (" купить", "купить ", "купить  дом", "купить\u00a0дом", "купить\nдом", "ж" * 256, "ку\u200bпить")
    ),
    *(Oddity({F.KEYWORD: text}, {"keyword": text}, Code.DIMENSION_UNUSUAL, F.KEYWORD) for text in ("-", "—", "н/д")),
    Oddity({F.CONTENT: Shown(123, "00000")}, {"content": "00123"}, Code.DIMENSION_NUMBER, F.CONTENT),
    Oddity({F.CAMPAIGN: Shown(0.2, "0%")}, {"campaign": "20%"}, Code.DIMENSION_NUMBER, F.CAMPAIGN),
    Oddity({F.CONTENT: 12.5}, {"content": "12.5"}, Code.DIMENSION_NUMBER, F.CONTENT),
    Oddity({F.MEDIUM: None}, {"medium": None}, Code.DIMENSION_PARTIAL, F.MEDIUM),
    Oddity({F.SOURCE: None}, {"source": None}, Code.DIMENSION_PARTIAL, F.SOURCE),
    Oddity({F.KEYWORD: "Всего мебель"}, {"keyword": "Всего мебель"}, Code.DIMENSION_TOTAL, F.KEYWORD),
    Oddity({F.VALUE: _HUGE}, {"value": _HUGE}, Code.VALUE_LARGE, F.VALUE),
    Oddity({F.VALUE: -5}, {"value": -5}, Code.VALUE_NEGATIVE, F.VALUE),
    Oddity({F.VALUE: "−7"}, {"value": -7}, Code.VALUE_NEGATIVE, F.VALUE),
    Oddity({F.VALUE: 0}, {"value": 0}, Code.VALUE_ZERO, F.VALUE),
    Oddity({F.VALUE: "0"}, {"value": 0}, Code.VALUE_ZERO, F.VALUE),
)  # fmt: skip


def sent_unchecked(row: Row) -> Wire:
    """The item that a converter without rules would send for a row."""
    naive: Callable[[object], object] = lambda cell: cell.value if isinstance(cell, Shown) else cell  # noqa: E731 - short
    cells = {field: naive(cell) for field, cell in row.items()}
    days = {field.value: _unchecked_day(cells[field]) for field in DAYS}
    texts = {field.value: cells[field] for field in TEXTS if cells[field] is not None}
    return {**days, **texts, "metric": {field.value: cells[field] for field in (F.TYPE, F.NAME, F.VALUE)}}


def _unchecked_day(cell: object) -> object:
    return cell.strftime("%d-%m-%Y") if isinstance(cell, date) else str(cell or "").strip().replace(".", "-")
