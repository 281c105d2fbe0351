"""What a run tells, as sentences for people."""

from collections.abc import Iterable, Sequence

from planimport_gui.facts.events import BatchChanged, LogDeleted, Waiting
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.texts import Texts


def batch_message(event: BatchChanged, texts: Texts) -> str:
    """What is with a batch: state, log id, cause, the service's words."""
    return state_message(event.state, event.log_id, event.cause, event.words, texts)


def state_message(state: BatchState, log_id: int | None, cause: Cause | None, words: str, texts: Texts) -> str:
    """The same from its parts."""
    said = texts.say(f"state.{state}")
    if log_id is not None:
        said = texts.say("cli.batch.numbered", state=said, log=log_id)
    if cause is not None:
        said = texts.say("cli.batch.because", state=said, cause=texts.say(f"cause.{cause}.short"))
    return with_words(said, words, texts)


def batch_line(event: BatchChanged, texts: Texts) -> str:
    """A line about a batch."""
    return texts.say("cli.batch.line", batch=event.batch, rows=event.rows, message=batch_message(event, texts))


def wait_line(event: Waiting, texts: Texts) -> str:
    """Why nothing goes out at the moment, and for how long."""
    seconds = max(1, round(event.seconds))
    line = texts.say("cli.wait", cause=texts.say(f"cause.{event.cause}.short"), seconds=seconds)
    return with_words(line, event.words, texts)


def deletion_message(event: LogDeleted, texts: Texts) -> str:
    """What became of the deletion of one log id."""
    code = "cli.deletion.done" if event.deleted else "cli.deletion.refused"
    return with_words(texts.say(code, log=event.log_id), event.words, texts)


def cause_sentence(cause: Cause, words: str, texts: Texts) -> str:
    """Why a run does not go on, and what to do."""
    return with_words(texts.say(f"cause.{cause}"), words, texts)


def with_words(said: str, words: str, texts: Texts) -> str:
    """A sentence followed by the service's own words, where there are any."""
    if not words:
        return said
    quoted = texts.say("words.service", words=words.strip())
    return f"{said} {quoted}" if said.endswith(".") else f"{said}. {quoted}"


def totals_line(totals: Totals, texts: Texts) -> str:
    """The row totals that are not nought, and their sum."""
    numbers = (
        ("imported", totals.imported), ("pending", totals.pending), ("refused", totals.refused),
        ("failed", totals.failed), ("unknown", totals.unknown), ("undone", totals.undone),
        ("notSent", totals.not_sent), ("leftOut", totals.left_out),
    )  # fmt: skip
    shown = [_number(name, count, texts) for name, count in numbers if count]
    return texts.say("cli.totals", parts=" + ".join(shown) or "0", total=totals.total)


def number_list(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours joined: ``124–127, 130``."""
    spans: list[list[int]] = []
    for number in sorted(set(numbers)):
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return ", ".join(_span(span) for span in spans)


def _number(name: str, count: int, texts: Texts) -> str:
    return texts.say("cli.totals.part", label=texts.say(f"totals.{name}").lower(), n=count)


def _span(span: Sequence[int]) -> str:
    first, last = span
    return str(first) if first == last else f"{first}–{last}"
