"""Tries the setup program under wine: install, start, test itself, upgrade, remove; each with a closed and a running
program, and with files that are not ours. Pictures of the screen go to ``dist/pictures``."""

import hashlib
import re
import shutil
import subprocess
import time
from functools import partial
from pathlib import Path

from installer import wine
from installer.about import NAME, ROOT, WORK, four_numbers, version
from installer.screen import Screen, await_, windows
from installer.steps import Trouble, ended, files_below, fresh, run, say, tool
from installer.try_pages import LOCALES, Pages, has_tick, is_ticked
from installer.win import compile_setup

RUNNING = 5
"""The exit code of a silent setup or removal that found the program running."""
_WINDOW = 40
"""Colours of a screen with the program's window on it."""
MARK = b"PLANIMPORT-TRIAL-STAND-IN"
HOME = wine.PREFIX / "drive_c" / "users"
UNINSTALL = rf"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\{NAME}"
CLASSES = r"HKCU\Software\Classes"


def try_win(setup: Path) -> None:
    """Raises Trouble at the first thing that is not as it should be."""
    bundle = WORK / "windows-frozen" / "planimport"
    with wine.session() as shown:
        _Trial(setup, bundle, shown).all()


class _Trial:
    """One life of an installation."""

    def __init__(self, setup: Path, bundle: Path, shown: Screen) -> None:
        self.setup = setup
        self.bundle = bundle
        self.shown = shown
        (user,) = [path for path in HOME.iterdir() if path.name != "Public"]
        local = user / "AppData" / "Local"
        self.folder = local / "Programs" / NAME
        self.data = local / NAME
        start = user / "AppData" / "Roaming" / "Microsoft" / "Windows" / "Start Menu" / "Programs"
        self.shortcut = start / f"{NAME}.lnk"
        self.desktop = user / "Desktop" / f"{NAME}.lnk"

    def all(self) -> None:
        self._begin_anew()
        self.installs()
        self.tests_itself()
        self.imports()
        program = self.starts()
        self.takes_files_of_other_starts()
        self.refuses_while_running()
        self.closes(program)
        self.upgrades()
        self.leaves_what_is_not_its_own()
        self.takes_data_when_told()
        for language in LOCALES:
            try:
                self.is_clicked_through(language)
            except Trouble as trouble:
                # Once in some twenty times wine itself went down below the pages. What is wrong with them fails again.
                say(f"  failed, and is tried once more from the beginning: {trouble}")
                wine.stop()
                self._begin_anew()
                self.is_clicked_through(language)

    def _begin_anew(self) -> None:
        """As if the program had never been there."""
        for folder in (self.folder, self.data):
            shutil.rmtree(folder, ignore_errors=True)
        for link in (self.shortcut, self.desktop):
            link.unlink(missing_ok=True)
        wine.code_of(["reg", "delete", rf"HKCU\Software\{NAME}", "/f"])
        # Wine gives the numbers of processes out again at once: a lock that a killed window left looks held.
        for lock in HOME.rglob("planimport-*.lock"):
            lock.unlink()

    def installs(self) -> None:
        """Exactly the bundle's files, a shortcut, an entry among the programs, and no stand-in."""
        wine.code_of(["reg", "add", rf"{CLASSES}\.xlsx", "/ve", "/d", "Excel.Sheet.12", "/f"])
        start = time.perf_counter()
        self._expect("silent installation", 0, self.setup, "/S", "/DESKTOP")
        say(f"  installed in {time.perf_counter() - start:.1f} s")
        self._same_as(self.bundle)
        for path in files_below(self.folder):
            if MARK in path.read_bytes() or re.fullmatch(
                r"(icuuc|mscms|bcryptprimitives)\.dll", path.name, re.IGNORECASE
            ):
                raise Trouble(f"the setup program holds a stand-in of the trials: {path.name}")
        for link in (self.shortcut, self.desktop):
            _there(link, True)
        if version() not in self._registry(UNINSTALL, "DisplayVersion"):
            raise Trouble("no version among the installed programs")
        self._offered()

    def _offered(self) -> None:
        """Among "Open with", and the default still what it was."""
        if "Excel.Sheet.12" not in self._registry(rf"{CLASSES}\.xlsx"):
            raise Trouble("the default program of .xlsx was taken")
        if f"{NAME}.Plan" not in self._registry(rf"{CLASSES}\.xlsx\OpenWithProgids"):
            raise Trouble("the program is not among those that open .xlsx")
        if "planimport-gui.exe" not in self._registry(rf"{CLASSES}\{NAME}.Plan\shell\open\command"):
            raise Trouble("no command opens a plan")

    def tests_itself(self) -> None:
        say("The self-test")
        report = WORK / "windows-report.txt"
        report.unlink(missing_ok=True)
        start = time.perf_counter()
        code = wine.code_of([self.folder / "planimport-gui.exe", "--selftest", wine.windows_path(report)])
        ended(report, code)
        say(f"  {time.perf_counter() - start:.1f} s")

    def imports(self) -> None:
        """The console: a practice import, which leaves a journal in the usual data folder."""
        sample = self.folder / "_internal" / "planimport_gui" / "_resources" / "sample-plan.xlsx"
        words = ["import", wine.windows_path(sample), "--practice", "--valid-only", "--json"]
        said = run([tool("wine", "wine"), "cmd", "/c", wine.windows_path(self.folder / "planimport.exe"), *words,
                    "&", "exit", "0"], wine.environment())  # fmt: skip
        if '"imported": 33' not in said:
            raise Trouble(f"the console did not import the sample:\n{said[-1500:]}")
        say("  the console imported the sample into practice")
        (self.data / "settings-of-the-user.txt").write_text("kept", encoding="utf-8")
        self._keeps_a_token()

    def _keeps_a_token(self) -> None:
        """By the console, in the credentials of Windows."""
        words = [tool("wine", "wine"), str(self.folder / "planimport.exe"), "projects", "add", "Trial", "77"]
        done = subprocess.run(
            words, env=wine.environment(), input=b"token-of-the-trial\n", stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
        if done.returncode != 0 or "PlanImport" not in self._credentials():
            raise Trouble(f"the console kept no token: {done.stdout.decode(errors='replace')}")

    def starts(self) -> subprocess.Popen[bytes]:
        """From the shortcut of the Start menu, in Russian; a picture shows the window."""
        start = time.perf_counter()
        program = wine.started(["start", "/wait", "/unix", self.shortcut], {"PLANIMPORT_LANG": "ru"})
        await_(lambda: self.shown.colours() > _WINDOW, "the window did not appear")
        seconds = time.perf_counter() - start
        say(f"  a window {seconds:.1f} s after the shortcut: {self.shown.picture('windows-window')}")
        return program

    def takes_files_of_other_starts(self) -> None:
        """A second start, and "Open with" of the Explorer, hand their file to the first window."""
        folder = fresh(WORK / "windows-plans")
        for name, start in {"второй запуск.xlsx": self._start_again, "открыть с помощью.xlsx": self._open_with}.items():
            plan = folder / name
            shutil.copy(ROOT / "resources" / "sample-plan.xlsx", plan)
            start(plan)
            await_(partial(_shown, name), f"the first window did not open {name}")
        say(f"  a second start and “Open with” reached the first window: {self.shown.picture('windows-plan')}")

    def _start_again(self, plan: Path) -> None:
        program = self.folder / "planimport-gui.exe"
        self._expect("second start", 0, program, wine.windows_path(plan))

    def _open_with(self, plan: Path) -> None:
        wine.helper("open", f"{NAME}.Plan", wine.windows_path(plan))

    def refuses_while_running(self) -> None:
        """Setup and removal leave a running program alone."""
        self._expect("upgrade over a running program", RUNNING, self.setup, "/S")
        self._expect_removal("removal of a running program", RUNNING)
        self._same_as(self.bundle)

    def closes(self, program: subprocess.Popen[bytes]) -> None:
        wine.code_of(["taskkill", "/IM", "planimport-gui.exe"])
        program.wait(60)

    def upgrades(self) -> None:
        """In place, to a version with other files: the old ones go, data stay."""
        before = {path: _digest(path) for path in files_below(self.data)}
        newer = fresh(WORK / "windows-newer") / "planimport"
        shutil.copytree(self.bundle, newer)
        (newer / "licences" / "README.txt").rename(newer / "licences" / "RENAMED.txt")
        numbers = four_numbers().rpartition(".")[0] + ".1"
        setup = compile_setup(
            newer, WORK / "windows-newer" / f"{NAME}-newer-setup.exe", f"{version()}+newer", numbers, quick=True
        )
        self._expect("upgrade", 0, setup, "/S")
        self._same_as(newer)
        if "+newer" not in self._registry(UNINSTALL, "DisplayVersion"):
            raise Trouble("the upgrade left the old version's number")
        if {path: _digest(path) for path in files_below(self.data)} != before:
            raise Trouble("the upgrade touched the user's data")
        _there(self.desktop, True)

    def leaves_what_is_not_its_own(self) -> None:
        """Removal takes its files alone; those of others and the data stay."""
        others = [self.folder / "notes.txt", self.folder / "_internal" / "other" / "report.docx"]
        for path in others:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("not ours", encoding="utf-8")
        self._expect_removal("removal", 0)
        left = sorted(files_below(self.folder))
        if left != sorted(others):
            raise Trouble(f"after removal there are {left}")
        for path in (self.shortcut, self.desktop):
            _there(path, False)
        _there(self.data / "settings-of-the-user.txt", True)
        for key in (
            UNINSTALL,
            rf"HKCU\Software\{NAME}",
            rf"{CLASSES}\{NAME}.Plan",
            rf"{CLASSES}\.xlsx\OpenWithProgids",
        ):
            if wine.code_of(["reg", "query", key]) == 0:
                raise Trouble(f"removal left {key}")
        if "Excel.Sheet.12" not in self._registry(rf"{CLASSES}\.xlsx"):
            raise Trouble("removal took the default program of .xlsx")
        if "PlanImport" not in self._credentials():
            raise Trouble("removal took a token")
        shutil.rmtree(self.folder)

    def takes_data_when_told(self) -> None:
        self._expect("second installation", 0, self.setup, "/S")
        self._expect_removal("removal with data", 0, "/REMOVEDATA")
        for path in (self.folder, self.data):
            _there(path, False)
        if "PlanImport" in self._credentials():
            raise Trouble("removal with data left a token")

    def is_clicked_through(self, language: str) -> None:
        """Install, start, install again over the running program, remove; Russian with the shortcut, English with
        the data taken along."""
        say(f"Clicking through all pages, {language}")
        pages = Pages(self.shown, language)
        try:
            self._click_setup(pages, shortcut=language == "ru")
            self._click_setup_again(pages)
            self._click_removal(pages, data=language == "en")
        finally:
            pages.close()

    def _click_setup(self, pages: Pages, *, shortcut: bool) -> None:
        pages.start(self.setup)
        for name in ("welcome", "licence"):
            pages.page(name)
            pages.press()
        parts = pages.page("parts")
        if shortcut:
            pages.choose_second_part(parts)
        pages.press()
        pages.page("folder")
        pages.press()
        pages.page("finish", has_tick)
        pages.press()
        self._same_as(self.bundle)
        _there(self.desktop, shortcut)
        _there(self.shortcut, True)
        await_(lambda: NAME in windows() and self.shown.colours() > _WINDOW, "the last page did not start the program")

    def _click_setup_again(self, pages: Pages) -> None:
        """While the program runs: asks, asks again, goes on once the program is closed."""
        pages.start(self.setup)
        for name in ("welcome", "licence", "parts", "folder"):
            pages.page(name)
            pages.press()
        pages.asks("running")
        pages.press_retry()
        pages.asks("still-running")
        self._close()
        pages.press_retry()
        finish = pages.page("finish", has_tick)
        pages.untick_all(finish)
        pages.press()
        pages.gone()
        self._same_as(self.bundle)
        if "planimport-gui.exe" in wine.wine(["tasklist"]):
            raise Trouble("without its tick the last page started the program all the same")

    def _click_removal(self, pages: Pages, *, data: bool) -> None:
        kept = self.data / "kept.txt"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("kept", encoding="utf-8")
        running = wine.started([self.folder / "planimport-gui.exe"], {"PLANIMPORT_LANG": pages.language})
        await_(lambda: self.shown.colours() > _WINDOW, "the window did not appear")
        pages.start(self.folder / "uninstall.exe")
        pages.page("confirm")
        pages.press()
        page = pages.page("data")
        if is_ticked(page, pages.words["WORDS_DATA_TICK"]):
            raise Trouble("the tick that removes data is on from the beginning")
        if data:
            pages.tick(page, pages.words["WORDS_DATA_TICK"])
        pages.press()
        pages.asks("remove-running")
        self._close()
        running.wait(60)
        pages.press_retry()
        pages.page("removed")
        pages.press()
        pages.gone()
        for path in (self.folder, self.desktop, self.shortcut):
            _there(path, False)
        _there(kept, not data)

    def _close(self) -> None:
        wine.code_of(["taskkill", "/IM", "planimport-gui.exe"])
        await_(lambda: "planimport-gui.exe" not in wine.wine(["tasklist"]), "the program does not close")

    def _credentials(self) -> str:
        return wine.wine(["reg", "query", r"HKCU\Software\Wine\Credential Manager", "/s"])

    def _same_as(self, bundle: Path) -> None:
        wanted = {path.relative_to(bundle).as_posix(): _digest(path) for path in files_below(bundle)}
        found = {path.relative_to(self.folder).as_posix(): _digest(path) for path in files_below(self.folder)}
        if found.pop("uninstall.exe", None) is None or found != wanted:
            strange = sorted(found.items() ^ wanted.items())[:8]
            raise Trouble(f"what is installed is not what was packed: {strange}")

    def _expect(self, what: str, code: int, program: Path, *words: str) -> None:
        got = wine.code_of([program, *words])
        say(f"  {what}: exit code {got}")
        if got != code:
            raise Trouble(f"{what} ended with {got} instead of {code}")

    def _expect_removal(self, what: str, code: int, *words: str) -> None:
        """With ``_?=`` the uninstaller stays where it is, so that its exit code is known; else it runs as a copy."""
        if code == 0:
            self._expect(what, 0, self.folder / "uninstall.exe", "/S", *words)
            await_(lambda: not (self.folder / "uninstall.exe").exists(), f"{what} does not end", 60)
            wine.settle()
        else:
            place = "_?=" + wine.wine(["winepath", "-w", self.folder]).strip()
            self._expect(what, code, self.folder / "uninstall.exe", "/S", *words, place)

    def _registry(self, key: str, value: str = "") -> str:
        return wine.wine(["reg", "query", key, *(["/v", value] if value else [])])


def _shown(title: str) -> bool:
    return title in windows()


def _there(path: Path, wanted: bool) -> None:
    if path.exists() is not wanted:
        raise Trouble(f"{path.name} is {'not there' if wanted else 'still there'}")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
