"""A server on raw loopback sockets that does to each connection exactly what a test scripts, and remembers it."""

import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

_SMALL_BUFFER = 4096


@dataclass(frozen=True, slots=True)
class Seen:
    """A request that came whole: when (``time.perf_counter``), what and where."""

    at: float
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Peer:
    """The server's end of one connection, in the hands of an act."""

    def __init__(self, server: "Scripted", sock: socket.socket) -> None:
        self.server = server
        self.sock = sock
        self._held = b""

    def read_head(self) -> str:
        """The request line and headers."""
        while b"\r\n\r\n" not in self._held:
            self._more()
        head, _, self._held = self._held.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    def read(self) -> Seen:
        """The whole request, noted in ``server.seen``."""
        first, *lines = self.read_head().split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        length = int(headers.get("content-length", "0"))
        while len(self._held) < length:
            self._more()
        body, self._held = self._held[:length], self._held[length:]
        method, path, _ = first.split(" ")
        seen = Seen(time.perf_counter(), method, path, headers, body)
        self.server.note(seen)
        return seen

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def send_raw(self, data: bytes) -> None:
        """Past TLS, onto the wire."""
        socket.socket.send(self.sock, data)

    def secure(self, context: ssl.SSLContext) -> None:
        self.sock = context.wrap_socket(self.sock, server_side=True)
        self.server.keep(self.sock)

    def reset(self) -> None:
        """Ends the connection with a reset instead of an orderly close."""
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.sock.close()

    def wait_for_end(self) -> None:
        """Until the other side has gone, or the server is closed."""
        with suppress(OSError):
            while self.sock.recv(65536):
                pass

    def _more(self) -> None:
        piece = self.sock.recv(65536)
        if not piece:
            raise ConnectionResetError("the request was cut")
        self._held += piece


Act = Callable[[Peer], None]


@dataclass
class Scripted:
    """Plays one act a connection, in order; the last one repeats. ``tls`` is done before the act.

    ``small_buffer`` keeps the system from taking a large request that nobody reads. Use it as a context manager.
    """

    acts: Sequence[Act]
    tls: ssl.SSLContext | None = None
    small_buffer: bool = False
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._sockets: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listener = socket.socket()
        if self.small_buffer:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL_BUFFER)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(64)
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> "Scripted":
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._lock:
            sockets, threads = list(self._sockets), list(self._threads)
        for sock in sockets:
            with suppress(OSError):
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)
            assert not thread.is_alive(), "an act does not end"
        for sock in sockets:
            sock.close()

    def note(self, seen: Seen) -> None:
        with self._lock:
            self.seen.append(seen)

    def keep(self, sock: socket.socket) -> None:
        with self._lock:
            self._sockets.append(sock)

    def _start(self, target: Callable[..., None], *arguments: object) -> None:
        thread = threading.Thread(target=target, args=arguments, daemon=True)
        with self._lock:
            self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                sock, _ = self._listener.accept()
                self.keep(sock)
                act = self.acts[min(self.connections, len(self.acts) - 1)]
                self.connections += 1
                self._start(self._play, act, sock)

    def _play(self, act: Act, sock: socket.socket) -> None:
        peer = Peer(self, sock)
        with suppress(OSError):  # the other side may go at any moment; what matters is noted already
            if self.tls is not None:
                peer.secure(self.tls)
            act(peer)
        with suppress(OSError):
            socket.socket.shutdown(peer.sock, socket.SHUT_RDWR)
        peer.sock.close()


def http(code: int, body: bytes = b"", *headers: str, length: int | None = None, reason: str = "Scripted") -> bytes:
    """An answer as bytes. ``length`` says another Content-Length than the body's."""
    lines = [f"HTTP/1.1 {code} {reason}", *headers, f"Content-Length: {len(body) if length is None else length}"]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def answering(data: bytes) -> Act:
    """Reads the whole request, sends ``data`` and closes."""

    def act(peer: Peer) -> None:
        peer.read()
        peer.send(data)

    return act
