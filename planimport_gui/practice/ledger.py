"""The logs of imports: worked off one after another in each project, counted, deleted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from planimport_gui.practice import answers
from planimport_gui.practice.checks import ItemTuple, WireItem, item_tuple

FIRST_LOG_ID = 900_000_001
SUCCESS = "success"
IN_PROGRESS = "in progress..."
ERROR = "error"


@dataclass(frozen=True, slots=True)
class LogView:
    """One log as it stands. ``items`` are as sent; ``forgotten`` logs are not known to status and delete."""

    id: int
    site: str
    status: str
    items: tuple[ItemTuple, ...]
    deleted: bool
    forgotten: bool


@dataclass(slots=True)
class _Log:
    id: int
    site: str
    items: list[WireItem]
    final: str
    ends: float
    deleted: bool = False
    forgotten: bool = False

    def status(self, now: float) -> str:
        return self.final if now >= self.ends else IN_PROGRESS


class Ledger:
    """All logs of all projects. Times are seconds of the service's clock. Not thread safe."""

    def __init__(self, clock: Callable[[], float], finish_after: float) -> None:
        """``finish_after`` is how long the service works on one log, in seconds."""
        self._clock = clock
        self._finish_after = finish_after
        self._logs: dict[int, _Log] = {}
        self._busy_until: dict[str, float] = {}

    def add(self, site: str, items: list[WireItem], final: str = SUCCESS) -> int:
        """Queue an import that will end with the status ``final``; its log id."""
        ends = max(self._clock(), self._busy_until.get(site, 0.0)) + self._finish_after
        self._busy_until[site] = ends
        log_id = FIRST_LOG_ID + len(self._logs)
        self._logs[log_id] = _Log(log_id, site, items, final, ends)
        return log_id

    def status(self, site: str, log_id: int) -> tuple[str, list[WireItem]] | None:
        """Status and echo, or ``None`` where this project has no such log (any more)."""
        log = self._known(site, log_id)
        return None if log is None or log.deleted else (log.status(self._clock()), log.items)

    def delete(self, site: str, log_id: int) -> str | None:
        """Delete a finished log with its items; words where that cannot be."""
        log = self._known(site, log_id)
        if log is None:
            return answers.UNKNOWN_LOG
        if log.deleted:
            return answers.DELETED_LOG
        if log.status(self._clock()) == IN_PROGRESS:
            return answers.BUSY_LOG
        log.deleted = True
        return None

    def forget(self, log_id: int) -> None:
        """From now on status and delete do not know the log; what it imported stays."""
        if log_id in self._logs:
            self._logs[log_id].forgotten = True

    def logs(self) -> tuple[LogView, ...]:
        """All logs, oldest first."""
        now = self._clock()
        return tuple(
            LogView(log.id, log.site, log.status(now), tuple(map(item_tuple, log.items)), log.deleted, log.forgotten)
            for log in self._logs.values()
        )

    def imported(self) -> Counter[ItemTuple]:
        """How often each item stands in the service's statistics now: final success, not deleted."""
        standing = (log for log in self.logs() if log.status == SUCCESS and not log.deleted)
        return Counter(item for log in standing for item in log.items)

    def _known(self, site: str, log_id: int) -> _Log | None:
        log = self._logs.get(log_id)
        return log if log is not None and log.site == site and not log.forgotten else None
