"""Small drawings written as text: lines, curves and circles on a grid, sharp at any scale."""

import re
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

_PART = re.compile(r"([MLCOZ])([^MLCOZ]*)")
_SMOOTH = 0.02
"""How far a curve may be from its ideal, in units of the grid: the usual 0.25 shows when enlarged."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is filled, drawn with a pen, and cut out of both again.

    Each is a row of steps: ``M x y`` go, ``L x y`` line, ``C x y x y x y`` curve, ``O x y r`` circle, ``Z`` close.
    """

    fill: str = ""
    line: str = ""
    pen: float = 1.6
    cut_fill: str = ""
    cut_line: str = ""


def outline(drawing: Drawing) -> QPainterPath:
    """A drawing as one area to be filled with one colour."""
    area = _path(drawing.fill).united(_drawn(drawing.line, drawing.pen))
    cut = _path(drawing.cut_fill).united(_drawn(drawing.cut_line, drawing.pen))
    return area.subtracted(cut)


def hairline(painter: QPainter, color: QColor) -> QPen:
    """A thin line of as many pixels wherever it is drawn: between whole scales others get one more here and there."""
    pen = QPen(color, max(1, int(painter.device().devicePixelRatio())))
    pen.setCosmetic(True)
    return pen


def paint(painter: QPainter, rect: QRectF, area: QPainterPath, grid: float, color: QColor) -> None:
    """Fill an area drawn on a square grid, as large as fits into the middle of ``rect``."""
    side = min(rect.width(), rect.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center() - QPointF(side / 2, side / 2))
    painter.scale(side / grid, side / grid)
    painter.fillPath(area, color)
    painter.restore()


def _drawn(steps: str, pen: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(pen)
    stroker.setCurveThreshold(_SMOOTH)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(_path(steps)).simplified()


def _path(steps: str) -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for kind, rest in _PART.findall(steps):
        n = [float(number) for number in rest.split()]
        match kind:
            case "M":
                path.moveTo(n[0], n[1])
            case "L":
                path.lineTo(n[0], n[1])
            case "C":
                path.cubicTo(n[0], n[1], n[2], n[3], n[4], n[5])
            case "O":
                path.addEllipse(QPointF(n[0], n[1]), n[2], n[2])
            case _:
                path.closeSubpath()
    return path
