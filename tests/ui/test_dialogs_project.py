"""The dialog for a project and its token, as a person fills it in."""

import gc
from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from support.dialog_world import ADDRESS, NORTH, SOUTH, TOKEN, Accounts, Later
from support.gui import Person, Signals, Stretched, cut_off

from planimport_gui.facts.failures import DataTrouble, DataUnusable, LockHeld, TokenTrouble
from planimport_gui.facts.outcomes import Cause, Stopped
from planimport_gui.facts.records import Project
from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.project import ProjectDialog
from planimport_gui.ui.look import Look

NEW = "n3w-T0ken-typed-by-hand"


class Stage:
    """A dialog on the screen, with its world behind it."""

    def __init__(self, gui: Person, texts: Texts, look: Look, accounts: Accounts, project: Project | None) -> None:
        self.gui, self.accounts, self.jobs = gui, accounts, Later()
        self.dialog = ProjectDialog(texts, look, self.jobs, accounts, project)  # type: ignore[arg-type]  # stands in for Jobs
        self.chosen = Signals(self.dialog.chosen)
        self.failed = Signals(self.dialog.failed)
        gui.show(self.dialog)
        self.jobs.work()

    def line(self, name: str) -> QLineEdit:
        found = self.dialog.findChild(QLineEdit, name)
        assert found is not None
        return found

    def type(self, name: str, text: str) -> None:
        self.line(name).clear()
        self.gui.type_text(self.line(name), text)

    def fill(self, name: str = "Клиника", site: str = "4711", token: str = NEW) -> None:
        self.type("project_name", name)
        self.type("project_site", site)
        self.type("project_token", token)

    def press(self, name: str) -> None:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None
        assert found.isVisible()
        self.gui.click(found)

    def label(self, name: str) -> str:
        found = self.dialog.findChild(QPushButton, name)
        assert found is not None
        return found.text()

    def said(self, name: str) -> str:
        found = self.dialog.findChild(QWidget, name)
        assert found is not None
        return str(found.property("text")) if found.isVisible() else ""


Make = Callable[..., Stage]


@pytest.fixture
def stage(gui: Person, russian: Texts, look: Look) -> Make:
    def make(project: Project | None = None, *known: Project, texts: Texts = russian) -> Stage:
        return Stage(gui, texts, look, Accounts(*known), project)

    return make


