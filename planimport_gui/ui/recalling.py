"""What the start page tells of earlier imports: what waits, what to look for in Calltouch, what became of a file."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from planimport_gui.facts.records import RunRecord
from planimport_gui.ui.notes import Notes
from planimport_gui.ui.run_words import file_name
from planimport_gui.ui.states import ArrivalCheck, RecentPlan, WaitingKind, WaitingRun

_LONGEST = 7
"""Days after an import on which it is still asked whether its plan is seen."""


def waiting_lines(run: RunRecord, *, practice: bool = False) -> Iterator[WaitingRun]:
    """What of a run stands in Calltouch twice, its doubts, and what of it is not finished.

    What is being deleted for a later run is told there.
    """
    file = file_name(run.file)
    if run.doubled:
        yield WaitingRun(run.id, WaitingKind.DOUBLED, run.doubled, _name(run), run.created, file)
    if (doubts := run.totals.unknown - run.resent - run.being_replaced) > 0:
        yield WaitingRun(run.id, WaitingKind.DOUBT, doubts, _name(run), run.created, file)
    rows = run.totals.not_sent + run.totals.pending
    if run.between:
        yield WaitingRun(run.id, WaitingKind.REPLACED, run.between, _name(run), run.created, file, practice)
    elif run.unfinished and (rows or not run.being_replaced):
        yield WaitingRun(run.id, WaitingKind.UNFINISHED, rows, _name(run), run.created, file)


def arrivals(runs: Iterable[RunRecord], today: date, notes: Notes) -> tuple[ArrivalCheck, ...]:
    """The newest import of every project, where its plan has been due for some days and nobody was asked yet.

    ``runs`` come newest first.
    """
    newest: dict[tuple[str, str], RunRecord] = {}
    for run in runs:
        if run.totals.imported and run.created.date() < today:
            newest.setdefault((run.project.address, run.project.site), run)
    due = (run for run in newest.values() if (today - run.created.date()).days <= _LONGEST)
    return tuple(ArrivalCheck(run.id, _name(run), run.created) for run in due if not notes.answered(run))


def imports_of(path: str, runs: Iterable[RunRecord]) -> tuple[RunRecord, ...]:
    """Runs that imported something from this very file, newest first, whatever has become of it since."""
    return tuple(run for run in runs if Path(run.file) == Path(path) and run.totals.imported)


def recent_plan(path: str, runs: Iterable[RunRecord], digests: Mapping[str, str]) -> RecentPlan:
    """A file opened before, with what was imported from it as it is now."""
    run = next((run for run in imports_of(path, runs) if run.digest == digests.get(path)), None)
    return RecentPlan(path) if run is None else RecentPlan(path, run.created, run.totals.imported, _name(run))


def _name(run: RunRecord) -> str:
    return run.project.name or run.project.site
