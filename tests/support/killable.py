"""Carries a run in a process that can be killed: at the nth step of journal and transport, or from outside.

Started as a program it is a nursery: it imports everything once, reads one job a line from its standard input
(JSON) and forks a process for each. It answers a line a job: ``{"killed": bool, "steps": n, "ended": …}``.

A job: ``folder`` and ``address`` of journal and service; ``mode`` new, resume, undo or again; ``run`` for the last
three, 1 unless given; ``values`` of the rows for a new run, ``replaces`` the runs and batches in whose place they
go; ``kill_at`` a step from 1, or null; ``kill_after`` seconds, or null; ``wait``.
"""

import http.client
import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from support.stage import DAY, FAST, SITE, TOKEN, plan_item

from planimport_gui.calltouch.client import CalltouchClient
from planimport_gui.calltouch.pace import Pace
from planimport_gui.calltouch.transport import Timeouts
from planimport_gui.facts.records import NewRun, PlannedRow, Project, ReplacedBatch
from planimport_gui.importing.batches import cut
from planimport_gui.importing.run import Importer
from planimport_gui.importing.undo import Undoer
from planimport_gui.journal.store import open_journal
from planimport_gui.plan.row import RowId

Job = dict[str, Any]

READING = frozenset(
    {
        "run",
        "runs",
        "batches",
        "batch",
        "items",
        "origins",
        "row_fates",
        "refused_rows",
        "totals",
        "history",
        "unfinished_with",
        "holder",
        "unfinished_in",
        "replaces",
        "in_place",
    }
)


class Steps:
    """Counts steps and ends the process, as a power cut would, at one of them."""

    def __init__(self, kill_at: int | None) -> None:
        self.count = 0
        self._kill_at = kill_at
        self._guard = threading.Lock()

    def step(self) -> None:
        with self._guard:
            self.count += 1
            if self.count == self._kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    def around(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*args: Any, **options: Any) -> Any:
            self.step()
            result = call(*args, **options)
            self.step()
            return result

        return stepped


class Stepped:
    """An object whose methods, but for the ``untouched`` ones, are steps."""

    def __init__(self, inner: Any, steps: Steps, untouched: frozenset[str]) -> None:
        self._inner = inner
        self._steps = steps
        self._untouched = untouched

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._inner, name)
        return method if name in self._untouched else self._steps.around(method)


def carry(job: Job, steps: Steps) -> dict[str, Any]:
    """Do the job in this process."""
    http.client.HTTPConnection.send = steps.around(http.client.HTTPConnection.send)  # type: ignore[method-assign]
    project = Project(job["address"], SITE)
    journal = Stepped(open_journal(Path(job["folder"]) / "journal.sqlite"), steps, READING)
    options = {"timeouts": Timeouts(connect=2, write=2, answer=1.0)}
    client = CalltouchClient(project, lambda: TOKEN, Pace(gap=0.0, span=0.0, earlier=()), **options)  # type: ignore[arg-type]
    service = Stepped(client, steps, frozenset({"round_trip"}))
    importer = Importer(journal, service, lambda event: None, FAST)  # type: ignore[arg-type]
    run = job.get("run", 1)
    if job["mode"] == "new":
        run = journal.create_run(new_run(project, job["values"], job.get("replaces", ())))
    if job["mode"] == "undo":
        ended = Undoer(journal, service, lambda event: None, FAST).undo(run)  # type: ignore[arg-type]
    else:
        ended = importer.send(run, wait=job.get("wait", True))
    return {"unfinished": ended.unfinished, "paused": ended.paused}


def new_run(project: Project, values: list[int], replaces: Sequence[tuple[int, int]] = ()) -> NewRun:
    """A run of one row a value; values are unique, so that every row can be told apart in the service."""
    rows = tuple(
        PlannedRow(RowId(number), plan_item(value, month=1 + value % 12), number, "J")
        for number, value in enumerate(values, start=1)
    )
    replaced = tuple(ReplacedBatch(*batch) for batch in replaces)
    return NewRun(project, "plan.xlsx", "План", str(DAY), rows, cut(rows), 0, replaces=replaced)


def nurse(job: Job) -> dict[str, Any]:
    """Fork a process for the job, kill it in time, and say what became of it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        steps = Steps(job.get("kill_at"))
        result = carry(job, steps) | {"steps": steps.count}
        os.write(writing, json.dumps(result).encode())
        os._exit(0)
    os.close(writing)
    delay = job.get("kill_after")
    timer = threading.Timer(delay or 0, os.kill, (child, signal.SIGKILL))
    if delay is not None:
        timer.start()
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    if delay is not None:
        timer.cancel()
        timer.join()
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and not told:
        raise RuntimeError(f"the job failed: {job}")
    return {"killed": not told, **json.loads(told or "{}")}


def main() -> None:
    for line in sys.stdin:
        print(json.dumps(nurse(json.loads(line))), flush=True)
        time.sleep(0)


if __name__ == "__main__":
    main()
