"""States of the views of a run, as the example of the window's design has them."""

from datetime import UTC, date, datetime, timedelta

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import (
    AttemptRecord,
    AttemptState,
    BatchKind,
    BatchRecord,
    Project,
    RefusedRow,
    RunRecord,
    Totals,
)
from planimport_gui.plan.row import Item, RowId
from planimport_gui.ui.states import (
    BatchesState,
    DoubtState,
    MonthProgress,
    ResultState,
    RunPhase,
    RunState,
)

PROJECT = Project("https://api.calltouch.ru/calls-service/RestAPI/api", "12345", "Клиника на Мира")
MOMENT = datetime(2026, 11, 23, 14, 32, 7, tzinfo=UTC)
TODAY = date(2026, 11, 23)
NOVEMBER, DECEMBER = (2026, 11), (2026, 12)
FILE = r"C:\Планы\МП Клиника IV кв. v10.xlsx"


def run_record(
    totals: Totals,
    *,
    run: int = 7,
    unfinished: bool = False,
    paused: Cause | None = None,
    words: str = "",
    before: int = 0,
    file: str = FILE,
    project: Project = PROJECT,
) -> RunRecord:
    return RunRecord(run, project, file, "МП", "0" * 64, MOMENT, totals, 9, unfinished, paused, words, before)


def batch(
    number: int,
    state: AttemptState | None,
    *,
    rows: int = 60,
    log: int | None = None,
    cause: Cause | None = None,
    words: str = "",
    kind: BatchKind = BatchKind.PLANNED,
    parent: int | None = None,
) -> BatchRecord:
    """A batch with one attempt in a state, or with none."""
    ids = tuple(RowId(number * 1000 + row) for row in range(rows))
    attempts: tuple[AttemptRecord, ...] = ()
    if state is not None:
        started = MOMENT + timedelta(seconds=number)
        attempts = (AttemptRecord(number, number, state, started, "0" * 64, log, cause=cause, words=words),)
    return BatchRecord(7, number, kind, ids, parent=parent, attempts=attempts)


def run_state(**changes: object) -> RunState:
    """Half of 240 rows are imported, 60 are on their way."""
    months = (MonthProgress((2026, 11), 120, 120, 0, 0, 0), MonthProgress((2026, 12), 120, 0, 60, 60, 0))
    given: dict[str, object] = {
        "run": 7,
        "project": PROJECT,
        "totals": Totals(360, imported=120, pending=60, not_sent=60, left_out=120),
        "phase": RunPhase.RUNNING,
        "months": months,
        "seconds_left": 4.2,
    }
    return RunState(**{**given, **changes})  # type: ignore[arg-type]  # tests give what they change


def result_state(record: RunRecord, **changes: object) -> ResultState:
    given: dict[str, object] = {"today": TODAY, "log_ids": (124, 125, 126, 127), "doubts": (), "refused": ()}
    return ResultState(record, **{**given, **changes})  # type: ignore[arg-type]  # tests give what they change


MIXED = Totals(240, imported=179, refused=1, unknown=60)


def mixed_result(**changes: object) -> ResultState:
    """179 rows imported, one refused, 60 in doubt."""
    refused = (RefusedRow(RowId(5), "metric.name", "Метрика с таким именем не найдена"),)
    return result_state(run_record(MIXED), **{"doubts": (4,), "refused": refused, **changes})


def four_batches() -> BatchesState:
    batches = (
        batch(1, AttemptState.SUCCESS, log=124),
        batch(2, AttemptState.SUCCESS, log=125),
        batch(3, AttemptState.REFUSED, cause=None, words="Метрика с таким именем не найдена"),
        batch(4, AttemptState.UNKNOWN, cause=Cause.SILENT),
        batch(5, AttemptState.ACCEPTED, rows=59, log=126, kind=BatchKind.REMAINDER, parent=3),
        batch(6, None),
    )
    spans = {n: (NOVEMBER if n < 4 else DECEMBER, NOVEMBER if n < 3 else DECEMBER) for n in range(1, 7)}
    return BatchesState(7, batches, spans)


def many_batches(count: int = 120) -> BatchesState:
    states = (
        AttemptState.SUCCESS, AttemptState.SUCCESS, AttemptState.SUCCESS, AttemptState.ACCEPTED, AttemptState.UNKNOWN,
        AttemptState.ERROR, AttemptState.REFUSED, AttemptState.CLAIMED, AttemptState.UNDONE, AttemptState.DELETING,
        AttemptState.SENDING, None,
    )  # fmt: skip
    batches = tuple(batch(n, states[n % len(states)], rows=100, log=100 + n) for n in range(1, count + 1))
    months = {n: (2026, 1 + n * 12 // (count + 1)) for n in range(1, count + 1)}
    return BatchesState(7, batches, {n: (month, month) for n, month in months.items()})


def items() -> tuple[Item, ...]:
    names = (("Площадки", "Бюджет", 24000), ("Площадки", "Показы", 43666), ("Площадки", "CPC", 24))
    sources = ("yandex", "vk", "mytarget", "google")
    return tuple(
        Item(date(2026, 12, 1), date(2026, 12, 31), source, "cpc", f"klinika_{number}", "", "", kind, name, value)
        for number in range(5)
        for source in sources
        for kind, name, value in names
    )


def doubt_state(**changes: object) -> DoubtState:
    """60 rows in doubt, sent between numbers 126 and 128."""
    given: dict[str, object] = {
        "neighbours": ((126, MOMENT - timedelta(seconds=1)), (128, MOMENT + timedelta(seconds=1))),
        "open": (4,),
    }
    return DoubtState(
        run_record(MIXED),
        batch(4, AttemptState.UNKNOWN, cause=Cause.SILENT),
        MOMENT,
        items(),
        **{**given, **changes},  # type: ignore[arg-type]  # tests give what they change
    )
