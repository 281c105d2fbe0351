"""What installers say about the program: names, version, where things lie in this checkout."""

import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build" / "installers"
"""Everything on the way: virtual environments, bundles, stages. In .gitignore."""
DIST = ROOT / "dist"
"""What people get."""
NAME = "PlanImport"
PUBLISHER = "PlanImport"
DESCRIPTION = {"en": "Brings media plans from Excel into Calltouch", "ru": "Переносит медиапланы из Excel в Calltouch"}


def version() -> str:
    """As the package says it, without importing it."""
    text = (ROOT / "planimport_gui" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([^"]+)"', text, re.MULTILINE)
    if found is None:
        raise ValueError("planimport_gui/__init__.py names no version")
    return found[1]


def four_numbers() -> str:
    """The version as Windows wants it: ``1.2.3`` as ``1.2.3.0``."""
    numbers = re.findall(r"\d+", version())[:3]
    return ".".join([*numbers, *["0"] * (4 - len(numbers))])


def version_info(program: str) -> Any:
    """What Windows shows among the properties of a program; for the spec, on Windows alone."""
    from PyInstaller.utils.win32 import versioninfo as parts  # type: ignore[import-untyped]  # PyInstaller has no types

    numbers = tuple(int(number) for number in four_numbers().split("."))
    words = {
        "ProductName": NAME,
        "FileDescription": NAME if program.endswith("gui") else f"{NAME} (console)",
        "CompanyName": PUBLISHER,
        "FileVersion": four_numbers(),
        "ProductVersion": version(),
        "OriginalFilename": f"{program}.exe",
    }
    table = parts.StringTable("040904B0", [parts.StringStruct(key, value) for key, value in words.items()])
    return parts.VSVersionInfo(
        ffi=parts.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[parts.StringFileInfo([table]), parts.VarFileInfo([parts.VarStruct("Translation", [1033, 1200])])],
    )
