"""The macOS application and its disk image. Signs and notarises only where the secrets are in the environment."""

import os
import plistlib
import re
import shutil
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from installer.about import DIST, NAME, ROOT, WORK, version
from installer.bundle import freeze
from installer.environment import LOCKED, build_python, lock_for
from installer.steps import (
    Trouble,
    check_size,
    clean_environment,
    ended,
    files_below,
    fresh,
    retried,
    run,
    say,
    write_sums,
)

MOST = 90.0
IDENTIFIER = "io.github.planimport.PlanImport"
OLDEST = "13.0"
"""The macOS that PySide6's wheels are built for; the build compares it with what the libraries ask for."""
_PYTHON = "3.13"
"""Of the workflow that builds it."""
ENTITLEMENTS = ROOT / "installer" / "macos" / "entitlements.plist"
SIGN = "PLANIMPORT_CODESIGN_IDENTITY"
NOTARY = ("PLANIMPORT_NOTARY_KEY_FILE", "PLANIMPORT_NOTARY_KEY_ID", "PLANIMPORT_NOTARY_ISSUER")


def plist() -> dict[str, Any]:
    """Info.plist: what the Finder and the Dock know of the application."""
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleExecutable": "planimport-gui",
        "CFBundlePackageType": "APPL",
        "CFBundleShortVersionString": version(),
        "CFBundleVersion": version(),
        "CFBundleDevelopmentRegion": "ru",
        "CFBundleLocalizations": ["ru", "en"],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Excel workbook",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [
                    "org.openxmlformats.spreadsheetml.sheet",
                    "org.openxmlformats.spreadsheetml.sheet.macroenabled",
                ],
            }
        ],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        "NSRequiresAquaSystemAppearance": False,
    }


