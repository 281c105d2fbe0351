"""The dialogs behind ``Questions``: none blocks, one of a kind at a time, and what they tell."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextDocument
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QPushButton,
    QTextBrowser,
    QWidget,
)
from support.dialog_world import NORTH, SOUTH, Accounts, Later, Memory
from support.gui import Person, Stretched, cut_off

from planimport_gui.facts.failures import (
    DataTrouble,
    DataUnusable,
    JournalBroken,
    JournalTrouble,
    LockHeld,
    TokenTrouble,
)
from planimport_gui.resources import resource
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.about import AboutDialog
from planimport_gui.ui.dialogs.asking import with_suffix
from planimport_gui.ui.dialogs.crash import CrashDialog
from planimport_gui.ui.dialogs.log import LogDialog
from planimport_gui.ui.dialogs.questions import Dialogs, WindowQuestions
from planimport_gui.ui.dialogs.settings import SettingsDialog
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import Message, MessageKind
from planimport_gui.ui.views.message_bar import MessageBar


class Window(QMainWindow):
    """As much of the window as the dialogs need."""

    def __init__(self, texts: Texts, look: Look) -> None:
        super().__init__()
        self.message = MessageBar(texts, look)
        self.setCentralWidget(self.message)
        self.said: list[Message | None] = []
        show = self.message.show_state

        def note(message: Message | None) -> None:
            self.said.append(message)
            show(message)

        self.message.show_state = note  # type: ignore[method-assign]  # to hear what is said


class Stage:
    """The questions of a window, and what lies on the screen."""

    def __init__(self, gui: Person, texts: Texts, look: Look, log: Path | None, known: tuple[Any, ...] = ()) -> None:
        self.gui, self.jobs, self.memory = gui, Later(), Memory()
        self.accounts = Accounts(*known)
        self.reported: list[BaseException] = []
        self.path: Path | None = None
        self.window = gui.show(Window(texts, look), 600, 400)
        dialogs = Dialogs(
            self.window,  # type: ignore[arg-type]  # stands in for MainWindow
            texts, look, self.jobs, self.accounts, self.memory, self._report, log, resource,  # type: ignore[arg-type]  # Later stands in for Jobs
        )  # fmt: skip
        self.ask: WindowQuestions = dialogs.questions()

    def _report(self, error: BaseException) -> Path | None:
        self.reported.append(error)
        return self.path

    def shown(self, name: str) -> list[QWidget]:
        """The visible top-level dialogs of a name."""
        self.gui.settle()
        return [one for one in QApplication.topLevelWidgets() if one.objectName() == name and one.isVisible()]

    def the(self, name: str) -> QWidget:
        (one,) = self.shown(name)
        return one

    def child(self, dialog: str, name: str) -> Any:
        found = self.the(dialog).findChild(QWidget, name)
        assert found is not None
        return found

    def press(self, dialog: str, name: str) -> None:
        button = self.child(dialog, name)
        assert isinstance(button, QPushButton)
        self.gui.click(button)
        self.jobs.work()
        self.gui.settle()


@pytest.fixture
def on(gui: Person, russian: Texts, look: Look, tmp_path: Path) -> Stage:
    return Stage(gui, russian, look, tmp_path / "logs" / "planimport.log", (NORTH, SOUTH))


@pytest.fixture(autouse=True)
def plain_file_dialogs(application: QApplication) -> Any:
    """The system's own dialogs cannot be pressed by a test."""
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)
    yield
    application.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, False)


def file_dialog(on: Stage, name: str) -> QFileDialog:
    found = on.the(name)
    assert isinstance(found, QFileDialog)
    return found


def type_name(on: Stage, dialog: QFileDialog, path: Path) -> None:
    line = dialog.findChild(QLineEdit, "fileNameEdit")
    assert line is not None
    line.setText(str(path))
    dialog.accept()
    on.gui.settle()


