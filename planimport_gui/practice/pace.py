"""The limit of requests a second that one address may make (API article: 5 a second and IP)."""

from collections import defaultdict, deque

WINDOW = 1.0


class PaceWindow:
    """A sliding window over arrival times. Refused requests take no place in it. Not thread safe."""

    def __init__(self, limit: int) -> None:
        """``limit`` requests are allowed within any second and address; 0 is no limit."""
        self.limit = limit
        self._allowed: dict[str, deque[float]] = defaultdict(deque)

    def admit(self, address: str, arrival: float) -> bool:
        """Whether a request that arrived now (seconds, never decreasing) may be executed."""
        if self.limit <= 0:
            return True
        recent = self._allowed[address]
        while recent and arrival - recent[0] >= WINDOW:
            recent.popleft()
        if len(recent) >= self.limit:
            return False
        recent.append(arrival)
        return True
