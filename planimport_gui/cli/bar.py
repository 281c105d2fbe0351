"""The progress line of a terminal: a bar, rows, time left."""

import shutil

from planimport_gui.facts.events import Progress
from planimport_gui.facts.records import Totals
from planimport_gui.texts import Texts

_WIDTH = 24


def progress_line(event: Progress, texts: Texts) -> str:
    """The line after a change, cut to the width of the terminal."""
    totals = event.totals
    meant = totals.total - totals.left_out
    rows = texts.say("cli.progress.rows", done=_settled(totals), total=meant)
    rest = _left(event.seconds_left, texts) if totals.not_sent else _pending(totals, texts)
    line = f"{_bar(_settled(totals), meant)} {rows}{rest}"
    return line[: shutil.get_terminal_size().columns - 1]


def _settled(totals: Totals) -> int:
    """Rows whose end is known."""
    return totals.imported + totals.refused + totals.failed + totals.undone


def _bar(done: int, meant: int) -> str:
    filled = _WIDTH * done // meant if meant else _WIDTH
    return "[" + "#" * filled + "-" * (_WIDTH - filled) + "]"


def _pending(totals: Totals, texts: Texts) -> str:
    """Once everything is out, how long it takes is the service's affair."""
    if not totals.pending:
        return ""
    return ", " + texts.say("cli.totals.part", label=texts.say("totals.pending").lower(), n=totals.pending)


def _left(seconds: float | None, texts: Texts) -> str:
    if seconds is None:
        return ""
    if seconds < 90:
        return ", " + texts.count("cli.progress.seconds", max(1, round(seconds)))
    return ", " + texts.count("cli.progress.minutes", round(seconds / 60))
