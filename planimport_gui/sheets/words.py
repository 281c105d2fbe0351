"""The words of plan sheets in Russian and English: headers, totals, notes, and what our own sheets are headed with."""

import re
from collections.abc import Mapping
from enum import Enum

from planimport_gui.plan.fields import Field


class PeriodKind(Enum):
    """What one cell of a period column stands for; where several stand side by side, the first here is meant."""

    DAY = "day"
    RANGE = "range"
    MONTH = "month"


Target = Field | PeriodKind

HEADER_WORDS: Mapping[Target, str] = {
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
    PeriodKind.RANGE: "период, период размещения, даты размещения, срок размещения, сроки, неделя, week, period,"
    " flight",
    PeriodKind.MONTH: "месяц, month",
    PeriodKind.DAY: "дата, дата размещения, day, date",
    Field.TYPE: "тип метрики, тип показателя, группа метрик, категория метрики, тип, metric type, type",
    Field.NAME: "метрика, название метрики, показатель, наименование показателя, kpi, цель, metric, metric name, name",
    Field.VALUE: "план, значение, плановое значение, план на период, целевое значение, сумма, количество, value, plan,"
    " target, amount",
}
WEAK_WORDS = (
    "с, по, до, тип, name, value, план, сумма, to, from, сайт, type, ad, term, day, date, дата, рк, ключ, проект,"
    " запрос, фраза, ресурс, формат, макет, старт, начало, конец, количество, значение, цель, kpi, plan, target,"
    " amount, content, period, flight"
)
"""Short or common words, which may head a column of anything."""
WEAK_THAT_BEGIN = frozenset(("план", "значение", "сумма", "количество", "value", "plan", "target", "amount"))
OF_PLANS = re.compile(
    r"(?:план|плановы[йе]|плановое|plan|planned)(?!\w)|целево[ей] (?:значени|показател|план)|target(?!\w)"
)
"""Beginnings of headers of values that say it is a plan."""
OF_AMOUNTS = re.compile(
    r"(?:значени|сумм|количеств|кол-во|стоимост|бюджет|расход|затрат)|(?:value|amount|qty|quantity|cost|spend|budget)(?!\w)"
)
"""Beginnings of headers that may stand above values and say nothing of a plan: two columns of them are alike."""
PER_DAY = re.compile(
    r"(?<!\w)(?:в|на|за|per)\s(?:1\s)?(?:день|сутки|day)(?!\w)|/\s?(?:день|сут|day)|ежедневн|(?<!\w)daily"
)
"""What makes an amount one of a day: nothing to send for a month."""
NO_RIVAL = re.compile(
    rf"{PER_DAY.pattern}|прошл|предыдущ|прежн|(?<!\w)(?:стар(?:ый|ая|ое)|old|last|prev\w*)(?!\w)|накоп|нараст|cumul"
)
"""What makes a column of values an earlier or a growing one, which nobody means beside the plan itself."""
WEEKS = ("недел", "week")
YO = ("ё", "е")
NEVER = re.compile(r"\b(?:факт|отклонен|выполнен|разниц|остат|темп\b|fact\b|actual|varianc)")
"""Beginnings of words that mark a column as no plan."""
MULTIPLIER = re.compile(
    r"(?<!\w)(?:тыс\w*|млн|млрд|mln|т|т\.?\s?р(?:уб\w*)?|к|k|м|m)(?!\w)|%|(?<!\d)1[\s.]?000(?!\d)|"
    r"[$€£¥₸]|(?<!\w)(?:usd|eur|gbp|cny|kzt|byn)(?!\w)",
    re.IGNORECASE,
)
"""A multiplier or a foreign currency among the words of a number format."""
TIMES_THOUSAND = re.compile(r"[x×х*]?\s?1[\s.]?000(?!\d)", re.IGNORECASE)
THOUSAND = " тыс"
"""What stands for a thousand in digits, so that the number is read with its multiplier."""

SUM = re.compile(
    r"\s*(?:(?:общий\s+)?итого?|всего|сумма|(?:grand\s+)?total)\b(?:[\s,:–—-]+(?P<metric>\w.*?))?[\s:.]*",
    re.IGNORECASE | re.DOTALL,
)
"""What the sum of plans is called, of a metric perhaps; a tax, a fee and a sum with or without them are not."""
NOTE = re.compile(r"\s*(?:примечани|примеч\.|прим\.|комментари|notes?\b|\*|\d{1,2}\s*[.)]\s*[^\W\d])", re.IGNORECASE)

TEMPLATE_HEADERS = {
    "ru": (
        "Дата с", "Дата по", "Источник", "Канал", "Кампания", "Объявление", "Ключевое слово", "Тип метрики", "Метрика",
        "План",
    ),
    "en": (
        "Date from", "Date to", "Source", "Medium", "Campaign", "Content", "Keyword", "Metric type", "Metric", "Plan",
    ),
}  # fmt: skip
TEMPLATE_SHEETS = {"ru": ("План", "Метрики"), "en": ("Plan", "Metrics")}
