"""The words of a run: the progress line, what a terminal shows."""

import io
import re

import pytest

from planimport_gui.cli.bar import progress_line
from planimport_gui.cli.output import Output
from planimport_gui.cli.telling import Teller
from planimport_gui.facts.events import BatchChanged, LogDeleted, Progress, Waiting
from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.texts import Language, Texts


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(params=list(Language))
def texts(request: pytest.FixtureRequest) -> Texts:
    return Texts(request.param)


@pytest.mark.parametrize(
    ("totals", "bar"),
    [
        (Totals(100, not_sent=100), "[------------------------]"),
        (Totals(100, imported=25, pending=25, not_sent=50), "[######------------------]"),
        (Totals(120, imported=50, refused=50, left_out=20), "[########################]"),
        (Totals(5, left_out=5), "[########################]"),
    ],
)
def test_the_bar_counts_rows_whose_end_is_known(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, totals: Totals, bar: str
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert progress_line(Progress(totals, 5.0), texts).startswith(bar)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (0.0, "осталась 1 секунда"), (22.4, "осталось 22 секунды"), (600.0, "осталось 10 минут")],
)
def test_time_left(monkeypatch: pytest.MonkeyPatch, seconds: float | None, words: str) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    line = progress_line(Progress(Totals(100, not_sent=100), seconds), Texts(Language.RUSSIAN))
    assert line == "[------------------------] 0 из 100 строк" + (f", {words}" if words else "")


def test_once_all_is_out_the_line_says_what_is_in_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    line = progress_line(Progress(Totals(100, imported=40, pending=60), 5.0), Texts(Language.RUSSIAN))
    assert line.endswith("40 из 100 строк, в обработке: 60")


def test_a_narrow_terminal_is_never_wrapped(texts: Texts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert len(progress_line(Progress(Totals(10**6, not_sent=10**6), 5.0), texts)) < 40


def test_a_terminal_has_one_line_that_changes_and_keeps_what_matters(texts: Texts) -> None:
    screen = Screen()
    output = Output(screen, Screen(), as_json=False)
    teller = Teller(output, texts)
    teller(Progress(Totals(10, not_sent=10), 3.0))
    teller(BatchChanged(1, 10, BatchState.ACCEPTED, 127, 1))
    teller(Waiting(Cause.PACE, 2.0))
    teller(BatchChanged(2, 10, BatchState.UNKNOWN, None, 1, Cause.SILENT))
    output.close()
    lines = screen.getvalue().split("\n")
    assert len(lines) == 2
    assert texts.say("cause.silent.short") in lines[0]
    assert lines[1] == ""
    assert texts.say("cause.pace.short") in screen.getvalue()
    assert "127" not in screen.getvalue()


def test_a_log_file_has_a_line_for_each_change(texts: Texts) -> None:
    stream = io.StringIO()
    teller = Teller(Output(stream, io.StringIO(), as_json=False), texts)
    teller(Progress(Totals(10, not_sent=10), 3.0))
    teller(BatchChanged(1, 10, BatchState.SENDING, None, 1))
    teller(BatchChanged(1, 10, BatchState.ACCEPTED, 127, 1))
    teller(Waiting(Cause.OFFLINE, 5.0))
    lines = stream.getvalue().splitlines()
    assert len(lines) == 2
    assert "127" in lines[0]
    assert texts.say("cause.offline.short") in lines[1]


def test_a_deletion_before_a_second_try_is_not_told_as_undone(texts: Texts) -> None:
    out = io.StringIO()
    Teller(Output(out, io.StringIO(), as_json=True), texts)(LogDeleted(1, 127, True, undo=False))
    assert out.getvalue() == ""


def test_control_characters_of_strangers_do_not_reach_the_terminal(texts: Texts) -> None:
    screen = Screen()
    output = Output(screen, Screen(), as_json=False)
    output.say("\x1b[31mred\x07\u009b31m")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", screen.getvalue())


def test_a_secret_is_blotted_out_of_everything() -> None:
    out, err = io.StringIO(), io.StringIO()
    output = Output(out, err, as_json=True)
    output.conceal(lambda text: text.replace("secret", "•••"))
    output.emit({"message": "a secret", "refused": [{"message": "secret", "row": 1}], "n": 1})
    output.say("secret")
    output.complain("secret")
    assert "secret" not in out.getvalue() + err.getvalue()
    assert '"n": 1' in out.getvalue()
