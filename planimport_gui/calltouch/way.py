"""The stages of one request: connecting, the slot, the commit, the send and the answer, each with its time."""

import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from urllib3.connection import HTTPConnection

from planimport_gui.calltouch.failing import Withdrawn, why_unsent
from planimport_gui.calltouch.pace import Departure, Pace
from planimport_gui.calltouch.reply import Reply
from planimport_gui.calltouch.watchdog import Watchdog
from planimport_gui.facts.outcomes import Stage

_T = TypeVar("_T")


class Gate(Protocol):
    """Stands between an open connection and the first byte of a request; the same shape as importing's."""

    def withdrawn(self) -> bool: ...

    def leaving(self, sha256: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds for connecting (socket, proxy and TLS together), for writing and for the whole answer."""

    connect: float = 20
    write: float = 20
    answer: float = 90


class Vetoed(Exception):
    """The gate raised; what it raised is kept aside and comes out of ``exchange``."""


class Gone(Exception):
    """The other side closed or spoke before the request was sent."""


class Way:
    """Leads one request through its stages; its connection reports to it.

    ``connecting`` is how many seconds socket, proxy and TLS took, once they are there. ``veto`` is what the gate
    raised, if it did.
    """

    def __init__(self, gate: Gate, pace: Pace, timeouts: Timeouts, sha256: str) -> None:
        self._gate = gate
        self._pace = pace
        self._timeouts = timeouts
        self._sha256 = sha256
        self._departure: Departure | None = None
        self._began: float | None = None
        self.connecting: float | None = None
        self.stage = Stage.NOTHING
        self.watchdog = Watchdog()
        self.veto: BaseException | None = None

    def begin(self) -> None:
        """Waits out a hold, so that the connection does not stand idle through it, then allows time to connect."""
        if not self._ask(partial(self._pace.wait_out, self._gate.withdrawn)):
            raise Withdrawn
        self._began = time.perf_counter()
        self.watchdog.arm(self._timeouts.connect)

    def depart(self, connection: HTTPConnection) -> None:
        """Connected: takes the slot, lets the gate commit and stamps the departure."""
        if self.stage is not Stage.NOTHING:
            raise RuntimeError("a request is never sent twice")
        self.watchdog.rest()
        self.connecting = None if self._began is None else time.perf_counter() - self._began
        self._departure = self._ask(partial(self._pace.take, self._gate.withdrawn))
        if self._departure is None:
            raise Withdrawn
        if self.watchdog.bitten or not _silent(connection.sock):
            raise Gone("the connection was closed before the request was sent")
        self._ask(partial(self._gate.leaving, self._sha256))
        self.stage = Stage.PART
        self.watchdog.arm(self._timeouts.write)
        connection.timeout = self._timeouts.write
        self._departure.leave()

    def cut(self, error: OSError) -> None:
        """Writing failed: the service has less than Content-Length promised, but may have answered already."""
        if isinstance(error, TimeoutError):
            self.watchdog.bite()
        else:
            self.watchdog.arm(self._timeouts.write)

    def written(self) -> None:
        """The system took the whole request."""
        self.stage = Stage.WHOLE
        self.watchdog.arm(self._timeouts.answer)

    def answered(self) -> None:
        """The head of the answer is there."""
        if self._departure is not None:
            self._departure.answered()

    def failed(self, error: Exception) -> Reply:
        """The reply that is none; only at stage nothing does the exception say anything."""
        cause, detail = why_unsent(error)
        return Reply(self.stage, cause=cause, detail=detail)

    def done(self) -> None:
        """The request is over."""
        if self._departure is not None:
            self._departure.done()
        self.watchdog.close()

    def _ask(self, question: Callable[[], _T]) -> _T:
        try:
            return question()
        except BaseException as error:
            self.veto = error
            raise Vetoed from error


def _silent(sock: Any) -> bool:
    """Whether an open connection has neither ended nor spoken. A TLS read also takes in session tickets."""
    sock.settimeout(0)
    try:
        sock.recv(1)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    except OSError:
        return False
    return False
