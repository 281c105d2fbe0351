"""Reads why a request could not be sent out of what the libraries raised."""

import re
import ssl
from collections.abc import Iterator

from planimport_gui.facts.outcomes import Cause

_TUNNEL_CODE = re.compile(r"Tunnel connection failed: (\d{3})")
"""How http.client words a proxy's refusal of CONNECT; the code is nowhere else."""


class Withdrawn(Exception):
    """The gate was withdrawn before the slot was there."""


def why_unsent(error: BaseException) -> tuple[Cause, str]:
    """Withdrawn, certificate, proxy (it wants a login) or offline, and the words of the innermost exception."""
    causes = tuple(_chain(error))
    return _cause(causes), f"{type(causes[-1]).__name__}: {causes[-1]}"


def _cause(causes: tuple[BaseException, ...]) -> Cause:
    if any(isinstance(error, Withdrawn) for error in causes):
        return Cause.WITHDRAWN
    if any(isinstance(error, ssl.SSLCertVerificationError) for error in causes):
        return Cause.CERTIFICATE
    codes = {found[1] for error in causes if (found := _TUNNEL_CODE.search(str(error)))}
    return Cause.PROXY if "407" in codes else Cause.OFFLINE


def _chain(error: BaseException) -> Iterator[BaseException]:
    """An exception and all it wraps, as argument, reason, cause or context: each once, the innermost last."""
    seen: list[BaseException] = []
    waiting = [error]
    while waiting:
        found = waiting.pop(0)
        if not any(found is known for known in seen):
            seen.append(found)
            inner = (*found.args, getattr(found, "reason", None), found.__cause__, found.__context__)
            waiting += [one for one in inner if isinstance(one, BaseException)]
    yield from seen
