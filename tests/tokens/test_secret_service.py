"""The real keyring of Linux desktops, headless, in a session of its own."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

NEEDED = ("gnome-keyring-daemon", "dbus-run-session", "dbus-daemon")
SESSION = Path(__file__).with_name("keyring_session.py")
TOKEN = "fictional-token-1a2b3c4d5e6f"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the Secret Service is the keyring of Linux desktops")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A fresh home and no session; fails where the packages are missing though they could have been installed."""
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        pytest.fail(f"missing {', '.join(missing)}: python3 dev.py test installs gnome-keyring, dbus and dbus-daemon")
    if missing:
        pytest.skip(f"missing {', '.join(missing)}: only root can install gnome-keyring, dbus and dbus-daemon")
    home, runtime = tmp_path / "home", tmp_path / "runtime"
    home.mkdir()
    runtime.mkdir(mode=0o700)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_", "GNOME_"))}
    return kept | {"HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), "LC_ALL": "C.UTF-8"}


def run(command: list[str], environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert isinstance(seen, dict)
    return seen


def test_a_token_lives_in_the_secret_service(environment: dict[str, str]) -> None:
    session = [sys.executable, str(SESSION), TOKEN, environment["HOME"]]
    assert run(["dbus-run-session", "--", *session], environment) == {
        "get before": "absent",
        "put": None,
        "came back": True,
        "other project": "absent",
        "replace": None,
        "replaced": True,
        "remove": None,
        "get after": "absent",
        "remove again": "absent",
        "longest": None,
        "put to stay": None,
        "plain files": [],
        "get locked": "locked",
        "put locked": "locked",
        "remove locked": "locked",
    }


@pytest.mark.parametrize("choice", ["", "keyrings.alt.file.PlaintextKeyring", "keyring.backends.null.Keyring"])
def test_without_a_session_there_is_no_keyring_and_no_file(environment: dict[str, str], choice: str) -> None:
    script = (
        "import json, sys; sys.path.insert(0, sys.argv[2]); import keyring_session as session;"
        "print(json.dumps(session.troubles(session.TokenStore(), session.Token(sys.argv[1]), 'without')))"
    )
    chosen = environment | ({"PYTHON_KEYRING_BACKEND": choice} if choice else {})
    assert run([sys.executable, "-c", script, TOKEN, str(SESSION.parent)], chosen) == {
        "get without": "noKeyring",
        "put without": "noKeyring",
        "remove without": "noKeyring",
    }
    assert not [path for path in Path(environment["HOME"]).rglob("*") if path.is_file()]
