"""What follows an import: ``runs``, ``resume``, ``resolve``, ``undo``."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.console import Outcome, counts, good_row, without_requests
from support.stage import SITE, TOKEN, Stage, counted, plan_items, second_batch_unanswered

from planimport_gui.facts.outcomes import Cause
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]
NEXT_VERSION = [item._replace(value=item.value + 1000) for item in plan_items(150)]
Book = Callable[..., Path]
NOTHING = {"run": None, **counts(), "requests": 0}


@pytest.fixture
def doubtful(console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeService]:
    """A service whose second add was imported and never answered; run 1 has 150 rows in two batches."""
    with PracticeService(pace=0, finish_after=0.02, faults=second_batch_unanswered, token=TOKEN) as service:
        monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        assert console("import", book(150), "--site", SITE).code == 1
        yield service


def lost_log(service: PracticeService) -> int:
    """The log id of the second batch, which the program never heard of."""
    return service.logs()[1].id


class TestRuns:
    def test_none_yet(self, console: Console) -> None:
        outcome = console("runs", "--json")
        assert (outcome.code, outcome.objects) == (0, [{"schema": 1, "runs": []}])
        assert console("runs").out.count("\n") == 1

    def test_all_and_one(self, console: Console, book: Book, service: PracticeService) -> None:
        path = book(150)
        assert console("import", path, "--site", SITE).code == 0
        assert console("import", book([good_row(7, source="vk")], name="two.xlsx"), "--site", SITE).code == 0
        listed = console("runs", "--json").objects[0]["runs"]
        assert [run["run"] for run in listed] == [2, 1]
        first = listed[1]
        assert {key: first[key] for key in ("site", "address", "file", "sheet", "unfinished", "paused")} == {
            "site": SITE, "address": service.address, "file": str(path), "sheet": "План",
            "unfinished": False, "paused": None,
        }  # fmt: skip
        assert counts(total=150, imported=150).items() <= first.items()
        shown = console("runs", 1, "--json").objects[0]
        assert [(one["batch"], one["rows"], one["state"], one["tries"]) for one in shown["batches"]] == [
            (1, 100, "success", 1),
            (2, 50, "success", 1),
        ]
        assert shown["refusedRows"] == []
        assert {key: shown[key] for key in first} == first
        assert str(path) in console("runs").out

    def test_one_that_is_not_there(self, console: Console, book: Book, service: PracticeService) -> None:
        outcome = console("runs", 7, "--json")
        assert (outcome.code, outcome.out) == (2, "")


class TestResume:
    def test_nothing_to_do(self, console: Console, service: PracticeService) -> None:
        outcome = console("resume", "--json")
        assert (outcome.code, outcome.finished) == (0, NOTHING)

    def test_a_run_that_is_not_there(self, console: Console, service: PracticeService) -> None:
        outcome = console("resume", 9, "--json")
        assert (outcome.code, outcome.out) == (2, "")

    def test_a_finished_run(self, console: Console, book: Book, service: PracticeService) -> None:
        assert console("import", book(2), "--site", SITE).code == 0
        outcome = console("resume", 1, "--json")
        assert (outcome.code, outcome.finished) == (0, {"run": None, **counts(total=2, imported=2), "requests": 0})

    def test_a_doubt_is_not_touched(self, console: Console, doubtful: PracticeService) -> None:
        sent = len(doubtful.requests)
        assert console("resume").code == 0
        outcome = console("resume", 1, "--json")
        assert outcome.code == 1
        assert outcome.finished["unknown"] == 50
        assert len(doubtful.requests) == sent

    def test_rows_imported_before_count_in_the_end(
        self, console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with PracticeService(pace=0, finish_after=0.02, scenario=Scenario.POINTS, points=20) as service:
            monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
            monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
            assert console("import", book(10), "--site", SITE).code == 0
            service.refill(1)
            assert console("import", book(250), "--site", SITE).code == 1
            service.refill(None)
            outcome = console("resume", "--json")
            assert without_requests(outcome.finished) == {"run": 2, **counts(total=250, imported=240, leftOut=10)}
            assert outcome.code == 0

    def test_the_workbook_is_not_needed(self, console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        with PracticeService(pace=0, finish_after=0.02, scenario=Scenario.POINTS, points=1) as service:
            monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
            monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
            path = book(150)
            assert console("import", path, "--site", SITE).code == 1
            path.unlink()
            service.refill(None)
            assert console("resume", 1).code == 0
            assert sum(service.imported().values()) == 150

    def test_a_token_goes_to_its_own_address_alone(
        self, console: Console, book: Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with PracticeService(pace=0, scenario=Scenario.POINTS, points=1) as service, PracticeService() as other:
            monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
            monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
            assert console("import", book(150), "--site", SITE).code == 1
            sent = len(service.requests)
            for address in (other.address, ""):
                monkeypatch.setenv("PLANIMPORT_API_URL", address)
                for words in (["resume"], ["undo", 1, "--yes"]):
                    outcome = console(*words)
                    assert outcome.code == 3
                    assert service.address in outcome.err
            monkeypatch.delenv("PLANIMPORT_TOKEN")
            assert console("resume").code == 3
            assert len(service.requests) == sent
            assert not other.requests


class TestResolve:
    def test_the_right_number(self, console: Console, doubtful: PracticeService) -> None:
        log = lost_log(doubtful)
        outcome = console("resolve", 1, 2, "--log-id", log, "--json")
        assert outcome.code == 0
        answer = outcome.objects[0]
        assert list(answer) == [
            "schema", "event", "run", "batch", "answer", "state", "logId", "rows", "matched", "message",
        ]  # fmt: skip
        found = [answer[key] for key in ("run", "batch", "answer", "state", "logId", "rows", "matched")]
        assert found == [1, 2, "matched", "success", log, 50, 50]
        assert console("resume", 1).code == 0
        assert set(doubtful.imported().values()) == {1}

    def test_a_number_of_another_batch_and_one_nobody_knows(self, console: Console, doubtful: PracticeService) -> None:
        for number, answer in ((900000001, "taken"), (900999999, "notKnown")):
            outcome = console("resolve", 1, 2, "--log-id", number, "--json")
            assert (outcome.code, outcome.objects[0]["answer"], outcome.objects[0]["state"]) == (1, answer, "unknown")

    def test_a_number_of_another_import(
        self, console: Console, book: Book, doubtful: PracticeService, own_world: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PLANIMPORT_DATA_DIR", str(own_world / "colleague"))
        assert console("import", book([good_row(1, source="vk")], name="two.xlsx"), "--site", SITE).code == 0
        foreign = doubtful.logs()[-1].id
        monkeypatch.setenv("PLANIMPORT_DATA_DIR", str(own_world / "planimport-data"))
        outcome = console("resolve", 1, 2, "--log-id", foreign, "--json")
        answer = outcome.objects[0]
        assert (outcome.code, answer["answer"], answer["matched"], answer["state"]) == (1, "otherImport", 0, "unknown")

    def test_claimed(self, console: Console, doubtful: PracticeService) -> None:
        outcome = console("resolve", 1, 2, "--claimed", "--json")
        assert (outcome.code, outcome.objects[0]["state"]) == (0, "claimed")
        assert console("resume", 1).code == 0

    def test_left_for_later(self, console: Console, doubtful: PracticeService) -> None:
        outcome = console("resolve", 1, 2, "--leave", "--json")
        assert (outcome.code, outcome.objects[0]["state"]) == (0, "unknown")

    def test_sent_again_once(self, console: Console, doubtful: PracticeService) -> None:
        outcome = console("resolve", 1, 2, "--send-again", "--json")
        assert (outcome.code, outcome.objects[0]["answer"]) == (0, "sendAgain")
        assert "planimport resume 1" in outcome.err
        twice = console("resolve", 1, 2, "--send-again", "--json")
        assert (twice.code, twice.objects[0]["answer"]) == (1, "alreadySentAgain")
        console("resume")
        assert len(doubtful.logs()) == 3

    def test_a_batch_that_is_not_in_doubt_or_not_there(self, console: Console, doubtful: PracticeService) -> None:
        sent = len(doubtful.requests)
        for words in ((1, 1, "--claimed"), (1, 1, "--log-id", 5), (1, 9, "--leave"), (2, 1, "--leave")):
            outcome = console("resolve", *words)
            assert (outcome.code, outcome.out) == (2, "")
        assert len(doubtful.requests) == sent

    def test_a_refused_token(
        self, console: Console, doubtful: PracticeService, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PLANIMPORT_TOKEN", "another-token-altogether")
        outcome = console("resolve", 1, 2, "--log-id", lost_log(doubtful), "--json")
        assert (outcome.code, outcome.objects[0]["answer"]) == (3, "noAnswer")


class TestUndo:
    def test_a_whole_run(self, console: Console, book: Book, service: PracticeService) -> None:
        assert console("import", book(150), "--site", SITE).code == 0
        outcome = console("undo", 1, "--yes", "--json")
        assert outcome.code == 0
        undone = outcome.events("undone")
        assert all(list(one) == ["schema", "event", "batch", "logId", "deleteStatus", "message"] for one in undone)
        assert {(one["batch"], one["logId"], one["deleteStatus"]) for one in undone} == {
            (1, 900000001, "success"),
            (2, 900000002, "success"),
        }
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=150, undone=150)}
        assert not service.imported()
        again = console("undo", 1, "--yes", "--json")
        assert (again.code, again.finished) == (0, {"run": None, **counts(total=150, undone=150), "requests": 0})
        assert console("import", book(150), "--site", SITE).code == 0
        assert set(service.imported().values()) == {1}

    def test_chosen_batches(self, console: Console, book: Book, service: PracticeService) -> None:
        assert console("import", book(250), "--site", SITE).code == 0
        outcome = console("undo", 1, "--batch", 1, "--batch", 3, "--yes", "--json")
        assert outcome.code == 0
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=250, imported=100, undone=150)}
        assert sum(service.imported().values()) == 100

    def test_what_was_not_sent_is_given_up(self, console: Console, book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
        with PracticeService(pace=0, finish_after=0.02, scenario=Scenario.POINTS, points=1) as service:
            monkeypatch.setenv("PLANIMPORT_API_URL", service.address)
            monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
            assert console("import", book(150), "--site", SITE).code == 1
            service.refill(None)
            outcome = console("undo", 1, "--yes", "--json")
            assert outcome.code == 0
            assert without_requests(outcome.finished) == {"run": 1, **counts(total=150, undone=100, notSent=50)}
            assert console("resume", "--json").finished == NOTHING

    def test_partly_undone(self, console: Console, doubtful: PracticeService) -> None:
        outcome = console("undo", 1, "--yes", "--json")
        assert outcome.code == 1
        assert without_requests(outcome.finished) == {"run": 1, **counts(total=150, undone=100, unknown=50)}

    def test_a_deletion_that_is_refused(self, console: Console, book: Book, service: PracticeService) -> None:
        assert console("import", book(2), "--site", SITE).code == 0
        answer = {"data": {"importLogs": [{"importLogId": 900000001, "deleteStatus": "error", "error": "занято"}]}}
        service.faults = _answering(Kind.DELETE, answer)
        outcome = console("undo", 1, "--yes", "--json")
        assert outcome.code == 1
        assert [one["deleteStatus"] for one in outcome.events("undone")] == ["error"]
        assert "занято" in outcome.events("undone")[0]["message"]

    def test_without_a_yes_nothing_happens(self, console: Console, book: Book, service: PracticeService) -> None:
        assert console("import", book(2), "--site", SITE).code == 0
        outcome = console("undo", 1, "--json")
        assert (outcome.code, outcome.out) == (2, "")
        assert sum(service.imported().values()) == 2

    @pytest.mark.parametrize(("typed", "code"), [("да\n", 0), ("Yes\n", 0), ("нет\n", 1), ("\n", 1), ("", 1)])
    def test_it_asks_on_a_terminal(
        self,
        console: Console,
        book: Book,
        service: PracticeService,
        monkeypatch: pytest.MonkeyPatch,
        typed: str,
        code: int,
    ) -> None:
        monkeypatch.setenv("PLANIMPORT_LANG", "ru")
        assert console("import", book(2), "--site", SITE).code == 0
        monkeypatch.setattr("sys.stdin", _Terminal(typed))
        outcome = console("undo", 1)
        assert outcome.code == code
        assert f"Удалить 2 строки (1 пакет) импорта 1 из проекта {SITE}?" in outcome.out
        assert sum(service.imported().values()) == (0 if code == 0 else 2)

    @pytest.mark.parametrize("words", [(9,), (1, "--batch", 9)])
    def test_what_is_not_there(
        self, console: Console, book: Book, service: PracticeService, words: tuple[object, ...]
    ) -> None:
        assert console("import", book(2), "--site", SITE).code == 0
        outcome = console("undo", *words, "--yes")
        assert (outcome.code, outcome.out) == (2, "")


class _Terminal:
    """A terminal at which somebody types."""

    def __init__(self, typed: str) -> None:
        self._typed = typed

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._typed


def _answering(kind: Kind, answer: object) -> Callable[[RequestFacts], Fault | None]:
    return lambda facts: Fault(reply=answers.as_json(answer)) if facts.kind is kind else None


@contextmanager
def stage_of(service: PracticeService) -> Iterator[Stage]:
    """The journal of the console, in the hands of the engine."""
    folder = Path(os.environ["PLANIMPORT_DATA_DIR"])
    folder.mkdir(exist_ok=True)
    stage = Stage(folder, service)
    try:
        yield stage
    finally:
        stage.journal.close()


class TestReplacement:
    @pytest.fixture
    def halfway(self, service: PracticeService) -> PracticeService:
        """Run 2 is to replace the two batches of run 1; the points end once those are deleted."""
        with stage_of(service) as stage:
            stage.send(stage.new_run(plan_items(150)))
            run = stage.new_run(NEXT_VERSION, digest="e", replaces=[(1, 1), (1, 2)])
            refused = Fault(reply=answers.message("Закончились баллы API", 403))
            deletions: list[int] = []

            def until_deleted(facts: RequestFacts) -> Fault | None:
                if facts.kind is Kind.DELETE:
                    deletions.append(facts.number)
                    return None
                return refused if deletions else None

            service.faults = until_deleted
            assert stage.send(run).paused is Cause.POINTS
            service.faults = None
        return service

    def test_runs_say_what_it_is(self, console: Console, halfway: PracticeService) -> None:
        listed = console("runs", "--json").objects[0]["runs"]
        assert [(run["run"], run["replacedRows"], run["unfinished"]) for run in listed] == [
            (2, 150, True),
            (1, 0, False),
        ]
        assert listed[0]["replaces"] == [{"run": 1, "batch": 1}, {"run": 1, "batch": 2}]
        said = console("runs", 2).out
        assert "replaces rows of imports: 1" in said
        assert "150 rows are deleted from Calltouch and not sent yet" in said

    def test_resume_goes_on_and_sends(self, console: Console, halfway: PracticeService) -> None:
        outcome = console("resume", "--json")
        assert outcome.code == 0
        assert without_requests(outcome.finished) == {"run": 2, **counts(total=150, imported=150)}
        assert halfway.imported() == counted(NEXT_VERSION)

    def test_resume_deletes_first_and_says_so(self, console: Console, service: PracticeService) -> None:
        with stage_of(service) as stage:
            stage.send(stage.new_run(plan_items(150)))
            stage.new_run(NEXT_VERSION, digest="e", replaces=[(1, 1), (1, 2)])
        outcome = console("resume", "--json")
        assert [event["event"] for event in outcome.objects[:2]] == ["started", "replacing"]
        told = outcome.events("replacing")
        assert (told[0]["deleted"], told[-1]["deleted"], told[0]["rows"]) == (0, 150, 150)
        assert {event["batch"] for event in outcome.events("batch")} == {1, 2}
        assert outcome.code == 0
        assert service.imported() == counted(NEXT_VERSION)

    def test_the_next_version_of_the_same_months_is_not_sent_beside_it(
        self, console: Console, book: Book, halfway: PracticeService
    ) -> None:
        outcome = console("import", book([good_row(900, campaign="renamed")]), "--site", SITE)
        assert outcome.code == 1
        assert "resume 2" in outcome.err + outcome.out
        assert not halfway.imported()
