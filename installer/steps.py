"""Small steps that every build shares: run a tool, find one, sum up files."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path


class Trouble(Exception):
    """The build cannot go on; the text says why, to whoever started it."""


def say(words: str) -> None:
    """A line of progress."""
    print(words, flush=True)


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run to the end and answer what it said. Raises Trouble with the last lines where it failed."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        env={**os.environ, **(environment or {})},
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.strip().splitlines()[-25:])
        raise Trouble(f"{' '.join(words)} ended with {done.returncode}:\n{tail}")
    return done.stdout


def tool(name: str, package: str) -> str:
    """The path of a program. Raises Trouble that names the Debian package to install."""
    found = shutil.which(name)
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


def ended(report: Path, code: int) -> None:
    """Show a self-test's report. Raises Trouble where it tells of a failure, or is not there."""
    text = report.read_text(encoding="utf-8") if report.is_file() else "(no report)"
    say("\n".join(f"    {line}" for line in text.splitlines()))
    if code != 0 or not text.endswith("all ok\n"):
        raise Trouble(f"the self-test ended with {code}")


def clean_environment() -> dict[str, str]:
    """The environment without what would lead a frozen program to this checkout's Python."""
    return {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}


def host() -> str:
    """``win``, ``mac`` or ``linux``."""
    return {"win32": "win", "darwin": "mac"}.get(sys.platform, "linux")
