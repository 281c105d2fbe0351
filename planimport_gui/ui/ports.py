"""What the window needs from the rest of the program, as Protocols; ``app`` builds what implements them.

Methods block. Those that may take long are called in worker threads (see ``jobs``), never in the GUI thread; those
that ask keyring or network there by ``Jobs.ask``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from planimport_gui.facts.events import RunEvent
from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import ProbeOutcome
from planimport_gui.facts.reading import OpenedFile, Refusal
from planimport_gui.facts.records import BatchRecord, NewRun, Project, RefusedRow, RowFate, RunRecord
from planimport_gui.facts.saving import Report, SaveRefusal
from planimport_gui.importing.recovery import Check
from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Item, Origin, PlanRow, RowId


class Files(Protocol):
    """Workbooks."""

    def read(
        self,
        path: Path,
        sheet: str | None,
        dates: DateOrder | None,
        stop: Callable[[], bool],
        before: OpenedFile | None = None,
    ) -> OpenedFile | Refusal:
        """Read one sheet; ``stop`` is asked often, and answering True ends the reading.

        What was read of the same file ``before`` saves looking at its other sheets once more.
        """
        ...

    def digest(self, path: Path) -> str:
        """As in ``OpenedFile``; ``""`` for a file that cannot be read."""
        ...

    def paste(self, text: str, stop: Callable[[], bool]) -> OpenedFile | Refusal:
        """Read a table that was copied elsewhere: rows by line breaks, cells by tabs."""
        ...

    def save(self, path: Path, rows: Sequence[PlanRow]) -> SaveRefusal | None: ...

    def save_report(self, path: Path, report: Report) -> SaveRefusal | None: ...

    def save_template(self, path: Path) -> SaveRefusal | None: ...

    def sample(self) -> Path:
        """The sample plan that comes with the program."""
        ...


class Records(Protocol):
    """The journal, to read. Raises the journal's failures."""

    def runs(self) -> tuple[RunRecord, ...]: ...

    def run(self, run: int) -> RunRecord: ...

    def batches(self, run: int) -> tuple[BatchRecord, ...]: ...

    def items(self, run: int, rows: Sequence[RowId]) -> tuple[Item, ...]: ...

    def origins(self, run: int, rows: Sequence[RowId]) -> tuple[Origin | None, ...]: ...

    def refused_rows(self, run: int) -> tuple[RefusedRow, ...]: ...

    def row_fates(self, run: int, batch: int | None = None) -> Mapping[RowId, RowFate]: ...

    def history(self, project: Project) -> History: ...


class Projects(Protocol):
    """Projects and their tokens."""

    @property
    def address(self) -> str:
        """The service's base address for new projects."""
        ...

    @property
    def elsewhere(self) -> bool:
        """Whether that is not Calltouch."""
        ...

    def all(self) -> tuple[Project, ...]: ...

    def chosen(self) -> Project | None:
        """The project chosen last."""
        ...

    def choose(self, project: Project | None) -> None: ...

    def check_site(self, text: str) -> str | SiteTrouble: ...

    def check_token(self, text: str) -> TokenTrouble | None: ...

    def keeps_tokens(self) -> bool:
        """Whether there is a keyring at all; nobody is asked to unlock it."""
        ...

    def has_token(self, project: Project) -> TokenTrouble | None:
        """``None`` where a token is at hand, else why it is not."""
        ...

    def put(self, project: Project, token: str | None, *, keep: bool = True) -> TokenTrouble | None:
        """Add or rename a project. A token is kept in the keyring, or for this session only without ``keep``.

        Answers why the token could not be kept; then nothing was changed.
        """
        ...

    def remove(self, project: Project) -> TokenTrouble | None: ...

    def test(self, project: Project, token: str | None) -> ProbeOutcome | TokenTrouble:
        """The free connection test, with the stored token for ``None``. Raises LockHeld."""
        ...


class Engine(Protocol):
    """What speaks to the service, under the data folder's lock. Called in the thread that carries a run.

    Raises LockHeld, the journal's failures, and ``TokenMissing``.
    """

    def send(self, new: NewRun, seen: History, tell: Callable[[RunEvent], None]) -> None:
        """Begin a run. The last event is a ``RunEnded``.

        Raises ``Outdated`` where the journal no longer says what it said when the plan was judged (``seen``),
        and ``Unfinished`` where an unfinished run holds the same workbook or some of the rows.
        """
        ...

    def resume(self, run: int, tell: Callable[[RunEvent], None]) -> None: ...

    def undo(self, run: int, batches: Sequence[int] | None, tell: Callable[[RunEvent], None]) -> None: ...

    def check_log(self, run: int, batch: int, log_id: int) -> Check: ...

    def claim(self, run: int, batch: int) -> None: ...

    def send_again(self, run: int, batch: int) -> int: ...

    def leave(self, run: int, batch: int) -> None: ...

    def cancel(self) -> None:
        """Let nothing new go out. Any thread."""
        ...

    def pause(self) -> None:
        """Let nothing new go out until ``go_on``, in the same stretch and under the same lock. Any thread."""
        ...

    def go_on(self) -> None: ...


class Memory(Protocol):
    """What the window remembers between starts: recent files, sizes, switches. Never a token or a plan's content."""

    def recent(self) -> tuple[str, ...]: ...

    def remember(self, path: str) -> None: ...

    def value(self, name: str, default: str = "") -> str: ...

    def set_value(self, name: str, value: str) -> None: ...


class Scenarios(Protocol):
    """What the practice service of a practice world can do."""

    def names(self) -> tuple[str, ...]: ...

    def chosen(self) -> str: ...

    def choose(self, name: str) -> None:
        """The next run meets this scenario, and a service that has forgotten everything.

        Raises LockHeld, the journal's failures, DataUnusable and OSError; then the scenario is as before.
        """
        ...


@dataclass(frozen=True, slots=True)
class World:
    """One world the window works in: real or practice. Each has its own journal and engine."""

    files: Files
    records: Records
    projects: Projects
    engine: Engine
    scenarios: Scenarios | None = None

    @property
    def practice(self) -> bool:
        return self.scenarios is not None
