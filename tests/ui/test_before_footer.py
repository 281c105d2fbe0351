"""What the footer says of a plan before sending: what goes, what goes again, and why nothing goes."""

from dataclasses import replace

import pytest

from planimport_gui.facts.records import Project
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.ui.flows.footers import of_confirmation
from planimport_gui.ui.states import BeforeState, FooterState, RepeatLine

PROJECT = Project("https://api.example", "12345", "Клиника на Мира")
LINE = RepeatLine(RowId(1), 2, "такой план уже импортирован.", False)
REPEATED = BeforeState(
    rows=0, total=50, errors=0, repeats=(LINE,), more_repeats=49, set_aside=0, months=(), rates=0, batches=0,
    requests=0, seconds=0, project=PROJECT, first_time=False,
)  # fmt: skip


def told(texts: Texts, state: BeforeState) -> FooterState:
    return of_confirmation(texts, state, remarks=False, held=False)


@pytest.mark.parametrize(("imported", "in_work", "in_doubt", "said"), [
    (50, 0, 0, "Весь план уже в Calltouch: 50 строк."),
    (0, 50, 0, "Весь план отправлен раньше: 50 строк. Из них 50 в обработке."),
    (30, 12, 8, "Весь план отправлен раньше: 50 строк. Из них 30 уже в Calltouch, 12 в обработке, 8 под вопросом."),
    (49, 0, 0, "Отправлять нечего: готовых строк нет."),
])  # fmt: skip
def test_a_plan_that_was_sent_whole_says_what_is_known(
    russian: Texts, imported: int, in_work: int, in_doubt: int, said: str
) -> None:
    state = replace(REPEATED, imported=imported, in_work=in_work, in_doubt=in_doubt)
    assert told(russian, state) == FooterState(said)


def test_what_goes_again_is_a_warning(russian: Texts) -> None:
    footer = told(russian, replace(REPEATED, rows=50, allowed=50, imported=50, batches=1))
    assert footer.sentence == "▲ Отправим ещё раз 50 строк: план удвоится."
    assert footer.warns
    footer = told(russian, replace(REPEATED, rows=50, allowed=0, batches=1))
    assert footer.sentence == "✓ Ошибок нет. Проверено 50 из 50."
    assert not footer.warns
