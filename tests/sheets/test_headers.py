"""Header words in both languages, weak words, columns that never count."""

import pytest

from planimport_gui.plan.fields import Field
from planimport_gui.sheets.headers import find_header, normal, read_header
from planimport_gui.sheets.words import PeriodKind

WORDS = {
    Field.SOURCE: "источник, источник трафика, рекламный источник, площадка, рекламная площадка, сайт, название сайта,"
    " ресурс, рекламная система, селлер, utm_source, source, platform",
    Field.MEDIUM: "канал, рекламный канал, тип трафика, тип размещения, инструмент, utm_medium, medium, channel",
    Field.CAMPAIGN: "кампания, рекламная кампания, рк, название рк, название кампании, проект, utm_campaign, campaign",
    Field.CONTENT: "объявление, группа объявлений, креатив, баннер, макет, формат, utm_content, content, ad, creative",
    Field.KEYWORD: "ключевое слово, ключевая фраза, ключ, фраза, запрос, utm_term, term, keyword",
    Field.DATE_FROM: "дата с, с, дата начала, начало, начало периода, дата от, дата старта, старт, datefrom, date from,"
    " start date, from",
    Field.DATE_TO: "дата по, по, дата окончания, дата завершения, окончание, конец, конец периода, дата до, до, dateto,"
    " date to, end date, to",
    Field.TYPE: "тип метрики, тип показателя, группа метрик, категория метрики, тип, metric type, type",
    Field.NAME: "метрика, название метрики, показатель, наименование показателя, kpi, цель, metric, metric name, name",
    Field.VALUE: "план, значение, плановое значение, план на период, целевое значение, сумма, количество, value, plan,"
    " target, amount",
}
PERIODS = {
    PeriodKind.DAY: "дата, day",
    PeriodKind.MONTH: "месяц, month",
    PeriodKind.RANGE: "период, период размещения, даты размещения, срок размещения, сроки, неделя, week, period, flight",
}
EACH_WORD = [(field, word) for field, words in WORDS.items() for word in words.split(", ")]
EACH_PERIOD = [(kind, word) for kind, words in PERIODS.items() for word in words.split(", ")]


@pytest.mark.parametrize(("field", "word"), EACH_WORD)
def test_every_word_names_its_field(field: Field, word: str) -> None:
    header = read_header(0, ["№", f"\xa0{word.upper()}:\n", _partner(field)])
    assert header is not None
    assert header.columns[field] == 1


@pytest.mark.parametrize(("kind", "word"), EACH_PERIOD)
def test_every_period_word_gives_both_dates(kind: PeriodKind, word: str) -> None:
    header = read_header(0, ["utm_source", word])
    assert header is not None
    assert header.period is kind
    assert header.columns[Field.DATE_FROM] == header.columns[Field.DATE_TO] == 1


@pytest.mark.parametrize(
    "word", ["Факт", "Отклонение, %", "Выполнение плана", "% выполнения", "План/факт", "Разница", "Остаток", "Темп",
             "fact", "Actual", "Variance", "Сумма (факт)", "Фактическое значение"],
)  # fmt: skip
def test_some_columns_are_never_read(word: str) -> None:
    header = read_header(0, ["Источник", "Канал", word])
    assert header is not None
    assert 2 not in header.columns.values()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("с", "по", "тип", "name", "value"), {Field.DATE_FROM: 0, Field.DATE_TO: 1, Field.TYPE: 2, Field.NAME: 3, Field.VALUE: 4}),
        (("План", "Плановое значение", "Метрика"), {Field.VALUE: 1, Field.NAME: 2}),
        (("Сумма", "План на период", "Метрика"), {Field.VALUE: 1, Field.NAME: 2}),
        (("Сайт", "Источник", "Канал"), {Field.SOURCE: 1, Field.MEDIUM: 2}),
        (("Тип размещения", "Тип", "План"), {Field.MEDIUM: 0, Field.TYPE: 1, Field.VALUE: 2}),
        (("Тип размещения", "Канал", "План"), {Field.MEDIUM: 1, Field.VALUE: 2}),
        (("name", "Показатель"), {Field.NAME: 1}),
        (("Кампания (utm_campaign)", "План, руб. без НДС"), {Field.CAMPAIGN: 0, Field.VALUE: 1}),
        (("Source", "From", "To", "Metric", "Amount"), {Field.SOURCE: 0, Field.DATE_FROM: 1, Field.DATE_TO: 2, Field.NAME: 3, Field.VALUE: 4}),
        (("Date_from", "Utm Source"), {Field.DATE_FROM: 0, Field.SOURCE: 1}),
        (("Дата начала\n(включительно)", "Метрика"), {Field.DATE_FROM: 0, Field.NAME: 1}),
    ],
)  # fmt: skip
def test_the_best_fit_wins_and_no_column_twice(cells: tuple[str, ...], expected: dict[Field, int]) -> None:
    header = read_header(0, cells)
    found = {} if header is None else dict(header.columns)
    assert found == expected or (header is None and len(expected) == 1)


