"""Usage: every fault one clear line in the user's language and exit 2; help and version everywhere."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from support.console import Outcome

import planimport_gui
from planimport_gui.cli.arguments import COMMANDS, PROJECT_COMMANDS

Console = Callable[..., Outcome]
CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
EVERYWHERE = [[], *([name] for name in COMMANDS), *(["projects", name] for name in PROJECT_COMMANDS)]

FAULTS = [
    ([], "COMMAND"),
    (["frobnicate"], ""),
    (["check"], "FILE"),
    (["check", "a.xlsx", "--sheet"], "--sheet"),
    (["check", "a.xlsx", "--dates", "ymd"], "dmy, mdy"),
    (["check", "a.xlsx", "--loud"], "--loud"),
    (["check", "a.xlsx", "b.xlsx"], ""),
    (["check", "a.xlsx", "--site", "abc123"], ""),
    (["check", "a.xlsx", "--site", ""], ""),
    (["import", "a.xlsx"], "--site --practice"),
    (["import", "a.xlsx", "--site", "1", "--practice"], "--practice"),
    (["import", "a.xlsx", "--site", "12 3"], ""),
    (["import", "a.xlsx", "--sit", "1"], "--site"),
    (["runs", "first"], "RUN"),
    (["runs", "0"], "RUN"),
    (["resume", "-1"], ""),
    (["resolve", "1"], "BATCH"),
    (["resolve", "1", "1"], "--log-id --claimed --send-again --leave"),
    (["resolve", "1", "1", "--claimed", "--leave"], "--leave"),
    (["resolve", "1", "1", "--log-id", "none"], "--log-id"),
    (["undo"], "RUN"),
    (["undo", "1", "--batch", "x", "--yes"], "--batch"),
    (["undo", "1"], "--yes"),
    (["template"], "PATH"),
    (["projects"], "COMMAND"),
    (["projects", "add", "Clinic"], "SITE"),
    (["projects", "add", " ", "12345"], ""),
    (["projects", "remove", "12345"], ""),
]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("words", "named"), FAULTS, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_fault_is_one_line(
    console: Console, monkeypatch: pytest.MonkeyPatch, words: Sequence[str], named: str, language: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", language)
    outcome = console(*words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.count("\n") == 1
    assert outcome.err.endswith("\n")
    assert named in outcome.err
    assert bool(CYRILLIC.search(re.sub("“[^”]*”", "", outcome.err))) is (language == "ru")


@pytest.mark.parametrize(
    "words",
    [
        ["projects", "add", "Clinic", "12345", "s3cret-T0ken"],
        ["import", "a.xlsx", "--site", "12345", "--token", "s3cret-T0ken"],
        ["import", "a.xlsx", "--site", "12345", "--token=s3cret-T0ken"],
        ["import", "a.xlsx", "--site", "s3cret-T0ken"],
        ["check", "a.xlsx", "--dates", "s3cret-T0ken"],
        ["resume", "s3cret-T0ken"],
        ["s3cret-T0ken"],
    ],
)
def test_a_token_in_the_wrong_place_is_not_repeated(console: Console, words: Sequence[str]) -> None:
    outcome = console(*words)
    assert outcome.code == 2
    assert "s3cret-T0ken" not in outcome.out + outcome.err


@pytest.mark.parametrize("command", EVERYWHERE, ids=" ".join)
def test_version_is_known_everywhere(console: Console, command: Sequence[str]) -> None:
    outcome = console(*command, "--version")
    assert (outcome.code, outcome.out, outcome.err) == (0, f"planimport {planimport_gui.__version__}\n", "")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("command", EVERYWHERE, ids=" ".join)
def test_help_speaks_the_language(
    console: Console, monkeypatch: pytest.MonkeyPatch, command: Sequence[str], language: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_LANG", language)
    outcome = console(*command, "--help")
    assert (outcome.code, outcome.err) == (0, "")
    assert " ".join(["planimport", *command]) in outcome.out
    foreign = "show this help" if language == "ru" else "показать эту справку"
    assert foreign not in outcome.out
    assert "usage:" not in outcome.out


@pytest.mark.parametrize(
    "address",
    [
        "http://api.calltouch.ru/api",
        "ftp://api.calltouch.ru",
        "https://name:letmein@api.calltouch.ru/api",
        "https://api.calltouch.ru/api?x=1",
        "https://api.calltouch.ru/api#x",
        "calltouch",
    ],
)
def test_an_address_that_is_none_is_a_usage_error(
    console: Console, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("PLANIMPORT_API_URL", address)
    outcome = console("runs")
    assert (outcome.code, outcome.out) == (2, "")
    assert "PLANIMPORT_API_URL" in outcome.err
    assert "letmein" not in outcome.err


def test_practice_and_another_service_exclude_each_other(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANIMPORT_API_URL", "http://127.0.0.1:1/api")
    outcome = console("import", "a.xlsx", "--practice")
    assert (outcome.code, outcome.out) == (2, "")


def test_nothing_is_made_by_a_usage_error(console: Console, own_world: Path) -> None:
    console("import", "missing.xlsx", "--loud")
    console("check", "missing.xlsx")
    console("runs")
    assert not (own_world / "planimport-data").exists()
