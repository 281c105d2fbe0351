"""How long the frozen program takes until its window is painted, and what a second start of it does."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter

from installer.about import ROOT, WORK
from installer.environment import build_python
from installer.screen import Screen, await_, in_front, title
from installer.steps import Trouble, clean_environment, end, fresh, say

ROUNDS = 5
FIGURE, TIMES = 1.0, 1.15
"""Seconds from a virtual environment, and how many times that the frozen program may take: DESIGN.md, section 8."""
LATE = 3
"""How many times the figure, and the other side, tells of a mistake and not of a machine that had other work."""
_EMPTY, _PAINTED = 4, 12
"""Colours of a screen with nothing on it, and of one with our window."""


def compare(shown: Screen, frozen: Sequence[str | Path], bare: Mapping[str, str], data: Path) -> None:
    """Start both by turns, and say how long they took. Raises Trouble where the frozen program is much too slow.

    ``bare`` is the environment of the frozen program, ``data`` a folder as this process sees it.
    """
    inside = {**bare, "DISPLAY": os.environ["DISPLAY"], "PLANIMPORT_DATA_DIR": "/tmp/start"}
    own = fresh(WORK / "start")
    beside = {**clean_environment(), "PLANIMPORT_DATA_DIR": str(own), "PYTHONPATH": str(ROOT)}
    module: list[str | Path] = [build_python(), "-m", "planimport_gui"]
    sides: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        shutil.rmtree(data, ignore_errors=True)
        fresh(own)
        took = (_first_paint(shown, frozen, inside), _first_paint(shown, module, beside))
        for side, seconds in zip(sides, took, strict=True):
            if turn:  # the first one finds nothing in the system's memory
                side.append(seconds)
    for name, side in zip(("frozen", "from a virtual environment"), sides, strict=True):
        say(f"  first paint {name}: best {min(side):.2f} s, median {median(side):.2f} s of {ROUNDS}")
    shutil.rmtree(data, ignore_errors=True)
    frozen_best, beside_best = map(min, sides)
    wanted = TIMES * FIGURE
    say(f"  wanted: {wanted:.2f} s{'' if frozen_best <= wanted else '; missed, see what else this machine was doing'}")
    if frozen_best > LATE * max(wanted, beside_best):
        raise Trouble(f"the first paint of the frozen program takes {frozen_best:.1f} s")


def second_start(frozen: Sequence[str | Path], bare: Mapping[str, str], file: str) -> None:
    """It hands its file to the first window, which comes before another one, and ends. Needs a window manager."""
    inside = {**bare, "DISPLAY": os.environ["DISPLAY"]}
    own = {**inside, "PLANIMPORT_DATA_DIR": "/tmp/one"}
    running = []
    try:
        running.append(_started(frozen, own))
        await_(lambda: "PlanImport" in title(in_front()), "the first window did not appear")
        first = in_front()
        running.append(_started(frozen, {**inside, "PLANIMPORT_DATA_DIR": "/tmp/other"}))
        await_(lambda: in_front() not in ("", first), "the window of another data folder did not appear")
        third = _started([*frozen, file], own)
        running.append(third)
        await_(lambda: third.poll() is not None, "the second start did not end")
        if third.returncode != 0:
            raise Trouble(f"the second start ended with {third.returncode}")
        name = file.rpartition("/")[2]
        await_(lambda: name in title(first), "the first window did not open the file of the second start")
        await_(lambda: in_front() == first, "the first window did not come to the front")
    finally:
        for process in running:
            end(process)
    say(f"  a second start brought the first window to the front, with its file: {name}")


def _first_paint(shown: Screen, command: Sequence[str | Path], environment: Mapping[str, str]) -> float:
    await_(lambda: shown.colours() <= _EMPTY, "the screen is not empty", 30)
    start = perf_counter()
    process = _started(command, environment)
    try:
        await_(lambda: shown.colours() >= _PAINTED, "no window was painted", 60, pause=0.002)
        return perf_counter() - start
    finally:
        end(process)


def _started(command: Sequence[str | Path], environment: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [str(word) for word in command], env=dict(environment), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
