"""What the page of a doubt says, made of frozen values."""

from datetime import datetime
from typing import assert_never

from planimport_gui.facts.outcomes import Cause
from planimport_gui.plan.row import Item
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import again_sentence, span_words, with_words
from planimport_gui.ui import run_words as words
from planimport_gui.ui.states import DoubtAnswer, DoubtState


def support_text(state: DoubtState, texts: Texts) -> str:
    """What the support needs to find a batch: project, time, log ids, rows. Holds no token."""
    last = state.batch.last
    lines = [
        texts.say(
            "ui.doubt.support",
            project=words.project_words(state.record.project),
            site=state.record.project.site,
            run=state.record.id,
            batch=state.batch.number,
            rows=len(state.batch.rows),
            day=words.date_of(state.sent),
            time=words.clock(state.sent, seconds=True),
            why=texts.say(f"cause.{last.cause}.short") if last and last.cause else texts.say("cause.silent.short"),
        ),
        neighbours(state, texts),
        texts.say("ui.doubt.support.checked", log=state.checked) if state.checked is not None else "",
        *(_item_line(item) for item in state.items),
    ]
    return "\n".join(line for line in lines if line)


def _item_line(item: Item) -> str:
    """A plan on one line, its parts parted by tabs."""
    days = (f"{day:%d.%m.%Y}" for day in (item.date_from, item.date_to))
    dimensions = (item.source, item.medium, item.campaign, item.content, item.keyword)
    return "\t".join((*days, *dimensions, item.type, item.name, str(item.value)))


def months_words(state: DoubtState, texts: Texts) -> str:
    """The months of the rows: «декабрь 2026», «октябрь – декабрь 2026»."""
    months = [item.month for item in state.items]
    return span_words(min(months), max(months), texts)


def title_words(state: DoubtState, texts: Texts) -> str:
    """The heading: what is in doubt, or what became of it."""
    settled = state.answer if state.answer in (DoubtAnswer.ADOPTED, DoubtAnswer.IN_PROGRESS) else None
    code = f"ui.doubt.title.{settled}" if settled else "ui.doubt.title"
    rows, months = len(state.batch.rows), months_words(state, texts)
    return texts.say(code, rows=rows, months=months, batch=state.batch.number)


def what_words(state: DoubtState, texts: Texts) -> str:
    """What happened to the rows, the service's words, and what we do or what was done since."""
    last = state.batch.last
    cause = last.cause if last and last.cause else Cause.SILENT
    said = texts.say(
        "ui.doubt.what",
        day=words.day_said(state.sent, texts),
        time=words.clock(state.sent, seconds=True),
        why=texts.say(f"cause.{cause}.short"),
    )
    said = with_words(said, last.words if last else "", texts, cause)
    after = again_sentence(state.again, texts) if state.again else ""
    never = "" if state.again and state.again.under_way else texts.say("ui.doubt.never")
    return " ".join(part for part in (said, after, never) if part)


def moment_words(state: DoubtState, texts: Texts) -> str:
    """When the rows were sent, about."""
    return texts.say("ui.doubt.moment", day=words.day_said(state.sent, texts), time=words.clock(state.sent))


def neighbours(state: DoubtState, texts: Texts) -> str:
    """The log ids accepted just before and after, with their times; empty where there are none."""
    said = [
        texts.say("ui.doubt.neighbour", log=log_id, time=_time_words(moment, state.sent, texts))
        for log_id, moment in state.neighbours
    ]
    if not said:
        return ""
    if len(said) == 1:
        return texts.say("ui.doubt.oneNeighbour", log=said[0])
    return texts.say("ui.doubt.neighbours", log=said[0], other=said[-1])


def _time_words(moment: datetime, sent: datetime, texts: Texts) -> str:
    """The time of day, with its day where that is another one than that of the doubt."""
    if words.date_of(moment) == words.date_of(sent):
        return words.clock(moment, seconds=True)
    return words.day_and_time(moment, texts)


def answer_sentence(state: DoubtState, answer: DoubtAnswer, log: int, texts: Texts) -> str:
    """What checking a log id brought."""
    rows = len(state.batch.rows)
    match answer:
        case DoubtAnswer.ADOPTED:
            return texts.say("cli.resolve.matched", log=log, rows=rows)
        case DoubtAnswer.IN_PROGRESS:
            return texts.say("ui.doubt.inProgress", log=log, rows=rows)
        case DoubtAnswer.OTHER:
            return texts.say("cli.resolve.other", log=log, shared=state.shared, rows=rows)
        case DoubtAnswer.TAKEN:
            return texts.say("ui.doubt.taken", log=log)
        case DoubtAnswer.TAKEN_AGAIN:
            return texts.say("ui.doubt.takenAgain", log=log)
        case DoubtAnswer.NO_SUCH_LOG:
            return texts.say("cli.resolve.notKnown", log=log)
        case DoubtAnswer.NO_ANSWER:
            return texts.say("ui.doubt.noAnswer")
        case _:
            assert_never(answer)
