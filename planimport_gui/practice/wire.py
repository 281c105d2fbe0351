"""The sockets of the practice service: reads requests, asks the service, writes answers, cuts where a fault says so."""

import os
import socket
import ssl
import struct
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer
from typing import Protocol, cast

from planimport_gui.practice import answers
from planimport_gui.practice.answers import Reply
from planimport_gui.practice.faults import NO_FAULT, Cut, Fault, RequestFacts

LARGEST_BODY = 64 * 1024 * 1024
IDLE = 120.0
HANDSHAKE = 10.0
LINGER = "hh" if os.name == "nt" else "ii"


class Gone(Exception):
    """The client left before its request was whole, or the service ended before its answer."""


@dataclass(slots=True)
class Exchange:
    """One request on its way through the service; ``fault`` becomes none where the pace refuses the request."""

    facts: RequestFacts
    fault: Fault


class Host(Protocol):
    """What the sockets need from the service."""

    def page(self, method: str, path: str) -> Reply | None:
        """The answer to what is none of the service's own business, such as ``GET /practice/state``."""
        ...

    def begin(
        self, method: str, path: str, headers: Mapping[str, str], length: int, read: Callable[[], bytes]
    ) -> Exchange:
        """The head of a request has arrived."""
        ...

    def arrived(self, exchange: Exchange, body: bytes, address: str) -> Reply | None:
        """The request is whole; its answer in due time, or ``None`` where the fault forbids executing it."""
        ...

    def answered(self, exchange: Exchange, code: int) -> None:
        """An answer was written to its end."""
        ...

    def wait(self, seconds: float) -> None:
        """Wait. Raises ``Gone`` as soon as the service ends: its answers end with it."""
        ...


class PracticeServer(ThreadingTCPServer):
    """Listens on loopback, one thread a connection. Clients that vanish or speak no TLS are no error."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = os.name != "nt"

    def __init__(self, port: int, host: Host, tls: ssl.SSLContext | None, receive_buffer: int | None) -> None:
        """Raises OSError where the port cannot be had. ``receive_buffer`` is in bytes, for every connection."""
        self.host = host
        self._tls = tls
        self._receive_buffer = receive_buffer
        self._guard = threading.Lock()
        self._open: dict[threading.Thread, socket.socket] = {}
        self._closing = False
        self.crashes: list[BaseException] = []
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self) -> None:
        if self._receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self._receive_buffer)
        super().server_bind()

    def process_request_thread(self, request: object, client_address: object) -> None:
        connection = cast(socket.socket, request)
        with self._tracked(connection):
            try:
                connection = self._secured(connection)
            except OSError:
                connection.close()
                return
            with self._tracked(connection):
                super().process_request_thread(connection, client_address)

    def shutdown_request(self, request: object) -> None:
        connection = cast(socket.socket, request)
        if _resets(connection):
            connection.close()
        else:
            super().shutdown_request(connection)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep an error of our own for the tests; the end of a client's connection is none."""
        error = sys.exception()
        if error is not None and not isinstance(error, (OSError, Gone)):
            self.crashes.append(error)

    def close(self) -> None:
        """Stop listening, end all connections and wait for their threads."""
        self.shutdown()
        self.server_close()
        with self._guard:
            self._closing = True
            threads = dict(self._open)
        for connection in threads.values():
            _hang_up(connection)
        for thread in threads:
            thread.join(timeout=5)

    def _secured(self, connection: socket.socket) -> socket.socket:
        if self._tls is None:
            return connection
        connection.settimeout(HANDSHAKE)
        return self._tls.wrap_socket(connection, server_side=True)

    @contextmanager
    def _tracked(self, connection: socket.socket) -> Iterator[None]:
        thread = threading.current_thread()
        with self._guard:
            before = self._open.get(thread)
            self._open[thread] = connection
            if self._closing:
                _hang_up(connection)
        try:
            yield
        finally:
            with self._guard:
                if before is None:
                    del self._open[thread]
                else:
                    self._open[thread] = before


def _resets(connection: socket.socket) -> bool:
    if connection.fileno() < 0:
        return False
    linger = connection.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.calcsize(LINGER))
    return struct.unpack(LINGER, linger) == (1, 0)


