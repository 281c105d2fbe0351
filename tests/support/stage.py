"""A stage for runs: journal, service client and practice service wired as the program wires them, only faster."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.transport import Timeouts
from planimport_gui.facts.events import BatchChanged, RunEnded, RunEvent, Waiting
from planimport_gui.facts.records import BatchState, NewRun, PlannedRow, Project, ReplacedBatch
from planimport_gui.importing.batches import cut
from planimport_gui.importing.run import Importer
from planimport_gui.importing.times import Times
from planimport_gui.importing.undo import Undoer
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import Item, RowId
from planimport_gui.practice.checks import ItemTuple, item_tuple
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService

FAST = Times(
    backoff=(0.02, 0.03, 0.05),
    polls=(0.02, 0.03, 0.05),
    offline_limit=2.5,
    unknown_log_polls=4,
    unknown_log_span=0.2,
    settle_limit=3.0,
    rate=400.0,
)
TOKEN = "s3cret-T0ken-of-the-tests"
SITE = "12345"
DAY = date(2026, 10, 1)


def plan_item(
    number: int, *, month: int = 10, source: str = "yandex", name: str = "Клики", kind: str = "Площадки"
) -> Item:
    first = date(2026, month, 1)
    return Item(first, first, source, "cpc", f"campaign {number}", "", "", kind, name, number)


def plan_items(count: int) -> list[Item]:
    return [plan_item(number) for number in range(1, count + 1)]


def counted(items: Iterable[Item]) -> Counter[ItemTuple]:
    """Items as the practice service counts them."""
    return Counter(item_tuple(item.wire()) for item in items)


class Stage:
    """One practice service, one journal and one client; ``restart`` is a new process on the same journal."""

    def __init__(self, folder: Path, service: PracticeService, times: Times = FAST, **client: Any) -> None:
        self.folder = folder
        self.service = service
        self.times = times
        self.client_options = client
        self.events: list[RunEvent] = []
        self.journal: Journal
        self.client: CalltouchClient
        self.importer: Importer
        self.restart(first=True)

    @property
    def project(self) -> Project:
        return Project(self.service.address, SITE, "Клиника")

    def restart(self, *, first: bool = False) -> None:
        if not first:
            self.journal.close()
        self.journal = open_journal(self.folder / "journal.sqlite")
        options = {"timeouts": Timeouts(connect=2, write=2, answer=4.0), **self.client_options}
        self.client = CalltouchClient(self.project, lambda: TOKEN, Pace(gap=0.0, span=0.0, earlier=()), **options)
        self.importer = Importer(self.journal, self.client, self.events.append, self.times)

    def new_run(
        self,
        items: Sequence[Item],
        left_out: int = 0,
        digest: str = "d",
        replaces: Iterable[tuple[int, int]] = (),
    ) -> int:
        """``replaces`` are runs and their batches."""
        rows = tuple(PlannedRow(RowId(number), item, number, "J") for number, item in enumerate(items, start=1))
        replaced = tuple(ReplacedBatch(*batch) for batch in replaces)
        new = NewRun(self.project, "plan.xlsx", "План", digest, rows, cut(rows), left_out, replaces=replaced)
        return self.journal.create_run(new)

    def send(self, run: int, *, wait: bool = True) -> RunEnded:
        return self.importer.send(run, wait=wait)

    def undo(self, run: int, batches: Sequence[int] | None = None) -> RunEnded:
        return Undoer(self.journal, self.client, self.events.append, self.times).undo(run, batches)

    def states(self, run: int) -> list[BatchState]:
        return [batch.state for batch in self.journal.batches(run)]

    def told(self, batch: int) -> list[BatchState]:
        return [event.state for event in self.events if isinstance(event, BatchChanged) and event.batch == batch]

    def waits(self) -> list[Waiting]:
        return [event for event in self.events if isinstance(event, Waiting)]


def second_batch_unanswered(facts: RequestFacts) -> Fault | None:
    """The second batch is imported, and nobody ever hears of it. The first add is the connection test."""
    return Fault(cut=Cut.BODY, execute=True) if (facts.kind, facts.nth) == (Kind.ADD, 3) else None
