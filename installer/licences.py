"""Gathers the licences of everything that is shipped: ``python -m installer.licences FOLDER [SITE-PACKAGES]``.

Run with the build environment. On Debian the licences of the bundled system libraries come along, as Debian has them.
"""

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD_ONLY = {
    "altgraph", "babel", "macholib", "packaging", "pefile", "pip", "planimport", "pycparser",
    "pyinstaller-hooks-contrib", "setuptools",
}  # fmt: skip
"""Nothing of these is in a bundle. PyInstaller's own loader is."""
OURS = {"pyside6-essentials": "qt", "shiboken6": "qt"}
"""Libraries whose wheels bring no text of their licence: it is in ``resources/licences``."""
_TEXT = re.compile(r"(licen[sc]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


def main(folder: Path, site_packages: str | None = None) -> None:
    """Fill ``folder``. Raises FileNotFoundError for a library without a licence."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "resources" / "licences", folder)
    found = metadata.distributions(path=[site_packages]) if site_packages else metadata.distributions()
    for library in found:
        name = re.sub(r"[-_.]+", "-", library.metadata["Name"]).lower()
        if name not in BUILD_ONLY and name not in OURS:
            _copy_library(library, folder / f"{name}-{library.version}")
    _copy_python(folder / "python", Path(site_packages).parent if site_packages else None)
    if shutil.which("dpkg-query"):
        _copy_system(folder.parent, folder / "system")


def _copy_library(library: metadata.Distribution, folder: Path) -> None:
    texts = [file for file in library.files or () if ".dist-info/" in str(file) and _TEXT.search(str(file))]
    if not texts:
        raise FileNotFoundError(f"{library.metadata['Name']} brings no licence: add it to resources/licences")
    folder.mkdir(parents=True)
    for text in texts:
        shutil.copyfile(str(library.locate_file(text)), folder / text.name)


def _copy_python(folder: Path, home: Path | None) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    places = [
        *([home / "LICENSE.txt"] if home else []),
        Path(sys.base_prefix) / "LICENSE.txt",
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(f"/usr/share/doc/python{version}/copyright"),
        Path(f"/usr/share/doc/libpython{version}-minimal/copyright"),
    ]
    text = next((place for place in places if place.is_file()), None)
    if text is None:
        raise FileNotFoundError("the licence of Python is in none of its usual places")
    folder.mkdir(parents=True)
    shutil.copyfile(text, folder / "LICENSE.txt")


def _copy_system(bundle: Path, folder: Path) -> None:
    """Of libraries at the top of the bundle: those that PyInstaller took from Debian's packages."""
    libraries = [path.name for path in (bundle / "_internal").glob("lib*.so*") if not path.is_symlink()]
    for package in _packages(libraries):
        folder.mkdir(parents=True, exist_ok=True)
        text = Path("/usr/share/doc") / package / "copyright"
        if not text.is_file():
            raise FileNotFoundError(f"no licence of {package}")
        shutil.copyfile(text, folder / f"{package}.txt")


def _packages(libraries: Iterable[str]) -> list[str]:
    patterns = [f"*/{name}" for name in libraries]
    if not patterns:
        return []
    told = subprocess.run(
        ["dpkg-query", "--search", *patterns], capture_output=True, encoding="utf-8", check=False
    ).stdout
    lines = (line.split(": ")[0] for line in told.splitlines() if not line.startswith("diversion"))
    return sorted({package.split(":")[0].strip() for line in lines for package in line.split(",")})


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
