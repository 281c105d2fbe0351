"""The small window that replaces a text in the rows that are shown."""

from collections.abc import Generator

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from planimport_gui.plan.fields import Field
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import Slices
from planimport_gui.ui.look import Look
from planimport_gui.ui.models.finding import Replacement, replaced
from planimport_gui.ui.models.plan_model import PlanModel
from planimport_gui.ui.views.parts import button

_PAUSE = 150
"""Milliseconds after the last letter before cells are counted."""


class ReplaceDialog(QDialog):
    """Find, replace with, where, and how many cells that would change. ``wanted`` tells a ``Replacement``."""

    wanted = Signal(object)

    def __init__(self, texts: Texts, look: Look, model: PlanModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("replace_dialog")
        self.setWindowTitle(texts.say("ui.replace.title"))
        self._texts = texts
        self._model = model
        self._fields: tuple[Field, ...] = ()
        self._counting = Slices(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE)
        self._soon.timeout.connect(self._count)
        self._find = self._line("replace_find")
        self._put = self._line("replace_put")
        self._where = QComboBox()
        self._where.setObjectName("replace_where")
        self._where.currentIndexChanged.connect(self._changed)
        self._told = QLabel()
        self._told.setObjectName("replace_count")
        self._told.setMinimumWidth(60 * look.u)
        self._all = button("replace_all", texts.say("ui.replace.all"), self._replace_all)
        self._close = button("replace_close", texts.say("ui.replace.close"), self.close)
        self._lay_out(look)
        self._count()

    def open_for(self, field: Field | None, fields: tuple[Field, ...]) -> None:
        """Show the window; ``field`` is the column of the cursor, ``fields`` all that are shown."""
        self._fields = fields
        self._where.blockSignals(True)
        self._where.clear()
        self._where.addItem(self._texts.say("ui.replace.everywhere"), None)
        for each in fields:
            name = self._texts.say(f"field.{each}")
            self._where.addItem(self._texts.say("ui.replace.inColumn", name=name), each)
        self._where.setCurrentIndex(fields.index(field) + 1 if field in fields else 0)
        self._where.blockSignals(False)
        self._changed()
        self.show()
        self.raise_()
        self.activateWindow()
        self._find.setFocus()
        self._find.selectAll()

    def tell_replaced(self, count: int) -> None:
        """Say how many cells were changed."""
        self._soon.stop()
        self._counting.stop()
        self._told.setText(self._texts.count("ui.replace.done", count))
        self._all.setEnabled(False)

    # inside

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName(name)
        line.textChanged.connect(self._changed)
        return line

    def _lay_out(self, look: Look) -> None:
        form = QFormLayout()
        form.setSpacing(2 * look.u)
        form.addRow(self._texts.say("ui.replace.find"), self._find)
        form.addRow(self._texts.say("ui.replace.put"), self._put)
        form.addRow(self._texts.say("ui.replace.where"), self._where)
        buttons = QHBoxLayout()
        buttons.addWidget(self._told, 1)
        buttons.addWidget(self._all)
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4 * look.u, 4 * look.u, 4 * look.u, 4 * look.u)
        layout.setSpacing(3 * look.u)
        layout.addLayout(form)
        layout.addLayout(buttons)

    def _wanted(self) -> Replacement | None:
        field = self._where.currentData()
        fields = self._fields if field is None else (Field(field),)
        find = self._find.text()
        return Replacement(find, self._put.text(), fields) if find and fields else None

    @Slot()
    def _changed(self) -> None:
        self._soon.start()

    @Slot()
    def _count(self) -> None:
        wanted, document = self._wanted(), self._model.document
        if wanted is None or document is None:
            self._show_count(None)
        else:
            self._counting.start(self._counted(document, wanted))

    def _counted(self, document: Document, wanted: Replacement) -> Generator[None, None, None]:
        _, count = yield from replaced(self._model, document, wanted)
        self._show_count(count)

    def _show_count(self, count: int | None) -> None:
        self._told.setText("" if count is None else self._texts.count("ui.replace.count", count))
        self._all.setEnabled(bool(count))

    @Slot()
    def _replace_all(self) -> None:
        wanted = self._wanted()
        if wanted is not None:
            self.wanted.emit(wanted)
