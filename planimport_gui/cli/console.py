"""From the command line to the exit code: every way in which a command can end."""

import locale
import os
import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from planimport_gui.assembly.settings import read_settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.calltouch.address import BadAddress
from planimport_gui.cli.arguments import UsageFault, build_parser
from planimport_gui.cli.commands import command
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.cli.interrupts import terminate_like_interrupt
from planimport_gui.cli.output import Output, standard
from planimport_gui.cli.troubles import trouble_ending
from planimport_gui.texts import Texts, choose_language

_LOGGED = frozenset({"import", "resume", "resolve", "undo", "projects"})
"""Commands that write to the data folder anyway."""


def main(argv: Sequence[str] | None = None, tempo: Tempo | None = None) -> int:
    """Run one command line (``sys.argv`` if none is given) and answer its exit code. Tests shrink ``tempo``."""
    words = list(sys.argv[1:] if argv is None else argv)
    output = standard("--json" in words)
    texts = Texts(choose_language(os.environ, locale.getlocale()[0]))
    if not sys.warnoptions:
        # What libraries warn of is for developers; with a log it goes there.
        warnings.simplefilter("ignore")
    restore = terminate_like_interrupt()
    try:
        code = _run(words, texts, output, tempo or Tempo())
        if output.trouble is not None:
            output.complain(texts.say("cli.fault.output", detail=output.trouble.strerror or str(output.trouble)))
            code = code or Exit.NOT_ALL
        return int(code)
    finally:
        restore()
        output.close()


def _run(words: Sequence[str], texts: Texts, output: Output, tempo: Tempo) -> Exit:
    try:
        arguments = build_parser(texts).parse_args(words)
        settings = read_settings(os.environ)
    except UsageFault as fault:
        output.complain(str(fault))
        return Exit.USAGE
    except BadAddress as fault:
        output.complain(texts.say(f"address.{fault.trouble}"))
        return Exit.USAGE
    except SystemExit:
        # argparse has printed help or version.
        return Exit.DONE
    return _guarded(arguments, Desk(settings, texts, output, tempo))


def _guarded(arguments: Namespace, desk: Desk) -> Exit:
    """The command; every failure is a sentence, and one that nobody expected a report besides."""
    with _recording(arguments.command, desk) as report:
        try:
            return command(arguments.command)(arguments, desk)
        except KeyboardInterrupt:
            desk.output.complain(desk.texts.say("cli.stopped"))
            return Exit.INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the one place where the unexpected is caught, and reported
            ending = trouble_ending(error, desk.texts) or Ending(Exit.NOT_ALL, report(error))
            desk.output.complain(ending.words)
            return ending.code


@contextmanager
def _recording(name: str, desk: Desk) -> Iterator[Callable[[Exception], str]]:
    """Imported when needed: a check that goes well has no use for logs and reports, and should be quick."""
    if name in _LOGGED:
        from planimport_gui.cli.recording import recording

        with recording(desk) as report:
            yield report
    else:
        yield partial(_unlogged, desk)


def _unlogged(desk: Desk, error: Exception) -> str:
    from planimport_gui.cli.recording import recording

    with recording(desk) as report:
        return report(error)
