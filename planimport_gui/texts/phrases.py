"""Phrases that console and window share: sums, lists of numbers, days, months, causes with the service's words."""

from collections.abc import Iterable, Sequence
from datetime import date

from planimport_gui.facts.again import Again, Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.reading import SheetSummary
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.texts.catalogue import Texts

_OF_THE_SYSTEM = frozenset({Cause.OFFLINE, Cause.CERTIFICATE, Cause.PROXY, Cause.CUT, Cause.WITHDRAWN})
"""Causes that come with words of the system, not of the service."""


def with_words(said: str, words: str, texts: Texts, cause: Cause | None = None) -> str:
    """A sentence followed by the service's own words, or by the system's where ``cause`` says so."""
    if not words:
        return said
    quoted = texts.say("words.system" if cause in _OF_THE_SYSTEM else "words.service", words=words.strip())
    return f"{said} {quoted}" if said.endswith(".") else f"{said}. {quoted}"


def cause_sentence(cause: Cause, words: str, texts: Texts) -> str:
    """Why a run does not go on, and what to do. Nobody said anything where batches only ended alike."""
    return with_words(texts.say(f"cause.{cause}"), "" if cause is Cause.ALIKE else words, texts, cause)


def state_message(state: BatchState, log_id: int | None, cause: Cause | None, words: str, texts: Texts) -> str:
    """What is with a batch: state, log id, cause, the service's words."""
    said = texts.say(f"state.{state}")
    if log_id is not None:
        said = texts.say("cli.batch.numbered", state=said, log=log_id)
    if cause is not None:
        said = texts.say("cli.batch.because", state=said, cause=texts.say(f"cause.{cause}.short"))
    return with_words(said, words, texts, cause)


def twice_sentence(doubled: Doubled, texts: Texts, *, practice: bool = False) -> str:
    """«50 строк в Calltouch дважды: номера 126 и 127», without a full stop."""
    rows = len(doubled.rows)
    logs = [copy.log_id for copy in doubled.copies if copy.log_id is not None]
    match logs:
        case []:
            return texts.say("twice.words.practice" if practice else "twice.words", rows=rows)
        case [log]:
            return texts.say("twice.word.practice" if practice else "twice.word", rows=rows, log=log)
        case [first, second]:
            code = "twice.numbers.practice" if practice else "twice.numbers"
            return texts.say(code, rows=rows, first=first, second=second)
        case _:
            return texts.say("twice.more.practice" if practice else "twice.more", rows=rows, logs=number_list(logs))


def again_sentence(again: Again, texts: Texts) -> str:
    """What became of rows that were sent again: «Отправлено ещё раз 25 ноября в 04:07, номер 127: импортировано.»"""
    last, state = again.batch.last, again.batch.state
    if last is None or state is BatchState.PLANNED:
        return texts.say("resent.planned", batch=again.batch.number)
    rows, imported = len(again.batch.rows), again.imported
    if 0 < imported < rows:
        said = texts.say("resent.state.part", imported=imported, rows=rows)
    else:
        said = texts.say(f"resent.state.{BatchState.SUCCESS if imported and state is BatchState.REFUSED else state}")
    moment = last.started.astimezone()
    day, time, logs = day_words(moment, texts), f"{moment:%H:%M}", number_list(again.log_ids)
    if logs:
        return texts.say("resent.number", day=day, time=time, logs=logs, state=said)
    return texts.say("resent.noNumber", day=day, time=time, state=said)


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


def sheet_words(plan: SheetSummary, texts: Texts) -> str:
    """What is in a sheet: «360 строк, октябрь – декабрь 2026, бюджет 1 920 000 ₽»."""
    parts = [] if plan.visible else [texts.say("ui.sheets.hidden")]
    if not plan.whole:
        return ", ".join((*parts, texts.say("ui.sheets.more", rows=plan.rows)))
    parts.append(texts.count("count.rows", plan.rows))
    if plan.first is not None and plan.last is not None:
        parts.append(span_words((plan.first.year, plan.first.month), (plan.last.year, plan.last.month), texts))
    if plan.budget is not None:
        parts.append(texts.say("ui.sheets.budget", sum=texts.say("ui.before.money", sum=plan.budget)))
    return ", ".join(parts)


def capital(said: str) -> str:
    """The same with a capital at its beginning."""
    return said[:1].upper() + said[1:]


def _span(span: Sequence[int]) -> str:
    first, last = span
    return str(first) if first == last else f"{first}–{last}"
