"""The whole job in a real window on a real screen, with mouse and keys, and the plug pulled twice on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.screen import Program, Screen, missing, screen
from support.stage import SITE, TOKEN

from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a screen")
SAMPLE = "sample-plan.xlsx"
FIRST_LOG = 900000001


@pytest.fixture(scope="module")
def shared() -> Iterator[Screen]:
    with screen() as made:
        yield made


class Slow:
    """A service that keeps its answers to one kind of request to itself for a while."""

    def __init__(self) -> None:
        self.tests = self.batches = False
        self.held = 0

    def __call__(self, facts: RequestFacts) -> Fault | None:
        if facts.kind is Kind.ADD and (self.batches if facts.items() else self.tests):
            self.held += 1
            return Fault(delay=60)
        return None


def start(on: Screen, data: Path, service: PracticeService, *words: str) -> Program:
    settings = {"PLANIMPORT_DATA_DIR": str(data), "PLANIMPORT_API_URL": service.address, "PLANIMPORT_TOKEN": TOKEN}
    return on.start({**settings, "PLANIMPORT_LANG": "ru"}, *words)


def open_sample(window: Program) -> None:
    """Drop the sample on the window."""
    window.see(lambda seen: seen["page"] == "start")
    window.drop(resource(SAMPLE))
    window.see(lambda seen: seen["resting"])


def repair_all(window: Program) -> None:
    """What is certain with one button, a missing day by choosing, the last from the keyboard."""
    before = window.see(lambda seen: seen["errors"])["errors"]
    window.click("fix_certain_button")
    left = window.see(lambda seen: seen["resting"] and seen["errors"] < before)["errors"]
    assert left, "something is left to be decided"
    window.click("card_month_button")
    window.see(lambda seen: seen["resting"] and seen["errors"] < left)
    window.hands.press("F8")
    window.hands.press("Shift_L", "F9")
    window.see(lambda seen: seen["panel"] == "before")


def enter_project(window: Program) -> None:
    """The project is asked for when first needed; its token comes from the environment here."""
    window.click("project_name")
    window.hands.type("klinika")
    window.hands.press("Tab")
    window.hands.type(SITE)
    window.click("project_save")


def ended(window: Program) -> dict[str, int]:
    totals: dict[str, int] = window.see(lambda seen: not seen["busy"] and seen["panel"] == "result")["totals"]
    return totals


def test_a_plan_survives_two_power_cuts(shared: Screen, tmp_path: Path) -> None:
    slow = Slow()
    with PracticeService(pace=5, latency=0.1, finish_after=0.1, faults=slow) as service:
        slow.tests = True
        window = start(shared, tmp_path, service)
        open_sample(window)
        repair_all(window)
        window.click("confirm_button")
        enter_project(window)
        window.click("confirm_button")
        window.see(lambda seen: slow.held == 1)
        window.kill()

        slow.tests, slow.batches = False, True
        window = start(shared, tmp_path, service)
        window.click("waiting_0")
        rows = ended(window)["not_sent"]
        assert rows > 30
        window.click("retry_button")
        window.see(lambda seen: slow.held == 2)
        window.kill()

        slow.batches = False
        window = start(shared, tmp_path, service)
        window.click("waiting_0")
        window.see(lambda seen: seen["page"] == "doubt")
        window.click("log_id_field")
        window.hands.type(str(FIRST_LOG))
        window.hands.press("Return")
        window.see(lambda seen: seen["answer"] == "adopted")
        window.click("leave_doubt_button")
        totals = ended(window)
        assert totals["imported"] == rows == totals["total"] - totals["left_out"]
        assert set(service.imported().values()) == {1}
        assert service.imported().total() == rows

        window.click("undo_import_button")
        window.click("yes_question_yes")
        window.see(lambda seen: seen["totals"] and seen["totals"]["undone"] == rows)
        assert not service.imported()
        window.click("plan_table")  # nothing else gives the keyboard back where no window manager does
        window.see(lambda seen: seen["focus"] == "plan_table")
        window.hands.press("Control_L", "q")
        assert window.process.wait(20) == 0


def test_a_second_start_hands_its_file_to_the_window(shared: Screen, tmp_path: Path) -> None:
    with PracticeService() as service:
        window = start(shared, tmp_path, service)
        window.see(lambda seen: seen["page"] == "start")
        second = start(shared, tmp_path, service, str(resource(SAMPLE)))
        assert second.process.wait(20) == 0
        seen = window.see(lambda seen: seen["resting"])
        assert seen["file"] == SAMPLE
        assert not service.requests
