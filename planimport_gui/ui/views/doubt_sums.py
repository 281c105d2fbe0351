"""Beside the page of a doubt: what its rows hold, and what became of the rest of the run."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from planimport_gui.facts.records import Totals
from planimport_gui.plan import metrics
from planimport_gui.texts import Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.run_words import metric_sums
from planimport_gui.ui.states import DoubtState
from planimport_gui.ui.views.parts import label, link


class DoubtSums(QWidget):
    """``rows_wanted``: show the rows. ``copy_wanted``: copy what the support needs."""

    rows_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self._texts, self._look = texts, look
        self._inside = _Pairs(look, "doubt_sums")
        self._rest = _Pairs(look, "doubt_rest")
        self._rows = link(look, "show_rows_link")
        self._rows.clicked.connect(self.rows_wanted)
        self._copy = link(look, "copy_support_link", texts.say("ui.doubt.copy"))
        self._copy.clicked.connect(self.copy_wanted)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * look.u, 0, 4 * look.u, 0)
        column.setSpacing(2 * look.u)
        for part in (
            self._title("ui.doubt.inside"), self._inside, self._rows,
            self._title("ui.doubt.rest"), self._rest, self._copy,
        ):  # fmt: skip
            column.addWidget(part)
        column.addStretch(1)

    def show_state(self, state: DoubtState) -> None:
        """Sums of the rows in doubt by metric, and the totals of the run."""
        say = self._texts.say
        self._inside.show_pairs(
            [
                (name, self._sum(name, sum) if sum is not None else self._texts.count("count.rows", rows))
                for name, sum, rows in metric_sums(state.items)
            ]
        )
        self._rows.setText(say("ui.doubt.showRows", rows=len(state.batch.rows)))
        self._rest.show_pairs(_rest(state.record.totals, self._texts))

    def _sum(self, metric: str, sum: int) -> str:
        return self._texts.say("ui.before.money" if metrics.is_money(metric) else "ui.before.number", sum=sum)

    def _title(self, code: str) -> QLabel:
        made = label(self._look, "section")
        made.setText(self._texts.say(code))
        return made


def _rest(totals: Totals, texts: Texts) -> list[tuple[str, str]]:
    """Every part of the run that is not nought, and all of it."""
    numbers = (
        ("imported", totals.imported), ("pending", totals.pending), ("refused", totals.refused),
        ("failed", totals.failed), ("unknown", totals.unknown), ("undone", totals.undone),
        ("notSent", totals.not_sent), ("leftOut", totals.left_out), ("total", totals.total),
    )  # fmt: skip
    return [
        (texts.say(f"totals.{name}"), texts.say("ui.doubt.sum", sum=count))
        for name, count in numbers
        if count or name == "total"
    ]


class _Pairs(QWidget):
    """Names at the left, numbers at the right."""

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._look = look
        self._pairs: list[tuple[str, str]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * look.u)
        self._grid.setVerticalSpacing(look.u)
        self._grid.setColumnStretch(0, 1)

    def show_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        if list(pairs) == self._pairs:
            return
        self._pairs = list(pairs)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, number) in enumerate(pairs):
            self._grid.addWidget(self._cell(name, wraps=True), row, 0)
            self._grid.addWidget(self._cell(number, wraps=False), row, 1, Qt.AlignmentFlag.AlignRight)

    def _cell(self, text: str, *, wraps: bool) -> QLabel:
        made = label(self._look, wraps=wraps)
        made.setText(text)
        return made
