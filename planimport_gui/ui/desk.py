"""What lies on the desk: the world worked in, the open plan, the project, the run. Views never see it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.reading import OpenedFile
from planimport_gui.facts.records import Project, RunRecord
from planimport_gui.plan.history import History
from planimport_gui.texts import Texts
from planimport_gui.ui.document import Document
from planimport_gui.ui.jobs import Jobs
from planimport_gui.ui.ports import Memory, World
from planimport_gui.ui.running import Running


@dataclass(frozen=True, slots=True)
class Paper:
    """Where the open plan came from. Pasted plans and runs of the journal have no file."""

    name: str
    path: Path | None = None
    file: OpenedFile | None = None
    saved: Path | None = None
    """Where this program saved it."""


class Desk(QObject):
    """Shared by the parts of the controller; each of them changes its own things and tells.

    ``plan_changed``: another plan lies open, or none. ``project_changed``: another project or world.
    ``run_changed``: a run began or ended. ``judging_changed``: the plan is being judged anew, or no longer.
    ``paper_changed``: the open plan was saved. ``moving_changed``: another world is being made ready, or no longer.
    """

    plan_changed = Signal()
    project_changed = Signal()
    run_changed = Signal()
    judging_changed = Signal()
    paper_changed = Signal()
    moving_changed = Signal()

    def __init__(
        self,
        world: World,
        memory: Memory,
        texts: Texts,
        jobs: Jobs,
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.world = world
        self.memory = memory
        self.texts = texts
        self.jobs = jobs
        self.today = today
        self.document: Document | None = None
        self.paper: Paper | None = None
        self.project: Project | None = world.projects.chosen()
        self.history = History()
        self.running: Running | None = None
        self.result: RunRecord | None = None
        self.judging = False
        """The plan is being judged against what went to the project: edits and sending are held back."""
        self.moving = False
        """Another world is being made ready: nothing is sent."""

    @property
    def busy(self) -> bool:
        """A run is under way."""
        return self.running is not None

    @property
    def free(self) -> bool:
        """A run may begin, or another world be entered: neither is under way."""
        return not self.busy and not self.moving

    def set_moving(self, moving: bool) -> None:
        if moving is not self.moving:
            self.moving = moving
            self.moving_changed.emit()

    def set_judging(self, judging: bool) -> None:
        if judging is not self.judging:
            self.judging = judging
            self.judging_changed.emit()

    def lay_open(self, document: Document, paper: Paper) -> None:
        """Put another plan on the desk."""
        self.clear()
        self.document, self.paper = document, paper
        document.setParent(self)
        self.plan_changed.emit()

    def close(self) -> None:
        """Take the plan off the desk."""
        self.clear()
        self.plan_changed.emit()

    def clear(self) -> None:
        if self.document is not None:
            self.document.deleteLater()
        self.document = self.paper = self.result = None
