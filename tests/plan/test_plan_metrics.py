"""The catalogue of metrics against the API article."""

from planimport_gui.plan import metrics


def test_the_article_lists_seven_types_and_51_distinct_names() -> None:
    assert metrics.TYPES == (
        "Лиды", "Поведение", "Сделки и ROI", "Электронная торговля", "Площадки", "Пользовательские", "Цели",
    )  # fmt: skip
    assert [len(metrics.BY_TYPE[kind]) for kind in metrics.BY_TYPE] == [24, 2, 3, 18, 4]
    assert len(set(metrics.NAMES)) == len(metrics.NAMES) == 51


def test_the_type_follows_from_the_name() -> None:
    assert metrics.type_of("Спам-обратные звонки") == "Лиды"
    assert metrics.type_of("Удалён из корзины") == "Электронная торговля"
    assert metrics.type_of("CPC") == "Площадки"
    assert metrics.type_of("СРС") is None
    assert metrics.type_of("Название столбца") is None


def test_only_ratios_are_rates() -> None:
    assert [name for name in metrics.NAMES if metrics.is_rate(name)] == ["Средний чек", "CPC"]
    assert not metrics.is_rate("Название столбца")
