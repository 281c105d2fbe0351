"""What the system asks of the look, at the start and from then on."""

from typing import Protocol

from PySide6.QtCore import QObject, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from planimport_gui.ui.look.look import Look


class Wishes(Protocol):
    """What a system says of its look; ``changed`` tells that any of it may be another now."""

    @property
    def changed(self) -> SignalInstance: ...

    @property
    def dark(self) -> bool: ...

    @property
    def high_contrast(self) -> bool: ...

    def palette(self) -> QPalette:
        """The system's own colours."""
        ...


class System(QObject):
    """Implements ``Wishes``, by what Qt knows of the system."""

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        # PySide destroys what it answered as soon as nobody holds the object it was asked of.
        self._hints = application.styleHints()
        self._contrast = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self.changed)
        self._contrast.contrastPreferenceChanged.connect(self.changed)
        application.paletteChanged.connect(self.changed)

    @property
    def dark(self) -> bool:
        return self._hints.colorScheme() is Qt.ColorScheme.Dark

    @property
    def high_contrast(self) -> bool:
        """«Contrast themes» of Windows, «Increase contrast» of macOS, «High Contrast» of GNOME."""
        return self._contrast.contrastPreference() is Qt.ContrastPreference.HighContrast

    def palette(self) -> QPalette:
        """Takes that of the program away, since Qt answers with it as long as there is one."""
        self._application.setPalette(QPalette())
        return self._application.palette()


class Following(QObject):
    """Dresses the application, and again whenever the system's wishes change.

    ``wish`` is the user's: ``light``, ``dark``, or as the system has it. High contrast comes before it.
    """

    def __init__(
        self, application: QApplication, look: Look, wish: str, wishes: Wishes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application, self._look, self._wish, self._wishes = application, look, wish, wishes
        # Several changes come together, and dressing the application is one of them.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._follow)
        self._dress()
        wishes.changed.connect(self._soon.start)

    def _follow(self) -> None:
        if self._take():
            self._dress()

    def _take(self) -> bool:
        wishes = self._wishes
        dark = {"light": False, "dark": True}.get(self._wish, wishes.dark)
        return self._look.change(dark, wishes.palette() if wishes.high_contrast else None)

    def _dress(self) -> None:
        self._take()
        self._look.dress(self._application)
