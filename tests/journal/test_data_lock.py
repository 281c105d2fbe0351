"""The lock of a data folder between processes, and what it keeps for the next one."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from planimport_gui.facts.failures import JournalBroken, JournalTrouble, LockHeld
from planimport_gui.journal.lock import NAME, DataLock

HOLDER = """
import sys
from pathlib import Path
from planimport_gui.journal.lock import DataLock
with DataLock(Path(sys.argv[1])) as lock:
    lock.write_departures([0.5])
    print("held", flush=True)
    sys.stdin.read()
"""


class Clock:
    """A wall clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def holder(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that holds the lock until its input ends."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_holds_it(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    with pytest.raises(LockHeld) as caught, DataLock(tmp_path):
        pass
    assert caught.value.pid == holder.pid


def test_a_holder_that_ends_leaves_the_lock_and_its_departures(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    holder.communicate("")
    with DataLock(tmp_path) as lock:
        ages = lock.read_departures()
    assert ages is not None
    assert len(ages) == 1
    assert ages[0] >= 0.5


def test_a_killed_holder_leaves_the_lock_and_nothing_certain(tmp_path: Path, holder: "subprocess.Popen[str]") -> None:
    holder.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    holder.wait()
    with DataLock(tmp_path) as lock:
        assert lock.read_departures() is None


def test_one_process_cannot_take_it_twice(tmp_path: Path) -> None:
    with DataLock(tmp_path) as lock:
        with pytest.raises(LockHeld) as caught:
            lock.acquire()
        assert caught.value.pid == os.getpid()
        with pytest.raises(LockHeld) as caught:
            DataLock(tmp_path).acquire()
        assert caught.value.pid == os.getpid()


def test_given_back_it_can_be_taken_again(tmp_path: Path) -> None:
    lock = DataLock(tmp_path)
    for _ in range(2):
        with lock:
            pass
        lock.release()
    assert (tmp_path / NAME).exists()


def test_a_fresh_folder_is_made_and_knows_of_no_departures(tmp_path: Path) -> None:
    with DataLock(tmp_path / "new" / "folder") as lock:
        assert lock.read_departures() == ()


def test_departures_grow_older(tmp_path: Path) -> None:
    clock = Clock()
    with DataLock(tmp_path, wall=clock) as lock:
        lock.write_departures([9.0, 1.2, 1.0, 0.75, 0.5, 0.25])
    clock.seconds += 2.0
    with DataLock(tmp_path, wall=clock) as lock:
        clock.seconds += 1.0
        assert lock.read_departures() == pytest.approx((4.2, 4.0, 3.75, 3.5, 3.25))


def test_a_clock_set_back_makes_departures_of_this_moment(tmp_path: Path) -> None:
    clock = Clock()
    with DataLock(tmp_path, wall=clock) as lock:
        lock.write_departures([0.5])
    clock.seconds -= 3600
    with DataLock(tmp_path, wall=clock) as lock:
        assert lock.read_departures() == (0.0,)


def test_what_an_earlier_process_left_stays_without_departures_of_ones_own(tmp_path: Path) -> None:
    clock = Clock()
    with DataLock(tmp_path, wall=clock) as lock:
        lock.write_departures([0.5])
    for _ in range(2):
        with DataLock(tmp_path, wall=clock) as lock:
            assert lock.read_departures() == (0.5,)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\xff\x00garbage",
        b"12",
        b"[]",
        b"{}",
        b'{"pid": null}',
        b'{"pid": null, "departures": null}',
        b'{"pid": null, "departures": "5"}',
        b'{"pid": null, "departures": [true]}',
        b'{"pid": null, "departures": [NaN]}',
        b'{"pid": "x", "departures": []}',
        b"[" * 512,
        b" " * 5000,
    ],
)
def test_garbage_in_the_file_does_no_harm(tmp_path: Path, garbage: bytes) -> None:
    (tmp_path / NAME).write_bytes(garbage)
    with DataLock(tmp_path) as lock:
        assert lock.read_departures() is None
        with pytest.raises(LockHeld) as caught:
            DataLock(tmp_path).acquire()
        assert caught.value.pid == os.getpid()


def test_departures_are_only_the_holders_to_write(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        DataLock(tmp_path).write_departures([1.0])


def test_a_folder_that_cannot_be_had(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(JournalBroken) as caught:
        DataLock(tmp_path / "file").acquire()
    assert caught.value.trouble is JournalTrouble.UNREACHABLE
