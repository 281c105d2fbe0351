"""Large plan sheets, as an agency would have them: every row its own plan, one in fifty with something wrong."""

from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

HEADER = ("Дата с", "Дата по", "Источник", "Канал", "Кампания", "Объявление", "Ключевое слово", "Тип метрики",
          "Метрика", "План")  # fmt: skip
SOURCES = ("yandex", "google", "vk", "mytarget", "avito", "telegram", "2gis", "rutube")
MEDIA = ("cpc", "cpm", "cpa", "social")
METRICS = (("Площадки", "Показы"), ("Площадки", "Клики"), ("Площадки", "Бюджет"), ("Лиды", "Все лиды"),
           ("Лиды", "Целевые звонки"), ("Сделки и ROI", "Выручка"))  # fmt: skip
BEGIN = date.today().replace(month=1, day=1)  # noqa: DTZ011 - a plan for this year
FAULTS: tuple[dict[int, object], ...] = (
    {0: "31.02.2026"}, {2: None}, {8: "Показыы"}, {9: 12.5}, {9: "нет"}, {7: None}, {2: "yandex "}, {9: -5},
)  # fmt: skip
FAULTY_EVERY = 50

Cells = list[object]


def month(number: int) -> tuple[date, date]:
    """First and last day of the month, from 0."""
    first = (BEGIN + timedelta(days=31 * number)).replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def plan_rows(count: int, *, faulty: bool) -> list[Cells]:
    """Rows that differ in month, metric, campaign or keyword."""
    months = [month(number) for number in range(12)]
    rows: list[Cells] = []
    for number in range(count):
        campaign, rest = divmod(number, len(months) * len(METRICS))
        first, last = months[rest // len(METRICS)]
        row: Cells = [
            first, last, SOURCES[campaign % 8], MEDIA[campaign % 4], f"campaign_{campaign // 3}", f"banner {campaign % 7}",
            f"купить квартиру {campaign}", *METRICS[rest % len(METRICS)], 100 + number % 9973,
        ]  # fmt: skip
        if faulty and number % FAULTY_EVERY == 17:
            for column, cell in FAULTS[number // FAULTY_EVERY % len(FAULTS)].items():
                row[column] = cell
        rows.append(row)
    return rows


def write_plan(path: Path, rows: list[Cells]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet = book.add_worksheet("План")
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, day)
                elif cell is not None:
                    sheet.write(number, column, cell)
    return path
