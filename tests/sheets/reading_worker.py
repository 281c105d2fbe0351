"""Reads workbooks in a process of its own, so that a crash, a hang or a flood of memory is seen and not suffered."""

import contextlib
import os
import subprocess
import sys
import threading
from pathlib import Path

LIMIT = 2 * 1024**3
"""Bytes of address space of the worker: twice what a reading may take, with room for the interpreter."""


class Worker:
    """Answers, for a path, ``rows N`` or the code of the refusal with its limit."""

    def __init__(self, seconds: float = 40.0) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> str:
        if self._process is None or self._process.poll() is not None:
            self.close()
            self._process = subprocess.Popen(
                [sys.executable, __file__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        watch = threading.Timer(self._seconds, process.kill)
        watch.start()
        try:
            process.stdin.write(f"{path}\n")
            process.stdin.flush()
            answer = process.stdout.readline().strip()
        except BrokenPipeError:
            answer = ""
        finally:
            watch.cancel()
        if not answer:
            assert process.stderr is not None
            process.wait(timeout=10)
            raise AssertionError(f"ended with {process.returncode}: {process.stderr.read()[-2000:]}")
        return answer

    def close(self) -> None:
        if self._process is not None:
            for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
                if stream is not None:
                    with contextlib.suppress(OSError):
                        stream.close()
            self._process.wait(timeout=30)


def main() -> None:
    """One path a line in, one answer a line out. Exceptions end the worker."""
    from planimport_gui.facts.reading import Refusal
    from planimport_gui.sheets.reader import read_sheet

    if os.name == "posix":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))
    for line in sys.stdin:
        found = read_sheet(Path(line.strip()))
        if isinstance(found, Refusal):
            print(found.trouble.value, found.params.get("limit", ""), flush=True)
        else:
            print("rows", len(found.rows), flush=True)


if __name__ == "__main__":
    main()
