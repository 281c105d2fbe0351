"""Looks at dialogs of other programs and presses their buttons; runs on Windows, for the trials.

press.py look               the dialog in front as JSON: its title and what is in it
press.py press NUMBER       presses one of its buttons
press.py open CLASS FILE    opens a file as "Open with" does with a class of files
"""

import ctypes
import json
import sys
import winreg
from ctypes import wintypes
from typing import Any

assert sys.platform == "win32"

_DIALOG = "#32770"
_GET_TEXT, _CLICK, _GET_CHECK = 0x000D, 0x00F5, 0x00F0
_USE_KEY, _WAIT, _NO_QUESTIONS = 0x3, 0x100, 0x400
_MOST = 4000
user = ctypes.windll.user32
Each = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.HWND, wintypes.LPARAM)


class Opening(ctypes.Structure):
    """SHELLEXECUTEINFOW."""

    _fields_ = (
        ("size", wintypes.DWORD), ("mask", wintypes.ULONG), ("window", wintypes.HWND), ("verb", wintypes.LPCWSTR),
        ("file", wintypes.LPCWSTR), ("words", wintypes.LPCWSTR), ("folder", wintypes.LPCWSTR), ("show", ctypes.c_int),
        ("instance", wintypes.HINSTANCE), ("list", ctypes.c_void_p), ("kind", wintypes.LPCWSTR),
        ("key", wintypes.HKEY), ("hot", wintypes.DWORD), ("icon", wintypes.HANDLE), ("process", wintypes.HANDLE),
    )  # fmt: skip


def main(words: list[str]) -> int:
    match words:
        case ["look"]:
            window = front()
            print(json.dumps({"title": text(window), "inside": inside(window)} if window else None))
        case ["press", number]:
            seen = [one for one in children(front()) if user.IsWindowVisible(one)]
            button = next(one for one in seen if user.GetDlgCtrlID(one) == int(number))
            user.PostMessageW(button, _CLICK, 0, 0)
        case ["open", name, file]:
            return 0 if open_as(name, file) else 1
        case _:
            return 2
    return 0


def front() -> Any:
    """The uppermost dialog that is seen, or 0."""
    found: list[Any] = []

    def look(window: Any, _: Any) -> bool:
        if user.IsWindowVisible(window) and kind(window) == _DIALOG:
            found.append(window)
        return not found

    user.EnumWindows(Each(look), 0)
    return found[0] if found else 0


def inside(window: Any) -> list[dict[str, Any]]:
    return [
        {
            "number": user.GetDlgCtrlID(one), "kind": kind(one), "text": text(one),
            "enabled": bool(user.IsWindowEnabled(one)), "ticked": bool(user.SendMessageW(one, _GET_CHECK, 0, 0)),
            "place": place(one),
        }
        for one in children(window)
        if user.IsWindowVisible(one)
    ]  # fmt: skip


def children(window: Any) -> list[Any]:
    found: list[Any] = []

    def take(one: Any, _: Any) -> bool:
        found.append(one)
        return True

    user.EnumChildWindows(window, Each(take), 0)
    return found


def kind(window: Any) -> str:
    buffer = ctypes.create_unicode_buffer(100)
    user.GetClassNameW(window, buffer, 100)
    return buffer.value


def text(window: Any) -> str:
    buffer = ctypes.create_unicode_buffer(_MOST)
    user.SendMessageW(window, _GET_TEXT, _MOST, ctypes.cast(buffer, ctypes.c_void_p))
    return buffer.value


def place(window: Any) -> list[int]:
    """Left, top, right, bottom on the screen."""
    found = wintypes.RECT()
    user.GetWindowRect(window, ctypes.byref(found))
    return [found.left, found.top, found.right, found.bottom]


def open_as(name: str, file: str) -> bool:
    """By the class's own key: wine's HKEY_CLASSES_ROOT does not show what the user has for himself."""
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, rf"Software\Classes\{name}") as key:
        mask = _USE_KEY | _WAIT | _NO_QUESTIONS
        opening = Opening(size=ctypes.sizeof(Opening), mask=mask, verb="open", file=file, show=1, key=int(key))
        return bool(ctypes.windll.shell32.ShellExecuteExW(ctypes.byref(opening)))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
