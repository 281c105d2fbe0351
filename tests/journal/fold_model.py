"""The fold of DESIGN section 5 a second time, in plain Python: rows, batches and attempts as lists."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from planimport_gui.facts.records import Totals

STANDS = frozenset({"sending", "unknown", "accepted", "success", "claimed", "deleting"})
"""What an attempt says of rows that are in the service, or may be."""


@dataclass
class ModelAttempt:
    """One add request. ``own`` holds what it says of single rows while it is a success or refused."""

    id: int
    batch: "ModelBatch"
    state: str = "sending"
    log_id: int | None = None
    struck: bool = False
    before: str | None = None
    reason: str | None = None
    own: dict[int, str] = field(default_factory=dict)

    def says(self, row: int) -> str:
        if self.state in ("success", "refused"):
            return self.own.get(row, self.state)
        if self.state == "undone" and self.reason == "retry":
            return "free"
        return self.state

    @property
    def deletable(self) -> bool:
        return self.log_id is not None and not self.struck

    @property
    def doubted(self) -> list[int]:
        return [row for row in self.batch.rows if self.state in ("unknown", "success") and self.says(row) == "unknown"]


@dataclass
class ModelBatch:
    """``again_of`` is the attempt whose rows it sends again, ``blessed`` that the user asked for it."""

    number: int
    rows: list[int]
    again_of: ModelAttempt | None = None
    blessed: bool = False
    abandoned: bool = False
    retried: bool = False
    wish: bool = False
    attempts: list[ModelAttempt] = field(default_factory=list)


@dataclass
class Model:
    """One run."""

    left_out: int
    batches: list[ModelBatch] = field(default_factory=list)
    attempts: list[ModelAttempt] = field(default_factory=list)
    requests: int = 0

    def to_send(self, batch: ModelBatch) -> bool:
        if batch.abandoned:
            return False
        if not batch.attempts:
            return True
        last = batch.attempts[-1]
        return last.state == "free" or (last.state == "undone" and last.reason == "retry")

    def child(self, rows: Iterable[int], of: ModelBatch, again_of: ModelAttempt | None = None) -> ModelBatch:
        blessed = of.blessed or again_of is not None
        batch = ModelBatch(len(self.batches) + 1, list(rows), again_of, blessed)
        self.batches.append(batch)
        return batch

    def carrying(self, row: int) -> list[ModelAttempt]:
        return [attempt for attempt in self.attempts if row in attempt.batch.rows]

    def fate(self, row: int) -> str:
        said = [attempt.says(row) for attempt in self.carrying(row)]
        if any(word in ("sending", "unknown", "deleting") for word in said):
            return "unknown"
        if "accepted" in said:
            return "pending"
        if any(word in ("success", "claimed") for word in said):
            return "imported"
        last = said[-1] if said else "free"
        return {"refused": "refused", "error": "failed", "undone": "undone", "free": "not_sent"}[last]

    def totals(self) -> Totals:
        rows = {row for batch in self.batches for row in batch.rows}
        counts: dict[str, int] = {}
        for row in rows:
            counts[self.fate(row)] = counts.get(self.fate(row), 0) + 1
        return Totals(total=len(rows) + self.left_out, left_out=self.left_out, **counts)

    def unfinished(self) -> bool:
        wished = any(
            batch.wish and attempt.deletable and attempt.state in ("success", "error", "unknown")
            for batch in self.batches
            for attempt in batch.attempts
        )
        under_way = any(attempt.state in ("sending", "accepted", "deleting") for attempt in self.attempts)
        return wished or under_way or any(self.to_send(batch) for batch in self.batches)

    def under_way(self, attempt: ModelAttempt) -> set[int]:
        """Rows that something later than ``attempt`` may bring."""
        later = {row for a in self.attempts if a.id > attempt.id for row in a.batch.rows if a.says(row) in STANDS}
        return later | {row for batch in self.batches if self.to_send(batch) for row in batch.rows}

    def take_back(self, attempt: ModelAttempt) -> None:
        for batch in self.batches:
            if batch.again_of is attempt and self.to_send(batch):
                batch.abandoned = True

    def doubled(self) -> list[int]:
        """Rows that stand in the service, or may, by more than one attempt without the user's word."""
        rows = {row for batch in self.batches for row in batch.rows}
        return [
            row for row in rows if sum(a.says(row) in STANDS and not a.batch.blessed for a in self.carrying(row)) > 1
        ]
