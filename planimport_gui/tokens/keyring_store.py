"""Tokens of projects in the keyring. Whatever the keyring does comes back as a value."""

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.records import Project
from planimport_gui.tokens.backends import Backend, system_backend
from planimport_gui.tokens.token import Token, check_token

SERVICE = "PlanImport"

Answer = TypeVar("Answer")


class TokenStore:
    """Keeps the token of a project under ``host/SiteId``, so that it goes to no other host or project.

    Methods may wait for the person to unlock the keyring; they never raise for anything the keyring does.
    """

    def __init__(self, backend: Backend | None = None) -> None:
        """``backend`` replaces the keyring of the system."""
        self._backend = backend

    @property
    def there(self) -> bool:
        """Whether there is a keyring; asks it for nothing."""
        return not isinstance(self._ask(lambda _: None), TokenTrouble)

    def get(self, project: Project) -> Token | TokenTrouble:
        """The stored token, or why there is none."""
        stored = self._ask(lambda keyring: keyring.get_password(SERVICE, _user(project)))
        if isinstance(stored, TokenTrouble):
            return stored
        return TokenTrouble.ABSENT if stored is None else check_token(stored)

    def put(self, project: Project, token: Token) -> TokenTrouble | None:
        """Store a token and read it back; ``None`` when it is there."""
        trouble = self._ask(lambda keyring: keyring.set_password(SERVICE, _user(project), token.reveal()))
        if trouble is not None:
            return trouble
        back = self.get(project)
        if back == token:
            return None
        return back if isinstance(back, TokenTrouble) and back is not TokenTrouble.ABSENT else TokenTrouble.DENIED

    def remove(self, project: Project) -> TokenTrouble | None:
        """Delete the token; ``None`` when it is gone, ``ABSENT`` where there was none."""
        before = self._ask(lambda keyring: keyring.get_password(SERVICE, _user(project)))
        if before is None:
            return TokenTrouble.ABSENT
        if isinstance(before, TokenTrouble):
            return before
        trouble = self._ask(lambda keyring: keyring.delete_password(SERVICE, _user(project)))
        return trouble or self._left_over(project)

    def _left_over(self, project: Project) -> TokenTrouble | None:
        after = self._ask(lambda keyring: keyring.get_password(SERVICE, _user(project)))
        if after is None or isinstance(after, TokenTrouble):
            return after
        return TokenTrouble.DENIED

    def _ask(self, question: Callable[[Backend], Answer]) -> Answer | TokenTrouble:
        try:
            if self._backend is None:
                self._backend = system_backend()
            return TokenTrouble.NO_KEYRING if self._backend is None else question(self._backend)
        except Exception as error:  # noqa: BLE001 - a backend lets through whatever its system raises
            return _trouble(error)


def _trouble(error: Exception) -> TokenTrouble:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError

    if isinstance(error, NoKeyringError):
        return TokenTrouble.NO_KEYRING
    if isinstance(error, KeyringLocked | InitError):
        return TokenTrouble.LOCKED
    return TokenTrouble.DENIED


def _user(project: Project) -> str:
    """``host[:port]/SiteId``, without a name or password that the address may hold."""
    host = urlsplit(project.address).netloc.rpartition("@")[2].lower()
    return f"{host}/{project.site}"
