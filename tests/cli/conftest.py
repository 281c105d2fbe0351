"""A console to type into: in this process with a fast tempo, a workbook to name, and a service to meet."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from support.console import HEADER, QUICK, Outcome, good_rows
from support.stage import SITE, TOKEN

from planimport_gui.cli import main
from planimport_gui.practice.service import PracticeService

Console = Callable[..., Outcome]


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str]) -> Console:
    """``console("check", path)``: one command in this process, fast."""

    def run(*words: object) -> Outcome:
        capsys.readouterr()
        code = main([str(word) for word in words], QUICK)
        out, err = capsys.readouterr()
        objects = [json.loads(line) for line in out.splitlines()] if "--json" in words else []
        return Outcome(code, out, err, objects)

    return run


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeService]:
    """A service that takes the token of the tests, and an environment that leads to it."""
    with PracticeService(pace=0, finish_after=0.02, token=TOKEN, site=SITE) as running:
        monkeypatch.setenv("PLANIMPORT_API_URL", running.address)
        monkeypatch.setenv("PLANIMPORT_TOKEN", TOKEN)
        yield running


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """``book(rows)``: a workbook with these plan rows; ``book(5)``: five good ones."""

    def write(rows: Sequence[Sequence[object]] | int, name: str = "plan.xlsx", sheet: str = "План") -> Path:
        workbook = openpyxl.Workbook()
        page = workbook.active
        assert page is not None
        page.title = sheet
        page.append(HEADER)
        for row in good_rows(rows) if isinstance(rows, int) else rows:
            page.append(list(row))
        path = tmp_path / name
        workbook.save(path)
        return path

    return write
