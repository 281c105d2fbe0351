"""What the service remembers of the requests it met, for tests and for GET /practice/state. Never token or body."""

from collections import Counter
from dataclasses import dataclass, replace

from planimport_gui.practice.faults import Kind


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request. Times are seconds of the service's clock.

    ``number`` counts all requests from 1 and ``nth`` those of the kind. ``arrival`` is when its last byte
    was there, ``None`` while or if it is not whole. ``code`` is ``None`` while or if no answer was written.
    """

    number: int
    kind: Kind
    nth: int
    began: float
    log_id: int | None = None
    site: str = ""
    arrival: float | None = None
    over_pace: bool = False
    executed: bool = False
    faulty: bool = False
    code: int | None = None


class Register:
    """The records of all requests in order. Not thread safe."""

    def __init__(self) -> None:
        self._records: list[RequestRecord] = []
        self._counts: Counter[Kind] = Counter()

    def begin(self, kind: Kind, now: float, log_id: int | None) -> RequestRecord:
        self._counts[kind] += 1
        record = RequestRecord(len(self._records) + 1, kind, self._counts[kind], now, log_id)
        self._records.append(record)
        return record

    def faulted(self, number: int) -> None:
        self._records[number - 1] = replace(self._records[number - 1], faulty=True)

    def arrived(self, number: int, now: float, site: str, over_pace: bool, executed: bool) -> None:
        self._records[number - 1] = replace(
            self._records[number - 1], arrival=now, site=site, over_pace=over_pace, executed=executed
        )

    def answered(self, number: int, code: int) -> None:
        self._records[number - 1] = replace(self._records[number - 1], code=code)

    def all(self) -> tuple[RequestRecord, ...]:
        return tuple(self._records)
