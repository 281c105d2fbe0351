"""What is sent again at the person's word: told as such, offered once, and red where it stands there twice."""

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QMessageBox, QRadioButton
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.records import Totals
from planimport_gui.importing import recovery
from planimport_gui.practice.faults import Cut, Fault, Kind, RequestFacts
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.states import Filter
from planimport_gui.ui.views.filter_bar import Chip
from planimport_gui.ui.window import Page, Panel


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def first_two_unanswered(facts: RequestFacts) -> Fault | None:
    """Both batches are imported, and nobody ever hears of it. The first add is the connection test."""
    return Fault(cut=Cut.BODY, execute=True) if facts.kind is Kind.ADD and facts.nth in (2, 3) else None


def said(story: Desktop, name: str) -> str:
    """What a visible part of the window says."""
    story.gui.settle()
    root = story.find(QLabel, name) if story.window.findChild(QLabel, name) else story.window.findChild(object, name)
    labels = [root] if isinstance(root, QLabel) else root.findChildren(QLabel)  # type: ignore[union-attr]  # it is there
    return "\n".join(label.text() for label in labels if label.isVisible())


def send(story: Desktop, path: Path) -> None:
    story.open(path)
    story.panel(Panel.BEFORE)
    story.press("confirm_button")
    story.ended()


def resolve(story: Desktop) -> None:
    """To the page of the first doubt, by the button of its card."""
    story.press("doubt_button")
    story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
    story.gui.settle()


def send_again(story: Desktop) -> None:
    radio = story.find(QRadioButton, "choice_again")
    radio.setFocus()
    story.gui.press(radio, Qt.Key.Key_Space)
    story.press("send_again_button")
    story.press("send_again_sure_button")
    state = story.controller.results
    story.gui.wait_until(lambda: state.state is not None and any(one.imported for one in state.state.again), 20)
    story.ended()


def type_number(story: Desktop, number: int) -> None:
    field = story.find(QLineEdit, "log_id_field")
    story.gui.type_text(field, str(number))
    story.gui.press(field, Qt.Key.Key_Return)
    state = story.controller.doubts
    story.gui.wait_until(lambda: state._state is not None and state._state.answer is not None, 15)
    story.gui.settle()


def totals(story: Desktop) -> Totals:
    assert story.controller.desk.result is not None
    return story.controller.desk.result.totals


def question(story: Desktop) -> QMessageBox:
    story.gui.wait_until(lambda: story.window.findChild(QMessageBox, "yes_question") is not None)
    return story.find(QMessageBox, "yes_question")


def test_rows_that_turn_out_to_be_there_twice_are_red_and_one_press_deletes_the_second(
    gui: Person, tmp_path: Path
) -> None:
    twice = "50 строк в Calltouch дважды: номера 900000002 и 900000003"
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 150))
        resolve(story)
        send_again(story)
        resolve(story)
        type_number(story, 900000002)
        assert said(story, "doubt_answer").startswith(twice)
        story.press("leave_doubt_button")
        story.ended()
        assert totals(story) == Totals(total=150, imported=150)
        assert said(story, "doubled_card").startswith(twice)
        assert said(story, "result_headline") == "150 строк в Calltouch, из них 50 — дважды"
        assert story.find_button("delete_doubled_button") is not None
        story.controller.runs.open()
        story.gui.wait_until(lambda: story.window.page is Page.RUNS)
        assert story.window.runs._model.texts[0][-1] == "50 строк в Calltouch дважды"
        story.press("leave_runs_button")
        story.press("delete_spare_button")
        asked = question(story).text()
        assert "50 строк плана за" in asked
        assert "(пакет 3)" in asked
        assert "другой импорт этих строк останется" in asked
        story.press("yes_question_yes")
        story.gui.wait_until(lambda: set(service.imported().values()) == {1}, 20)
        story.ended()
        assert totals(story) == Totals(total=150, imported=150)
        assert service.imported().total() == 150
        assert said(story, "doubled_card") == ""


