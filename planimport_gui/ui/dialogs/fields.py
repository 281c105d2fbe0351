"""Fields of a form: what is asked for, where it is typed, and what is wrong with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from planimport_gui.ui.dialogs.frame import Note
from planimport_gui.ui.look import Look
from planimport_gui.ui.views.parts import ENTER, set_color

_SECRET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
_WRONG = "error.text"


class Line(QLineEdit):
    """A line that keeps Enter to itself, for the dialog around it would press whatever comes next.

    ``entered`` tells it. A line that is ``wrong`` has a frame that says so.
    """

    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._wrong = False

    def set_wrong(self, wrong: bool) -> None:
        self._wrong = wrong
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._wrong:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._look.color("error.mark"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 2, 2)
            painter.end()


class Field(QWidget):
    """A line to type into beside its name. ``edited`` follows every letter, ``entered`` tells Enter.

    What is wrong with it is said by ``note``, which stands where the dialog has room for it: a line that came and
    went below the field would move the fields that follow.
    """

    edited = Signal()
    entered = Signal()

    def __init__(self, name: str, title: str, look: Look) -> None:
        super().__init__()
        self.line = Line(look)
        self.line.setObjectName(name)
        self.line.setAccessibleName(title)
        self.line.setFont(look.font("body"))
        self.note = Note(f"{name}_note", look)
        self._look = look
        self.title = QLabel(title)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setFont(look.font("body"))
        self.title.setBuddy(self.line)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(look.u)
        self.row.addWidget(self.title)
        self.row.addWidget(self.line, 1)
        self.line.textChanged.connect(self._changed)
        self.line.entered.connect(self.entered)

    @property
    def text(self) -> str:
        return self.line.text()

    def remark(self, text: str, color: str = _WRONG) -> None:
        """Say what is wrong, or nothing; read aloud with the field."""
        self.note.show_text(text, color)
        self.line.set_wrong(bool(text) and color == _WRONG)
        self.line.setAccessibleDescription(text)

    def set_fixed(self, fixed: bool) -> None:
        """Only to read and copy, on the colour of the window; or to type into."""
        self.line.setReadOnly(fixed)
        self.line.setFocusPolicy(Qt.FocusPolicy.ClickFocus if fixed else Qt.FocusPolicy.StrongFocus)
        set_color(self.line, self._look, "window" if fixed else "surface", QPalette.ColorRole.Base)

    def _changed(self) -> None:
        self.edited.emit()


def align(*fields: Field) -> None:
    """Lines of a form begin at the same place."""
    width = max(field.title.sizeHint().width() for field in fields)
    for field in fields:
        field.title.setMinimumWidth(width + 2 * field.row.spacing())


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
