"""Knows the secrets of this process and takes them out of any text that is about to be written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

from planimport_gui.diagnostics.disguises import disguises

HIDDEN = "•••"
"""Stands in place of a secret. Not ASCII, so that it can never be a part of one."""

PIECE = 8
"""Characters of a secret in a row that give it away."""

_HEADER = re.compile(
    r"""(?i)((?:access[-_ ]?token|authorization)['"\\]*\s*[:=,]\s*(?:b(?=['"\\]))?['"\\]*(?:(?:basic|bearer)\s+)?)\S+"""
)
_ADDRESS = re.compile(r"://[^/\s@]+@")


class SecretVault:
    """Secrets are registered before they are used; ``redact`` may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pieces: Mapping[int, frozenset[str]] = {}

    def register(self, secret: str) -> None:
        """From now on no piece of eight characters of the secret, or of its usual encodings, passes."""
        if not secret:
            return
        with self._lock:
            pieces = {length: set(known) for length, known in self._pieces.items()}
            for form in disguises(secret):
                length = min(PIECE, len(form))
                pieces.setdefault(length, set()).update(_windows(form, length))
            self._pieces = {length: frozenset(found) for length, found in pieces.items()}

    def redact(self, text: str) -> str:
        """The text without registered secrets, values of token headers, and passwords in addresses."""
        text = _blank(text, self._hits(text))
        text = _HEADER.sub(rf"\1{HIDDEN}", text)
        return _ADDRESS.sub(f"://{HIDDEN}@", text)

    def _hits(self, text: str) -> Iterator[tuple[int, int]]:
        for length, pieces in self._pieces.items():
            for start, window in enumerate(_windows(text, length)):
                if window in pieces:
                    yield start, start + length


def _windows(text: str, length: int) -> Iterator[str]:
    return (text[start : start + length] for start in range(len(text) - length + 1))


def _blank(text: str, hits: Iterable[tuple[int, int]]) -> str:
    """The text with every run of overlapping or touching hits replaced by one mark."""
    kept, position = [], 0
    for start, end in _merged(hits):
        kept += [text[position:start], HIDDEN]
        position = end
    return "".join([*kept, text[position:]])


def _merged(hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if runs and start <= runs[-1][1]:
            runs[-1] = runs[-1][0], max(end, runs[-1][1])
        else:
            runs.append((start, end))
    return runs
