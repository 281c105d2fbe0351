"""An unexpected error: one sentence, where the report lies, and a way to hand it on. Never a traceback."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame, Note
from planimport_gui.ui.look import Look


class CrashDialog(Frame):
    """Shows one report; ``path`` is ``None`` where it could not be written."""

    def __init__(self, texts: Texts, look: Look, path: Path | None, parent: QWidget | None = None) -> None:
        super().__init__("crash_dialog", texts.say("ui.crash.title"), texts, look, parent)
        self._path = path
        self.add_heading(texts.say("ui.crash.heading"))
        self.add_text(texts.say("ui.crash.text")).setObjectName("crash_text")
        where = texts.say("ui.crash.report" if path else "ui.crash.noReport")
        self.add_text(where, "secondary").setObjectName("crash_where")
        if path is not None:
            self.add_path("crash_path", where, path)
        self._copied = Note("crash_copied", look)
        self.column.addWidget(self._copied)
        self.column.addStretch(1)
        copy = self.button("crash_copy", texts.say("ui.crash.copy"))
        copy.setEnabled(path is not None)
        copy.clicked.connect(self._copy)
        close = self.button("crash_close", texts.say("ui.dialog.close"))
        close.clicked.connect(self.accept)
        self.add_buttons([copy], [close])
        close.setFocus()

    def _copy(self) -> None:
        """The report itself, to be pasted into a letter; its path where it has gone."""
        if self._path is None:
            return
        try:
            details = self._path.read_text("utf-8")
        except OSError:
            details = str(self._path)
        QGuiApplication.clipboard().setText(details)
        self._copied.show_text(self.texts.say("ui.dialog.copied"), "imported.text")
