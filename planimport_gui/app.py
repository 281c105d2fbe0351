"""Builds the window from its parts; ``planimport-gui [FILE] [--practice]`` and ``python -m planimport_gui`` show it."""

import argparse
import hashlib
import locale
import os
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import QApplication

import planimport_gui
from planimport_gui.assembly.accounts import Accounts
from planimport_gui.assembly.carrier import Carrier
from planimport_gui.assembly.folder import FolderUnusable, make_folder
from planimport_gui.assembly.records import Records
from planimport_gui.assembly.remembering import Remembered
from planimport_gui.assembly.settings import Settings, read_settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.assembly.warming import warm
from planimport_gui.assembly.workbooks import Workbooks
from planimport_gui.calltouch.address import CALLTOUCH, BadAddress
from planimport_gui.diagnostics.crash import CrashReports, install_hooks
from planimport_gui.diagnostics.log import open_log
from planimport_gui.diagnostics.vault import SecretVault
from planimport_gui.facts.failures import DataUnusable
from planimport_gui.resources import resource
from planimport_gui.texts import Language, Texts, choose_language
from planimport_gui.tokens import TokenStore
from planimport_gui.ui.controller import Controller
from planimport_gui.ui.dialogs.questions import Dialogs
from planimport_gui.ui.interrupts import Interrupts
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.look import Look
from planimport_gui.ui.look.system import Following, System
from planimport_gui.ui.ports import World
from planimport_gui.ui.single import SingleInstance
from planimport_gui.ui.starting import FileOpenings, FirstPaint, start_application
from planimport_gui.ui.window import MainWindow

LOGS = "logs"
"""Below the data folder."""
_THREADS = 3


@dataclass(frozen=True, slots=True)
class Parts:
    """A window with everything behind it; ``close`` gives all of it back."""

    window: MainWindow
    controller: Controller
    close: Callable[[], None]


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; the exit code. Ends the process with 2 where there is no screen."""
    arguments = _arguments(sys.argv[1:] if argv is None else argv)
    try:
        settings = read_settings(os.environ)
    except BadAddress as fault:
        print(_texts().say(f"address.{fault.trouble}"), file=sys.stderr)
        return 2
    remembered = Remembered(settings.folder)
    texts = _texts(remembered.value("language"))
    # Threads that compute in Python would stall the window for 0.2 s at the usual 5 ms.
    sys.setswitchinterval(0.0005)
    application = start_application(sys.argv[:1], texts.say("ui.noScreen"))
    application.setApplicationName("PlanImport")
    application.setApplicationVersion(planimport_gui.__version__)
    application.setWindowIcon(QIcon(str(resource("icons/planimport.svg"))))
    application.setDesktopFileName("planimport")
    if arguments.selftest:
        return _self_test(application, Path(arguments.selftest), texts)
    files = FileOpenings(application)
    with SingleInstance(_name(settings)) as instance, Interrupts() as interrupts:
        file = Path(arguments.file).absolute() if arguments.file else None
        if not instance.first:
            _let_others_forward()
            if instance.hand_over(file):
                return 0
        parts = build(application, settings, remembered, texts)
        try:
            instance.handed.connect(partial(_come_forward, parts))
            interrupts.asked.connect(parts.window.close)
            FirstPaint(parts.window).painted.connect(_warm)
            parts.window.show()
            parts.controller.start(file, practice=arguments.practice)
            files.listen(parts.controller.files.open)
            return application.exec()
        finally:
            parts.close()


def build(
    application: QApplication, settings: Settings, remembered: Remembered, texts: Texts, tempo: Tempo | None = None
) -> Parts:
    """The window and everything behind it. What of the data folder cannot be used, the window says."""
    tempo = tempo or Tempo()
    translators = _translate_qt(application, texts.language)
    look, following = _dress(application, remembered.value("look"), dense=remembered.value("density") == "dense")
    vault = SecretVault()
    closing = ExitStack()
    trouble: DataUnusable | None = None
    try:
        make_folder(settings.folder)
    except FolderUnusable as unusable:
        trouble = unusable
    log = open_log(settings.folder / LOGS, vault)
    closing.callback(log.close)
    reports = CrashReports(settings.folder / LOGS, vault, planimport_gui.__version__, log.tail)
    executor = ThreadPoolExecutor(_THREADS, thread_name_prefix="window")
    jobs = Jobs(executor)
    closing.callback(executor.shutdown, wait=False, cancel_futures=True)
    closing.callback(jobs.close)
    accounts = Accounts(settings, remembered, vault, tempo, TokenStore())
    files = Workbooks(texts.language.value)
    world = World(files, Records(settings.folder), accounts, Carrier(settings.folder, tempo, accounts.token))
    window = MainWindow(texts, look)
    dialogs = Dialogs(window, texts, look, jobs, accounts, remembered, reports.report, log.path, resource)
    questions = dialogs.questions()
    closing.callback(install_hooks(reports, jobs.poster(questions.crashed)))
    controller = Controller(
        window, world, partial(_practice, settings, tempo, texts, files, closing), remembered, texts, jobs, questions,
        lambda: datetime.now().astimezone(), window,
    )  # fmt: skip
    window.setProperty("translators", translators)
    following.setParent(window)
    trouble = trouble or accounts.trouble
    if trouble is not None:
        questions.crash(trouble)
    return Parts(window, controller, closing.close)


def _practice(settings: Settings, tempo: Tempo, texts: Texts, files: Workbooks, closing: ExitStack) -> World:
    """A world of its own for practice; its stand-in service is imported when somebody practises.

    Called in a worker thread. Raises as ``PracticeWorld``.
    """
    from planimport_gui.assembly.practising import PracticeAccounts, PracticeWorld

    stand_in = PracticeWorld(settings.folder, tempo)
    closing.callback(stand_in.close)
    own = PracticeAccounts(lambda: stand_in.address, texts.say("ui.practice.project"))
    return World(files, Records(stand_in.folder), own, Carrier(stand_in.folder, tempo, own.token), stand_in)


def _arguments(words: Sequence[str]) -> argparse.Namespace:
    """What was asked for. A word that is not known ends the program: it could have been ``--practice``."""
    parser = argparse.ArgumentParser(prog="planimport-gui", description="PlanImport")
    parser.add_argument("file", nargs="?", metavar="FILE")
    parser.add_argument("--practice", action="store_true")
    parser.add_argument("--selftest", metavar="REPORT")
    parser.add_argument("--version", action="version", version=f"PlanImport {planimport_gui.__version__}")
    # The Finder of older Macs adds a number of its own.
    return parser.parse_args([word for word in words if not word.startswith("-psn_")])


def _self_test(application: QApplication, report: Path, texts: Texts) -> int:
    """Whether this copy of the program works, told in a file; sees neither the user's data nor settings."""
    from planimport_gui.selftest.program import self_test

    @contextmanager
    def opened(folder: Path) -> Iterator[MainWindow]:
        parts = build(application, Settings(folder, CALLTOUCH), Remembered(folder), texts)
        parts.window.show()
        try:
            yield parts.window
        finally:
            parts.close()

    return self_test(report, opened)


