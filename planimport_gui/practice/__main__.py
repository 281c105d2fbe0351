"""The practice service as a program: prints its base address and serves until it is ended."""

import argparse
import signal
import sys
import threading
from types import FrameType

from planimport_gui.practice.scenarios import ABOUT, Scenario
from planimport_gui.practice.service import PracticeService


def main(arguments: list[str] | None = None) -> int:
    """Serve until SIGTERM, SIGINT or Ctrl+Break; 0 then, 2 where the arguments or the port are no good."""
    options = _parser().parse_args(arguments)
    service = PracticeService(port=options.port, scenario=options.scenario, pace=options.pace, latency=options.latency)
    ended = _ended_by_signal()
    try:
        service.start()
    except OSError as error:
        print(f"practice: port {options.port} cannot be used: {error.strerror or error}", file=sys.stderr)
        return 2
    with service:
        print(service.address, flush=True)
        while not ended.wait(0.5):  # Windows delivers Ctrl+C only between waits
            pass
    return 0


def _parser() -> argparse.ArgumentParser:
    lines = [f"  {scenario.value:14}{ABOUT[scenario]}" for scenario in Scenario]
    parser = argparse.ArgumentParser(
        prog="python -m planimport_gui.practice",
        description="A stand-in for Calltouch on this computer. Prints its address and serves until it is ended.",
        epilog="scenarios:\n" + "\n".join(lines) + "\n\nGET /practice/state tells what arrived.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="port to listen on (default: a free one)")
    parser.add_argument(
        "--scenario", choices=[one.value for one in Scenario], default="ok", metavar="NAME", help="see below"
    )
    parser.add_argument(
        "--pace", type=_whole, default=5, metavar="N", help="requests allowed a second, 0: no limit (default: 5)"
    )
    parser.add_argument("--latency", type=_seconds, default=0.0, metavar="SECONDS", help="wait before every answer")
    return parser


def _port(text: str) -> int:
    number = _whole(text)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{text} is no port, 0 to 65535")
    return number


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text} is not a whole number")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 3600:
        raise argparse.ArgumentTypeError(f"{text} is no number of seconds, 0 to 3600")
    return seconds


def _ended_by_signal() -> threading.Event:
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        ended.set()

    for name in ("SIGTERM", "SIGINT", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    return ended


if __name__ == "__main__":
    sys.exit(main())
