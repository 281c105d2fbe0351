"""The design tokens of the window in one place."""

from planimport_gui.ui.look.look import Look

__all__ = ["Look"]
