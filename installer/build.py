#!/usr/bin/env python3
"""Builds the installers from a clean checkout; needs Python and what the system brings, and nothing else.

    python3 installer/build.py deb          the Debian package; on Debian 12
    python3 installer/build.py win          the setup program; on Windows, or for a trial under wine
    python3 installer/build.py mac          the disk image; on macOS
    python3 installer/build.py wheels       nothing; looks whether the libraries are there for the oldest macOS
    python3 installer/build.py bundle       the folder with both programs alone, for the system this runs on
    python3 installer/build.py win --bundle FOLDER    the setup program over a bundle that was made on Windows

With ``--try`` what was built is installed, made to test itself, upgraded and removed again. Results are in ``dist/``.
"""

import argparse
import signal
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer import bundle, deb, mac, try_deb, try_win, win
from installer.steps import Trouble, say


def main(words: list[str]) -> int:
    """Build what was asked for; 0, or 1 with the reason on standard error."""
    parser = argparse.ArgumentParser(prog="installer/build.py", description="Builds the installers into dist/.")
    parser.add_argument("target", nargs="*", help="one of those above; without one: wheels, deb and win, tried")
    parser.add_argument("--try", action="store_true", dest="attempt", help="install, test, upgrade and remove it here")
    parser.add_argument("--bundle", type=Path, help="for win: a bundle that was made on Windows")
    arguments = parser.parse_args(words)
    targets = arguments.target or ["wheels", "deb", "win"]
    if strange := set(targets) - {"deb", "win", "mac", "bundle", "wheels"}:
        parser.error(f"not known: {', '.join(sorted(strange))}")
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        signal.signal(number, _stop)
    try:
        for target in targets:
            _build(target, arguments.attempt or not arguments.target, arguments.bundle)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return 1
    return 0


def _stop(number: int, _frame: object) -> None:
    """Ends as an error would: whatever was started is ended on the way out."""
    raise SystemExit(128 + number)


def _build(target: str, attempt: bool, ready: Path | None) -> None:
    if target == "wheels":
        say("Libraries of the macOS application")
        mac.check_wheels()
        return
    make: dict[str, Callable[[], Path]] = {
        "deb": deb.build, "mac": mac.build, "bundle": bundle.freeze, "win": lambda: win.build(ready),
    }  # fmt: skip
    trial = {"deb": try_deb.try_deb, "win": try_win.try_win, "mac": mac.try_mac, "bundle": bundle.try_bundle}
    made = make[target]()
    say(f"Made {made}")
    if attempt:
        trial[target](made)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
