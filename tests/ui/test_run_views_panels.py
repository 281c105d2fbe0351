"""Beside the table while a run is on its way and after it: what they say, and what a person can ask for."""

import re
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QLabel, QProgressBar, QWidget
from support.gui import Person, Signals, Stretched, cut_off
from support.run_states import MIXED, batch, mixed_result, result_state, run_record, run_state

from planimport_gui.facts.again import Again, Copy, Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptState, BatchKind, RefusedRow, Totals
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.flows.footers import of_result
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import KeptBatch, MonthProgress, ResultState, RunPhase
from planimport_gui.ui.views.result_panel import ResultPanel
from planimport_gui.ui.views.run_panel import RunPanel

WIDTH, HEIGHT = 336, 560


def found(root: QWidget, name: str) -> QWidget:
    child = root.findChild(QWidget, name)
    assert isinstance(child, QWidget), name
    return child


def text_of(root: QWidget, name: str) -> str:
    """What a label says; nothing while it is hidden."""
    child = root.findChild(QLabel, name)
    assert isinstance(child, QLabel), name
    return "" if child.isHidden() else child.text()


def said(root: QWidget) -> str:
    """All that is to be read, once everything stands in its place."""
    QApplication.processEvents()
    parts = [child for child in root.findChildren(QWidget) if isinstance(child, QLabel | QAbstractButton)]
    return "\n".join(part.text() for part in parts if part.isVisible())


@pytest.fixture
def running(gui: Person, russian: Texts, look: Look) -> RunPanel:
    return gui.show(RunPanel(russian, look), WIDTH, HEIGHT)


@pytest.fixture
def result(gui: Person, russian: Texts, look: Look) -> ResultPanel:
    return gui.show(ResultPanel(russian, look), WIDTH, HEIGHT)


def test_how_far_a_run_is(running: RunPanel) -> None:
    running.show_state(run_state())
    assert text_of(running, "run_headline") == "120 из 240 строк в Calltouch"
    assert text_of(running, "run_time_left") == "Осталось около 4 секунд"
    assert "Ноябрь\n120 из 120 импортированы" in said(running)
    assert "Декабрь\n60 отправлены, 60 ждут" in said(running)


def test_the_bar_counts_imported_rows_of_those_meant_to_go(running: RunPanel) -> None:
    running.show_state(run_state())
    bar = running.findChild(QProgressBar, "import_progress")
    assert isinstance(bar, QProgressBar)
    assert (bar.value(), bar.maximum()) == (120, 240)
    assert "120 из 240" in bar.accessibleDescription()


def test_a_wait_is_told_only_while_it_lasts(running: RunPanel) -> None:
    running.show_state(run_state(wait=Cause.PACE, wait_seconds=1))
    sentence = "Calltouch пропускает 5 запросов в секунду. Ждём 1 секунду — делать ничего не нужно."
    assert sentence in said(running)
    running.show_state(run_state())
    assert not found(running, "run_wait").isVisible()


@pytest.mark.parametrize("cause", list(Cause))
def test_every_wait_has_its_sentence(gui: Person, texts: Texts, look: Look, cause: Cause) -> None:
    panel = gui.show(RunPanel(texts, look), WIDTH, HEIGHT)
    panel.show_state(run_state(wait=cause, wait_seconds=600, wait_words="zzz"))
    assert "10" in said(panel)
    assert "zzz" in said(panel)


def test_months_fill_up_in_place(running: RunPanel) -> None:
    running.show_state(run_state())
    before = running.findChildren(QProgressBar)
    months = (MonthProgress((2026, 11), 120, 120, 0, 0, 0), MonthProgress((2026, 12), 120, 100, 10, 4, 5))
    running.show_state(run_state(months=months))
    assert running.findChildren(QProgressBar) == before
    assert "100 импортированы, 10 отправлены, 5 под вопросом, 4 ждут, 1 не импортирована" in said(running)


