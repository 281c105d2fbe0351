"""Shortcuts with real keys, whatever layout the keyboard has: the key of the letter counts, not what it writes."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.screen import Program, missing, screen

from planimport_gui.resources import resource

why = missing() or ("" if shutil.which("setxkbmap") else "setxkbmap is not installed")
pytestmark = pytest.mark.skipif(bool(why), reason=why or "there is a keyboard")
SAMPLE = "sample-plan.xlsx"


@pytest.fixture(params=[("us", 0), ("us,ru", 1), ("ru,us", 0), ("ru", 0)], ids=["us", "us-RU", "RU-us", "RU"])
def window(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Program]:
    """The program with the sample open; what the keyboard is set to now is in capitals."""
    layouts, group = request.param
    with screen() as shared:
        shared.set_keyboard(layouts)
        opened = shared.start({"PLANIMPORT_DATA_DIR": str(tmp_path), "PLANIMPORT_LANG": "ru"})
        opened.see(lambda seen: seen["page"] == "start")
        opened.drop(resource(SAMPLE))
        opened.see(lambda seen: seen["resting"] and seen["errors"])
        opened.click("plan_table")
        opened.see(lambda seen: seen["focus"] == "plan_table")
        shared.hands.switch(group)
        yield opened


def test_the_plan(window: Program) -> None:
    before = window.see(lambda seen: seen["errors"])["errors"]
    window.click("fix_certain_button")
    left = window.see(lambda seen: seen["resting"] and seen["errors"] < before)["errors"]
    window.hands.strike("Control", "Z")
    window.see(lambda seen: seen["resting"] and seen["errors"] == before)
    window.hands.strike("Control", "Y")
    window.see(lambda seen: seen["resting"] and seen["errors"] == left)
    window.hands.strike("Control", "I")
    window.see(lambda seen: seen["page"] == "runs")


def test_a_line_to_type_into(window: Program) -> None:
    window.hands.strike("Control", "F")
    window.see(lambda seen: seen["focus"] == "search_field")
    window.hands.strike("S")
    word = window.see(lambda seen: seen["typed"])["typed"]
    for keys, text in (("A", word), ("X", ""), ("V", word), ("V", 2 * word), ("Z", word), ("A", word), ("C", word)):
        window.hands.strike("Control", keys)
        window.see(lambda seen, text=text: seen["typed"] == text)
    window.hands.strike("Control", "V")
    window.hands.strike("Control", "V")
    window.see(lambda seen: seen["typed"] == 2 * word)


def test_the_table(window: Program) -> None:
    """A wrong cell is copied over the good one above it."""
    before = window.see(lambda seen: seen["errors"])["errors"]
    window.hands.press("F8")
    window.hands.strike("Control", "C")
    window.hands.press("Up")
    window.hands.strike("Control", "V")
    window.see(lambda seen: seen["resting"] and seen["errors"] == before + 1)
