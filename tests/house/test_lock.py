"""The locks are what ``pyproject.toml`` asks for, with hashes and without hosts."""

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from support.project import ROOT

MEND = "make it anew: python3 dev.py lock"


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def entries(lock: str = "requirements.lock") -> list[tuple[Requirement, list[str]]]:
    """Every locked requirement and its hashes."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in re.split(r"\n(?=\S)", text) if not line.startswith("#")]
    parsed = [re.split(r"\s*\\\s*--hash=|\s+--hash=", line.strip()) for line in lines if line.strip()]
    return [(Requirement(requirement), hashes) for requirement, *hashes in parsed]


def test_everything_asked_for_is_locked_at_a_version_that_fits() -> None:
    locked = {canonicalize_name(requirement.name): requirement for requirement, _ in entries()}
    asked = project()["project"]["dependencies"] + project()["dependency-groups"]["dev"]
    asked += project()["build-system"]["requires"]
    assert len(asked) > 20
    for requirement in map(Requirement, asked):
        if requirement.marker is None:
            (pin,) = locked[canonicalize_name(requirement.name)].specifier
            assert pin.version in requirement.specifier, f"{requirement}: {MEND}"


@pytest.mark.parametrize(("lock", "least"), [("requirements.lock", 40), ("requirements-bench.lock", 3)])
def test_every_entry_is_one_version_with_hashes(lock: str, least: int) -> None:
    assert len(entries(lock)) >= least
    for requirement, hashes in entries(lock):
        assert [specifier.operator for specifier in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", digest) for digest in hashes), requirement


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-bench.lock"])
def test_the_lock_names_no_hosts(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_systems_get_what_only_they_need() -> None:
    markers = {requirement.name: str(requirement.marker) for requirement, _ in entries()}
    assert "win32" in markers["pywin32-ctypes"]
    assert "linux" in markers["secretstorage"]
