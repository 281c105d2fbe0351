"""The palette of native controls, made of the tokens; under high contrast the tokens are made of it."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

from planimport_gui.ui.look.tokens import STATES

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "header",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.BrightText: "error.text",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "text",
    QPalette.ColorRole.PlaceholderText: "secondary",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "text",
    QPalette.ColorRole.Accent: "link",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.LinkVisited: "link",
    QPalette.ColorRole.Light: "border",
    QPalette.ColorRole.Midlight: "grid",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Dark: "border",
    QPalette.ColorRole.Shadow: "border",
}
_FRAME, _GRID = 140, 120
"""How much darker than the window Fusion draws frames and the grid of tables, in per cent."""
_STRONGER = 115
_READABLE = 4.5
"""The contrast that text needs."""
_DISABLED = {
    QPalette.ColorRole.WindowText: "border",
    QPalette.ColorRole.Text: "border",
    QPalette.ColorRole.ButtonText: "border",
    QPalette.ColorRole.HighlightedText: "border",
    QPalette.ColorRole.Highlight: "grid",
}
_FRAMED = (
    "QPushButton", "QToolButton", "QLineEdit", "QComboBox", "QAbstractSpinBox", "QRadioButton", "QCheckBox",
    "QScrollBar", "QSlider", "QTextEdit", "QPlainTextEdit", "QGroupBox",
)  # fmt: skip
"""Controls whose frame says that they are there. None of them paints the colour of the window itself."""


def palette(colors: Mapping[str, QColor]) -> QPalette:
    """Every role for every group of widgets."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colors[name])
    for role, name in _DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, colors[name])
    return made


def system_colors(system: QPalette) -> dict[str, QColor]:
    """The tokens under high contrast: the system's few colours, and states told by their shapes alone."""
    role, normal = QPalette.ColorRole, QPalette.ColorGroup.Normal
    text, ground, paper = (system.color(normal, one) for one in (role.WindowText, role.Window, role.Base))
    link, chosen = system.color(normal, role.Link), system.color(normal, role.Highlight)
    if min(_contrast(link, ground), _contrast(link, paper)) < _READABLE:
        link = text
    colors = {
        "window": ground, "surface": paper, "header": ground, "text": text, "secondary": text, "link": link,
        "primary": chosen, "primaryText": system.color(normal, role.HighlightedText), "primaryHover": chosen,
        "border": text, "grid": system.color(QPalette.ColorGroup.Disabled, role.WindowText), "selection": paper,
    }  # fmt: skip
    for state in STATES:
        colors |= {f"{state}.text": text, f"{state}.fill": paper, f"{state}.mark": text}
    return colors


def dress(application: QApplication, colors: Mapping[str, QColor], system: QPalette | None = None) -> None:
    """Give all widgets their palettes; with that of the ``system`` they follow the system.

    Fusion frames a control in the colour of the window, a factor of 1.4 darker: in dark windows frames vanish.
    So framed controls get a window colour of their own, of which that is the colour of borders.
    """
    base = palette(colors) if system is None else system
    application.setPalette(QPalette() if system is not None else base)
    QToolTip.setPalette(base)
    frame = _edge(colors).lighter(_FRAME)
    # Of what is selected in a field Fusion makes the frame of the one that has the focus.
    focused = {} if system is not None else {"Highlight": colors["link"], "HighlightedText": colors["surface"]}
    for name in _FRAMED:
        _give(application, _but(base, Window=frame, **focused), name)
    bar = {"Highlight": colors["primary"], "HighlightedText": colors["primaryText"]}
    _give(application, _but(base, Window=frame, **bar), "QProgressBar")
    _give(application, _but(base, Window=colors["grid"].lighter(_GRID)), "QTableView")
    _give(application, _but(base, Window=colors["header"], Button=colors["header"]), "QHeaderView")


def _give(application: QApplication, made: QPalette, kind: str) -> None:
    """To every widget of a class."""
    application.setPalette(made, kind)  # type: ignore[arg-type]  # the stubs say bytes, which PySide refuses


def _edge(colors: Mapping[str, QColor]) -> QColor:
    """The colour of borders, a little stronger: Fusion draws some frames half transparent."""
    dark = colors["window"].lightness() < colors["text"].lightness()
    return colors["border"].lighter(_STRONGER) if dark else colors["border"].darker(_STRONGER)


def _but(base: QPalette, **other: QColor) -> QPalette:
    """The palette with other colours for some roles."""
    made = QPalette(base)
    for role, color in other.items():
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            made.setColor(group, QPalette.ColorRole[role], color)
        if role not in ("Highlight", "HighlightedText"):
            made.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole[role], color)
    return made


def _contrast(one: QColor, other: QColor) -> float:
    """As WCAG 2 has it, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
