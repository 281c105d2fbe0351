"""Pictures of the running program: ``pictures.py FOLDER`` makes all of them, in a process for every combination.

``pictures.py FOLDER LANGUAGE LOOK WIDTH HEIGHT`` makes one combination; its scale is that of QT_SCALE_FACTOR.
``pictures.py README`` makes those that the README shows.
"""

import itertools
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QApplication, QWidget
from support.gui import Person
from support.tour import tour, toured

from planimport_gui.texts import Language, Texts

SIZE = (1366, 720)
"""What a screen of 1366×768 leaves below the title of a window; and the same at 200 %."""
HALF = (683, 360)
SCALES = ("1", "1.25", "1.5", "2")


README = (
    ("2-problems", "ru", "light"), ("3-before", "ru", "light"), ("5-result", "en", "dark"), ("6-doubt", "en", "dark"),
)  # fmt: skip
SHOWN = Path(__file__).parents[2] / ".github" / "pictures"
HIDE = "PICTURES_HIDE"


def make(folder: Path, language: str, look: str, size: tuple[int, int]) -> None:
    """Every state of the tour as a file."""
    application = QApplication([])
    ending = f"{language}-{look}-{size[0] * application.devicePixelRatio():.0f}"
    if size == HALF:
        ending += "-half"
    person = Person(application)
    with (
        tempfile.TemporaryDirectory() as own,
        toured(person, Path(own), Texts(Language(language)), size, look) as stage,
    ):
        for name in tour(stage):
            person.settle()
            _hide(stage.story.window)
            shown = QApplication.activeModalWidget() or stage.story.window
            shown.grab().save(str(folder / f"{name}-{ending}.png"))
    person.leave()


def _hide(window: QWidget) -> None:
    hidden = window.findChild(QWidget, os.environ.get(HIDE, "")) if os.environ.get(HIDE) else None
    if hidden is not None:
        hidden.hide()
        QApplication.processEvents()


def make_all(folder: Path) -> int:
    """Both languages, light and dark, at usual scales, and a screen of 1366×768 at 200 %."""
    folder.mkdir(parents=True, exist_ok=True)
    combinations = [(*one, SIZE) for one in itertools.product(("ru", "en"), ("light", "dark"), SCALES)]
    for language, look, scale, size in [*combinations, ("ru", "light", "2", HALF)]:
        words = [str(folder), language, look, *map(str, size)]
        environment = {**os.environ, "QT_SCALE_FACTOR": scale}
        code = subprocess.run([sys.executable, __file__, *words], env=environment, check=False).returncode
        if code:
            return code
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")
    return 0


def make_readme() -> int:
    """What the README shows, without the service's address, which is another one every time."""
    SHOWN.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        for language, look in {one[1:] for one in README}:
            words = [own, language, look, *map(str, SIZE)]
            environment = {**os.environ, "QT_SCALE_FACTOR": "1", HIDE: "service_address"}
            code = subprocess.run([sys.executable, __file__, *words], env=environment, check=False).returncode
            if code:
                return code
        for state, language, look in README:
            shutil.copy(Path(own) / f"{state}-{language}-{look}-{SIZE[0]}.png", SHOWN / f"{state}-{language}.png")
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["README"]:
        sys.exit(make_readme())
    if len(sys.argv) == 2:
        sys.exit(make_all(Path(sys.argv[1]).absolute()))
    target, wanted, dress, width, height = sys.argv[1:]
    make(Path(target), wanted, dress, (int(width), int(height)))
