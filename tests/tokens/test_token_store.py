"""The store over keyrings that do what keyrings do: nothing there, locked, refused, forgetful."""

import subprocess
import sys

import pytest
from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError, PasswordDeleteError

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.tokens import Token, TokenStore
from planimport_gui.tokens import keyring_store as keyring_store_module

ADDRESS = "https://api.calltouch.ru/report-service/RestAPI/api"
PROJECT = Project(ADDRESS, "12345")
TOKEN = Token("fictional-token-1a2b3c4d")


class MemoryKeyring:
    """A keyring that works."""

    def __init__(self) -> None:
        self.stored: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.stored.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.stored[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.stored:
            raise PasswordDeleteError("none")
        del self.stored[service, username]


class FailingKeyring:
    """A keyring that raises at every use."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


class ForgetfulKeyring(MemoryKeyring):
    """Takes a secret without a word and does not keep it."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class CuttingKeyring(MemoryKeyring):
    """Keeps the beginning of a secret only."""

    def set_password(self, service: str, username: str, password: str) -> None:
        super().set_password(service, username, password[:5])


class KeepingKeyring(MemoryKeyring):
    """Says it deleted and did not."""

    def delete_password(self, service: str, username: str) -> None:
        pass


class ReadOnlyKeyring(MemoryKeyring):
    """Answers questions and refuses changes."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise KeyringError("refused")

    def delete_password(self, service: str, username: str) -> None:
        raise KeyringError("refused")


def test_a_token_comes_back_and_goes() -> None:
    store = TokenStore(MemoryKeyring())
    assert store.get(PROJECT) is TokenTrouble.ABSENT
    assert store.put(PROJECT, TOKEN) is None
    assert store.get(PROJECT) == TOKEN
    assert store.remove(PROJECT) is None
    assert store.get(PROJECT) is TokenTrouble.ABSENT
    assert store.remove(PROJECT) is TokenTrouble.ABSENT


def test_a_second_token_replaces_the_first() -> None:
    store = TokenStore(MemoryKeyring())
    store.put(PROJECT, TOKEN)
    assert store.put(PROJECT, Token("second")) is None
    assert store.get(PROJECT) == Token("second")


@pytest.mark.parametrize(
    ("address", "user"),
    [
        (ADDRESS, "api.calltouch.ru/12345"),
        ("http://127.0.0.1:8080/report-service/RestAPI/api", "127.0.0.1:8080/12345"),
        ("http://[::1]:8080/api", "[::1]:8080/12345"),
        ("https://API.Calltouch.ru/x", "api.calltouch.ru/12345"),
        ("https://somebody:secret@api.calltouch.ru/x", "api.calltouch.ru/12345"),
    ],
)
def test_a_token_is_kept_under_its_host_and_project(address: str, user: str) -> None:
    keyring = MemoryKeyring()
    TokenStore(keyring).put(Project(address, "12345"), TOKEN)
    assert list(keyring.stored) == [("PlanImport", user)]


@pytest.mark.parametrize(
    "other",
    [
        Project(ADDRESS, "1234"),
        Project("https://api.calltouch.ru.example.org/report-service/RestAPI/api", "12345"),
        Project("https://api.calltouch.ru:8443/report-service/RestAPI/api", "12345"),
        Project("http://127.0.0.1:8080/report-service/RestAPI/api", "12345"),
    ],
)
def test_no_other_host_or_project_gets_it(other: Project) -> None:
    store = TokenStore(MemoryKeyring())
    store.put(PROJECT, TOKEN)
    assert store.get(other) is TokenTrouble.ABSENT


@pytest.mark.parametrize(
    ("error", "trouble"),
    [
        (NoKeyringError("none"), TokenTrouble.NO_KEYRING),
        (KeyringLocked("locked"), TokenTrouble.LOCKED),
        (InitError("prompt dismissed"), TokenTrouble.LOCKED),
        (KeyringError("refused"), TokenTrouble.DENIED),
        (OSError(1312, "no logon session"), TokenTrouble.DENIED),
        (EOFError("the bus went away"), TokenTrouble.DENIED),
    ],
)
def test_every_trouble_of_a_keyring_is_a_value(error: Exception, trouble: TokenTrouble) -> None:
    store = TokenStore(FailingKeyring(error))
    assert store.get(PROJECT) is trouble
    assert store.put(PROJECT, TOKEN) is trouble
    assert store.remove(PROJECT) is trouble


@pytest.mark.parametrize("keyring", [ForgetfulKeyring(), CuttingKeyring(), ReadOnlyKeyring()])
def test_a_token_that_was_not_kept_is_denied(keyring: MemoryKeyring) -> None:
    assert TokenStore(keyring).put(PROJECT, TOKEN) is TokenTrouble.DENIED


def test_a_token_that_was_not_deleted_is_denied() -> None:
    for keyring in (KeepingKeyring(), ReadOnlyKeyring()):
        keyring.stored["PlanImport", "api.calltouch.ru/12345"] = TOKEN.reveal()
        assert TokenStore(keyring).remove(PROJECT) is TokenTrouble.DENIED


def test_what_others_wrote_into_the_keyring_is_checked() -> None:
    keyring = MemoryKeyring()
    keyring.stored["PlanImport", "api.calltouch.ru/12345"] = "two\nlines"
    assert TokenStore(keyring).get(PROJECT) is TokenTrouble.BLANKS


def test_a_stored_text_that_is_no_token_can_be_removed() -> None:
    keyring = MemoryKeyring()
    keyring.stored["PlanImport", "api.calltouch.ru/12345"] = "two\nlines"
    assert TokenStore(keyring).remove(PROJECT) is None
    assert not keyring.stored


def test_a_keyring_that_appears_later_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[MemoryKeyring | None] = [None, MemoryKeyring()]
    monkeypatch.setattr(keyring_store_module, "system_backend", lambda: found.pop(0))
    store = TokenStore()
    assert store.get(PROJECT) is TokenTrouble.NO_KEYRING
    assert store.get(PROJECT) is TokenTrouble.ABSENT


def test_importing_the_room_does_not_load_keyring() -> None:
    code = "import sys, planimport_gui.tokens; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize("switch", ["keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"])
def test_a_keyring_that_is_switched_off_is_none(monkeypatch: pytest.MonkeyPatch, switch: str) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", switch)
    assert TokenStore().put(PROJECT, TOKEN) is TokenTrouble.NO_KEYRING


def test_whether_there_is_a_keyring_is_known_without_asking_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert TokenStore(FailingKeyring(RuntimeError())).there
    monkeypatch.setattr(keyring_store_module, "system_backend", lambda: None)
    assert not TokenStore().there