class TestANewProject:
    def test_saved_and_told(self, stage: Make) -> None:
        on = stage()
        on.fill(name="  Клиника   на Мира ", site=" 12345 ", token=f" {NEW}\u00a0")
        on.press("project_save")
        assert on.chosen.told == []
        on.jobs.work()
        assert on.chosen.told == [NORTH]
        assert on.accounts.known == [NORTH]
        assert on.accounts.tokens["12345"].strip() == NEW
        assert not on.dialog.isVisible()

    @pytest.mark.parametrize("missing", ["name", "site", "token"])
    def test_what_is_missing_is_said_and_focused(self, stage: Make, missing: str) -> None:
        on = stage()
        on.fill(**{missing: ""})
        on.press("project_save")
        on.jobs.work()
        assert on.said(f"project_{missing}_note")
        assert on.line(f"project_{missing}").hasFocus()
        assert on.accounts.known == []
        assert on.chosen.told == []

    def test_a_counter_id_is_named_while_typing(self, stage: Make, russian: Texts) -> None:
        on = stage()
        on.type("project_site", "abc123")
        assert on.said("project_site_note") == russian.say("site.counter")
        on.type("project_site", "123")
        assert on.said("project_site_note") == ""

    @pytest.mark.parametrize(
        ("typed", "code"), [("two words", "blanks"), ("ключ", "notAscii"), ("x" * 1300, "tooLong")]
    )
    def test_a_token_that_is_none_is_named_and_not_kept(
        self, stage: Make, russian: Texts, typed: str, code: str
    ) -> None:
        on = stage()
        on.fill(token=typed)
        assert on.said("project_token_note") == russian.say(f"token.{code}")
        on.press("project_save")
        on.jobs.work()
        assert on.accounts.deeds == []

    def test_one_that_is_known_is_to_be_chosen(self, stage: Make) -> None:
        on = stage(None, NORTH)
        on.fill(site="12345")
        on.press("project_save")
        on.jobs.work()
        assert "Клиника на Мира" in on.said("project_site_note")
        assert on.accounts.deeds == []

    def test_enter_moves_on_and_in_the_token_does_what_the_first_button_does(self, stage: Make) -> None:
        on = stage()
        order = ["project_name", "project_site", "project_token"]
        on.line("project_name").setFocus()
        for here, there in pairwise(order):
            on.gui.press(on.line(here), Qt.Key.Key_Return)
            assert on.line(there).hasFocus()
        on.fill()
        on.line("project_token").setFocus()
        on.gui.press(on.line("project_token"), Qt.Key.Key_Return)
        on.jobs.work()
        assert on.chosen.told == [Project(ADDRESS, "4711", "Клиника")]

    def test_enter_never_shows_the_token(self, stage: Make) -> None:
        on = stage()
        on.fill(name="")
        on.line("project_token").setFocus()
        on.gui.press(on.line("project_token"), Qt.Key.Key_Return)
        on.jobs.work()
        assert on.line("project_token").echoMode() is QLineEdit.EchoMode.Password
        assert on.line("project_name").hasFocus()
        assert on.accounts.deeds == []

    def test_what_is_said_moves_no_field(self, stage: Make) -> None:
        on = stage(None, NORTH)
        fields = [on.line(name) for name in ("project_name", "project_site", "project_token")]

        def places() -> list[QPoint]:
            on.gui.settle()
            return [field.mapTo(on.dialog, QPoint(0, 0)) for field in fields]

        before, size = places(), on.dialog.size()
        on.fill(site="")
        on.press("project_save")
        on.gui.settle()
        assert on.dialog.size() == size
        for site, token in (("abc123", ""), ("12345", ""), ("", "два слова"), ("abc123", "два слова")):
            on.fill(name="", site=site, token=token)
            on.press("project_save")
            assert places() == before
            assert on.said("project_name_note")

    def test_escape_changes_nothing(self, stage: Make) -> None:
        on = stage()
        on.fill()
        on.gui.press(on.dialog, Qt.Key.Key_Escape)
        on.jobs.work()
        assert on.accounts.deeds == []
        assert on.chosen.told == []


class TestTheToken:
    def test_is_dots_until_asked(self, stage: Make) -> None:
        on = stage()
        on.fill()
        assert NEW not in on.line("project_token").displayText()
        shown = on.dialog.findChild(QWidget, "project_token_shown")
        assert shown is not None
        on.gui.click(shown)
        assert on.line("project_token").displayText() == NEW
        on.gui.click(shown)
        assert NEW not in on.line("project_token").displayText()

    @pytest.mark.parametrize("how", ["project_save", "project_cancel"])
    def test_is_in_no_widget_after_closing(self, stage: Make, how: str) -> None:
        on = stage()
        on.fill()
        line = on.line("project_token")
        on.press(how)
        on.jobs.work()
        assert line.text() == ""
        line.undo()
        assert line.text() == ""

    def test_is_in_no_name_or_title(self, stage: Make) -> None:
        on = stage()
        on.fill()
        on.press("project_test")
        on.jobs.work()
        for widget in (on.dialog, *on.dialog.findChildren(QWidget)):
            named = (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.windowTitle())
            assert NEW not in " ".join(named), widget.objectName()

    def test_is_held_by_nothing_once_done(self, stage: Make) -> None:
        """What the form held is gone with it; only whoever keeps tokens has it."""
        on = stage()
        on.fill()
        on.press("project_save")
        on.jobs.work()
        on.accounts.tokens.clear()
        on.accounts.deeds.clear()
        gc.collect()
        kept = [one for one in gc.get_objects() if type(one).__name__ == "_Filled"]
        assert not kept


