"""Questions with two or three answers, and those for a file. None of them blocks."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QTreeView, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.ports import Memory

SUFFIX = ".xlsx"
_FOLDER = "folder"
"""Name under which the folder of the last file is remembered."""
_KIND_COLUMN = 2
"""Of the list of files in Qt's own dialog: English in every language, and told by the field below."""
_READABLE = "*.xlsx *.xlsm *.xltx *.xltm"


class Question(QMessageBox):
    """``answered`` tells True for the button that says yes, False for the one that says no; nothing for «Отмена»,

    which is what Enter and Esc press.
    """

    answered = Signal(object)

    def __init__(
        self, name: str, text: str, yes: str, no: str, texts: Texts, parent: QWidget | None = None, cancel: str = ""
    ) -> None:
        """``no`` may be empty: then there is no such button. ``cancel`` says something else than «Отмена»."""
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(texts.say("ui.window.title"))
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._yes = self.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        self._yes.setObjectName(f"{name}_yes")
        self._no = self.addButton(no, QMessageBox.ButtonRole.DestructiveRole) if no else None
        if self._no is not None:
            self._no.setObjectName(f"{name}_no")
        neither = self.addButton(cancel or texts.say("ui.dialog.cancel"), QMessageBox.ButtonRole.RejectRole)
        neither.setObjectName(f"{name}_cancel")
        self.setDefaultButton(neither)
        self.setEscapeButton(neither)
        self.finished.connect(self._finish)

    def _finish(self) -> None:
        pressed = self.clickedButton()
        if pressed is self._yes:
            self.answered.emit(True)
        elif self._no is not None and pressed is self._no:
            self.answered.emit(False)


def ask_file(texts: Texts, memory: Memory, parent: QWidget | None) -> QFileDialog:
    """For a plan to open."""
    dialog = QFileDialog(parent, texts.say("ui.file.open"), memory.value(_FOLDER))
    dialog.setObjectName("open_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([f"{texts.say('ui.file.books')} ({_READABLE})", f"{texts.say('ui.file.all')} (*)"])
    _word(dialog, texts, "ui.file.take")
    return dialog


def ask_place(texts: Texts, memory: Memory, name: str, parent: QWidget | None) -> QFileDialog:
    """For where to save; the system asks before it overwrites."""
    dialog = QFileDialog(parent, texts.say("ui.file.save"), memory.value(_FOLDER))
    dialog.setObjectName("save_dialog")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters([f"{texts.say('ui.file.book')} (*{SUFFIX})"])
    dialog.setDefaultSuffix(SUFFIX)
    dialog.selectFile(name)
    _word(dialog, texts, "ui.file.put")
    return dialog


def _word(dialog: QFileDialog, texts: Texts, accept: str) -> None:
    """Give a dialog of Qt's own our words: its translation lacks some of them."""
    names = QFileDialog.DialogLabel
    for name, code in {
        names.LookIn: "ui.file.folder", names.FileName: "ui.file.name", names.FileType: "ui.file.kind",
        names.Accept: accept, names.Reject: "ui.dialog.cancel",
    }.items():  # fmt: skip
        dialog.setLabelText(name, texts.say(code))
    files = dialog.findChild(QTreeView, "treeView")
    if files is not None:
        files.hideColumn(_KIND_COLUMN)


def remember_folder(memory: Memory, path: Path) -> None:
    """The next dialog begins where this one ended."""
    memory.set_value(_FOLDER, str(path.parent))


def with_suffix(path: Path) -> Path:
    """The path as a workbook's: «план.v2» becomes «план.v2.xlsx»."""
    return path if path.suffix.lower() == SUFFIX else path.with_name(path.name + SUFFIX)
