"""``projects``: names in a file, tokens in a keyring, a test that imports nothing."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from support.console import Outcome
from support.stage import SITE, TOKEN

from planimport_gui.cli import desk
from planimport_gui.practice.service import PracticeService
from planimport_gui.tokens import TokenStore

Console = Callable[..., Outcome]
Book = Callable[..., Path]


class Keyring:
    """A keyring in memory; as a backend of ``TokenStore``."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> Keyring:
    kept = Keyring()
    monkeypatch.setattr(desk, "TokenStore", lambda: TokenStore(kept))
    return kept


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What comes from standard input."""

    def put(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(text))

    return put


@pytest.fixture
def stored(own_world: Path) -> Path:
    return own_world / "planimport-data" / "projects.json"


def test_none_yet(console: Console) -> None:
    outcome = console("projects", "list")
    assert (outcome.code, outcome.err) == (0, "")
    assert "planimport projects add" in outcome.out


def test_added_listed_used_removed(
    console: Console,
    book: Book,
    keyring: Keyring,
    typed: Callable[[str], None],
    stored: Path,
    service: PracticeService,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PLANIMPORT_TOKEN")
    typed(f"  {TOKEN}\n")
    outcome = console("projects", "add", "Клиника", SITE)
    assert outcome.code == 0
    assert TOKEN not in outcome.out + outcome.err
    assert list(keyring.kept) == [("PlanImport", f"127.0.0.1:{service.port}/{SITE}")]
    assert json.loads(stored.read_text("utf-8")) == {
        "schema": 1,
        "projects": [{"name": "Клиника", "site": SITE, "address": service.address}],
    }
    assert stored.stat().st_mode & 0o077 == 0
    listed = console("projects", "list").out
    assert "Клиника" in listed
    assert SITE in listed
    assert console("projects", "test", SITE).code == 0
    assert not service.imported()
    assert console("import", book(2), "--site", SITE).code == 0
    assert console("runs", "--json").objects[0]["runs"][0]["project"] == "Клиника"
    assert console("projects", "remove", SITE).code == 0
    assert not keyring.kept
    assert console("import", book(3), "--site", SITE).code == 3


def test_adding_again_changes_name_and_token(
    console: Console, keyring: Keyring, typed: Callable[[str], None], stored: Path
) -> None:
    typed("first-token\n")
    assert console("projects", "add", "Clinic", SITE).code == 0
    typed("second-token\n")
    assert console("projects", "add", "Clinic on Mira", SITE).code == 0
    assert list(keyring.kept.values()) == ["second-token"]
    assert [one["name"] for one in json.loads(stored.read_text("utf-8"))["projects"]] == ["Clinic on Mira"]


@pytest.mark.parametrize("text", ["", "\n", "two words\n", "ключ\n", "x" * 1281])
def test_a_token_that_is_none(
    console: Console, keyring: Keyring, typed: Callable[[str], None], stored: Path, text: str
) -> None:
    typed(text)
    outcome = console("projects", "add", "Clinic", SITE)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.count("\n") == 1
    assert not keyring.kept
    assert not stored.exists()


def test_without_a_keyring_nothing_is_kept(console: Console, typed: Callable[[str], None], stored: Path) -> None:
    typed("s3cret-T0ken\n")
    outcome = console("projects", "add", "Clinic", SITE)
    assert outcome.code == 3
    assert "s3cret-T0ken" not in outcome.out + outcome.err
    assert not stored.exists()


def test_the_token_of_the_environment_is_never_saved(
    console: Console, keyring: Keyring, typed: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANIMPORT_TOKEN", "token-of-the-environment")
    typed("typed-token\n")
    assert console("projects", "add", "Clinic", SITE).code == 0
    assert list(keyring.kept.values()) == ["typed-token"]


def test_removing_what_is_not_there(console: Console, keyring: Keyring) -> None:
    outcome = console("projects", "remove", SITE)
    assert (outcome.code, outcome.out) == (2, "")


class TestTheConnectionTest:
    def test_a_refused_token(self, console: Console, service: PracticeService, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PLANIMPORT_TOKEN", "another-token-altogether")
        outcome = console("projects", "test", SITE)
        assert outcome.code == 3
        assert outcome.err.count("\n") == 1

    def test_no_token(self, console: Console, service: PracticeService, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("PLANIMPORT_TOKEN")
        assert console("projects", "test", SITE).code == 3

    def test_nobody_there(self, console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
        with PracticeService() as gone:
            monkeypatch.setenv("PLANIMPORT_API_URL", gone.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        assert console("projects", "test", SITE).code == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 2, "projects": []}', '{"schema": 1}'])
def test_a_list_that_cannot_be_read_is_one_sentence_and_is_kept(
    console: Console, keyring: Keyring, typed: Callable[[str], None], stored: Path, text: str
) -> None:
    stored.parent.mkdir(parents=True)
    stored.write_text(text, encoding="utf-8")
    typed("s3cret-T0ken\n")
    for words in (["projects", "list"], ["projects", "add", "Clinic", SITE]):
        outcome = console(*words)
        assert (outcome.code, outcome.out) == (1, "")
        assert str(stored) in outcome.err
        assert "Traceback" not in outcome.err
    assert stored.read_text("utf-8") == text
    assert not keyring.kept
