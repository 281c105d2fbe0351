"""A screen of its own, with a mouse and a keyboard as the X server sees them, and the program on it."""

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from support.project import ROOT

_X11, _TEST = "libX11.so.6", "libXtst.so.6"
SIZE = (1366, 768)
_PLACES = {
    "Control": 37, "Shift": 50, "Q": 24, "Y": 29, "I": 31, "O": 32, "A": 38, "S": 39, "D": 40, "F": 41, "H": 43, "L": 46,
    "Z": 52, "X": 53, "C": 54, "V": 55,
}  # fmt: skip
"""Where the keys of Latin letters are on any keyboard, as X numbers them."""
_KEYBOARD = 0x100
"""That of the server, for Xkb."""
PATIENCE = 20.0
"""Seconds until something that is due has happened, on a busy computer."""


def missing() -> str:
    """Why there can be no screen here, or nothing."""
    if sys.platform != "linux":
        return "a screen of its own needs an X server"
    if shutil.which("Xvfb") is None:
        return "Xvfb is not installed"
    try:
        ctypes.CDLL(_TEST)
    except OSError:
        return "libXtst is not installed"
    return ""


class Hands:
    """Mouse and keyboard: what they do goes through the X server, as that of a person."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL(_X11)
        self._test = ctypes.CDLL(_TEST)
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        assert self._display.value, f"no display {display}"

    def click(self, x: int, y: int) -> None:
        """Move there and press the left button."""
        self._test.XTestFakeMotionEvent(self._display, -1, x, y, ctypes.c_ulong(0))
        self._button(down=True)
        self._button(down=False)

    def press(self, *keys: str) -> None:
        """Keys by their X names, held down together: ``press("Control_L", "z")``."""
        codes = [self._x.XKeysymToKeycode(self._display, self._x.XStringToKeysym(key.encode())) for key in keys]
        for code in codes:
            self._key(code, down=True)
        for code in reversed(codes):
            self._key(code, down=False)

    def strike(self, *places: str) -> None:
        """Keys by what stands on them in Latin, held down together, whatever the layout makes of them."""
        codes = [_PLACES[place] for place in places]
        for code in codes:
            self._key(code, down=True)
        for code in reversed(codes):
            self._key(code, down=False)

    def switch(self, group: int) -> None:
        """To another of the keyboard's layouts, from 0."""
        self._x.XkbLockGroup(self._display, _KEYBOARD, group)
        self._x.XFlush(self._display)

    def type(self, text: str) -> None:
        """Letters and digits, one after the other."""
        for letter in text:
            self.press(letter)

    def _button(self, *, down: bool) -> None:
        self._test.XTestFakeButtonEvent(self._display, 1, int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._display)

    def _key(self, code: int, *, down: bool) -> None:
        self._test.XTestFakeKeyEvent(self._display, code, int(down), ctypes.c_ulong(0))
        self._x.XFlush(self._display)


class Program:
    """A running window, the eyes on it and the hands in front of it."""

    def __init__(self, process: "subprocess.Popen[str]", hands: Hands) -> None:
        self.process = process
        self.hands = hands

    def ask(self, **question: object) -> Any:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        assert line, f"the program ended with {self.process.wait()}"
        return json.loads(line)

    def see(self, wanted: Callable[[dict[str, Any]], object], seconds: float = PATIENCE) -> dict[str, Any]:
        """Look until the window shows what is wanted."""
        end = time.monotonic() + seconds
        while True:
            seen: dict[str, Any] = self.ask(see=True)
            if wanted(seen):
                return seen
            assert time.monotonic() < end, f"never came, last seen: {seen}"
            time.sleep(0.02)

    def there(self, name: str) -> bool:
        """Whether that widget can be clicked now."""
        return self.ask(where=name) is not None

    def click(self, name: str, seconds: float = PATIENCE) -> None:
        """With the mouse, once the widget is there to be clicked."""
        end = time.monotonic() + seconds
        while (point := self.ask(where=name)) is None:
            assert time.monotonic() < end, f"never there: {name}; seen: {self.ask(see=True)}"
            time.sleep(0.02)
        self.hands.click(*point)

    def drop(self, path: Path) -> None:
        self.ask(drop=str(path))

    def kill(self) -> None:
        """As a power cut would."""
        self.process.kill()
        self.process.wait()


class Screen:
    """An X server without a picture to look at; ``start`` opens the program on it."""

    def __init__(self, display: str, running: ExitStack) -> None:
        self.display = display
        self.hands = Hands(display)
        self._running = running

    def start(self, environment: Mapping[str, str], *words: str) -> Program:
        """``environment`` besides that of the test. The program is killed with the screen."""
        command = [sys.executable, str(ROOT / "tests" / "support" / "seen_app.py"), *words]
        own = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, **own, **environment},
        )  # fmt: skip
        self._running.callback(_end, process)
        return Program(process, self.hands)

    def set_keyboard(self, layouts: str) -> None:
        """The layouts of the keyboard: ``us,ru``. Raises CalledProcessError where there are none of that name."""
        subprocess.run(["setxkbmap", "-display", self.display, layouts], check=True)

    def save(self, path: Path) -> None:
        """The whole screen as a picture."""
        subprocess.run(["import", "-display", self.display, "-window", "root", str(path)], check=True)


@contextmanager
def screen(size: tuple[int, int] = SIZE) -> Iterator[Screen]:
    """A screen that goes with everything on it."""
    reading, writing = os.pipe()
    shape = f"{size[0]}x{size[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", shape, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with ExitStack() as running, os.fdopen(reading) as told:
        running.callback(server.wait)
        running.callback(server.terminate)
        number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield Screen(f":{number}", running)


def _end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
