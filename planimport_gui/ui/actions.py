"""Everything a person can do, as actions with names, texts and keys; menus and buttons share them."""

from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from planimport_gui.texts import Texts

Key = QKeySequence.StandardKey | str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    """``key`` is a standard key or a sequence without punctuation, which Russian keyboards have elsewhere."""

    name: str
    key: Key = None


_SEPARATOR = _Entry("")
_MENUS: dict[str, tuple[_Entry, ...]] = {
    "file": (
        _Entry("action_open", QKeySequence.StandardKey.Open),
        _Entry("action_sample"),
        _Entry("action_template"),
        _SEPARATOR,
        _Entry("action_save", QKeySequence.StandardKey.Save),
        _Entry("action_save_as", QKeySequence.StandardKey.SaveAs),
        _Entry("action_close"),
        _SEPARATOR,
        _Entry("action_settings"),
        _Entry("action_quit", QKeySequence.StandardKey.Quit),
    ),
    "edit": (
        _Entry("action_undo", QKeySequence.StandardKey.Undo),
        _Entry("action_redo", "Ctrl+Y"),
        _SEPARATOR,
        _Entry("action_cut", QKeySequence.StandardKey.Cut),
        _Entry("action_copy", QKeySequence.StandardKey.Copy),
        _Entry("action_paste", QKeySequence.StandardKey.Paste),
        _Entry("action_fill_down", "Ctrl+D"),
        _SEPARATOR,
        _Entry("action_add_row"),
        _Entry("action_delete_rows"),
        _Entry("action_set_aside"),
        _SEPARATOR,
        _Entry("action_find", QKeySequence.StandardKey.Find),
        _Entry("action_replace", "Ctrl+H"),
        _SEPARATOR,
        _Entry("action_next_problem", "F8"),
        _Entry("action_previous_problem", "Shift+F8"),
        _Entry("action_fix", "F9"),
        _Entry("action_fix_alike", "Shift+F9"),
        _Entry("action_fix_certain"),
    ),
    "import": (
        _Entry("action_import"),
        _Entry("action_pause"),
        _Entry("action_cancel"),
        _Entry("action_retry"),
        _SEPARATOR,
        _Entry("action_undo_import"),
        _Entry("action_report"),
        _SEPARATOR,
        _Entry("action_runs", "Ctrl+I"),
        _Entry("action_projects"),
        _Entry("action_practice"),
    ),
    "view": (
        _Entry("action_reading", "Ctrl+L"),
        _Entry("action_panel", "F7"),
        _Entry("action_details"),
        _SEPARATOR,
        _Entry("action_next_zone", "F6"),
        _Entry("action_previous_zone", "Shift+F6"),
    ),
    "help": (
        _Entry("action_help", "F1"),
        _Entry("action_log"),
        _Entry("action_about"),
    ),
}
_ROLES = {
    "action_quit": QAction.MenuRole.QuitRole,
    "action_settings": QAction.MenuRole.PreferencesRole,
    "action_about": QAction.MenuRole.AboutRole,
}


class Actions:
    """The actions by name. Texts are ``ui.action.<name>`` and ``ui.menu.<menu>``."""

    def __init__(self, texts: Texts, owner: QWidget) -> None:
        self._texts = texts
        self._by_name: dict[str, QAction] = {}
        for entries in _MENUS.values():
            for entry in entries:
                if entry.name:
                    self._by_name[entry.name] = self._make(entry, owner)

    def __getitem__(self, name: str) -> QAction:
        return self._by_name[name]

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus into a menu bar."""
        for menu, entries in _MENUS.items():
            shown = bar.addMenu(self._texts.say(f"ui.menu.{menu}"))
            shown.setObjectName(f"menu_{menu}")
            for entry in entries:
                if entry.name:
                    shown.addAction(self._by_name[entry.name])
                else:
                    shown.addSeparator()

    def enable(self, **enabled: bool) -> None:
        """Switch actions on and off: ``enable(open=True)`` is about ``action_open``."""
        for name, on in enabled.items():
            self._by_name[f"action_{name}"].setEnabled(on)

    def _make(self, entry: _Entry, owner: QWidget) -> QAction:
        action = QAction(self._texts.say(f"ui.{entry.name.replace('_', '.', 1)}"), owner)
        action.setObjectName(entry.name)
        action.setMenuRole(_ROLES.get(entry.name, QAction.MenuRole.NoRole))
        match entry.key:
            case QKeySequence.StandardKey():
                action.setShortcuts(entry.key)
            case str():
                action.setShortcut(QKeySequence(entry.key))
            case None:
                pass
        owner.addAction(action)
        return action