def _texts(language: str = "") -> Texts:
    """In the language that the environment, the settings or the system name."""
    environment = dict(os.environ)
    if language and not environment.get("PLANIMPORT_LANG"):
        environment["PLANIMPORT_LANG"] = language
    return Texts(choose_language(environment, QLocale.system().name() or locale.getlocale()[0]))


def _translate_qt(application: QApplication, language: Language) -> tuple[QTranslator, ...]:
    """Qt's own dialogs in the same language; a translator that nobody holds stops translating."""
    QLocale.setDefault(QLocale(language.value))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{language.value}", folder):
        application.installTranslator(translator)
    return (translator,)


def _dress(application: QApplication, wish: str, *, dense: bool) -> tuple[Look, Following]:
    """Light or dark as the system has it, or as was wished; sizes by the system's font."""
    # Native styles paint controls in colours of their own, beside which those of the states cannot be held readable.
    application.setStyle("Fusion")
    system = System(application)
    look = Look(system.dark, QFont(application.font()), dense=dense)
    following = Following(application, look, wish, system)
    system.setParent(following)
    return look, following


def _name(settings: Settings) -> str:
    """One window for each data folder of each user."""
    return "planimport-" + hashlib.sha256(str(settings.folder).encode()).hexdigest()[:16]


def _let_others_forward() -> None:
    """Windows lets only the program that the user has just started bring a window to the front, and whom it names."""
    if sys.platform == "win32":
        import ctypes

        anybody = -1
        ctypes.windll.user32.AllowSetForegroundWindow(anybody)


def _come_forward(parts: Parts, file: Path | None) -> None:
    window = parts.window
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if file is not None:
        parts.controller.files.open(file)


def _warm() -> None:
    threading.Thread(target=warm, name="imports", daemon=True).start()
