"""How much of a workbook is looked at, and the watch that ends a reading."""

import time
from collections.abc import Callable
from dataclasses import replace

from planimport_gui.facts.reading import FileTrouble, Refusal, SheetSummary

MEGABYTE = 1024 * 1024
FILE_BYTES = 200 * MEGABYTE
PART_BYTES = 200 * MEGABYTE
"""Unpacked, of one sheet or of the shared strings."""
SMALL_PART_BYTES = 32 * MEGABYTE
"""Unpacked, of the workbook's own lists and styles."""
RATIO = 300
"""Unpacked to packed, for parts over ``RATIO_FREE`` bytes; the plainest real sheets reach about 60."""
RATIO_FREE = 8 * MEGABYTE
MEMBERS = 10_000
ROWS = 200_000
COLUMNS_SEEN = 16_384
COLUMNS = 512
CELLS = 6_000_000
"""Filled cells of a sheet, and cells of the rectangle around them, that fit into a gigabyte."""
STRINGS = 4_000_000
MERGES = 100_000
COVERED = 2_000_000
SECONDS = 20.0


class Refused(Exception):
    """Ends a reading; ``refusal`` is what the caller gets."""

    def __init__(self, trouble: FileTrouble, **params: str | int) -> None:
        super().__init__(trouble.value, params)
        self.refusal = Refusal(trouble, params)

    def with_plans(self, plans: tuple[SheetSummary, ...]) -> "Refused":
        """The same, said beside the sheets of the workbook that hold a plan."""
        self.refusal = replace(self.refusal, plans=plans)
        return self


def never() -> bool:
    return False


class Watch:
    """Asked between slices of work. Raises ``Refused`` once the time is up or the caller has had enough."""

    def __init__(self, stop: Callable[[], bool] = never, seconds: float = SECONDS) -> None:
        self._stop = stop
        self._seconds = seconds
        self._end = time.perf_counter() + seconds

    def check(self) -> None:
        if self._stop():
            raise Refused(FileTrouble.TOO_SLOW, limit="stopped", seconds=round(self._seconds))
        if time.perf_counter() > self._end:
            raise Refused(FileTrouble.TOO_SLOW, limit="seconds", seconds=round(self._seconds))


def too_large(limit: str, most: int) -> Refused:
    """``limit`` names what was counted: file, bytes, members, ratio, rows, columns, cells, strings or merges."""
    return Refused(FileTrouble.TOO_LARGE, limit=limit, most=most)


def damaged(detail: str) -> Refused:
    return Refused(FileTrouble.DAMAGED, detail=detail)
