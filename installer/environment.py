"""The build environment: a virtual environment of its own with exactly what ``installer/requirements.lock`` names."""

import hashlib
import json
import os
import shutil
import sys
import venv
from pathlib import Path

from installer.about import ROOT, WORK
from installer.steps import retried, run, say

LOCK = ROOT / "installer" / "requirements.lock"
LOCKED = ["--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]

_FILTER = """
import json, re, sys
from pip._vendor.packaging.markers import Marker
world = json.loads(sys.argv[2])
for entry in re.split(r"\\n(?=\\S)", open(sys.argv[1], encoding="utf-8").read()):
    head, _, hashes = entry.partition("\\\\")
    name, _, marker = head.partition(";")
    if "==" in name and (not marker.strip() or Marker(marker.strip()).evaluate(world)):
        print(name.strip(), "\\\\" + hashes)
"""
"""pip judges the lock's conditions by the system it runs on; this leaves what holds on another, without conditions."""


def lock_for(name: str, **world: str) -> Path:
    """A lock of what ``installer/requirements.lock`` names for another system, which ``world`` describes by markers."""
    told = json.dumps({"implementation_name": "cpython", "platform_python_implementation": "CPython", **world})
    path = WORK / f"{name}.lock"
    path.write_text(run([build_python(), "-c", _FILTER, LOCK, told]), encoding="utf-8")
    return path


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