class TestFiles:
    def test_a_file_to_open(self, on: Stage, tmp_path: Path) -> None:
        (tmp_path / "план.xlsx").touch()
        told: list[Path] = []
        on.ask.open(told.append)
        assert told == []
        type_name(on, file_dialog(on, "open_dialog"), tmp_path / "план.xlsx")
        assert told == [tmp_path / "план.xlsx"]
        assert on.shown("open_dialog") == []
        on.ask.open(told.append)
        assert Path(file_dialog(on, "open_dialog").directory().path()) == tmp_path

    @pytest.mark.parametrize("kind", ["open", "save"])
    def test_it_speaks_the_language_of_the_window(self, on: Stage, russian: Texts, kind: str) -> None:
        if kind == "open":
            on.ask.open(lambda path: None)
        else:
            on.ask.save("план.xlsx", lambda path: None)
        dialog = file_dialog(on, f"{kind}_dialog")
        accept = russian.say("ui.file.take" if kind == "open" else "ui.file.put")
        buttons = {button.text() for button in dialog.findChildren(QPushButton)}
        labels = {label.text() for label in dialog.findChildren(QLabel) if label.text()}
        assert buttons == {accept, russian.say("ui.dialog.cancel")}
        assert labels == {russian.say(f"ui.file.{part}") for part in ("folder", "name", "kind")}

    def test_cancel_tells_nothing(self, on: Stage) -> None:
        told: list[Path] = []
        on.ask.open(told.append)
        on.gui.press(on.the("open_dialog"), Qt.Key.Key_Escape)
        assert on.shown("open_dialog") == []
        assert told == []

    def test_one_at_a_time_the_newest(self, on: Stage, tmp_path: Path) -> None:
        (tmp_path / "a.xlsx").touch()
        first: list[Path] = []
        second: list[Path] = []
        on.ask.open(first.append)
        on.ask.open(second.append)
        type_name(on, file_dialog(on, "open_dialog"), tmp_path / "a.xlsx")
        assert (first, second) == ([], [tmp_path / "a.xlsx"])

    def test_a_place_to_save_is_a_workbook(self, on: Stage, tmp_path: Path) -> None:
        told: list[Path] = []
        on.ask.save("Шаблон плана.xlsx", told.append)
        dialog = file_dialog(on, "save_dialog")
        assert "Шаблон плана.xlsx" in dialog.selectedFiles()[0]
        type_name(on, dialog, tmp_path / "план")
        assert told == [tmp_path / "план.xlsx"]

    def test_a_name_with_a_dot_becomes_a_workbook_and_never_overwrites_unasked(self, on: Stage, tmp_path: Path) -> None:
        (tmp_path / "план.v2.xlsx").touch()
        told: list[Path] = []
        on.ask.save("x.xlsx", told.append)
        type_name(on, file_dialog(on, "save_dialog"), tmp_path / "план.v2")
        assert told == []
        on.press("yes_question", "yes_question_yes")
        assert told == [tmp_path / "план.v2.xlsx"]

    @pytest.mark.parametrize(
        ("chosen", "meant"), [("a", "a.xlsx"), ("a.XLSX", "a.XLSX"), ("a.xls", "a.xls.xlsx"), ("a.v2", "a.v2.xlsx")]
    )
    def test_suffix(self, chosen: str, meant: str) -> None:
        assert with_suffix(Path(chosen)) == Path(meant)


class TestYesAndNo:
    @pytest.mark.parametrize(("button", "told"), [("yes", [True]), ("no", [False]), ("cancel", [])])
    def test_a_changed_plan(self, on: Stage, button: str, told: list[bool]) -> None:
        heard: list[bool] = []
        on.ask.discard(heard.append)
        on.press("discard_question", f"discard_question_{button}")
        assert heard == told
        assert on.shown("discard_question") == []

    @pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
    def test_a_key_never_says_yes(self, on: Stage, key: Qt.Key) -> None:
        heard: list[bool] = []
        on.ask.yes("Удалить?", "Удалить", lambda: heard.append(True))
        on.gui.press(on.the("yes_question"), key)
        assert on.shown("yes_question") == []
        assert heard == []

    def test_yes(self, on: Stage) -> None:
        heard: list[bool] = []
        on.ask.yes("Удалить?", "Удалить", lambda: heard.append(True))
        assert on.child("yes_question", "yes_question_yes").text() == "Удалить"
        on.press("yes_question", "yes_question_yes")
        assert heard == [True]

    def test_what_keeps_says_so(self, on: Stage) -> None:
        heard: list[bool] = []
        on.ask.delete("Удалить?", "Удалить из Calltouch", lambda: heard.append(True))
        keep: Any = on.child("yes_question", "yes_question_cancel")
        assert keep.text() == "Не удалять"
        assert keep.isDefault()
        on.press("yes_question", "yes_question_cancel")
        assert heard == []

    def test_names_are_never_read_as_markup(self, on: Stage) -> None:
        on.ask.yes("<b>Клиника</b> & Co", "Да", lambda: None)
        question: Any = on.the("yes_question")
        assert question.textFormat() is Qt.TextFormat.PlainText


