"""Phrases of console and window: whose words are whose, and what became of rows that were sent again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from planimport_gui.facts.again import Again, Copy, Doubled
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import AttemptRecord, AttemptState, BatchKind, BatchRecord
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.phrases import again_sentence, cause_sentence, twice_sentence

RUSSIAN = Texts(Language.RUSSIAN)
MOMENT = datetime(2026, 11, 25, 4, 7, tzinfo=UTC)
ROWS = tuple(map(RowId, range(50)))


def test_nobody_said_anything_where_batches_only_ended_alike() -> None:
    assert cause_sentence(Cause.ALIKE, "unknown", RUSSIAN) == RUSSIAN.say("cause.alike")


@pytest.mark.parametrize("cause", Cause)
def test_words_of_the_system_are_not_calltouchs(cause: Cause) -> None:
    said = cause_sentence(cause, "zzz", RUSSIAN)
    of_the_system = cause in (Cause.OFFLINE, Cause.CERTIFICATE, Cause.PROXY, Cause.CUT, Cause.WITHDRAWN)
    assert ("Сообщение системы: «zzz»." in said) == of_the_system
    assert ("Ответ Calltouch: «zzz»." in said) == (not of_the_system and cause is not Cause.ALIKE)


@pytest.mark.parametrize(
    ("logs", "words"),
    [
        ((4, 5), "50 строк в Calltouch дважды: номера 4 и 5"),
        ((None, 5), "50 строк в Calltouch дважды: один раз с ваших слов, второй под номером 5"),
        ((None, None), "50 строк в Calltouch дважды, с ваших слов"),
        ((4, 5, 9), "50 строк в Calltouch несколько раз: номера 4–5, 9"),
    ],
)
def test_rows_that_are_there_twice(logs: tuple[int | None, ...], words: str) -> None:
    group = Doubled(ROWS, tuple(Copy(batch, log) for batch, log in enumerate(logs, 1)))
    assert twice_sentence(group, RUSSIAN) == words
    assert "Calltouch" not in twice_sentence(group, RUSSIAN, practice=True)


SENT = f"Отправлено ещё раз {MOMENT.astimezone().day} ноября в {MOMENT.astimezone():%H:%M}"


@pytest.mark.parametrize(
    ("state", "log", "words"),
    [
        (None, None, "Отправим ещё раз пакетом 3: он ждёт отправки."),
        (AttemptState.FREE, None, "Отправим ещё раз пакетом 3: он ждёт отправки."),
        (AttemptState.SENDING, None, f"{SENT}: отправляется."),
        (AttemptState.ACCEPTED, 127, f"{SENT}, номер 127: в обработке."),
        (AttemptState.SUCCESS, 127, f"{SENT}, номер 127: импортировано."),
        (AttemptState.UNKNOWN, None, f"{SENT}: тоже под вопросом."),
        (AttemptState.REFUSED, None, f"{SENT}: отклонено."),
        (AttemptState.ERROR, 127, f"{SENT}, номер 127: Calltouch не смог импортировать."),
        (AttemptState.DELETING, 127, f"{SENT}, номер 127: удаляем."),
        (AttemptState.UNDONE, 127, f"{SENT}, номер 127: удалено."),
        (AttemptState.CLAIMED, None, f"{SENT}: импорт есть, с ваших слов."),
    ],
)
def test_what_became_of_rows_that_were_sent_again(state: AttemptState | None, log: int | None, words: str) -> None:
    attempts = () if state is None else (AttemptRecord(1, 3, state, MOMENT, "", log),)
    batch = BatchRecord(1, 3, BatchKind.AGAIN, ROWS, parent=1, attempts=attempts)
    assert again_sentence(Again(batch, (batch,)), RUSSIAN) == words


def test_what_became_of_them_where_only_a_part_came_in() -> None:
    refused = AttemptRecord(1, 3, AttemptState.REFUSED, MOMENT, "")
    batch = BatchRecord(1, 3, BatchKind.AGAIN, ROWS, parent=1, attempts=(refused,))
    came = AttemptRecord(2, 4, AttemptState.SUCCESS, MOMENT, "", 127)
    rest = replace(batch, number=4, kind=BatchKind.REMAINDER, rows=ROWS[1:], parent=3, attempts=(came,))
    said = again_sentence(Again(batch, (batch, rest)), RUSSIAN)
    assert said == f"{SENT}, номер 127: импортировано 49 из 50."