class TestWithoutAKeyring:
    def test_the_way_there_is_is_on_the_button_at_once(self, gui: Person, russian: Texts, look: Look) -> None:
        accounts = Accounts()
        accounts.keyring = TokenTrouble.NO_KEYRING
        on = Stage(gui, russian, look, accounts, None)
        assert on.label("project_save") == russian.say("ui.project.session")
        assert on.said("project_keyring") == russian.say("ui.project.noKeyring")
        on.fill()
        on.press("project_save")
        on.jobs.work()
        assert on.accounts.deeds == [("put", Project(ADDRESS, "4711", "Клиника"), NEW, False)]
        assert on.chosen.told == [Project(ADDRESS, "4711", "Клиника")]

    def test_one_that_goes_while_the_form_is_filled_in(self, stage: Make, russian: Texts) -> None:
        on = stage()
        on.fill()
        on.accounts.keyring = TokenTrouble.NO_KEYRING
        on.press("project_save")
        on.jobs.work()
        assert on.chosen.told == []
        assert on.label("project_save") == russian.say("ui.project.session")
        on.press("project_save")
        on.jobs.work()
        assert on.accounts.deeds[-1] == ("put", Project(ADDRESS, "4711", "Клиника"), NEW, False)

    def test_a_known_project_still_needs_its_token(self, gui: Person, russian: Texts, look: Look) -> None:
        accounts = Accounts(NORTH)
        accounts.keyring = TokenTrouble.NO_KEYRING
        accounts.tokens.clear()
        on = Stage(gui, russian, look, accounts, NORTH)
        on.press("project_save")
        on.jobs.work()
        assert on.said("project_token_note") == russian.say("token.empty")
        assert on.chosen.told == []

    @pytest.mark.parametrize("trouble", [TokenTrouble.LOCKED, TokenTrouble.DENIED])
    def test_for_this_session_only(self, stage: Make, russian: Texts, trouble: TokenTrouble) -> None:
        on = stage()
        on.accounts.keyring = trouble
        on.fill()
        on.press("project_save")
        on.jobs.work()
        assert russian.say(f"token.{trouble}") in on.said("project_token_note")
        assert russian.say("ui.project.sessionWhy") in on.said("project_token_note")
        assert on.chosen.told == []
        on.press("project_session")
        on.jobs.work()
        assert on.accounts.deeds[-1] == ("put", Project(ADDRESS, "4711", "Клиника"), NEW, False)
        assert on.chosen.told == [Project(ADDRESS, "4711", "Клиника")]

    def test_it_is_not_offered_before(self, stage: Make) -> None:
        on = stage()
        session = on.dialog.findChild(QPushButton, "project_session")
        assert session is not None
        assert not session.isVisible()


class TestAKnownProject:
    def test_is_chosen_as_it_is(self, stage: Make) -> None:
        on = stage(SOUTH, NORTH, SOUTH)
        assert on.line("project_token").text() == ""
        assert on.line("project_token").placeholderText()
        on.press("project_save")
        on.jobs.work()
        assert on.chosen.told == [SOUTH]
        assert [deed[0] for deed in on.accounts.deeds] == []

    def test_gets_another_token_in_place_of_a_refused_one(self, stage: Make) -> None:
        on = stage(NORTH, NORTH, SOUTH)
        assert on.line("project_token").hasFocus()
        on.type("project_token", NEW)
        on.press("project_save")
        on.jobs.work()
        assert on.accounts.tokens["12345"] == NEW
        assert on.chosen.told == [NORTH]

    def test_gets_another_name_and_keeps_its_token_and_id(self, stage: Make) -> None:
        on = stage(NORTH, NORTH)
        assert on.line("project_site").isReadOnly()
        on.type("project_name", "Клиника")
        on.press("project_save")
        on.jobs.work()
        assert on.chosen.told == [Project(ADDRESS, "12345", "Клиника")]
        assert on.accounts.tokens["12345"] == TOKEN

    def test_without_a_token_asks_for_it(self, stage: Make, russian: Texts) -> None:
        on = stage(NORTH, NORTH)
        on.accounts.tokens.clear()
        on.press("project_save")
        on.jobs.work()
        assert on.said("project_token_note") == russian.say("token.empty")
        assert on.chosen.told == []

    def test_one_that_is_in_no_list_can_be_mended(self, stage: Make) -> None:
        """The project of a run whose entry was removed since."""
        gone = Project(ADDRESS, "999")
        on = stage(gone, NORTH)
        on.type("project_name", "Старая клиника")
        on.type("project_token", NEW)
        on.press("project_save")
        on.jobs.work()
        assert on.chosen.told == [Project(ADDRESS, "999", "Старая клиника")]

    def test_choosing_another_forgets_what_was_typed(self, stage: Make) -> None:
        on = stage(NORTH, NORTH, SOUTH)
        on.type("project_token", NEW)
        choice = on.dialog.findChild(QWidget, "project_choice")
        assert choice is not None
        on.gui.press(choice, Qt.Key.Key_Down)
        on.jobs.work()
        assert on.line("project_token").text() == ""
        assert on.line("project_site").text() == "777"


