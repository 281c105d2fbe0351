"""What one request brought back, before anybody has judged it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from planimport_gui.facts.outcomes import Cause, Stage


def _as_is(text: str) -> str:
    return text


@dataclass(frozen=True, slots=True)
class Reply:
    """How far a request got and what came of it.

    ``code`` is ``None`` where no status line and headers came. ``headers`` are lower-case. ``complete`` is
    true only where the whole body came, within the cap and the deadline. ``cause`` is set at stage nothing
    (offline, certificate, proxy, withdrawn, token), with the system's words in ``detail``. ``hide`` takes the
    token out of words.
    """

    stage: Stage
    code: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    complete: bool = False
    cause: Cause = Cause.OFFLINE
    detail: str = ""
    received: datetime | None = None
    """Wall time at which the head came; only a Retry-After given as a date needs it."""
    connecting: float | None = None
    """Seconds that socket, proxy and TLS took; ``None`` where they were not all there."""
    hide: Callable[[str], str] = field(default=_as_is, repr=False)
