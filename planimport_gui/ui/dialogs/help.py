"""The help: its page, and the guide to installation behind a link, shown for as long as they are wanted."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame
from planimport_gui.ui.look import Look


class HelpWindow(Frame):
    """Shows ``page``, an HTML file, and the files beside it that it links to. ``show_part`` goes to its anchors."""

    def __init__(self, texts: Texts, look: Look, page: Path, parent: QWidget | None = None) -> None:
        super().__init__("help_window", texts.say("ui.help.title"), texts, look, parent)
        self._start = QUrl.fromLocalFile(str(page))
        self._page = QTextBrowser()
        self._page.setObjectName("help_page")
        self._page.setAccessibleName(texts.say("ui.help.title"))
        self._page.setOpenExternalLinks(False)
        self._page.document().setDefaultFont(look.font("body"))
        self._page.document().setDocumentMargin(4 * look.u)
        self._page.setSource(self._start)
        self.column.addWidget(self._page, 1)
        close = self.button("help_close", texts.say("ui.dialog.close"))
        close.clicked.connect(self.accept)
        self.add_buttons([], [close])
        self.resize(150 * look.u, 160 * look.u)

    def show_part(self, part: str) -> None:
        """Show a part of the help's own page, or its beginning, whatever was read last."""
        place = QUrl(self._start)
        if part:
            place.setFragment(part)
        self._page.setSource(place)
        if not part:
            self._page.verticalScrollBar().setValue(0)
        self._page.setFocus()
