"""What the date columns of a sheet tell about dates with slashes: their order, and which real dates to doubt."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from planimport_gui.plan.cells import DateOrder
from planimport_gui.plan.periods import SlashEvidence, SlashKind, known_day, slash_order
from planimport_gui.sheets.values import MonthShown, nearest_day

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class SlashProof:
    """How the slashes of one column are to be read.

    ``order`` is proved by its texts, ``None`` where it stays to be asked. ``turned`` is set where its real dates may
    have been such texts once: the order in which a spreadsheet read them. ``open`` is true where the user is asked.
    """

    order: DateOrder | None
    turned: DateOrder | None
    open: bool


def slash_proofs(columns: Mapping[int, Collection[object]]) -> Mapping[int, SlashProof]:
    """Judge all cells of the date columns, given by the number of their column.

    Each column is read in the order its own texts prove. What another column proves decides nothing for it: to
    ask costs one press, a wrong month is sent. Where two columns prove different orders none is believed.

    A spreadsheet that reads slashes month first makes 4 March of a typed «03/04/2026» and leaves «13/04/2026» a
    text. So where texts fit one order only, real dates beside them may have been turned, in this column and in
    one without such texts («01/02/2026» to «28/02/2026»). All that were turned have days up to 12: one real date
    with a later day speaks for all of its column, and its texts then cast no doubt on another. Texts that fit both
    orders cast none either, since a spreadsheet would have turned them first.
    """
    evidence = {column: slash_order(_slash_texts(cells)) for column, cells in columns.items()}
    days = {column: _real_days(cells) for column, cells in columns.items()}
    proved = {found.order for found in evidence.values() if found.order}
    left = {found.order for column, found in evidence.items() if found.order and _early(days[column])}
    return {
        column: _proof(found, left if _early(days[column]) else set(), believed=len(proved) < 2, days=days[column])
        for column, found in evidence.items()
    }


def common_order(proofs: Iterable[SlashProof]) -> DateOrder | None:
    """The order of the whole sheet; ``None`` where a column is open, or nothing was to be proved."""
    found = list(proofs)
    orders = {proof.order for proof in found if proof.order}
    return orders.pop() if len(orders) == 1 and not any(proof.open for proof in found) else None


def typed_text(raw: date | MonthShown, turned: DateOrder) -> str | None:
    """The text of which a spreadsheet made this date; ``None`` where both orders give the same day."""
    day = _real_day(raw)
    if day is None or day.day == day.month:
        return None
    first, second = (day.month, day.day) if turned is DateOrder.MONTH_FIRST else (day.day, day.month)
    return f"{first:02}/{second:02}/{day.year:04}"


def _proof(found: SlashEvidence, left: set[DateOrder], *, believed: bool, days: Collection[date]) -> SlashProof:
    """``left`` are the orders of texts that were perhaps left when the real ``days`` were turned."""
    orders = {found.order} if found.order else left
    doubted = found.kind is not SlashKind.CONTRADICTORY and any(day.day != day.month for day in days)
    turned = _other(next(iter(orders))) if doubted and left and len(orders) == 1 else None
    undecided = found.kind in (SlashKind.AMBIGUOUS, SlashKind.CONTRADICTORY) or (found.order and not believed)
    return SlashProof(found.order if believed else None, turned, bool(undecided or turned))


def _slash_texts(cells: Iterable[object]) -> Iterable[str]:
    return (cell for cell in cells if isinstance(cell, str) and "/" in cell)


def _real_days(cells: Iterable[object]) -> Collection[date]:
    return [day for day in map(_real_day, cells) if day is not None]


def _real_day(raw: object) -> date | None:
    """A real date that could have been typed with slashes.

    The first of a month of which the sheet shows only the month is how spreadsheets keep a typed month.
    """
    if isinstance(raw, MonthShown):
        return raw.day if raw.day.day > 1 else None
    day = nearest_day(raw) if isinstance(raw, date) else None
    return day if day is not None and known_day(day) else None


def _early(days: Iterable[date]) -> bool:
    return all(day.day <= _MONTHS for day in days)


def _other(order: DateOrder) -> DateOrder:
    return next(other for other in DateOrder if other is not order)
