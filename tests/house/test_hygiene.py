"""No file of the project tells about the machine it was written on, or holds a secret."""

import re
from pathlib import Path

import pytest
from support.project import ROOT, project_files

TELLTALES = {
    "a folder of one machine": re.compile(
        r"(?<![\w.])/(?:work|opt(?!/planimport)|root|home/\w+)/\w|[A-Z]:\\Users\\(?!Public)\w"
    ),
    "a private package index": re.compile(r"(?:extra-)?index-url|find-links\s*=|[\w.-]+\.pkg\.dev|/simple/"),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a token of a service": re.compile(r"\b(?:ghp|gho|github_pat|glpat|xox[bp]|AKIA)[_-]?[A-Za-z0-9_]{16,}"),
}

ALLOWED = {
    "dev.py": {"a private package index"},  # names uv's options that leave hosts out
    "tests/house/test_hygiene.py": set(TELLTALES),
}
"""Files that speak about such things, and hold none."""


def texts() -> list[tuple[Path, str]]:
    """Every project file that is text."""
    found = []
    for path in project_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path, content.decode("utf-8")))
    return found


def telling(text: str) -> set[str]:
    return {what for what, pattern in TELLTALES.items() if pattern.search(text)}


def test_no_file_tells_about_a_machine() -> None:
    files = texts()
    assert len(files) > 100
    for path, text in files:
        name = path.relative_to(ROOT).as_posix()
        assert telling(text) <= ALLOWED.get(name, set()), f"{name}: {telling(text)}"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("open('/work/main/x')", "a folder of one machine"),
        ("cd /home/anna/plan", "a folder of one machine"),
        (r"C:\Users\anna\plan.xlsx", "a folder of one machine"),
        ("--extra-index-url https://packages.example/simple/", "a private package index"),
        ("-----BEGIN RSA PRIVATE KEY-----", "a private key"),
        ("ghp_0123456789abcdefghijABCDEFGHIJ", "a token of a service"),
    ],
)
def test_a_telltale_is_seen(text: str, what: str) -> None:
    assert telling(text) == {what}


def test_ordinary_text_tells_nothing() -> None:
    assert telling("/usr/lib/*/libGL.so.1 https://api.calltouch.ru/calls-service/RestAPI /opt/planimport") == set()


def test_no_file_is_left_out_of_the_scan_by_mistake() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in project_files()}
    assert {"dev.py", ".ci/run", "requirements.lock", "planimport_gui/__init__.py", "tests/conftest.py"} <= names
