"""Language, colours and density. Kept at once, shown after the next start."""

from functools import partial

from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from planimport_gui.texts import Texts
from planimport_gui.ui.dialogs.frame import Frame
from planimport_gui.ui.look import Look
from planimport_gui.ui.ports import Memory

CHOICES = {"language": ("", "ru", "en"), "look": ("", "light", "dark"), "density": ("", "dense")}
"""Values by name, as ``Memory`` keeps them; the empty one is what the program does by itself."""


class SettingsDialog(Frame):
    """A row of choices for each setting."""

    def __init__(self, texts: Texts, look: Look, memory: Memory, parent: QWidget | None = None) -> None:
        super().__init__("settings_dialog", texts.say("ui.settings.title"), texts, look, parent)
        self._memory = memory
        self.add_heading(texts.say("ui.settings.title"))
        form = QFormLayout()
        form.setSpacing(2 * look.u)
        for name in CHOICES:
            title = QLabel(texts.say(f"ui.settings.{name}"))
            box = self._box(name, title.text())
            title.setBuddy(box)
            form.addRow(title, box)
        self.column.addLayout(form)
        self.add_text(texts.say("ui.settings.later"), "secondary").setObjectName("settings_later")
        self.column.addStretch(1)
        close = self.button("settings_close", texts.say("ui.dialog.close"))
        close.clicked.connect(self.accept)
        self.add_buttons([], [close])

    def _box(self, name: str, title: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(f"settings_{name}")
        box.setAccessibleName(title)
        for value in CHOICES[name]:
            box.addItem(self.texts.say(f"ui.settings.{name}.{value or 'own'}"), value)
        box.setCurrentIndex(max(0, box.findData(self._memory.value(name))))
        box.currentIndexChanged.connect(partial(self._keep, name, box))
        return box

    def _keep(self, name: str, box: QComboBox, _at: int) -> None:
        self._memory.set_value(name, str(box.currentData()))
