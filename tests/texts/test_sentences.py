"""What the rules of a row and the reading of files really say, as sentences."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planimport_gui.facts.reading import FileTrouble, Refusal
from planimport_gui.plan.cells import Cell, ErrorValue, ShownNumber, SlashDate, Uncalculated
from planimport_gui.plan.fields import FIELDS, Field
from planimport_gui.plan.history import History, SentItem
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.row import Added, Origin, PlanRow, RowId
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.sentences import located_problem, problem_sentence, refusal_sentence

TODAY = date(2026, 11, 23)
GOOD: dict[Field, Cell] = {
    Field.DATE_FROM: date(2026, 12, 1), Field.DATE_TO: date(2026, 12, 31), Field.SOURCE: "yandex", Field.MEDIUM: "cpc",
    Field.TYPE: "Лиды", Field.NAME: "Уникальные лиды", Field.VALUE: 100,
}  # fmt: skip


def row(number: int = 1, **changes: Cell) -> PlanRow:
    """A good row with some cells changed, at row ``number + 1`` of its file."""
    cells = GOOD | {Field[name.upper()]: cell for name, cell in changes.items()}
    return PlanRow(RowId(number), tuple(cells.get(field) for field in FIELDS), Origin(number + 1, "J"))


def sheet(rows: Sequence[PlanRow], history: History | None = None) -> PlanSheet:
    return PlanSheet(rows, today=TODAY, history=history or History())


def problems(*rows: PlanRow, history: History | None = None) -> list[Problem]:
    """The problems of the last row."""
    return list(sheet(rows, history).verdict(rows[-1].id).problems)


def sent(*, value: int, imported: bool, doubt: bool = False) -> History:
    """The good row was sent before, and its month has a sum."""
    item = sheet([row()]).sendable()[0].item
    before = SentItem(7, date(2026, 11, 20), value, imported, doubt)
    month = ("Лиды", "Уникальные лиды", 2026, 12)
    return History({item.key: (before,)}, {month: 600_000}, {} if imported else {month: 100})


BROKEN: list[tuple[dict[str, Cell], str]] = [
    ({"date_to": None}, "«Дата по»: нет даты. Возможно, здесь должно быть «01.12.2026»."),
    ({"date_from": None, "date_to": None}, "«Дата с»: нет даты. Впишите день, месяц и год, например 01.10.2026."),
    ({"date_from": "31.02.2026"}, "«Дата с»: «31.02.2026» — такой даты нет. Впишите день, месяц и год, например 01.10.2026."),
    ({"date_from": SlashDate("03/04/2026")}, "«Дата с»: «03/04/2026» можно прочитать двояко: неясно, где день, а где месяц. Укажите порядок один раз для всего столбца."),
    ({"date_to": date(2026, 11, 1)}, "«Дата с»: период кончается раньше, чем начинается: с 01.12.2026 по 01.11.2026. Исправьте одну из дат."),
    ({"date_to": date(2028, 12, 31)}, "«Дата по»: период длиннее года: 762 дня. Проверьте обе даты."),
    ({"date_from": date(2019, 12, 1), "date_to": date(2019, 12, 2)}, "«Дата с»: 01.12.2019 — больше чем за 3 года от сегодняшнего дня. Проверьте год."),
    ({"source": None, "medium": None}, ": не указано, к чему относится план. Заполните хотя бы одно: «Источник», «Канал», «Кампания», «Объявление» или «Ключевое слово»."),
    ({"source": " yandex\n"}, "«Источник»: в «yandex» есть лишние пробелы, переносы строк или невидимые знаки. С ними план может не встретиться с фактом в отчётах. Исправьте на «yandex»."),
    ({"campaign": "—"}, "«Кампания»: «—» — так пишут, когда сказать нечего, а отправим это как название. С ним план может не встретиться с фактом в отчётах. Очистите ячейку."),
    ({"source": "-", "medium": None}, "«Источник»: «-» — так пишут, когда сказать нечего, а отправим это как название. С ним план может не встретиться с фактом в отчётах."),
    ({"campaign": "x" * 1300}, "«Кампания»: слишком длинно: 1\u202f300 знаков. Calltouch может такое не принять. Сократите."),
    ({"campaign": ShownNumber(123, "00123")}, "«Кампания»: видно «00123», а в ячейке число 123. Отправим то, что видно. Проверьте, что в отчётах Calltouch написано так же."),
    ({"campaign": 1.5}, "«Кампания»: здесь дробное число «1.5», отправим его как название. Проверьте, что в отчётах Calltouch написано так же."),
    ({"medium": None}, "«Канал»: пусто, хотя «Источник» указан. Такой план может не встретиться с фактом в отчётах. Если знаете, заполните."),
    ({"campaign": "Всего мебель"}, "«Кампания»: «Всего мебель» похоже на итог. Если это итог, не отправляйте строку: план удвоится. Если это название кампании или площадки, оставьте как есть."),
    ({"type": None}, "«Тип метрики»: не указан тип метрики. Исправьте на «Лиды»."),
    ({"type": None, "name": "другое"}, "«Тип метрики»: не указан тип метрики. Впишите «Лиды», «Поведение», «Сделки и ROI», «Электронная торговля», «Площадки», «Пользовательские» или «Цели»."),
    ({"type": "лиды"}, "«Тип метрики»: «лиды» — такого типа метрики в Calltouch нет. Есть «Лиды»."),
    ({"name": "Уникальные\u00a0 лиды "}, "«Метрика»: у «Уникальные лиды» есть лишние пробелы или невидимые знаки. Уберите их."),
    ({"name": "Уникальные ли\u200bды"}, "«Метрика»: у «Уникальные лиды» есть лишние пробелы или невидимые знаки. Уберите их."),
    ({"type": "Площадки", "name": "СРС"}, "«Метрика»: в «СРС» есть буквы другого алфавита, они только похожи. Нужно «CPC»: наберите заново."),
    ({"type": "Электронная торговля", "name": "Удален из корзины"}, "«Метрика»: «Удален из корзины» — такой метрики в Calltouch нет. Есть «Удалён из корзины»."),
    ({"type": "Площадки", "name": "Спам–звонки"}, "«Метрика»: «Спам–звонки» — такой метрики в Calltouch нет. Есть «Спам-звонки»."),
    ({"type": "Леды"}, "«Тип метрики»: «Леды» — такого типа метрики в Calltouch нет. Есть «Лиды»."),
    ({"type": "что-то другое", "name": "другое"}, "«Тип метрики»: «что-то другое» — такого типа метрики в Calltouch нет. Впишите «Лиды», «Поведение», «Сделки и ROI», «Электронная торговля», «Площадки», «Пользовательские» или «Цели»."),
    ({"name": None}, "«Метрика»: не указана метрика. Впишите её название, например «Уникальные лиды»."),
    ({"name": "Уникальные леды"}, "«Метрика»: «Уникальные леды» — такой метрики в Calltouch нет. Есть «Уникальные лиды»."),
    ({"name": "Охват"}, "«Метрика»: «Охват» — такой метрики в Calltouch нет. Возьмите название из отчётов Calltouch, например «Уникальные лиды»."),
    ({"name": "Клики"}, "«Метрика»: «Клики» — метрика типа «Площадки», а указан тип «Лиды». Исправьте тип метрики."),
    ({"type": "Цели", "name": "Клики"}, "«Метрика»: «Клики» — метрика самого Calltouch, её тип «Площадки». Исправьте тип метрики или назовите свой столбец либо цель иначе."),
    ({"value": None}, "«План»: нет значения плана. Впишите целое число."),
    ({"value": "много"}, "«План»: «много» — не число. Впишите целое число."),
    ({"value": "1.234"}, "«План»: «1.234» можно прочитать двояко: как 1\u202f234 или как дробь. Впишите целое число."),
    ({"value": 145454.55}, "«План»: «145454.55» — дробное число, а Calltouch принимает только целые. Округлите: 145\u202f455."),
    ({"value": "12 %"}, "«План»: «12 %» — процент, а план должен быть целым числом. Впишите число, к которому стремитесь."),
    ({"value": "75 т.р."}, "«План»: «75 т.р.» — здесь не только цифры. Впишите число целиком, одними цифрами. Исправьте на «75\u202f000»."),
    ({"value": "75 $"}, "«План»: «75 $» — сумма в другой валюте. Впишите её в той валюте, в которой считает Calltouch, одними цифрами. Возможно, здесь должно быть «75»."),
    ({"value": ShownNumber(5000, "5000 (тыс)")}, "«План»: «5000 (тыс)»: столбец подписан деньгами, а эта метрика считает не деньги. Если число уже полное, оставьте его без скобок, если нет — впишите целиком. Возможно, здесь должно быть «5\u202f000»."),
    ({"value": 10**16}, "«План»: «10000000000000000» — слишком большое число: больше 9\u202f007\u202f199\u202f254\u202f740\u202f992 отправить нельзя. Проверьте, нет ли лишних цифр."),
    ({"value": 3 * 10**9}, "«План»: «3000000000» — очень большое число, больше 2\u202f147\u202f483\u202f647. Проверьте, нет ли лишних цифр."),
    ({"value": -5}, "«План»: «-5» — план меньше нуля. Проверьте знак."),
    ({"value": 0}, "«План»: план равен нулю. Проверьте, что так и задумано."),
    ({"value": Uncalculated()}, "«План»: формула не посчитана. Откройте файл в Excel, сохраните его и откройте здесь снова."),
    ({"value": ErrorValue("#ДЕЛ/0!")}, "«План»: формула с ошибкой: «#ДЕЛ/0!». Исправьте её в Excel или впишите значение."),
    ({"source": date(2026, 12, 1)}, "«Источник»: здесь дата: «01.12.2026». Впишите то, что должно стоять в этом столбце."),
    ({"value": True}, "«План»: здесь ИСТИНА или ЛОЖЬ. Впишите то, что должно стоять в этом столбце."),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "sentence"), BROKEN, ids=[str(number) for number in range(len(BROKEN))])
def test_a_broken_row_is_told_in_one_line(russian: Texts, changes: dict[str, Cell], sentence: str) -> None:
    told = [located_problem(russian, problem, 15) for problem in problems(row(**changes))]
    assert f"Строка 15{', ' if sentence.startswith('«') else ''}{sentence}" in told


TWIN = [row(1), row(2)]
REPEATED: list[tuple[Sequence[PlanRow], History | None, str]] = [
    (TWIN, None, "такой же план уже есть в строке 2. Эту строку не отправим."),
    ([row(1), row(2, value=5)], None, "такой же план уже есть в строке 2. Эту строку не отправим. Числа в них разные: проверьте, какое верно."),
    ([row(n) for n in (1, 2, 3)], None, "такой же план есть и в строках 2, 3. Отправим только первую из них, эту — нет."),
    ([row(n) for n in range(1, 24)], None, "такой же план есть и в строках 2, 3, 4, 5, 6 и ещё 17. Отправим только первую из них, эту — нет."),
    ([row(1), row(2, date_from=date(2026, 12, 31))], None, "период пересекается со строкой 2: план тот же, дни частично те же. Проверьте, что они не посчитаны дважды."),
    ([row(1), row(2, date_from=date(2026, 12, 2)), row(3, date_from=date(2026, 12, 31))], None, "период пересекается со строками 2, 3: план тот же, дни частично те же. Проверьте, что они не посчитаны дважды."),
    ([*(row(n, campaign=f"c{n}") for n in (1, 2, 3)), row(4, value=300)], None, "«300» равно сумме строк выше с той же метрикой и за тот же период: похоже на итог. Если это итог, не отправляйте строку: план удвоится. Если это отдельный план, оставьте как есть."),
    ([row()], sent(value=100, imported=True), "такой план уже импортирован 20.11.2026, импорт 7. Второй раз не отправим."),
    ([row()], sent(value=90, imported=True), "такой план уже импортирован 20.11.2026, импорт 7. Второй раз не отправим. Тогда отправляли 90: чтобы поменять число, тот импорт нужно заменить."),
    ([row()], sent(value=100, imported=False), "такой план уже отправлен 20.11.2026, импорт 7, Calltouch его ещё обрабатывает. Второй раз не отправим."),
    ([row(source="vk")], sent(value=100, imported=False), "за декабрь 2026 по этой метрике уже отправлено 600\u202f000, импорт ещё не подтверждён. Если отправить, станет 600\u202f100."),
    ([row()], sent(value=100, imported=False, doubt=True), "такой план уже отправляли 20.11.2026, импорт 7, и пока неизвестно, импортирован ли он. Второй раз не отправим."),
    ([row(source="vk")], sent(value=100, imported=True), "за декабрь 2026 по этой метрике уже импортировано 600\u202f000. Если отправить, станет 600\u202f100."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "history", "sentence"), REPEATED, ids=[str(number) for number in range(len(REPEATED))]
)
def test_a_repeat_is_told_in_one_line(
    russian: Texts, rows: Sequence[PlanRow], history: History | None, sentence: str
) -> None:
    assert sentence in [problem_sentence(russian, problem) for problem in problems(*rows, history=history)]


def test_a_repeat_that_goes_all_the_same_says_so(russian: Texts) -> None:
    (again,) = problems(row(), history=sent(value=100, imported=True))
    said = "такой план уже импортирован 20.11.2026, импорт 7. Отправим ещё раз."
    assert problem_sentence(russian, again, goes=True) == said
    (twin,) = problems(row(1), row(2), row(3))
    assert problem_sentence(russian, twin, goes=True).endswith("Эту строку тоже отправим.")


def test_an_added_row_is_named_by_the_one_above_it(russian: Texts) -> None:
    problem = problems(row(1, date_from=None, date_to=None))[0]
    assert located_problem(russian, problem, Added(6)).startswith("Новая строка после 6, «Дата с»: нет даты.")
    (twin,) = problems(row(1), row(2))
    assert located_problem(russian, twin, Added(6)).startswith("Новая строка после 6: такой же план")


def everything() -> list[Problem]:
    """Every problem of both tables."""
    found = [problem for changes, _ in BROKEN for problem in problems(row(**changes))]
    return found + [problem for rows, history, _ in REPEATED for problem in problems(*rows, history=history)]


def test_the_tables_hold_every_code() -> None:
    assert {problem.code for problem in everything()} == set(Code)


def test_every_problem_can_be_told_in_both_languages(texts: Texts) -> None:
    for problem in everything():
        check(located_problem(texts, problem, 1208))
        assert "1208" in located_problem(texts, problem, 1208)


def check(sentence: str) -> None:
    assert sentence.endswith(".")
    assert not [hole for hole in ("«»", "“”", "{", "None", "  ", "..", " ,", "\n") if hole in sentence], sentence


texts_of_cells = st.text(st.characters(exclude_characters="{«»“”.", exclude_categories=["Cs"]), max_size=300)
cells: st.SearchStrategy[Cell] = st.one_of(
    st.none(), texts_of_cells, st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.builds(Uncalculated), st.sampled_from(["#DIV/0!", "#REF!"]).map(ErrorValue),
    st.builds(ShownNumber, st.floats(), st.sampled_from(["12%", "00123", "75 т.р.", "1,5"])),
    st.sampled_from(["03/04/2026", "13/13/2026"]).map(SlashDate),
    st.sampled_from(["Лиды", "Цели", "Пользовательские", "Уник. лиды", "СРС", "1.234", "75 т.р", "31.02.2026"]),
)  # fmt: skip


@given(st.lists(st.fixed_dictionaries(dict.fromkeys([field.name.lower() for field in FIELDS], cells)), max_size=3))
def test_whatever_stands_in_a_row_can_be_told(rows: list[dict[str, Cell]]) -> None:
    plan = sheet([row(number, **changes) for number, changes in enumerate(rows, 1)])
    for language in Language:
        texts = Texts(language)
        for id in plan.ids:
            for problem in plan.verdict(id).problems:
                sentence = problem_sentence(texts, problem)
                assert sentence
                assert "{" not in sentence
                assert "\n" not in sentence
                assert len(sentence) < 600


def test_a_long_cell_is_cut(russian: Texts) -> None:
    (problem,) = problems(row(name="Очень длинное название " * 20))
    assert "…» — такой метрики" in problem_sentence(russian, problem)


def test_braces_of_a_cell_are_no_placeholders(russian: Texts) -> None:
    (problem,) = problems(row(name="{found}{x}{0}"))
    assert problem_sentence(russian, problem).startswith("«{found}{x}{0}» — такой метрики")


REFUSALS = [
    (Refusal(FileTrouble.NOT_WORKBOOK, {"kind": "docx"}), "Это документ Word, а не книга Excel."),
    (Refusal(FileTrouble.NOT_WORKBOOK, {"kind": "empty"}), "Файл пустой."),
    (Refusal(FileTrouble.NOT_WORKBOOK, {"kind": "folder"}), "Это папка, а не файл."),
    (Refusal(FileTrouble.OTHER_FORMAT, {"format": "xls"}), "Это книга старого Excel (.xls): такие файлы программа"),
    (Refusal(FileTrouble.TOO_LARGE, {"limit": "bytes", "most": 200 * 1024 * 1024}), "Файл слишком большой: больше 200 МБ."),
    (Refusal(FileTrouble.TOO_LARGE, {"limit": "file", "most": 200 * 1024 * 1024}), "Файл слишком большой: больше 200 МБ."),
    (Refusal(FileTrouble.TOO_LARGE, {"limit": "rows", "most": 200_000}), "На листе слишком много строк: больше 200\u202f000."),
    (Refusal(FileTrouble.TOO_LARGE, {"limit": "ratio", "most": 300}), "Файл слишком большой или сложный."),
    (Refusal(FileTrouble.TOO_SLOW, {"limit": "seconds", "seconds": 20}), "Файл читается слишком долго: уже 20 секунд."),
    (Refusal(FileTrouble.TOO_SLOW, {"limit": "stopped", "seconds": 20}), "Чтение файла остановлено."),
    (Refusal(FileTrouble.NO_SHEET, {"name": "МП2", "names": "МП, Итоги"}), "В книге нет листа «МП2». Есть: МП, Итоги."),
    (Refusal(FileTrouble.NO_PLAN, {"found": "", "missed": ""}), "План не найден: ни на одном листе нет шапки плана."),
    (
        Refusal(FileTrouble.NO_PLAN, {"sheet": "МП", "row": 9, "found": "source,medium", "missed": "dateFrom,value"}),
        "План не найден. Ближе всего лист «МП», строка 9: там есть «Источник», «Канал», а не хватает: «Дата с», «План».",
    ),
    (
        Refusal(FileTrouble.TWO_COLUMNS, {"sheet": "МП", "row": 9, "found": "value", "columns": "G, H", "names": "G «План», H «План с НДС»"}),
        "На листе «МП», в строке 9, сразу несколько столбцов подходят как «План»: G «План», H «План с НДС». Оставьте на листе один из них",
    ),
    (
        Refusal(FileTrouble.TWO_TABLES, {"sheet": "МП", "row": 9, "second": 1200}),
        "На листе «МП» две таблицы с разными столбцами: шапки в строках 9 и 1200.",
    ),
    (
        Refusal(FileTrouble.TWO_VERSIONS, {"sheet": "МП", "columns": "F", "names": "«v1», «v2»"}),
        "На листе «МП» несколько версий плана: в столбце F стоит «v1», «v2». Оставьте строки одной версии",
    ),
    (
        Refusal(FileTrouble.GROUP_NAME, {"sheet": "МП", "row": 2, "name": "Яндекс"}),
        "На листе «МП» в строке 2 стоит только «Яндекс», а к чему относятся строки под ней, не указано.",
    ),
    (
        Refusal(FileTrouble.GROUP_NAME, {"sheet": "МП", "row": 7, "name": ""}),
        "На листе «МП» названия стоят отдельными строками над своими планами, а над строкой 7 такого названия нет.",
    ),
    (
        Refusal(FileTrouble.NO_PLAN, {"sheet": "МП", "row": 9, "found": "dateFrom,name,value", "missed": ""}),
        "На листе «МП» есть шапка плана (строка 9), но под ней нет ни одной строки с планом.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("refusal", "beginning"), REFUSALS, ids=str)
def test_a_file_that_was_not_read(russian: Texts, refusal: Refusal, beginning: str) -> None:
    assert refusal_sentence(russian, refusal).startswith(beginning)


def test_every_other_trouble_of_a_file_needs_nothing(texts: Texts) -> None:
    own = {refusal.trouble for refusal, _ in REFUSALS}
    for trouble in set(FileTrouble) - own:
        check(refusal_sentence(texts, Refusal(trouble, {"detail": "x"})))
