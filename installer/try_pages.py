"""The pages of the setup program that people click through, in both languages: every button is pressed as they would.

Pictures of all of them go to ``dist/pictures``."""

import json
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from installer import wine
from installer.about import ROOT, WORK
from installer.screen import Screen
from installer.steps import Trouble, end, run, tool

LOCALES = {"ru": "ru_RU", "en": "en_US"}
_NEXT, _CANCEL, _RETRY, _LICENCE = 1, 2, 4, 1000
_TICK = (9, 24)
"""Where the second tick is in the list of parts."""
_PATIENCE = 90
Dialog = dict[str, Any]


def own_words(language: str) -> dict[str, str]:
    """What the setup program says of its own, by name."""
    text = (ROOT / "installer" / "windows" / "words.nsh").read_text(encoding="utf-8")
    name = {"ru": "RUSSIAN", "en": "ENGLISH"}[language]
    return dict(re.findall(rf'LangString (\w+) \$\{{LANG_{name}\}} "(.*)"', text))


def strange_words(dialog: Dialog, language: str) -> list[str]:
    """Texts of a page that are not in its language. The licences are in both."""
    texts = [one["text"] for one in dialog["inside"] if one["number"] != _LICENCE and len(one["text"]) > 2]
    russian = [text for text in texts if re.search("[а-яё]", text, re.IGNORECASE)]
    if language == "en":
        return russian
    return [text for text in texts if text not in russian and re.search(r"[a-z]{3} [a-z]{2}", text)]


class Pages:
    """One person before the screen, who has Windows in one language."""

    def __init__(self, shown: Screen, language: str) -> None:
        self.shown, self.language = shown, language
        self.words = own_words(language)
        self._environment = {**locale_of(language), "PLANIMPORT_LANG": language}
        self._last: Dialog | None = None
        self._number = 0
        self._programs: list[subprocess.Popen[bytes]] = []

    def start(self, program: Path) -> None:
        """Begin a setup or removal."""
        self._last = None
        self._programs.append(wine.started([program], self._environment))

    def page(self, name: str, holds: Callable[[Dialog], bool] = lambda _: True) -> Dialog:
        """The next page, once it can be left. Raises Trouble where none comes, or one in another language."""
        found: Dialog = _await_value(lambda: self._next(holds), f"the page {name} did not come")
        self._number += 1
        self.shown.picture(f"setup-{self.language}-{self._number:02}-{name}")
        if strange := strange_words(found, self.language):
            raise Trouble(f"on the page {name} there is another language than {self.language}: {strange}")
        self._last = found
        return found

    def asks(self, name: str) -> None:
        """The question to close the program stands before the page."""
        self.page(name, lambda dialog: self.words["WORDS_RUNNING"] in _texts(dialog))

    def press(self, number: int = _NEXT) -> None:
        wine.helper("press", str(number))

    def press_retry(self) -> None:
        self._last = None
        self.press(_RETRY)

    def press_cancel(self) -> None:
        self.press(_CANCEL)

    def choose_second_part(self, dialog: Dialog) -> None:
        """Of the parts to install, by the mouse: the shortcut on the desktop."""
        left, top, _, _ = next(one["place"] for one in dialog["inside"] if one["kind"] == "SysTreeView32")
        x, y = (str(number) for number in (left + _TICK[0], top + _TICK[1]))
        run([tool("xdotool", "xdotool"), "mousemove", "--sync", x, y, "click", "1"], seconds=60)
        self.shown.picture(f"setup-{self.language}-{self._number:02}-parts-chosen")

    def tick(self, dialog: Dialog, words: str) -> None:
        """Change a tick by its words."""
        self.press(_box(dialog, words)["number"])

    def untick_all(self, dialog: Dialog) -> None:
        for one in dialog["inside"]:
            if one["ticked"]:
                self.press(one["number"])

    def gone(self) -> None:
        """No page is left. Raises Trouble where one is."""
        _await_value(lambda: self.look() is None or None, "the last page does not go")

    def look(self) -> Dialog | None:
        """The dialog in front, if there is one."""
        said = wine.helper("look")
        dialog: Dialog | None = json.loads(said.strip().splitlines()[-1])
        return dialog

    def close(self) -> None:
        for program in self._programs:
            end(program)

    def _next(self, holds: Callable[[Dialog], bool]) -> Dialog | None:
        """A page that is no longer the last one, and does not change any more."""
        first = self.look()
        if first is None or first == self._last or not _can_go_on(first) or not holds(first):
            return None
        return first if self.look() == first else None


def has_tick(dialog: Dialog) -> bool:
    """Whether something is ticked on a page: of all pages of the setup only on the last one."""
    return any(one["ticked"] for one in dialog["inside"])


def is_ticked(dialog: Dialog, words: str) -> bool:
    """Whether the tick with these words is on. Raises Trouble where there is none."""
    return bool(_box(dialog, words)["ticked"])


def locale_of(language: str) -> dict[str, str]:
    """Variables that make wine a Windows in that language; the system's own locales stay as they are."""
    name = f"{LOCALES[language]}.UTF-8"
    folder = WORK / "locales"
    if not (folder / name).is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        run([tool("localedef", "libc-bin"), "--no-archive", "-i", LOCALES[language], "-f", "UTF-8", folder / name])
    return {"LC_ALL": name, "LANG": name, "LOCPATH": str(folder)}


def _texts(dialog: Dialog) -> list[str]:
    return [one["text"] for one in dialog["inside"]]


def _can_go_on(dialog: Dialog) -> bool:
    """By "next", or in a question by "retry"."""
    return any(one["number"] in (_NEXT, _RETRY) and one["enabled"] for one in dialog["inside"])


def _box(dialog: Dialog, words: str) -> Dialog:
    found = [one for one in dialog["inside"] if one["text"] == words]
    if len(found) != 1:
        raise Trouble(f"there is no tick “{words}” among {_texts(dialog)}")
    return dict(found[0])


def _await_value(look: Callable[[], Any], words: str) -> Any:
    limit = time.monotonic() + _PATIENCE
    while time.monotonic() < limit:
        if (found := look()) is not None:
            return found
        time.sleep(0.2)
    raise Trouble(words)
