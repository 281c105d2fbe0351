"""One window for each data folder: a second start hands its file to the first and ends."""

import json
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QDir, QLockFile, QObject, QThread, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE = 3000
"""Milliseconds a second start waits for the first to listen, and again for its answer."""
_STEP = 50
_MOST = 65536


class SingleInstance(QObject):
    """Whoever holds the lock file of a name listens; ``handed`` tells the file of another start, or ``None``.

    The lock decides between two starts at the same moment, and the system of locks knows when its holder was
    killed. Sockets alone do neither: two starts can both find nobody and one removes the other's socket.
    """

    handed = Signal(object)

    def __init__(self, name: str, patience: int = _PATIENCE) -> None:
        super().__init__()
        self._name = name
        self._patience = patience
        self._lock = QLockFile(QDir.temp().filePath(f"{name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._take)
        self.first = False

    def __enter__(self) -> "SingleInstance":
        taken = self._lock.tryLock(0)
        # Where no lock can be written at all, nobody else has one either.
        self.first = taken or self._lock.error() is not QLockFile.LockError.LockFailedError
        if taken:
            # A program that was killed left its socket behind; nobody else listens while the lock is ours.
            QLocalServer.removeServer(self._name)
            self._server.listen(self._name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        if self.first:
            self._lock.unlock()

    def hand_over(self, file: Path | None) -> bool:
        """Give ``file`` to the first window; whether it took it. Without an answer, a window of one's own is right."""
        socket = self._connected()
        if socket is None:
            return False
        socket.write(json.dumps({"file": str(file) if file else None}).encode() + b"\n")
        taken = socket.waitForBytesWritten(self._patience) and socket.waitForReadyRead(self._patience)
        socket.close()
        return taken

    def _connected(self) -> QLocalSocket | None:
        """The first window holds its lock a moment before it listens."""
        socket = QLocalSocket(self)
        for _ in range(0, self._patience, _STEP):
            socket.connectToServer(self._name)
            if socket.waitForConnected(_STEP):
                return socket
            socket.abort()
            QThread.msleep(_STEP)
        return None

    @Slot()
    def _take(self) -> None:
        socket = self._server.nextPendingConnection()
        if socket is not None:
            socket.setReadBufferSize(_MOST)
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(self._read)

    @Slot()
    def _read(self) -> None:
        socket = self.sender()
        if not isinstance(socket, QLocalSocket) or not socket.canReadLine():
            return
        line = bytes(socket.readLine(_MOST).data())
        socket.write(b"ok\n")
        socket.flush()
        self.handed.emit(_file(line))


def _file(line: bytes) -> Path | None:
    try:
        told = json.loads(line)
    except ValueError:
        return None
    name = told.get("file") if isinstance(told, dict) else None
    return Path(name) if isinstance(name, str) else None
