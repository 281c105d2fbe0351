#!/usr/bin/env python3
"""Sets PlanImport up from a fresh clone and runs it, its checks and its chores. Needs Python and nothing else.

    python3 dev.py run       the window with the sample plan, in practice
    python3 dev.py test      all checks

What is set up goes into ``.venv`` beside this file; only missing system packages go elsewhere, as root on Debian.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "planimport-setup"
SETUP_LOG = VENV / "planimport-setup.log"
LOCK = ROOT / "requirements.lock"
BENCH_LOCK = ROOT / "requirements-bench.lock"
LOCKS = {
    "requirements.lock": ["pyproject.toml", "--group", "dev"],
    "requirements-bench.lock": ["--group", "bench", "-c", "requirements.lock"],
    "installer/requirements.lock": ["pyproject.toml", "installer/requirements.in", "-c", "requirements.lock"],
}
OLDEST, NEWEST = (3, 11), (3, 14)
OFFLINE_WORDS = ("NewConnectionError", "ConnectTimeout", "ReadTimeout", "NameResolution", "ProxyError", "Max retries")
VENV_PACKAGE = f"python3.{sys.version_info[1]}-venv"


class Trouble(Exception):
    """Something outside this script keeps it from going on; its text is for the person at the keyboard."""


def main(arguments: list[str]) -> int:
    """Do one command; its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(_usage())
        return 0 if arguments in (["-h"], ["--help"]) else 2
    try:
        _check_python()
        return COMMANDS[arguments[0]](arguments[1:])
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(rest: list[str]) -> int:
    """Open the window on the sample plan, in practice; with arguments: what the console does with those."""
    if rest:
        _set_up(packages={})
        return _python("-m", "planimport_gui.cli", *rest)
    from tests.support import packages, practise

    _set_up(packages.WINDOW if practise.has_display() else {})
    return _python("tests/support/practise.py")


def test(rest: list[str]) -> int:
    """All checks: rules of the house, style, types, translations, packaging, behaviour."""
    _set_up_for_checks()
    return _python("-m", "pytest", "-n", "2", *rest)


def soak(rest: list[str]) -> int:
    """The long random runs; takes hours."""
    _set_up_for_checks()
    return _python("-m", "pytest", "-m", "soak", "--timeout=0", "--hypothesis-profile=soak", *rest)


def bench(rest: list[str]) -> int:
    """Measure, and print the table of figures."""
    _set_up_for_checks()
    _pip_locked(BENCH_LOCK)
    return _python("-m", "pytest", "tests/benchmarks", "-m", "bench", "--timeout=0", "-s", *rest)


def screenshots(rest: list[str]) -> int:
    """Take pictures of the running window, into build/pictures or the folder named; README: those of the README."""
    _set_up_for_checks()
    return _python("tests/support/pictures.py", *(rest or ["build/pictures"]))


def installers(rest: list[str]) -> int:
    """Build the installers: deb, win, mac; with --try, or without any word, they are tried as well."""
    from installer.packages import needed

    _system_packages(needed(rest))
    return _call([sys.executable, "installer/build.py", *rest])


def lock(rest: list[str]) -> int:
    """Resolve pyproject.toml anew into the locks, for all systems, with hashes and without hosts."""
    uv = shutil.which("uv", path=os.pathsep.join([str(PYTHON.parent), os.environ.get("PATH", "")]))
    if uv is None:
        raise Trouble("The locks are made with uv, which is not installed: see https://docs.astral.sh/uv/")
    shape = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate", "--quiet"]
    words = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "python3 dev.py lock"]
    resolve = [uv, "pip", "compile", *shape, *words, *rest]
    for lock_file, sources in LOCKS.items():
        if code := _call([*resolve, *sources, "--output-file", lock_file]):
            return code
    return 0


def compile_catalogues(rest: list[str]) -> int:
    """Compile the catalogues of both languages."""
    _set_up(packages={})
    return _python("-m", "planimport_gui.texts.compile", *rest)


COMMANDS = {command.__name__: command for command in (run, test, soak, bench, screenshots, installers, lock)}
COMMANDS["compile"] = compile_catalogues


def _usage() -> str:
    commands = "\n".join(f"  {name:12}{command.__doc__}" for name, command in COMMANDS.items())
    return f"usage: dev.py COMMAND [OPTIONS OF ITS TOOL]\n\n{commands}"


def _check_python() -> None:
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        found = ".".join(str(part) for part in sys.version_info[:2])
        raise Trouble(f"PlanImport needs Python 3.11 to 3.14, and this is Python {found}.")


def _set_up_for_checks() -> None:
    from tests.support import packages

    _set_up(packages.CHECKS)


def _set_up(packages: dict[str, str]) -> None:
    """Make everything that ``packages`` and the lock name, unless a stamp says that it is there."""
    _system_packages(packages)
    wanted = _fingerprint()
    if not STAMP.is_file() or STAMP.read_text(encoding="utf-8") != wanted:
        _make_venv()
        _install()
        STAMP.write_text(wanted, encoding="utf-8")
    _fresh_catalogues()


