"""Rows sent again that had arrived the first time: the console says so where people read, and nowhere else."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from support.console import Outcome
from support.stage import SITE, TOKEN, second_batch_unanswered

from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]
Book = Callable[..., Path]
TWICE = "50 строк в Calltouch дважды: номера 900000002 и 900000003"


@pytest.fixture
def resent(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeService]:
    """Run 1 has 150 rows in two batches; the second was imported, never answered, and sent again as batch 3."""
    with PracticeService(pace=0, finish_after=0.02, faults=second_batch_unanswered, token=TOKEN) as service:
        monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        monkeypatch.setenv("PLANIMPORT_LANG", "ru")
        assert console("import", book(150), "--site", SITE).code == 1
        assert console("resolve", 1, 2, "--send-again").code == 0
        assert console("resume", 1).code == 1
        yield service


def test_a_doubt_that_was_sent_again_says_what_became_of_it(console: Console, resent: PracticeService) -> None:
    shown = console("runs", 1).out
    assert "Пакет 2 под вопросом: 50 строк. Отправлено ещё раз" in shown
    assert ", номер 900000003: импортировано." in shown
    assert "--send-again" not in shown
    assert "под вопросом" not in console("resume").out


def test_the_number_of_the_first_import_shows_that_rows_are_there_twice(
    console: Console, resent: PracticeService
) -> None:
    outcome = console("resolve", 1, 2, "--log-id", 900000002, "--json")
    (resolved,) = outcome.events("resolved")
    assert (outcome.code, resolved["answer"], resolved["matched"]) == (0, "matched", 50)
    assert TWICE not in outcome.out
    assert f"{TWICE}. Удалить лишний: planimport undo 1 --batch 3" in outcome.err
    assert "50 строк в Calltouch дважды: planimport runs 1" in console("runs").out
    assert TWICE in console("runs", 1).out
    assert TWICE not in console("runs", 1, "--json").out
    assert console("undo", 1, "--batch", 3, "--yes").code == 0
    assert set(resent.imported().values()) == {1}
    assert "дважды" not in console("runs").out + console("runs", 1).out


def test_a_claim_shows_it_as_well(console: Console, resent: PracticeService) -> None:
    outcome = console("resolve", 1, 2, "--claimed")
    assert outcome.code == 0
    assert "50 строк в Calltouch дважды: один раз с ваших слов, второй под номером 900000003" in outcome.out
