"""What the start page lists: what waits, what to look for in Calltouch, what was open lately."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from planimport_gui.facts.records import RunRecord
from planimport_gui.ui.desk import Desk
from planimport_gui.ui.notes import Notes
from planimport_gui.ui.ports import World
from planimport_gui.ui.recalling import arrivals, imports_of, recent_plan, waiting_lines
from planimport_gui.ui.states import ArrivalCheck, RecentPlan, StartState

_RECENT = 8


class StartLists(QObject):
    """Looks up in the background; ``changed`` tells a ``StartState`` of which the lists count."""

    changed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, notes: Notes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._notes = notes
        self._runs: tuple[RunRecord, ...] = ()
        self._of = desk.world
        self.state = StartState()

    def look_up(self) -> None:
        """Begin; what is known so far stays until more is, unless it is of another world."""
        world = self._desk.world
        if world is not self._of:
            self._of, self._runs = world, ()
            self._tell(replace(self.state, waiting=(), checks=()))
        self._desk.jobs.start(world.records.runs, partial(self._take_runs, world), self.failed.emit)

    def answer(self, answer: tuple[ArrivalCheck, bool]) -> None:
        """Whether an imported plan is seen in Calltouch; it is not asked again, and a No is explained in its place."""
        check, seen = answer
        for run in self._runs:
            if run.id == check.run:
                self._notes.note_answer(run)
        told = () if seen else (replace(check, missed=True),)
        checks = tuple(one for old in self.state.checks for one in (told if old == check else (old,)))
        self._tell(replace(self.state, checks=checks))

    def _take_runs(self, world: World, runs: tuple[RunRecord, ...]) -> None:
        desk, known = self._desk, {plan.path: plan for plan in self.state.recent}
        if world is not desk.world:
            return
        self._runs = runs
        paths = desk.memory.recent()[:_RECENT]
        self._tell(
            StartState(
                recent=tuple(known.get(path, RecentPlan(path)) for path in paths),
                waiting=tuple(line for run in runs for line in waiting_lines(run, practice=desk.world.practice)),
                checks=() if desk.world.practice else arrivals(runs, desk.today(), self._notes),
            )
        )
        files, imported = desk.world.files, [path for path in paths if imports_of(path, runs)]

        def digests() -> Mapping[str, str]:
            return {path: files.digest(Path(path)) for path in imported}

        desk.jobs.start(digests, partial(self._take_digests, runs, paths), self.failed.emit)

    def _take_digests(self, runs: tuple[RunRecord, ...], paths: tuple[str, ...], digests: Mapping[str, str]) -> None:
        """What was imported from the files as they are now; one may lie on a slow disk, so this comes later."""
        if runs is self._runs:
            self._tell(replace(self.state, recent=tuple(recent_plan(path, runs, digests) for path in paths)))

    def _tell(self, state: StartState) -> None:
        self.state = state
        self.changed.emit(state)
