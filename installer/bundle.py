"""Freezes the program into a folder, and looks whether the folder holds what it should and nothing else."""

import ast
import os
import re
import subprocess
from pathlib import Path

from installer.about import ROOT, WORK
from installer.environment import build_python
from installer.slim import EXCLUDED
from installer.steps import Trouble, check_size, clean_environment, ended, files_below, fresh, host, run, say, tool

MOST = 150.0
"""MB of a folder before it is packed."""
NEEDED = ("planimport_gui/_resources/sample-plan.xlsx", "planimport_gui/_resources/help/ru.html", "qtbase_ru.qm")
"""Ends of names that a bundle cannot do without, on every system."""
FOREIGN = re.compile(
    r"(^|/)(tests?|\.git|\.venv|conftest\.py)(/|$)"
    r"| \.(py|po|qml|pdb|a|lib)$"
    r"| (^|/)(icuuc|mscms|bcryptprimitives)\.dll$",
    re.IGNORECASE | re.VERBOSE,
)
"""Files that have no place in one: tests, sources, parts of other systems, stand-ins of the tests."""


def icons() -> Path:
    """The folder with the icon in all forms, drawn from ``resources/icons``."""
    folder = fresh(WORK / "icons")
    run([build_python(), ROOT / "installer" / "icons.py", folder])
    return folder


def freeze() -> Path:
    """The folder with both programs, for the system this runs on. Raises Trouble."""
    python = build_python()
    run([python, "-m", "planimport_gui.texts.compile"], cwd=ROOT)
    say("Freezing the program")
    command: list[str | Path] = [
        python,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--distpath",
        WORK / "frozen",
        "--workpath",
        WORK / "freeze",
    ]
    run([*command, ROOT / "installer" / "planimport.spec"], {"PLANIMPORT_ICONS": str(icons())}, ROOT)
    folder = WORK / "frozen" / "planimport"
    if host() == "linux":
        strip(folder)
    run([python, "-m", "installer.licences", folder / "licences"], cwd=ROOT)
    check_bundle(folder, WORK / "freeze" / "planimport")
    return folder


def strip(folder: Path) -> None:
    """Take the names for debuggers out of Python's own libraries: a Python built at home carries 30 MB of them."""
    internal = folder / "_internal"
    libraries = [*internal.glob("libpython*.so*"), *internal.glob("python*/lib-dynload/*.so")]
    run([tool("strip", "binutils"), "--strip-unneeded", *(path for path in libraries if not path.is_symlink())])


def try_bundle(folder: Path) -> None:
    """Let the frozen program test itself where it is."""
    report = WORK / "report.txt"
    report.unlink(missing_ok=True)
    program = folder / ("planimport-gui.exe" if os.name == "nt" else "planimport-gui")
    done = subprocess.run([program, "--selftest", report], env=clean_environment(), timeout=300, check=False)
    ended(report, done.returncode)


def check_bundle(folder: Path, work: Path) -> None:
    """Raises Trouble for a bundle that is too large, or holds or lacks what it should not."""
    names = [path.relative_to(folder).as_posix() for path in files_below(folder)]
    lacking = [end for end in NEEDED if not any(name.endswith(end) for name in names)]
    if lacking:
        raise Trouble(f"the bundle lacks {lacking}")
    foreign = [name for name in names if FOREIGN.search(name)]
    if foreign:
        raise Trouble(f"the bundle holds {foreign[:10]}")
    packed = [folder / name for name in names if b"UPX!" in (folder / name).read_bytes()[:4096]]
    if packed:
        raise Trouble(f"packed by UPX: {packed[:10]}")
    modules = frozen_modules(work)
    forbidden = sorted(name for name in modules if is_excluded(name))
    if forbidden:
        raise Trouble(f"modules that nothing needs were frozen: {forbidden[:10]}")
    say(f"  {len(names)} files, {len(modules)} modules")
    check_size(folder, MOST)


def is_excluded(module: str) -> bool:
    """Whether a module is one of those left out, or inside one."""
    return any(module == name or module.startswith(f"{name}.") for name in EXCLUDED)


def frozen_modules(work: Path) -> set[str]:
    """The modules of PyInstaller's archive, by the table it leaves in its working folder."""
    (table,) = work.glob("PYZ-*.toc")
    content = ast.literal_eval(table.read_text(encoding="utf-8"))
    entries = next(part for part in content if isinstance(part, list))
    return {entry[0] for entry in entries}