def test_years_are_told_where_there_are_two(running: RunPanel) -> None:
    months = (MonthProgress((2026, 12), 1, 1, 0, 0, 0), MonthProgress((2027, 1), 1, 0, 0, 1, 0))
    running.show_state(run_state(months=months))
    assert "Декабрь 2026" in said(running)
    assert "Январь 2027" in said(running)


def test_once_all_is_out_the_service_is_awaited(running: RunPanel) -> None:
    running.show_state(run_state(totals=Totals(240, imported=180, pending=60)))
    assert text_of(running, "run_time_left") == "Всё отправлено. Calltouch обрабатывает 60 строк."


def test_stopping_is_told_in_place_of_the_time(running: RunPanel) -> None:
    running.show_state(run_state(phase=RunPhase.STOPPING, wait=Cause.PACE, wait_seconds=9))
    assert "Останавливаем" in text_of(running, "run_time_left")
    assert not found(running, "run_wait").isVisible()


def test_a_wait_that_is_over_says_that_we_try_again(running: RunPanel) -> None:
    running.show_state(run_state(wait=Cause.OFFLINE, wait_seconds=0))
    assert "Нет связи. Пробуем снова…" in said(running)


@pytest.mark.parametrize(("undoing", "words"), [(False, "Новое не отправляем."), (True, "Больше ничего не удаляем.")])
def test_a_pause_is_told_in_place_of_a_wait(running: RunPanel, undoing: bool, words: str) -> None:
    running.show_state(run_state(phase=RunPhase.PAUSED, wait=Cause.PACE, wait_seconds=9, undoing=undoing))
    card = said(found(running, "run_wait"))
    assert card.startswith("Пауза…")
    assert words in card
    assert "Ждём 9" not in card
    assert text_of(running, "run_time_left") == ""


def test_before_anything_is_known(running: RunPanel) -> None:
    running.show_state(run_state(totals=Totals(0), months=(), seconds_left=None))
    assert text_of(running, "run_headline") == "Начинаем…"
    assert text_of(running, "run_time_left") == ""


def test_practice_never_says_calltouch_holds_rows(running: RunPanel) -> None:
    running.show_state(run_state(practice=True))
    assert text_of(running, "run_headline") == "Тренировка: 120 из 240 строк"
    assert "в Calltouch" not in said(running)


def test_undoing_counts_what_is_deleted(running: RunPanel) -> None:
    months = (MonthProgress((2026, 11), 120, 0, 0, 0, 0), MonthProgress((2026, 12), 120, 60, 0, 0, 60))
    running.show_state(run_state(undoing=True, totals=Totals(240, imported=60, undone=120, unknown=60), months=months))
    assert text_of(running, "run_headline") == "Отменяем импорт: 120 строк удалены"
    assert "120 удалены" in said(running)
    assert "60 импортированы, 60 удаляем" in said(running)
    assert "под вопросом" not in said(running)


def test_the_link_asks_what_is_going_on(gui: Person, running: RunPanel) -> None:
    running.show_state(run_state())
    wanted = Signals(running.details_wanted)
    gui.click(found(running, "run_details_link"))
    gui.press(found(running, "run_details_link"), Qt.Key.Key_Space)
    assert wanted.told == [None, None]


# the result


def test_all_well(result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(360, imported=240, left_out=120), before=120)))
    assert text_of(result, "result_headline") == "Готово: 240 строк в Calltouch"
    assert text_of(result, "result_where") == (
        "В «Данных площадок» и дашбордах план появится завтра, 24 ноября; в остальных отчётах уже есть. "
        "Ещё раз импортировать не нужно."
    )
    assert text_of(result, "result_logs") == "Номера 124–127: Интеграции → Рекламные системы → Импорт данных → Лог"
    assert text_of(result, "result_before") == "Импортировано раньше: 120 строк."
    assert not [card for card in cards(result) if card.isVisible()]


