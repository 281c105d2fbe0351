"""Small steps that every build shares: run a tool, find one, sum up files."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")


class Trouble(Exception):
    """The build cannot go on; the text says why, to whoever started it."""


_LAST_WORDS = 10
_BEGUN = time.monotonic()


def say(words: str) -> None:
    """A line of progress, with the seconds since the beginning."""
    print(f"[{time.monotonic() - _BEGUN:4.0f} s] {words}", flush=True)


def run(
    command: Sequence[str | Path],
    environment: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    *,
    allowed: Collection[int] = (0,),
    seconds: float = 600,
) -> str:
    """Run to the end and answer what it said. Raises Trouble with the last lines where it failed or did not end.

    Something that it left running may hold its output open: that is not waited for.
    """
    words = [str(word) for word in command]
    process = subprocess.Popen(
        words, env={**os.environ, **(environment or {})}, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )  # fmt: skip
    said: list[bytes] = []
    listener = threading.Thread(target=_listen, args=(process, said), daemon=True)
    listener.start()
    try:
        code: int | None = process.wait(seconds)
    except subprocess.TimeoutExpired:
        code = None
    finally:
        end(process)
    listener.join(_LAST_WORDS)
    text = b"".join(said).decode("utf-8", "replace").replace("\r\n", "\n")
    if code not in allowed:
        tail = "\n".join(text.strip().splitlines()[-25:])
        how = f"did not end within {seconds:.0f} s" if code is None else f"ended with {code}"
        raise Trouble(f"{' '.join(words)[:500]} {how}:\n{tail}")
    return text


def _listen(process: "subprocess.Popen[bytes]", said: list[bytes]) -> None:
    assert process.stdout is not None
    with process.stdout as output:
        said.extend(iter(lambda: output.read1(), b""))  # type: ignore[attr-defined]  # a BufferedReader


def end(process: "subprocess.Popen[bytes]") -> None:
    """End it, if it still runs, and what it has started, each by its number."""
    if process.poll() is None:
        for number in _below(process.pid):
            with suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.kill()
        process.wait()


def _below(number: int) -> list[int]:
    """The processes that a process has started, and theirs; where /proc tells."""
    found = []
    for one in Path("/proc").glob(f"{number}/task/*/children"):
        with suppress(OSError):
            for child in map(int, one.read_text(encoding="ascii").split()):
                found += [*_below(child), child]
    return found


def retried(what: str, act: Callable[[], T]) -> T:
    """What needs the network: three times at most, with a pause. Raises the last Trouble."""
    for pause in (5, 20):
        try:
            return act()
        except Trouble as trouble:
            say(f"{what} failed and is tried once more in {pause} s: {str(trouble).splitlines()[-1]}")
            time.sleep(pause)
    return act()


def tool(name: str, package: str) -> str:
    """The path of a program. Raises Trouble that names the Debian package to install."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        raise Trouble(f"{name} is missing; on Debian it is in the package {package}")
    return found


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files_below(folder: Path) -> Iterator[Path]:
    """Every file, symbolic links included, in a stable order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_symlink() or not path.is_dir())


def megabytes(path: Path) -> float:
    """The size of a file, or of all files in a folder."""
    sizes = (file.lstat().st_size for file in ([path] if path.is_file() else files_below(path)))
    return sum(sizes) / 1_000_000


def check_size(path: Path, most: float) -> None:
    """Raises Trouble where a file or folder is larger than ``most`` MB."""
    size = megabytes(path)
    say(f"  {path.name}: {size:.1f} MB of at most {most:.0f}")
    if size > most:
        raise Trouble(f"{path.name} has {size:.1f} MB, at most {most:.0f} are wanted: see installer/slim.py")


def write_sums(folder: Path) -> None:
    """SHA256SUMS of every other file of a folder, in the form that ``sha256sum --check`` reads."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != "SHA256SUMS"
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8", newline="\n")


def ended(report: Path, code: int, said: str = "") -> None:
    """Show a self-test's report, or what was ``said`` instead. Raises Trouble where it tells of a failure."""
    text = report.read_text(encoding="utf-8") if report.is_file() else f"(no report)\n{said[-2000:]}"
    print(*(f"    {line}" for line in text.splitlines()), sep="\n", flush=True)
    if code != 0 or not text.endswith("all ok\n"):
        raise Trouble(f"the self-test ended with {code}")


def clean_environment() -> dict[str, str]:
    """The environment without what would lead a frozen program to this checkout's Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}


def host() -> str:
    """``win``, ``mac`` or ``linux``."""
    return {"win32": "win", "darwin": "mac"}.get(sys.platform, "linux")
