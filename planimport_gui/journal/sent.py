"""What already went to a project, for the rules that tell repeats."""

import sqlite3
from collections import defaultdict
from datetime import date

from planimport_gui.facts.records import Project
from planimport_gui.journal.fold import CARRIED
from planimport_gui.journal.values import item_of
from planimport_gui.plan.history import History, MonthKey, SentItem
from planimport_gui.plan.row import ItemKey

# A row that is being deleted may still stand in the service, so it counts like one in doubt.
_SENT = f"""
    SELECT c.run, a.started, c.state, p.item
    FROM run r JOIN ({CARRIED}) c ON c.run = r.id
    JOIN attempt a ON a.id = c.attempt JOIN plan_row p ON p.run = c.run AND p.row = c.row
    WHERE r.address = ? AND r.site = ?
    AND c.state IN ('sending', 'unknown', 'accepted', 'success', 'claimed', 'deleting')
    ORDER BY c.attempt, c.position
"""


def history(db: sqlite3.Connection, project: Project) -> History:
    """One entry for every attempt's row that stands in the service, or may. Raises Unreadable."""
    items: defaultdict[ItemKey, list[SentItem]] = defaultdict(list)
    sums: defaultdict[MonthKey, int] = defaultdict(int)
    open: defaultdict[MonthKey, int] = defaultdict(int)
    for run, started, state, text in db.execute(_SENT, (project.address, project.site)):
        item = item_of(text)
        imported = state in ("success", "claimed")
        doubt = not imported and state != "accepted"
        items[item.key].append(SentItem(run, date.fromisoformat(started[:10]), item.value, imported, doubt))
        month = (item.type, item.name, *item.month)
        sums[month] += item.value
        if not imported:
            open[month] += item.value
    return History({key: tuple(entries) for key, entries in items.items()}, dict(sums), dict(open))
