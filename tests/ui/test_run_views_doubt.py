"""The page of a doubt: nothing is chosen for the person, and nothing is sent again by one press."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QWidget,
)
from support.gui import Person, Signals, Stretched, cut_off
from support.run_states import MIXED, MOMENT, batch, doubt_state, items, run_record

from planimport_gui.facts.again import Again, Copy, Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, BatchKind
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.look import Look
from planimport_gui.ui.run_words import day_and_time
from planimport_gui.ui.states import DoubtAnswer
from planimport_gui.ui.views.doubt_choices import log_id
from planimport_gui.ui.views.doubt_page import DoubtPage

WIDTH, HEIGHT = 1366, 620
CHOICES = ("check", "again", "claim", "later")
BUTTONS = ("check_log_button", "send_again_button", "claim_button", "later_button")


class Heard:
    """Everything the page wants."""

    def __init__(self, page: DoubtPage) -> None:
        self.check, self.again = Signals(page.check_wanted), Signals(page.again_wanted)
        self.claim, self.later = Signals(page.claim_wanted), Signals(page.later_wanted)

    @property
    def all(self) -> list[list[object]]:
        return [self.check.told, self.again.told, self.claim.told, self.later.told]


@pytest.fixture
def page(gui: Person, russian: Texts, look: Look) -> DoubtPage:
    made = gui.show(DoubtPage(russian, look), WIDTH, HEIGHT)
    made.show_state(doubt_state())
    gui.settle()
    return made


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def radio(page: DoubtPage, choice: str) -> QRadioButton:
    found = page.findChild(QRadioButton, f"choice_{choice}")
    assert isinstance(found, QRadioButton)
    return found


def field(page: DoubtPage) -> QLineEdit:
    found = page.findChild(QLineEdit, "log_id_field")
    assert isinstance(found, QLineEdit)
    return found


def pick(gui: Person, page: DoubtPage, choice: str) -> None:
    radio(page, choice).setFocus()
    gui.press(radio(page, choice), Qt.Key.Key_Space)


def press(gui: Person, page: DoubtPage, name: str) -> None:
    gui.press(part(page, name), Qt.Key.Key_Space)


def said(root: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in root.findChildren(QLabel) if label.isVisible())


def test_what_happened_and_where_to_look(page: DoubtPage) -> None:
    text = said(page)
    time = MOMENT.astimezone()
    assert "60 строк под вопросом: декабрь 2026, пакет 4" in text
    assert f"{time.day} ноября в {time:%H:%M:%S} мы отправили их в Calltouch" in text
    assert "Строки могли попасть в Calltouch, а могли и не попасть. Сами второй раз не отправим." in text
    near = [f"{MOMENT.astimezone() + timedelta(seconds=step):%H:%M:%S}" for step in (-1, 1)]
    assert f"Соседние номера — 126 ({near[0]}) и 128 ({near[1]})." in text


@pytest.mark.parametrize(("count", "words"), [(0, ""), (1, "Соседний номер — 126"), (2, "Соседние номера — 126")])
def test_neighbours_as_far_as_they_are_known(gui: Person, page: DoubtPage, count: int, words: str) -> None:
    page.show_state(doubt_state(neighbours=doubt_state().neighbours[:count]))
    assert words in said(page)
    assert ("осед" in said(page)) == bool(count)


def test_a_neighbour_of_another_day_has_its_day(page: DoubtPage) -> None:
    page.show_state(doubt_state(neighbours=((126, MOMENT - timedelta(days=2)),)))
    assert f"126 ({day_and_time(MOMENT - timedelta(days=2), Texts(Language.RUSSIAN))})" in said(page)
    assert "21 ноября" in said(page)


def test_nothing_is_chosen_and_the_field_waits(page: DoubtPage) -> None:
    assert not any(radio(page, choice).isChecked() for choice in CHOICES)
    assert not any(part(page, name).isEnabled() for name in BUTTONS)
    assert QApplication.focusWidget() is field(page)


@pytest.mark.parametrize(("choice", "name"), list(zip(CHOICES, BUTTONS, strict=True)))
def test_each_answer_has_its_own_button(gui: Person, page: DoubtPage, choice: str, name: str) -> None:
    pick(gui, page, choice)
    assert [part(page, other).isEnabled() for other in BUTTONS] == [other == name for other in BUTTONS]


def test_choosing_alone_does_nothing(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    for choice in CHOICES:
        pick(gui, page, choice)
        gui.press(radio(page, choice), Qt.Key.Key_Return)
    assert heard.all == [[], [], [], []]


# the number


@pytest.mark.parametrize("text", ["127", " 127 ", "1 27", "\t127\n", "1\N{NO-BREAK SPACE}27", "№ 127"])
def test_numbers_are_taken_with_blanks(gui: Person, page: DoubtPage, text: str) -> None:
    heard = Heard(page)
    QApplication.clipboard().setText(text)
    field(page).paste()
    gui.press(field(page), Qt.Key.Key_Return)
    assert heard.all == [[127], [], [], []]


@pytest.mark.parametrize("text", ["abc", "12a", "-5", "1.5", "0", "12345678901234567890", "١٢٧"])
def test_anything_else_is_said_beside_the_field(gui: Person, page: DoubtPage, text: str) -> None:
    heard = Heard(page)
    gui.type_text(field(page), text)
    gui.press(field(page), Qt.Key.Key_Return)
    assert "Номер — это только цифры, например 127." in said(page)
    assert heard.all == [[], [], [], []]
    gui.press(field(page), Qt.Key.Key_Backspace)
    assert "только цифры" not in said(page)


def test_an_empty_field_is_said_too(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    gui.press(field(page), Qt.Key.Key_Enter)
    assert "Впишите номер импорта из «Лога»." in said(page)
    assert heard.all == [[], [], [], []]


def test_typing_a_number_chooses_its_answer(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    gui.type_text(field(page), "127")
    assert radio(page, "check").isChecked()
    gui.click(part(page, "check_log_button"))
    assert heard.check.told == [127]


@given(st.text(max_size=25))
def test_only_digits_and_blanks_are_a_number(text: str) -> None:
    found = log_id(text)
    digits = "".join(text.split()).removeprefix("№")
    assert found is None or (found > 0 and digits.isdigit() and int(digits) == found)


@given(st.integers(1, 10**18 - 1))
def test_every_number_is_read(number: int) -> None:
    assert log_id(f" {number} ") == number


# sending again


def test_sending_again_takes_three_steps_while_it_is_fresh(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    assert not part(page, "send_again_sure_button").isVisible()
    pick(gui, page, "again")
    press(gui, page, "send_again_button")
    press(gui, page, "send_again_button")
    assert heard.again.told == []
    assert part(page, "send_again_sure_button").isVisible()
    press(gui, page, "send_again_sure_button")
    assert heard.all == [[], [None], [], []]


def test_a_double_click_never_sends_again(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    pick(gui, page, "again")
    gui.click(part(page, "send_again_button"))
    gui.double_click(part(page, "send_again_button"))
    assert heard.again.told == []


def test_enter_never_sends_again(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    pick(gui, page, "again")
    gui.press(part(page, "send_again_button"), Qt.Key.Key_Return)
    press(gui, page, "send_again_button")
    gui.press(part(page, "send_again_sure_button"), Qt.Key.Key_Return)
    assert heard.again.told == []


def test_another_answer_takes_the_third_step_back(gui: Person, page: DoubtPage) -> None:
    pick(gui, page, "again")
    press(gui, page, "send_again_button")
    pick(gui, page, "later")
    pick(gui, page, "again")
    assert not part(page, "send_again_sure_button").isVisible()


def test_later_two_steps_are_enough(gui: Person, page: DoubtPage) -> None:
    page.show_state(doubt_state(again_needs_word=False))
    heard = Heard(page)
    pick(gui, page, "again")
    press(gui, page, "send_again_button")
    assert heard.again.told == [None]


def test_the_danger_is_named(page: DoubtPage) -> None:
    until = (MOMENT + timedelta(minutes=10)).astimezone()
    note = part(page, "send_again_note")
    assert isinstance(note, QLabel)
    assert "план за декабрь 2026 удвоится" in note.text()
    assert f"подождите до {until:%H:%M}" in note.text()
    page.show_state(doubt_state(again_needs_word=False))
    assert "подождите" not in note.text()


# the others


def test_a_claim_and_later(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    pick(gui, page, "claim")
    press(gui, page, "claim_button")
    pick(gui, page, "later")
    press(gui, page, "later_button")
    assert heard.all == [[], [], [None], [None]]


def test_escape_is_later(gui: Person, page: DoubtPage) -> None:
    heard = Heard(page)
    gui.press(field(page), Qt.Key.Key_Escape)
    assert heard.all == [[], [], [], [None]]


ANSWERS = {
    DoubtAnswer.ADOPTED: "Номер 127: 60 строк, все совпали. Пакет импортирован.",
    DoubtAnswer.IN_PROGRESS: "Номер 127: 60 строк, все совпали. Ещё в обработке, проверим сами.",
    DoubtAnswer.OTHER: "Номер 127: совпало 7 из 60 — это другой импорт.",
    DoubtAnswer.NO_SUCH_LOG: "Calltouch не знает номера 127.",
    DoubtAnswer.TAKEN: "Номер 127 уже записан за другим пакетом. Проверьте номер.",
    DoubtAnswer.TAKEN_AGAIN: "Номер 127 — это ваша повторная отправка. Впишите номер первого импорта.",
    DoubtAnswer.NO_ANSWER: "Calltouch не ответил. Нажмите «Сверить строки» ещё раз.",
}


@pytest.mark.parametrize("answer", DoubtAnswer)
def test_what_comparing_brought(page: DoubtPage, answer: DoubtAnswer) -> None:
    page.show_state(doubt_state(answer=answer, checked=127, shared=7, answer_words="zzz"))
    assert ANSWERS[answer] in said(part(page, "doubt_answer"))
    assert "zzz" in said(part(page, "doubt_answer"))


@pytest.mark.parametrize("answer", [DoubtAnswer.ADOPTED, DoubtAnswer.IN_PROGRESS])
def test_a_settled_doubt_is_closed(gui: Person, page: DoubtPage, answer: DoubtAnswer) -> None:
    gui.type_text(field(page), "127")
    page.show_state(doubt_state(answer=answer, checked=127))
    heard = Heard(page)
    for choice in CHOICES:
        assert not radio(page, choice).isEnabled()
    gui.press(field(page), Qt.Key.Key_Return)
    gui.press(page, Qt.Key.Key_Escape)
    assert heard.all == [[], [], [], []]


def test_while_calltouch_is_asked_nothing_else_is(gui: Person, page: DoubtPage) -> None:
    gui.type_text(field(page), "127")
    page.show_state(doubt_state(busy=True))
    assert "Спрашиваем Calltouch…" in said(page)
    heard = Heard(page)
    gui.press(field(page), Qt.Key.Key_Return)
    gui.press(page, Qt.Key.Key_Escape)
    assert heard.all == [[], [], [], []]


def test_what_was_typed_stays_until_another_batch_comes(gui: Person, page: DoubtPage) -> None:
    gui.type_text(field(page), "127")
    page.show_state(doubt_state(busy=True))
    page.show_state(doubt_state(answer=DoubtAnswer.OTHER, checked=127))
    assert field(page).text() == "127"
    assert radio(page, "check").isChecked()
    page.show_state(replace(doubt_state(), batch=batch(5, AttemptState.UNKNOWN)))
    assert field(page).text() == ""
    assert not any(radio(page, choice).isChecked() for choice in CHOICES)


# beside the page


def test_sums_by_metric_and_rates_that_have_none(page: DoubtPage) -> None:
    lines = said(part(page, "doubt_sums")).splitlines()
    assert lines == [
        "Бюджет",
        "480\N{NARROW NO-BREAK SPACE}000\N{NO-BREAK SPACE}₽",
        "Показы",
        "873\N{NARROW NO-BREAK SPACE}320",
        "CPC",
        "20 строк",
    ]


def test_the_whole_import(page: DoubtPage) -> None:
    lines = said(part(page, "doubt_rest")).splitlines()
    assert lines == ["Импортированы", "179", "Отклонены", "1", "Под вопросом", "60", "Всего", "240"]


def test_months_of_rows_that_span_several(page: DoubtPage) -> None:
    first, *rest = items()
    spread = (first._replace(date_from=first.date_from.replace(month=10)), *rest)
    page.show_state(replace(doubt_state(), items=spread))
    assert "октябрь – декабрь 2026" in said(page)


def test_other_batches_in_doubt_are_a_click_away(gui: Person, page: DoubtPage) -> None:
    others = part(page, "doubt_list")
    assert isinstance(others, QListWidget)
    assert not others.isVisible()
    page.show_state(doubt_state(open=(4, 7, 9)))
    gui.settle()
    wanted = Signals(page.batch_wanted)
    gui.click(others.viewport(), others.visualItemRect(others.item(1)).center())
    assert wanted.told == [7]
    others.setFocus()
    gui.press(others, Qt.Key.Key_Down)
    assert wanted.told == [7]
    others.itemActivated.emit(others.item(2))
    assert wanted.told == [7, 9]


def test_ways_out(gui: Person, page: DoubtPage) -> None:
    calltouch, rows = Signals(page.calltouch_wanted), Signals(page.rows_wanted)
    press(gui, page, "open_calltouch_button")
    press(gui, page, "show_rows_link")
    assert (calltouch.told, rows.told) == ([None], [None])
    press(gui, page, "copy_path_link")
    assert QApplication.clipboard().text() == "Интеграции → Рекламные системы → Импорт данных → Лог"


def test_what_the_support_needs(gui: Person, page: DoubtPage) -> None:
    page.show_state(doubt_state(answer=DoubtAnswer.OTHER, checked=131))
    press(gui, page, "copy_support_link")
    text = QApplication.clipboard().text()
    assert "Проект: Клиника на Мира (12345)" in text
    assert f"{MOMENT.astimezone():%d.%m.%Y, %H:%M:%S}" in text
    assert "Соседние номера — 126" in text
    assert "Проверенный номер: 131" in text
    assert text.count("klinika_") == 60


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_of_a_doubt_is_told(gui: Person, texts: Texts, look: Look, cause: Cause) -> None:
    made = gui.show(DoubtPage(texts, look), WIDTH, HEIGHT)
    made.show_state(replace(doubt_state(), batch=batch(4, AttemptState.UNKNOWN, cause=cause, words="zzz")))
    assert texts.say(f"cause.{cause}.short") in said(made)
    assert "zzz" in said(made)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [WIDTH, 1000, 683])
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language, width: int) -> None:
    made = gui.show(DoubtPage(Stretched(language), look), width, 900)
    made.show_state(doubt_state(open=(4, 7), answer=DoubtAnswer.NO_ANSWER, checked=127, answer_words="zzz"))
    pick(gui, made, "again")
    press(gui, made, "send_again_button")
    assert part(made, "send_again_sure_button").isVisible()
    for _ in range(3):  # what wraps finds its height in several passes
        gui.settle()
    assert cut_off(made) == []


def test_coming_back_to_the_page_finds_the_field(gui: Person, russian: Texts, look: Look) -> None:
    pages = gui.show(QStackedWidget(), WIDTH, HEIGHT)
    page, other = DoubtPage(russian, look), QLineEdit()
    pages.addWidget(other)
    pages.addWidget(page)
    other.setFocus()
    page.show_state(replace(doubt_state(), record=run_record(MIXED, run=8)))
    assert QApplication.focusWidget() is other
    pages.setCurrentWidget(page)
    gui.wait_until(lambda: QApplication.focusWidget() is field(page))


def test_buttons_are_plain(page: DoubtPage) -> None:
    """None of them is pressed by Enter from elsewhere."""
    assert not [found for found in page.findChildren(QPushButton) if found.autoDefault() or found.isDefault()]


# what went again


def again(state: AttemptState = AttemptState.SUCCESS, log: int | None = 128) -> Again:
    child = batch(5, state, log=log, kind=BatchKind.AGAIN, parent=4)
    return Again(child, (child,))


def test_what_went_again_is_told_and_not_offered(gui: Person, page: DoubtPage) -> None:
    page.show_state(doubt_state(again=again()))
    gui.settle()
    assert ", номер 128: импортировано." in said(page)
    assert "Сами второй раз" not in said(page)
    for name in ("choice_again", "send_again_button", "send_again_note", "send_again_sure_button"):
        assert not part(page, name).isVisible()
    heard = Heard(page)
    gui.type_text(field(page), "127")
    gui.press(field(page), Qt.Key.Key_Return)
    pick(gui, page, "claim")
    press(gui, page, "claim_button")
    assert heard.all == [[127], [], [None], []]
    assert "Напомним при запуске" not in said(page)


@pytest.mark.parametrize("state", [AttemptState.REFUSED, AttemptState.ERROR, AttemptState.UNDONE])
def test_after_a_second_try_that_came_to_nothing_it_is_offered_again(page: DoubtPage, state: AttemptState) -> None:
    page.show_state(doubt_state(again=again(state)))
    assert "Отправлено ещё раз" in said(page)
    assert part(page, "choice_again").isVisible()
    assert "Напомним при запуске" in said(page)


def test_rows_that_are_there_twice_are_the_answer(gui: Person, page: DoubtPage) -> None:
    group = Doubled(tuple(map(RowId, range(60))), (Copy(4, 127), Copy(5, 128)), 5)
    page.show_state(doubt_state(answer=DoubtAnswer.ADOPTED, checked=127, again=again(), doubled=(group,)))
    gui.settle()
    lines = said(part(page, "doubt_answer")).splitlines()
    assert lines == ["60 строк в Calltouch дважды: номера 127 и 128", ANSWERS[DoubtAnswer.ADOPTED]]
    wanted = Signals(page.spare_wanted)
    gui.click(part(page, "delete_second_button"))
    assert len(wanted.told) == 1


@pytest.mark.parametrize(
    ("answer", "heading"),
    [
        (DoubtAnswer.ADOPTED, "60 строк импортированы: декабрь 2026, пакет 4"),
        (DoubtAnswer.IN_PROGRESS, "60 строк в обработке: декабрь 2026, пакет 4"),
        (DoubtAnswer.OTHER, "60 строк под вопросом: декабрь 2026, пакет 4"),
    ],
)
def test_the_heading_follows_the_answer(page: DoubtPage, answer: DoubtAnswer, heading: str) -> None:
    page.show_state(doubt_state(open=(4, 7), answer=answer, checked=127))
    assert heading in said(page)
    settled = answer is not DoubtAnswer.OTHER
    assert part(page, "doubt_what").isVisible() != settled
    others = part(page, "doubt_list")
    assert isinstance(others, QListWidget)
    pictures = [others.item(row).icon().pixmap(16).toImage() for row in range(2)]
    assert (pictures[0] != pictures[1]) == settled


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("width", [WIDTH, 1000, 683])
def test_nothing_of_it_is_cut_off(gui: Person, look: Look, language: Language, width: int) -> None:
    group = Doubled(tuple(map(RowId, range(60))), (Copy(4, 127), Copy(5, 128)), 5)
    made = gui.show(DoubtPage(Stretched(language), look), width, 900)
    for state in (
        doubt_state(open=(4, 7), again=again()),
        doubt_state(open=(4, 7), answer=DoubtAnswer.ADOPTED, checked=127, doubled=(group,)),
    ):
        made.show_state(state)
        for _ in range(3):  # what wraps finds its height in several passes
            gui.settle()
        assert cut_off(made) == []
