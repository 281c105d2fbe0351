"""The journal, to read, for a program that is open for long."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.console import QUICK
from support.project import ROOT
from support.stage import SITE, plan_items

from planimport_gui.assembly.engine import JOURNAL, hold
from planimport_gui.assembly.records import Records
from planimport_gui.facts.failures import JournalBroken, JournalTrouble
from planimport_gui.facts.records import BatchState, NewRun, PlannedRow, Project, RowFate
from planimport_gui.importing.batches import cut
from planimport_gui.plan.history import History
from planimport_gui.plan.row import Origin, RowId

PROJECT = Project("https://api.calltouch.ru/report-service/RestAPI/api", SITE, "Клиника")


def write(folder: Path, count: int = 3) -> int:
    rows = tuple(PlannedRow(RowId(number), item, number + 1, "J") for number, item in enumerate(plan_items(count), 1))
    with hold(folder, QUICK) as engine:
        return engine.journal.create_run(NewRun(PROJECT, "plan.xlsx", "План", "d", rows, cut(rows), 2))


def test_a_missing_journal_is_empty_and_is_not_made(folder: Path) -> None:
    records = Records(folder)
    assert records.runs() == ()
    assert records.history(PROJECT) == History()
    assert not folder.exists()


def test_what_is_in_it(folder: Path) -> None:
    run = write(folder)
    records = Records(folder)
    rows = [RowId(1), RowId(3)]
    assert [record.id for record in records.runs()] == [run]
    assert (records.run(run).project, records.run(run).totals.total) == (PROJECT, 5)
    assert [batch.rows for batch in records.batches(run)] == [(RowId(1), RowId(2), RowId(3))]
    assert records.items(run, rows) == (plan_items(3)[0], plan_items(3)[2])
    assert records.origins(run, rows) == (Origin(2, "J"), Origin(4, "J"))
    assert records.refused_rows(run) == ()
    assert records.row_fates(run) == dict.fromkeys(map(RowId, (1, 2, 3)), RowFate.NOT_SENT)


def test_a_run_that_is_not_there(folder: Path) -> None:
    write(folder)
    with pytest.raises(JournalBroken) as caught:
        Records(folder).run(99)
    assert caught.value.trouble is JournalTrouble.REPLACED
    assert caught.value.path == str(folder / JOURNAL)


def test_while_somebody_writes(folder: Path) -> None:
    write(folder)
    with hold(folder, QUICK), ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: Records(folder).runs(), range(8)))
    assert {len(answer) for answer in answers} == {1}


def test_while_another_process_holds_it(folder: Path) -> None:
    run = write(folder)
    program = (
        "import sys; from pathlib import Path; from planimport_gui.assembly.engine import hold;"
        "from planimport_gui.assembly.tempo import Tempo\n"
        "with hold(Path(sys.argv[1]), Tempo()) as engine:\n"
        f"    engine.journal.count_request({run}); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        assert Records(folder).run(run).requests == 1
        other.communicate()


def test_a_damaged_journal_is_said(folder: Path) -> None:
    write(folder)
    (folder / JOURNAL).write_bytes(b"no journal" * 1000)
    with pytest.raises(JournalBroken):
        Records(folder).runs()


def test_what_a_killed_program_was_sending_is_noted_as_a_doubt(folder: Path) -> None:
    run = write(folder)
    with hold(folder, QUICK) as engine:
        engine.journal.begin(run, 1, "sha256")
        (record,) = Records(folder).runs()
        assert record.unfinished, "whoever holds the lock may still be waiting for the answer"
        assert engine.journal.batches(run)[0].state is BatchState.SENDING
    (record,) = Records(folder).runs()
    assert (record.unfinished, record.totals.unknown) == (False, 3)
    assert Records(folder).batches(run)[0].state is BatchState.UNKNOWN
