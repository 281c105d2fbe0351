"""Runs as the window carries them."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from support.console import QUICK
from support.stage import SITE, TOKEN, counted, plan_item, plan_items

from planimport_gui.assembly.carrier import Carrier
from planimport_gui.assembly.engine import hold, look
from planimport_gui.assembly.records import Records
from planimport_gui.facts.events import BatchChanged, Progress, RunEnded, RunEvent, RunStarted
from planimport_gui.facts.failures import LockHeld, Outdated, TokenMissing, TokenTrouble, Unfinished
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, NewRun, PlannedRow, Project, ReplacedBatch
from planimport_gui.importing.batches import cut
from planimport_gui.importing.recovery import Adopted
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Item, RowId
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.tokens import Token


def new_run(project: Project, items: Sequence[Item], digest: str = "d") -> NewRun:
    rows = tuple(PlannedRow(RowId(number), item, number, "J") for number, item in enumerate(items, start=1))
    return NewRun(project, "plan.xlsx", "План", digest, rows, cut(rows), 0)


@pytest.fixture
def asked() -> list[Project]:
    """Every time a token was asked for."""
    return []


@pytest.fixture
def carrier(folder: Path, asked: list[Project]) -> Carrier:
    def token(project: Project) -> Token:
        asked.append(project)
        return Token(TOKEN)

    return Carrier(folder, QUICK, token)


@pytest.fixture
def told() -> list[RunEvent]:
    return []


def ended(told: list[RunEvent]) -> RunEnded:
    assert isinstance(told[-1], RunEnded)
    assert sum(isinstance(event, RunEnded) for event in told) == 1
    return told[-1]


def test_sends_tells_and_lets_go(
    carrier: Carrier, folder: Path, project: Project, service: PracticeService, told: list[RunEvent]
) -> None:
    items = plan_items(150)
    carrier.send(new_run(project, items), History(), told.append)
    assert isinstance(told[0], RunStarted)
    assert (ended(told).totals.imported, ended(told).cancelled) == (150, False)
    assert service.imported() == counted(items)
    with hold(folder, QUICK):
        pass


def test_a_token_is_asked_for_at_every_run(
    carrier: Carrier, project: Project, told: list[RunEvent], asked: list[Project]
) -> None:
    carrier.send(new_run(project, plan_items(2)), History(), told.append)
    carrier.undo(1, None, told.append)
    assert asked == [project, project]


def test_without_a_token_nothing_begins(folder: Path, project: Project, told: list[RunEvent]) -> None:
    carrier = Carrier(folder, QUICK, lambda _: TokenTrouble.LOCKED)
    with pytest.raises(TokenMissing) as missing:
        carrier.send(new_run(project, plan_items(2)), History(), told.append)
    assert (missing.value.project, missing.value.trouble) == (project, TokenTrouble.LOCKED)
    assert (told, Records(folder).runs()) == ([], ())


def test_an_error_in_the_keyring_is_not_swallowed(folder: Path, project: Project, told: list[RunEvent]) -> None:
    def token(_: Project) -> Token:
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError, match="ours"):
        Carrier(folder, QUICK, token).send(new_run(project, plan_items(2)), History(), told.append)


def test_while_the_console_works_nothing_begins(
    carrier: Carrier, folder: Path, project: Project, told: list[RunEvent]
) -> None:
    with hold(folder, QUICK), pytest.raises(LockHeld):
        carrier.send(new_run(project, plan_items(2)), History(), told.append)
    assert Records(folder).runs() == ()
    carrier.send(new_run(project, plan_items(2)), History(), told.append)
    assert ended(told).totals.imported == 2


def test_what_was_sent_since_the_plan_was_judged_stops_it(
    carrier: Carrier, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
) -> None:
    carrier.send(new_run(project, plan_items(3)), History(), told.append)
    with pytest.raises(Outdated):
        carrier.send(new_run(project, plan_items(3), "e"), History(), told.append)
    assert len(Records(folder).runs()) == 1
    assert service.imported() == counted(plan_items(3))
    seen = Records(folder).history(project)
    carrier.send(new_run(project, plan_items(5)[3:], "e"), seen, told.append)
    assert service.imported() == counted(plan_items(5))


class TestCancel:
    @contextmanager
    def sending(self, carrier: Carrier, new: NewRun, tell: Callable[[RunEvent], None]) -> Iterator[None]:
        thread = threading.Thread(target=carrier.send, args=(new, History(), tell))
        thread.start()
        try:
            yield
        finally:
            thread.join(30)
            assert not thread.is_alive()

    def test_before_the_run_is_reached_is_not_lost(
        self, carrier: Carrier, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        """The window stops a run whose thread has not got to it yet."""
        carrier.cancel()
        carrier.send(new_run(project, plan_items(5)), History(), told.append)
        assert ended(told).cancelled
        assert service.imported() == counted([])

    def test_is_used_up_with_the_run(self, carrier: Carrier, project: Project, told: list[RunEvent]) -> None:
        carrier.cancel()
        carrier.send(new_run(project, plan_items(5)), History(), told.append)
        told.clear()
        carrier.resume(1, told.append)
        assert (ended(told).cancelled, ended(told).totals.imported) == (False, 5)

    def test_is_used_up_where_nothing_began(self, folder: Path, project: Project, told: list[RunEvent]) -> None:
        troubles: list[Token | TokenTrouble] = [Token(TOKEN), TokenTrouble.ABSENT]
        carrier = Carrier(folder, QUICK, lambda _: troubles.pop())
        carrier.cancel()
        with pytest.raises(TokenMissing):
            carrier.send(new_run(project, plan_items(2)), History(), told.append)
        carrier.send(new_run(project, plan_items(2)), History(), told.append)
        assert ended(told).totals.imported == 2

    def test_ends_the_wait_for_a_keyring_that_never_answers(
        self, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        asked, gate = threading.Event(), threading.Event()

        def token(_: Project) -> Token:
            asked.set()
            assert gate.wait(20)
            return Token(TOKEN)

        carrier = Carrier(folder, QUICK, token)
        threading.Thread(target=lambda: asked.wait(20) and carrier.cancel()).start()
        with pytest.raises(TokenMissing) as missing:
            carrier.send(new_run(project, plan_items(2)), History(), told.append)
        assert missing.value.trouble is TokenTrouble.LOCKED
        assert (told, Records(folder).runs(), service.requests) == ([], (), ())
        gate.set()
        carrier.send(new_run(project, plan_items(2)), History(), told.append)
        assert ended(told).totals.imported == 2

    def test_in_the_middle_lets_nothing_new_out(
        self, carrier: Carrier, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        def tell(event: RunEvent) -> None:
            told.append(event)
            if isinstance(event, BatchChanged) and event.state is BatchState.ACCEPTED:
                carrier.cancel()

        with self.sending(carrier, new_run(project, plan_items(1000)), tell):
            pass
        assert ended(told).cancelled
        totals = ended(told).totals
        assert totals.balanced
        assert totals.not_sent > 0
        told.clear()
        carrier.resume(1, told.append)
        assert ended(told).totals.imported == 1000
        assert service.imported() == counted(plan_items(1000))

    def test_a_pause_holds_the_lock_and_goes_on(
        self, carrier: Carrier, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        paused = threading.Event()

        def tell(event: RunEvent) -> None:
            told.append(event)
            if isinstance(event, BatchChanged) and event.state is BatchState.ACCEPTED and not paused.is_set():
                carrier.pause()
                paused.set()

        with self.sending(carrier, new_run(project, plan_items(1000)), tell):
            assert paused.wait(20)
            with pytest.raises(LockHeld), hold(folder, QUICK):
                pass
            carrier.go_on()
        assert ended(told).totals.imported == 1000
        assert service.imported() == counted(plan_items(1000))

    def test_a_pause_before_the_run_is_reached_is_not_lost(
        self, carrier: Carrier, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        carrier.pause()
        with self.sending(carrier, new_run(project, plan_items(5)), told.append):
            time.sleep(0.5)
            assert not service.requests
            carrier.cancel()
        assert ended(told).cancelled
        told.clear()
        carrier.resume(1, told.append)
        assert ended(told).totals.imported == 5

    def test_after_it_is_over_hurts_nobody(self, carrier: Carrier, project: Project, told: list[RunEvent]) -> None:
        carrier.send(new_run(project, plan_items(2)), History(), told.append)
        carrier.cancel()
        assert ended(told).totals.imported == 2


class TestAfterTrouble:
    def unfinished(self, carrier: Carrier, project: Project, told: list[RunEvent]) -> None:
        carrier.cancel()
        carrier.send(new_run(project, plan_items(3)), History(), told.append)
        told.clear()

    def test_an_unfinished_run_is_to_be_resumed(
        self, carrier: Carrier, folder: Path, project: Project, told: list[RunEvent]
    ) -> None:
        self.unfinished(carrier, project, told)
        seen = Records(folder).history(project)
        for digest, items in (("d", plan_items(9)[5:]), ("e", plan_items(3))):
            with pytest.raises(Unfinished) as met:
                carrier.send(new_run(project, items, digest), seen, told.append)
            assert met.value.run == 1
        assert len(Records(folder).runs()) == 1

    def test_doubts_are_answered(
        self, carrier: Carrier, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        def silent(facts: RequestFacts) -> Fault | None:
            return Fault(cut=Cut.BODY, execute=True) if (facts.kind, facts.nth) == (Kind.ADD, 2) else None

        service.faults = silent
        carrier.send(new_run(project, plan_items(3)), History(), told.append)
        assert ended(told).totals.unknown == 3
        (log,) = service.logs()
        carrier.leave(1, 1)
        assert isinstance(carrier.check_log(1, 1, log.id), Adopted)
        assert Records(folder).run(1).totals.unknown == 0
        assert service.imported() == counted(plan_items(3))

    def test_a_doubt_sent_again(
        self, carrier: Carrier, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        def lost(facts: RequestFacts) -> Fault | None:
            return Fault(cut=Cut.BODY) if (facts.kind, facts.nth) == (Kind.ADD, 2) else None

        service.faults = lost
        carrier.send(new_run(project, plan_items(3)), History(), told.append)
        assert ended(told).totals.unknown == 3
        assert carrier.send_again(1, 1) == 2
        told.clear()
        carrier.resume(1, told.append)
        assert service.imported() == counted(plan_items(3))

    def test_a_refused_token_pauses_and_another_one_finishes(
        self, folder: Path, project: Project, told: list[RunEvent], service: PracticeService
    ) -> None:
        tokens = [Token(TOKEN), Token("wr0ng-token-of-the-tests")]
        carrier = Carrier(folder, QUICK, lambda _: tokens.pop())
        carrier.send(new_run(project, plan_items(3)), History(), told.append)
        assert Records(folder).run(1).paused is Cause.TOKEN
        told.clear()
        carrier.resume(1, told.append)
        assert ended(told).totals.imported == 3
        assert service.imported() == counted(plan_items(3))


def test_records_can_be_read_while_a_run_goes_on(
    carrier: Carrier, folder: Path, project: Project, told: list[RunEvent]
) -> None:
    seen: list[int] = []

    def tell(event: RunEvent) -> None:
        told.append(event)
        if isinstance(event, Progress):
            record = Records(folder).run(1)
            assert record.totals.balanced
            seen.append(record.totals.imported)

    carrier.send(new_run(project, plan_items(300)), History(), tell)
    assert seen
    with look(folder) as journal:
        assert journal.run(1).totals.imported == 300
    assert project.site == SITE


def replacing(project: Project, items: Sequence[Item], *batches: tuple[int, int]) -> NewRun:
    return replace(new_run(project, items, "new"), replaces=tuple(ReplacedBatch(*batch) for batch in batches))


def test_a_run_that_replaces_another_deletes_it_and_sends(
    carrier: Carrier, folder: Path, project: Project, service: PracticeService, told: list[RunEvent]
) -> None:
    carrier.send(new_run(project, plan_items(150)), History(), lambda event: None)
    items = [item._replace(value=item.value + 1000) for item in plan_items(150)]
    carrier.send(replacing(project, items, (1, 1), (1, 2)), Records(folder).history(project), told.append)
    assert ended(told).totals.imported == 150
    assert service.imported() == counted(items)


def test_nothing_is_replaced_while_another_run_is_unfinished_or_something_else_was_sent(
    carrier: Carrier, folder: Path, project: Project, service: PracticeService
) -> None:
    carrier.send(new_run(project, plan_items(50)), History(), lambda event: None)
    seen = Records(folder).history(project)
    new = replacing(project, plan_items(50)[:1], (1, 1))
    with hold(folder, QUICK) as engine:
        open_run = engine.journal.create_run(new_run(project, [plan_item(77, month=3)], "another"))
    with pytest.raises(Unfinished) as caught:
        carrier.send(new, seen, lambda event: None)
    assert caught.value.run == open_run
    carrier.resume(open_run, lambda event: None)
    with pytest.raises(Outdated):
        carrier.send(new, seen, lambda event: None)
    with pytest.raises(Outdated):
        carrier.send(
            replacing(project, plan_items(50)[:1], (1, 9)), Records(folder).history(project), lambda event: None
        )
    assert len(Records(folder).runs()) == 2
    assert sum(service.imported().values()) == 51
