"""Every state of the whole window: nothing is cut off with words two fifths longer, nor on a screen at 200 %."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from support.gui import Person, Stretched, cut_off
from support.tour import STATES, tour, toured

from planimport_gui.texts import Language, Texts


@pytest.mark.parametrize("language", list(Language), ids=str)
@pytest.mark.parametrize(("kind", "size"), [(Stretched, (1366, 720)), (Texts, (683, 360))], ids=["longer", "at 200 %"])
def test_no_text_is_cut_off(
    gui: Person, tmp_path: Path, language: Language, kind: type[Texts], size: tuple[int, int]
) -> None:
    found: dict[str, list[str]] = {}
    with toured(gui, tmp_path, kind(language), size, "light") as stage:
        for name in tour(stage):
            gui.settle()
            found[name] = cut_off(QApplication.activeModalWidget() or stage.story.window)
    assert tuple(found) == STATES
    assert not any(found.values()), "\n".join(f"{name}: {one}" for name, all_ in found.items() for one in all_)
