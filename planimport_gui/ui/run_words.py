"""What the views of a run say, made of frozen values: pure words, no widgets."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import PureWindowsPath

from planimport_gui.facts.again import Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import Project, RunRecord, Totals
from planimport_gui.plan.metrics import in_order, is_rate
from planimport_gui.plan.row import Item
from planimport_gui.texts import Texts, Value
from planimport_gui.texts.phrases import capital, day_words, month_words, with_words
from planimport_gui.ui.states import MonthProgress, ResultState, RowMark, RunPhase, RunState

_MINUTES_FROM = 90
"""Seconds from which times are told in minutes."""
_OWN_WAIT = (Cause.PACE, Cause.OFFLINE, Cause.DISK_FULL)
"""Reasons to wait that have a sentence of their own."""

Sums = tuple[tuple[str, int | None, int], ...]
"""Metric, its sum or ``None`` where it has none, and its rows."""


def meant(totals: Totals) -> int:
    """Rows that were meant to go."""
    return totals.total - totals.left_out


def undoable(totals: Totals) -> bool:
    """Whether anything of a run may be in the service, or still go there."""
    return bool(totals.imported or totals.pending or totals.failed or totals.not_sent)


def kept_rows(state: ResultState) -> int:
    """Rows that Calltouch did not delete when it was asked to."""
    return sum(batch.rows for batch in state.kept)


def months_words(months: Iterable[MonthProgress], texts: Texts) -> str:
    """«Ноябрь загружен полностью, декабрь — 60 строк из 120.»"""
    complete, parts, none = [], [], []
    found = list(months)
    several = len({month.month[0] for month in found}) > 1
    for month in found:
        name = month_words(month.month, texts, year=several)
        if month.imported == month.rows:
            complete.append(name)
        elif month.imported or month.pending:
            parts.append(_month_part(name, month, texts))
        else:
            none.append(name)
    said = [*_counted_months("complete", complete, texts), *parts, *_counted_months("none", none, texts)]
    return texts.say("ui.result.months", months=capital(", ".join(said)))


def _month_part(name: str, month: MonthProgress, texts: Texts) -> str:
    code = "part" if not month.pending else "work" if month.imported else "onlyWork"
    numbers = {"imported": month.imported, "total": month.rows, "pending": month.pending}
    return texts.say(f"ui.result.months.{code}", month=name, **numbers)


def _counted_months(what: str, names: list[str], texts: Texts) -> list[str]:
    return [texts.count(f"ui.result.months.{what}", len(names), months=", ".join(names))] if names else []


def project_words(project: Project) -> str:
    """What a person calls a project."""
    return project.name or project.site


def file_name(path: str) -> str:
    """The name of a file, whichever system its path is from."""
    return PureWindowsPath(path).name or path


def clock(moment: datetime, *, seconds: bool = False) -> str:
    """The time of day where the person is."""
    return _local(moment).time().isoformat("seconds" if seconds else "minutes")


def day_said(moment: datetime, texts: Texts) -> str:
    """The day where the person is: «23 ноября»."""
    return day_words(_local(moment), texts)


def date_of(moment: datetime) -> date:
    """The date where the person is."""
    return _local(moment).date()


def day_and_time(moment: datetime, texts: Texts, *, year: bool = False) -> str:
    """«23 ноября, 14:32», or «23.11.2026, 14:32» with its ``year``."""
    local = _local(moment)
    day = texts.say("ui.time.date", day=date_of(moment)) if year else day_words(local, texts)
    return texts.say("ui.time.day", day=day, time=clock(moment))


def _local(moment: datetime) -> datetime:
    return moment.astimezone() if moment.tzinfo else moment


def run_headline(state: RunState, texts: Texts) -> str:
    """How far a run is."""
    totals = state.totals
    if not totals.total:
        return texts.say("ui.run.beginning")
    if state.undoing:
        return texts.say("ui.run.undoing", rows=totals.undone)
    if state.making_room:
        return texts.say("ui.run.replacing", deleted=state.replaced, rows=state.replacing)
    code = "ui.run.practice" if state.practice else "ui.run.imported"
    return texts.say(code, imported=totals.imported, total=meant(totals))


def time_left(state: RunState, texts: Texts) -> str:
    """How long sending still takes; once everything is out, what the service has in work."""
    totals = state.totals
    if state.phase is RunPhase.STOPPING:
        return texts.say("ui.run.stopping")
    if state.phase is RunPhase.PAUSED:
        return ""
    if state.making_room:
        return texts.say("ui.run.replacingThen", rows=totals.not_sent)
    if not totals.not_sent and totals.pending and not state.undoing:
        return texts.say("ui.run.allSent", rows=totals.pending)
    if state.seconds_left is None or not totals.not_sent or state.wait is not None:
        return ""
    return texts.say("ui.run.left", time=duration(state.seconds_left, texts))


def duration(seconds: float, texts: Texts) -> str:
    """About how long: «4 секунд», in the genitive."""
    if seconds < _MINUTES_FROM:
        return texts.count("ui.time.seconds", max(1, round(seconds)))
    return texts.count("ui.time.minutes", round(seconds / 60))


def rest_words(state: RunState, texts: Texts) -> tuple[str, str]:
    """Title and text of why nothing new goes out; empty while something does, or nothing is meant to any more."""
    if state.phase is RunPhase.PAUSED:
        return texts.say("ui.run.paused"), texts.say("ui.run.paused.undo" if state.undoing else "ui.run.paused.text")
    if state.phase is RunPhase.STOPPING or state.wait is None:
        return "", ""
    return texts.say("ui.run.waiting"), _wait_words(state, state.wait, texts)


def _wait_words(state: RunState, cause: Cause, texts: Texts) -> str:
    time = _wait_time(state.wait_seconds, texts)
    if not state.wait_seconds:
        said = texts.say("ui.run.wait.over", cause=capital(texts.say(f"cause.{cause}.short")))
    elif cause in _OWN_WAIT:
        said = texts.say(f"ui.run.wait.{cause}", time=time)
    else:
        said = texts.say("ui.run.wait", cause=capital(texts.say(f"cause.{cause}.short")), time=time)
    return with_words(said, state.wait_words, texts, cause)


def _wait_time(seconds: int, texts: Texts) -> str:
    if seconds < _MINUTES_FROM:
        return texts.count("ui.time.waitSeconds", seconds)
    return texts.count("ui.time.waitMinutes", round(seconds / 60))


def month_progress(month: MonthProgress, texts: Texts, *, undoing: bool = False) -> str:
    """«120 из 120 импортированы», «60 отправлены, 60 ждут»: what is with the rows of a month."""
    if month.imported == month.rows:
        return texts.count("ui.run.month.all", month.rows)
    gone = month.rows - month.imported - month.pending - month.unknown - month.waiting
    numbers = (
        ("imported", month.imported), ("pending", month.pending),
        ("deleting" if undoing else "unknown", month.unknown), ("waiting", month.waiting),
        ("deleted" if undoing else "gone", gone),
    )  # fmt: skip
    return ", ".join(texts.count(f"ui.run.month.{name}", count) for name, count in numbers if count)


def month_names(months: Iterable[tuple[int, int]], texts: Texts) -> dict[tuple[int, int], str]:
    """Months as titles; the year is told where there is more than one."""
    found = list(months)
    several = len({year for year, _ in found}) > 1
    return {month: capital(month_words(month, texts, year=several)) for month in found}


def metric_sums(items: Iterable[Item]) -> Sums:
    """Sums by metric the budget first; rates have no sum."""
    sums: dict[tuple[str, str], int] = {}
    rows: dict[tuple[str, str], int] = {}
    for item in items:
        key = (item.type, item.name)
        sums[key] = sums.get(key, 0) + item.value
        rows[key] = rows.get(key, 0) + 1
    ordered = sorted(sums, key=lambda key: in_order(*key))
    return tuple((key[1], None if is_rate(key[1]) else sums[key], rows[key]) for key in ordered)


def spare_label(doubled: Sequence[Doubled], texts: Texts) -> str:
    """The button that deletes the spare import; empty where there is none."""
    group = next((group for group in doubled if group.spare is not None), None)
    if group is None:
        return ""
    if group.spare == group.copies[-1].batch:
        return texts.say("ui.result.doubled.button")
    log = next(copy.log_id for copy in group.copies if copy.batch == group.spare)
    return texts.say("ui.result.doubled.other", log=log or 0)


def run_line(record: RunRecord, texts: Texts) -> str:
    """Which import this is: when, where to, from which file."""
    params: dict[str, Value] = {
        "when": day_and_time(record.created, texts),
        "project": project_words(record.project),
        "site": record.project.site,
        "file": file_name(record.file),
    }
    return texts.say("ui.result.run", **params)


def run_mark(record: RunRecord) -> RowMark:
    """The one mark of a run: what needs the person comes first."""
    totals = record.totals
    if record.doubled:
        return RowMark.ERROR
    if totals.unknown:
        return RowMark.UNKNOWN
    if record.unfinished:
        return RowMark.WAITING if totals.not_sent else RowMark.PENDING
    if totals.refused or totals.failed:
        return RowMark.REFUSED if totals.refused else RowMark.FAILED
    if totals.undone:
        return RowMark.UNDONE
    return RowMark.IMPORTED if totals.imported else RowMark.LEFT_OUT


def run_state(record: RunRecord, texts: Texts) -> str:
    """What became of a run, in words: every part that needs the person, else how it ended."""
    totals = record.totals
    numbers = (
        ("doubled", record.doubled), ("unknown", totals.unknown - record.resent - record.being_replaced),
        ("beingReplaced", record.being_replaced), ("resent", record.resent),
        ("waiting", totals.not_sent), ("pending", totals.pending), ("refused", totals.refused),
        ("failed", totals.failed),
    )  # fmt: skip
    parts = [texts.count(f"ui.runs.state.{name}", count) for name, count in numbers if count]
    if record.replaced:
        parts.insert(0, texts.count("ui.runs.state.replaced", record.replaced))
    if record.unfinished:
        parts.insert(0, texts.say("ui.runs.state.unfinished"))
    elif totals.undone:
        parts.insert(0, texts.say("ui.runs.state.undone" if not totals.imported else "ui.runs.state.partlyUndone"))
    return capital(", ".join(parts)) if parts else texts.say("ui.runs.state.done")
