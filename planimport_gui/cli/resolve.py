"""``planimport resolve``: the user's answer to a batch in doubt."""

import getpass
from argparse import Namespace
from dataclasses import dataclass

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.cli.result import twice_lines
from planimport_gui.cli.resume import find_run
from planimport_gui.cli.sending import REFUSED_CAUSES
from planimport_gui.facts.outcomes import ImportStatus
from planimport_gui.facts.records import BatchRecord, RunRecord
from planimport_gui.importing import recovery
from planimport_gui.importing.recovery import Adopted, Check, NoAnswer, NoSuchLog, OtherImport, Taken
from planimport_gui.texts.phrases import with_words


@dataclass(frozen=True, slots=True)
class _Answered:
    """``outcome`` for programs, a sentence for people; ``matched`` rows, where rows were compared."""

    outcome: str
    message: str
    code: Exit
    matched: int | None = None


def resolve(arguments: Namespace, desk: Desk) -> Exit:
    """Carry out one answer; 0 where it settled what it was meant to."""
    with hold(desk.settings.folder, desk.tempo) as engine:
        record = find_run(engine, arguments.run, desk)
        engine.journal.interrupted(record.id)
        rows = len(_batch(engine, record, arguments.batch, desk).rows)
        try:
            answered = _answer(engine, record, arguments, desk)
        except recovery.NotInDoubtError as error:
            raise _not_in_doubt(arguments, error, desk) from None
        batches = engine.journal.batches(record.id)
    batch = next(one for one in batches if one.number == arguments.batch)
    desk.output.emit(
        {
            "event": "resolved",
            "run": record.id,
            "batch": arguments.batch,
            "answer": answered.outcome,
            "state": batch.state.value,
            "logId": batch.last.log_id if batch.last else None,
            "rows": rows,
            "matched": answered.matched,
            "message": answered.message,
        }
    )
    desk.output.say(answered.message)
    for line in twice_lines(record.id, batches, desk.texts):
        desk.output.say(line)
    return answered.code


def _batch(engine: Engine, record: RunRecord, number: int, desk: Desk) -> BatchRecord:
    try:
        return engine.journal.batch(record.id, number)
    except KeyError:
        raise desk.ending(Exit.USAGE, "cli.usage.noBatch", run=record.id, batch=number) from None


def _answer(engine: Engine, record: RunRecord, arguments: Namespace, desk: Desk) -> _Answered:
    journal, run, batch, who = engine.journal, record.id, arguments.batch, _who()
    if arguments.log_id is not None:
        recovery.doubtful(journal, run, batch)
        service = engine.service(record.project, desk.token(record.project, run))
        return _checked(recovery.check_log(journal, service, run, batch, arguments.log_id, who), arguments.log_id, desk)
    if arguments.claimed:
        recovery.claim(journal, run, batch, who)
        return _Answered("claimed", desk.texts.say("cli.resolve.claimed", batch=batch), Exit.DONE)
    if arguments.send_again:
        return _send_again(engine, record, batch, who, desk)
    recovery.leave(journal, run, batch, who)
    return _Answered("left", desk.texts.say("cli.resolve.left", batch=batch), Exit.DONE)


def _send_again(engine: Engine, record: RunRecord, batch: int, who: str, desk: Desk) -> _Answered:
    try:
        child = recovery.send_again(engine.journal, record.id, batch, who)
    except recovery.SentAgainError as error:
        message = desk.texts.say("cli.resolve.againAlready", batch=batch, child=error.child, run=record.id)
        return _Answered("alreadySentAgain", message, Exit.NOT_ALL)
    message = desk.texts.say("cli.resolve.again", batch=batch, child=child, run=record.id)
    return _Answered("sendAgain", message, Exit.DONE)


def _checked(check: Check, log: int, desk: Desk) -> _Answered:
    say = desk.texts.say
    match check:
        case Adopted(rows, ImportStatus.SUCCESS):
            return _Answered("matched", say("cli.resolve.matched", log=log, rows=rows), Exit.DONE, rows)
        case Adopted(rows, _):
            return _Answered("matched", say("cli.resolve.working", log=log, rows=rows), Exit.DONE, rows)
        case OtherImport(shared, rows):
            message = say("cli.resolve.other", log=log, shared=shared, rows=rows)
            return _Answered("otherImport", message, Exit.NOT_ALL, shared)
        case Taken(run, batch):
            return _Answered("taken", say("cli.resolve.taken", log=log, run=run, batch=batch), Exit.NOT_ALL)
        case NoSuchLog(words):
            message = with_words(say("cli.resolve.notKnown", log=log), words, desk.texts)
            return _Answered("notKnown", message, Exit.NOT_ALL)
        case NoAnswer(cause, words):
            said = say("cli.resolve.noAnswer", cause=say(f"cause.{cause}.short"))
            message = with_words(said, words, desk.texts, cause)
            return _Answered("noAnswer", message, Exit.REFUSED if cause in REFUSED_CAUSES else Exit.NOT_ALL)


def _not_in_doubt(arguments: Namespace, error: recovery.NotInDoubtError, desk: Desk) -> Ending:
    state = desk.texts.say(f"state.{error.state}")
    return desk.ending(Exit.USAGE, "cli.resolve.notUnknown", batch=arguments.batch, state=state)


def _who() -> str:
    """The user of the operating system; some containers have a number and no name."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return "?"
