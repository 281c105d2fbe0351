"""What speaks to the service: journal, pace and clients, in the hands of whoever holds the data folder's lock.

Journal and client are imported when first needed: a window that only shows itself waits for neither.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from planimport_gui.assembly.folder import make_folder
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.calltouch.pace import Pace
from planimport_gui.facts.records import Project
from planimport_gui.tokens import Token

if TYPE_CHECKING:
    from planimport_gui.calltouch.client import CalltouchClient
    from planimport_gui.journal.store import Journal

JOURNAL = "journal.sqlite"


class Engine:
    """The journal of a data folder and the one pace of all requests made from it."""

    def __init__(self, journal: "Journal", pace: Pace) -> None:
        self.journal = journal
        self._pace = pace

    def service(self, project: Project, token: Token) -> "CalltouchClient":
        """A client of one project. Raises ``calltouch.address.BadAddress``."""
        from planimport_gui.calltouch.client import CalltouchClient

        return CalltouchClient(project, token.reveal, self._pace)


@contextmanager
def hold(folder: Path, tempo: Tempo, *, afresh: bool = False) -> Iterator[Engine]:
    """The engine of a data folder, under its lock.

    ``afresh`` begins with an empty journal: for practice, whose service forgets everything as well.
    Raises LockHeld, FolderUnusable and the journal's failures.
    """
    from planimport_gui.journal.lock import DataLock
    from planimport_gui.journal.store import open_journal
    from planimport_gui.journal.troubles import journal_errors

    make_folder(folder)
    with DataLock(folder) as lock:
        earlier = lock.read_departures() if tempo.span else ()
        pace = Pace(gap=tempo.gap, span=tempo.span, earlier=earlier)
        if afresh:
            with journal_errors(folder / JOURNAL):
                for old in folder.glob(f"{JOURNAL}*"):
                    old.unlink()
        journal = open_journal(folder / JOURNAL)
        try:
            yield Engine(journal, pace)
        finally:
            journal.close()
            lock.write_departures(pace.remembered())


@contextmanager
def look(folder: Path) -> Iterator["Journal"]:
    """The journal of a data folder, to read alone: no lock, and nothing is made. Raises JournalBroken."""
    from planimport_gui.journal.store import open_journal

    journal = open_journal(folder / JOURNAL, read_only=True)
    try:
        yield journal
    finally:
        journal.close()