def cards(panel: QWidget) -> list[QFrame]:
    return [child for child in panel.findChildren(QFrame) if child.objectName().endswith("_card")]


def test_tomorrow_may_be_another_month(result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(1, imported=1)), today=date(2026, 11, 30)))
    assert "завтра, 1 декабря" in text_of(result, "result_where")


def test_what_needs_the_person(gui: Person, result: ResultPanel) -> None:
    result.show_state(mixed_result())
    assert text_of(result, "result_headline") == "179 из 240 строк в Calltouch"
    assert "60 строк под вопросом" in said(found(result, "doubt_card"))
    assert "Сами второй раз не отправим." in said(found(result, "doubt_card"))
    assert "«Метрика с таким именем не найдена» — 1 строка" in said(found(result, "refused_card"))
    doubt, refused = Signals(result.doubt_wanted), Signals(result.refused_wanted)
    gui.click(found(result, "doubt_button"))
    gui.click(found(result, "refused_button"))
    assert doubt.told == [4]
    assert refused.told == [None]


def test_refusals_are_grouped_and_the_most_frequent_come_first(result: ResultPanel) -> None:
    words = ["a"] + ["b"] * 3 + ["c", "d", "e"]
    refused = tuple(RefusedRow(RowId(number), "", said) for number, said in enumerate(words))
    result.show_state(result_state(run_record(Totals(7, refused=7)), refused=refused))
    lines = said(found(result, "refused_card")).splitlines()
    assert lines[1] == "«b» — 3 строки"
    assert "и ещё причины: 2" in lines


PARTS = ("imported", "pending", "refused", "failed", "unknown", "undone", "not_sent", "left_out")


@pytest.mark.parametrize("missing", [None, *PARTS])
def test_the_sum_adds_up(texts: Texts, missing: str | None) -> None:
    """It stands once: in the footer."""
    numbers = {part: 3 + place for place, part in enumerate(PARTS) if part != missing}
    footer = of_result(texts, result_state(run_record(Totals(sum(numbers.values()), **numbers))))
    *parts, total = [int(number) for number in re.findall(r"\d+", footer.sentence)]
    assert sorted(parts) == sorted(numbers.values())
    assert total == sum(parts)


def test_why_a_run_stopped_and_what_next(result: ResultPanel) -> None:
    record = run_record(Totals(240, imported=180, not_sent=60), unfinished=True, paused=Cause.POINTS, words="Лимит")
    result.show_state(result_state(record))
    card = said(found(result, "paused_card"))
    assert "60 строк ждут" in card
    assert "не потеряется и не отправится дважды" in card
    assert "Ответ Calltouch: «Лимит»" in card


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_is_told(gui: Person, texts: Texts, look: Look, cause: Cause) -> None:
    panel = gui.show(ResultPanel(texts, look), WIDTH, HEIGHT)
    panel.show_state(result_state(run_record(Totals(2, not_sent=2), unfinished=True, paused=cause)))
    assert texts.say(f"cause.{cause}") in said(panel)


def test_a_run_that_was_stopped(result: ResultPanel) -> None:
    record = run_record(Totals(240, imported=180, not_sent=60), unfinished=True)
    result.show_state(result_state(record, cancelled=True))
    assert "Вы остановили импорт: 60 строк ждут" in said(result)
    assert "не отправится дважды" in said(result)


def test_rows_in_work(result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(240, imported=180, pending=60), unfinished=True)))
    assert "60 строк в обработке" in said(found(result, "pending_card"))


def test_failed_rows_can_be_seen_and_deleted_and_nothing_says_that_nothing_arrived(
    gui: Person, result: ResultPanel
) -> None:
    result.show_state(result_state(run_record(Totals(2, failed=2)), failed=(3,)))
    card = said(found(result, "failed_card"))
    assert "Calltouch не смог импортировать: 2 строки" in card
    assert "Часть могла попасть" in card
    delete, show = Signals(result.failed_wanted), Signals(result.failed_rows_wanted)
    gui.click(found(result, "delete_failed_card_button"))
    gui.click(found(result, "show_failed_button"))
    assert (delete.told, show.told) == ([None], [None])


