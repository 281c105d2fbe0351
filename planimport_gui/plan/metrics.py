"""The catalogue of plan metrics: seven types and 51 names, all from the API article's list of parameters."""

from collections.abc import Mapping

CUSTOM = "Пользовательские"
GOALS = "Цели"
FREE_TYPES: tuple[str, ...] = (CUSTOM, GOALS)
"""Types whose names the user gives: custom columns and goals. None may be named like a built-in metric."""

PLACES = "Площадки"

BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "Лиды": (
        "Все лиды",
        "Уникальные лиды",
        "Неудачные лиды",
        "Целевые лиды",
        "Уникально-целевые лиды",
        "Все звонки",
        "Уникальные звонки",
        "Повторные звонки",
        "Целевые звонки",
        "Уникально-целевые звонки",
        "Неудачные звонки",
        "Спам-звонки",
        "Все обратные звонки",
        "Уникальные обратные звонки",
        "Целевые обратные звонки",
        "Уникально-целевые обратные звонки",
        "Неудачные обратные звонки",
        "Спам-обратные звонки",
        "Все заявки",
        "Уникальные заявки",
        "Повторные заявки",
        "Неудачные заявки",
        "Целевые заявки",
        "Уникально-целевые заявки",
    ),
    "Поведение": ("Сессии", "Отказы"),
    "Сделки и ROI": ("Всего сделок", "Средний чек", "Выручка"),
    "Электронная торговля": (
        "Просмотры товаров",
        "Добавлен в корзину",
        "Выручка по добавленным в корзину",
        "Маржа по добавленным в корзину",
        "Удалён из корзины",
        "Выручка по удалённым из корзины",
        "Маржа по удалённым из корзины",
        "Товаров в корзине",
        "Выручка по корзине",
        "Маржа по корзине",
        "Заказ оформлен",
        "Количество заказанных товаров",
        "Выручка по заказам",
        "Маржа по заказам",
        "Оплата",
        "Количество оплаченных товаров",
        "Выручка по оплатам",
        "Маржа по оплатам",
    ),
    PLACES: ("Бюджет", "Показы", "Клики", "CPC"),
}
"""Built-in types and their names. All names are distinct, so the type follows from the name."""

TYPES: tuple[str, ...] = (*BY_TYPE, *FREE_TYPES)
NAMES: tuple[str, ...] = tuple(name for names in BY_TYPE.values() for name in names)

BUDGET = "Бюджет"

_TYPE_OF = {name: kind for kind, names in BY_TYPE.items() for name in names}
_RATES = frozenset({"CPC", "Средний чек"})
_MONEY = frozenset({BUDGET, *_RATES, *(name for name in NAMES if name.startswith(("Выручка", "Маржа")))})


def type_of(name: str) -> str | None:
    """The type of a built-in metric, spelled exactly as in the article; ``None`` for any other name."""
    return _TYPE_OF.get(name)


def in_order(type: str, name: str) -> tuple[bool, int, int, str]:
    """A sort key for metrics: the budget and what it buys come first, then the catalogue, then names of the user's."""
    names = BY_TYPE.get(type, ())
    place = names.index(name) if name in names else len(names)
    kind = TYPES.index(type) if type in TYPES else len(TYPES)
    return type != PLACES, kind, place, name


def is_money(name: str) -> bool:
    """Whether a built-in metric is counted in money."""
    return name in _MONEY


def is_rate(name: str) -> bool:
    """Whether the metric is a ratio, which is never summed, split or merged."""
    return name in _RATES