@pytest.mark.parametrize(
    "word", ["сегодня", "портал", "подача", "типография", "namespace", "дата оплаты", "торт", "адрес"]
)
def test_a_word_within_a_word_is_none(word: str) -> None:
    header = read_header(0, ["Источник", "Канал", word])
    assert header is not None
    assert set(header.columns) == {Field.SOURCE, Field.MEDIUM}


def test_a_day_column_beside_an_end_is_the_first_day() -> None:
    header = read_header(0, ["Дата", "Дата окончания", "Метрика", "План"])
    assert header is not None
    assert (header.columns[Field.DATE_FROM], header.columns[Field.DATE_TO]) == (0, 1)


def test_days_come_before_their_months() -> None:
    header = read_header(0, ["Месяц", "Дата", "Метрика", "План"])
    assert header is not None
    assert header.period is PeriodKind.DAY
    assert header.columns[Field.DATE_FROM] == 1


def test_the_fullest_complete_row_is_the_header() -> None:
    rows = [
        ("План", "на 2026 год", "", ""),
        ("Бренд", "Период", "Цель", "Площадка"),
        ("Дата с", "Источник", "Метрика", "План"),
        ("01.02.2026", "Источник", "Показы", 5.0),
    ]
    header = find_header(enumerate(rows))
    assert header is not None
    assert header.row == 2
    assert header.missed == ()


def test_two_rows_can_be_one_header() -> None:
    rows = [
        ("Медиаплан", "", "", "", ""),
        ("Размещение", "Период", "", "Метрика", "План"),
        ("Источник", "с", "по", "", ""),
        ("yandex", "01.02.2026", "28.02.2026", "Показы", 5.0),
    ]
    header = find_header(enumerate(rows))
    assert header is not None
    assert (header.row, header.period, header.missed) == (2, None, ())
    assert [header.columns[field] for field in (Field.SOURCE, Field.DATE_FROM, Field.DATE_TO)] == [0, 1, 2]


def test_a_header_repeated_further_down_takes_nothing_from_the_rows_between() -> None:
    head, row = ("Дата с", "Источник", "Метрика", "План"), ("01.02.2026", "сайт", "Показы", "5")
    header = find_header(enumerate([head, row, row, head, row]))
    assert header is not None
    assert header.row == 0


def test_what_is_missed_is_named() -> None:
    header = find_header([(4, ("Источник", "Канал", "Показы", "Клики"))])
    assert header is not None
    assert header.missed == (Field.DATE_FROM, Field.NAME, Field.VALUE)


def test_words_of_one_kind_only_are_no_header() -> None:
    assert find_header([(0, ("Источник", "Ничего")), (1, ()), (2, (None, 5.0))]) is None


@pytest.mark.parametrize("text", ["  Дата   с: ", "ДАТА\xa0С", "дата_x000D_\nс", "Дата с*", "№ дата с", "дата\u202fс."])
def test_spelling_of_headers_does_not_matter(text: str) -> None:
    assert normal(text) == "дата с"


