"""What was measured, as a table for people: printed, and put between two markers of the README."""

import os
import platform
import sys
from dataclasses import dataclass, field
from pathlib import Path

from support.project import ROOT

README = ROOT / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- /figures -->"
HEAD = ("what", "figure", "measured", "the alternative")
TESTS = ("opening", "sending", "window")


@dataclass(frozen=True)
class Figure:
    """A line of the table. ``wanted`` is the figure of DESIGN section 8."""

    what: str
    wanted: str
    measured: str
    met: bool
    other: str = ""

    def line(self) -> str:
        return f"| {self.what} | {self.wanted} | {self.measured}{'' if self.met else ' **(missed)**'} | {self.other} |"


@dataclass
class Figures:
    """All figures of a session."""

    lines: list[Figure] = field(default_factory=list)
    complete: set[str] = field(default_factory=set)
    """Which of ``TESTS`` came to their end."""

    def add(self, *figures: Figure) -> None:
        """Note figures; fails where one was missed, once all of them are noted."""
        self.lines += figures
        missed = [figure.line() for figure in figures if not figure.met]
        assert not missed, "\n".join(missed)

    def table(self) -> str:
        head = [f"| {' | '.join(HEAD)} |", "| --- | --- | --- | --- |"]
        return "\n".join([*head, *(figure.line() for figure in self.lines), "", _machine()])


def replace_section(path: Path, table: str) -> bool:
    """Put the table between the markers; whether they are there."""
    text = path.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        return False
    path.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8", newline="\n")
    return True


def _machine() -> str:
    python = f"CPython {platform.python_version()}"
    load = f" at a load of {os.getloadavg()[2]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured on {sys.platform} with {os.cpu_count()} cores{load} and {python}; the best of several runs on both"
        " sides. Of the window: the median of all rounds and the longest pause of any, without what other programs took."
    )
