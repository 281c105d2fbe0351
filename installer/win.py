"""The Windows setup program, compiled by NSIS over the bundle. NSIS runs on Debian as well as on Windows."""

import os
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from installer import wine
from installer.about import DIST, NAME, ROOT, WORK, four_numbers, version
from installer.bundle import freeze, icons
from installer.sign import can_sign, sign
from installer.steps import Trouble, check_size, files_below, fresh, megabytes, run, say, write_sums

MOST = 30.0
PROGRAMS = ("planimport-gui.exe", "planimport.exe")


def build(bundle: Path | None = None) -> Path:
    """The setup program in ``dist/``, over a bundle that was frozen on Windows or, without one, over a fresh one.

    One with a bundle that wine froze says so in its name: it is for trials, not for people.
    """
    kind = "setup" if bundle or os.name == "nt" else "trial-setup"
    bundle = bundle or (freeze() if os.name == "nt" else wine.freeze())
    DIST.mkdir(exist_ok=True)
    name = f"{NAME}-{version()}-{kind}.exe"
    if can_sign():
        for program in PROGRAMS:
            sign(bundle / program)
    setup = compile_setup(bundle, DIST / name, version(), four_numbers())
    check_size(setup, MOST)
    write_sums(DIST)
    return setup


def compile_setup(bundle: Path, out: Path, named: str, numbers: str, *, quick: bool = False) -> Path:
    """A setup program that installs exactly the files of ``bundle``; made ``quick`` it is larger."""
    say(f"Compiling {out.name}")
    files = fresh(WORK / "nsis") / "files.nsh"
    files.write_text(file_lists(bundle, [path.relative_to(bundle) for path in files_below(bundle)]), encoding="utf-8")
    pictures = WORK / "icons" if (WORK / "icons").is_dir() else icons()
    values = {
        "VERSION": named,
        "FOUR_NUMBERS": numbers,
        "FILES": files,
        "ICON": pictures / "planimport.ico",
        "SIDE": pictures / "planimport-side.bmp",
        **_licence_pages(files.parent),
        "SIZE": round(megabytes(bundle) * 1_000_000 / 1024),
        "OUT": out,
    }
    if quick:
        values["QUICK"] = 1
    if can_sign():
        values["SIGN"] = f"{sys.executable} {ROOT / 'installer' / 'sign.py'}"
    minus = "/" if os.name == "nt" else "-"
    defines = [f"{minus}D{key}={value}" for key, value in values.items()]
    script = ROOT / "installer" / "windows" / "setup.nsi"
    charset = [f"{minus}INPUTCHARSET", "UTF8", f'{minus}X!addincludedir "{script.parent}"']
    run([_makensis(), f"{minus}V2", f"{minus}WX", *charset, f"{minus}XTarget amd64-unicode", *defines, script])
    return out


def file_lists(bundle: Path, files: Iterable[Path]) -> str:
    """Two NSIS macros: to lay every file in its folder, and to take every file and each folder that is empty then."""
    names = sorted(PurePosixPath(*path.parts) for path in files)
    folders = sorted({parent for name in names for parent in name.parents} - {PurePosixPath(".")})
    lines = ["!macro INSTALL_FILES"]
    for folder in [PurePosixPath("."), *folders]:
        inside = [name for name in names if name.parent == folder]
        if inside:
            lines.append(f'  SetOutPath "$INSTDIR{_below(folder)}"')
            lines += [f'  File "{bundle / name}"' for name in inside]
    lines += ["!macroend", "!macro REMOVE_FILES"]
    lines += [f'  Delete "$INSTDIR{_below(name)}"' for name in names]
    lines += [f'  RMDir "$INSTDIR{_below(folder)}"' for folder in reversed(folders)]
    return "\n".join([*lines, "!macroend", ""])


def _licence_pages(folder: Path) -> dict[str, Path]:
    """What is said of the licences, a file a language, in paragraphs that a page may wrap."""
    text = (ROOT / "resources" / "licences" / "README.txt").read_text(encoding="utf-8")
    pages = {}
    for name, part in zip(("EN", "RU"), re.split(r"\n-{80,}\n", text), strict=True):
        path = folder / f"licence-{name}.txt"
        path.write_text(flowing(part), encoding="utf-8-sig", newline="\r\n")
        pages[f"LICENCE_{name}"] = path
    return pages


def flowing(text: str) -> str:
    """Without the breaks inside paragraphs, and without lines of dashes below headings."""
    paragraphs = re.split(r"\n\s*\n", re.sub(r"\n[-=]{4,}", "\n", text.strip()))
    return "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs) + "\n"


def _below(name: PurePosixPath) -> str:
    if "$" in str(name) or '"' in str(name):
        raise Trouble(f"NSIS cannot take this name as it is: {name}")
    return "" if name == PurePosixPath(".") else "\\" + str(name).replace("/", "\\")


def _makensis() -> str:
    places = [shutil.which("makensis"), r"C:\Program Files (x86)\NSIS\makensis.exe"]
    found = next((place for place in places if place and Path(place).is_file()), None)
    if found is None:
        raise Trouble("makensis is missing; on Debian it is in the package nsis")
    return found
