"""The waits and limits of a run, in seconds; tests shrink them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Times:
    """Figures of DESIGN section 5."""

    backoff: tuple[float, ...] = (1, 2, 5, 10, 20, 40, 60)
    polls: tuple[float, ...] = (2, 4, 8, 16, 32, 60)
    offline_limit: float = 600
    """Waiting without a break for this long pauses the run."""
    unknown_log_polls: int = 10
    unknown_log_span: float = 600
    settle_limit: float = 1800
    """How long final states are awaited after the last add."""
    rate: float = 4.92
    in_flight: int = 20
