"""``planimport runs``: past imports, or one of them with its batches."""

from argparse import Namespace

from planimport_gui.assembly.engine import look
from planimport_gui.calltouch.address import CALLTOUCH
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.result import doubt_lines, refusal_lines, twice_lines
from planimport_gui.cli.wire import counts
from planimport_gui.facts.records import BatchRecord, RefusedRow, RunRecord
from planimport_gui.importing.ports import RunJournal
from planimport_gui.plan.row import Origin
from planimport_gui.texts import phrases


def show_runs(arguments: Namespace, desk: Desk) -> Exit:
    """All runs, newest first, or the one named."""
    with look(desk.settings.folder) as journal:
        if arguments.run is None:
            _list(journal.runs(), desk)
        else:
            _show(journal, arguments.run, desk)
    return Exit.DONE


def _list(runs: tuple[RunRecord, ...], desk: Desk) -> None:
    desk.output.emit({"runs": [_run_object(run) for run in runs]})
    if not runs:
        desk.say("cli.runs.none")
    for run in runs:
        _run_line(run, desk)
        if run.doubled:
            desk.output.say("   " + desk.texts.say("cli.runs.twice", rows=run.doubled, run=run.id))


def _show(journal: RunJournal, number: int, desk: Desk) -> None:
    try:
        run = journal.run(number)
    except KeyError:
        raise desk.ending(Exit.USAGE, "cli.usage.noRun", run=number) from None
    batches, refused = journal.batches(number), journal.refused_rows(number)
    places = journal.origins(number, [row.row for row in refused])
    desk.output.emit(
        {
            **_run_object(run),
            "batches": [_batch_object(batch, desk) for batch in batches],
            "refusedRows": [_refused_object(row, place) for row, place in zip(refused, places, strict=True)],
        }
    )
    _run_line(run, desk)
    for batch in batches:
        desk.say("cli.batch.line", batch=batch.number, rows=len(batch.rows), message=_message(batch, desk))
    for line in twice_lines(number, batches, desk.texts):
        desk.output.say(line)
    lines = (*refusal_lines(journal, number, refused, desk.texts), *doubt_lines(journal, number, batches, desk.texts))
    for line in lines:
        desk.output.say(line)


def _run_line(run: RunRecord, desk: Desk) -> None:
    totals = phrases.totals_line(run.totals, desk.texts)
    desk.say(
        "cli.runs.line", run=run.id, day=run.created.astimezone(), site=run.project.site, file=run.file, totals=totals
    )
    if run.project.address != CALLTOUCH:
        desk.output.say("   " + desk.texts.say("cli.runs.address", address=run.project.address))
    if run.paused is not None:
        desk.output.say("   " + phrases.cause_sentence(run.paused, run.paused_words, desk.texts))
    if run.replaces:
        olds = phrases.number_list(one.run for one in run.replaces)
        desk.output.say("   " + desk.texts.say("cli.runs.replaces", runs=olds))
    if run.between:
        desk.output.say("   " + desk.texts.say("cli.runs.replaced", rows=run.between))
    if run.unfinished:
        desk.output.say("   " + desk.texts.say("cli.runs.open", run=run.id))


def _run_object(run: RunRecord) -> dict[str, object]:
    return {
        "run": run.id,
        "site": run.project.site,
        "project": run.project.name or None,
        "address": run.project.address,
        "file": run.file,
        "sheet": run.sheet,
        "created": run.created.isoformat(timespec="seconds"),
        **counts(run.totals),
        "requests": run.requests,
        "unfinished": run.unfinished,
        "paused": run.paused.value if run.paused else None,
        "replaces": [{"run": one.run, "batch": one.batch} for one in run.replaces],
        "replacedRows": run.replaced,
    }


def _batch_object(batch: BatchRecord, desk: Desk) -> dict[str, object]:
    return {
        "batch": batch.number,
        "rows": len(batch.rows),
        "state": batch.state.value,
        "logId": batch.last.log_id if batch.last else None,
        "tries": len(batch.attempts),
        "parent": batch.parent,
        "message": _message(batch, desk),
    }


def _refused_object(refused: RefusedRow, place: Origin | None) -> dict[str, object]:
    return {
        "row": place.row if place else None,
        "column": place.column if place else None,
        "field": refused.field or None,
        "message": refused.words,
    }


def _message(batch: BatchRecord, desk: Desk) -> str:
    last = batch.last
    if last is None:
        return phrases.state_message(batch.state, None, None, "", desk.texts)
    return phrases.state_message(batch.state, last.log_id, last.cause, last.words, desk.texts)
