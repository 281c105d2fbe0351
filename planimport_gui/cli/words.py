"""What a run tells, as sentences for people."""

from planimport_gui.facts.events import BatchChanged, LogDeleted, Waiting
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import state_message, with_words


def batch_message(event: BatchChanged, texts: Texts) -> str:
    """What is with a batch: state, log id, cause, the service's words."""
    return state_message(event.state, event.log_id, event.cause, event.words, texts)


def batch_line(event: BatchChanged, texts: Texts) -> str:
    """A line about a batch."""
    return texts.say("cli.batch.line", batch=event.batch, rows=event.rows, message=batch_message(event, texts))


def wait_line(event: Waiting, texts: Texts) -> str:
    """Why nothing goes out at the moment, and for how long."""
    seconds = max(1, round(event.seconds))
    line = texts.say("cli.wait", cause=texts.say(f"cause.{event.cause}.short"), seconds=seconds)
    return with_words(line, event.words, texts, event.cause)


def deletion_message(event: LogDeleted, texts: Texts) -> str:
    """What became of the deletion of one log id."""
    code = "cli.deletion.done" if event.deleted else "cli.deletion.refused"
    return with_words(texts.say(code, log=event.log_id), event.words, texts)
