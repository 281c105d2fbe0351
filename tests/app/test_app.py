"""The program started as people start it: real processes, without a screen."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from subprocess import Popen
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from support.gui import application
from support.project import ROOT
from support.silent_keyring_app import QUESTIONS

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.folder import data_folder
from planimport_gui.assembly.practice import FOLDER
from planimport_gui.assembly.projects import FILE
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.resources import resource
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.starting import FileOpenings

__all__ = ["application"]
RUSSIAN = Texts(Language.RUSSIAN)
HEAVY = {"requests", "urllib3", "keyring", "openpyxl", "python_calamine"}


class Program:
    """A running program whose lines are read one by one."""

    def __init__(self, process: "Popen[str]") -> None:
        self.process = process

    def hear(self, what: str) -> Any:
        """What it tells next under that name; anything else before it is let go."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            told = json.loads(line)
            if what in told:
                return told[what]
        raise AssertionError(f"ended without telling {what}")

    def interrupt(self, number: int = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


Start = Callable[..., Program]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the program; killed after the test if it still runs."""
    monkeypatch.setenv("PLANIMPORT_LANG", "ru")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with ExitStack() as running:

        def begin(*words: object, program: str = "watched_app.py") -> Program:
            command = [sys.executable, str(ROOT / "tests" / "support" / program), *map(str, words)]
            paths = os.pathsep.join(map(str, (ROOT, ROOT / "tests")))
            environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"}
            process = running.enter_context(
                Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment)
            )
            running.callback(process.kill)
            return Program(process)

        yield begin


def once(*words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """A start that ends by itself."""
    return subprocess.run(
        [sys.executable, "-m", "planimport_gui", *words],
        capture_output=True, text=True, encoding="utf-8", timeout=60, cwd=ROOT, check=False,
        env={**os.environ, "PLANIMPORT_LANG": "ru", "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


def test_nothing_heavy_is_loaded_before_the_first_paint_and_all_of_it_after(start: Start) -> None:
    program = start()
    assert set(program.hear("painted")) & HEAVY == set()
    assert set(program.hear("loaded")) >= HEAVY


@pytest.mark.skipif(os.name == "nt", reason="other signals there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_closes_the_window_politely(start: Start, number: int) -> None:
    program = start()
    program.hear("painted")
    assert program.interrupt(number) == 0


def test_a_file_is_opened(start: Start) -> None:
    assert start(resource("sample-plan.xlsx")).hear("opened") == str(resource("sample-plan.xlsx"))


def test_a_second_start_hands_its_file_to_the_first(start: Start) -> None:
    first = start()
    first.hear("painted")
    second = start(resource("sample-plan.xlsx"))
    assert second.process.wait(30) == 0
    assert first.hear("opened") == str(resource("sample-plan.xlsx"))


def test_another_data_folder_has_a_window_of_its_own(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start().hear("painted")
    monkeypatch.setenv("PLANIMPORT_DATA_DIR", str(tmp_path / "other"))
    start().hear("painted")


def test_a_data_folder_that_cannot_be_used_is_said_in_the_window(start: Start) -> None:
    folder = data_folder(os.environ)
    folder.parent.mkdir(exist_ok=True)
    folder.touch()
    program = start()
    assert str(folder) in program.hear("said")
    program.hear("loaded")
    assert program.interrupt() == 0


def test_a_list_of_projects_that_cannot_be_read_is_said_in_the_window(start: Start) -> None:
    folder = data_folder(os.environ)
    folder.mkdir()
    (folder / FILE).write_text("{", "utf-8")
    program = start()
    assert str(folder / FILE) in program.hear("said")
    assert program.interrupt() == 0


def test_a_damaged_journal_is_said_in_the_window(start: Start) -> None:
    folder = data_folder(os.environ)
    folder.mkdir()
    (folder / "journal.sqlite").write_bytes(b"no journal" * 1000)
    program = start()
    assert program.hear("said") == RUSSIAN.say("journal.damaged", path=str(folder / "journal.sqlite"))
    assert program.interrupt() == 0


def test_a_keyring_that_never_answers_stops_neither_opening_nor_the_end(start: Start) -> None:
    program = start(resource("sample-plan.xlsx"), program="silent_keyring_app.py")
    while program.hear("waiting") < QUESTIONS:
        pass
    assert program.hear("lies") == "sample-plan.xlsx"
    assert program.interrupt() == 0


def test_practice_that_somebody_else_has_is_said(start: Start) -> None:
    with hold(data_folder(os.environ) / FOLDER, Tempo(span=0.0)):
        program = start("--practice")
        assert RUSSIAN.say("ui.practice.why.locked") in program.hear("said")
    assert program.interrupt() == 0


def test_practice_and_the_sample(start: Start) -> None:
    program = start("--practice", resource("sample-plan.xlsx"))
    program.hear("opened")
    program.hear("loaded")
    assert program.interrupt() == 0
    assert not (data_folder(os.environ) / "journal.sqlite").exists()


class TestWithoutAWindow:
    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
    @pytest.mark.parametrize(
        "screen",
        [{}, {"DISPLAY": ":987"}, {"QT_QPA_PLATFORM": "nonsense"}],
        ids=["none", "nobody there", "no such platform"],
    )
    def test_no_screen_is_one_clear_sentence(self, screen: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "QT_QPA_PLATFORM"):
            monkeypatch.delenv(name, raising=False)
        ended = once(**screen)
        assert ended.returncode == 2
        assert ended.stderr.startswith(RUSSIAN.say("ui.noScreen"))
        assert len(ended.stderr.splitlines()) == 1
        assert ended.stdout == ""

    def test_a_service_that_may_not_be_spoken_to(self) -> None:
        ended = once(PLANIMPORT_API_URL="http://calltouch.example/api")
        assert (ended.returncode, ended.stderr.strip()) == (2, RUSSIAN.say("address.notSecure"))

    def test_version(self) -> None:
        assert once("--version").stdout.startswith("PlanImport ")

    def test_a_mistyped_word_never_opens_the_real_world(self) -> None:
        assert once("--practise").returncode == 2


class TestFilesFromTheFinder:
    def hand(self, application: QApplication, path: Path) -> None:
        QCoreApplication.sendEvent(application, QFileOpenEvent(str(path)))

    def test_those_before_the_window_are_kept(self, application: QApplication) -> None:
        openings = FileOpenings(application)
        taken: list[Path] = []
        self.hand(application, Path("/first.xlsx"))
        openings.listen(taken.append)
        self.hand(application, Path("/second.xlsx"))
        application.removeEventFilter(openings)
        assert taken == [Path("/first.xlsx"), Path("/second.xlsx")]

    def test_an_address_is_a_file(self) -> None:
        assert Path(QFileOpenEvent(QUrl.fromLocalFile("/план.xlsx")).file()) == Path("/план.xlsx")


@pytest.mark.parametrize(("language", "word"), [(Language.RUSSIAN, "Отмена"), (Language.ENGLISH, "Cancel")])
def test_qts_own_words_follow_the_language(language: Language, word: str) -> None:
    program = (
        "import sys; from PySide6.QtWidgets import QApplication; from planimport_gui import app;"
        "from planimport_gui.texts import Language\n"
        "application = QApplication([]); held = app._translate_qt(application, Language(sys.argv[1]))\n"
        "print(application.translate('QPlatformTheme', 'Cancel').replace('&', ''))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, language.value], capture_output=True, text=True, encoding="utf-8",
        cwd=ROOT, check=True, timeout=60, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert ended.stdout.strip() == word
    assert QLocale(language.value).language() is not QLocale.Language.C