def _fingerprint() -> str:
    """Changes with anything that would change what is installed."""
    files = b"".join(path.read_bytes() for path in (LOCK, ROOT / "pyproject.toml", ROOT / "hatch_build.py"))
    return hashlib.sha256(f"{sys.version} {ROOT}".encode() + files).hexdigest()


def _system_packages(packages: dict[str, str]) -> None:
    if sys.platform != "linux":
        return
    missing = [name for name, proof in packages.items() if not any(Path("/").glob(proof))]
    without_pip = not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None
    if without_pip:
        missing.insert(0, VENV_PACKAGE)
    if not missing:
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        _apt_install(missing)
    else:
        _ask_for(missing, needed=without_pip)


def _ask_for(missing: list[str], *, needed: bool) -> None:
    line = f"  sudo apt-get install --no-install-recommends {' '.join(missing)}"
    if needed:
        raise Trouble(f"Python has no pip here. Install these system packages, then start again:\n{line}")
    print(f"Some parts need system packages that are missing here, and will fail or be skipped:\n{line}\n", flush=True)


def _apt_install(packages: list[str]) -> None:
    """The lists of a new machine are empty and those of an old one name files that are gone: then they are fetched."""
    print(f"Installing system packages: {' '.join(packages)}", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["-qq", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=300"]
    install = ["apt-get", "install", "-y", *patient, "--no-install-recommends", *packages]
    result = _quietly(install, quiet)
    for _ in range(2):
        if result.returncode == 0:
            return
        _quietly(["apt-get", "update", *patient], quiet)
        result = _quietly(install, quiet)
    if result.returncode != 0:
        raise Trouble(f"apt-get could not install the system packages:\n{_tail(result.stdout)}")


def _make_venv() -> None:
    STAMP.unlink(missing_ok=True)
    if _venv_works():
        return
    print("Making .venv", flush=True)
    base = getattr(sys, "_base_executable", sys.executable)
    result = _quietly([base, "-m", "venv", "--clear", str(VENV)])
    if result.returncode != 0:
        raise Trouble(f"The folder .venv could not be made:\n{_tail(result.stdout)}")


def _venv_works() -> bool:
    """Whether .venv has pip and is of this very Python version."""
    if not PYTHON.exists():
        return False
    ask = "import sys, pip; print(sys.version)"
    result = _quietly([str(PYTHON), "-c", ask])
    return result.returncode == 0 and result.stdout.strip() == sys.version.strip()


def _install() -> None:
    print("Installing the libraries into .venv; once, a minute or two", flush=True)
    _pip_locked(LOCK)
    _pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def _pip_locked(lock: Path) -> None:
    """Wheels alone, and elsewhere no build isolation: both would bring in what no lock has hashes for."""
    _pip("--require-hashes", "--only-binary=:all:", "-r", str(lock))


def _pip(*arguments: str) -> None:
    result = _quietly([str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", *arguments])
    SETUP_LOG.write_text(result.stdout, encoding="utf-8")
    if result.returncode != 0:
        raise Trouble(f"{_why_pip_failed(result.stdout)}\nAll that pip said is in {SETUP_LOG}")


def _why_pip_failed(output: str) -> str:
    if "CERTIFICATE_VERIFY_FAILED" in output:
        return "The libraries could not be downloaded: the certificate of the package index is not trusted here."
    if any(word in output for word in OFFLINE_WORDS):
        return "The libraries could not be downloaded: no connection to the package index. Check network and proxy."
    if "DO NOT MATCH THE HASHES" in output:
        return "A downloaded library is not the one of requirements.lock; it was not installed."
    if "No space left" in output:
        return "The libraries could not be installed: the disk is full."
    return f"The libraries could not be installed:\n{_tail(output)}"


def _fresh_catalogues() -> None:
    """A checkout has no compiled catalogues until this made them; after a change they are made anew."""
    for folder in ROOT.glob("planimport_gui/texts/locale/*/LC_MESSAGES"):
        target = folder / "planimport.mo"
        newest = max(source.stat().st_mtime for source in folder.glob("*.po"))
        if not target.exists() or target.stat().st_mtime < newest:
            result = _quietly([str(PYTHON), "-m", "planimport_gui.texts.compile"])
            if result.returncode != 0:
                raise Trouble(f"The catalogues could not be compiled:\n{_tail(result.stdout)}")
            os.utime(target)


def _python(*arguments: str) -> int:
    return _call([str(PYTHON), *arguments])


def _call(command: list[str]) -> int:
    """Run with this terminal; its exit code. Interrupted, the child gets the signal too and ends itself."""
    with subprocess.Popen(command, cwd=ROOT) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue


def _quietly(command: list[str], environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        encoding="utf-8", errors="replace", check=False,
    )  # fmt: skip


def _tail(output: str) -> str:
    return "\n".join(f"  {line}" for line in output.strip().splitlines()[-8:])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
