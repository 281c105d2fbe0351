"""What the window looks like: colours, sizes, fonts, marks and icons, for light, dark or the system's own colours."""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from planimport_gui.ui.look import icons, marks, sheets
from planimport_gui.ui.look.drawing import outline, paint
from planimport_gui.ui.look.marks import Mark, mark_look
from planimport_gui.ui.look.palette import dress, palette, system_colors
from planimport_gui.ui.look.tokens import tokens

_FACTORS = {"caption": 0.92, "body": 1.0, "section": 1.23, "title": 1.6}
_HEAVY = ("section", "title")
_LEAST_POINTS = 8.0
_ICON_SIZES = (16, 20, 24, 32, 48, 64)
Worn = TypeVar("Worn", bound=QWidget)


class Look:
    """The tokens of the design. ``u`` is the unit of all distances, in pixels: 4 at the usual size of text."""

    def __init__(self, dark: bool, base_font: QFont, *, dense: bool = False) -> None:
        """``dense`` rows are a unit lower."""
        self._base = QFont(base_font)
        self._colors = _design(dark=dark)
        self._system: QPalette | None = None
        self._worn: WeakKeyDictionary[QWidget, dict[str, Callable[[Any], None]]] = WeakKeyDictionary()
        self._icons: dict[tuple[Mark, str], QIcon] = {}
        self._marks: dict[tuple[Mark, str, int, float, str], QPixmap] = {}
        # A third of the letters' size is a quarter of the line's in the usual fonts, whatever leading a font has.
        self.u = max(3, round(QFontInfo(self._base).pixelSize() / 3))
        room = 1 if dense else 2
        self.row_height = max((4 + room) * self.u, round(QFontMetricsF(self._base).height() + room * self.u))
        self.header_height = self.row_height + self.u
        self._areas: dict[tuple[type, str], QPainterPath] = {}

    def change(self, dark: bool, system: QPalette | None = None) -> bool:
        """Wear other colours from now on, those of the ``system`` alone where given; whether they are other ones."""
        colors = _design(dark=dark) if system is None else system_colors(system)
        if colors == self._colors and system == self._system:
            return False
        self._colors, self._system = colors, system
        self._icons.clear()
        self._marks.clear()
        for widget in QApplication.allWidgets():
            for put_on in self._worn.get(widget, {}).values():
                put_on(widget)
        return True

    def wear(self, widget: Worn, what: str, put_on: Callable[[Worn], None]) -> None:
        """Give a widget what it keeps of the look, and give it anew when the look changes.

        ``what`` is replaced where the widget wears such a thing already. ``put_on`` must not hold the widget.
        """
        self._worn.setdefault(widget, {})[what] = put_on
        put_on(widget)

    def color(self, name: str) -> QColor:
        """A colour by its name: ``text``, ``error.mark``. Raises KeyError for others."""
        return self._colors[name]

    def font(self, role: str) -> QFont:
        """``caption``, ``body``, ``section`` or ``title``; raises KeyError for others."""
        font = QFont(self._base)
        if self._base.pointSizeF() > 0:
            points = self._base.pointSizeF()
            font.setPointSizeF(max(points * _FACTORS[role], min(points, _LEAST_POINTS)))
        else:
            font.setPixelSize(round(self._base.pixelSize() * _FACTORS[role]))
        font.setWeight(QFont.Weight.DemiBold if role in _HEAVY else QFont.Weight.Normal)
        return font

    @property
    def selected(self) -> tuple[QColor, QColor | None]:
        """The ground of selected cells, and the colour of all that stands on it; ``None``: everything keeps its own."""
        if self._system is None:
            return self._colors["selection"], None
        return self._colors["primary"], self._colors["primaryText"]

    def palette(self) -> QPalette:
        """For the application: every role, so that no native control keeps a colour of another look."""
        return palette(self._colors) if self._system is None else QPalette(self._system)

    def dress(self, application: QApplication) -> None:
        """Give the palette to the application, and to controls what their frames need to be seen."""
        dress(application, self._colors, self._system)
        for widget in application.allWidgets():
            widget.update()

    def stylesheet(self, kind: str) -> str:
        """For one button: ``primary`` or ``link``. Raises KeyError for others."""
        return {"primary": sheets.primary, "link": sheets.link}[kind](self._colors, self.u)

    def state(self, mark: Mark) -> str:
        """The colours of a mark: ``error``, whose colours are ``error.text``, ``error.fill``, ``error.mark``."""
        return mark_look(mark).state

    def paint_mark(self, painter: QPainter, rect: QRectF, mark: Mark, color: QColor | None = None) -> None:
        """Draw the sign of a state into the middle of ``rect``, in its own colour unless one is given."""
        paint(painter, rect, self._mark_area(mark), marks.GRID, color or self._colors[f"{self.state(mark)}.mark"])

    def mark_pixmap(self, mark: Mark, size: int, ratio: float = 1.0, color: QColor | None = None) -> QPixmap:
        """A mark for a label: ``size`` in device-independent pixels. Made once: thousands are painted."""
        ink = color or self.color(f"{self.state(mark)}.mark")
        key = (mark, type(mark).__name__, size, ratio, ink.name())
        if key not in self._marks:
            self._marks[key] = _pixmap(size, ratio, self._mark_area(mark), marks.GRID, ink)
        return self._marks[key]

    def mark_icon(self, mark: Mark) -> QIcon:
        """A mark for a button or an item. Made once."""
        key = (mark, type(mark).__name__)
        if key not in self._icons:
            self._icons[key] = _icon(self._mark_area(mark), marks.GRID, self._colors[f"{self.state(mark)}.mark"])
        return self._icons[key]

    def icon(self, name: str, color: str = "text") -> QIcon:
        """A line icon of ``icons.NAMES`` in a colour by name; grey where its button is disabled."""
        area = self._area(str, name)
        icon = _icon(area, icons.GRID, self._colors[color])
        return _icon(area, icons.GRID, self._colors["border"], icon, QIcon.Mode.Disabled)

    def _mark_area(self, mark: Mark) -> QPainterPath:
        return self._area(type(mark), mark)

    def _area(self, kind: type, name: str) -> QPainterPath:
        """Made when first needed and kept: thousands of marks are painted."""
        if (kind, name) not in self._areas:
            drawing = icons.icon_drawing(name) if kind is str else mark_look(kind(name)).drawing
            self._areas[kind, name] = outline(drawing)
        return self._areas[kind, name]


def _design(*, dark: bool) -> dict[str, QColor]:
    return {name: QColor(value) for name, value in tokens(dark=dark).items()}


def _icon(
    area: QPainterPath,
    grid: float,
    color: QColor,
    icon: QIcon | None = None,
    mode: QIcon.Mode = QIcon.Mode.Normal,
) -> QIcon:
    """Pictures of every usual size, added to ``icon`` where one is given."""
    made = QIcon() if icon is None else icon
    for size in _ICON_SIZES:
        made.addPixmap(_pixmap(size, 1.0, area, grid, color), mode)
    return made


def _pixmap(size: int, ratio: float, area: QPainterPath, grid: float, color: QColor) -> QPixmap:
    pixmap = QPixmap(QSize(size, size) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, QRectF(0, 0, size, size), area, grid, color)
    painter.end()
    return pixmap
