"""Answers whose head came whole: http.client takes a head that was cut for one that ended."""

import http.client
from email.errors import MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect
from typing import Any, BinaryIO

_HARMLESS = (MultipartInvariantViolationDefect, StartBoundaryNotFoundDefect)
"""Only say that the parser saw the head alone."""


class _Lines:
    """Reads lines of a head from a connection; a line that ends with the connection is an error."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source

    def readline(self, limit: int = -1) -> bytes:
        line = self._source.readline(limit)
        if not line.endswith(b"\n") and len(line) != limit:
            raise http.client.RemoteDisconnected("the connection ended within the head of the answer")
        return line

    def close(self) -> None:
        self._source.close()


class WholeHeadResponse(http.client.HTTPResponse):
    """A response whose status line and headers came to their end and could be read, all of them."""

    fp: Any

    def begin(self) -> None:
        """Raises http.client.HTTPException for a head that was cut or holds a line that is no header."""
        source = self.fp
        self.fp = _Lines(source)
        try:
            super().begin()
        finally:
            self.fp = source
        if any(not isinstance(defect, _HARMLESS) for defect in self.msg.defects):
            raise http.client.HTTPException("the head of the answer cannot be read")
