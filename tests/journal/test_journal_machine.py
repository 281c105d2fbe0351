"""Any sequence of facts, kept in the journal and in a plain model of the fold: both always say the same."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule
from journal.fold_model import ModelAttempt
from journal.machine import JournalMachine

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    BatchKind,
    DeleteReason,
    RefusedRow,
)
from planimport_gui.journal.store import open_journal
from planimport_gui.plan.row import Item, RowId

ITEM = Item(date(2025, 1, 1), date(2025, 1, 31), "яндекс", "", "", "", "", "Трафик", "Клики", 1)

picks = st.integers(0, 1_000_000)
"""A number that picks one of whatever there is."""
seldom = st.sampled_from([1, 1, 1, 1, 1, 1, 0])
"""Zero now and then, for steps that end much at once."""
bits = st.integers(0, 2**12 - 1)
"""Picks some rows of a batch."""


def there_is(*states: str) -> Callable[[JournalMachine], bool]:
    return lambda machine: any(attempt.state in states for attempt in machine.model.attempts)


class Facts(JournalMachine):
    """Every rule asks for a step on some attempt or batch; where the model does not know it, the journal refuses."""

    @rule(pick=picks)
    def begin(self, pick: int) -> None:
        waiting = [b for b in self.model.batches if self.model.to_send(b)]
        there = self.model.batches if pick % 16 == 15 or not waiting else waiting
        batch = there[pick % len(there)]
        if not self.model.to_send(batch):
            with pytest.raises(ValueError, match="not to be sent"):
                self.journal.begin(self.run, batch.number, "")
            return
        attempt = ModelAttempt(self.journal.begin(self.run, batch.number, ""), batch)
        batch.attempts.append(attempt)
        self.model.attempts.append(attempt)
        self.model.requests += 1

    @precondition(there_is("sending"))
    @rule(pick=picks)
    def free(self, pick: int) -> None:
        attempt = self.attempt(pick, "sending")
        if self.step(attempt.state == "sending", lambda: self.journal.free(attempt.id, Cause.PACE)):
            attempt.state = "free"

    @precondition(there_is("sending"))
    @rule(pick=picks, named=bits, halves=st.booleans())
    def refuse(self, pick: int, named: int, halves: bool) -> None:
        attempt = self.attempt(pick, "sending")
        rows = attempt.batch.rows
        refused = [] if halves else [row for place, row in enumerate(rows) if named >> place & 1]
        moved = [row for row in rows if row not in refused] if refused or halves else []
        middle = (len(moved) + 1) // 2
        children = [c for c in ([moved[:middle], moved[middle:]] if halves else [moved]) if c]
        if len(rows) == 1:
            moved, children = [], []

        def act() -> None:
            numbers = self.journal.refuse(
                attempt.id,
                [RefusedRow(RowId(row), "name", "нет") for row in refused],
                [[RowId(row) for row in child] for child in children],
                BatchKind.HALF if halves else BatchKind.REMAINDER,
                "нет",
            )
            assert list(numbers) == [self.model.child(child, attempt.batch).number for child in children]

        if self.step(attempt.state == "sending", act):
            attempt.state = "refused"
            attempt.own = dict.fromkeys(moved, "free")

    @precondition(there_is("sending"))
    @rule(pick=picks, known=st.booleans())
    def accept(self, pick: int, known: bool) -> None:
        attempt = self.attempt(pick, "sending")
        taken = [a.log_id for a in self.model.attempts if a.log_id is not None and not a.struck]
        known = known and bool(taken) and pick % 4 == 0
        self.logs += 1
        log_id = (taken[pick % len(taken)] if known else self.logs) or 0

        def act() -> None:
            assert self.journal.accept(attempt.id, log_id) is not known

        if self.step(attempt.state == "sending", act):
            attempt.state = "unknown" if known else "accepted"
            attempt.log_id = None if known else log_id

    @precondition(there_is("sending", "accepted"))
    @rule(pick=picks)
    def doubt(self, pick: int) -> None:
        attempt = self.attempt(pick, "sending", "accepted")
        legal = attempt.state in ("sending", "accepted")
        if self.step(legal, lambda: self.journal.doubt(attempt.id, Cause.SERVER, 500, "<html>")):
            attempt.state = "unknown"

    @precondition(there_is("accepted"))
    @rule(pick=picks, lost=bits)
    def settle(self, pick: int, lost: int) -> None:
        attempt = self.attempt(pick, "accepted")
        rows = [row for place, row in enumerate(attempt.batch.rows) if pick % 3 == 0 and lost >> place & 1]
        if self.step(attempt.state == "accepted", lambda: self.journal.settle(attempt.id, frozenset(map(RowId, rows)))):
            attempt.state = "success"
            attempt.own = dict.fromkeys(rows, "unknown")

    @precondition(there_is("accepted"))
    @rule(pick=picks)
    def strike(self, pick: int) -> None:
        attempt = self.attempt(pick, "accepted")
        if self.step(attempt.state == "accepted", lambda: self.journal.strike(attempt.id)):
            attempt.state, attempt.struck = "unknown", True

    @precondition(there_is("accepted"))
    @rule(pick=picks)
    def fail(self, pick: int) -> None:
        attempt = self.attempt(pick, "accepted")
        if self.step(attempt.state in ("accepted", "error"), lambda: self.journal.fail(attempt.id, "ошибка")):
            attempt.state = "error"

    @precondition(there_is("accepted", "error"))
    @rule(pick=picks)
    def retry(self, pick: int) -> None:
        attempt = self.attempt(pick, "accepted", "error")
        fresh = attempt.state in ("accepted", "error") and not attempt.batch.retried
        legal = fresh or attempt.state == "deleting"
        if self.step(legal, lambda: self.journal.delete([attempt.id], DeleteReason.RETRY)) and fresh:
            attempt.state, attempt.before, attempt.reason = "deleting", "error", "retry"
            attempt.batch.retried = True

    @precondition(there_is("success", "error", "unknown"))
    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        attempt = self.attempt(pick, "success", "error", "unknown")
        fresh = attempt.state in ("success", "error", "unknown", "claimed") and attempt.deletable
        legal = fresh or attempt.state == "deleting"
        if self.step(legal, lambda: self.journal.delete([attempt.id], DeleteReason.UNDO)) and fresh:
            attempt.before, attempt.state, attempt.reason = attempt.state, "deleting", "undo"
            attempt.batch.wish = False

    @precondition(there_is("deleting"))
    @rule(pick=picks)
    def deleted(self, pick: int) -> None:
        attempt = self.attempt(pick, "deleting")
        if self.step(attempt.state == "deleting", lambda: self.journal.deleted(attempt.id)):
            attempt.state = "undone"
            if attempt.batch.wish:
                attempt.reason, attempt.batch.wish = "undo", False

    @precondition(there_is("deleting"))
    @rule(pick=picks)
    def delete_refused(self, pick: int) -> None:
        attempt = self.attempt(pick, "deleting")
        if self.step(attempt.state == "deleting", lambda: self.journal.delete_refused(attempt.id, "нет")):
            attempt.state, attempt.reason = attempt.before or "", "undo" if attempt.reason == "undo" else None

    @rule(pick=picks, rarely=seldom)
    def wish(self, pick: int, rarely: int) -> None:
        if rarely:
            return
        batch = self.model.batches[pick % len(self.model.batches)]
        self.journal.wish_undo(self.run, batch.number)
        batch.wish = True

    @rule(pick=picks, rarely=seldom)
    def abandon(self, pick: int, rarely: int) -> None:
        if rarely:
            return
        batch = self.model.batches[pick % len(self.model.batches)]
        if self.step(self.model.to_send(batch), lambda: self.journal.abandon(self.run, batch.number)):
            batch.abandoned = True

    @precondition(there_is("unknown"))
    @rule(pick=picks, final=st.booleans(), lost=bits)
    def adopt(self, pick: int, final: bool, lost: int) -> None:
        attempt = self.attempt(pick, "unknown")
        rows = [row for place, row in enumerate(attempt.batch.rows) if final and lost >> place & 1]
        self.logs += 1
        log_id = self.logs
        told = frozenset(map(RowId, rows)) if final else None
        if self.step(attempt.state == "unknown", lambda: self.journal.adopt(attempt.id, log_id, "анна", told)):
            self.model.take_back(attempt)
            attempt.state, attempt.log_id, attempt.struck = "success" if final else "accepted", log_id, False
            attempt.reason = None
            attempt.own = dict.fromkeys(rows, "unknown")

    @precondition(there_is("unknown", "success"))
    @rule(pick=picks)
    def claim(self, pick: int) -> None:
        attempt = self.attempt(pick, "unknown", "success")
        if self.step(bool(attempt.doubted), lambda: self.journal.claim(attempt.id, "анна")):
            self.model.take_back(attempt)
            attempt.own = {row: "claimed" if word == "unknown" else word for row, word in attempt.own.items()}
            attempt.state = "claimed" if attempt.state == "unknown" else attempt.state

    @precondition(there_is("unknown", "success"))
    @rule(pick=picks)
    def send_again(self, pick: int) -> None:
        attempt = self.attempt(pick, "unknown", "success")
        under_way = self.model.under_way(attempt)
        rows = [row for row in attempt.doubted if row not in under_way]
        answers: list[int] = []
        if not self.step(bool(attempt.doubted), lambda: answers.append(self.journal.send_again(attempt.id, "анна"))):
            return
        if rows:
            self.model.child(rows, attempt.batch, attempt)
        assert answers == [max(b.number for b in self.model.batches if b.again_of is attempt)]

    @precondition(there_is("unknown"))
    @rule(pick=picks)
    def leave(self, pick: int) -> None:
        attempt = self.attempt(pick, "unknown")
        self.step(bool(attempt.doubted), lambda: self.journal.leave(attempt.id, "анна"))

    @rule(rarely=seldom)
    def reopen(self, rarely: int) -> None:
        if rarely:
            return
        self.journal.close()
        self.journal = open_journal(self.folder / "journal.sqlite")
        sending = [a for a in self.model.attempts if a.state == "sending"]
        assert self.journal.interrupted(self.run) == tuple(sorted(a.batch.number for a in sending))
        for attempt in sending:
            attempt.state = "unknown"


Facts.TestCase.settings = settings(max_examples=80, stateful_step_count=50, deadline=None)
TestFacts = Facts.TestCase
