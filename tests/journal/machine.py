"""A journal beside a plain model of the fold: how steps are taken, and what holds after each."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from journal.fold_model import STANDS, Model, ModelAttempt, ModelBatch

from planimport_gui.facts.records import (
    AttemptRecord,
    AttemptState,
    DeleteReason,
    NewRun,
    PlannedBatch,
    PlannedRow,
    Project,
)
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import Item, RowId

ITEM = Item(date(2025, 1, 1), date(2025, 1, 31), "яндекс", "", "", "", "", "Трафик", "Клики", 1)


class JournalMachine(RuleBasedStateMachine):
    """The rules are in the test; ``step`` takes one in the journal and tells whether the model should follow."""

    journal: Journal
    model: Model
    run: int

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.logs = 0

    def teardown(self) -> None:
        self.journal.close()
        shutil.rmtree(self.folder)

    @initialize(sizes=st.lists(st.integers(1, 4), min_size=2, max_size=3), left_out=st.integers(0, 2))
    def start(self, sizes: list[int], left_out: int) -> None:
        self.journal = open_journal(self.folder / "journal.sqlite")
        self.model = Model(left_out)
        first = 1
        for number, size in enumerate(sizes, 1):
            self.model.batches.append(ModelBatch(number, list(range(first, first + size))))
            first += size
        planned = tuple(PlannedBatch(tuple(map(RowId, batch.rows))) for batch in self.model.batches)
        rows = tuple(PlannedRow(RowId(row), ITEM) for row in range(1, first))
        self.run = self.journal.create_run(NewRun(Project("a", "1"), "f", "s", "d", rows, planned, left_out))

    # steps

    def attempt(self, pick: int, *likely: str) -> ModelAttempt:
        """Mostly one in which the step makes sense."""
        fitting = [a for a in self.model.attempts if a.state in likely]
        there = self.model.attempts if pick % 16 == 15 or not fitting else fitting
        return there[pick % len(there)]

    def step(self, legal: bool, act: Callable[[], object]) -> bool:
        if legal:
            act()
        else:
            with pytest.raises(ValueError):  # noqa: PT011 - any of the journal's sentences
                act()
        return legal

    # what always holds

    @invariant()
    def the_totals_are_those_of_the_model_and_balance(self) -> None:
        totals = self.journal.totals(self.run)
        assert totals == self.model.totals()
        assert totals.balanced

    @invariant()
    def the_run_is_as_finished_as_the_model(self) -> None:
        record = self.journal.run(self.run)
        assert (record.unfinished, record.requests) == (self.model.unfinished(), self.model.requests)

    @invariant()
    def the_batches_are_those_of_the_model(self) -> None:
        found = [
            (b.number, list(b.rows), b.undo_wish, b.abandoned, b.retried, b.to_send, [_seen(a) for a in b.attempts])
            for b in self.journal.batches(self.run)
        ]
        assert found == [
            (b.number, b.rows, b.wish, b.abandoned, b.retried, self.model.to_send(b), [_meant(a) for a in b.attempts])
            for b in self.model.batches
        ]

    @invariant()
    def nothing_is_doubled_without_the_users_word(self) -> None:
        assert self.model.doubled() == []

    @invariant()
    def history_holds_what_may_be_in_the_service(self) -> None:
        entries = self.journal.history(Project("a", "1")).items.get(ITEM.key, ())
        standing = sum(a.says(row) in STANDS for a in self.model.attempts for row in a.batch.rows)
        assert len(entries) == standing


def _seen(attempt: AttemptRecord) -> tuple[object, ...]:
    return attempt.id, attempt.state, attempt.log_id, attempt.struck, attempt.delete_reason


def _meant(attempt: ModelAttempt) -> tuple[object, ...]:
    reason = None if attempt.reason is None else DeleteReason(attempt.reason)
    return attempt.id, AttemptState(attempt.state), attempt.log_id, attempt.struck, reason
