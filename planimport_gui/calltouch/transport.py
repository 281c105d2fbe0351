"""One request over one connection of its own, told apart by how far it got."""

import hashlib
import ssl
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import truststore
from requests import PreparedRequest, Request, Response
from requests.utils import get_environ_proxies

from planimport_gui.calltouch.connections import WatchedAdapter
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.reply import Reply
from planimport_gui.calltouch.way import Gate, Timeouts, Way

__all__ = ["Gate", "Timeouts", "Transport", "system_proxies", "system_trust"]

_PIECE = 65536


def system_trust() -> ssl.SSLContext:
    """The system's trust store. One context a request: truststore locks it while a handshake lasts."""
    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def system_proxies(url: str) -> Mapping[str, str]:
    """The proxies of the environment or the system for an address; empty where it is to be met directly."""
    return get_environ_proxies(url)


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
        way = Way(gate, self.pace, self.timeouts, hashlib.sha256(body or b"").hexdigest())
        try:
            reply = self._exchange(way, url, headers, body, cap)
        finally:
            way.done()
        if way.veto is not None:
            raise way.veto
        return replace(reply, connecting=way.connecting)

    def _exchange(self, way: Way, url: str, headers: Mapping[str, str], body: bytes | None, cap: int) -> Reply:
        try:
            way.begin()
            prepared = Request("POST", url, headers=dict(headers), data=body).prepare()
            adapter = WatchedAdapter(way, self.trust() if url.lower().startswith("https:") else None)
        except Exception as error:  # noqa: BLE001 (whatever failed, not a byte was sent, and that is an outcome)
            return way.failed(error)
        try:
            return self._send(way, adapter, prepared, cap)
        except Exception as error:  # noqa: BLE001 (the stage, not the exception, tells what became of the request)
            return way.failed(error)
        finally:
            adapter.close()

    def _send(self, way: Way, adapter: WatchedAdapter, prepared: PreparedRequest, cap: int) -> Reply:
        proxies = dict(self.proxies(prepared.url or ""))
        timeout = (self.timeouts.connect, self.timeouts.answer)
        response = adapter.send(prepared, stream=True, timeout=timeout, verify=True, proxies=proxies)
        way.answered()
        try:
            return _read(way, response, cap)
        finally:
            response.close()


def _read(way: Way, response: Response, cap: int) -> Reply:
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
