"""The help: one page, shown beside the window for as long as it is wanted."""

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame
from planimport_gui.ui.look import Look


class HelpWindow(Frame):
    """Shows ``page``, HTML without outside links. ``show_part`` goes to one of its anchors."""

    def __init__(self, texts: Texts, look: Look, page: str, parent: QWidget | None = None) -> None:
        super().__init__("help_window", texts.say("ui.help.title"), texts, look, parent)
        self._page = QTextBrowser()
        self._page.setObjectName("help_page")
        self._page.setAccessibleName(texts.say("ui.help.title"))
        self._page.setOpenExternalLinks(False)
        self._page.document().setDefaultFont(look.font("body"))
        self._page.document().setDocumentMargin(4 * look.u)
        self._page.setHtml(page)
        self.column.addWidget(self._page, 1)
        close = self.button("help_close", texts.say("ui.dialog.close"))
        close.clicked.connect(self.accept)
        self.add_buttons([], [close])
        self.resize(150 * look.u, 160 * look.u)

    def show_part(self, part: str) -> None:
        """Scroll to a part, or to the beginning."""
        if part:
            self._page.setSource(QUrl(f"#{part}"))
        else:
            self._page.verticalScrollBar().setValue(0)
        self._page.setFocus()
