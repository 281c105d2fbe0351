"""What is asked before something is deleted again: how many rows, of which months, from where."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from planimport_gui.facts.records import BatchRecord, BatchState, RunRecord
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import number_list, span_words

Months = Mapping[RowId, tuple[int, int]]
"""Year and month of every row."""

_THERE = (BatchState.SUCCESS, BatchState.ACCEPTED, BatchState.ERROR)
"""States of a batch that stands in the service, or may in part."""


def about_run(batches: Collection[BatchRecord], months: Months, project: str, texts: Texts, *, practice: bool) -> str:
    """Before a whole import is undone."""
    there = _rows(batch for batch in batches if batch.state in _THERE)
    if not there:
        return texts.say("ui.ask.undoUnsent.practice" if practice else "ui.ask.undoUnsent", project=project)
    rows = texts.say("ui.ask.rows", rows=len(there), months=_months(there, months, texts))
    return texts.say("ui.ask.undo.practice" if practice else "ui.ask.undo", project=project, rows=rows)


def with_replaced(question: str, record: RunRecord, texts: Texts, *, practice: bool) -> str:
    """The question, and what becomes of the rows that the run was to replace, as long as it has not."""
    if not record.replaces or record.totals.not_sent != record.totals.total - record.totals.left_out:
        return question
    if not record.between:
        return f"{question} {texts.say('ui.ask.notReplaced')}"
    code = "ui.ask.replacedGone.practice" if practice else "ui.ask.replacedGone"
    return f"{question} {texts.say(code, rows=record.between)}"


def about_batches(
    batches: Sequence[BatchRecord], months: Months, project: str, texts: Texts, code: str, *, practice: bool
) -> str:
    """Before some batches are deleted; ``code`` is that of the question."""
    numbers = [batch.number for batch in batches]
    named = texts.say("ui.ask.batch" if len(numbers) == 1 else "ui.ask.batches", batches=number_list(numbers))
    there = _rows(batches)
    rows = texts.say("ui.ask.rowsOf", rows=len(there), months=_months(there, months, texts), batches=named)
    return texts.say(f"{code}.practice" if practice else code, project=project, rows=rows)


def _rows(batches: Iterable[BatchRecord]) -> list[RowId]:
    """The rows of batches, each once."""
    return list(dict.fromkeys(row for batch in batches for row in batch.rows))


def _months(rows: Sequence[RowId], months: Months, texts: Texts) -> str:
    found = [months[row] for row in rows]
    return span_words(min(found), max(found), texts)
