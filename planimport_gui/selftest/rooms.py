"""Checks of everything but the window: languages, keyring, journal, workbooks, certificates, an import."""

import ssl
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.practice import practise
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.assembly.workbooks import Workbooks
from planimport_gui.calltouch.transport import system_trust
from planimport_gui.facts.events import RunEvent
from planimport_gui.facts.reading import OpenedFile
from planimport_gui.facts.records import NewRun, PlannedRow, Totals
from planimport_gui.importing.batches import cut
from planimport_gui.importing.run import Importer
from planimport_gui.importing.times import Times
from planimport_gui.plan.sheet import PlanSheet
from planimport_gui.selftest.report import Check, CheckFailed
from planimport_gui.texts import Language, Texts
from planimport_gui.tokens.backends import system_backend

_QUICK = Tempo(Times(polls=(0.2, 0.5, 1)), span=0)


def room_checks(folder: Path) -> list[Check]:
    """In the order in which they build on each other; what they write goes below ``folder``, which exists."""
    return [
        *(Check(f"language.{language}", _speaks(language)) for language in Language),
        Check("keyring", keyring),
        Check("sqlite", lambda: _journal(folder / "journal")),
        Check("workbook.read", lambda: f"{len(_sample().reading.rows)} rows of the sample"),
        Check("workbook.write", lambda: _round_trip(folder / "written.xlsx")),
        Check("tls", _certificates),
        Check("practice", lambda: _practice_import(folder / "practice")),
    ]


def keyring(system: str = sys.platform) -> str:
    """Windows and macOS always have a keyring; on Linux a session may have none."""
    backend = system_backend()
    if backend is not None:
        return type(backend).__module__
    if system in ("win32", "darwin"):
        raise CheckFailed("no backend")
    return "the backends load, and this session has no keyring"


def _speaks(language: Language) -> Callable[[], str]:
    return lambda: Texts(language).say("field.value")


def _journal(folder: Path) -> str:
    with hold(folder, _QUICK) as engine:
        return f"{len(engine.journal.runs())} runs in a new journal"


def _sample() -> OpenedFile:
    files = Workbooks("ru")
    return _opened(files, files.sample())


def _opened(files: Workbooks, path: Path) -> OpenedFile:
    opened = files.read(path, None, None, lambda: False)
    if not isinstance(opened, OpenedFile):
        raise CheckFailed(f"{path.name}: {opened}")
    return opened


def _round_trip(path: Path) -> str:
    """What is written is read again as the same cells."""
    files = Workbooks("ru")
    rows = _sample().reading.rows
    refusal = files.save(path, rows)
    if refusal is not None:
        raise CheckFailed(str(refusal))
    again = _opened(files, path).reading.rows
    if len(again) != len(rows):
        raise CheckFailed(f"wrote {len(rows)} rows and read {len(again)}")
    return f"{len(again)} rows, {path.stat().st_size} bytes"


def _certificates() -> str:
    """A context over the system's store that insists on certificates; on Linux the store is files, and not empty."""
    context = system_trust()
    if context.verify_mode is not ssl.CERT_REQUIRED or not context.check_hostname:
        raise CheckFailed("certificates are not insisted on")
    if sys.platform != "linux":
        return f"{ssl.OPENSSL_VERSION}, the system's store"
    paths = ssl.get_default_verify_paths()
    known = [place for place in (paths.cafile, paths.capath) if place and Path(place).exists()]
    if not known:
        raise CheckFailed(f"{ssl.OPENSSL_VERSION}: no certificates in {paths.openssl_cafile}, {paths.openssl_capath}")
    return f"{ssl.OPENSSL_VERSION}, {known[0]}"


def _practice_import(folder: Path) -> str:
    """Every row of the sample that may go arrives; the others are left out."""
    opened = _sample()
    sheet = PlanSheet(opened.reading.rows, today=date.today())  # noqa: DTZ011 - the user's own day
    rows = tuple(PlannedRow(ready.id, ready.item) for ready in sheet.sendable())
    events: list[RunEvent] = []
    with practise(folder, _QUICK) as practice:
        new = NewRun(
            practice.project, str(opened.reading.file), opened.reading.sheet, opened.digest, rows, cut(rows),
            len(sheet) - len(rows),
        )  # fmt: skip
        run = practice.engine.journal.create_run(new)
        service = practice.engine.service(practice.project, practice.token)
        ended = Importer(practice.engine.journal, service, events.append, _QUICK.times).send(run)
    return _arrived(ended.totals, len(rows))


def _arrived(totals: Totals, meant: int) -> str:
    if not meant or totals.imported != meant:
        raise CheckFailed(f"{totals.imported} of {meant} rows arrived: {totals}")
    return f"{totals.imported} of {totals.total} rows imported, {totals.left_out} left out on purpose"
