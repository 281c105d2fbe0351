"""One request over one connection of its own, told apart by how far it got."""

import hashlib
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Protocol, TypeVar

import truststore
from requests import PreparedRequest, Request, Response
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from planimport_gui.calltouch.failing import Withdrawn, why_unsent
from planimport_gui.calltouch.heads import WholeHeadResponse
from planimport_gui.calltouch.pace import Departure, Pace
from planimport_gui.calltouch.reply import Reply
from planimport_gui.calltouch.watchdog import Watchdog
from planimport_gui.facts.outcomes import Stage

_T = TypeVar("_T")
_PIECE = 65536


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


def system_trust() -> ssl.SSLContext:
    """The system's trust store. One context a request: truststore locks it while a handshake lasts."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def system_proxies(url: str) -> Mapping[str, str]:
    """The proxies of the environment or the system for an address; empty where it is to be met directly."""
    return get_environ_proxies(url)


class _Vetoed(Exception):
    """The gate raised; what it raised is kept aside and comes out of ``exchange``."""


class _Gone(Exception):
    """The other side closed or spoke before the request was sent."""


class _Way:
    """Leads one request through its stages; the connection classes below report to it."""

    def __init__(self, gate: Gate, pace: Pace, timeouts: Timeouts, sha256: str) -> None:
        self._gate = gate
        self._pace = pace
        self._timeouts = timeouts
        self._sha256 = sha256
        self._departure: Departure | None = None
        self.stage = Stage.NOTHING
        self.watchdog = Watchdog()
        self.veto: BaseException | None = None

    def begin(self) -> None:
        """Waits out a hold, so that the connection does not stand idle through it, then allows time to connect."""
        if not self._ask(partial(self._pace.wait_out, self._gate.withdrawn)):
            raise Withdrawn
        self.watchdog.arm(self._timeouts.connect)

    def depart(self, connection: HTTPConnection) -> None:
        """Connected: takes the slot, lets the gate commit and stamps the departure."""
        if self.stage is not Stage.NOTHING:
            raise RuntimeError("a request is never sent twice")
        self.watchdog.rest()
        self._departure = self._ask(partial(self._pace.take, self._gate.withdrawn))
        if self._departure is None:
            raise Withdrawn
        if self.watchdog.bitten or not _silent(connection.sock):
            raise _Gone("the connection was closed before the request was sent")
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
        self.stage = Stage.WHOLE
        self.watchdog.arm(self._timeouts.answer)

    def answered(self) -> None:
        if self._departure is not None:
            self._departure.answered()

    def failed(self, error: Exception) -> Reply:
        """The reply that is none; only at stage nothing does the exception say anything."""
        cause, detail = why_unsent(error)
        return Reply(self.stage, cause=cause, detail=detail)

    def done(self) -> None:
        if self._departure is not None:
            self._departure.done()
        self.watchdog.close()

    def _ask(self, question: Callable[[], _T]) -> _T:
        try:
            return question()
        except BaseException as error:
            self.veto = error
            raise _Vetoed from error


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


class _Watched(HTTPConnection):
    """A connection that connects first, then asks for its slot, and says how far the request got."""

    response_class = WholeHeadResponse

    def __init__(self, *args: Any, way: _Way, **options: Any) -> None:
        super().__init__(*args, **options)
        self._way = way

    @property
    def is_connected(self) -> bool:
        """Never reusable: a reused connection can deliver another request's answer."""
        return False

    def _new_conn(self) -> socket.socket:
        opened = super()._new_conn()
        try:
            self._way.watchdog.watch(opened)
        except BaseException:
            opened.close()
            raise
        return opened

    def request(self, *args: Any, **options: Any) -> None:
        if self.sock is None:
            self.connect()
        self._way.depart(self)
        try:
            super().request(*args, **options)
        except OSError as error:
            self._way.cut(error)
            raise BrokenPipeError("the request was cut") from error  # after this alone urllib3 looks for an answer
        except BaseException:
            self._way.written()
            raise
        self._way.written()


