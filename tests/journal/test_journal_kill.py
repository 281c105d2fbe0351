"""A process killed at any moment: what it said was written is there, and nothing of what it was still writing."""

import os
import random
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest
from journal.acts import Maker

from planimport_gui.facts.records import AttemptState
from planimport_gui.journal.store import open_journal

WRITER = """
import os, sys
from pathlib import Path
from planimport_gui.facts.records import BatchKind, RefusedRow
from planimport_gui.journal.store import open_journal

def say(*words):
    os.write(1, (" ".join(map(str, words)) + "\\n").encode())

journal = open_journal(Path(sys.argv[1]))
say("open")
for batch in journal.batches(1):
    attempt = journal.begin(1, batch.number, "ab" * 32)
    say(attempt, "sending")
    if attempt % 3:
        journal.accept(attempt, 1000 + attempt)
        say(attempt, "accepted")
        journal.settle(attempt, frozenset(batch.rows[:1]))
        say(attempt, "success")
    else:
        refused = [RefusedRow(row, "name", "words") for row in batch.rows[:5]]
        journal.refuse(attempt, refused, [batch.rows[5:]], BatchKind.REMAINDER, "words")
        say(attempt, "refused")
say("end")
"""
HELD = """
import os, sys, time
from pathlib import Path
from planimport_gui.journal.database import Database
from planimport_gui.journal.opening import open_for_writing
from planimport_gui.journal.reserve import Reserve

path, reserve = Path(sys.argv[1]), Path(sys.argv[1] + ".reserve")
database = Database(open_for_writing(path, reserve), path, Reserve(reserve))

def work(db):
    db.execute("UPDATE run SET requests = 77")
    # Enough to spill into the log before the commit.
    db.execute("UPDATE plan_row SET item = item || hex(randomblob(3000))")
    os.write(1, b"inside\\n")
    time.sleep(60)

database.write_new(work)
"""
ORDER = [AttemptState.SENDING, AttemptState.ACCEPTED, AttemptState.SUCCESS]


def killed(script: str, path: Path, until: str, delay: float) -> list[str]:
    """What a child process said before it was killed, ``delay`` seconds after it said ``until``."""
    command = [sys.executable, "-c", script, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = [child.stdout.readline().strip()]
        assert said == [until]
        sleep(delay)
        os.kill(child.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        # A line that the kill cut short was not said.
        return said + [line.strip() for line in child.stdout if line.endswith("\n")]


@pytest.mark.parametrize("seed", range(24))
def test_a_committed_fact_is_there_and_half_a_one_is_not(path: Path, new_run: Maker, seed: int) -> None:
    with closing(open_journal(path)) as journal:
        run = journal.create_run(new_run(*(range(first, first + 20) for first in range(0, 1200, 20))))
    said = killed(WRITER, path, "open", random.Random(seed).uniform(0.0, 0.12))
    told = {int(line.split()[0]): AttemptState(line.split()[1]) for line in said if " " in line}
    with closing(open_journal(path)) as journal:
        batches = journal.batches(run)
        kept = {attempt.id: attempt.state for batch in batches for attempt in batch.attempts}
        totals = journal.totals(run)
    assert len(kept) - len(told) in (0, 1)
    ahead = [attempt for attempt in kept if kept[attempt] is not told.get(attempt)]
    assert len(ahead) <= 1
    for attempt in ahead:
        before, now = told.get(attempt), kept[attempt]
        follows = {None: {"sending"}, "sending": {"accepted", "refused"}, "accepted": {"success"}}
        assert now in follows[before]
    refused = [state for state in kept.values() if state is AttemptState.REFUSED]
    assert len(batches) == 60 + len(refused)
    assert totals.refused == 5 * len(refused)
    assert totals.balanced


def test_what_was_inside_a_transaction_leaves_no_trace(path: Path, new_run: Maker) -> None:
    with closing(open_journal(path)) as journal:
        run = journal.create_run(new_run(range(100), range(100, 200)))
        before = journal.run(run), journal.items(run, journal.batch(run, 2).rows)
    killed(HELD, path, "inside", 0.0)
    with closing(open_journal(path)) as journal:
        assert (journal.run(run), journal.items(run, journal.batch(run, 2).rows)) == before


def test_killed_while_it_is_made_a_journal_opens_all_the_same(path: Path, new_run: Maker) -> None:
    maker = "import os; os.write(1, b'go\\n')\n" + WRITER.replace("for batch", "import time; time.sleep(60)\nfor batch")
    for delay in (0.0, 0.05, 0.1, 0.15, 0.2):
        killed(maker, path, "go", delay)
        with closing(open_journal(path)) as journal:
            assert journal.run(journal.create_run(new_run([1]))).unfinished
        for entry in path.parent.iterdir():
            entry.unlink()
