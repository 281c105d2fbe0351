"""What the window looks like: colours, sizes, fonts, marks and icons, for light or dark."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPainter, QPainterPath, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from planimport_gui.ui.look import icons, marks, sheets
from planimport_gui.ui.look.drawing import outline, paint
from planimport_gui.ui.look.marks import Mark, mark_look
from planimport_gui.ui.look.palette import dress, palette
from planimport_gui.ui.look.tokens import tokens

_FACTORS = {"caption": 0.92, "body": 1.0, "section": 1.23, "title": 1.6}
_HEAVY = ("section", "title")
_LEAST_POINTS = 8.0
_ICON_SIZES = (16, 20, 24, 32, 48, 64)


class Look:
    """The tokens of the design. ``u`` is the unit of all distances, in pixels: 4 at the usual size of text."""

    def __init__(self, dark: bool, base_font: QFont, *, dense: bool = False) -> None:
        """``dense`` rows are a unit lower."""
        self.dark = dark
        self._base = QFont(base_font)
        self._colors = {name: QColor(value) for name, value in tokens(dark=dark).items()}
        # A third of the letters' size is a quarter of the line's in the usual fonts, whatever leading a font has.
        self.u = max(3, round(QFontInfo(self._base).pixelSize() / 3))
        room = 1 if dense else 2
        self.row_height = max((4 + room) * self.u, round(QFontMetricsF(self._base).height() + room * self.u))
        self.header_height = self.row_height + self.u
        self._areas: dict[tuple[type, str], QPainterPath] = {}

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

    def palette(self) -> QPalette:
        """For the application: every role, so that no native control keeps a colour of another look."""
        return palette(self._colors)

    def dress(self, application: QApplication) -> None:
        """Give the palette to the application, and to controls what their frames need to be seen."""
        dress(application, self._colors)

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
        """A mark for a label: ``size`` in device-independent pixels."""
        return _pixmap(size, ratio, self._mark_area(mark), marks.GRID, color or self.color(f"{self.state(mark)}.mark"))

    def mark_icon(self, mark: Mark, color: QColor | None = None) -> QIcon:
        """A mark for a button or an item."""
        return _icon(self._mark_area(mark), marks.GRID, color or self._colors[f"{self.state(mark)}.mark"])

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
