"""Phrases that console and window share: sums, lists of numbers, days, months, causes with the service's words."""

from collections.abc import Iterable, Sequence
from datetime import date

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.texts.catalogue import Texts


def with_words(said: str, words: str, texts: Texts) -> str:
    """A sentence followed by the service's own words, where there are any."""
    if not words:
        return said
    quoted = texts.say("words.service", words=words.strip())
    return f"{said} {quoted}" if said.endswith(".") else f"{said}. {quoted}"


def cause_sentence(cause: Cause, words: str, texts: Texts) -> str:
    """Why a run does not go on, and what to do."""
    return with_words(texts.say(f"cause.{cause}"), words, texts)


def state_message(state: BatchState, log_id: int | None, cause: Cause | None, words: str, texts: Texts) -> str:
    """What is with a batch: state, log id, cause, the service's words."""
    said = texts.say(f"state.{state}")
    if log_id is not None:
        said = texts.say("cli.batch.numbered", state=said, log=log_id)
    if cause is not None:
        said = texts.say("cli.batch.because", state=said, cause=texts.say(f"cause.{cause}.short"))
    return with_words(said, words, texts)


def totals_line(totals: Totals, texts: Texts) -> str:
    """«179 импортировано + 1 отклонена + 60 под вопросом = 240»: every part that is not nought, and their sum."""
    numbers = (
        ("imported", totals.imported), ("pending", totals.pending), ("refused", totals.refused),
        ("failed", totals.failed), ("unknown", totals.unknown), ("undone", totals.undone),
        ("notSent", totals.not_sent), ("leftOut", totals.left_out),
    )  # fmt: skip
    shown = [texts.count(f"count.{name}", count) for name, count in numbers if count]
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


def day_words(day: date, texts: Texts) -> str:
    """Day and month in words: «24 ноября»."""
    return texts.say(f"day.{day.month}", day=day.day)


def month_words(month: tuple[int, int], texts: Texts, *, year: bool = True) -> str:
    """A month, given as year and month: «ноябрь 2026», or «ноябрь» where the year is plain."""
    return texts.say(f"month.{month[1]}", year=str(month[0]) if year else "").strip()


def span_words(first: tuple[int, int], last: tuple[int, int], texts: Texts) -> str:
    """From one month to another: «декабрь 2026», «ноябрь – декабрь 2026», «декабрь 2026 – январь 2027»."""
    end = month_words(last, texts)
    return end if first == last else f"{month_words(first, texts, year=first[0] != last[0])} – {end}"


def capital(said: str) -> str:
    """The same with a capital at its beginning."""
    return said[:1].upper() + said[1:]


def _span(span: Sequence[int]) -> str:
    first, last = span
    return str(first) if first == last else f"{first}–{last}"
