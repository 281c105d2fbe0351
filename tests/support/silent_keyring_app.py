"""As ``watched_app``, with a keyring that waits for its password for ever, asked more often than there are threads.

Tells ``waiting N`` besides, the questions without an answer, and ``lies NAME`` of the plan that lies open.
"""

import sys
import threading
from typing import Any, NoReturn

from PySide6.QtCore import QTimer
from support.stage import SITE
from support.watched_app import tell, watch

import planimport_gui.app as app
from planimport_gui.app import Parts
from planimport_gui.facts.records import Project
from planimport_gui.tokens import TokenStore

QUESTIONS = 5
_waiting: list[Project] = []


class SilentStore(TokenStore):
    """Somebody is to type a password, and nobody does."""

    def get(self, project: Project) -> NoReturn:
        _waiting.append(project)
        tell(waiting=len(_waiting))
        threading.Event().wait()
        raise AssertionError("there was no answer")


def ask_often(parts: Parts) -> None:
    desk = parts.controller.desk
    project = Project(desk.world.projects.address, SITE, "Клиника")
    for _ in range(QUESTIONS):
        parts.controller._questions.project(project, parts.controller.projects.choose)
    desk.plan_changed.connect(lambda: tell(lies=desk.paper.name if desk.paper else ""))


if __name__ == "__main__":
    watch()
    program: Any = app
    program.TokenStore = SilentStore
    build = app.build

    def built(*arguments: Any) -> Parts:
        parts = build(*arguments)
        QTimer.singleShot(0, lambda: ask_often(parts))
        return parts

    program.build = built
    sys.exit(app.main())
