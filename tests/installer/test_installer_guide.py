"""The guide to installation says the same in both languages, and what it says is so."""

import re
from pathlib import Path

import pytest
from support.project import ROOT

from planimport_gui.calltouch.address import CALLTOUCH

FOLDER = ROOT / "resources" / "help"
PAGES = [FOLDER / f"install-{language}.html" for language in ("ru", "en")]
SETUP = (ROOT / "installer" / "windows" / "setup.nsi").read_text(encoding="utf-8")


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_parts_and_pictures_that_are_there(page: Path) -> None:
    parts = set(re.findall(r'<a name="(\w+)">', text(page)))
    assert set(re.findall(r'href="#(\w+)"', text(page))) == parts
    assert "http" not in text(page).replace("HTTPS", "")
    for picture in re.findall(r'src="([^"]+)"', text(page)):
        assert (FOLDER / picture).is_file()


def test_both_languages_have_the_same_parts() -> None:
    ru, en = ([*re.findall(r'<a name="(\w+)">', text(page)), text(page).count("<tr>")] for page in PAGES)
    assert ru == en


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_exit_codes_and_options_are_those_of_the_setup_program(page: Path) -> None:
    for code in re.findall(r"!define EXIT_\w+ (\d)", SETUP):
        assert re.search(rf"\b{code}\b ", text(page)), code
    for option in re.findall(r'GetOptions\} \$R0 "(/\w+)"', SETUP):
        assert option in text(page) or option == "/UPGRADE", option


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_host_to_allow_is_that_of_the_service(page: Path) -> None:
    assert f"<code>{CALLTOUCH.split('/')[2]}</code>" in text(page)
