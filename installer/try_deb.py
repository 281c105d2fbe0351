"""Tries the Debian package in a pristine Debian without Python: install, self-test, console, remove, leave nothing."""

import os
import shutil
import stat
import time
from collections.abc import Collection
from pathlib import Path

from installer.about import WORK
from installer.screen import screen, watched, window_manager
from installer.steps import Trouble, clean_environment, ended, files_below, fresh, retried, run, say, tool
from installer.try_start import compare, second_start

RELEASE = "bookworm"
PRISTINE = WORK / "pristine"
CHROOT = WORK / "chroot"
SAMPLE = "/opt/planimport/_internal/planimport_gui/_resources/sample-plan.xlsx"


def try_deb(package: Path) -> None:
    """Needs debootstrap, and root with its usual rights. Raises Trouble.

    Where those rights are withheld, as in some containers, the files alone are tried, and that is said. It is no
    failure: nothing is wrong with the package then, and a check that is always red would soon be switched off.
    """
    if lacking := _lacking():
        say(f"NOT TRIED IN A PRISTINE DEBIAN: {', '.join(lacking)} is not allowed here. Only what is packed is tried.")
        _try_unpacked(package)
        return
    _pristine()
    before = _names()
    shutil.copy(package, CHROOT / "tmp" / "planimport.deb")
    depends = _inside("dpkg-deb", "--field", "/tmp/planimport.deb", "Depends")
    say("Installing what it depends on, then the package")
    retried("apt-get", lambda: _fetch(depends.strip()))
    with_depends = _names()
    _inside("dpkg", "--install", "/tmp/planimport.deb")
    _check_no_python()
    _try_program()
    say("Removing the package")
    _inside("dpkg", "--remove", "planimport")
    left = sorted(_names() - with_depends - {"/tmp/planimport.deb"})
    if left:
        raise Trouble(f"removal left behind: {left[:10]}")
    if _inside("dpkg-query", "--list", "planimport", allowed=(0, 1)).rfind("\nii") >= 0:
        raise Trouble("dpkg still knows the package")
    say(f"  nothing is left of it ({len(with_depends)} files, {len(before)} before what it depends on)")


def _lacking() -> list[str]:
    """What a pristine Debian needs and this process may not do: tried, since a container may forbid it to root too."""
    return [what for what, attempt in {"chroot": _chroots, "mknod": _makes_devices}.items() if not attempt()]


def _chroots() -> bool:
    try:
        run([tool("chroot", "coreutils"), "/", "true"])
    except (Trouble, OSError):
        return False
    return True


def _makes_devices() -> bool:
    """And may use them, where the build folder lies."""
    WORK.mkdir(parents=True, exist_ok=True)
    device = WORK / "null"
    device.unlink(missing_ok=True)
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        device.write_bytes(b"nothing")
    except OSError:
        return False
    finally:
        device.unlink(missing_ok=True)
    return True


def _try_unpacked(package: Path) -> None:
    folder = fresh(WORK / "unpacked")
    run(["dpkg-deb", "--extract", package, folder])
    report, data = WORK / "report.txt", fresh(WORK / "start")
    report.unlink(missing_ok=True)
    bare = {"PATH": "/usr/bin:/bin", "QT_QPA_PLATFORM": "offscreen", "PLANIMPORT_DATA_DIR": str(data)}
    said = run([folder / "opt" / "planimport" / "planimport-gui", "--selftest", report], bare, allowed=range(-64, 256))
    ended(report, 0, said)


def _fetch(depends: str) -> None:
    _inside("apt-get", "update", "-qq", "-o", "Acquire::Retries=3")
    _inside("apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", "-o", "Acquire::Retries=3", depends)


def _pristine() -> None:
    """A fresh copy of a smallest Debian, which is made once."""
    if not (PRISTINE / "done").exists():
        say("Making a pristine Debian; once")
        retried("debootstrap", _bootstrap)
        shutil.copy("/etc/resolv.conf", PRISTINE / "etc" / "resolv.conf")
        (PRISTINE / "done").touch()
    shutil.rmtree(CHROOT, ignore_errors=True)
    run(["cp", "-a", PRISTINE, CHROOT])
    _inside("bash", "-c", "test -c /dev/null || mknod -m 666 /dev/null c 1 3")


def _bootstrap() -> None:
    shutil.rmtree(PRISTINE, ignore_errors=True)
    PRISTINE.parent.mkdir(parents=True, exist_ok=True)
    run([tool("debootstrap", "debootstrap"), "--variant=minbase", RELEASE, PRISTINE, _mirror()])


def _mirror() -> str:
    """The archive that this Debian itself uses."""
    told = run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)"])
    uris = [line.split()[0] for line in told.splitlines() if line.split()[1:] == [RELEASE]]
    if not uris:
        raise Trouble(f"this system has no package source of {RELEASE}")
    return uris[0]


def _inside(*command: str, allowed: Collection[int] = (0,), **environment: str) -> str:
    """Run in the chroot as root, with a bare environment."""
    words = [f"{key}={value}" for key, value in {**_bare(), **environment}.items()]
    return run(["env", "-i", *words, tool("chroot", "coreutils"), CHROOT, *command], allowed=allowed)


def _bare() -> dict[str, str]:
    proxies = {key: value for key, value in clean_environment().items() if key.lower().endswith("_proxy")}
    place = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root"}
    return {"DEBIAN_FRONTEND": "noninteractive", **proxies, **place}


def _names() -> set[str]:
    """Every file that is not the system's own bookkeeping."""
    skip = ("/proc/", "/sys/", "/dev/", "/var/cache/", "/var/log/", "/var/lib/apt/", "/var/lib/dpkg/", "/root/.cache/")
    names = {f"/{path.relative_to(CHROOT)}" for path in files_below(CHROOT)}
    return {name for name in names if not name.startswith(skip)}


def _check_no_python() -> None:
    found = _inside("bash", "-c", "command -v python3 python || true").strip()
    if found:
        raise Trouble(f"the chroot has a Python: {found}")


def _try_program() -> None:
    say("The self-test, without a screen")
    _self_test("offscreen", "")
    say("The self-test, with a screen")
    program: list[str | Path] = [tool("chroot", "coreutils"), CHROOT, "planimport-gui"]
    with screen() as shown, watched(shown):
        _self_test("xcb", os.environ["DISPLAY"])
        say("The first window")
        compare(shown, program, _bare(), CHROOT / "tmp" / "start")
        with window_manager():
            second_start(program, _bare(), SAMPLE)
    said = _inside("planimport", "check", SAMPLE, allowed=(1,), PLANIMPORT_LANG="ru", PLANIMPORT_DATA_DIR="/tmp/data")
    if "план" not in said.lower():
        raise Trouble(f"the console said: {said[:300]}")
    say(f"  planimport --version: {_inside('planimport', '--version').strip()}")
    for left in (CHROOT / "tmp").iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "planimport.deb":
            left.unlink()
    shutil.rmtree(CHROOT / "root" / ".cache", ignore_errors=True)


def _self_test(platform: str, display: str) -> None:
    report = CHROOT / "tmp" / "report.txt"
    report.unlink(missing_ok=True)
    start = time.perf_counter()
    said = _inside(
        "planimport-gui", "--selftest", "/tmp/report.txt", allowed=range(-64, 256), QT_QPA_PLATFORM=platform,
        DISPLAY=display, PLANIMPORT_DATA_DIR="/tmp/data",
    )  # fmt: skip
    ended(report, 0, said)
    say(f"  {time.perf_counter() - start:.1f} s")
    report.unlink()
    shutil.rmtree(CHROOT / "root" / ".cache", ignore_errors=True)
