"""The journal, to read, for a program that is open for long: nothing is held between two questions."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from planimport_gui.assembly.engine import JOURNAL, hold, look
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.failures import JournalBroken, JournalTrouble, LockHeld
from planimport_gui.facts.records import BatchRecord, Project, RefusedRow, RowFate, RunRecord
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Item, Origin, RowId

if TYPE_CHECKING:
    from planimport_gui.journal.store import Journal

Answer = TypeVar("Answer")


class Records:
    """Implements ``ui.ports.Records``; methods raise the journal's failures.

    Whoever asks for a run has read of it here before: where it is not there, the journal is another one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def runs(self) -> tuple[RunRecord, ...]:
        """All runs, newest first. Requests that a killed program had under way are noted as doubts before."""
        runs = self._ask(lambda journal: journal.runs())
        suspects = [run.id for run in runs if run.unfinished and run.totals.unknown]
        if suspects and self._note_interrupted(suspects):
            return self._ask(lambda journal: journal.runs())
        return runs

    def run(self, run: int) -> RunRecord:
        return self._ask(lambda journal: journal.run(run))

    def batches(self, run: int) -> tuple[BatchRecord, ...]:
        return self._ask(lambda journal: journal.batches(run))

    def items(self, run: int, rows: Sequence[RowId]) -> tuple[Item, ...]:
        return self._ask(lambda journal: journal.items(run, rows))

    def origins(self, run: int, rows: Sequence[RowId]) -> tuple[Origin | None, ...]:
        return self._ask(lambda journal: journal.origins(run, rows))

    def refused_rows(self, run: int) -> tuple[RefusedRow, ...]:
        return self._ask(lambda journal: journal.refused_rows(run))

    def row_fates(self, run: int, batch: int | None = None) -> Mapping[RowId, RowFate]:
        return self._ask(lambda journal: journal.row_fates(run, batch))

    def history(self, project: Project) -> History:
        return self._ask(lambda journal: journal.history(project))

    def _note_interrupted(self, runs: Sequence[int]) -> bool:
        """Whether anything changed. Whoever holds the lock may still be waiting for those answers."""
        try:
            with hold(self._folder, Tempo()) as engine:
                noted = [engine.journal.interrupted(run) for run in runs]
                return any(noted)
        except LockHeld:
            return False

    def _ask(self, question: Callable[["Journal"], Answer]) -> Answer:
        with look(self._folder) as journal:
            try:
                return question(journal)
            except KeyError as error:
                detail = f"not there: {error}"
                raise JournalBroken(JournalTrouble.REPLACED, str(self._folder / JOURNAL), detail) from error
