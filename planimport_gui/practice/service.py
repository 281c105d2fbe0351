"""A stand-in for Calltouch on loopback: start it, point the program at its address, ask what arrived."""

import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Self

from planimport_gui.practice import answers
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.checks import ItemTuple
from planimport_gui.practice.desk import BASE, Desk, Request, kind_of
from planimport_gui.practice.faults import NO_FAULT, Fault, Faults, Kind, RequestFacts, changed
from planimport_gui.practice.ledger import Ledger, LogView
from planimport_gui.practice.pace import PaceWindow
from planimport_gui.practice.records import Register, RequestRecord
from planimport_gui.practice.scenarios import Scenario, behaviour
from planimport_gui.practice.wire import Exchange, Gone, PracticeServer

STATE_PATH = "/practice/state"


class PracticeService:
    """The practice service. State lives as long as the object: after ``stop`` it can be started again, on its port."""

    def __init__(
        self,
        *,
        port: int = 0,
        scenario: Scenario | str = Scenario.OK,
        pace: int = 5,
        latency: float = 0.0,
        clock: Callable[[], float] = time.perf_counter,
        token: str | None = None,
        site: str | None = None,
        finish_after: float | None = None,
        points: int | None = None,
        faults: Faults | None = None,
        tls: ssl.SSLContext | None = None,
        receive_buffer: int | None = None,
    ) -> None:
        """``port`` 0 takes a free one. ``pace`` is requests a second and address, 0 without limit; ``latency`` and

        ``finish_after`` (work on one log) are seconds; ``None`` leaves ``finish_after`` and ``points`` (successful
        requests until they are used up) to the scenario. ``token`` and ``site``, if given, are the only ones taken.
        ``tls`` is a server context. ``receive_buffer`` in bytes makes large bodies leave the client in parts.
        Raises ValueError for an unknown scenario.
        """
        self.scenario = Scenario(scenario)
        self.faults = faults
        self._behaviour = behaviour(self.scenario)
        self._latency = max(latency, self._behaviour.latency)
        self._clock = clock
        self._port = port
        self._tls = tls
        self._receive_buffer = receive_buffer
        self._guard = threading.Lock()
        self._ended = threading.Event()
        self._register = Register()
        self._pace = PaceWindow(pace)
        self._ledger = Ledger(clock, self._behaviour.finish_after if finish_after is None else finish_after)
        self._desk = Desk(
            self._ledger, self._behaviour, token, site, self._behaviour.points if points is None else points
        )
        self._server: PracticeServer | None = None
        self._thread: threading.Thread | None = None
        self._crashes: list[BaseException] = []

    # life

    def start(self) -> Self:
        """Listen; does nothing where it runs already. Raises OSError where the port cannot be had."""
        if self._server is not None:
            return self
        self._ended.clear()
        self._server = PracticeServer(self._port, self, self._tls, self._receive_buffer)
        self._server.crashes = self._crashes
        self._port = int(self._server.server_address[1])
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def stop(self) -> None:
        """End all connections and stop listening; does nothing where it is not running."""
        server, thread = self._server, self._thread
        if server is None or thread is None:
            return
        self._ended.set()
        server.close()
        thread.join()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        """The base address up to ``…/RestAPI/api``, of use once it was started."""
        return f"{'http' if self._tls is None else 'https'}://127.0.0.1:{self._port}{BASE}"

    @property
    def port(self) -> int:
        return self._port

    def refill(self, points: int | None) -> None:
        """A new day: so many successful requests are free again, ``None`` without limit."""
        with self._guard:
            self._desk.points = points

    # what arrived

    def imported(self) -> Counter[ItemTuple]:
        """How often each item stands in the service now: logs with final success that were not deleted."""
        with self._guard:
            return self._ledger.imported()

    def logs(self) -> tuple[LogView, ...]:
        """All logs, oldest first."""
        with self._guard:
            return self._ledger.logs()

    @property
    def requests(self) -> tuple[RequestRecord, ...]:
        """All requests whose head arrived, in that order."""
        with self._guard:
            return self._register.all()

    @property
    def arrivals(self) -> tuple[float, ...]:
        """When each whole request arrived, refused ones too, in seconds of the clock."""
        return tuple(sorted(record.arrival for record in self.requests if record.arrival is not None))

    @property
    def refused_for_pace(self) -> int:
        """Requests that the pace window refused; 429s of faults and of the scenario do not count."""
        return sum(record.over_pace for record in self.requests)

    @property
    def crashes(self) -> tuple[BaseException, ...]:
        """Errors of the service's own; always empty unless it has a mistake."""
        return tuple(self._crashes)

    def state(self) -> dict[str, object]:
        """All of it, as ``GET /practice/state`` answers it."""
        requests, logs = self.requests, self.logs()
        arrived = [record for record in requests if record.arrival is not None]
        return {
            "scenario": self.scenario.value,
            "requests": {kind.value: [one.arrival for one in arrived if one.kind is kind] for kind in Kind},
            "incomplete": len(requests) - len(arrived),
            "refusedForPace": self.refused_for_pace,
            "imported": [{"item": list(item), "count": times} for item, times in self.imported().items()],
            "logs": [
                {"importLogId": log.id, "site": log.site, "status": log.status, "items": len(log.items)} for log in logs
            ],
            "deleted": [log.id for log in logs if log.deleted],
            "crashes": [repr(crash) for crash in self.crashes],
        }

    # what the sockets ask

    def begin(
        self, method: str, path: str, headers: Mapping[str, str], length: int, read: Callable[[], bytes]
    ) -> Exchange:
        """The head of a request has arrived."""
        kind, log_id = kind_of(method, path)
        with self._guard:
            record = self._register.begin(kind, self._clock(), log_id)
        facts = RequestFacts(record.number, kind, record.nth, path, headers, length, log_id, read)
        return Exchange(facts, self._fault(facts))

    def arrived(self, exchange: Exchange, body: bytes, address: str) -> Reply | None:
        """The request is whole; its answer in due time, or ``None`` where the fault forbids executing it."""
        facts = exchange.facts
        reply = self._execute(exchange, Request(facts.kind, facts.headers, body, facts.log_id), address)
        self.wait(self._latency + exchange.fault.delay)
        alter = exchange.fault.alter
        return reply if reply is None or alter is None else changed(reply, alter)

    def answered(self, exchange: Exchange, code: int) -> None:
        """An answer was written to its end."""
        with self._guard:
            self._register.answered(exchange.facts.number, code)

    def page(self, method: str, path: str) -> Reply | None:
        """The answer to ``GET /practice/state``."""
        return answers.as_json(self.state()) if (method, path) == ("GET", STATE_PATH) else None

    def wait(self, seconds: float) -> None:
        """Wait. Raises ``Gone`` as soon as the service ends: its answers end with it."""
        if seconds > 0 and self._ended.wait(seconds):
            raise Gone

    def _fault(self, facts: RequestFacts) -> Fault:
        fault = None if self.faults is None else self.faults(facts)
        if fault is None:
            fault = self._behaviour.fault(facts)
        if fault is None:
            return NO_FAULT
        with self._guard:
            self._register.faulted(facts.number)
        return fault

    def _execute(self, exchange: Exchange, request: Request, address: str) -> Reply | None:
        with self._guard:
            now = self._clock()
            over = not self._pace.admit(address, now)
            if over:
                exchange.fault = NO_FAULT
            executed = exchange.fault.executes and not over
            self._register.arrived(exchange.facts.number, now, request.site, over, executed)
            if over:
                return answers.pace_refusal()
            return self._desk.answer(request, exchange.fault) if executed else None
