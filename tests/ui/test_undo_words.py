"""What is asked before a deletion: rows, months and batches, and practice is never Calltouch."""

from collections.abc import Callable

import pytest
from support.run_states import batch

from planimport_gui.facts.records import AttemptState as State
from planimport_gui.facts.records import BatchRecord
from planimport_gui.texts import Texts
from planimport_gui.ui import undo_words

OCTOBER, DECEMBER = (2026, 10), (2026, 12)
FIRST, SECOND = batch(1, State.SUCCESS, rows=100, log=4), batch(2, State.SUCCESS, rows=21, log=5)
MONTHS = dict.fromkeys(FIRST.rows, OCTOBER) | dict.fromkeys(SECOND.rows, DECEMBER)
CODES = ("ui.ask.undoBatches", "ui.ask.undoSpare", "ui.ask.deleteFailed")


def about_run(texts: Texts, *batches: BatchRecord, practice: bool = False) -> str:
    return undo_words.about_run(batches, MONTHS, "Клиника на Мира", texts, practice=practice)


def about_batches(texts: Texts, *batches: BatchRecord, code: str = CODES[0], practice: bool = False) -> str:
    return undo_words.about_batches(batches, MONTHS, "Клиника на Мира", texts, code, practice=practice)


def test_a_whole_import(russian: Texts) -> None:
    assert about_run(russian, FIRST, SECOND) == (
        "Отменить импорт в «Клиника на Мира»? Удалим из Calltouch 121 строку плана за октябрь – декабрь 2026. "
        "Calltouch удаляет целыми пакетами; вернуть их можно только новой отправкой."
    )


@pytest.mark.parametrize("state", [None, State.REFUSED, State.UNDONE, State.UNKNOWN])
def test_what_is_not_there_is_not_counted(russian: Texts, state: State | None) -> None:
    other = batch(2, state, rows=21)
    assert "100 строк плана за октябрь 2026." in about_run(russian, FIRST, other)
    assert "Удалять из Calltouch нечего" in about_run(russian, other)


def test_some_batches(russian: Texts) -> None:
    assert about_batches(russian, FIRST) == (
        "Удалить из «Клиника на Мира» 100 строк плана за октябрь 2026 (пакет 1)? "
        "Вернуть их можно только новой отправкой."
    )
    assert "121 строку плана за октябрь – декабрь 2026 (пакеты 1–2)?" in about_batches(russian, FIRST, SECOND)


@pytest.mark.parametrize("code", CODES)
def test_every_question_about_batches_names_them(texts: Texts, code: str) -> None:
    for practice in (False, True):
        said = about_batches(texts, FIRST, code=code, practice=practice)
        assert "100" in said
        assert texts.say("ui.ask.batch", batches="1") in said


def delete_some(texts: Texts) -> list[str]:
    return [about_batches(texts, FIRST, code=code, practice=True) for code in CODES]


def delete_all(texts: Texts) -> list[str]:
    return [about_run(texts, FIRST, practice=True), about_run(texts, batch(2, None), practice=True)]


@pytest.mark.parametrize("ask", [delete_some, delete_all])
def test_practice_deletes_nothing_from_calltouch(russian: Texts, ask: Callable[[Texts], list[str]]) -> None:
    for said in ask(russian):
        assert "из Calltouch" not in said
        assert "Клиника" not in said
