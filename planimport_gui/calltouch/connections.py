"""requests and urllib3 made to do one thing at a time: connections that report how far a request got."""

import socket
import ssl
from functools import partial
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from planimport_gui.calltouch.heads import WholeHeadResponse
from planimport_gui.calltouch.way import Way


class _Watched(HTTPConnection):
    """A connection that connects first, then asks for its slot, and says how far the request got."""

    response_class = WholeHeadResponse

    def __init__(self, *args: Any, way: Way, **options: Any) -> None:
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


class WatchedAdapter(HTTPAdapter):
    """requests' adapter for a single request: watched connections, our own trust, no retries."""

    def __init__(self, way: Way, trust: ssl.SSLContext | None) -> None:
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
