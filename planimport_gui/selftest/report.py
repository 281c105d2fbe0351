"""Runs checks one after the other and writes what came of each, a line a check."""

import platform
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import planimport_gui


class CheckFailed(Exception):
    """A check found something wrong; its text is for whoever packs or supports the program."""


@dataclass(frozen=True, slots=True)
class Check:
    """``probe`` answers a detail worth reading; whatever it raises is a failure."""

    name: str
    probe: Callable[[], str]


def run_checks(checks: Iterable[Check], report: Path) -> int:
    """Run all of them, also after failures, and write the report (UTF-8, LF); 0 where all are ok, else 1.

    Each line is flushed before the next check begins: after a crash the report names the last that ended.
    The last line says how it went as a whole. Raises OSError where the report cannot be written.
    """
    failures = 0
    with report.open("w", encoding="utf-8", newline="\n") as lines:
        print(_heading(), file=lines, flush=True)
        for check in checks:
            verdict, detail = _outcome(check)
            failures += verdict == "failed"
            print(f"{verdict} {check.name}: {detail}", file=lines, flush=True)
        print(f"failed: {failures}" if failures else "all ok", file=lines)
    return 1 if failures else 0


def _heading() -> str:
    kind = "frozen" if getattr(sys, "frozen", False) else "not frozen"
    python = f"Python {platform.python_version()} {platform.machine()}"
    return f"PlanImport {planimport_gui.__version__}, {kind}, {python}, {platform.platform()}"


def _outcome(check: Check) -> tuple[str, str]:
    try:
        return "ok", _line(check.probe())
    except CheckFailed as failure:
        return "failed", _line(str(failure))
    except Exception as error:  # noqa: BLE001 - whatever is missing in a bundle is what the report is for
        return "failed", _line(" | ".join(traceback.format_exception(error)))


def _line(text: str) -> str:
    return " ".join(text.split())
