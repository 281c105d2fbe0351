"""How a run ended, for people: a sum that adds up, what appears where, and what to do next."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from planimport_gui.cli.output import Output
from planimport_gui.facts.again import doubled, sent_again
from planimport_gui.facts.events import RunEnded
from planimport_gui.facts.records import BatchRecord, BatchState, RefusedRow, RowFate, RunRecord
from planimport_gui.importing.ports import RunJournal
from planimport_gui.texts import Texts, phrases

_ALL = {False: "cli.result.all", True: "cli.result.practiceAll"}
_PART = {False: "cli.result.part", True: "cli.result.practicePart"}
_SHOWN = 20
"""Refused rows that are listed."""


class Result:
    """Says the result of a run. ``today`` is the date on which the user reads it."""

    def __init__(self, output: Output, texts: Texts, journal: RunJournal, today: date) -> None:
        self._output = output
        self._texts = texts
        self._journal = journal
        self._today = today

    def tell(self, ended: RunEnded, record: RunRecord, practice: bool) -> None:
        """Everything there is to say."""
        batches = self._journal.batches(ended.run)
        for line in twice_lines(record.id, batches, self._texts):
            self._output.say(line)
        self._sums(record, practice)
        if record.totals.imported and not practice:
            self._say("cli.result.where", day=self._today + timedelta(days=1))
            self._logs(batches)
        self._refused(record.id)
        if record.totals.failed:
            self._say("cli.result.failed", rows=record.totals.failed)
        if not practice:
            for line in doubt_lines(self._journal, record.id, batches, self._texts):
                self._output.say(line)
        if ended.paused is not None:
            self._output.say(phrases.cause_sentence(ended.paused, ended.words, self._texts))
        if practice:
            self._say("cli.result.practice")
        elif record.unfinished:
            self._say("cli.result.resume", run=record.id)

    def _sums(self, record: RunRecord, practice: bool) -> None:
        totals = record.totals
        if totals.imported == totals.total:
            self._say(_ALL[practice], rows=totals.imported)
        else:
            self._say(_PART[practice], imported=totals.imported, total=totals.total)
            self._output.say(phrases.totals_line(totals, self._texts))
        if record.before:
            self._say("cli.result.before", rows=record.before)

    def _logs(self, batches: tuple[BatchRecord, ...]) -> None:
        logs = phrases.number_list(log_ids(batches))
        if logs:
            self._say("cli.result.logs", logs=logs)

    def _refused(self, run: int) -> None:
        refused = self._journal.refused_rows(run)
        for line in refusal_lines(self._journal, run, refused[:_SHOWN], self._texts):
            self._output.say(line)
        if len(refused) > _SHOWN:
            self._say("cli.result.more", n=len(refused) - _SHOWN, run=run)

    def _say(self, code: str, **params: int | str | date) -> None:
        self._output.say(self._texts.say(code, **params))


def refusal_lines(journal: RunJournal, run: int, refused: Sequence[RefusedRow], texts: Texts) -> Iterator[str]:
    """A line for each refused row: where it stands in the file, and the service's words."""
    places = journal.origins(run, [row.row for row in refused])
    for row, place in zip(refused, places, strict=True):
        if place is None:
            yield texts.say("cli.result.refusedTyped", words=row.words)
        else:
            yield texts.say("cli.result.refused", row=place.row, words=row.words)


def doubt_lines(journal: RunJournal, run: int, batches: Sequence[BatchRecord], texts: Texts) -> Iterator[str]:
    """A line for each batch in doubt, whole or in some of its rows: what it means and how to answer."""
    every = journal.batches(run)
    for batch in batches:
        again = sent_again(every, batch.number)
        if batch.state is BatchState.UNKNOWN and again is not None and again.under_way:
            said = phrases.again_sentence(again, texts)
            yield texts.say("cli.result.resent", run=run, batch=batch.number, rows=len(batch.rows), again=said)
        elif batch.state is BatchState.UNKNOWN:
            yield texts.say("cli.result.doubt", run=run, batch=batch.number, rows=len(batch.rows))
        elif batch.state is BatchState.SUCCESS:
            fates = journal.row_fates(run, batch.number)
            lost = [row for row, fate in fates.items() if fate is RowFate.UNKNOWN]
            if lost:
                places = phrases.number_list(place.row for place in journal.origins(run, lost) if place)
                yield texts.say("cli.result.lost", run=run, batch=batch.number, rows=len(lost), places=places)


def twice_lines(run: int, batches: Sequence[BatchRecord], texts: Texts) -> Iterator[str]:
    """A line for rows that stand in the service twice: under which numbers, and how to delete the spare import."""
    for group in doubled(batches):
        twice = phrases.twice_sentence(group, texts)
        if group.spare is None:
            yield texts.say("cli.twice", twice=twice)
        else:
            yield texts.say("cli.twice.undo", twice=twice, run=run, batch=group.spare)


def log_ids(batches: tuple[BatchRecord, ...]) -> tuple[int, ...]:
    """The log ids under which batches stand in the service, or may."""
    return tuple(
        attempt.log_id
        for batch in batches
        for attempt in batch.attempts
        if attempt.log_id is not None and not attempt.struck and attempt.state not in ("undone", "refused")
    )
