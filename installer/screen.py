"""A screen without a monitor for the trials, whose pixels can be looked at while programs draw."""

import mmap
import os
import select
import shutil
import struct
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from installer.about import DIST, WORK
from installer.steps import Trouble, end, fresh, run, say, tool

PICTURES = DIST / "pictures"
_SIZE = (1280, 900)
_PATIENCE = 30


@dataclass(frozen=True)
class Screen:
    """``pixels`` is the X server's own memory, in the form of xwd: a header whose first number is its length."""

    pixels: mmap.mmap

    def colours(self) -> int:
        """How many of them there are, by a sample."""
        header = struct.unpack(">20I", self.pixels[:80])
        first, (width, height) = header[0] + 12 * header[19], header[4:6]
        with memoryview(self.pixels) as whole, whole[first : first + width * height * 4].cast("I") as points:
            return len(set(points[::53]))

    def picture(self, name: str) -> Path:
        """A picture of all of it, in ``dist/pictures``."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        path = PICTURES / f"{name}.png"
        run([tool("import", "imagemagick"), "-window", "root", path], seconds=60)
        return path


@contextmanager
def screen() -> Iterator[Screen]:
    """An X server on a display that is free. Its socket is reachable from a chroot too, since it is an abstract one.

    Programs find it by DISPLAY, which is set meanwhile. Raises Trouble.
    """
    memory = fresh(WORK / "screen")
    reading, writing = os.pipe()
    width, height = _SIZE
    server = subprocess.Popen(
        [tool("Xvfb", "xvfb"), "-displayfd", str(writing), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp",
         "-fbdir", str(memory)],
        pass_fds=[writing], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    before = os.environ.get("DISPLAY")
    try:
        with os.fdopen(reading, "rb", closefd=True) as told:
            ready, _, _ = select.select([told], [], [], _PATIENCE)
            number = told.readline().strip() if ready else b""
        if not number:
            raise Trouble("Xvfb found no display to serve")
        os.environ["DISPLAY"] = f":{number.decode()}"
        with (memory / "Xvfb_screen0").open("rb") as file:
            pixels = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        yield Screen(pixels)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(_PATIENCE)
        end(server)
        if before is None:
            os.environ.pop("DISPLAY", None)
        else:
            os.environ["DISPLAY"] = before
        shutil.rmtree(memory, ignore_errors=True)


@contextmanager
def watched(shown: Screen) -> Iterator[None]:
    """Where there is Trouble, keep a picture of what was on the screen then."""
    try:
        yield
    except Trouble:
        with suppress(Trouble):
            say(f"What is on the screen: {shown.picture('trouble')}")
        raise


@contextmanager
def window_manager() -> Iterator[None]:
    """So that windows have frames and one of them is in front."""
    manager = subprocess.Popen(
        [tool("openbox", "openbox"), "--sm-disable"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield
    finally:
        end(manager)


def windows() -> str:
    """The windows of the screen with their titles, as xwininfo tells them."""
    return run([tool("xwininfo", "x11-utils"), "-root", "-tree"], seconds=60)


def in_front() -> str:
    """The number of the window that the window manager has given the keys, or nothing."""
    number = _property("-root", "_NET_ACTIVE_WINDOW").rpartition(" ")[2].strip()
    return number if number.startswith("0x") and int(number, 16) else ""


def title(number: str) -> str:
    """Of the window with this number, or nothing."""
    return _property("-id", number, "_NET_WM_NAME").partition("=")[2].strip() if number else ""


def _property(*words: str) -> str:
    return run([tool("xprop", "x11-utils"), *words], {"LC_ALL": "C.UTF-8"}, allowed=(0, 1), seconds=60)


def await_(done: Callable[[], bool], words: str, seconds: float = 60, pause: float = 0.3) -> None:
    """Raises Trouble with ``words`` where it is not done in time."""
    limit = time.monotonic() + seconds
    while not done():
        if time.monotonic() > limit:
            raise Trouble(words)
        time.sleep(pause)
