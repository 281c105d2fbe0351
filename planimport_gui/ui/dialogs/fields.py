"""Fields of a form: what is asked for, where it is typed, and what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planimport_gui.ui.dialogs.frame import Note
from planimport_gui.ui.look import Look

_SECRET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class Field(QWidget):
    """A line to type into below its name. Enter moves on to the next thing. ``edited`` follows every letter."""

    edited = Signal()

    def __init__(self, name: str, title: str, look: Look) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setFont(look.font("body"))
        self.note = Note(f"{name}_note", look)
        self._look = look
        self._title = QLabel(title)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setFont(look.font("body"))
        self._title.setBuddy(self.line)
        self.row = QHBoxLayout()
        self.row.setSpacing(look.u)
        self.row.addWidget(self.line, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.u)
        column.addWidget(self._title)
        column.addLayout(self.row)
        column.addWidget(self.note)
        self.line.textChanged.connect(self._changed)
        self.line.returnPressed.connect(self._move_on)

    @property
    def text(self) -> str:
        return self.line.text()

    def remark(self, text: str, color: str = "error.text") -> None:
        """Say what is wrong, or nothing; read aloud with the field."""
        self.note.show_text(text, color)
        self.line.setAccessibleDescription(text)

    def set_fixed(self, fixed: bool) -> None:
        """Only to read and copy, on the colour of the window; or to type into."""
        self.line.setReadOnly(fixed)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if fixed else Qt.FocusPolicy.StrongFocus)
        palette = self.line.palette()
        palette.setColor(QPalette.ColorRole.Base, self._look.color("window" if fixed else "surface"))
        self.line.setPalette(palette)

    def _changed(self) -> None:
        self.edited.emit()

    def _move_on(self) -> None:
        self.focusNextChild()


class SecretField(Field):
    """Shows dots until asked; ``forget`` leaves nothing of what was typed."""

    def __init__(self, name: str, title: str, look: Look, show: str, hide: str) -> None:
        super().__init__(name, title, look)
        self._show, self._hide = show, hide
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setInputMethodHints(_SECRET)
        self.shown = QToolButton()
        self.shown.setObjectName(f"{name}_shown")
        self.shown.setCheckable(True)
        self.shown.setText(show)
        self.shown.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.shown.toggled.connect(self._toggle)
        self.row.addWidget(self.shown)

    def forget(self) -> None:
        """``setText`` empties the history of undo as well."""
        self.shown.setChecked(False)
        self.line.setText("")

    def _toggle(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.shown.setText(self._hide if shown else self._show)
