"""The few style sheets: for buttons that native styles have no look for."""

from collections.abc import Mapping

from PySide6.QtGui import QColor


def primary(colors: Mapping[str, QColor], u: int) -> str:
    """The one button that says what comes next."""
    name = {key: color.name() for key, color in colors.items()}
    return (
        f"QPushButton {{ background: {name['primary']}; color: {name['primaryText']}; border: 2px solid"
        f" {name['primary']}; border-radius: {round(1.5 * u)}px; padding: {u}px {4 * u}px;"
        f" min-height: {5 * u}px; outline: none; }}"
        f"QPushButton:hover {{ background: {name['primaryHover']}; border-color: {name['primaryHover']}; }}"
        f"QPushButton:pressed {{ background: {name['primaryHover']}; }}"
        f"QPushButton:disabled {{ background: {name['header']}; color: {name['secondary']};"
        f" border-color: {name['border']}; }}"
    )


def link(colors: Mapping[str, QColor], u: int) -> str:
    """A button that looks like a link."""
    name = {key: color.name() for key, color in colors.items()}
    return (
        f"QPushButton {{ background: transparent; color: {name['link']}; border: 1px solid transparent;"
        f" border-radius: {u}px; padding: {u // 2}px 1px; text-align: left; outline: none; }}"
        "QPushButton:hover { text-decoration: underline; }"
        f"QPushButton:disabled {{ color: {name['secondary']}; }}"
    )
