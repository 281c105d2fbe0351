"""Icons are drawn by Qt."""

from support.gui import application

__all__ = ["application"]
