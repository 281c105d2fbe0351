"""Tries the Debian package in a pristine Debian without Python: install, self-test, console, remove, leave nothing."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.about import WORK
from installer.steps import Trouble, clean_environment, ended, files_below, run, say, tool

RELEASE = "bookworm"
PRISTINE = WORK / "pristine"
CHROOT = WORK / "chroot"
DISPLAY = ":97"


def try_deb(package: Path) -> None:
    """Needs root and debootstrap. Raises Trouble."""
    if os.geteuid() != 0:
        raise Trouble("trying the package needs root: it works in a chroot")
    _pristine()
    before = _names()
    shutil.copy(package, CHROOT / "tmp" / "planimport.deb")
    depends = _inside("dpkg-deb", "--field", "/tmp/planimport.deb", "Depends")
    say("Installing what it depends on, then the package")
    _inside("apt-get", "update", "-qq")
    _inside("apt-get", "satisfy", "-y", "-qq", "--no-install-recommends", depends.strip())
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


def _pristine() -> None:
    """A fresh copy of a smallest Debian, which is made once."""
    if not (PRISTINE / "done").exists():
        say("Making a pristine Debian; once")
        shutil.rmtree(PRISTINE, ignore_errors=True)
        run([tool("debootstrap", "debootstrap"), "--variant=minbase", RELEASE, PRISTINE, _mirror()])
        shutil.copy("/etc/resolv.conf", PRISTINE / "etc" / "resolv.conf")
        (PRISTINE / "done").touch()
    shutil.rmtree(CHROOT, ignore_errors=True)
    run(["cp", "-a", PRISTINE, CHROOT])
    _inside("bash", "-c", "test -c /dev/null || mknod -m 666 /dev/null c 1 3")


def _mirror() -> str:
    """The archive that this Debian itself uses."""
    told = run(["apt-get", "indextargets", "--format", "$(REPO_URI) $(RELEASE)"])
    uris = [line.split()[0] for line in told.splitlines() if line.split()[1:] == [RELEASE]]
    if not uris:
        raise Trouble(f"this system has no package source of {RELEASE}")
    return uris[0]


def _inside(*command: str, allowed: tuple[int, ...] = (0,), **environment: str) -> str:
    """Run in the chroot as root, with a bare environment."""
    place = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C.UTF-8", "HOME": "/root", **environment}
    proxies = {key: value for key, value in clean_environment().items() if key.lower().endswith("_proxy")}
    done = subprocess.run(
        ["chroot", str(CHROOT), *command],
        env={"DEBIAN_FRONTEND": "noninteractive", **proxies, **place},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode not in allowed:
        raise Trouble(f"in the chroot {' '.join(command)} ended with {done.returncode}:\n{done.stdout[-2000:]}")
    return done.stdout


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
    with screen(DISPLAY):
        _self_test("xcb", DISPLAY)
    said = _inside("planimport", "check", "/opt/planimport/_internal/planimport_gui/_resources/sample-plan.xlsx",
                   allowed=(1,), PLANIMPORT_LANG="ru", PLANIMPORT_DATA_DIR="/tmp/data")  # fmt: skip
    if "план" not in said.lower():
        raise Trouble(f"the console said: {said[:300]}")
    say(f"  planimport --version: {_inside('planimport', '--version').strip()}")
    shutil.rmtree(CHROOT / "tmp" / "data", ignore_errors=True)


def _self_test(platform: str, display: str) -> None:
    report = CHROOT / "tmp" / "report.txt"
    report.unlink(missing_ok=True)
    start = time.perf_counter()
    said = _inside(
        "planimport-gui", "--selftest", "/tmp/report.txt", allowed=tuple(range(256)), QT_QPA_PLATFORM=platform,
        DISPLAY=display, PLANIMPORT_DATA_DIR="/tmp/data",
    )  # fmt: skip
    if not report.exists():
        raise Trouble(f"the self-test wrote no report: {said[-2000:]}")
    ended(report, 0)
    say(f"  {time.perf_counter() - start:.1f} s")
    report.unlink()
    shutil.rmtree(CHROOT / "root" / ".cache", ignore_errors=True)


@contextmanager
def screen(display: str) -> Iterator[None]:
    """An X server without a monitor; its socket is reachable from a chroot too, since it is an abstract one."""
    server = subprocess.Popen(
        [tool("Xvfb", "xvfb"), display, "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _await_socket(display, server)
        yield
    finally:
        server.terminate()
        server.wait()


def _await_socket(display: str, server: subprocess.Popen[bytes]) -> None:
    socket = Path(f"/tmp/.X11-unix/X{display.lstrip(':')}")
    for _ in range(100):
        if socket.exists():
            return
        if server.poll() is not None:
            raise Trouble(f"Xvfb did not start on {display}: another one may be running there")
        time.sleep(0.1)
    raise Trouble("Xvfb does not answer")