class TestTheConnection:
    def test_is_there(self, stage: Make, russian: Texts) -> None:
        on = stage()
        on.fill()
        on.press("project_test")
        assert on.said("project_answer") == russian.say("ui.probe.asking")
        on.jobs.work()
        assert on.accounts.deeds == [("test", Project(ADDRESS, "4711", "Клиника"), NEW)]
        assert on.said("project_answer") == russian.say("ui.probe.connected")

    def test_with_the_stored_token(self, stage: Make) -> None:
        on = stage(NORTH, NORTH)
        on.press("project_test")
        on.jobs.work()
        assert on.accounts.deeds == [("test", NORTH, None)]

    @pytest.mark.parametrize("cause", [Cause.TOKEN, Cause.PROJECT, Cause.OFFLINE, Cause.FOREIGN])
    def test_is_not_there(self, stage: Make, russian: Texts, cause: Cause) -> None:
        on = stage()
        on.accounts.probe = Stopped(cause, "Some words")
        on.fill()
        on.press("project_test")
        on.jobs.work()
        assert russian.say(f"cause.{cause}") in on.said("project_answer")
        assert "Some words" in on.said("project_answer")

    def test_while_an_import_runs(self, stage: Make, russian: Texts) -> None:
        on = stage(NORTH, NORTH)
        on.accounts.probe = LockHeld(None)
        on.press("project_test")
        on.jobs.work()
        assert on.said("project_answer") == russian.say("ui.message.locked")
        assert on.failed.told == []

    def test_an_answer_about_something_else_by_now_is_not_shown(self, stage: Make) -> None:
        on = stage()
        on.fill()
        on.press("project_test")
        on.type("project_token", "another-token-by-now")
        on.jobs.work()
        assert on.said("project_answer") == ""

    def test_an_answer_after_closing_is_let_go(self, stage: Make) -> None:
        on = stage(NORTH, NORTH)
        on.press("project_test")
        on.press("project_cancel")
        on.jobs.work()
        assert on.failed.told == []

    def test_a_mistake_of_ours_is_told(self, stage: Make) -> None:
        on = stage(NORTH, NORTH)
        on.accounts.probe = ZeroDivisionError()
        on.press("project_test")
        on.jobs.work()
        assert [type(error) for error in on.failed.told] == [ZeroDivisionError]
        assert on.said("project_answer") == ""


def test_a_list_that_cannot_be_written_is_said(stage: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    on = stage()

    def put(*_: object, **__: object) -> None:
        raise DataUnusable(DataTrouble.PROJECTS, "/data/projects.json", "disk full")

    monkeypatch.setattr(on.accounts, "put", put)
    on.fill()
    on.press("project_save")
    on.jobs.work()
    assert "/data/projects.json" in on.said("project_answer")
    assert on.dialog.isVisible()
    assert on.failed.told == []


def test_nothing_is_cut_off(gui: Person, texts: Texts, look: Look) -> None:
    accounts = Accounts(NORTH)
    accounts.keyring = TokenTrouble.NO_KEYRING
    on = Stage(gui, Stretched(texts.language), look, accounts, None)
    on.fill(site="abc", token="a b")
    gui.settle()
    assert cut_off(on.dialog) == []
    on.fill()
    on.press("project_save")
    on.jobs.work()
    gui.settle()
    assert cut_off(on.dialog) == []
