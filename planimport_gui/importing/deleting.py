"""Deletes log ids, and finds out what became of deletions that were never answered."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from planimport_gui.facts.events import LogDeleted
from planimport_gui.facts.outcomes import Deletion, LogNotKnown, StatusKnown, StatusOutcome
from planimport_gui.facts.records import AttemptRecord, DeleteReason
from planimport_gui.importing.agenda import Agenda, log_id
from planimport_gui.importing.alarms import Patience
from planimport_gui.importing.ports import RunJournal
from planimport_gui.importing.requests import Requests

_MOST_IDS = 100
"""Log ids in one delete request, from the help page of the delete method."""


class Deleter:
    """Asks for every deletion the journal means to make, until it is answered.

    A refusal answers the first request for a log id. A later one proves nothing: an earlier request, whose
    answer never came, may have deleted it, and what is no longer there cannot be deleted. Then the log id is
    asked for: unknown to the service, it is gone; known, the refusal stands.
    """

    def __init__(
        self,
        journal: RunJournal,
        requests: Requests,
        clock: Callable[[], float],
        backoff: Sequence[float],
        write: Callable[[Callable[[], None]], None],
    ) -> None:
        """``write`` writes one fact to the journal, however long that takes."""
        self._journal = journal
        self._write = write
        self._requests = requests
        self._clock = clock
        self._patience = Patience(tuple(backoff))
        self._unproven: dict[int, tuple[AttemptRecord, str]] = {}

    @property
    def due(self) -> float:
        """When the next deletion may be asked for."""
        return self._patience.until

    def verifies(self, attempt: int) -> bool:
        """Whether a status answer for this attempt is about its deletion."""
        return attempt in self._unproven

    def start(self, agenda: Agenda, room: int) -> None:
        """Send at most ``room`` requests of those that are due."""
        if self._clock() < self.due:
            return
        for attempt, _ in islice(self._unproven.values(), room):
            if attempt.id not in self._requests.asking:
                self._requests.ask(attempt.batch, attempt.id, log_id(attempt))
                room -= 1
        asked = {log: attempt for log, attempt in agenda.deleting().items() if attempt.id not in self._unproven}
        if asked and room > 0 and not self._requests.deleting:
            self._requests.delete(dict(islice(asked.items(), _MOST_IDS)))

    def answered(self, asked: Mapping[int, AttemptRecord], answers: Mapping[int, Deletion]) -> tuple[LogDeleted, ...]:
        """Write down the service's answers; log ids it did not mention are asked for again."""
        told = []
        for log, attempt in asked.items():
            answer = answers.get(log)
            if answer is None:
                continue
            if not answer.deleted and attempt.delete_tries:
                self._unproven[attempt.id] = (attempt, answer.words)
            else:
                told.append(self._settle(attempt, answer))
        self._patience.answered()
        if len(told) < len(asked) - len(self._unproven):
            self.unanswered()
        return tuple(told)

    def unanswered(self) -> None:
        """A request brought nothing usable; the next one waits."""
        self._patience.wait(self._clock())

    def verified(self, attempt: int, outcome: StatusOutcome) -> tuple[LogDeleted, ...]:
        """Write down what the log id's status says about its deletion, if anything."""
        record, words = self._unproven[attempt]
        match outcome:
            case LogNotKnown():
                deletion = Deletion(True)
            case StatusKnown():
                deletion = Deletion(False, words)
            case _:
                self.unanswered()
                return ()
        told = self._settle(record, deletion)
        del self._unproven[attempt]
        return (told,)

    def _settle(self, attempt: AttemptRecord, deletion: Deletion) -> LogDeleted:
        if deletion.deleted:
            self._write(lambda: self._journal.deleted(attempt.id))
        else:
            self._write(lambda: self._journal.delete_refused(attempt.id, deletion.words))
        return LogDeleted(
            attempt.batch,
            log_id(attempt),
            deletion.deleted,
            deletion.words,
            undo=attempt.delete_reason is DeleteReason.UNDO,
        )
