"""The history of imports goes away, or breaks, while a run is on its way: nothing more is sent, and it is said plainly."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.states import Filter
from planimport_gui.ui.window import Page, Panel

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be deleted there")
JOURNAL = "journal.sqlite"


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def deleted(data: Path) -> None:
    (data / JOURNAL).unlink()


def exchanged(data: Path) -> None:
    other = data / "other"
    shutil.copyfile(data / JOURNAL, other)
    other.replace(data / JOURNAL)


def folder_moved(data: Path) -> None:
    data.rename(data.with_name("away"))


def message(story: Desktop) -> str:
    story.gui.wait_until(lambda: story.window.message.isVisible(), 15)
    return " ".join(label.text() for label in story.window.message.findChildren(QLabel))


@pytest.mark.parametrize("harm", [deleted, exchanged, folder_moved])
def test_gone_in_mid_run_nothing_more_is_sent_and_the_sheet_comes_back(
    gui: Person, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    """The harm is done while the second batch is answered; the first is in Calltouch by then."""
    data = tmp_path / "data"
    done: list[int] = []

    def harmful(facts: RequestFacts) -> Fault | None:
        if (facts.kind, facts.nth) == (Kind.ADD, 3):
            harm(data)
            done.append(facts.number)
        return None

    with (
        serve(faults=harmful, latency=0.05) as service,
        desktop(gui, data, service.address) as story,
    ):
        story.open(plan_file(tmp_path, 900))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        gui.wait_until(lambda: not story.controller.desk.busy and story.window.panel is not Panel.RUN, 30)
        said = message(story)
        assert "Файл с историей импортов удалили, перенесли или заменили" in said
        assert str(data / JOURNAL) in said
        story.rest()
        arrived = service.imported().total()
        assert 200 <= arrived < 900
        assert len(service.requests) <= done[0] + 3, "what had left before it was noticed, and no more"
        assert f"До этого ушло {arrived} строк" in said
        assert "900000001" in said
        assert story.window.page is Page.WORK
        assert story.find_button("stop_button") is None
        assert story.find_button("pause_button") is None
        assert not story.document.in_run
        assert dict(story.document.filters())[Filter.LEFT_OUT] == arrived
        gui.wait_until(lambda: story.find_button("confirm_button") is not None)


def test_a_result_that_cannot_be_read_leads_back_to_the_sheet(gui: Person, tmp_path: Path) -> None:
    """The run came to its end; the journal was gone when its result was read."""
    data = tmp_path / "data"
    with serve() as service, desktop(gui, data, service.address) as story:
        story.open(plan_file(tmp_path, 150))
        story.panel(Panel.BEFORE)
        story.controller.carrying.ended.disconnect(story.controller.results._ended)
        story.press("confirm_button")
        gui.wait_until(lambda: story.controller.carrying.last is not None and not story.controller.desk.busy, 20)
        (data / JOURNAL).write_bytes(b"no journal at all " * 100)
        story.controller.results._ended((1, False))
        assert "повреждён" in message(story)
        gui.wait_until(lambda: not story.document.in_run)
        story.rest()
        said = message(story)
        assert "До этого ушло 150 строк (номера: 900000001–900000002)" in said
        assert story.window.panel is Panel.BEFORE
        assert story.find_button("stop_button") is None
        assert dict(story.document.filters())[Filter.LEFT_OUT] == 150
        assert story.find_button("confirm_button") is None
        assert service.imported().total() == 150


def test_a_doubt_can_be_left_although_its_result_cannot_be_read(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve(faults=second_batch_unanswered) as service, desktop(gui, data, service.address) as story:
        story.open(plan_file(tmp_path, 150))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.press("resolve_button")
        gui.wait_until(lambda: story.window.page is Page.DOUBT)
        deleted(data)
        story.press("leave_doubt_button")
        assert "Файл с историей импортов удалили" in message(story)
        assert story.window.page is Page.WORK
