"""Killed at any moment and resumed to the end: no row twice, none lost, every doubt called one."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.stage import SITE, plan_item

from planimport_gui.facts.records import Project, RowFate, Totals
from planimport_gui.journal.store import open_journal
from planimport_gui.plan.row import RowId
from planimport_gui.practice import answers
from planimport_gui.practice.chance import RandomFaults
from planimport_gui.practice.checks import ItemTuple, item_tuple
from planimport_gui.practice.faults import Cut, Fault, Faults, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork are of POSIX")
TESTS = Path(__file__).parents[1]
Ask = Callable[..., dict[str, Any]]


@dataclass
class Nursery:
    """A program that carries runs and lets itself be killed (support.killable)."""

    process: subprocess.Popen[str] = field(init=False)

    def __enter__(self) -> "Nursery":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "support.killable"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=TESTS,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(10)
        assert self.process.stdout is not None
        self.process.stdout.close()

    def ask(self, **job: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the nursery ended"
        told: dict[str, Any] = json.loads(answer)
        return told


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as one:
        yield one


def eventful(facts: RequestFacts) -> Fault | None:
    """The second batch ends in error, the first is partly refused; the rest is clean."""
    if facts.kind is Kind.ADD and facts.nth == 3:
        return Fault(status="error")
    if facts.kind is Kind.ADD and facts.nth == 2:
        named = answers.Violation("items[1].metric.name", "Название пользовательского столбца не уникально.")
        return Fault(reply=answers.violations([named]))
    return None


VALUES = list(range(1, 214))


def check(folder: Path, service: PracticeService, values: list[int]) -> Totals:
    """What the journal says of every row is what the service holds."""
    journal = open_journal(folder / "journal.sqlite")
    try:
        totals = journal.totals(1)
        states = journal.row_fates(1)
        run = journal.run(1)
    finally:
        journal.close()
    assert not service.crashes
    assert totals.balanced
    assert totals.total == len(states) == len(values)
    assert run.project == Project(service.address, SITE, "")
    there = service.imported()
    for number, value in enumerate(values, start=1):
        times = there[item_tuple(plan_item(value, month=1 + value % 12).wire())]
        state = states[number]  # type: ignore[index]  # row ids are integers
        allowed = {RowFate.IMPORTED: {1}, RowFate.UNKNOWN: {0, 1}}.get(state, {0})
        assert times in allowed, f"row {number} is {state} and stands {times} times in the service"
    assert sum(there.values()) <= len(values)
    return totals


def finish(nursery: Nursery, folder: Path, service: PracticeService, kill: Callable[[], dict[str, Any]] = dict) -> int:
    """Resume until nothing is left; how often that took."""
    for tries in range(1, 100):
        told = nursery.ask(folder=str(folder), address=service.address, mode="resume", **kill())
        if not told["killed"] and not told["unfinished"]:
            return tries
    raise AssertionError("the run never ended")


def length_of(nursery: Nursery, folder: Path, mode: str) -> int:
    """Steps of a run that nobody kills."""
    with PracticeService(pace=0, finish_after=0.0, faults=eventful) as service:
        told = nursery.ask(folder=str(folder), address=service.address, mode="new", values=VALUES)
        assert (told["killed"], told["unfinished"], told["paused"]) == (False, False, None)
        assert check(folder, service, VALUES) == Totals(total=213, imported=212, refused=1)
        if mode == "undo":
            told = nursery.ask(folder=str(folder), address=service.address, mode="undo")
            assert not service.imported()
    return int(told["steps"])


def test_killed_at_every_step_of_sending(nursery: Nursery, tmp_path: Path) -> None:
    """Before and after every commit, after head, body and answer of every request; then resumed."""
    (tmp_path / "whole").mkdir()
    steps = length_of(nursery, tmp_path / "whole", "new")
    assert steps > 60
    doubts = set()
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        folder.mkdir()
        with PracticeService(pace=0, finish_after=0.0, faults=eventful) as service:
            job = {"folder": str(folder), "address": service.address, "mode": "new", "values": VALUES}
            told = nursery.ask(**job, kill_at=step)
            if not journal_has_run(folder):
                nursery.ask(**job)
            elif told["killed"]:
                finish(nursery, folder, service)
            doubts.add(check(folder, service, VALUES).unknown)
    assert max(doubts) <= 113, "at most one batch was alone in flight"
    assert {0, 100} <= doubts


def test_killed_at_every_step_of_undoing(nursery: Nursery, tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    steps = length_of(nursery, tmp_path / "whole", "undo")
    assert steps > 10
    for step in range(1, steps + 1):
        folder = tmp_path / str(step)
        folder.mkdir()
        with PracticeService(pace=0, finish_after=0.0, faults=eventful) as service:
            job = {"folder": str(folder), "address": service.address}
            nursery.ask(**job, mode="new", values=VALUES)
            assert nursery.ask(**job, mode="undo", kill_at=step)["killed"]
            finish(nursery, folder, service)
            nursery.ask(**job, mode="undo")
            totals = check(folder, service, VALUES)
            assert totals == Totals(total=213, undone=212, refused=1)


def journal_has_run(folder: Path, runs: int = 1) -> bool:
    journal = open_journal(folder / "journal.sqlite")
    try:
        return len(journal.runs()) >= runs
    finally:
        journal.close()


OLD_VALUES = {1: list(range(1, 151)), 2: list(range(1001, 1041))}
"""Runs whose batches are replaced: 1 of two, 2 of one."""
REPLACES = [(1, 1), (1, 2), (2, 1)]
NEW_VALUES = list(range(2001, 2181))


class Copies:
    """Looks at every add whether it would stand beside what it replaces, and lets one deletion go unanswered."""

    def __init__(self, faults: Faults | None = None) -> None:
        self.doubled = 0
        self.begun = False
        self.service: PracticeService | None = None
        self.faults = faults or _one_unanswered

    def __call__(self, facts: RequestFacts) -> Fault | None:
        if self.begun and self.service is not None and facts.kind is Kind.ADD and facts.items():
            self.doubled += bool(
                self.service.imported().keys() & wanted(value for v in OLD_VALUES.values() for value in v)
            )
        return self.faults(facts) if self.begun else None


def _one_unanswered(facts: RequestFacts) -> Fault | None:
    return Fault(cut=Cut.BODY, execute=True) if (facts.kind, facts.nth) == (Kind.DELETE, 1) else None


def wanted(values: Iterable[int]) -> Counter[ItemTuple]:
    return Counter(item_tuple(plan_item(value, month=1 + value % 12).wire()) for value in values)


@contextmanager
def old_imports(
    nursery: Nursery, folder: Path, faults: Faults | None = None
) -> Iterator[tuple[PracticeService, Copies, dict[str, Any]]]:
    """A service that holds the runs to be replaced, and the job that replaces them, which meets the ``faults``."""
    folder.mkdir(exist_ok=True)
    copies = Copies(faults)
    with PracticeService(pace=0, finish_after=0.0, faults=copies) as service:
        copies.service = service
        job = {"folder": str(folder), "address": service.address}
        for values in OLD_VALUES.values():
            nursery.ask(**job, mode="new", values=values)
        copies.begun = True
        yield service, copies, {**job, "mode": "new", "values": NEW_VALUES, "replaces": REPLACES}


def check_between(folder: Path, service: PracticeService, copies: Copies) -> str:
    """What the journal says in the midst of a replacement is so; which part of it this is."""
    journal = open_journal(folder / "journal.sqlite")
    try:
        new, there = journal.run(3), service.imported()
        olds = [journal.run(run) for run in OLD_VALUES]
        left = journal.in_place(3)
    finally:
        journal.close()
    assert not copies.doubled
    assert new.totals.balanced
    assert new.unfinished or new.totals.unknown or new.totals.imported == len(NEW_VALUES)
    gone = sum(old.totals.undone for old in olds)
    for run, old in zip(OLD_VALUES, olds, strict=True):
        here = sum((there & wanted(OLD_VALUES[run])).values())
        assert old.totals.imported <= here <= old.totals.imported + old.totals.unknown
        assert old.totals.unknown == old.being_replaced, "what is in doubt is being deleted"
    here = sum((there & wanted(NEW_VALUES)).values())
    assert new.totals.imported <= here <= new.totals.imported + new.totals.unknown + new.totals.pending
    if left:
        assert here == 0
        assert new.totals.not_sent == len(NEW_VALUES)
    assert new.replaced == (gone if new.totals.not_sent else 0)
    return "sending" if not left else "between" if gone else "whole"


def finish_replacing(nursery: Nursery, folder: Path, service: PracticeService, copies: Copies) -> Totals:
    """Resume until nothing is left; then the service holds the new plan, and nothing twice."""
    finish(nursery, folder, service, lambda: {"run": 3})
    assert check_between(folder, service, copies) == "sending"
    journal = open_journal(folder / "journal.sqlite")
    try:
        totals, fates = journal.totals(3), journal.row_fates(3)
        assert [journal.run(run).totals.undone for run in OLD_VALUES] == [150, 40]
    finally:
        journal.close()
    there = service.imported()
    assert not there & wanted(value for values in OLD_VALUES.values() for value in values)
    assert max(there.values(), default=1) == 1
    sure = [value for number, value in enumerate(NEW_VALUES, 1) if fates[RowId(number)] is not RowFate.UNKNOWN]
    assert wanted(sure) <= there <= wanted(NEW_VALUES)
    assert totals.imported + totals.unknown == len(NEW_VALUES)
    return totals


@pytest.mark.parametrize("half", [1, 2])
def test_killed_at_every_step_of_replacing(nursery: Nursery, tmp_path: Path, half: int) -> None:
    """Two halves, so that two workers share them."""
    with old_imports(nursery, tmp_path / "whole") as (service, copies, job):
        told = nursery.ask(**job)
        assert (told["killed"], told["unfinished"], told["paused"]) == (False, False, None)
        assert finish_replacing(nursery, tmp_path / "whole", service, copies).imported == len(NEW_VALUES)
        assert service.imported() == wanted(NEW_VALUES)
    steps = int(told["steps"])
    assert steps > 60
    seen, doubts = set(), set()
    for step in range(half, steps + 1, 2):
        folder = tmp_path / str(step)
        with old_imports(nursery, folder) as (service, copies, job):
            assert nursery.ask(**job, kill_at=step)["killed"]
            if not journal_has_run(folder, 3):
                nursery.ask(**job)
            seen.add(check_between(folder, service, copies))
            doubts.add(finish_replacing(nursery, folder, service, copies).unknown)
    assert seen == {"whole", "between", "sending"}
    assert max(doubts) <= 100


@pytest.mark.parametrize("seed", range(12))
def test_a_replacement_killed_and_resumed_at_random_moments(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    """Requests go wrong as well, in every way; what was refused or left in doubt then is called so."""
    chance = random.Random(seed)
    faults = RandomFaults(seed, rate=chance.choice([0.0, 0.1, 0.3]))
    with old_imports(nursery, tmp_path / "story", faults) as (service, copies, job):
        while not journal_has_run(tmp_path / "story", 3):
            nursery.ask(**job, kill_after=chance.uniform(0.02, 0.3))
        for _ in range(4):
            check_between(tmp_path / "story", service, copies)
            nursery.ask(**{**job, "mode": "resume", "run": 3}, kill_after=chance.uniform(0.02, 0.2))
        copies.faults = _one_unanswered
        finish(nursery, tmp_path / "story", service, lambda: {"run": 3})
        check_between(tmp_path / "story", service, copies)
        there = service.imported()
        assert not there & wanted(value for values in OLD_VALUES.values() for value in values)
        assert max(there.values(), default=1) == 1


def test_killed_while_a_replacement_is_called_off(nursery: Nursery, tmp_path: Path) -> None:
    """Killed somewhere in the deletions, then undone and killed at every step of that: nothing is deleted any more."""
    with old_imports(nursery, tmp_path / "whole") as (_, _, job):
        steps = int(nursery.ask(**job)["steps"])
    for step in range(1, steps // 2, 3):
        folder = tmp_path / str(step)
        with old_imports(nursery, folder) as (service, copies, job):
            nursery.ask(**job, kill_at=step)
            if not journal_has_run(folder, 3):
                continue
            for kill in range(1, 30):
                before = service.imported()
                told = nursery.ask(**{**job, "mode": "undo", "run": 3}, kill_at=kill)
                if not told["killed"]:
                    break
            else:
                raise AssertionError("the undo never ended")
            after = nursery.ask(**{**job, "mode": "resume", "run": 3})
            assert not after["unfinished"]
            assert not copies.doubled
            if before & wanted(value for values in OLD_VALUES.values() for value in values):
                assert service.imported() == before, "nothing was deleted, and nothing sent"


def random_story(nursery: Nursery, folder: Path, seed: int) -> Totals:
    """A random plan, random faults, a kill at a random moment, and the resumed runs killed as well."""
    chance = random.Random(seed)
    folder.mkdir()
    values = chance.sample(range(1, 100_000), chance.randint(1, 900))
    faults: Faults = RandomFaults(seed, rate=chance.choice([0.0, 0.1, 0.3]))
    with PracticeService(pace=0, latency=0.002, finish_after=chance.choice([0.0, 0.01]), faults=faults) as service:
        job = {"folder": str(folder), "address": service.address}
        told = nursery.ask(**job, mode="new", values=values, kill_after=chance.uniform(0.005, 0.1))
        while not journal_has_run(folder):
            told = nursery.ask(**job, mode="new", values=values, kill_after=chance.uniform(0.03, 0.4))
        if told["killed"] or told["unfinished"]:
            kills = iter([chance.uniform(0.01, 0.15) for _ in range(3)])
            finish(nursery, folder, service, lambda: {"kill_after": next(kills, None)})
        totals = check(folder, service, values)
        if chance.random() < 0.3:
            told = nursery.ask(**job, mode="undo", kill_after=chance.uniform(0.005, 0.08))
            finish(nursery, folder, service)
            check(folder, service, values)
    return totals


@pytest.mark.parametrize("seed", range(50))
def test_killed_at_a_random_moment(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    random_story(nursery, tmp_path / "story", seed)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(50, 250))
def test_killed_at_two_hundred_more_random_moments(nursery: Nursery, tmp_path: Path, seed: int) -> None:
    random_story(nursery, tmp_path / "story", seed)
