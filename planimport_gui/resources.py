"""Finds the files of ``resources/``, wherever the program runs from."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """The path of a file or folder of ``resources/``, such as ``sample-plan.xlsx``.

    A wheel and a frozen program carry the folder inside the package as ``_resources``; a checkout, editable
    installs included, has it beside the package. Raises FileNotFoundError where there is no such file.
    """
    path = _folder() / name
    if not path.exists():
        raise FileNotFoundError(f"no resource {name!r} in {path.parent}")
    return path


def _folder() -> Path:
    shipped = _PACKAGE / "_resources"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "resources"
