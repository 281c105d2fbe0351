"""Tells a run while it goes on: JSON for programs; lines, or one line with a bar, for people."""

import logging

from planimport_gui.cli import wire, words
from planimport_gui.cli.bar import progress_line
from planimport_gui.cli.output import Output
from planimport_gui.facts.events import (
    BatchChanged,
    LogDeleted,
    Progress,
    Replacing,
    RunEnded,
    RunEvent,
    RunStarted,
    Waiting,
)
from planimport_gui.facts.records import BatchState
from planimport_gui.texts import Texts

_log = logging.getLogger(__name__)

_WORTH_A_LINE = frozenset({BatchState.REFUSED, BatchState.UNKNOWN, BatchState.ERROR})
_TOO_SMALL = frozenset({BatchState.PLANNED, BatchState.SENDING, BatchState.DELETING})


class Teller:
    """Takes a run's events, in order. ``finished`` is told by whoever knows how the command ends."""

    def __init__(self, output: Output, texts: Texts, *, undoing: bool = False) -> None:
        """While ``undoing``, programs hear of deletions and waits alone."""
        self._output = output
        self._texts = texts
        self._undoing = undoing

    def __call__(self, event: RunEvent) -> None:
        match event:
            case RunStarted():
                self._emit(wire.started(event))
                self._started(event)
            case BatchChanged():
                self._emit(wire.batch(event, self._texts))
                self._batch_line(event)
            case Waiting():
                self._emit(wire.wait(event), always=True)
                self._wait_line(event)
            case Progress():
                self._output.line(progress_line(event, self._texts))
            case LogDeleted(undo=True):
                self._emit(wire.undone(event, self._texts), always=True)
                self._output.say(words.deletion_message(event, self._texts))
            case LogDeleted():
                _log.info("deleted before a second try: %s", event)
            case Replacing(rows, deleted):
                self._emit(wire.replacing(event))
                self._output.say(self._texts.say("cli.replacing", rows=rows, deleted=deleted))
            case RunEnded():
                _log.info("ended: paused %s, %s", event.paused, event.words)

    def _started(self, event: RunStarted) -> None:
        if not self._undoing:
            self._output.say(
                self._texts.say("cli.started", run=event.run, site=event.site, rows=event.total, batches=event.batches)
            )

    def _emit(self, content: dict[str, object], *, always: bool = False) -> None:
        _log.info("%s", content)
        if always or not self._undoing:
            self._output.emit(content)

    def _batch_line(self, event: BatchChanged) -> None:
        if self._undoing or event.state in _TOO_SMALL:
            return
        if event.state in _WORTH_A_LINE or not self._output.terminal:
            self._output.say(words.batch_line(event, self._texts))

    def _wait_line(self, event: Waiting) -> None:
        line = words.wait_line(event, self._texts)
        if self._output.terminal:
            self._output.line(line)
        else:
            self._output.say(line)
