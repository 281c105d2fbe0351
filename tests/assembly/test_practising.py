"""The practice world of a window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.console import QUICK
from support.stage import counted, plan_items

from planimport_gui.assembly.carrier import Carrier
from planimport_gui.assembly.engine import JOURNAL, hold
from planimport_gui.assembly.practising import PracticeAccounts, PracticeWorld
from planimport_gui.assembly.records import Records
from planimport_gui.facts.events import RunEnded, RunEvent
from planimport_gui.facts.failures import LockHeld, TokenTrouble
from planimport_gui.facts.outcomes import Connected
from planimport_gui.facts.records import NewRun, PlannedRow, Project
from planimport_gui.importing.batches import cut
from planimport_gui.plan.history import History
from planimport_gui.plan.row import RowId
from planimport_gui.tokens import Token


@pytest.fixture
def world(folder: Path) -> Iterator[PracticeWorld]:
    made = PracticeWorld(folder, QUICK)
    yield made
    made.close()


@pytest.fixture
def accounts(world: PracticeWorld) -> PracticeAccounts:
    return PracticeAccounts(lambda: world.address, "Учебный проект")


def send(world: PracticeWorld, accounts: PracticeAccounts, count: int = 3) -> RunEnded:
    told: list[RunEvent] = []
    rows = tuple(PlannedRow(RowId(number), item) for number, item in enumerate(plan_items(count), 1))
    new = NewRun(accounts.chosen(), "plan.xlsx", "План", "d", rows, cut(rows), 0)
    Carrier(world.folder, QUICK, accounts.token).send(new, History(), told.append)
    assert isinstance(told[-1], RunEnded)
    return told[-1]


def test_nothing_of_it_is_in_the_real_journal(folder: Path, world: PracticeWorld, accounts: PracticeAccounts) -> None:
    assert send(world, accounts).totals.imported == 3
    assert len(Records(world.folder).runs()) == 1
    assert Records(folder).runs() == ()
    assert not (folder / JOURNAL).exists()
    assert world.folder != folder


def test_a_real_run_does_not_keep_it_from_practising(
    folder: Path, accounts: PracticeAccounts, world: PracticeWorld
) -> None:
    with hold(folder, QUICK):
        assert send(world, accounts).totals.imported == 3


def test_choosing_a_scenario_forgets_everything(world: PracticeWorld, accounts: PracticeAccounts) -> None:
    send(world, accounts)
    before = accounts.chosen()
    world.choose("refused")
    assert world.chosen() == "refused"
    assert Records(world.folder).runs() == ()
    assert accounts.chosen() == before
    assert send(world, accounts).totals.refused == 1
    world.choose("ok")
    assert send(world, accounts).totals.imported == 3


def test_a_name_that_is_none_changes_nothing(world: PracticeWorld, accounts: PracticeAccounts) -> None:
    send(world, accounts)
    with pytest.raises(ValueError, match="nonsense"):
        world.choose("nonsense")
    assert world.chosen() in world.names()
    assert len(Records(world.folder).runs()) == 1


def test_while_somebody_else_practises_nothing_is_changed(world: PracticeWorld, accounts: PracticeAccounts) -> None:
    send(world, accounts)
    with hold(world.folder, QUICK), pytest.raises(LockHeld):
        world.choose("slow")
    assert world.chosen() == "ok"
    assert accounts.test(accounts.chosen(), None) == Connected()
    assert len(Records(world.folder).runs()) == 1


def test_the_next_start_has_forgotten(folder: Path, world: PracticeWorld, accounts: PracticeAccounts) -> None:
    send(world, accounts)
    world.close()
    PracticeWorld(folder, QUICK).close()
    assert Records(world.folder).runs() == ()


def test_its_token_opens_nothing_else(accounts: PracticeAccounts) -> None:
    assert isinstance(accounts.token(accounts.chosen()), Token)
    assert (
        accounts.token(Project("https://api.calltouch.ru/report-service/RestAPI/api", "10001")) is TokenTrouble.ABSENT
    )
    assert accounts.all() == (accounts.chosen(),)
    assert accounts.put(accounts.chosen(), "t") is None
    assert accounts.has_token(accounts.chosen()) is None
    assert counted([]) == {}
