"""The ring around the control that the keyboard has reached: one for the whole program, clear on every ground."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QStyle,
    QStyleOptionButton,
    QTextEdit,
    QWidget,
)

from planimport_gui.ui.look import Look
from planimport_gui.ui.views.run_parts import ScrollColumn

_RINGED = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit, ScrollColumn)
_PEN, _GAP = 2, 1
OWN = "framesItself"
"""The property of a control that paints its own frame."""


def reach(widget: QWidget) -> None:
    """Put the keyboard there on a key's behalf, as Tab does it."""
    widget.window().setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


class FocusRing(QObject):
    """Follows the keyboard from control to control.

    It comes with a key, stays where the program moves the keyboard after that, and goes with the mouse, which shows
    where it was anyway.
    """

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._keys = False
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow)

    def _follow(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None:
            by_key = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
            self._keys = by_key or (self._keys and QApplication.mouseButtons() == Qt.MouseButton.NoButton)
            if self._keys and _wants_ring(now):
                _Ring(self._look, now)


class _Ring(QWidget):
    """Lies around a control as long as it has the keyboard, out of the way of the mouse. Its parent owns it."""

    def __init__(self, look: Look, control: QWidget) -> None:
        home = control.parentWidget() or control
        super().__init__(home)
        self._look, self._control, self._home = look, control, home
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        control.installEventFilter(self)
        self._lie_around()
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.Move | QEvent.Type.Resize:
                self._lie_around()
            case QEvent.Type.Hide | QEvent.Type.FocusOut:
                self.hide()
                self.deleteLater()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.color("link"), _PEN))
        half = _PEN / 2
        radius = 1.5 * self._look.u
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), radius, radius)
        painter.end()

    def _lie_around(self) -> None:
        """A control that fills its parent has the ring inside."""
        out = _PEN + _GAP
        around = _shape(self._control).adjusted(-out, -out, out, out)
        self.setGeometry(around & self._home.rect())


def _shape(control: QWidget) -> QRect:
    """What of its parent a control takes; the words alone of one that has a small box beside them."""
    if not isinstance(control, QRadioButton | QCheckBox):
        return control.geometry()
    option, part = QStyleOptionButton(), QStyle.SubElement
    control.initStyleOption(option)
    words = part.SE_RadioButtonFocusRect if isinstance(control, QRadioButton) else part.SE_CheckBoxFocusRect
    return control.style().subElementRect(words, option, control).translated(control.pos())


def _wants_ring(control: QWidget) -> bool:
    parent = control.parentWidget()
    if parent is None or not isinstance(control, _RINGED) or control.property(OWN):
        return False
    # Cells that are being edited have frames of their own.
    return not isinstance(parent.parentWidget(), QAbstractItemView)