KEPT = (KeptBatch(1, 60, 124, "Удаление запрещено"), KeptBatch(2, 5, 125, "Нет прав"), KeptBatch(4, 3, 127, "Нет прав"))


def test_what_was_not_deleted_is_told_before_anything_else(gui: Person, result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(240, imported=68, undone=172)), kept=KEPT))
    assert text_of(result, "result_headline") == "Не удалось отменить 68 строк"
    card = said(found(result, "kept_card"))
    assert card.splitlines()[:3] == [
        "Не удалось отменить 68 строк", "«Удаление запрещено» — 60 строк", "«Нет прав» — 8 строк",
    ]  # fmt: skip
    assert "номера импортов: 124–125, 127" in card
    assert "Готово" not in said(result)
    assert text_of(result, "result_where") == ""
    again = Signals(result.undo_again_wanted)
    gui.click(found(result, "undo_again_card_button"))
    assert again.told == [None]
    result.show_state(result_state(run_record(Totals(240, undone=240))))
    assert not found(result, "kept_card").isVisible()


def test_a_refusal_without_words_says_so(result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(1, imported=1)), kept=(KeptBatch(1, 1, 124, ""),)))
    assert "Причину Calltouch не назвал — 1 строка" in said(found(result, "kept_card"))


@pytest.mark.parametrize(
    ("paused", "cancelled", "title", "why"),
    [
        (Cause.POINTS, False, "Отмена остановилась", "Причина: баллы закончились. Ответ Calltouch: «Лимит»"),
        (None, True, "Вы остановили отмену", ""),
        (None, False, "Отмена не закончена", ""),
    ],
)
def test_an_undo_that_did_not_come_to_its_end(
    result: ResultPanel, paused: Cause | None, cancelled: bool, title: str, why: str
) -> None:
    record = run_record(Totals(240, undone=180, unknown=60), unfinished=True, paused=paused, words="Лимит")
    result.show_state(result_state(record, cancelled=cancelled, to_delete=60))
    assert text_of(result, "result_headline") == "Отмена не закончена: 60 строк ещё не удалены"
    card = said(found(result, "paused_card"))
    assert card.startswith(f"{title}: 60 строк ещё не удалены")
    assert why in card
    assert "Что осталось удалить, мы помним" in card


def test_months_are_told_while_rows_are_in_work_as_well(result: ResultPanel) -> None:
    record = run_record(Totals(120, imported=60, pending=60), unfinished=True, paused=Cause.POINTS)
    months = (MonthProgress((2026, 11), 60, 60, 0, 0, 0), MonthProgress((2026, 12), 60, 0, 60, 0, 0))
    result.show_state(result_state(record, months=months))
    card = said(found(result, "paused_card"))
    assert card.startswith("Импорт остановился\nНоябрь загружен полностью, декабрь — 60 строк из 60 в обработке.")


