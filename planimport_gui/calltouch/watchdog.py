"""Ends a request that takes too long, however slowly it drips: timeouts of the library are per read."""

import socket
from contextlib import suppress
from threading import Lock, Timer


class Watchdog:
    """Shuts the connection of one request when a time is up.

    It holds a duplicate of the socket: shutting that ends the connection through TLS, within a handshake and
    in any thread, without touching the objects the other thread is using.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._timer: Timer | None = None
        self._socket: socket.socket | None = None
        self.bitten = False
        """The time was up."""

    def arm(self, seconds: float) -> None:
        """Time for what comes next; replaces the time before."""
        timer = Timer(seconds, self.bite)
        timer.daemon = True
        with self._lock:
            self._cancel()
            self._timer = timer
        timer.start()

    def rest(self) -> None:
        """No limit until armed again."""
        with self._lock:
            self._cancel()

    def bite(self) -> None:
        """Shuts the connection now; what has arrived can still be read."""
        with self._lock:
            self.bitten = True
            if self._socket is not None:
                with suppress(OSError):  # the other side may have gone already
                    self._socket.shutdown(socket.SHUT_RDWR)

    def watch(self, opened: socket.socket) -> None:
        """Watches a newly opened connection. Raises TimeoutError where the time is already up."""
        with self._lock:
            if self.bitten:
                raise TimeoutError("timed out")
            self._forget()
            self._socket = opened.dup()

    def close(self) -> None:
        """The request is over."""
        with self._lock:
            self._cancel()
            self._forget()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _forget(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
