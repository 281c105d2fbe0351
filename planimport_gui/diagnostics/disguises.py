"""The forms a secret takes on its way into a text: escaped, in an address, in base64, in hex."""

import json
from base64 import b64encode, urlsafe_b64encode
from html import escape
from urllib.parse import quote

_SHORTEST_ENCODED = 8
"""Encodings of a shorter secret would be found in any text."""


def disguises(secret: str) -> frozenset[str]:
    """The secret itself and every usual encoding of it; whole, except that base64 lacks its unstable ends."""
    if len(secret) < _SHORTEST_ENCODED:
        return frozenset({secret})
    return frozenset({secret} | _escaped(secret) | _in_address(secret) | _base64(secret) | _hex(secret))


def _escaped(secret: str) -> set[str]:
    once = json.dumps(secret)[1:-1]
    return {once, json.dumps(once)[1:-1], once.replace("'", r"\'"), secret.replace("'", r"\'"), escape(secret)}


def _in_address(secret: str) -> set[str]:
    encoded = quote(secret, safe="")
    return {encoded, encoded.lower(), quote(secret), quote(encoded, safe="")}


def _base64(secret: str) -> set[str]:
    """What stays the same wherever the secret stands within the encoded bytes: three alignments."""
    found = set()
    for before, unstable in ((0, 0), (1, 2), (2, 3)):
        content = b"\0" * before + secret.encode()
        for encode in (b64encode, urlsafe_b64encode):
            text = encode(content).decode()
            found.add(text[unstable:].rstrip("=")[: -1 if len(content) % 3 else None])
    return found


def _hex(secret: str) -> set[str]:
    digits = secret.encode().hex()
    return {digits, digits.upper()}
