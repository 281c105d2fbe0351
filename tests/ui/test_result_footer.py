"""The bottom line after a run: what comes next, in the order in which it matters."""

import pytest
from support.run_states import mixed_result, result_state, run_record

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import Totals
from planimport_gui.texts import Texts
from planimport_gui.ui.flows.footers import of_result
from planimport_gui.ui.states import KeptBatch, ResultState

ALL = Totals(240, imported=240)
KEPT = (KeptBatch(1, 60, 124, "Нельзя"),)
OPEN = run_record(Totals(240, imported=180, not_sent=60), unfinished=True)
NEXT = [
    (result_state(run_record(ALL)), "next_plan_button", "Открыть следующий план"),
    (mixed_result(), "resolve_button", "Разобраться с 60 строками"),
    (result_state(run_record(Totals(2, imported=1, refused=1))), "fix_refused_button", "Исправить 1 отклонённую строку"),
    (result_state(run_record(Totals(2, refused=1, failed=1)), failed=(2,)), "delete_failed_button",
     "Удалить 1 пакет с ошибкой…"),
    (result_state(OPEN), "retry_button", "Продолжить импорт"),
    (result_state(OPEN, to_delete=60), "retry_button", "Продолжить отмену"),
    (result_state(run_record(ALL, paused=Cause.TOKEN, unfinished=True), to_delete=60), "new_token_button",
     "Ввести другой API-токен…"),
    (result_state(run_record(ALL), kept=KEPT, failed=(1,)), "undo_again_button", "Отменить ещё раз 60 строк…"),
]  # fmt: skip


@pytest.mark.parametrize(("state", "name", "text"), NEXT)
def test_what_comes_next(russian: Texts, state: ResultState, name: str, text: str) -> None:
    primary = of_result(russian, state).primary
    assert primary is not None
    assert (primary.name, primary.text) == (name, text)


def test_the_report_and_the_undo_stand_beside_it(texts: Texts) -> None:
    names = [button.name for button in of_result(texts, mixed_result()).others]
    assert names == ["back_to_sheet_button", "undo_import_button", "report_button"]


def test_nothing_to_undo_is_not_undone(texts: Texts) -> None:
    names = [button.name for button in of_result(texts, result_state(run_record(Totals(2, undone=2)))).others]
    assert names == ["back_to_sheet_button", "report_button"]