class _WatchedTLS(_Watched, HTTPSConnection):
    """The same over TLS."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Watched


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _WatchedTLS


class _Adapter(HTTPAdapter):
    """requests' adapter for a single request: watched connections, our own trust, no retries."""

    def __init__(self, way: _Way, trust: ssl.SSLContext | None) -> None:
        pools = {"http": partial(_PlainPool, way=way), "https": partial(_TLSPool, way=way)}
        self._pools: dict[str, Any] = {"pool_classes_by_scheme": pools}
        self._trust = trust
        super().__init__(pool_connections=1, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        super().init_poolmanager(connections, maxsize, block, ssl_context=self._trust, **options)
        self.poolmanager.pool_classes_by_scheme = self._pools["pool_classes_by_scheme"]

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        manager = super().proxy_manager_for(proxy, ssl_context=self._trust, proxy_ssl_context=self._trust, **options)
        manager.pool_classes_by_scheme = self._pools["pool_classes_by_scheme"]
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Certificates are always required, and judged by the context alone, not by requests' own bundle."""
        conn.cert_reqs = "CERT_REQUIRED"


@dataclass(frozen=True, slots=True)
class Transport:
    """Sends requests, each over its own connection. Holds no state between them; thread-safe.

    ``trust`` makes a TLS context for one request, ``proxies`` answers the proxies for an address.
    """

    pace: Pace
    timeouts: Timeouts
    trust: Callable[[], ssl.SSLContext]
    proxies: Callable[[str], Mapping[str, str]]

    def exchange(self, url: str, headers: Mapping[str, str], body: bytes | None, cap: int, gate: Gate) -> Reply:
        """Sends one POST and reads its answer up to ``cap`` bytes. What the gate raises comes out unchanged."""
        way = _Way(gate, self.pace, self.timeouts, hashlib.sha256(body or b"").hexdigest())
        try:
            reply = self._exchange(way, url, headers, body, cap)
        finally:
            way.done()
        if way.veto is not None:
            raise way.veto
        return reply

    def _exchange(self, way: _Way, url: str, headers: Mapping[str, str], body: bytes | None, cap: int) -> Reply:
        try:
            way.begin()
            prepared = Request("POST", url, headers=dict(headers), data=body).prepare()
            adapter = _Adapter(way, self.trust() if url.lower().startswith("https:") else None)
        except Exception as error:  # noqa: BLE001 (whatever failed, not a byte was sent, and that is an outcome)
            return way.failed(error)
        try:
            return self._send(way, adapter, prepared, cap)
        except Exception as error:  # noqa: BLE001 (the stage, not the exception, tells what became of the request)
            return way.failed(error)
        finally:
            adapter.close()

    def _send(self, way: _Way, adapter: _Adapter, prepared: PreparedRequest, cap: int) -> Reply:
        proxies = dict(self.proxies(prepared.url or ""))
        timeout = (self.timeouts.connect, self.timeouts.answer)
        response = adapter.send(prepared, stream=True, timeout=timeout, verify=True, proxies=proxies)
        way.answered()
        try:
            return _read(way, response, cap)
        finally:
            response.close()


def _read(way: _Way, response: Response, cap: int) -> Reply:
    """Reads the body as it is on the wire. A body over the cap, cut or too late is not complete."""
    received = datetime.now(UTC)
    body = bytearray()
    try:
        for piece in _pieces(response):
            body += piece
            if len(body) > cap:
                break
        complete = len(body) <= cap and not way.watchdog.bitten
    except Exception:  # noqa: BLE001 (the head stands; that the body is not complete is all there is to say)
        complete = False
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Reply(way.stage, response.status_code, headers, bytes(body[:cap]), complete, received=received)


def _pieces(response: Response) -> Iterator[bytes]:
    while piece := response.raw.read1(_PIECE, decode_content=False):
        yield piece
