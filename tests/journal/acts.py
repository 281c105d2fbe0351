"""Short ways to bring a batch into a state, for the tests of the journal."""

from collections.abc import Callable

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, NewRun
from planimport_gui.journal.store import Journal
from planimport_gui.plan.row import RowId

Maker = Callable[..., NewRun]
"""The fixture ``new_run``."""
WHO = "анна"


def rows(*numbers: int) -> tuple[RowId, ...]:
    return tuple(RowId(number) for number in numbers)


def accepted(journal: Journal, run: int, number: int, log_id: int) -> int:
    attempt = journal.begin(run, number, "ab")
    assert journal.accept(attempt, log_id)
    return attempt


def in_doubt(journal: Journal, run: int, number: int = 1) -> int:
    attempt = journal.begin(run, number, "ab")
    journal.doubt(attempt, Cause.SILENT)
    return attempt


def state(journal: Journal, run: int, number: int = 1) -> BatchState:
    return journal.batch(run, number).state
