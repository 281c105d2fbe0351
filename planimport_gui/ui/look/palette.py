"""The palette of native controls, made of the tokens."""

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

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
_DISABLED = {
    QPalette.ColorRole.WindowText: "border",
    QPalette.ColorRole.Text: "border",
    QPalette.ColorRole.ButtonText: "border",
    QPalette.ColorRole.HighlightedText: "border",
    QPalette.ColorRole.Highlight: "grid",
}


def palette(colors: Mapping[str, QColor]) -> QPalette:
    """Every role for every group of widgets."""
    made = QPalette()
    for role, name in _ROLES.items():
        made.setColor(role, colors[name])
    for role, name in _DISABLED.items():
        made.setColor(QPalette.ColorGroup.Disabled, role, colors[name])
    return made
