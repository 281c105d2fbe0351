"""Killed at any moment and resumed to the end: no row twice, none lost, every doubt called one."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from support.stage import SITE, plan_item

from planimport_gui.facts.records import Project, RowFate, Totals
from planimport_gui.journal.store import open_journal
from planimport_gui.practice import answers
from planimport_gui.practice.chance import RandomFaults
from planimport_gui.practice.checks import item_tuple
from planimport_gui.practice.faults import Fault, Faults, Kind, RequestFacts
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


def journal_has_run(folder: Path) -> bool:
    journal = open_journal(folder / "journal.sqlite")
    try:
        return bool(journal.runs())
    finally:
        journal.close()


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
