"""The shapes of states. A square is calm, anything else needs somebody; without colour they still differ."""

from dataclasses import dataclass
from math import cos, pi, sin

from planimport_gui.facts.records import BatchState
from planimport_gui.ui.look.drawing import Drawing
from planimport_gui.ui.states import RowMark

GRID = 14.0
Mark = RowMark | BatchState


@dataclass(frozen=True, slots=True)
class MarkLook:
    """``state`` is one of ``tokens.STATES``: where the colours come from."""

    drawing: Drawing
    state: str


_CROSS = "M 4.8 4.8 L 9.2 9.2 M 9.2 4.8 L 4.8 9.2"
_DIAMOND = "M 7 0.2 L 13.8 7 L 7 13.8 L 0.2 7 Z"
_DIAMOND_INSIDE = "M 7 1.2 L 12.8 7 L 7 12.8 L 1.2 7 Z"
_TRIANGLE = "M 7 0.6 L 13.9 13.2 L 0.1 13.2 Z"
_TRIANGLE_INSIDE = "M 7 1.8 L 12.8 12.4 L 1.2 12.4 Z"
_SQUARE = "M 1.7 1.7 L 12.3 1.7 L 12.3 12.3 L 1.7 12.3 Z"
_ASK = "M 4.9 5.3 C 4.9 2.5 9.2 2.6 9.2 5.3 C 9.2 7.1 7 7 7 8.6"
_DASHED = (
    "M 1.7 4 L 1.7 1.7 L 4 1.7 M 6.2 1.7 L 7.8 1.7 M 10 1.7 L 12.3 1.7 L 12.3 4 M 12.3 6.2 L 12.3 7.8"
    "M 12.3 10 L 12.3 12.3 L 10 12.3 M 7.8 12.3 L 6.2 12.3 M 4 12.3 L 1.7 12.3 L 1.7 10 M 1.7 7.8 L 1.7 6.2"
)
_DOTS_AROUND = " ".join(f"O {7 + 5.4 * cos(n * pi / 4):.2f} {7 + 5.4 * sin(n * pi / 4):.2f} 1" for n in range(8))

_REFUSED_HOLLOW = Drawing(line=_DIAMOND_INSIDE + "M 5.4 5.4 L 8.6 8.6 M 8.6 5.4 L 5.4 8.6", pen=1.3)
_REFUSED = Drawing(fill=_DIAMOND, cut_line=_CROSS)
_FAILED = Drawing(line=_TRIANGLE_INSIDE + "M 7 6 L 7 8.4", fill="O 7 10.4 0.9", pen=1.4)
_DOUBT = Drawing(fill="O 7 7 6.7", cut_line=_ASK, cut_fill="O 7 10.9 1")

_ROWS: dict[RowMark, MarkLook] = {
    RowMark.READY: MarkLook(Drawing(fill="O 7 7 1.9"), "waiting"),
    RowMark.WAITING: MarkLook(Drawing(line="O 7 7 2.2", pen=1.3), "waiting"),
    RowMark.CHECK: MarkLook(Drawing(fill=_TRIANGLE, cut_line="M 7 5.4 L 7 8.6", cut_fill="O 7 11 1"), "check"),
    RowMark.ERROR: MarkLook(_REFUSED, "error"),
    RowMark.SENT_BEFORE: MarkLook(
        Drawing(line="M 3.2 5 L 6 7.8 L 10.8 2 M 2.2 11.8 L 11.8 11.8", pen=1.7), "waiting"
    ),
    RowMark.LEFT_OUT: MarkLook(Drawing(line="M 3 7 L 11 7", pen=1.8), "waiting"),
    RowMark.SENDING: MarkLook(Drawing(line="M 2 7 L 12 7 M 8 3 L 12 7 L 8 11", pen=1.8), "way"),
    RowMark.PENDING: MarkLook(Drawing(fill="O 2.5 7 1.5 O 7 7 1.5 O 11.5 7 1.5"), "way"),
    RowMark.IMPORTED: MarkLook(Drawing(line="M 2.2 7.6 L 5.6 11 L 11.8 3.4", pen=2), "imported"),
    RowMark.CLAIMED: MarkLook(Drawing(fill=_DOTS_AROUND), "imported"),
    RowMark.REFUSED: MarkLook(_REFUSED_HOLLOW, "error"),
    RowMark.FAILED: MarkLook(_FAILED, "error"),
    RowMark.UNKNOWN: MarkLook(_DOUBT, "doubt"),
    RowMark.UNDONE: MarkLook(
        Drawing(line="M 2.8 6.4 C 4.6 2.4 12 2.6 12 7.8 C 12 9.6 11 11 9.4 11.8 M 2.4 2.6 L 2.8 6.4 L 6.8 6.2"),
        "waiting",
    ),
    RowMark.CHANGED: MarkLook(
        Drawing(fill="M 1.4 12.6 L 2.4 8.6 L 9.4 1.6 L 12.4 4.6 L 5.4 11.6 Z", cut_line="M 7.4 3.6 L 10.4 6.6", pen=1),
        "check",
    ),
}  # fmt: skip

_BATCHES: dict[BatchState, MarkLook] = {
    BatchState.PLANNED: MarkLook(Drawing(line=_SQUARE, pen=1.4), "waiting"),
    BatchState.SENDING: MarkLook(Drawing(line=_SQUARE, fill="M 1.7 1.7 L 7 1.7 L 7 12.3 L 1.7 12.3 Z", pen=1.4), "way"),
    BatchState.ACCEPTED: MarkLook(Drawing(line=_SQUARE, fill="O 7 7 2", pen=1.4), "way"),
    BatchState.SUCCESS: MarkLook(
        Drawing(fill="M 1 1 L 13 1 L 13 13 L 1 13 Z", cut_line="M 3.6 7.4 L 6 9.8 L 10.4 4.4"), "imported"
    ),
    BatchState.REFUSED: MarkLook(_REFUSED, "error"),
    BatchState.ERROR: MarkLook(_FAILED, "error"),
    BatchState.UNKNOWN: MarkLook(_DOUBT, "doubt"),
    BatchState.CLAIMED: MarkLook(Drawing(fill=_DOTS_AROUND), "imported"),
    BatchState.DELETING: MarkLook(Drawing(line=_DASHED, fill="O 7 7 2", pen=1.3), "way"),
    BatchState.UNDONE: MarkLook(Drawing(line=_DASHED + "M 3.6 10.4 L 10.4 3.6", pen=1.3), "waiting"),
}


def mark_look(mark: Mark) -> MarkLook:
    """The two enums share words, so each has a table of its own."""
    return _ROWS[mark] if isinstance(mark, RowMark) else _BATCHES[mark]
