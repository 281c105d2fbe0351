"""The workflow that makes what people download: pinned, with few rights, signing only where secrets are."""

import re
from pathlib import Path

import pytest
from support.project import ROOT

from installer import mac

FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TEXT = (ROOT / ".github" / "workflows" / "installers.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_actions_are_pinned_to_a_commit_and_say_which_version(file: Path) -> None:
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    assert used
    for one in used:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one), one


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_rights_are_to_read_and_machines_are_named_by_version(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"permissions:\n(.*)", text) == ["  contents: read"]
    assert "latest" not in text
    assert text.count("timeout-minutes:") == text.count("runs-on:")


def test_secrets_reach_steps_only_through_their_environment() -> None:
    for line in TEXT.splitlines():
        if "secrets." in line:
            assert re.fullmatch(r"          [A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}", line), line


def test_without_secrets_nothing_is_signed() -> None:
    for name in ("CERTIFICATE", "NOTARY_KEY"):
        assert f'if [ -n "${name}" ]; then' in TEXT


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_jobs_need_jobs_that_are_there_and_files_that_were_uploaded(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    jobs = set(re.findall(r"^  ([\w-]+):$", text.partition("\njobs:\n")[2], re.MULTILINE))
    needed = {name.strip() for line in re.findall(r"needs: (.*)", text) for name in line.strip("[]").split(",")}
    assert needed <= jobs
    uploads = re.findall(r"upload-artifact.*\n +with:\n +name: ([\w-]+)", text)
    downloads = re.findall(r"download-artifact.*\n +with:\n +name: ([\w-]+)", text)
    assert set(downloads) <= set(uploads)
    assert len(uploads) == len(set(uploads))
    assert "\t" not in text
    for line in text.splitlines():
        assert line.count("${{") == line.count("}}"), line


def test_scripts_that_steps_call_are_there() -> None:
    for name in re.findall(r"(?:python3? |- run: |\./)([\w./-]+\.(?:py|ps1))", TEXT):
        assert (ROOT / name).is_file(), name


def test_the_macos_application_is_made_with_the_python_whose_wheels_are_looked_for() -> None:
    assert f'python-version: "{mac._PYTHON}"' in TEXT.partition("  macos:")[2]


def test_every_system_is_built_and_tried() -> None:
    for words in (
        "macos-15, macos-15-intel",
        "dev.py installers deb",
        "build.py bundle --try",
        "trial.ps1",
        "mac --try",
    ):
        assert words in TEXT
    assert TEXT.count("--selftest") + TEXT.count("--try") >= 3
