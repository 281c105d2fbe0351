"""Projects with their tokens, as the window works with them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.console import QUICK
from support.keyrings import Keyring
from support.stage import SITE, TOKEN

from planimport_gui.assembly.accounts import Accounts
from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.folder import FolderUnusable
from planimport_gui.assembly.projects import FILE, ProjectsUnreadable
from planimport_gui.assembly.remembering import Remembered
from planimport_gui.assembly.settings import Settings
from planimport_gui.calltouch.address import CALLTOUCH
from planimport_gui.diagnostics.vault import HIDDEN, SecretVault
from planimport_gui.facts.failures import LockHeld, SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import Cause, Connected, Stopped
from planimport_gui.facts.records import Project
from planimport_gui.practice.service import PracticeService
from planimport_gui.tokens import Token, TokenStore

OTHER = "an0ther-T0ken-of-the-tests"
Make = Callable[..., Accounts]


@pytest.fixture
def vault() -> SecretVault:
    return SecretVault()


@pytest.fixture
def accounts(folder: Path, service: PracticeService, vault: SecretVault, keyring: Keyring) -> Make:
    """A fresh start of the program on the same folder and keyring."""

    def make(address: str = "", token: str | None = None) -> Accounts:
        settings = Settings(folder, address or service.address, token=token)
        return Accounts(settings, Remembered(folder), vault, QUICK, TokenStore(keyring))

    return make


def test_put_is_kept_for_the_next_start(accounts: Make, project: Project) -> None:
    assert accounts().all() == ()
    assert accounts().put(project, f" {TOKEN}\n") is None
    later = accounts()
    assert later.all() == (project,)
    assert later.has_token(project) is None
    assert later.token(project) == Token(TOKEN)


def test_the_chosen_project_is_remembered(accounts: Make, project: Project) -> None:
    first = accounts()
    first.put(project, TOKEN)
    first.choose(project)
    assert accounts().chosen() == project
    first.choose(None)
    assert accounts().chosen() is None


def test_a_chosen_project_that_was_removed_is_none(accounts: Make, project: Project) -> None:
    first = accounts()
    first.put(project, TOKEN)
    first.choose(project)
    first.remove(project)
    assert accounts().chosen() is None


def test_projects_of_another_service_are_not_shown(accounts: Make, project: Project) -> None:
    accounts().put(project, TOKEN)
    elsewhere = accounts(address=CALLTOUCH)
    assert elsewhere.all() == ()
    assert not elsewhere.elsewhere


def test_for_this_session_only(accounts: Make, project: Project, keyring: Keyring, folder: Path) -> None:
    first = accounts()
    assert first.put(project, TOKEN, keep=False) is None
    assert first.token(project) == Token(TOKEN)
    assert keyring.kept == {}
    assert all(TOKEN.encode() not in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert accounts().has_token(project) is TokenTrouble.ABSENT
    assert accounts().all() == (project,)


def test_a_kept_token_replaces_that_of_the_session(accounts: Make, project: Project) -> None:
    first = accounts()
    first.put(project, TOKEN, keep=False)
    first.put(project, OTHER)
    assert first.token(project) == Token(OTHER)


def test_with_a_trouble_nothing_is_changed(accounts: Make, project: Project, keyring: Keyring) -> None:
    first = accounts()
    keyring.lock()
    assert first.put(project, TOKEN) is TokenTrouble.LOCKED
    assert first.put(project, "two words") is TokenTrouble.BLANKS
    assert first.all() == ()
    assert first.put(project, TOKEN, keep=False) is None
    assert first.all() == (project,)


def test_a_refused_replacement_leaves_the_session_token(accounts: Make, project: Project, keyring: Keyring) -> None:
    first = accounts()
    first.put(project, TOKEN, keep=False)
    keyring.lock()
    assert first.put(project, OTHER) is TokenTrouble.LOCKED
    assert first.token(project) == Token(TOKEN)


def test_a_new_name_keeps_the_token(accounts: Make, project: Project) -> None:
    first = accounts()
    first.put(project, TOKEN)
    renamed = Project(project.address, project.site, "Новое имя")
    assert first.put(renamed, None) is None
    assert first.all() == (renamed,)
    assert first.token(renamed) == Token(TOKEN)


def test_removing_takes_the_token_along(accounts: Make, project: Project, keyring: Keyring) -> None:
    first = accounts()
    first.put(project, TOKEN)
    assert first.remove(project) is None
    assert (first.all(), keyring.kept) == ((), {})
    assert first.remove(project) is None


def test_a_token_that_cannot_be_deleted_keeps_its_project(accounts: Make, project: Project, keyring: Keyring) -> None:
    first = accounts()
    first.put(project, TOKEN)
    keyring.lock()
    assert first.remove(project) is TokenTrouble.LOCKED
    assert first.all() == (project,)


class TestTheEnvironmentsToken:
    def test_wins_and_is_never_saved(self, accounts: Make, project: Project, keyring: Keyring) -> None:
        accounts().put(project, OTHER)
        kept = dict(keyring.kept)
        with_token = accounts(token=TOKEN)
        assert with_token.token(project) == Token(TOKEN)
        assert keyring.kept == kept

    def test_is_for_its_service_alone(self, accounts: Make) -> None:
        elsewhere = Project("https://other.example/api", SITE)
        assert accounts(token=TOKEN).token(elsewhere) is TokenTrouble.ABSENT


def test_tokens_are_hidden_from_the_moment_they_are_seen(
    accounts: Make, project: Project, vault: SecretVault, keyring: Keyring
) -> None:
    accounts().put(project, OTHER, keep=False)
    assert OTHER not in vault.redact(f"x {OTHER} y")
    accounts().test(project, TOKEN)
    assert vault.redact(TOKEN) == HIDDEN


def test_checks(accounts: Make) -> None:
    first = accounts()
    assert first.check_site(" 123 ") == "123"
    assert first.check_site("abc123") is SiteTrouble.COUNTER
    assert first.check_token(TOKEN) is None
    assert first.check_token("") is TokenTrouble.EMPTY


class TestTheConnection:
    def test_is_there_and_imports_nothing(self, accounts: Make, project: Project, service: PracticeService) -> None:
        first = accounts()
        assert first.test(project, TOKEN) == Connected()
        first.put(project, TOKEN)
        assert first.test(project, None) == Connected()
        assert service.logs() == ()

    def test_a_refused_token(self, accounts: Make, project: Project) -> None:
        outcome = accounts().test(project, OTHER)
        assert isinstance(outcome, Stopped)
        assert outcome.cause is Cause.TOKEN

    def test_without_a_token_nothing_is_asked(self, accounts: Make, project: Project, service: PracticeService) -> None:
        assert accounts().test(project, None) is TokenTrouble.ABSENT
        assert service.requests == ()

    def test_while_somebody_works(self, accounts: Make, project: Project, folder: Path) -> None:
        with hold(folder, QUICK), pytest.raises(LockHeld):
            accounts().test(project, TOKEN)


class TestAnUnreadableList:
    def test_is_no_project_and_says_why(self, accounts: Make, project: Project, folder: Path, keyring: Keyring) -> None:
        folder.mkdir()
        (folder / FILE).write_text("{", "utf-8")
        first = accounts()
        assert (first.all(), first.chosen()) == ((), None)
        assert isinstance(first.trouble, ProjectsUnreadable)
        with pytest.raises(ProjectsUnreadable):
            first.put(project, TOKEN)
        assert keyring.kept == {}
        assert (folder / FILE).read_text("utf-8") == "{"

    def test_a_folder_that_cannot_be_made(self, accounts: Make, project: Project, folder: Path) -> None:
        folder.touch()
        with pytest.raises(FolderUnusable):
            accounts().put(project, TOKEN)

    def test_no_trouble(self, accounts: Make) -> None:
        assert accounts().trouble is None
