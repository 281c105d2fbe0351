"""``import``: what is decided when, the events, the sums, the exit codes."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.console import Outcome, counts, good_row, good_rows, without_requests
from support.stage import SITE, TOKEN, second_batch_unanswered

from planimport_gui.journal.lock import DataLock
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]
Book = Callable[..., Path]


@pytest.fixture
def data(own_world: Path) -> Path:
    return own_world / "planimport-data"


def serve(monkeypatch: pytest.MonkeyPatch, scenario: Scenario, **options: object) -> PracticeService:
    """A service with a scenario, and an environment that leads to it; to be used as a context."""
    service = PracticeService(pace=0, scenario=scenario, **{"finish_after": 0.02, **options}).start()  # type: ignore[arg-type]  # its own options
    monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
    monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
    return service


def nothing_was_sent(service: PracticeService) -> bool:
    return not service.requests


def test_250_rows_arrive_once_in_three_batches(console: Console, book: Book, service: PracticeService) -> None:
    outcome = console("import", book(250), "--site", SITE, "--json")
    assert outcome.code == 0
    assert len(service.imported()) == 250
    assert set(service.imported().values()) == {1}
    assert outcome.objects[0] == {
        "schema": 1, "event": "started", "run": 1, "site": SITE, "total": 250, "batches": 3,
    }  # fmt: skip
    batches = outcome.events("batch")
    assert all(
        list(one) == ["schema", "event", "batch", "rows", "state", "logId", "tries", "message"] for one in batches
    )
    assert {(one["batch"], one["rows"]) for one in batches} == {(1, 100), (2, 100), (3, 50)}
    last = [one for one in batches if one["state"] == "success"]
    assert {one["logId"] for one in last} == {900000001, 900000002, 900000003}
    assert outcome.finished == {"run": 1, **counts(total=250, imported=250), "requests": len(service.requests)}


def test_every_line_is_one_object_and_words_go_elsewhere(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", "ru")
    outcome = console("import", book(3), "--site", SITE, "--json")
    assert all(one["schema"] == 1 for one in outcome.objects)
    assert "Готово: 3 строки в Calltouch." in outcome.err
    people = console("import", book(good_rows(3, source="vk"), name="other.xlsx"), "--site", SITE)
    assert "Готово: 3 строки в Calltouch." in people.out
    assert people.err == ""


def test_errors_stop_everything(console: Console, book: Book, service: PracticeService, data: Path) -> None:
    path = book([*good_rows(3), good_row(4, value="много"), good_row(1)])
    outcome = console("import", path, "--site", SITE, "--json")
    assert outcome.code == 1
    assert outcome.finished == {"run": None, **counts(total=5, notSent=3, leftOut=2), "requests": 0}
    assert len(outcome.objects) == 1
    assert nothing_was_sent(service)
    assert not (data / "journal.sqlite").exists()


def test_valid_rows_go_alone_when_asked(console: Console, book: Book, service: PracticeService) -> None:
    path = book([*good_rows(3), good_row(4, value="много"), good_row(1)])
    outcome = console("import", path, "--site", SITE, "--valid-only", "--json")
    assert outcome.code == 1
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=5, imported=3, leftOut=2)}
    assert sum(service.imported().values()) == 3


def test_a_duplicate_in_the_sheet_is_not_imported(console: Console, book: Book, service: PracticeService) -> None:
    outcome = console("import", book([good_row(1), good_row(1)]), "--site", SITE, "--json")
    assert outcome.code == 1
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=2, imported=1, leftOut=1)}


def test_allowed_repeats_go_too(console: Console, book: Book, service: PracticeService) -> None:
    path = book([good_row(1), good_row(1)])
    outcome = console("import", path, "--site", SITE, "--allow-repeats", "--json")
    assert outcome.code == 0
    assert list(service.imported().values()) == [2]


def test_a_second_import_sends_nothing(console: Console, book: Book, service: PracticeService) -> None:
    path = book(5)
    assert console("import", path, "--site", SITE).code == 0
    sent = len(service.requests)
    outcome = console("import", path, "--site", SITE, "--json")
    assert outcome.code == 0
    assert outcome.finished == {"run": None, **counts(total=5, leftOut=5), "requests": 0}
    assert len(service.requests) == sent


def test_a_second_import_needs_no_token(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(5)
    assert console("import", path, "--site", SITE).code == 0
    monkeypatch.delenv("PLANIMPORT_TOKEN")
    assert console("import", path, "--site", SITE).code == 0


def test_new_rows_go_and_old_ones_count_as_imported(console: Console, book: Book, service: PracticeService) -> None:
    assert console("import", book(5), "--site", SITE).code == 0
    outcome = console("import", book(8), "--site", SITE, "--json")
    assert outcome.code == 0
    assert without_requests(outcome.finished) == {"run": 2, **counts(total=8, imported=3, leftOut=5)}
    assert set(service.imported().values()) == {1}


def test_a_changed_value_is_a_repeat_and_is_not_imported(
    console: Console, book: Book, service: PracticeService
) -> None:
    assert console("import", book(good_rows(2)), "--site", SITE).code == 0
    outcome = console("import", book([good_row(1), good_row(2, value=77)]), "--site", SITE, "--json")
    assert outcome.code == 1
    assert outcome.finished == {"run": None, **counts(total=2, leftOut=2), "requests": 0}


def test_another_project_knows_nothing_of_it(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(monkeypatch, Scenario.OK) as service:
        assert console("import", book(2), "--site", SITE).code == 0
        assert console("import", book(2), "--site", "54321").code == 0
        assert [log.site for log in service.logs()] == [SITE, "54321"]


def test_without_a_token_nothing_begins(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANIMPORT_TOKEN")
    outcome = console("import", book(2), "--site", SITE, "--json")
    assert outcome.code == 3
    assert outcome.finished == {"run": None, **counts(total=2, notSent=2), "requests": 0}
    assert nothing_was_sent(service)
    assert console("runs", "--json").objects[0]["runs"] == []


@pytest.mark.parametrize("token", ["two words", "ключ", "x" * 1281])
def test_a_token_that_is_none_is_refused_here(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_TOKEN", token)
    outcome = console("import", book(2), "--site", SITE)
    assert outcome.code == 3
    assert token not in outcome.out + outcome.err
    assert nothing_was_sent(service)


@pytest.mark.parametrize("wrong", ["token", "site"])
def test_a_refused_token_or_project_ends_with_3_and_can_be_resumed(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    if wrong == "token":
        monkeypatch.setenv("PLANIMPORT_TOKEN", "another-token-altogether")
    outcome = console("import", book(2), "--site", SITE if wrong == "token" else "54321", "--json")
    assert outcome.code == 3
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=2, notSent=2)}
    assert "planimport resume 1" in outcome.err
    monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
    if wrong == "token":
        assert console("resume").code == 0


def test_the_lock_of_another_run(console: Console, book: Book, service: PracticeService, data: Path) -> None:
    with DataLock(data):
        outcome = console("import", book(2), "--site", SITE, "--json")
    assert outcome.code == 4
    assert outcome.finished == {"run": None, **counts(total=2, notSent=2), "requests": 0}
    assert nothing_was_sent(service)


def test_the_lock_comes_before_the_token_and_errors_before_the_lock(
    console: Console, book: Book, service: PracticeService, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANIMPORT_TOKEN")
    with DataLock(data):
        assert console("import", book(2), "--site", SITE).code == 4
        assert console("import", book([good_row(1, value="?")]), "--site", SITE).code == 1
        assert console("import", "missing.xlsx", "--site", SITE).code == 2
        assert console("resume").code == 4
        assert console("undo", "1", "--yes").code == 4
        assert console("resolve", "1", "1", "--leave").code == 4
        assert console("projects", "test", SITE).code == 4
        assert console("runs").code == 0
        assert console("check", book(2), "--site", SITE).code == 0


def test_without_waiting_it_ends_when_all_is_accepted(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(monkeypatch, Scenario.OK, finish_after=30.0):
        path = book(150)
        outcome = console("import", path, "--site", SITE, "--no-wait", "--json")
        assert outcome.code == 1
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=150, pending=150)}
        assert "planimport resume 1" in outcome.err


def test_an_unfinished_run_is_named_and_nothing_goes(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(monkeypatch, Scenario.POINTS, points=2) as service:
        path = book(250)
        first = console("import", path, "--site", SITE, "--json")
        assert first.code == 1
        assert first.finished["notSent"] > 0
        sent = len(service.requests)
        renamed = path.rename(path.with_name("renamed.xlsx"))
        second = console("import", renamed, "--site", SITE, "--allow-repeats", "--json")
        assert second.code == 1
        assert second.finished == {"run": None, **counts(total=250, notSent=250), "requests": 0}
        assert "planimport resume 1" in second.err
        edited = book([*good_rows(250)[100:], good_row(999)], name="edited.xlsx")
        assert console("import", edited, "--site", SITE, "--json").finished["run"] is None
        assert len(service.requests) == sent


def test_points_used_up_pause_and_the_rest_goes_on_later(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve(monkeypatch, Scenario.POINTS, points=2) as service:
        first = console("import", book(250), "--site", SITE, "--json")
        assert first.code == 1
        assert sum(value for key, value in first.finished.items() if key in counts() and key != "total") == 250
        service.refill(None)
        second = console("resume", "--json")
        assert second.code == 0
        assert without_requests(second.finished) == {"run": 1, **counts(total=250, imported=250)}
        assert set(service.imported().values()) == {1}
        assert second.finished["requests"] == len(service.requests)


def test_a_refused_row_is_named_by_its_place_in_the_file(
    console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", "ru")
    rows = [*good_rows(4), good_row(5, type="Пользовательские", name="Свой столбец")]
    with serve(monkeypatch, Scenario.REFUSED):
        outcome = console("import", book(rows), "--site", SITE, "--json")
        assert outcome.code == 1
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=5, imported=4, refused=1)}
        assert "Строка 6 отклонена: " in outcome.err
        shown = console("runs", 1, "--json").objects[0]
        assert [(one["row"], one["column"], one["field"]) for one in shown["refusedRows"]] == [(6, "H", "metric.name")]


def test_waits_are_told(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(monkeypatch, Scenario.PACE):
        outcome = console("import", book(2), "--site", SITE, "--json")
    assert outcome.code == 0
    waits = outcome.events("wait")
    assert waits
    assert {one["reason"] for one in waits} == {"pace"}
    assert all(list(one) == ["schema", "event", "reason", "seconds"] and one["seconds"] > 0 for one in waits)


def test_nobody_listens_at_the_address(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with PracticeService() as gone:
        monkeypatch.setenv("PLANIMPORT_API_URL", gone.address)
    monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
    outcome = console("import", book(2), "--site", SITE, "--json")
    assert outcome.code == 1
    assert without_requests(outcome.finished) == {"run": 1, **counts(total=2, notSent=2)}
    assert {one["reason"] for one in outcome.events("wait")} == {"offline"}


def test_a_doubt_names_resolve(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(monkeypatch, Scenario.OK, faults=second_batch_unanswered) as service:
        outcome = console("import", book(150), "--site", SITE, "--json")
        assert outcome.code == 1
        assert outcome.finished["unknown"] == 50
        assert "planimport resolve 1 2 --log-id" in outcome.err
        again = console("import", book(150), "--site", SITE, "--json")
        assert again.finished["run"] is None
        assert "planimport runs 1" in again.err
        assert set(service.imported().values()) == {1}


def test_rows_that_come_back_otherwise_are_named(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(3)
    first, *_, last = console("check", path, "--json").objects[0]["items"]

    def other(facts: RequestFacts) -> Fault | None:
        return Fault(reply=answers.log_state("success", [first, last])) if facts.kind is Kind.STATUS else None

    with serve(monkeypatch, Scenario.OK, faults=other):
        outcome = console("import", path, "--site", SITE, "--json")
        assert (outcome.code, outcome.finished["imported"], outcome.finished["unknown"]) == (1, 2, 1)
        for told in (outcome.err, console("runs", 1).out):
            assert "Rows of the file: 3." in told
            assert "planimport resolve 1 1 --claimed" in told
        assert console("resolve", 1, 1, "--claimed").code == 0
        assert "Rows of the file" not in console("runs", 1).out


@pytest.mark.parametrize(("language", "words"), [("ru", "Данных площадок"), ("en", "Данные площадок")])
def test_the_result_says_what_appears_where(
    console: Console, book: Book, service: PracticeService, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", language)
    outcome = console("import", book(2), "--site", SITE)
    assert words in outcome.out
    assert "900000001" in outcome.out


def test_practice_needs_nothing_and_mixes_with_nothing(
    console: Console, book: Book, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", "ru")
    for _ in range(2):
        outcome = console("import", book(120), "--practice", "--json")
        assert outcome.code == 0
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=120, imported=120)}
        assert "Это была тренировка: в Calltouch ничего нет." in outcome.err
        assert "появится завтра" not in outcome.err
    assert console("runs", "--json").objects[0]["runs"] == []
    assert not (data / "journal.sqlite").exists()


def test_practice_and_a_real_run_hold_locks_of_their_own(console: Console, book: Book, data: Path) -> None:
    with DataLock(data):
        assert console("import", book(2), "--practice").code == 0
    with DataLock(data / "practice"):
        assert console("import", book(2), "--practice").code == 4


def test_the_data_folder_is_closed_to_others(
    console: Console, book: Book, data: Path, service: PracticeService
) -> None:
    assert console("import", book(2), "--site", SITE).code == 0
    assert data.stat().st_mode & 0o777 == 0o700
    assert all(path.stat().st_mode & 0o077 == 0 for path in data.rglob("*"))


def test_a_damaged_journal_is_one_sentence(console: Console, book: Book, service: PracticeService, data: Path) -> None:
    assert console("import", book(2), "--site", SITE).code == 0
    (data / "journal.sqlite").write_bytes(b"no database at all" * 100)
    for words in (["import", book(3), "--site", SITE], ["runs"], ["resume"], ["check", book(3), "--site", SITE]):
        outcome = console(*words)
        assert outcome.code == 1
        assert str(data / "journal.sqlite") in outcome.err
        assert "Traceback" not in outcome.err


def test_a_data_folder_that_cannot_be_made_is_one_sentence(
    console: Console, book: Book, service: PracticeService, data: Path
) -> None:
    data.parent.mkdir(exist_ok=True)
    data.write_text("a file", encoding="utf-8")
    outcome = console("import", book(2), "--site", SITE)
    assert outcome.code == 1
    assert outcome.err.count("\n") == 1
    assert str(data) in outcome.err
