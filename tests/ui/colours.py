"""How well colours can be told apart: by everyone, and by people who see some colours alike."""

from PySide6.QtGui import QColor

Vector = tuple[float, float, float]

SIGHTS: dict[str, tuple[Vector, Vector, Vector]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira and Fernandes 2009, severity 1: what becomes of linear red, green and blue."""
_TO_XYZ: tuple[Vector, ...] = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
_WHITE = (0.9505, 1.0, 1.089)


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2: 1 for the same colour, 21 for black on white."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: QColor) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def distance(one: QColor, other: QColor, sight: str) -> float:
    """How different two colours look (CIE 1976) to eyes of ``SIGHTS``."""
    pairs = zip(_lab(_times(SIGHTS[sight], _linear(one))), _lab(_times(SIGHTS[sight], _linear(other))), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _linear(color: QColor) -> Vector:
    return _straight(color.redF()), _straight(color.greenF()), _straight(color.blueF())


def _straight(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _times(matrix: tuple[Vector, ...], vector: Vector) -> Vector:
    red, green, blue = (sum(a * b for a, b in zip(line, vector, strict=True)) for line in matrix)
    return red, green, blue


def _lab(linear: Vector) -> Vector:
    red, green, blue = (min(1.0, max(0.0, value)) for value in linear)
    inside = _times(_TO_XYZ, (red, green, blue))
    x, y, z = (_root(value / white) for value, white in zip(inside, _WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _root(value: float) -> float:
    return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116