def test_the_page_of_the_doubt_deletes_the_second_as_well(gui: Person, tmp_path: Path) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 150))
        resolve(story)
        send_again(story)
        resolve(story)
        type_number(story, 900000002)
        story.press("delete_second_button")
        question(story)
        story.press("yes_question_yes")
        story.gui.wait_until(lambda: set(service.imported().values()) == {1}, 20)
        story.ended()
        assert service.imported().total() == totals(story).imported == 150


def test_sent_again_is_said_everywhere_and_not_offered_once_more(gui: Person, tmp_path: Path) -> None:
    with serve(scenario=Scenario.CUT_BEFORE) as service:
        with desktop(gui, tmp_path / "data", service.address) as story:
            send(story, plan_file(tmp_path, 50))
            resolve(story)
            assert "Сами второй раз не отправим." in said(story, "doubt_what")
            send_again(story)
            assert service.imported().total() == 50
            assert totals(story) == Totals(total=50, unknown=50)
            card = said(story, "doubt_card")
            assert card.startswith("50 строк под вопросом, отправлены ещё раз: номер 900000001 импортирован")
            assert "Сами второй раз" not in card
            assert story.find(Chip, f"chip_{Filter.UNKNOWN}").text() == "Под вопросом 50, отправлены ещё раз 50"
            assert story.find_button("resolve_button") is None
            assert story.find_button("next_plan_button") is not None
            resolve(story)
            what = said(story, "doubt_what")
            assert "Отправлено ещё раз" in what
            assert ", номер 900000001: импортировано." in what
            assert "Сами второй раз" not in what
            assert not story.find(QRadioButton, "choice_again").isVisible()
            for name in ("check", "claim", "later"):
                assert story.find(QRadioButton, f"choice_{name}").isVisible()
            type_number(story, 900000001)
            assert "это ваша повторная отправка" in said(story, "doubt_answer")
            story.controller.runs.open()
            story.gui.wait_until(lambda: story.window.page is Page.RUNS)
            assert story.window.runs._model.texts[0][-1] == "50 строк под вопросом, отправлены ещё раз"
            story.window.close()
        gui.leave()
        with desktop(gui, tmp_path / "data", service.address) as story:
            story.gui.wait_until(lambda: bool(story.window.start._state.recent))
            assert story.window.start._state.waiting == ()


def test_what_the_console_sent_again_meanwhile_is_a_sentence_and_no_crash(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve(faults=second_batch_unanswered) as service, desktop(gui, data, service.address) as story:
        send(story, plan_file(tmp_path, 150))
        resolve(story)
        with hold(data, Tempo()) as engine:
            recovery.send_again(engine.journal, 1, 2, "console")
        radio = story.find(QRadioButton, "choice_again")
        radio.setFocus()
        story.gui.press(radio, Qt.Key.Key_Space)
        story.press("send_again_button")
        story.press("send_again_sure_button")
        story.gui.wait_until(lambda: story.window.message.isVisible())
        assert story.texts.say("ui.message.sentAgain", child=3) in said(story, "message_bar")
        story.gui.wait_until(lambda: "ждёт отправки" in said(story, "doubt_what"))
        assert not story.find(QRadioButton, "choice_again").isVisible()
        assert service.imported().total() == 150


def test_after_an_answer_the_page_says_so_and_leads_to_the_next_doubt(gui: Person, tmp_path: Path) -> None:
    with serve(faults=first_two_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 150))
        numbers = [log.id for log in service.logs()]
        assert totals(story) == Totals(total=150, unknown=150)
        story.press("resolve_button")
        story.gui.wait_until(lambda: story.window.page is Page.DOUBT)
        type_number(story, min(numbers))
        assert said(story, "doubt_heading").startswith("100 строк импортированы: ")
        assert not story.find(QLabel, "doubt_what").isVisible()
        assert story.find(QListWidget, "doubt_list").count() == 2
        assert story.find_button("leave_doubt_button") is not None
        story.press("next_doubt_button")
        story.gui.wait_until(lambda: "50 строк под вопросом" in said(story, "doubt_heading"))
        type_number(story, max(numbers))
        assert story.find_button("next_doubt_button") is None
        story.press("leave_doubt_button")
        story.ended()
        assert totals(story) == Totals(total=150, imported=150)
        assert Counter(service.imported().values()) == {1: 150}
