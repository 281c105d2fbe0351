"""Runs one command and says how long it took and how much memory it had at its peak. Standard library, started alone.

A process begins with the memory of the one that starts it, so measured commands are started from this small one.
Arguments: the file for standard output, then the command. Prints ``{"seconds", "cpu", "peak", "code"}``: elapsed, of
the processor, bytes.
"""

import json
import resource
import subprocess
import sys
import time


def main() -> None:
    with open(sys.argv[1], "wb") as stdout:  # noqa: PTH123 - pathlib would add to the memory of what is measured
        start = time.perf_counter()
        code = subprocess.call(sys.argv[2:], stdout=stdout, stderr=subprocess.DEVNULL)
        seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = usage.ru_maxrss * unit
    print(json.dumps({"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "peak": peak, "code": code}))


if __name__ == "__main__":
    main()
