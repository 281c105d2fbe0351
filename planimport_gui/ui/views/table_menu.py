"""The menu under the right button: the window's own actions, sorting, and columns that are hidden."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from planimport_gui.texts import Texts
from planimport_gui.ui.models.columns import OPTIONAL

if TYPE_CHECKING:
    from planimport_gui.ui.views.plan_table import PlanTable

_ACTIONS = (
    ("action_fix", "action_fix_alike", "action_set_aside"),
    ("action_cut", "action_copy", "action_paste", "action_fill_down"),
    ("action_add_row", "action_delete_rows"),
    ("action_replace", "action_next_problem"),
)
"""Names of actions in groups; those the window does not have are left out."""


def fill_menu(table: PlanTable, texts: Texts) -> QMenu:
    """A menu that is ready to be opened, and goes when it is closed."""
    menu = QMenu(table)
    menu.setObjectName("plan_table_menu")
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for group in _ACTIONS:
        found = [table.window().findChild(QAction, name) for name in group]
        menu.addActions([action for action in found if action is not None])
        menu.addSeparator()
    column = table.currentIndex().column()
    if column >= 0:
        _add_sorting(menu, table, texts, column)
    _add_columns(menu, table, texts)
    return menu


def _add_sorting(menu: QMenu, table: PlanTable, texts: Texts, column: int) -> None:
    sorting = menu.addMenu(texts.say("ui.table.sort"))
    sorting.setObjectName("plan_table_sort_menu")
    for name, section, order in (
        ("ascending", column, Qt.SortOrder.AscendingOrder),
        ("descending", column, Qt.SortOrder.DescendingOrder),
        ("sheet", -1, Qt.SortOrder.AscendingOrder),
    ):
        action = sorting.addAction(texts.say(f"ui.table.sort.{name}"))
        action.setObjectName(f"action_sort_{name}")
        action.triggered.connect(partial(table.horizontalHeader().setSortIndicator, section, order))


def _add_columns(menu: QMenu, table: PlanTable, texts: Texts) -> None:
    columns = menu.addMenu(texts.say("ui.table.columns"))
    columns.setObjectName("plan_table_columns_menu")
    for column in OPTIONAL:
        action = columns.addAction(texts.say(f"ui.table.column.{column.name.lower()}"))
        action.setObjectName(f"action_column_{column.name.lower()}")
        action.setCheckable(True)
        action.setChecked(not table.isColumnHidden(column))
        action.toggled.connect(partial(table.show_column, column))
