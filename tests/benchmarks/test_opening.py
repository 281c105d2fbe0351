"""Opening and checking large sheets, side by side with pandas, each in a fresh process with its imports."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from benchmarks.figures import Figure, Figures
from benchmarks.plans import plan_rows, write_plan

pytestmark = pytest.mark.bench
HERE = Path(__file__).parent
LIMITS = {10_000: 0.5, 100_000: 2.5}
ROUNDS = 7
FASTER = 3.0
BYTES_A_ROW = 2048
SMALL = 1
COUNTS = ("rows", "errors", "repeats", "warnings")


@dataclass(frozen=True)
class Measured:
    seconds: float
    processor: float
    peak: int
    answer: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.processor:.2f} s of a processor)"


def measure(command: list[str], output: Path, bytecode: Path) -> Measured:
    """Run a command; it is as it was after its first run, with its modules compiled."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(bytecode)}
    stopwatch = [sys.executable, "-S", "-E", str(HERE / "stopwatch.py"), str(output)]
    told = subprocess.run([*stopwatch, *command], env=environment, capture_output=True, text=True, check=True)
    watch = json.loads(told.stdout)
    assert watch["code"] in (0, 1), command
    return Measured(watch["seconds"], watch["cpu"], watch["peak"], json.loads(output.read_text("utf-8")))


def best(runs: list[Measured]) -> Measured:
    return min(runs, key=lambda run: run.seconds)


@pytest.mark.parametrize("rows", [10_000, 100_000])
def test_opening_and_checking(tmp_path: Path, figures: Figures, rows: int) -> None:
    large = write_plan(tmp_path / "large.xlsx", plan_rows(rows, faulty=True))
    small = write_plan(tmp_path / "small.xlsx", plan_rows(SMALL, faulty=False))
    measured = partial(measure, output=tmp_path / "output.json", bytecode=tmp_path / "bytecode")
    console = [str(Path(sys.executable).with_name("planimport")), "check"]
    library = [sys.executable, str(HERE / "library_call.py")]
    pandas = [sys.executable, str(HERE / "pandas_script.py")]
    ground = min(measured([*console, str(small), "--json"]).peak for _ in range(3))
    measured([*library, str(small)])
    measured([*pandas, str(small)])

    rounds = [
        (measured([*console, str(large), "--json"]), measured([*library, str(large)]), measured([*pandas, str(large)]))
        for _ in range(ROUNDS)
    ]
    ours, call, theirs = (best([one[side] for one in rounds]) for side in range(3))
    same_findings(ours.answer, call.answer, theirs.answer)
    figures.complete.add("opening")
    times = theirs.seconds / ours.seconds
    a_row = (ours.peak - ground) / rows
    figures.add(
        Figure(
            f"open and check {rows:,} rows: `planimport check FILE --json`",
            f"{LIMITS[rows]} s",
            str(ours),
            ours.seconds <= LIMITS[rows],
            f"pandas script: {theirs}",
        ),
        Figure("— how many times faster than pandas", f"{FASTER:g}", f"{times:.1f}", times >= FASTER),
        Figure(
            "— the library call alone, imports included",
            f"{LIMITS[rows]} s",
            str(call),
            call.seconds <= LIMITS[rows],
        ),
        Figure(
            f"— peak memory a row, above the {ground / 2**20:.0f} MB of a sheet of one row",
            "2 KB",
            f"{a_row / 1024:.2f} KB",
            a_row <= BYTES_A_ROW,
            f"pandas script: {theirs.peak / 2**20:.0f} MB in all, `planimport` {ours.peak / 2**20:.0f} MB",
        ),
    )


def same_findings(ours: dict[str, Any], call: dict[str, Any], theirs: dict[str, Any]) -> None:
    """All three found the same rows, or the comparison means nothing."""
    assert [ours[name] for name in COUNTS] == [theirs[name] for name in COUNTS] == [call[name] for name in COUNTS]
    assert ours["errors"]
    assert ours["warnings"]
    assert sorted({problem["row"] for problem in ours["problems"]}) == theirs["faulty"] == call["faulty"]
    assert len(ours["items"]) == len(ours["origins"]) == ours["rows"] - ours["errors"] - ours["repeats"]
