"""The sample plan in practice mode: in the window where there is a display, else in the console."""

import json
import os
import subprocess
import sys
import tempfile

SAMPLE = "resources/sample-plan.xlsx"
NO_SCREEN = 2


def main() -> int:
    """The exit code."""
    if has_display():
        print("The window opens with the sample plan, in practice: nothing leaves this computer.", flush=True)
        code = call([sys.executable, "-m", "planimport_gui", SAMPLE, "--practice"])[0]
        if code != NO_SCREEN:
            return code
    print("There is no display for the window here, so the same is done in the console.")
    with tempfile.TemporaryDirectory() as data:
        return in_console(data)


def has_display() -> bool:
    """Whether a window could be shown."""
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def in_console(data: str) -> int:
    """Import the sample; 0 if all arrived but the rows that are wrong on purpose, for which the console says 1."""
    print("This imports the sample plan into a practice service on this computer; nothing leaves it.")
    print("Some rows of the sample are wrong on purpose: they are named and left out, the others go.\n", flush=True)
    command = [sys.executable, "-m", "planimport_gui.cli", "import", SAMPLE, "--practice", "--valid-only", "--json"]
    code, events = call(command, {**os.environ, "PLANIMPORT_DATA_DIR": data}, stdout=subprocess.PIPE)
    end = json.loads((events.splitlines() or ["{}"])[-1])
    if code != 1 or not end.get("imported") or end["imported"] + end["leftOut"] != end["total"]:
        return code
    print("\nDone. Now check a plan of your own, sending nothing: python3 dev.py run check PLAN.xlsx")
    return 0


def call(command: list[str], environment: dict[str, str] | None = None, stdout: int | None = None) -> tuple[int, str]:
    """Run with this terminal; exit code and what was piped. Interrupted, the child gets the signal and ends itself."""
    with subprocess.Popen(command, env=environment, stdout=stdout, encoding="utf-8") as process:
        while True:
            try:
                output, _ = process.communicate()
                return process.returncode, output or ""
            except KeyboardInterrupt:
                continue


if __name__ == "__main__":
    sys.exit(main())
