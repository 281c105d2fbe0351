"""What the console writes: UTF-8 and LF on every system, JSON alone on standard output where it was asked for."""

import errno
import io
import json
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import TextIO

_CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if code != ord("\n")}
_CLOSED = (errno.EPIPE, errno.EINVAL, errno.EIO)
"""A reader that has gone: EPIPE, on Windows EINVAL; a terminal that has gone: EIO."""
_BATCH = 500
"""Entries of a list that are written at once."""


class Output:
    """Words for people and JSON for programs, each to its stream.

    Writing never raises: a run must not die of a closed pipe or a full disk behind its output. The first
    trouble silences a stream; ``trouble`` tells of one that is more than a reader that has gone. May be used
    from any thread.
    """

    def __init__(self, out: TextIO, err: TextIO, as_json: bool) -> None:
        self.trouble: OSError | None = None
        self._as_json = as_json
        self._out = out
        self._err = err
        self._people = err if as_json else out
        self._redact: Callable[[str], str] | None = None
        self._silent: list[TextIO] = []
        self._line = ""
        self._lock = threading.RLock()

    @property
    def terminal(self) -> bool:
        """Whether a person watches the words."""
        return self._people.isatty()

    def conceal(self, redact: Callable[[str], str]) -> None:
        """A secret is known from now on: ``redact`` takes it out of every text, whoever put it there."""
        self._redact = redact

    def emit(self, content: Mapping[str, object]) -> None:
        """One JSON object on one line of standard output, where JSON was asked for.

        An iterator among its values is written as a list, bit by bit: a long one never fills the memory.
        """
        if self._as_json:
            with self._lock:
                for text in _json_pieces({"schema": 1, **self._redacted_all(content)}):
                    self._write(self._out, text)

    def say(self, words: str) -> None:
        """A line for people."""
        self._write_line(self._people, words)

    def complain(self, words: str) -> None:
        """A line about what went wrong, on standard error."""
        self._write_line(self._err, words)

    def line(self, words: str) -> None:
        """A line that the next one replaces; only on a terminal."""
        if self.terminal:
            with self._lock:
                shown = self._redacted(words)
                self._write(self._people, "\r" + shown + " " * (len(self._line) - len(shown)))
                self._line = shown

    def ask(self, question: str, answers: TextIO) -> str:
        """Put a question where people read, and take the line they type."""
        self._clear()
        self._write(self._people, question)
        return answers.readline()

    def close(self) -> None:
        """Leave a clean line, and nothing for the interpreter's end to stumble over."""
        self._clear()
        for stream in (self._out, self._err):
            self._write(stream, "")
        for stream in self._silent:
            _divert(stream)

    def _write_line(self, stream: TextIO, words: str) -> None:
        with self._lock:
            self._clear()
            self._write(stream, self._redacted(words).translate(_CONTROLS) + "\n")

    def _clear(self) -> None:
        with self._lock:
            if self._line:
                self._write(self._people, "\r" + " " * len(self._line) + "\r")
                self._line = ""

    def _write(self, stream: TextIO, text: str) -> None:
        with self._lock:
            if stream in self._silent:
                return
            try:
                stream.write(text)
                stream.flush()
            except OSError as error:
                self._silent.append(stream)
                if error.errno not in _CLOSED:
                    self.trouble = error

    def _redacted(self, words: str) -> str:
        return words if self._redact is None else self._redact(words)

    def _redacted_all(self, content: Mapping[str, object]) -> Mapping[str, object]:
        return content if self._redact is None else {key: self._without(value) for key, value in content.items()}

    def _without(self, value: object) -> object:
        if isinstance(value, str):
            return self._redacted(value)
        if isinstance(value, Mapping):
            return self._redacted_all(value)
        if isinstance(value, Iterator):
            return map(self._without, value)
        return [self._without(one) for one in value] if isinstance(value, list) else value


def _json_pieces(content: Mapping[str, object]) -> Iterator[str]:
    before = "{"
    for key, value in content.items():
        name = f"{before}{json.dumps(key)}: "
        before = ", "
        if isinstance(value, Iterator):
            yield f"{name}["
            between = ""
            while batch := list(islice(value, _BATCH)):
                yield between + json.dumps(batch, ensure_ascii=False)[1:-1]
                between = ", "
            yield "]"
        else:
            yield name + json.dumps(value, ensure_ascii=False)
    yield "}\n"


def standard(as_json: bool) -> Output:
    """An output over the standard streams of the process."""
    return Output(_prepared(sys.stdout), _prepared(sys.stderr), as_json)


def _prepared(stream: TextIO | None) -> TextIO:
    """The stream, writing UTF-8 with LF; what UTF-8 cannot hold (parts of odd file names) is spelled out.

    Python has ``None`` for a stream that was closed when the program began.
    """
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def _divert(stream: TextIO) -> None:
    """Point a broken stream at nothing, so that what is left in its buffer can be flushed at the end."""
    try:
        number = stream.fileno()
    except (OSError, ValueError):
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, number)
    os.close(nothing)