class TestProjects:
    def test_enter_test_remove(self, on: Stage, russian: Texts) -> None:
        closed: list[bool] = []
        on.ask.projects(lambda: closed.append(True))
        names: QListWidget = on.child("projects_dialog", "projects_list")
        assert [names.item(at).text() for at in range(names.count())] == [
            "Клиника на Мира · 12345",
            "Клиника на Юге · 777",
        ]
        on.press("projects_dialog", "projects_test")
        assert on.child("projects_dialog", "projects_answer").text() == russian.say("ui.probe.connected")
        names.setCurrentRow(1)
        on.press("projects_dialog", "projects_remove")
        assert on.accounts.known == [NORTH, SOUTH]
        on.press("yes_question", "yes_question_yes")
        assert on.accounts.known == [NORTH]
        assert names.count() == 1
        on.press("projects_dialog", "projects_close")
        assert closed == [True]

    def test_add_and_change_through_the_dialog_of_a_project(self, on: Stage) -> None:
        on.ask.projects(lambda: None)
        on.press("projects_dialog", "projects_add")
        for name, text in (("project_name", "Новая"), ("project_site", "1"), ("project_token", "t0ken-for-new")):
            on.gui.type_text(on.child("project_dialog", name), text)
        on.press("project_dialog", "project_save")
        names: QListWidget = on.child("projects_dialog", "projects_list")
        assert names.count() == 3
        names.setCurrentRow(0)
        on.press("projects_dialog", "projects_change")
        assert on.child("project_dialog", "project_name").text() == "Клиника на Мира"

    def test_a_token_that_cannot_be_deleted_keeps_its_project(self, on: Stage, russian: Texts) -> None:
        on.accounts.keyring = TokenTrouble.LOCKED
        on.ask.projects(lambda: None)
        on.press("projects_dialog", "projects_remove")
        on.press("yes_question", "yes_question_yes")
        assert russian.say("token.locked") in on.child("projects_dialog", "projects_answer").text()
        assert on.accounts.known == [NORTH, SOUTH]

    def test_without_any(self, gui: Person, russian: Texts, look: Look) -> None:
        on = Stage(gui, russian, look, None)
        on.ask.projects(lambda: None)
        for name in ("change", "test", "remove"):
            assert not on.child("projects_dialog", f"projects_{name}").isEnabled()

    def test_shown_once(self, on: Stage) -> None:
        on.ask.projects(lambda: None)
        on.ask.projects(lambda: None)
        assert len(on.shown("projects_dialog")) == 1

    def test_the_dialog_of_a_project_tells_what_is_usable(self, on: Stage) -> None:
        told: list[object] = []
        on.ask.project(NORTH, told.append)
        on.jobs.work()
        on.press("project_dialog", "project_save")
        assert told == [NORTH]


class TestSettings:
    def test_are_kept_at_once(self, on: Stage) -> None:
        on.ask.settings()
        for name, row in (("language", 2), ("look", 1), ("density", 1)):
            box: QComboBox = on.child("settings_dialog", f"settings_{name}")
            box.setFocus()
            for _ in range(row):
                on.gui.press(box, Qt.Key.Key_Down)
        assert on.memory.values == {"language": "en", "look": "light", "density": "dense"}

    def test_show_what_is_kept(self, on: Stage, russian: Texts) -> None:
        on.memory.values = {"language": "ru", "look": "dark", "density": "nonsense"}
        on.ask.settings()
        shown = [
            on.child("settings_dialog", f"settings_{name}").currentText() for name in ("language", "look", "density")
        ]
        assert shown == [
            russian.say(code)
            for code in ("ui.settings.language.ru", "ui.settings.look.dark", "ui.settings.density.own")
        ]


class TestHelp:
    def test_the_page_and_its_parts(self, on: Stage) -> None:
        on.ask.help("")
        page: QTextBrowser = on.child("help_window", "help_page")
        top = page.verticalScrollBar().value()
        assert "Calltouch" in page.toPlainText()
        on.ask.help("doubt")
        assert page.verticalScrollBar().value() > top
        on.ask.help("")
        assert page.verticalScrollBar().value() == top
        assert len(on.shown("help_window")) == 1

    def test_its_links_stay_on_the_page(self, on: Stage) -> None:
        on.ask.help("")
        page: QTextBrowser = on.child("help_window", "help_page")
        html = page.toHtml()
        hrefs = set(html.split('href="')[1:])
        assert {href.partition('"')[0] for href in hrefs if not href.startswith("#")} == {"install-ru.html"}
        page.anchorClicked.emit(QUrl("#keys"))
        assert "Ctrl+O" in page.toPlainText()

    def test_the_guide_to_installation_is_behind_a_link_and_leads_back(self, on: Stage) -> None:
        on.ask.help("")
        page: QTextBrowser = on.child("help_window", "help_page")
        page.setSource(QUrl("install-ru.html"))
        assert "setup.exe" in page.toPlainText()
        picture = page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl("smartscreen-ru.svg"))
        assert picture
        page.setSource(QUrl("ru.html"))
        assert "setup.exe" not in page.toPlainText()
        page.setSource(QUrl("install-ru.html#remove"))
        on.ask.help("keys")
        assert "setup.exe" not in page.toPlainText()

    def test_the_window_stays_usable(self, on: Stage) -> None:
        on.ask.help("")
        assert on.the("help_window").windowModality() is Qt.WindowModality.NonModal

    def test_about(self, on: Stage) -> None:
        QApplication.setApplicationVersion("9.9.9")
        on.ask.help("about")
        assert "9.9.9" in on.child("about_dialog", "about_version").text()
        assert "LGPL" in "".join(
            one.text() for one in on.the("about_dialog").findChildren(QWidget) if hasattr(one, "text")
        )

    def test_the_log(self, on: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        opened: list[QUrl] = []
        monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(opened.append(url)))
        on.ask.help("log")
        path = tmp_path / "logs" / "planimport.log"
        assert on.child("log_dialog", "log_path").text() == str(path)
        on.press("log_dialog", "log_copy")
        assert QGuiApplication.clipboard().text() == str(path)
        on.press("log_dialog", "log_folder")
        assert opened == [QUrl.fromLocalFile(str(path.parent))]
        assert on.child("log_dialog", "log_note").isVisible()

    def test_no_log(self, gui: Person, russian: Texts, look: Look) -> None:
        on = Stage(gui, russian, look, None)
        on.ask.help("log")
        assert not on.child("log_dialog", "log_copy").isEnabled()
        assert not on.child("log_dialog", "log_folder").isEnabled()