def test_yo_is_ye() -> None:
    assert normal("Объём") == "объем"


def _partner(field: Field) -> str:
    return "utm_medium" if field is Field.SOURCE else "utm_source"


@pytest.mark.parametrize(
    ("heads", "rivals"),
    [
        (("План", "План"), (2, 3)),
        (("План 2025", "План 2026"), (2, 3)),
        (("План, руб.", "План, шт"), (2, 3)),
        (("Количество", "Сумма"), (2, 3)),
        (("План", "План, руб."), (2, 3)),
        (("План", "План уточнённый"), (2, 3)),
        (("План", "План (корр.)"), (2, 3)),
        (("План", "План 2026"), (2, 3)),
        (("План", "План с НДС"), (2, 3)),
        (("Сумма", "Сумма с НДС"), (2, 3)),
        (("Значение", "Значение новое"), (2, 3)),
        (("План", "Целевое значение"), (2, 3)),
        (("План на период", "План"), (2, 3)),
        (("Количество", "Стоимость"), (2, 3)),
        (("План на день", "План"), None),
        (("План", "План накопительно"), None),
        (("План старый", "План"), None),
        (("Количество", "Цена"), None),
        (("План", "Сумма"), None),
        (("План", "План прошлого года"), None),
        (("План, руб.", "План, %"), None),
        (("План", "Факт"), None),
    ],
)  # fmt: skip
def test_two_columns_that_could_hold_the_values_are_told(
    heads: tuple[str, str], rivals: tuple[int, int] | None
) -> None:
    header = read_header(0, ["Источник", "Дата", *heads])
    assert header is not None
    assert header.rivals.get(Field.VALUE) == rivals
    second = heads in (
        ("Количество", "Сумма"),
        ("План", "Целевое значение"),
        ("План на день", "План"),
        ("План старый", "План"),
    )
    assert header.columns[Field.VALUE] == (3 if second else 2)


@pytest.mark.parametrize(("word", "field"), [("Кампания", Field.CAMPAIGN), ("Период", Field.DATE_FROM)])
def test_any_header_twice_leaves_a_choice(word: str, field: Field) -> None:
    header = read_header(0, ["Источник", word, "План", word])
    assert header is not None
    assert header.rivals == {field: (1, 3)}


@pytest.mark.parametrize(
    ("word", "unit"),
    [("План, тыс. руб.", "тыс"), ("План, т.р.", "тыс"), ("План (т. руб)", "тыс"), ("Сумма, '000", "тыс"),
     ("Plan, thousand", "тыс"), ("План, млн", "млн"), ("Сумма (млрд руб.)", "млрд"), ("План, руб.", ""), ("План", ""),
     ("План на месяц", ""), ("План, шт.", "")],
)  # fmt: skip
def test_a_multiplier_in_the_header_of_the_values(word: str, unit: str) -> None:
    header = read_header(0, ["Источник", word])
    assert header is not None
    assert (header.unit.unit if header.unit else "") == unit


def test_a_percentage_is_no_plan() -> None:
    header = read_header(0, ["Источник", "Дата", "План, %"])
    assert header is not None
    assert Field.VALUE not in header.columns


def test_utm_columns_come_before_names_for_people() -> None:
    header = read_header(0, ["Источник", "Канал", "utm_source", "UTM Medium", "План"])
    assert header is not None
    assert (header.columns[Field.SOURCE], header.columns[Field.MEDIUM], header.rivals) == (2, 3, {})


@pytest.mark.parametrize(("below", "value"), [(("План", "Факт"), 2), (("факт", "план"), 3)])
def test_plan_and_fact_under_one_heading(below: tuple[str, str], value: int) -> None:
    rows = [
        ("Источник", "Дата", "Сумма", "", "Метрика"),
        ("", "", *below, ""),
        ("yandex", "01.02.2026", 5.0, 7.0, "Клики"),
    ]
    header = find_header(enumerate(rows))
    assert header is not None
    assert (header.row, header.columns[Field.VALUE]) == (1, value)
