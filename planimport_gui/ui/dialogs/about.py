"""What this program is and whose work is in it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, qVersion
from PySide6.QtWidgets import QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame
from planimport_gui.ui.look import Look


class AboutDialog(Frame):
    """Name, version, licences."""

    def __init__(self, texts: Texts, look: Look, licences: Path | None, parent: QWidget | None = None) -> None:
        """``licences`` is where their texts lie; ``None`` where they came with the libraries themselves."""
        super().__init__("about_dialog", texts.say("ui.about.title"), texts, look, parent)
        version = QCoreApplication.applicationVersion()
        self.add_heading(texts.say("ui.about.heading", version=version)).setObjectName("about_version")
        self.add_text(texts.say("ui.about.text"))
        self.add_text(texts.say("ui.about.qt", version=qVersion()), "secondary")
        where = texts.say("ui.about.licences" if licences else "ui.about.licencesBeside")
        self.add_text(where, "secondary")
        if licences is not None:
            self.add_path("about_licences", where, licences)
        self.column.addStretch(1)
        close = self.button("about_close", texts.say("ui.dialog.close"))
        close.clicked.connect(self.accept)
        self.add_buttons([], [close])
