"""The build environment: a virtual environment of its own with exactly what ``installer/requirements.lock`` names."""

import hashlib
import os
import shutil
import sys
import venv
from pathlib import Path

from installer.about import ROOT, WORK
from installer.steps import retried, run, say

LOCK = ROOT / "installer" / "requirements.lock"
LOCKED = ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]


def build_python() -> Path:
    """Its interpreter; the environment is made anew where the lock or the Python changed."""
    folder = WORK / "venv"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "installed"
    wanted = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return python
    say("Making the build environment")
    shutil.rmtree(folder, ignore_errors=True)
    venv.create(folder, with_pip=True)
    retried("pip", lambda: run([python, "-m", "pip", "install", *LOCKED, "--requirement", LOCK]))
    stamp.write_text(wanted, encoding="utf-8")
    return python
