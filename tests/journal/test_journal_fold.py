"""A row carried by two attempts: every pair of what they can say, folded."""

from collections.abc import Callable
from dataclasses import asdict

import pytest
from journal.acts import WHO, Maker, in_doubt

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchKind, DeleteReason
from planimport_gui.journal.store import Journal

Act = Callable[[Journal, int], object]


def accept(journal: Journal, attempt: int) -> None:
    journal.accept(attempt, 1000 + attempt)


def settle(journal: Journal, attempt: int) -> None:
    accept(journal, attempt)
    journal.settle(attempt)


def undo(journal: Journal, attempt: int) -> None:
    journal.delete([attempt], DeleteReason.UNDO)
    journal.deleted(attempt)


FIRST: dict[str, list[Act]] = {
    "unknown": [],
    "accepted": [lambda j, a: j.adopt(a, 7, WHO, None)],
    "success": [lambda j, a: j.adopt(a, 7, WHO, frozenset())],
    "claimed": [lambda j, a: j.claim(a, WHO)],
    "error": [lambda j, a: j.adopt(a, 7, WHO, None), lambda j, a: j.fail(a)],
    "deleting": [lambda j, a: j.adopt(a, 7, WHO, frozenset()), lambda j, a: j.delete([a], DeleteReason.UNDO)],
    "undone": [lambda j, a: j.adopt(a, 7, WHO, frozenset()), undo],
}
"""How an attempt in doubt gets into a state."""
SECOND: dict[str, list[Act]] = {
    "sending": [],
    "free": [lambda j, a: j.free(a, Cause.PACE)],
    "refused": [lambda j, a: j.refuse(a, [], [], BatchKind.HALF, "нет")],
    "unknown": [lambda j, a: j.doubt(a, Cause.SERVER)],
    "accepted": [accept],
    "success": [settle],
    "error": [accept, lambda j, a: j.fail(a)],
    "deleting": [settle, lambda j, a: j.delete([a], DeleteReason.UNDO)],
    "undone": [settle, undo],
    "free after a second try": [accept, lambda j, a: j.delete([a], DeleteReason.RETRY), lambda j, a: j.deleted(a)],
}
"""How an attempt that is sending gets into a state."""
LATEST = {
    "refused": "refused",
    "error": "failed",
    "undone": "undone",
    "free": "not_sent",
    "free after a second try": "not_sent",
}


def expected(first: str, second: str) -> str:
    both = {first, second}
    if both & {"sending", "unknown", "deleting"}:
        return "unknown"
    if "accepted" in both:
        return "pending"
    return "imported" if both & {"success", "claimed"} else LATEST[second]


@pytest.mark.parametrize("first", FIRST)
def test_two_attempts_fold_into_one_fate(journal: Journal, new_run: Maker, first: str) -> None:
    for second in SECOND:
        run = journal.create_run(new_run([1, 2], left_out=1, site=second))
        doubted = in_doubt(journal, run)
        again = journal.begin(run, journal.send_again(doubted, WHO), "")
        for act in SECOND[second]:
            act(journal, again)
        for act in FIRST[first]:
            act(journal, doubted)
        counts = {name: count for name, count in asdict(journal.totals(run)).items() if count}
        assert counts == {"total": 3, "left_out": 1, expected(first, second): 2}, second
