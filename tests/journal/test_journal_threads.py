"""Facts from several threads at once: each is whole, and what is read in between always balances."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

from journal.acts import Maker, accepted

from planimport_gui.facts.records import BatchKind, RefusedRow, Totals
from planimport_gui.journal.store import Journal, open_journal
from planimport_gui.plan.row import RowId

SENDERS = 6
BATCHES = 48


def test_every_fact_of_every_thread_is_kept(path: Path, journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run(*([number * 2, number * 2 + 1] for number in range(BATCHES))))
    done = Event()

    def send(sender: int) -> None:
        for number in range(1 + sender, BATCHES + 1, SENDERS):
            if number % 4:
                journal.settle(accepted(journal, run, number, number))
                continue
            named = RefusedRow(RowId(number * 2 - 2), "", "нет")
            rest = [RowId(number * 2 - 1)]
            children = journal.refuse(journal.begin(run, number, ""), [named], [rest], BatchKind.REMAINDER, "нет")
            journal.settle(accepted(journal, run, children[0], 1000 + number))

    def watch() -> int:
        with closing(open_journal(path, read_only=True)) as reader:
            looks = 0
            while not done.is_set():
                for totals in (journal.totals(run), reader.run(run).totals):
                    assert totals.balanced
                    assert totals.total == 2 * BATCHES
                looks += 1
            return looks

    with ThreadPoolExecutor(SENDERS + 1) as pool:
        watching = pool.submit(watch)
        sending = [pool.submit(send, sender) for sender in range(SENDERS)]
        try:
            for sender in sending:
                sender.result()
        finally:
            done.set()
        assert watching.result() > 0
    refused = BATCHES // 4
    assert journal.totals(run) == Totals(total=2 * BATCHES, imported=2 * BATCHES - refused, refused=refused)
    assert [batch.number for batch in journal.batches(run)] == list(range(1, BATCHES + refused + 1))


def test_one_log_id_cannot_be_taken_by_two_threads(journal: Journal, new_run: Maker) -> None:
    run = journal.create_run(new_run(*([number] for number in range(8))))
    attempts = [journal.begin(run, number, "") for number in range(1, 9)]
    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(lambda attempt: journal.accept(attempt, 127), attempts)) == [False] * 7 + [True]
