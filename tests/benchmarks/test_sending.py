"""Pace and number of requests against the practice service, at 300 ms of latency and the real pace."""

import json
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import requests
from benchmarks.figures import Figure, Figures
from benchmarks.plans import plan_rows, write_plan

from planimport_gui.practice.faults import Kind
from planimport_gui.practice.service import PracticeService

pytestmark = pytest.mark.bench
LATENCY = 0.3
BATCHES = 60
RATE = 4.75
REQUESTS_A_BATCH = 2.2
FASTER = 2.5
LOOP_BATCHES = 8
QUICKLY = 0.02
PLANIMPORT = str(Path(sys.executable).with_name("planimport"))
SITE, TOKEN = "12345", "t0ken-of-the-benchmarks"


def import_plan(plan: Path, service: PracticeService, data: Path) -> tuple[float, dict[str, Any]]:
    """Import as a user does; seconds from start to end of the process, and its last event."""
    settings = {"PLANIMPORT_API_URL": service.address, "PLANIMPORT_TOKEN": TOKEN, "PLANIMPORT_DATA_DIR": str(data)}
    command = [PLANIMPORT, "import", str(plan), "--site", SITE, "--json"]
    start = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    return seconds, json.loads(done.stdout.splitlines()[-1])


def wire_items(plan: Path) -> list[dict[str, Any]]:
    checked = subprocess.run([PLANIMPORT, "check", str(plan), "--json"], capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()
    items: list[dict[str, Any]] = json.loads(checked.stdout)["items"]
    return items


def usual_loop(items: list[dict[str, Any]], service: PracticeService) -> float:
    """What the service's users write: send, sleep a second, ask until it is done, next. Its seconds."""
    headers = {"Access-Token": TOKEN, "SiteId": SITE}
    base = f"{service.address}/plans-import"
    start = time.perf_counter()
    for at in range(0, len(items), 100):
        sent = requests.post(f"{base}/add", json={"items": items[at : at + 100]}, headers=headers, timeout=30)
        log_id = sent.json()["data"]["importLogId"]
        status = ""
        while status != "success":
            time.sleep(1)
            told = requests.post(f"{base}/{log_id}/status", headers=headers, timeout=30)
            status = told.json()["data"]["status"]
    return time.perf_counter() - start


def most_within_a_second(arrivals: list[float]) -> int:
    return max(sum(1 for other in arrivals if 0 <= other - one < 1.0) for one in arrivals)


def test_sending_sixty_batches(tmp_path: Path, figures: Figures) -> None:
    rows = plan_rows(BATCHES * 100, faulty=False)
    for number, row in enumerate(rows):
        row[0], row[1] = rows[0][:2]  # one month, so that every batch is full
        row[6] = f"купить квартиру {number}"
    plan = write_plan(tmp_path / "plan.xlsx", rows)
    with PracticeService(latency=LATENCY, finish_after=QUICKLY, token=TOKEN, site=SITE) as service:
        seconds, finished = import_plan(plan, service, tmp_path / "data")
        assert finished["imported"] == finished["total"] == BATCHES * 100
        assert set(service.imported().values()) == {1}
        assert len(service.imported()) == BATCHES * 100
        records = [record for record in service.requests if record.arrival is not None]
        refused = service.refused_for_pace
    with PracticeService(latency=LATENCY, finish_after=QUICKLY, token=TOKEN, site=SITE) as service:
        loop = usual_loop(wire_items(plan)[: LOOP_BATCHES * 100], service) / LOOP_BATCHES * BATCHES

    arrivals = sorted(record.arrival for record in records if record.arrival is not None)
    adds = [record.arrival for record in records if record.kind is Kind.ADD and record.arrival is not None]
    first, last = adds[-BATCHES], adds[-1]
    rate = (sum(first <= one <= last for one in arrivals) - 1) / (last - first)
    most = most_within_a_second(arrivals)
    allowed = REQUESTS_A_BATCH * BATCHES + 1
    assert len(adds) == BATCHES + 1, "one of them is the connection test"
    assert all(before <= after for before, after in pairwise(arrivals))
    figures.complete.add("sending")
    figures.add(
        Figure(
            f"{BATCHES} batches at 300 ms of latency, as they arrive from the first add to the last",
            f"{RATE} requests a second",
            f"{rate:.2f}",
            rate >= RATE,
        ),
        Figure("— refused for pace", "none", str(refused), refused == 0),
        Figure("— most requests within one second", "5", str(most), most <= 5),
        Figure(
            f"requests for {BATCHES} clean batches (2.2 N + 1)",
            f"{allowed:g}",
            str(len(arrivals)),
            len(arrivals) <= allowed,
        ),
        Figure(
            f"the whole import of {BATCHES} batches, times faster than the usual loop",
            f"{FASTER}",
            f"{loop / seconds:.1f} ({seconds:.1f} s)",
            loop / seconds >= FASTER,
            f"send, sleep 1 s, ask, next: {loop:.0f} s (from {LOOP_BATCHES} batches)",
        ),
    )
