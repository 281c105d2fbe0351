"""An import as a workbook that proves it: what became of every row, and the sums that are in Calltouch."""

from collections.abc import Iterable
from datetime import date

from planimport_gui.facts.records import AttemptRecord, AttemptState, RowFate
from planimport_gui.facts.saving import Report
from planimport_gui.plan.metrics import in_order, is_rate
from planimport_gui.plan.row import Item, PlanRow, RowId
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import capital, month_words, number_list, totals_line
from planimport_gui.ui.flows.papers import RunPapers
from planimport_gui.ui.run_words import day_and_time, file_name, project_words
from planimport_gui.ui.running import Month
from planimport_gui.ui.states import RowMark

_THERE = (RowFate.IMPORTED, RowFate.CLAIMED)
_SPOKEN = (AttemptState.ERROR, AttemptState.SUCCESS)
"""States in which the words of an attempt are an answer about its batch."""


def report_of(papers: RunPapers, texts: Texts, today: date, *, practice: bool) -> Report:
    """May take a while for many rows, so in a worker thread."""
    there = [papers.items[row] for row, fate in papers.fates.items() if fate in _THERE]
    months = sorted({item.month for item in there})
    title = "ui.report.sums" if there else "ui.report.noSums"
    return Report(
        rows=tuple(_rows(papers, texts)),
        more=tuple(texts.say(f"ui.report.{name}") for name in ("state", "number", "sent", "words")),
        summary=texts.say("ui.report.summary"),
        facts=tuple(_facts(papers, texts, today, practice=practice)),
        title=texts.say(f"{title}Practice" if practice else title),
        columns=(
            texts.say("field.type"),
            texts.say("field.name"),
            *(capital(month_words(month, texts)) for month in months),
            texts.say("ui.before.total"),
        ),
        sums=tuple(_sums(there, months, texts)),
    )


def _rows(papers: RunPapers, texts: Texts) -> Iterable[tuple[PlanRow, tuple[str, ...]]]:
    marks = {mark: texts.say(f"ui.mark.{mark}") for mark in RowMark}
    words = {refused.row: refused.words for refused in papers.refused}
    sent = papers.sent_as()
    for row in papers.rows:
        attempt = sent.get(row.id)
        yield row, (marks[papers.marks[row.id]], *_attempt(attempt, texts), _words(row.id, attempt, words))


def _attempt(attempt: AttemptRecord | None, texts: Texts) -> tuple[str, str]:
    """Number and time."""
    if attempt is None:
        return "", ""
    number = "" if attempt.log_id is None or attempt.struck else str(attempt.log_id)
    return number, day_and_time(attempt.started, texts, year=True)


def _words(row: RowId, attempt: AttemptRecord | None, refused: dict[RowId, str]) -> str:
    said = attempt.words if attempt is not None and attempt.state in _SPOKEN else ""
    return refused.get(row, said)


def _facts(papers: RunPapers, texts: Texts, today: date, *, practice: bool) -> Iterable[tuple[str, str]]:
    record = papers.record

    def fact(name: str, text: str) -> tuple[str, str]:
        return texts.say(f"ui.report.{name}"), text

    if practice:
        yield fact("practice", texts.say("cli.result.practice"))
    yield fact("project", texts.say("ui.report.site", name=project_words(record.project), site=record.project.site))
    yield fact("when", day_and_time(record.created, texts, year=True))
    yield fact("file", file_name(record.file))
    if record.sheet:
        yield fact("sheet", record.sheet)
    yield fact("rows", totals_line(record.totals, texts))
    if papers.kept:
        yield fact("kept", texts.count("count.rows", sum(batch.rows for batch in papers.kept)))
    if papers.log_ids and not practice:
        yield fact("numbers", number_list(papers.log_ids))
        yield fact("where", texts.say("ui.report.path"))
    yield fact("asOf", texts.say("ui.time.date", day=today))


def _sums(items: list[Item], months: list[Month], texts: Texts) -> Iterable[tuple[str | int, ...]]:
    """A line for every metric: its sums by month and over all. Rates have none."""
    by_metric: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        by_metric.setdefault((item.type, item.name), []).append(item)
    for metric, own in sorted(by_metric.items(), key=lambda one: in_order(*one[0])):
        by_month = [[item for item in own if item.month == month] for month in months]
        yield (*metric, *(_sum(some, texts) for some in (*by_month, own)))


def _sum(items: list[Item], texts: Texts) -> str | int:
    if not items:
        return ""
    if is_rate(items[0].name):
        return texts.count("ui.report.rate", len(items))
    return sum(item.value for item in items)
