"""Checks of Qt: platform, styles, fonts, translations, pictures, local sockets, and the window itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator, qVersion
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QImage, QImageReader
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QStyleFactory, QWidget

from planimport_gui.selftest.report import Check, CheckFailed

_FORMATS = {"png", "ico"}
_PATIENCE = 3000
_COLOURS = 8
"""A window that painted nothing but its background has fewer."""


def qt_checks(open_window: Callable[[], AbstractContextManager[QWidget]]) -> list[Check]:
    """Needs a QApplication. ``open_window`` shows the program's window until its context is left."""
    return [
        Check("qt.platform", lambda: f"{QGuiApplication.platformName()}, Qt {qVersion()}"),
        Check("qt.styles", _styles),
        Check("qt.font", _font),
        Check("qt.translation", _translation),
        Check("qt.pictures", _pictures),
        Check("qt.icon", _icon),
        Check("qt.socket", _socket),
        Check("qt.window", lambda: _window(open_window)),
    ]


def _styles() -> str:
    styles = QStyleFactory.keys()
    if "Fusion" not in styles:
        raise CheckFailed(f"no Fusion among {styles}")
    return ", ".join(styles)


def _font() -> str:
    font = QFont(QGuiApplication.font())
    lacking = [letter for letter in "ЖЁё№" if not QFontMetrics(font).inFontUcs4(ord(letter))]
    if lacking:
        raise CheckFailed(f"{font.family()} lacks {lacking}")
    return font.family()


def _translation() -> str:
    """Qt's own Russian words: those of its buttons."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load("qtbase_ru", folder):
        raise CheckFailed(f"qtbase_ru is not in {folder}")
    word = translator.translate("QPlatformTheme", "Cancel")
    if not word:
        raise CheckFailed("qtbase_ru holds no word for Cancel")
    return word


def _pictures() -> str:
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    if not formats >= _FORMATS:
        raise CheckFailed(f"only {sorted(formats)}")
    return ", ".join(sorted(formats))


def _icon() -> str:
    """The program's own, which is an SVG."""
    picture = QGuiApplication.windowIcon().pixmap(32)
    if picture.isNull():
        raise CheckFailed("the program has no icon")
    return f"{picture.width()} x {picture.height()} pixels"


def _socket() -> str:
    """By which a second start hands its file to the first window."""
    name = f"planimport-selftest-{QCoreApplication.applicationPid()}"
    server = QLocalServer()
    socket = QLocalSocket()
    try:
        if not server.listen(name):
            raise CheckFailed(server.errorString())
        socket.connectToServer(name)
        if not socket.waitForConnected(_PATIENCE) or not server.waitForNewConnection(_PATIENCE)[0]:
            raise CheckFailed(socket.errorString())
        return server.fullServerName()
    finally:
        socket.abort()
        server.close()


def _window(open_window: Callable[[], AbstractContextManager[QWidget]]) -> str:
    with open_window() as window:
        QCoreApplication.processEvents()
        image = window.grab().toImage()
        colours = _colours(image)
        if colours < _COLOURS:
            raise CheckFailed(f"{image.width()} x {image.height()} pixels in {colours} colours")
        return f"{image.width()} x {image.height()} pixels"


def _colours(image: QImage) -> int:
    step = 3
    places = ((x, y) for y in range(0, image.height(), step) for x in range(0, image.width(), step))
    return len({image.pixel(x, y) for x, y in places})
