"""What a run tells, as the JSON objects of DESIGN section 6."""

from planimport_gui.cli.words import batch_message, deletion_message
from planimport_gui.facts.events import BatchChanged, LogDeleted, Replacing, RunStarted, Waiting
from planimport_gui.facts.records import Totals
from planimport_gui.texts import Texts


def started(event: RunStarted) -> dict[str, object]:
    """``started``: the run's number, its SiteId, plan rows in all and batches so far."""
    return {
        "event": "started",
        "run": event.run,
        "site": event.site,
        "total": event.total,
        "batches": event.batches,
    }


def batch(event: BatchChanged, texts: Texts) -> dict[str, object]:
    """``batch``: one batch after a change; ``message`` follows the language."""
    return {
        "event": "batch",
        "batch": event.batch,
        "rows": event.rows,
        "state": event.state.value,
        "logId": event.log_id,
        "tries": event.tries,
        "message": batch_message(event, texts),
    }


def wait(event: Waiting) -> dict[str, object]:
    """``wait``: nothing goes out for so many seconds, and why (a ``Cause``)."""
    return {"event": "wait", "reason": event.cause.value, "seconds": round(event.seconds, 3)}


def undone(event: LogDeleted, texts: Texts) -> dict[str, object]:
    """``undone``: the service's answer for one log id."""
    return {
        "event": "undone",
        "batch": event.batch,
        "logId": event.log_id,
        "deleteStatus": "success" if event.deleted else "error",
        "message": deletion_message(event, texts),
    }


def replacing(event: Replacing) -> dict[str, object]:
    """``replacing``: so many of the rows of earlier runs that the run replaces are deleted; then it sends."""
    return {"event": "replacing", "rows": event.rows, "deleted": event.deleted}


def finished(run: int | None, totals: Totals, requests: int) -> dict[str, object]:
    """``finished``: always the last; ``run`` null where nothing was begun."""
    return {"event": "finished", "run": run, **counts(totals), "requests": requests}


def counts(totals: Totals) -> dict[str, object]:
    """The nine row counts under their names of DESIGN section 2."""
    return {
        "total": totals.total,
        "imported": totals.imported,
        "pending": totals.pending,
        "refused": totals.refused,
        "failed": totals.failed,
        "unknown": totals.unknown,
        "undone": totals.undone,
        "notSent": totals.not_sent,
        "leftOut": totals.left_out,
    }
