"""What an analyst who knows pandas would write: read a plan sheet with the default engine, check every column at once.

The rules are those a whole row can be judged by without a dialogue: the errors, repeats and warnings of a long
sheet of dates, texts and numbers. Prints the counts and the number of every faulty row as JSON.
"""

import json
import sys
from datetime import date

import pandas as pd

from planimport_gui.plan import metrics

TYPE_OF = {name: kind for kind, names in metrics.BY_TYPE.items() for name in names}
DIMENSIONS = ["Источник", "Канал", "Кампания", "Объявление", "Ключевое слово"]
KEY = [*DIMENSIONS, "Тип метрики", "Метрика"]


def check(path: str) -> dict[str, object]:
    plan = pd.read_excel(path)
    errors, first, last = judge(plan)
    good = plan[~errors]
    key = [good[column].fillna("") for column in KEY]
    key += [first[~errors], last[~errors]]
    repeats = pd.concat(key, axis=1).duplicated().reindex(plan.index, fill_value=False)
    warnings = warn(plan, first, last, errors | repeats) & ~errors & ~repeats
    return {
        "rows": len(plan),
        "errors": int(errors.sum()),
        "repeats": int(repeats.sum()),
        "warnings": int(warnings.sum()),
        "faulty": [int(row) + 2 for row in plan.index[errors | repeats | warnings]],
    }


def judge(plan: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Rows with errors, and both days of all."""
    first = pd.to_datetime(plan["Дата с"], errors="coerce", dayfirst=True)
    last = pd.to_datetime(plan["Дата по"], errors="coerce", dayfirst=True)
    errors = first.isna() | last.isna() | (first > last)
    errors |= plan[DIMENSIONS].isna().all(axis=1)
    kind, name = plan["Тип метрики"], plan["Метрика"]
    free = kind.isin(metrics.FREE_TYPES)
    errors |= ~kind.isin(metrics.TYPES) | name.isna()
    errors |= free & name.isin(metrics.NAMES)
    errors |= ~free & (name.map(TYPE_OF) != kind)
    value = pd.to_numeric(plan["План"], errors="coerce")
    errors |= value.isna() | ((value - value.round()).abs() > 1e-6) | (value.abs() > 2**53)
    return errors, first, last


def warn(plan: pd.DataFrame, first: pd.Series, last: pd.Series, out: pd.Series) -> pd.Series:
    """Rows with warnings; those in ``out`` overlap with nobody."""
    today = pd.Timestamp(date.today())  # noqa: DTZ011 - the user's own day
    years = pd.DateOffset(years=3)
    found = ((last - first).dt.days >= 366) | (first < today - years) | (last > today + years)
    found |= plan["Источник"].isna() != plan["Канал"].isna()
    for column in DIMENSIONS:
        text = plan[column].astype("string")
        found |= text.str.contains(r"^\s|\s$|\s\s|[^\S ]", regex=True, na=False) | (text.str.len() > 255).fillna(False)
    value = pd.to_numeric(plan["План"], errors="coerce")
    found |= (value <= 0) | (value > 2_147_483_647)
    return found | overlapping(plan, first, last, out)


def overlapping(plan: pd.DataFrame, first: pd.Series, last: pd.Series, out: pd.Series) -> pd.Series:
    """Neighbours of one plan, in order of their first days, that share a day."""
    frame = plan.loc[~out, KEY].fillna("").assign(first=first, last=last).sort_values([*KEY, "first", "last"])
    group = frame.groupby(KEY, sort=False)
    before = group["last"].cummax().groupby([frame[column] for column in KEY], sort=False).shift()
    later = group["first"].shift(-1)
    touches = (before >= frame["first"]) | (later <= frame["last"])
    return touches.reindex(plan.index, fill_value=False)


if __name__ == "__main__":
    print(json.dumps(check(sys.argv[1])))
