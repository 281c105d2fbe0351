"""Tests of the window and its parts: a person, texts and a look."""

from support.gui import application, gui, look, russian, texts

__all__ = ["application", "gui", "look", "russian", "texts"]
