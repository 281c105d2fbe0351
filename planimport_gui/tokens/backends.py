"""The keyrings of operating systems. keyring's other backends, plain files among them, are never used."""

import os
from typing import Protocol

SWITCHED_OFF = ("keyring.backends.fail.Keyring", "keyring.backends.null.Keyring")
"""Values of ``PYTHON_KEYRING_BACKEND`` by which keyring's users say that none is to be used."""


class Backend(Protocol):
    """What is used of a ``keyring.backend.KeyringBackend``."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


def system_backend() -> Backend | None:
    """The keyring of this system, ``None`` where there is none that works.

    The classes are named here instead of being looked up by keyring: its own choice follows the environment
    and a settings file to any backend, and in a frozen program it finds none.
    """
    if os.environ.get("PYTHON_KEYRING_BACKEND") in SWITCHED_OFF:
        return None
    from keyring.backends import SecretService, Windows, kwallet, libsecret, macOS

    known = (
        Windows.WinVaultKeyring,
        macOS.Keyring,
        SecretService.Keyring,
        libsecret.Keyring,
        kwallet.DBusKeyring,
    )
    viable = [backend for backend in known if backend.viable]
    if not viable:
        return None
    best: Backend = max(viable, key=lambda backend: backend.priority)()
    return best
