"""Gives every test a home and a data folder of its own, and none of the settings of whoever runs it."""

import os
import sys
from pathlib import Path

import pytest

_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NETRC")
_FOLDERS = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "PLANIMPORT_DATA_DIR": "planimport-data",
}


@pytest.fixture(autouse=True)
def own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The test's own home folder; ``PLANIMPORT_DATA_DIR`` names a folder in it that does not exist yet."""
    home = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith("PLANIMPORT_") or name.upper() in _PROXIES]:
        monkeypatch.delenv(name)
    for name, folder in _FOLDERS.items():
        monkeypatch.setenv(name, str(home / folder))
    _hide_keyring(monkeypatch)
    return home


def _hide_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keyring of whoever runs the tests is not theirs to read."""
    if sys.platform == "linux":
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    else:
        monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