MONTHS = (
    MonthProgress((2026, 10), 120, 120, 0, 0, 0), MonthProgress((2026, 11), 120, 60, 0, 60, 0),
    MonthProgress((2026, 12), 120, 0, 0, 120, 0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("months", "sentence"),
    [
        (MONTHS[:2], "Октябрь загружен полностью, ноябрь — 60 строк из 120."),
        (MONTHS, "Октябрь загружен полностью, ноябрь — 60 строк из 120, декабрь ещё не загружен."),
        (
            (MONTHS[0], replace(MONTHS[0], month=(2027, 1)), replace(MONTHS[1], month=(2027, 2), pending=9)),
            "Октябрь 2026, январь 2027 загружены полностью, февраль 2027 — 60 строк из 120 и ещё 9 в обработке.",
        ),
    ],
)
def test_which_months_are_complete(result: ResultPanel, months: tuple[MonthProgress, ...], sentence: str) -> None:
    record = run_record(Totals(360, imported=180, not_sent=180), unfinished=True, paused=Cause.POINTS)
    result.show_state(result_state(record, months=months))
    assert sentence in said(found(result, "paused_card"))


def test_an_undone_run_promises_nothing(result: ResultPanel) -> None:
    result.show_state(result_state(run_record(Totals(240, undone=240)), log_ids=()))
    assert text_of(result, "result_headline") == "Импорт отменён: 240 строк удалены из Calltouch"
    assert text_of(result, "result_where") == ""
    assert text_of(result, "result_logs") == ""
    assert "Отправить их снова можно из таблицы" in text_of(result, "result_send_again")


@pytest.mark.parametrize(
    "state",
    [
        result_state(run_record(Totals(240, imported=240)), practice=True),
        result_state(run_record(Totals(240, undone=240)), practice=True),
        mixed_result(practice=True),
    ],
)
def test_practice_says_so_and_promises_nothing(gui: Person, russian: Texts, look: Look, state: ResultState) -> None:
    panel = gui.show(ResultPanel(russian, look), WIDTH, HEIGHT)
    panel.show_state(state)
    assert text_of(panel, "result_headline").startswith("Тренировка")
    assert text_of(panel, "result_practice") == "Это была тренировка: в Calltouch ничего нет."
    others = said(panel).replace(text_of(panel, "result_practice"), "")
    assert "в Calltouch" not in others
    assert "Номера" not in others


def test_links(gui: Person, result: ResultPanel) -> None:
    result.show_state(mixed_result())
    details = Signals(result.details_wanted)
    found(result, "result_details_link").setFocus()
    gui.press(found(result, "result_details_link"), Qt.Key.Key_Space)
    gui.press(found(result, "copy_log_ids_link"), Qt.Key.Key_Space)
    assert details.told == [None]
    assert QApplication.clipboard().text() == "124–127"


def test_a_screen_reader_hears_the_result(result: ResultPanel) -> None:
    result.show_state(mixed_result())
    assert result.objectName() == "run_summary"
    for part in ("179 из 240", "60 строк под вопросом", "1 строка отклонена", "завтра, 24 ноября"):
        assert part in result.accessibleDescription()


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language) -> None:
    running = gui.show(RunPanel(Stretched(language), look), WIDTH, HEIGHT)
    months = tuple(MonthProgress((2025 + n // 12, n % 12 + 1), 100, 60, 20, 10, 10) for n in range(11, 14))
    running.show_state(run_state(wait=Cause.OFFLINE, wait_seconds=5, months=months))
    finished = gui.show(ResultPanel(Stretched(language), look), WIDTH, 900)
    finished.show_state(mixed_result())
    stopped = gui.show(ResultPanel(Stretched(language), look), WIDTH, 900)
    record = run_record(Totals(9, failed=1, not_sent=8), unfinished=True, paused=Cause.PROJECT)
    stopped.show_state(result_state(record, months=MONTHS, failed=(1,)))
    kept = gui.show(ResultPanel(Stretched(language), look), WIDTH, 900)
    kept.show_state(result_state(run_record(MIXED), kept=KEPT))
    gui.settle()
    assert cut_off(running) + cut_off(finished) + cut_off(stopped) + cut_off(kept) == []


def test_the_same_state_again_changes_nothing(gui: Person, result: ResultPanel) -> None:
    result.show_state(mixed_result())
    found(result, "refused_button").setFocus()
    result.show_state(result_state(run_record(MIXED), doubts=(4,), refused=mixed_result().refused))
    assert QApplication.focusWidget() is found(result, "refused_button")


# what went again


def resent_again(number: int = 5, *, of: int = 4, log: int = 128) -> Again:
    child = batch(number, AttemptState.SUCCESS, log=log, kind=BatchKind.AGAIN, parent=of)
    return Again(child, (child,))


def twice(*, spare: int | None = 5) -> Doubled:
    return Doubled(tuple(map(RowId, range(50))), (Copy(4, 127), Copy(5, 128)), spare)


def test_rows_that_are_there_twice_stand_first_and_red(gui: Person, result: ResultPanel) -> None:
    record = replace(run_record(Totals(350, imported=350)), doubled=50)
    result.show_state(result_state(record, doubled=(twice(),)))
    card = found(result, "doubled_card")
    assert said(card).startswith("50 строк в Calltouch дважды: номера 127 и 128")
    assert card.mapTo(result, card.rect().topLeft()).y() < found(result, "result_headline").y()
    assert text_of(result, "result_headline") == "350 строк в Calltouch, из них 50 — дважды"
    assert not found(result, "result_where").isVisible()
    wanted = Signals(result.spare_wanted)
    gui.click(found(result, "delete_spare_button"))
    assert wanted.told == [5]


def test_the_button_says_which_import_goes(russian: Texts, result: ResultPanel) -> None:
    record = replace(run_record(Totals(350, imported=350)), doubled=50)
    button = found(result, "delete_spare_button")
    for spare, words in ((5, "Удалить второй"), (4, "Удалить номер 127")):
        result.show_state(result_state(record, doubled=(twice(spare=spare),)))
        assert button.property("text") == words
    state = result_state(record, doubled=(twice(spare=None),))
    result.show_state(state)
    assert not button.isVisible()
    primary = of_result(russian, state).primary
    assert primary is not None
    assert primary.name == "next_plan_button"


def test_a_doubt_that_came_in_when_it_was_sent_again_says_both(russian: Texts, result: ResultPanel) -> None:
    record = replace(run_record(Totals(240, imported=180, unknown=60)), resent=60)
    state = result_state(record, doubts=(4,), again=(resent_again(),))
    result.show_state(state)
    assert said(found(result, "doubt_card")).startswith(
        "60 строк под вопросом, отправлены ещё раз: номер 128 импортирован"
    )
    assert "Сами второй раз" not in said(found(result, "doubt_card"))
    primary = of_result(russian, state).primary
    assert primary is not None
    assert primary.name == "next_plan_button"


def test_one_doubt_sent_again_and_one_not(russian: Texts, result: ResultPanel) -> None:
    record = replace(run_record(Totals(240, imported=120, unknown=120)), resent=60)
    state = result_state(record, doubts=(3, 4), again=(resent_again(),), causes=(Cause.SILENT,))
    result.show_state(state)
    lines = said(found(result, "doubt_card")).splitlines()
    assert lines[0] == "120 строк под вопросом"
    assert "60 строк могли попасть в Calltouch" in lines[1]
    assert lines[2].startswith("Пакет 4, 60 строк. Отправлено ещё раз")
    primary = of_result(russian, state).primary
    assert primary is not None
    assert (primary.name, primary.text) == ("resolve_button", "Разобраться с 60 строками")


@pytest.mark.parametrize("cause", list(Cause))
def test_why_rows_are_in_doubt(texts: Texts, gui: Person, look: Look, cause: Cause) -> None:
    made = gui.show(ResultPanel(texts, look), 336, 600)
    made.show_state(result_state(run_record(Totals(60, unknown=60)), doubts=(4,), causes=(cause,)))
    assert texts.say(f"cause.{cause}.short") in said(found(made, "doubt_card"))


def test_three_alike_quote_nobody(result: ResultPanel) -> None:
    record = run_record(Totals(900, imported=100, unknown=300, not_sent=500), unfinished=True, paused=Cause.ALIKE)
    result.show_state(result_state(replace(record, paused_words="unknown"), doubts=(2, 3, 4), causes=(Cause.SERVER,)))
    text = said(result)
    assert "unknown" not in text
    assert "Ответ Calltouch" not in text
    assert "сбой в Calltouch" in text
    assert "ответа не было" not in text.lower()
