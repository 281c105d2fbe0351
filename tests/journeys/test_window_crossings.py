"""What crosses in the window: unsaved work and another plan, files that come in mid-run, pages before each other."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QTextBrowser
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.facts.records import Project
from planimport_gui.plan.commands import DeleteRows, SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.document import SetAside
from planimport_gui.ui.states import Filter
from planimport_gui.ui.window import Page, Panel


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def another(folder: Path, count: int = 7) -> Path:
    """A second plan."""
    place = folder / "другой"
    place.mkdir(exist_ok=True)
    return plan_file(place, count)


def ready(story: Desktop, path: Path) -> None:
    """Open a plan and wait until it can be sent."""
    story.open(path)
    story.panel(Panel.BEFORE)
    story.gui.wait_until(lambda: story.find_button("confirm_button"), 20)


def edit(story: Desktop, row: int, text: str) -> None:
    id = story.document.sheet.ids[row]
    story.controller.editing.do(SetCells(((id, Field.CAMPAIGN, text),)))
    story.rest()


def send(story: Desktop) -> int:
    """Send the plan; the number of its run."""
    story.press("confirm_button")
    story.ended()
    assert story.controller.desk.result is not None
    return story.controller.desk.result.id


def asked(story: Desktop) -> QMessageBox:
    """The question about unsaved changes, once it is there."""
    story.gui.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox))
    found = QApplication.activeModalWidget()
    assert isinstance(found, QMessageBox)
    assert found.objectName() == "discard_question"
    return found


def answer(story: Desktop, name: str) -> None:
    question = asked(story)
    button = next(one for one in question.buttons() if one.objectName() == f"discard_question_{name}")
    story.gui.click(button)
    story.gui.settle()


def message(story: Desktop) -> str:
    story.gui.wait_until(lambda: story.window.message.isVisible(), 15)
    return story.window.message.accessibleName()


def hold_calls(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> threading.Event:
    """Calls of a method wait in the thread they came in until the event is set."""
    gate, method = threading.Event(), getattr(type(owner), name)

    def call(*arguments: object) -> object:
        assert gate.wait(20)
        return method(*arguments)

    monkeypatch.setattr(type(owner), name, call)
    return gate


# unsaved work


def drop_another(story: Desktop, folder: Path, _: int) -> None:
    story.drop(another(folder))


def paste_a_table(story: Desktop, _: Path, run: int) -> None:
    story.controller.files.open_text("a\tb")


def open_a_run(story: Desktop, _: Path, run: int) -> None:
    story.controller.runs.open()
    story.gui.wait_until(lambda: story.window.page is Page.RUNS)
    story.window.runs.run_wanted.emit(run)


def close_the_window(story: Desktop, *_: object) -> None:
    story.window.close()


@pytest.mark.parametrize("leave", [drop_another, paste_a_table, open_a_run, close_the_window])
@pytest.mark.parametrize("at_result", [False, True], ids=["at rest", "at the result"])
def test_no_way_leaves_unsaved_work_without_a_question(
    gui: Person, tmp_path: Path, leave: Callable[[Desktop, Path, int], None], at_result: bool
) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, another(tmp_path))
        run = send(story)
        story.press("back_to_sheet_button")
        document = story.document
        story.drop(plan_file(tmp_path, 5))
        gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        for row in range(5):
            edit(story, row, f"mended {row}")
        gui.wait_until(lambda: story.find_button("confirm_button"), 20)
        if at_result:
            send(story)
        document = story.document
        leave(story, tmp_path, run)
        answer(story, "cancel")
        assert story.document is document
        assert story.window.isVisible()
        assert document.dirty


def test_saved_work_is_let_go_without_a_question(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        edit(story, 0, "mended")
        story.controller.saving._save(story.document, None, tmp_path / "saved.xlsx")
        story.gui.wait_until(lambda: not story.document.dirty)
        document = story.document
        story.drop(another(tmp_path))
        story.gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)


def test_what_is_changed_while_it_is_saved_stays_unsaved(
    gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        edit(story, 0, "mended")
        gate = hold_calls(monkeypatch, story.controller.desk.world.files, "save")
        story.controller.saving._save(story.document, None, tmp_path / "saved.xlsx")
        edit(story, 1, "later")
        gate.set()
        message(story)
        assert story.document.dirty
        assert story.controller.desk.paper.saved == tmp_path / "saved.xlsx"  # type: ignore[union-attr]  # it is open


def test_another_plan_is_not_saved_over_the_one_before(
    gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        gate = hold_calls(monkeypatch, story.controller.desk.world.files, "save")
        story.controller.saving._save(story.document, None, tmp_path / "saved.xlsx")
        document = story.document
        story.drop(another(tmp_path))
        story.gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        gate.set()
        message(story)
        assert story.controller.desk.paper.saved is None  # type: ignore[union-attr]  # it is open


# pages


def test_a_file_that_does_not_open_leaves_the_plan_in_view(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        (tmp_path / "bad.xlsx").write_bytes(b"x")
        story.drop(tmp_path / "bad.xlsx")
        assert story.find_button("confirm_button") is None
        assert "bad.xlsx" in message(story)
        assert story.window.page is Page.WORK
        gui.wait_until(lambda: story.find_button("confirm_button"))


def test_giving_up_an_opening_leaves_the_plan_in_view(
    gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        document = story.document
        gate = hold_calls(monkeypatch, story.controller.desk.world.files, "read")
        story.drop(another(tmp_path))
        assert story.window.page is Page.START
        assert story.find_button("confirm_button") is None
        story.press("cancel_opening_button")
        gate.set()
        gui.settle()
        assert story.window.page is Page.WORK
        assert story.document is document


def test_nothing_is_edited_or_sent_behind_another_page(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        story.trigger("action_runs")
        gui.wait_until(lambda: story.window.page is Page.RUNS)
        for name in ("delete_rows", "paste", "fix_alike", "import", "undo_import"):
            assert not story.window.actions_[f"action_{name}"].isEnabled(), name
        story.controller.desk.project_changed.emit()
        gui.wait_until(lambda: not story.controller.desk.judging)
        gui.settle()
        assert story.find_button("confirm_button") is None
        assert story.find_button("leave_runs_button") is not None
        story.press("leave_runs_button")
        gui.wait_until(lambda: story.find_button("confirm_button"))
        assert story.window.actions_["action_delete_rows"].isEnabled()


def test_an_opening_is_given_up_when_a_run_begins(gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(latency=0.05) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 300))
        document = story.document
        gate = hold_calls(monkeypatch, story.controller.desk.world.files, "read")
        story.drop(another(tmp_path))
        story.controller.runs.open()
        gui.wait_until(lambda: story.window.page is Page.RUNS)
        story.press("leave_runs_button")
        send(story)
        gate.set()
        gui.settle()
        assert story.document is document
        assert service.imported().total() == 300


def test_a_file_that_comes_during_a_run_is_offered_after_it(gui: Person, tmp_path: Path) -> None:
    with serve(latency=0.1) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 300))
        document = story.document
        story.press("confirm_button")
        gui.wait_until(lambda: story.controller.desk.busy)
        story.drop(another(tmp_path))
        assert "МП v10.xlsx" in message(story)
        story.ended()
        assert story.document is document
        story.press("message_action")
        gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        assert len(story.document.sheet) == 7


def test_another_plan_can_be_sent_after_the_judging_of_the_one_before(
    gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        document = story.document
        gate = hold_calls(monkeypatch, story.controller.desk.world.records, "history")
        story.controller.projects.judge()
        assert story.controller.desk.judging
        story.drop(another(tmp_path))
        gate.set()
        gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        story.press("confirm_button")
        story.ended()
        assert service.imported().total() == 7


def test_from_remarks_the_way_leads_back_although_every_row_is_a_repeat(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        story.controller.editing.do(SetCells(tuple((id, Field.MEDIUM, None) for id in story.document.sheet.ids)))
        story.rest()
        gui.wait_until(lambda: story.find_button("confirm_button"), 20)
        send(story)
        story.press("back_to_sheet_button")
        gui.wait_until(lambda: not story.controller.desk.judging)
        assert story.document.filters()[3] == (Filter.READY, 0)
        story.panel(Panel.BEFORE)
        story.press("remarks_button")
        story.panel(Panel.PROBLEMS)
        story.press("import_button")
        story.panel(Panel.BEFORE)


def test_the_search_field_says_what_the_table_shows(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 20))
        field, model = story.find(QLineEdit, "search_field"), story.window.table.model_
        gui.type_text(field, "zzzz")
        gui.wait_until(lambda: not model.ids)
        story.window.table.show_row(story.document.sheet.ids[3], Field.CAMPAIGN)
        gui.wait_until(lambda: len(model.ids) == 20)
        assert field.text() == ""
        gui.type_text(field, "zzzz")
        gui.wait_until(lambda: not model.ids)
        document = story.document
        story.drop(another(tmp_path))
        gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        gui.wait_until(lambda: len(model.ids) == 7)
        assert field.text() == ""


def test_rows_in_doubt_are_shown_from_their_page(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service:
        with desktop(gui, tmp_path / "data", service.address) as story:
            ready(story, plan_file(tmp_path, 150))
            send(story)
        with desktop(gui, tmp_path / "data", service.address) as story:
            story.press("waiting_0")
            gui.wait_until(lambda: story.window.page is Page.DOUBT)
            story.press("show_rows_link")
            story.ended()
            gui.wait_until(lambda: len(story.window.table.model_.ids) == 50)
            assert story.controller.editing.filter is Filter.UNKNOWN


def test_a_doubt_looked_at_beside_another_plan_leads_back_to_it(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 150))
        run = send(story)
        document = story.document
        story.drop(another(tmp_path))
        gui.wait_until(lambda: story.controller.desk.document not in (None, document), 20)
        edit(story, 0, "mended")
        story.controller.doubts.open(run)
        gui.wait_until(lambda: story.window.page is Page.DOUBT)
        story.press("leave_doubt_button")
        assert story.window.page is Page.WORK
        assert len(story.document.sheet) == 7


def test_help_begins_at_what_is_on_the_screen(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.trigger("action_help")
        page = story.find(QTextBrowser, "help_page")
        assert page.source().fragment() == "open"
        ready(story, plan_file(tmp_path, 5))
        story.trigger("action_help")
        assert page.source().fragment() == "send"


# runs and their rows


def test_a_run_shows_its_own_rows_although_another_plan_has_the_same_numbers(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 5))
        for row in range(5):
            edit(story, row, f"first {row}")
        gui.wait_until(lambda: story.find_button("confirm_button"), 20)
        first = send(story)
        story.press("back_to_sheet_button")
        for row in range(5):
            edit(story, row, f"second {row}")
        gui.wait_until(lambda: story.find_button("confirm_button"), 20)
        second = send(story)
        story.document.saved()
        for run, name in ((first, "first 2"), (second, "second 2")):
            story.controller.results.open(run)
            gui.wait_until(lambda run=run: story.document.run == run)
            gui.settle()
            sheet = story.document.sheet
            assert sheet.row(sheet.ids[2])[Field.CAMPAIGN] == name


def test_rows_of_a_run_cannot_be_edited_until_the_table_is_back(gui: Person, tmp_path: Path) -> None:
    with serve(points=3) as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 450))
        send(story)
        table = story.window.table
        assert not table.model_.editable
        gui.press(table, Qt.Key.Key_F2)
        assert story.texts.say("ui.message.readOnly") == message(story)
        for name in ("paste", "delete_rows", "set_aside", "undo", "replace"):
            assert not story.window.actions_[f"action_{name}"].isEnabled(), name
        story.press("back_to_sheet_button")
        gui.wait_until(lambda: table.model_.editable)


def test_a_refusal_of_one_project_says_nothing_of_another(gui: Person, tmp_path: Path) -> None:
    with serve(scenario="refused") as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        send(story)
        story.press("back_to_sheet_button")
        gui.wait_until(lambda: dict(story.document.filters()).get(Filter.REFUSED) == 1)
        story.controller.projects.choose(Project(service.address, "777", "Другая клиника"))
        gui.wait_until(lambda: not story.controller.desk.judging)
        assert dict(story.document.filters())[Filter.READY] == 5


def test_a_new_row_is_nobody_elses(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        last = story.document.sheet.ids[-1]
        story.controller.editing.do(SetAside(frozenset({last})))
        story.controller.editing.do(DeleteRows((last,)))
        story.controller.projects.judge()
        gui.wait_until(lambda: not story.controller.desk.judging)
        assert story.document.sheet.new_id() > last


# what is being typed


def test_what_is_being_typed_is_saved_and_asked_about(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        story.window.table.show_row(story.document.sheet.ids[2], Field.CAMPAIGN)
        story.window.table.begin("being typed")
        story.window.close()
        answer(story, "cancel")
        sheet = story.document.sheet
        assert sheet.row(sheet.ids[2])[Field.CAMPAIGN] == "being typed"


def test_the_workbook_that_was_opened_is_never_written(gui: Person, tmp_path: Path) -> None:
    path = plan_file(tmp_path, 5)
    before = path.read_bytes()
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, path)
        edit(story, 0, "mended")
        story.controller.saving._save(story.document, None, path)
        assert path.name in message(story)
        assert story.document.dirty
    assert path.read_bytes() == before


def test_a_keyring_that_takes_its_time_is_told(gui: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        ready(story, plan_file(tmp_path, 5))
        gate = hold_calls(monkeypatch, story.controller.desk.world.projects, "has_token")
        story.press("confirm_button")
        gui.wait_until(lambda: story.find(QLabel, "footer_sentence").text() == story.texts.say("ui.footer.keyring"))
        assert story.find_button("confirm_button") is None
        gate.set()
        story.ended()
        assert service.imported().total() == 5
