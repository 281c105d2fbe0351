"""The batches of a run as a table: every change is told exactly, so that what is chosen stays chosen."""

from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import cache

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QIcon

from planimport_gui.facts.records import BatchKind, BatchRecord, BatchState
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import capital, span_words, state_message
from planimport_gui.ui.models.lines_model import Line, LinesModel
from planimport_gui.ui.run_words import clock

Span = tuple[tuple[int, int], tuple[int, int]]
"""First and last month, each as year and month."""


class BatchColumn(IntEnum):
    """The columns, in order."""

    NUMBER = 0
    MONTH = 1
    ROWS = 2
    STATE = 3
    LOG_ID = 4
    TRIES = 5
    TIME = 6
    WORDS = 7


_TITLES = ("number", "month", "rows", "state", "logId", "tries", "time", "words")
_RIGHT = (BatchColumn.NUMBER, BatchColumn.ROWS, BatchColumn.LOG_ID, BatchColumn.TRIES)


BatchLine = Line[BatchRecord, BatchState]


class BatchModel(LinesModel[BatchRecord, BatchState]):
    """``icon`` makes the mark of a state."""

    def __init__(self, texts: Texts, icon: Callable[[BatchState], QIcon], parent: QObject | None = None) -> None:
        titles = [texts.say(f"ui.batches.column.{title}") for title in _TITLES]
        super().__init__(titles, BatchColumn.STATE, icon, _RIGHT, parent)
        self._texts = texts
        self._spans: dict[int, Span | None] = {}
        # A thousand batches are shown at once, most of them with the same words.
        self._months = cache(lambda first, last: capital(span_words(first, last, texts)))
        self._state = cache(lambda state, cause: capital(state_message(state, None, cause, "", texts)))

    def show_batches(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Take the batches of a run, by number. Those that came are inserted, those that changed told as changed.

        A run that lacks batches shown before is another run: then everything is new.
        """
        numbers = [batch.number for batch in batches]
        if set(self.numbers) - set(numbers):
            self._show_anew([self._line(batch, spans.get(batch.number)) for batch in batches])
            return
        self._insert(batches, spans)
        self._change(batches, spans)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the batches shown."""
        return [line.record.number for line in self._lines]

    def sentence(self, row: int) -> str:
        """All there is to say of a batch, in one line."""
        batch, texts = self.record(row), self._texts
        return texts.say("cli.batch.line", batch=batch.number, rows=len(batch.rows), message=_message(batch, texts))

    # inside

    def _insert(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Put in those that are not there yet, neighbours together."""
        row = 0
        while row < len(batches):
            last = row
            while last < len(batches) and not self._stands(row, batches[last].number):
                last += 1
            if last > row:
                self.beginInsertRows(QModelIndex(), row, last - 1)
                self._lines[row:row] = [self._line(batch, spans.get(batch.number)) for batch in batches[row:last]]
                self.endInsertRows()
            row = last + 1

    def _stands(self, row: int, number: int) -> bool:
        return row < len(self._lines) and self._lines[row].record.number == number

    def _change(self, batches: Sequence[BatchRecord], spans: Mapping[int, Span]) -> None:
        """Tell the rows that changed, neighbours as one range."""
        first: int | None = None
        for row, batch in enumerate(batches):
            old, span = self._lines[row].record, spans.get(batch.number)
            same = old is batch or old == batch
            if not same or self._spans[batch.number] != span:
                self._lines[row] = self._line(batch, span)
                first = row if first is None else first
            elif first is not None:
                self._tell(first, row - 1)
                first = None
        if first is not None:
            self._tell(first, len(batches) - 1)

    def _line(self, batch: BatchRecord, span: Span | None) -> BatchLine:
        self._spans[batch.number] = span
        last, state = batch.last, batch.state
        cause = last.cause if last else None
        cells = (
            str(batch.number),
            self._months(*span) if span else "",
            str(len(batch.rows)),
            self._state(state, cause),
            str(last.log_id) if last and last.log_id is not None else "",
            str(len(batch.attempts)) if batch.attempts else "",
            clock(last.started, seconds=True) if last else "",
            " ".join(last.words.split()) if last else "",
        )
        return Line(batch, cells, (self._tip(batch),) * len(cells), state)

    def _tip(self, batch: BatchRecord) -> str:
        """Where a batch comes from, and the service's words in full."""
        origin = ""
        if batch.kind is not BatchKind.PLANNED:
            origin = self._texts.say(f"ui.batches.kind.{batch.kind}", batch=batch.parent or 0)
        words = batch.last.words if batch.last else ""
        return "\n".join(part for part in (origin, words) if part)


def _message(batch: BatchRecord, texts: Texts) -> str:
    last = batch.last
    if last is None:
        return state_message(batch.state, None, None, "", texts)
    return state_message(batch.state, last.log_id, last.cause, last.words, texts)
