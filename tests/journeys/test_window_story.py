"""The whole job in the window, as an analyst does it: open, repair, send, doubt, undo, start again."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QRadioButton
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.facts.records import Totals
from planimport_gui.plan.commands import SetCells
from planimport_gui.plan.fields import Field
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.resources import resource
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.window import Page, Panel


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def repair_all(story: Desktop) -> None:
    """Press the one button at the bottom until nothing is red; what has no repair is set aside."""
    for _ in range(30):
        problems = story.controller.editing.problems
        assert problems is not None
        if not problems.errors:
            return
        names = ("fix_certain_button", "fix_card_button", "card_month_button")
        pressed = next((name for name in names if story.find_button(name) is not None), None)
        if pressed is not None:
            story.press(pressed)
        else:
            story.controller.editing.set_card_aside(problems.cards[0])
        story.rest()
    raise AssertionError("there is always one more")


def test_the_sample_is_repaired_sent_and_undone(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path, service.address) as story:
        assert story.window.page is Page.START
        story.open(resource("sample-plan.xlsx"))
        story.panel(Panel.PROBLEMS)
        repair_all(story)
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.totals.imported > 20
        assert record.totals.imported + record.totals.left_out == record.totals.total
        assert sum(service.imported().values()) == record.totals.imported
        marks = {story.document.mark(id) for id in story.document.sheet.ids}
        assert RowMark.IMPORTED in marks
        story.press("undo_import_button")
        story.press("yes_question_yes")
        story.gui.wait_until(lambda: not service.imported(), 20)
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.totals.undone == record.totals.total - record.totals.left_out


def test_a_doubt_is_resolved_by_its_number(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 150))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.totals == Totals(total=150, imported=100, unknown=50)
        story.press("resolve_button")
        story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
        field = story.find(QLineEdit, "log_id_field")
        story.gui.type_text(field, "900000002")
        story.gui.press(field, Qt.Key.Key_Return)
        story.gui.wait_until(lambda: story.controller.doubts._state and story.controller.doubts._state.answer)
        story.press("leave_doubt_button")
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.totals == Totals(total=150, imported=150)
        assert set(service.imported().values()) == {1}


def test_a_doubt_names_the_numbers_of_the_imports_before_and_after(gui: Person, tmp_path: Path) -> None:
    def unanswered(facts: RequestFacts) -> Fault | None:
        items = facts.items() if facts.kind is Kind.ADD else []
        return Fault(cut=Cut.BODY, execute=True) if len(items) == 7 else None

    with serve(faults=unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        for rows in (5, 12, 20):
            story.open(plan_file(tmp_path, rows))
            story.panel(Panel.BEFORE)
            story.press("confirm_button")
            story.ended()
        story.controller.doubts.open(2)
        story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
        state = story.controller.doubts._state
        assert state is not None
        assert len(state.open) == 1
        assert [log for log, _ in state.neighbours] == [900000001, 900000003]


def test_what_is_there_on_somebodys_word_has_a_mark_of_its_own(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 150))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.press("resolve_button")
        story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
        story.controller.doubts.claim()
        story.ended()
        record = story.controller.desk.result
        assert record is not None
        assert record.totals == Totals(total=150, imported=150)
        marks = Counter(story.document.mark(id) for id in story.document.sheet.ids)
        assert marks == {RowMark.IMPORTED: 100, RowMark.CLAIMED: 50}
        story.controller.editing.choose_filter(Filter.IMPORTED)
        assert story.window.table.model().rowCount() == 150


def test_a_second_press_sends_nothing_twice(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 120))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.press("back_to_sheet_button")
        story.panel(Panel.BEFORE)
        story.gui.wait_until(lambda: dict(story.document.filters())[Filter.SENT_BEFORE] == 120)
        assert story.find_button("confirm_button") is None
        assert set(service.imported().values()) == {1}


def test_a_refused_row_comes_back_with_the_words_of_the_service(gui: Person, tmp_path: Path) -> None:
    def refuse(facts: RequestFacts) -> Fault | None:
        named = answers.Violation("items[4].campaign", "Такой кампании нет")
        return Fault(reply=answers.violations([named])) if (facts.kind, facts.nth) == (Kind.ADD, 2) else None

    with serve(faults=refuse) as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 30))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.press("fix_refused_button")
        story.gui.wait_until(lambda: dict(story.document.filters()).get(Filter.REFUSED) == 1)
        story.rest()
        (row,) = [id for id in story.document.sheet.ids if story.document.mark(id) is RowMark.REFUSED]
        refusal = story.document.refusal(row)
        assert refusal is not None
        assert refusal.words == "Такой кампании нет"
        assert service.imported().total() == 29
        story.panel(Panel.PROBLEMS)
        card = story.find(QFrame, "refused_rows_card")
        assert card.isVisible()
        assert "«Такой кампании нет»" in " ".join(label.text() for label in card.findChildren(QLabel))
        story.controller.editing.do(SetCells(((row, Field.CAMPAIGN, "другая"),)))
        story.rest()
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        assert service.imported().total() == 30


def test_the_next_start_offers_what_waits(gui: Person, tmp_path: Path) -> None:
    with serve(points=3) as service:
        with desktop(gui, tmp_path / "data", service.address) as story:
            story.open(plan_file(tmp_path, 450))
            story.panel(Panel.BEFORE)
            story.press("confirm_button")
            story.ended()
            assert story.controller.desk.result is not None
            assert story.controller.desk.result.unfinished
            story.window.close()
        service.refill(None)
        gui.leave()
        with desktop(gui, tmp_path / "data", service.address) as story:
            story.press("waiting_0")
            story.press("retry_button")
            story.gui.wait_until(
                lambda: story.controller.desk.result is not None and not story.controller.desk.result.unfinished, 30
            )
            assert service.imported().total() == 450
            assert set(service.imported().values()) == {1}


def test_enter_never_sends(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 10))
        story.panel(Panel.BEFORE)
        story.gui.wait_until(lambda: story.find_button("confirm_button") is not None)
        button = story.find_button("confirm_button")
        assert button is not None
        for target in (button, story.window.table, story.window):
            for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                target.setFocus()
                story.gui.press(target, key)
        story.gui.settle()
        assert not story.controller.desk.busy
        assert not service.requests


def test_radio_buttons_of_a_doubt_choose_nothing_by_themselves(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 150))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.press("resolve_button")
        story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
        assert not any(button.isChecked() for button in story.window.doubt.findChildren(QRadioButton))


def test_a_plan_opened_after_an_import_is_confirmed_against_it(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        story.open(plan_file(tmp_path, 5))
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.open(plan_file(tmp_path, 8))
        story.panel(Panel.BEFORE)
        sums = story.controller.desk.history.sums
        assert sum(sums.values()) > 0


def test_the_sample_is_tried_in_practice_and_stays_there(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path, service.address) as story:
        story.press("sample_button")
        gui.wait_until(lambda: story.controller.editing.problems is not None, 20)
        story.panel(Panel.PROBLEMS)
        assert story.controller.desk.world.practice
        assert story.window.windowTitle().startswith("sample-plan.xlsx")
        repair_all(story)
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        story.trigger("action_practice")
        gui.wait_until(lambda: story.window.page is Page.START)
        assert story.controller.desk.document is None
        assert not story.controller.desk.memory.recent()
        assert not service.requests