class TestErrors:
    def test_one_sentence_and_the_report(self, on: Stage, tmp_path: Path) -> None:
        on.path = tmp_path / "report.txt"
        on.path.write_text("Traceback …", "utf-8")
        error = ZeroDivisionError("at the heart of it")
        on.ask.crash(error)
        assert on.reported == [error]
        assert on.child("crash_dialog", "crash_path").text() == str(on.path)
        words = " ".join(one.text() for one in on.the("crash_dialog").findChildren(QWidget) if hasattr(one, "text"))
        assert "Traceback" not in words
        assert "at the heart" not in words
        on.press("crash_dialog", "crash_copy")
        assert QGuiApplication.clipboard().text() == "Traceback …"

    def test_a_report_that_has_gone_gives_its_path(self, on: Stage, tmp_path: Path) -> None:
        on.ask.crashed(tmp_path / "gone.txt")
        on.press("crash_dialog", "crash_copy")
        assert QGuiApplication.clipboard().text() == str(tmp_path / "gone.txt")

    def test_without_a_report(self, on: Stage) -> None:
        on.ask.crashed(None)
        assert not on.child("crash_dialog", "crash_copy").isEnabled()

    def test_many_do_not_pile_up(self, on: Stage, tmp_path: Path) -> None:
        for number in range(50):
            on.ask.crashed(tmp_path / f"{number}.txt")
        assert len(on.shown("crash_dialog")) == 1

    def test_the_same_one_does_not_come_back(self, on: Stage, tmp_path: Path) -> None:
        on.ask.crashed(tmp_path / "a.txt")
        on.press("crash_dialog", "crash_close")
        on.ask.crashed(tmp_path / "a.txt")
        assert on.shown("crash_dialog") == []
        on.ask.crashed(tmp_path / "b.txt")
        assert len(on.shown("crash_dialog")) == 1

    @pytest.mark.parametrize(
        "error",
        [
            LockHeld(17),
            JournalBroken(JournalTrouble.DAMAGED, "/data/journal.sqlite"),
            DataUnusable(DataTrouble.FOLDER, "/data", "read-only"),
            DataUnusable(DataTrouble.PROJECTS, "/data/projects.json", "no JSON"),
        ],
        ids=lambda error: type(error).__name__,
    )
    def test_what_the_world_did_is_a_line_in_the_window(self, on: Stage, error: Exception) -> None:
        on.ask.crash(error)
        assert on.reported == []
        assert on.shown("crash_dialog") == []
        (message,) = on.window.said
        assert message is not None
        assert message.kind is MessageKind.ERROR
        assert getattr(error, "path", "") in message.text


@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_cut_off(gui: Person, texts: Texts, application: QApplication, dark: bool, tmp_path: Path) -> None:
    stretched, look = Stretched(texts.language), Look(dark, application.font())
    long = tmp_path / ("long" * 20) / "planimport.log"
    make: tuple[Callable[[], QWidget], ...] = (
        lambda: SettingsDialog(stretched, look, Memory()),
        lambda: CrashDialog(stretched, look, long),
        lambda: CrashDialog(stretched, look, None),
        lambda: LogDialog(stretched, look, long, lambda _: False),
        lambda: AboutDialog(stretched, look, long),
    )
    for dialog in make:
        shown = gui.show(dialog())
        assert cut_off(shown) == []
        assert shown.width() <= 1366
        assert shown.height() <= 768
