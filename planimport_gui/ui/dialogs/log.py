"""Where the program's own log lies."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame, Note
from planimport_gui.ui.look import Look


class LogDialog(Frame):
    """The path, to be opened or copied; ``path`` is ``None`` where no log can be written."""

    def __init__(
        self, texts: Texts, look: Look, path: Path | None, show: Callable[[Path], bool], parent: QWidget | None = None
    ) -> None:
        """``show`` opens a file or folder in the system's viewer and answers whether it could."""
        super().__init__("log_dialog", texts.say("ui.log.title"), texts, look, parent)
        self._path, self._show = path, show
        self.add_heading(texts.say("ui.log.title"))
        self.add_text(texts.say("ui.log.text" if path else "ui.log.none")).setObjectName("log_text")
        if path is not None:
            self.add_path("log_path", texts.say("ui.log.title"), path)
        self._note = Note("log_note", look)
        self.column.addWidget(self._note)
        self.column.addStretch(1)
        copy = self.button("log_copy", texts.say("ui.log.copy"))
        folder = self.button("log_folder", texts.say("ui.log.folder"))
        close = self.button("log_close", texts.say("ui.dialog.close"))
        for button in (copy, folder):
            button.setEnabled(path is not None)
        copy.clicked.connect(self._copy)
        folder.clicked.connect(self._open)
        close.clicked.connect(self.accept)
        self.add_buttons([folder, copy], [close])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._path))
        self._note.show_text(self.texts.say("ui.dialog.copied"), "imported.text")

    def _open(self) -> None:
        if self._path is not None and not self._show(self._path.parent):
            self._note.show_text(self.texts.say("ui.log.notOpened"), "check.text")
