"""Runs inside a fresh D-Bus session: unlocks a Secret Service, uses it, locks it, prints what was seen as JSON."""

import json
import subprocess
import sys
from pathlib import Path

import secretstorage

from planimport_gui.facts.records import Project
from planimport_gui.tokens import Token, TokenStore

PROJECT = Project("https://api.calltouch.ru/report-service/RestAPI/api", "12345")
OTHER = Project(PROJECT.address, "54321")


def main(token: Token, home: Path) -> None:
    start_daemon()
    seen: list[dict[str, object]] = [use(TokenStore(), token), {"plain files": plain_files(home, token)}]
    lock()
    seen.append(troubles(TokenStore(), token, "locked"))
    print(json.dumps({name: value for part in seen for name, value in part.items()}))


def start_daemon() -> None:
    command = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
    subprocess.run(command, input=b"fictional password\n", stdout=subprocess.DEVNULL, check=True)


def use(store: TokenStore, token: Token) -> dict[str, object]:
    """Every step of a token's life; the last token stays for what follows."""
    return {
        "get before": store.get(PROJECT),
        "put": store.put(PROJECT, token),
        "came back": store.get(PROJECT) == token,
        "other project": store.get(OTHER),
        "replace": store.put(PROJECT, Token("second")),
        "replaced": store.get(PROJECT) == Token("second"),
        "remove": store.remove(PROJECT),
        "get after": store.get(PROJECT),
        "remove again": store.remove(PROJECT),
        "longest": store.put(OTHER, Token("x" * 1280)),
        "put to stay": store.put(PROJECT, token),
    }


def troubles(store: TokenStore, token: Token, when: str) -> dict[str, object]:
    return {
        f"get {when}": store.get(PROJECT),
        f"put {when}": store.put(PROJECT, token),
        f"remove {when}": store.remove(PROJECT),
    }


def lock() -> None:
    secretstorage.get_default_collection(secretstorage.dbus_init()).lock()


def plain_files(home: Path, token: Token) -> list[str]:
    """Files below a folder that hold the token as it is."""
    secret = token.reveal().encode()
    return [str(path) for path in home.rglob("*") if path.is_file() and secret in path.read_bytes()]


if __name__ == "__main__":
    main(Token(sys.argv[1]), Path(sys.argv[2]))
