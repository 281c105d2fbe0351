"""``planimport undo``: delete a run, or some of its batches, from the service."""

import sys
from argparse import Namespace
from collections.abc import Collection

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.interrupts import Interrupts
from planimport_gui.cli.result import doubt_lines
from planimport_gui.cli.resume import find_run
from planimport_gui.cli.sending import REFUSED_CAUSES, stopper
from planimport_gui.cli.telling import Teller
from planimport_gui.facts.events import RunEnded
from planimport_gui.facts.records import BatchRecord, BatchState, RunRecord
from planimport_gui.importing.undo import Undoer
from planimport_gui.texts import phrases

_GONE = frozenset({BatchState.UNDONE, BatchState.REFUSED, BatchState.PLANNED})
"""States of a batch that leave nothing in the service; what is planned is abandoned by then."""


def undo(arguments: Namespace, desk: Desk) -> Exit:
    """Delete what is in the service, give up what was not sent."""
    if not arguments.yes and not desk.interactive:
        raise desk.ending(Exit.USAGE, "cli.usage.needsYes")
    with hold(desk.settings.folder, desk.tempo) as engine:
        record = find_run(engine, arguments.run, desk)
        chosen = _chosen(engine, record, arguments.batch, desk)
        if all(_gone(batch) for batch in chosen):
            return _nothing(record, desk)
        if not arguments.yes and not _agreed(record, chosen, desk):
            desk.say("cli.undo.kept")
            return Exit.NOT_ALL
        return _undo(engine, record, arguments.batch, desk)


def _chosen(engine: Engine, record: RunRecord, numbers: list[int] | None, desk: Desk) -> list[BatchRecord]:
    batches = {batch.number: batch for batch in engine.journal.batches(record.id)}
    for number in numbers or ():
        if number not in batches:
            raise desk.ending(Exit.USAGE, "cli.usage.noBatch", run=record.id, batch=number)
    return list(batches.values()) if numbers is None else [batches[number] for number in dict.fromkeys(numbers)]


def _gone(batch: BatchRecord) -> bool:
    return batch.state in _GONE and not batch.to_send


def _agreed(record: RunRecord, chosen: Collection[BatchRecord], desk: Desk) -> bool:
    open_batches = [batch for batch in chosen if not _gone(batch)]
    rows = sum(len(batch.rows) for batch in open_batches)
    question = desk.texts.say(
        "cli.undo.ask", run=record.id, site=record.project.site, rows=rows, batches=len(open_batches)
    )
    answer = desk.output.ask(question, sys.stdin)
    return answer.strip().lower() in desk.texts.say("cli.undo.yes").split()


def _undo(engine: Engine, record: RunRecord, numbers: list[int] | None, desk: Desk) -> Exit:
    service = engine.service(record.project, desk.token(record.project, record.id))
    undoer = Undoer(engine.journal, service, Teller(desk.output, desk.texts, undoing=True), desk.tempo.times)
    with Interrupts(stopper(desk, undoer.cancel)):
        ended = undoer.undo(record.id, numbers)
    desk.finish(ended.run, ended.totals, ended.requests)
    chosen = _chosen(engine, record, numbers, desk)
    gone = all(_gone(batch) for batch in chosen)
    desk.output.say(phrases.totals_line(ended.totals, desk.texts))
    if ended.paused is not None:
        desk.output.say(phrases.cause_sentence(ended.paused, ended.words, desk.texts))
    if gone:
        desk.say("cli.undo.done")
    else:
        desk.say("cli.undo.partly", run=record.id)
        for line in doubt_lines(engine.journal, record.id, chosen, desk.texts):
            desk.output.say(line)
    return _exit(ended, gone)


def _exit(ended: RunEnded, gone: bool) -> Exit:
    if ended.cancelled:
        return Exit.INTERRUPTED
    if ended.paused in REFUSED_CAUSES:
        return Exit.REFUSED
    return Exit.DONE if gone else Exit.NOT_ALL


def _nothing(record: RunRecord, desk: Desk) -> Exit:
    desk.finish(None, record.totals, 0)
    desk.say("cli.undo.nothing")
    return Exit.DONE
