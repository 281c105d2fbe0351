"""The person in front of the window."""

from support.gui import application, gui

__all__ = ["application", "gui"]
