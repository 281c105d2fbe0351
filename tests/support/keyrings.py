"""A keyring in memory that can be locked or taken away."""

from keyring.errors import KeyringLocked, PasswordDeleteError


class Keyring:
    """``trouble`` is raised by everything it is asked for, where it is set."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.trouble: Exception | None = None

    def lock(self) -> None:
        self.trouble = KeyringLocked()

    def get_password(self, service: str, username: str) -> str | None:
        self._check()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._check()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._check()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError

    def _check(self) -> None:
        if self.trouble is not None:
            raise self.trouble
