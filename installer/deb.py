"""The Debian package: the bundle in ``/opt/planimport``, two commands, a desktop entry with icon and file types."""

import gzip
import hashlib
import shutil
from pathlib import Path

from installer.about import DIST, NAME, ROOT, WORK, version
from installer.bundle import freeze
from installer.steps import check_size, files_below, fresh, megabytes, run, say, tool, write_sums

MOST = 45.0
DEPENDS = (
    "libc6 (>= 2.36), libgcc-s1, libstdc++6, libgl1, libegl1, libfontconfig1, libfreetype6, libdbus-1-3, libxcb1, "
    "libxkbcommon0, libx11-6, ca-certificates, fonts-dejavu-core | fonts-liberation"
)
"""What ``slim.PROVIDED`` leaves to the system, the certificates it trusts, and a font with Russian letters."""
CONTROL = f"""\
Package: planimport
Version: {{version}}
Architecture: amd64
Maintainer: {NAME} <planimport@localhost>
Section: misc
Priority: optional
Installed-Size: {{size}}
Depends: {DEPENDS}
Recommends: gnome-keyring | kwalletmanager
Description: brings media plans from Excel into Calltouch
 Checks every row of a plan sheet before anything is sent, says what is wrong
 and how to repair it, sends at the pace the service allows, and remembers
 every request, so that nothing is lost and nothing is doubled.
"""


def build() -> Path:
    """The package in ``dist/``. Raises Trouble."""
    tool("objdump", "binutils")
    stage = lay_out(freeze(), fresh(WORK / "deb"))
    package = DIST / f"planimport_{version()}_amd64.deb"
    DIST.mkdir(exist_ok=True)
    say("Packing")
    run([tool("dpkg-deb", "dpkg"), "--root-owner-group", "-Zxz", "-z6", "--build", stage, package])
    check_size(package, MOST)
    write_sums(DIST)
    return package


def lay_out(bundle: Path, stage: Path) -> Path:
    """The file tree of the package."""
    program = stage / "opt" / "planimport"
    shutil.copytree(bundle, program, symlinks=True)
    commands = stage / "usr" / "bin"
    commands.mkdir(parents=True)
    for name in ("planimport", "planimport-gui"):
        (commands / name).symlink_to(f"/opt/planimport/{name}")
    share = stage / "usr" / "share"
    _place(ROOT / "installer" / "linux" / "planimport.desktop", share / "applications" / "planimport.desktop")
    icons = share / "icons" / "hicolor"
    _place(ROOT / "resources" / "icons" / "planimport.svg", icons / "scalable" / "apps" / "planimport.svg")
    for size in (16, 32, 48, 64, 128, 256):
        _place(WORK / "icons" / f"planimport-{size}.png", icons / f"{size}x{size}" / "apps" / "planimport.png")
    _document(share / "doc" / "planimport")
    _control(stage)
    return stage


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _document(folder: Path) -> None:
    folder.mkdir(parents=True)
    changes = (ROOT / "CHANGELOG.md").read_bytes()
    (folder / "changelog.gz").write_bytes(gzip.compress(changes, 9, mtime=0))
    words = (ROOT / "resources" / "licences" / "README.txt").read_text(encoding="utf-8")
    (folder / "copyright").write_text(f"The licences are in /opt/planimport/licences.\n\n{words}", encoding="utf-8")


def _control(stage: Path) -> None:
    for path in stage.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
    size = round(megabytes(stage) * 1_000_000 / 1024)
    folder = stage / "DEBIAN"
    folder.mkdir(mode=0o755)
    (folder / "control").write_text(CONTROL.format(version=version(), size=size), encoding="utf-8")
    sums = "".join(f"{_md5(path)}  {path.relative_to(stage)}\n" for path in _plain(stage))
    (folder / "md5sums").write_text(sums, encoding="utf-8")


def _runs(path: Path) -> bool:
    return path.parent.name == "planimport" and path.name in ("planimport", "planimport-gui")


def _plain(stage: Path) -> list[Path]:
    return [path for path in files_below(stage) if not path.is_symlink() and "DEBIAN" not in path.parts]


def _md5(path: Path) -> str:
    """For ``dpkg --verify``, which looks for damage, not for malice."""
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