def build() -> Path:
    """The disk image in ``dist/``. Raises Trouble."""
    if sys.platform != "darwin":
        raise Trouble("the application for macOS is made on macOS: see .github/workflows/installers.yml")
    licences = freeze() / "licences"
    check_oldest(Path(run([build_python(), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()))
    app = WORK / "frozen" / f"{NAME}.app"
    shutil.copytree(licences, app / "Contents" / "Resources" / "licences")
    _sign(app, os.environ)
    image = _image(app)
    if os.environ.get(SIGN):
        run(["codesign", "--sign", os.environ[SIGN], "--timestamp", image])
    _notarise(image, os.environ)
    check_size(image, MOST)
    write_sums(DIST)
    return image


def oldest_system(libraries: Path) -> tuple[int, int]:
    """The oldest macOS on which every installed wheel runs, by its tags; of several tags the wheel's oldest counts."""
    wanted = [(0, 0)]
    for wheel in libraries.glob("*.dist-info/WHEEL"):
        found = re.findall(r"^Tag: .*-macosx_(\d+)_(\d+)_", wheel.read_text(encoding="utf-8"), re.MULTILINE)
        wanted += [min((int(major), int(minor)) for major, minor in found)] if found else []
    return max(wanted)


def check_oldest(libraries: Path) -> None:
    """Raises Trouble where a library needs a newer macOS than Info.plist promises."""
    major, minor = oldest_system(libraries)
    promised = tuple(int(part) for part in OLDEST.split("."))
    if (major, minor) > promised:
        raise Trouble(f"the libraries need macOS {major}.{minor}, and Info.plist promises {OLDEST}")


def check_wheels() -> None:
    """Whether every library of the lock is there for the oldest macOS, on both kinds of Mac; on any system.

    Raises Trouble. Nothing is installed: pip only picks the files, by the tags in their names.
    """
    oldest = OLDEST.replace(".", "_")
    for machine in ("arm64", "x86_64"):
        lock = lock_for(f"macos-{machine}", sys_platform="darwin", platform_system="Darwin", os_name="posix",
                        platform_machine=machine, python_version=_PYTHON,
                        python_full_version=f"{_PYTHON}.0")  # fmt: skip
        platform = ["--platform", f"macosx_{oldest}_{machine}", "--python-version", _PYTHON, "--implementation", "cp"]
        pick: list[str | Path] = ["install", *LOCKED, "--dry-run", "--no-deps", *platform, "--target", WORK / "nowhere"]
        command: list[str | Path] = [build_python(), "-m", "pip", *pick, "--requirement", lock]
        retried("pip", partial(run, command))
        say(f"  all {lock.read_text(encoding='utf-8').count('==')} libraries are there for macOS {OLDEST} on {machine}")


def try_mac(image: Path) -> None:
    """Mount the image, copy the application out of it and let it test itself."""
    mounted, copied = WORK / "mounted", fresh(WORK / "copied")
    run(["hdiutil", "attach", image, "-nobrowse", "-readonly", "-mountpoint", mounted])
    try:
        run(["cp", "-R", mounted / f"{NAME}.app", copied])
    finally:
        run(["hdiutil", "detach", mounted])
    app = copied / f"{NAME}.app"
    run(["codesign", "--verify", "--deep", "--strict", app])
    written = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    wrong = {key for key, value in plist().items() if written.get(key) != value}
    if wrong:
        raise Trouble(f"Info.plist of the application differs in {sorted(wrong)}")
    report = WORK / "report.txt"
    report.unlink(missing_ok=True)
    run([app / "Contents" / "MacOS" / "planimport-gui", "--selftest", report], clean_environment())
    ended(report, 0)
    said = run([app / "Contents" / "MacOS" / "planimport", "--version"], clean_environment())
    if version() not in said:
        raise Trouble(f"the console said {said!r}")


def signing_commands(app: Path, identity: str, inside: list[Path]) -> list[list[str]]:
    """Every library and program first, the application last, each with the hardened runtime."""
    options = ["codesign", "--force", "--options", "runtime", "--sign", identity]
    if identity != "-":
        options.insert(2, "--timestamp")
    entitled = [*options, "--entitlements", str(ENTITLEMENTS)]
    programs = app / "Contents" / "MacOS"
    commands = [[*(entitled if path.parent == programs else options), str(path)] for path in inside]
    return [*commands, [*entitled, str(app)]]


def _sign(app: Path, environment: Mapping[str, str]) -> None:
    """Without an identity for this computer alone ("-"): arm64 runs nothing that is not signed at all."""
    say("Signing" if environment.get(SIGN) else "Signing for this computer alone: no identity in the environment")
    inside = [path for path in files_below(app) if not path.is_symlink() and _is_code(path)]
    for command in signing_commands(app, environment.get(SIGN) or "-", inside):
        run(command)


def _is_code(path: Path) -> bool:
    """Mach-O files, thin or universal, by their first bytes."""
    with path.open("rb") as file:
        return file.read(4) in (b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa\xcf", b"\xca\xfe\xba\xbe", b"\xbe\xba\xfe\xca")


def _image(app: Path) -> Path:
    """``cp -R`` keeps the symbolic links inside the application, which its signature covers."""
    stage = fresh(WORK / "image")
    run(["cp", "-R", app, stage])
    (stage / "Applications").symlink_to("/Applications")
    DIST.mkdir(exist_ok=True)
    machine = run(["uname", "-m"]).strip()
    image = DIST / f"{NAME}-{version()}-{'apple-silicon' if machine == 'arm64' else 'intel'}.dmg"
    image.unlink(missing_ok=True)
    run(["hdiutil", "create", "-volname", NAME, "-srcfolder", stage, "-fs", "HFS+", "-format", "UDZO", image])
    return image


def _notarise(image: Path, environment: Mapping[str, str]) -> None:
    key, key_id, issuer = (environment.get(name) for name in NOTARY)
    if not (environment.get(SIGN) and key and key_id and issuer):
        say("Not notarised: no secrets in the environment; Gatekeeper will ask")
        return
    access = ["--key", key, "--key-id", key_id, "--issuer", issuer]
    run(["xcrun", "notarytool", "submit", image, *access, "--wait"])
    run(["xcrun", "stapler", "staple", image])
    run(["xcrun", "stapler", "validate", image])
