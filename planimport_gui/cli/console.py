"""From the command line to the exit code: every way in which a command can end."""

import locale
import os
import sys
import warnings
from argparse import Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from planimport_gui.assembly.settings import read_settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.calltouch.address import BadAddress
from planimport_gui.cli.arguments import UsageFault, build_parser
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.interrupts import terminate_like_interrupt
from planimport_gui.cli.output import Output, standard
from planimport_gui.cli.recording import recording, tell_crash
from planimport_gui.cli.troubles import trouble_ending
from planimport_gui.diagnostics.vault import SecretVault
from planimport_gui.texts import Texts, choose_language

_COMMANDS = {
    "check": ("check", "check"),
    "import": ("importing", "import_plan"),
    "runs": ("runs", "show_runs"),
    "resume": ("resume", "resume"),
    "resolve": ("resolve", "resolve"),
    "undo": ("undo", "undo"),
    "template": ("template", "template"),
    "projects": ("projects", "projects"),
}
"""Module and function of each command; imported when needed, since some bring heavy libraries."""

_LOGGED = frozenset({"import", "resume", "resolve", "undo", "projects"})
"""Commands that write to the data folder anyway."""


def main(argv: Sequence[str] | None = None, tempo: Tempo | None = None) -> int:
    """Run one command line (``sys.argv`` if none is given) and answer its exit code. Tests shrink ``tempo``."""
    words = list(sys.argv[1:] if argv is None else argv)
    vault = SecretVault()
    output = standard("--json" in words, vault.redact)
    texts = Texts(choose_language(os.environ, locale.getlocale()[0]))
    if not sys.warnoptions:
        # What libraries warn of is for developers; with a log it goes there.
        warnings.simplefilter("ignore")
    restore = terminate_like_interrupt()
    try:
        code = _run(words, texts, output, vault, tempo or Tempo())
        if output.trouble is not None:
            output.complain(texts.say("cli.fault.output", detail=output.trouble.strerror or str(output.trouble)))
            code = code or Exit.NOT_ALL
        return int(code)
    finally:
        restore()
        output.close()


def _run(words: Sequence[str], texts: Texts, output: Output, vault: SecretVault, tempo: Tempo) -> Exit:
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
    return _guarded(arguments, Desk(settings, texts, output, vault, tempo))


def _guarded(arguments: Namespace, desk: Desk) -> Exit:
    """The command; every failure is a sentence, and one that nobody expected a report besides."""
    with recording(desk, arguments.command in _LOGGED) as reports:
        try:
            return _command(arguments.command)(arguments, desk)
        except KeyboardInterrupt:
            desk.output.complain(desk.texts.say("cli.stopped"))
            return Exit.INTERRUPTED
        except Exception as error:  # noqa: BLE001 - the one place where the unexpected is caught, and reported
            ending = trouble_ending(error, desk.texts)
            if ending is None:
                tell_crash(reports.report(error), desk)
                return Exit.NOT_ALL
            desk.output.complain(ending.words)
            return ending.code


def _command(name: str) -> Callable[[Namespace, Desk], Exit]:
    module, function = _COMMANDS[name]
    command: Callable[[Namespace, Desk], Exit] = getattr(import_module(f"planimport_gui.cli.{module}"), function)
    return command
