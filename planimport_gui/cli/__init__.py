"""The console: ``planimport check | import | runs | resume | resolve | undo | template | projects``."""

from planimport_gui.cli.console import main

__all__ = ["main"]
