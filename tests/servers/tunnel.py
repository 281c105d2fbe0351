"""A proxy on loopback: takes CONNECT and pipes to one scripted server, or answers as a test scripts."""

import socket
import threading
from contextlib import suppress

from servers.scripted import Peer, Scripted

_BUFFER = 16384


def tunnel_to(port: int) -> "Proxy":
    """A proxy that connects every CONNECT to ``127.0.0.1:port``; it keeps little in its buffers."""

    def act(peer: Peer) -> None:
        head = peer.read_head()
        peer.server.heads.append(head)
        with socket.socket() as onward:
            onward.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
            onward.connect(("127.0.0.1", port))
            peer.server.keep(onward)
            peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pipe, args=(onward, peer.sock), daemon=True)
            back.start()
            _pipe(peer.sock, onward)
            back.join(5)

    return Proxy([act], small_buffer=True)


def refusing(answer: bytes) -> "Proxy":
    """A proxy that answers every CONNECT with ``answer``."""

    def act(peer: Peer) -> None:
        peer.server.heads.append(peer.read_head())
        peer.send(answer)

    return Proxy([act])


class Proxy(Scripted):
    """Remembers the head of every CONNECT in ``heads``."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.heads: list[str] = []


def _pipe(source: socket.socket, target: socket.socket) -> None:
    """Carries bytes one way until either side ends; what still travels the other way is left alone."""
    with suppress(OSError):
        while piece := _received(source):
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


def _received(source: socket.socket) -> bytes:
    """The next bytes; a reset counts as the end."""
    try:
        return source.recv(_BUFFER)
    except OSError:
        return b""