def _hang_up(connection: socket.socket) -> None:
    try:
        socket.socket.shutdown(connection, socket.SHUT_RDWR)  # the bare socket: its thread may be inside TLS
    except OSError:
        return  # already closed by its own thread


class Handler(BaseHTTPRequestHandler):
    """Reads requests of one connection and writes their answers."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE
    disable_nagle_algorithm = True
    server: PracticeServer

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - names that http.server looks for

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: what is to be known stands in the service's state."""

    def _serve(self) -> None:
        page = self.server.host.page(self.command, self.path)
        refusal = page or self._unreadable()
        if refusal is not None:
            self.close_connection = self.close_connection or page is None
            self._send(self._answer(refusal), NO_FAULT)
            return
        self._body: bytes | None = None
        headers = {name.lower(): value for name, value in self.headers.items()}
        exchange = self.server.host.begin(self.command, self.path, headers, self._length(), self._read_body)
        self._meet(exchange)

    def _unreadable(self) -> Reply | None:
        if "Transfer-Encoding" in self.headers:
            return answers.message(answers.NO_LENGTH, 411)
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            return answers.message(answers.NO_LENGTH, 400)
        return answers.message(answers.NO_LENGTH, 413) if int(length) > LARGEST_BODY else None

    def _length(self) -> int:
        return int(self.headers.get("Content-Length", "0"))

    def _meet(self, exchange: Exchange) -> None:
        """Take the request as far as its fault allows, then answer."""
        fault = exchange.fault
        self.server.host.wait(fault.hold)
        if fault.cut in (Cut.HEAD, Cut.PART):
            if fault.cut is Cut.PART and self._body is None:
                self.rfile.read(self._length() // 2)
            self._cut(fault, b"" if fault.reply is None else self._answer(fault.reply))
            return
        reply = self.server.host.arrived(exchange, self._read_body(), str(self.client_address[0]))
        self._finish(exchange, reply)

    def _finish(self, exchange: Exchange, reply: Reply | None) -> None:
        fault = exchange.fault
        if fault.cut is Cut.BODY:
            self._cut(fault, b"")
        elif fault.raw is not None:
            self._write_raw(fault)
        else:
            self._write(exchange, fault.reply or reply or answers.message(answers.SERVER_ERROR, 500))

    def _write(self, exchange: Exchange, reply: Reply) -> None:
        fault, answer = exchange.fault, self._answer(reply)
        head = len(answer) - len(reply.body)
        if fault.cut is Cut.ANSWER_HEAD:
            self._cut(fault, answer[: head // 2])
        elif fault.cut is Cut.ANSWER:
            self._cut(fault, answer[: head + len(reply.body) // 2])
        else:
            self._send(answer, fault)
            self.server.host.answered(exchange, reply.code)

    def _read_body(self) -> bytes:
        if self._body is None:
            length = self._length()
            self._body = self.rfile.read(length)
            if len(self._body) < length:
                raise Gone
        return self._body

    def _answer(self, reply: Reply) -> bytes:
        headers = {"Content-Type": "application/json", "Content-Length": str(len(reply.body))}
        if self.close_connection:
            headers["Connection"] = "close"
        headers.update({name.title(): value for name, value in reply.headers})
        phrase = HTTPStatus(reply.code).phrase if reply.code in HTTPStatus._value2member_map_ else "Unknown"
        head = [f"HTTP/1.1 {reply.code} {phrase}", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(head).encode("latin-1") + reply.body

    def _send(self, answer: bytes, fault: Fault) -> None:
        if fault.drip <= 0:
            self.wfile.write(answer)
            return
        for at in range(len(answer)):
            self.wfile.write(answer[at : at + 1])
            self.server.host.wait(fault.drip)

    def _write_raw(self, fault: Fault) -> None:
        self.close_connection = True
        raw = fault.raw or b""
        if fault.beneath_tls and isinstance(self.connection, ssl.SSLSocket):
            socket.socket.sendall(self.connection, raw)
        else:
            self._send(raw, fault)

    def _cut(self, fault: Fault, last: bytes) -> None:
        self.close_connection = True
        if last:
            self.wfile.write(last)
        if fault.reset:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(LINGER, 1, 0))
