"""The console as a process: streams, pipes, signals, and what a crash leaves behind."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from support.console import counts, without_requests
from support.project import ROOT
from support.stage import SITE, TOKEN

from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService

Book = Callable[..., Path]
QUICK = """
import sys
sys.path.insert(0, "tests")
from support.console import QUICK
from planimport_gui.cli import main
sys.exit(main(sys.argv[1:], QUICK))
"""
"""The console with the tempo of the tests."""


def start(
    *words: object, program: tuple[str, ...] = ("-c", QUICK), environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, *program, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def finished(text: bytes) -> dict[str, object]:
    last = json.loads(text.splitlines()[-1])
    assert last.pop("event") == "finished"
    assert last.pop("schema") == 1
    return dict(last)


def test_the_module_is_the_program(book: Book) -> None:
    process = start("check", book(3), "--json", program=("-m", "planimport_gui.cli"))
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(out)["rows"] == 3
    assert err.count(b"\n") == 2


def test_streams_are_utf_8_whatever_the_locale_says(book: Book) -> None:
    path = book(2).rename(book(2).with_name("план.xlsx"))
    strange = {
        "PLANIMPORT_LANG": "ru",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    process = start("check", path, "--json", environment=strange)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert json.loads(out.decode("utf-8"))["items"][0]["metric"]["name"] == "Клики"
    assert "строк" in err.decode("utf-8")
    assert b"\r" not in out + err


def test_a_reader_that_leaves_ends_nothing_but_the_output(book: Book, service: PracticeService) -> None:
    process = start("import", book(250), "--site", SITE, "--json")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err
    assert sum(service.imported().values()) == 250


def test_a_pipe_that_is_closed_at_once(book: Book) -> None:
    process = start("check", book(400), "--json")
    assert process.stdout is not None
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err
    assert b"BrokenPipe" not in err


def test_a_full_disk_behind_the_output_is_said(book: Book) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full on this system")
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-c", QUICK, "check", str(book(2))],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert process.returncode == 1
    assert process.stderr.count(b"\n") == 1
    assert b"Traceback" not in process.stderr


INTERRUPTS = [
    [getattr(signal, name)] * times
    for name, times in (("SIGINT", 1), ("SIGINT", 3), ("SIGTERM", 1), ("SIGHUP", 1))
    if hasattr(signal, name)
]


class Held:
    """Delays the answer to the first add, which goes alone, and says when it has arrived."""

    def __init__(self) -> None:
        self.arrived = threading.Event()

    def __call__(self, facts: RequestFacts) -> Fault | None:
        if facts.kind is not Kind.ADD or not facts.items() or self.arrived.is_set():
            return None
        self.arrived.set()
        return Fault(delay=0.5)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of another kind")
@pytest.mark.parametrize("numbers", INTERRUPTS, ids=str)
def test_an_interrupt_awaits_what_is_under_way(
    book: Book, service: PracticeService, numbers: list[signal.Signals]
) -> None:
    held = Held()
    service.faults = held
    process = start("import", book(250), "--site", SITE, "--json", "--no-wait")
    assert held.arrived.wait(30)
    for number in numbers:
        process.send_signal(number)
        time.sleep(0.05)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in err
    assert without_requests(finished(out)) == {"run": 1, **counts(total=250, pending=100, notSent=150)}
    service.faults = None
    process = start("resume", "--json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert without_requests(finished(out)) == {"run": 1, **counts(total=250, imported=250)}
    assert set(service.imported().values()) == {1}
    assert len(service.imported()) == 250


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_after_a_kill_import_names_resume_and_resume_ends_it(book: Book, service: PracticeService) -> None:
    held = Held()
    service.faults = held
    path = book(250)
    process = start("import", path, "--site", SITE, "--json")
    assert held.arrived.wait(30)
    process.kill()
    process.communicate(timeout=60)
    process = start("import", path, "--site", SITE, "--json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert finished(out)["run"] is None
    assert b"planimport resume 1" in err
    process = start("resume", "--json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert without_requests(finished(out)) == {"run": 1, **counts(total=250, imported=150, unknown=100)}
    assert set(service.imported().values()) == {1}
    assert b"planimport resolve 1 1" in err


def test_the_token_stands_nowhere(book: Book, service: PracticeService, own_world: Path) -> None:
    answer = json.dumps({"message": f"bad token {TOKEN}"}).encode()
    service.faults = lambda facts: _refusing(answer) if facts.kind is Kind.ADD and facts.items() else None
    process = start("import", book(3), "--site", SITE, "--json")
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    shown = start("runs", "1", "--json").communicate(timeout=60)
    written = [path.read_bytes() for path in own_world.rglob("*") if path.is_file()]
    assert len(written) > 2
    for text in (out, err, *shown, *written):
        assert TOKEN.encode() not in text


def _refusing(body: bytes) -> Fault:
    from planimport_gui.practice.answers import as_json

    return Fault(reply=as_json(json.loads(body), 400))


CRASH = """
import sys
from planimport_gui.cli import main
from planimport_gui.cli import {module}
def broken(*arguments, **options):
    raise ZeroDivisionError("s3cret words of a sheet")
{module}.{function} = broken
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    ("module", "function", "words"),
    [("check", "open_plan", ["check", "a.xlsx"]), ("importing", "open_plan", ["import", "a.xlsx", "--practice"])],
)
@pytest.mark.parametrize("usable", [True, False])
def test_an_unexpected_error_is_a_sentence_and_a_report(
    own_world: Path, module: str, function: str, words: list[str], usable: bool
) -> None:
    folder = own_world / "planimport-data"
    if not usable:
        folder.write_text("a file", encoding="utf-8")
    process = start(
        *words, program=("-c", CRASH.format(module=module, function=function)), environment={"TMPDIR": str(own_world)}
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, b"")
    assert err.count(b"\n") == 1
    assert b"ZeroDivisionError" not in err
    (report,) = own_world.rglob("planimport-crash-*.txt")
    assert str(report).encode() in err
    assert "ZeroDivisionError" in report.read_text("utf-8")
