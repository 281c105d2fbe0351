"""Runs as the window carries them: under the lock for as long as they last, and not a moment longer."""

import getpass
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol

from planimport_gui.assembly.engine import Engine, hold
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.events import RunEvent
from planimport_gui.facts.failures import Outdated, TokenMissing, TokenTrouble, Unfinished
from planimport_gui.facts.records import NewRun, Project
from planimport_gui.importing import recovery
from planimport_gui.importing.recovery import Check
from planimport_gui.plan.history import History
from planimport_gui.tokens import Token

if TYPE_CHECKING:
    from planimport_gui.calltouch.client import CalltouchClient

Tell = Callable[[RunEvent], None]
_GRACE = 1.0
"""Seconds in which a keyring answers unless it waits for somebody."""


class _Stoppable(Protocol):
    def cancel(self) -> None: ...

    def pause(self) -> None: ...

    def go_on(self) -> None: ...


class _TokenWanted:
    """A keyring may wait for its password for ever; soon after a cancel that ends as if it had stayed locked."""

    def __init__(self, ask: Callable[[], Token | TokenTrouble]) -> None:
        self._ask = ask
        self._answers: SimpleQueue[Token | TokenTrouble | BaseException] = SimpleQueue()

    def wait(self) -> Token | TokenTrouble:
        """Raises what asking raised."""
        threading.Thread(target=self._work, name="token", daemon=True).start()
        answer = self._answers.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def cancel(self) -> None:
        soon = threading.Timer(_GRACE, self._answers.put, [TokenTrouble.LOCKED])
        soon.daemon = True
        soon.start()

    def pause(self) -> None:
        """Nothing goes out meanwhile."""

    def go_on(self) -> None:
        """Nothing was held back."""

    def _work(self) -> None:
        try:
            self._answers.put(self._ask())
        except BaseException as error:  # noqa: BLE001 - it is raised where the answer is awaited
            self._answers.put(error)


class Carrier:
    """Implements ``ui.ports.Engine``. ``token`` finds the token of a project.

    Every method that speaks to the service holds the lock of the data folder meanwhile and raises LockHeld where
    somebody else does, the journal's failures, and TokenMissing.
    """

    def __init__(self, folder: Path, tempo: Tempo, token: Callable[[Project], Token | TokenTrouble]) -> None:
        self._folder = folder
        self._tempo = tempo
        self._token = token
        self._guard = threading.Lock()
        self._carrying: _Stoppable | None = None
        self._cancelled = False
        self._paused = False

    def send(self, new: NewRun, seen: History, tell: Tell) -> None:
        """Raises Unfinished and Outdated as well; nothing is in the journal then.

        Nothing is replaced while any run into the project is unfinished: it could send what was to go.
        """
        with self._cancellable(), self._hold() as engine:
            keys = frozenset(row.item.key for row in new.rows)
            unfinished = engine.journal.unfinished_with(new.project, new.digest, keys)
            if unfinished is not None:
                raise Unfinished(unfinished)
            if new.replaces and (unfinished := engine.journal.unfinished_in(new.project)) is not None:
                raise Unfinished(unfinished)
            if engine.journal.history(new.project) != seen:
                raise Outdated
            service = self._service(engine, new.project)
            self._import(engine, service, engine.journal.create_run(new), tell)

    def resume(self, run: int, tell: Tell) -> None:
        with self._cancellable(), self._hold() as engine:
            service = self._service(engine, engine.journal.run(run).project)
            self._import(engine, service, run, tell)

    def undo(self, run: int, batches: Sequence[int] | None, tell: Tell) -> None:
        from planimport_gui.importing.undo import Undoer

        with self._cancellable(), self._hold() as engine:
            service = self._service(engine, engine.journal.run(run).project)
            undoer = Undoer(engine.journal, service, tell, self._tempo.times)
            with self._stoppable(undoer):
                undoer.undo(run, batches)

    def check_log(self, run: int, batch: int, log_id: int) -> Check:
        with self._hold() as engine:
            service = self._service(engine, engine.journal.run(run).project)
            return recovery.check_log(engine.journal, service, run, batch, log_id, _who())

    def claim(self, run: int, batch: int) -> None:
        with self._hold() as engine:
            recovery.claim(engine.journal, run, batch, _who())

    def send_again(self, run: int, batch: int) -> int:
        with self._hold() as engine:
            return recovery.send_again(engine.journal, run, batch, _who())

    def leave(self, run: int, batch: int) -> None:
        with self._hold() as engine:
            recovery.leave(engine.journal, run, batch, _who())

    def cancel(self) -> None:
        """Also where the thread that was asked to carry something has not come to it yet: it will find this."""
        with self._guard:
            self._cancelled = True
            if self._carrying is not None:
                self._carrying.cancel()

    def pause(self) -> None:
        """Nothing new goes out until ``go_on``; early as ``cancel`` may be."""
        with self._guard:
            self._paused = True
            if self._carrying is not None:
                self._carrying.pause()

    def go_on(self) -> None:
        """After a pause."""
        with self._guard:
            self._paused = False
            if self._carrying is not None:
                self._carrying.go_on()

    def _import(self, engine: Engine, service: "CalltouchClient", run: int, tell: Tell) -> None:
        from planimport_gui.importing.run import Importer

        importer = Importer(engine.journal, service, tell, self._tempo.times)
        with self._stoppable(importer):
            importer.send(run)

    def _hold(self) -> AbstractContextManager[Engine]:
        return hold(self._folder, self._tempo)

    @contextmanager
    def _cancellable(self) -> Iterator[None]:
        """A cancel or a pause counts for one carrying, begun or about to begin, and is used up with it."""
        try:
            yield
        finally:
            with self._guard:
                self._cancelled = self._paused = False

    @contextmanager
    def _stoppable(self, carried: _Stoppable) -> Iterator[None]:
        with self._guard:
            self._carrying = carried
            if self._cancelled:
                carried.cancel()
            if self._paused:
                carried.pause()
        try:
            yield
        finally:
            with self._guard:
                self._carrying = None

    def _service(self, engine: Engine, project: Project) -> "CalltouchClient":
        wanted = _TokenWanted(partial(self._token, project))
        with self._stoppable(wanted):
            token = wanted.wait()
        if isinstance(token, TokenTrouble):
            raise TokenMissing(project, token)
        return engine.service(project, token)


def _who() -> str:
    """The user of the operating system, for the journal."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
