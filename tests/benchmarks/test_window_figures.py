"""The window: how soon it is there, and with 100,000 rows how long things take and how long it stands still."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from benchmarks.figures import Figure, Figures
from support.project import ROOT

SCRIPT = Path(__file__).with_name("bench_window.py")
ROWS, ROUNDS = 100_000, 5
START = 1.0
STARTS = 7
PAUSE = 0.050
TOTALS = {
    "edit a cell": 0.005,
    "paste 10,000 cells, 2,000 × 5": 0.3,
    "paste 10,000 cells into one column": 0.3,
    "undo that": 0.3,
    "fill 10,000 cells down": 0.3,
    "sort by value": 0.3,
    "sort by keyword": 0.3,
    "sort by state": 0.3,
    "filter: errors": 0.3,
    "filter: ready": 0.3,
    "search": 0.3,
    "replace in 100,000 cells": 1.0,
    "undo the replacement": 1.0,
}


def measure(rows: int, rounds: int) -> dict[str, dict[str, list[float]]]:
    command = [sys.executable, str(SCRIPT), str(rows), str(rounds)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, dict[str, list[float]]] = json.loads(done.stdout)
    return told


def first_paint(folder: Path) -> float:
    """Seconds from the start of the process."""
    command = [sys.executable, str(ROOT / "tests" / "support" / "watched_app.py")]
    more = {"PLANIMPORT_DATA_DIR": str(folder), "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    start = perf_counter()
    with subprocess.Popen(command, env={**os.environ, **more}, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert b"painted" in process.stdout.readline()
        seconds = perf_counter() - start
        process.kill()
    return seconds


def test_every_case_can_be_measured() -> None:
    told = measure(1_500, 1)
    assert TOTALS.keys() < told.keys()
    assert all(len(rounds) == 1 for case in told.values() for rounds in case.values())


@pytest.mark.bench
def test_the_window(tmp_path: Path, figures: Figures) -> None:
    starts = sorted(first_paint(tmp_path / str(number)) for number in range(STARTS))
    told = measure(ROWS, ROUNDS)
    figures.complete.add("window")
    figures.add(
        Figure(
            "the window is painted after the start, from a venv",
            f"{START} s",
            f"{starts[0]:.2f} s (the median of {STARTS}: {median(starts):.2f} s)",
            starts[0] <= START,
        ),
        *(figure(name, case) for name, case in told.items()),
    )


def figure(name: str, case: dict[str, Any]) -> Figure:
    """Judged without what other programs took: by the median of the totals and the longest of all pauses."""
    wanted = TOTALS.get(name)
    total, pause = median(case["own_totals"]), max(case["own_pauses"])
    clock = f"{shown(median(case['totals']))}, {shown(max(case['pauses']))}"
    return Figure(
        f"window, {ROWS:,} rows: {name}",
        f"{shown(wanted)}, no pause over {shown(PAUSE)}" if wanted else f"no pause over {shown(PAUSE)}",
        f"{shown(total)}, longest pause {shown(pause)} (by the clock {clock})",
        pause <= PAUSE and (wanted is None or total <= wanted),
    )


def shown(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
