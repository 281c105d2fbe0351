"""The commands and options of DESIGN section 6, with their help in the user's language."""

import argparse
from collections.abc import Iterable
from typing import NoReturn

import planimport_gui
from planimport_gui.cli.usage import usage_fault
from planimport_gui.texts import Texts

COMMANDS = ("check", "import", "runs", "resume", "resolve", "undo", "template", "projects")
PROJECT_COMMANDS = ("list", "add", "remove", "test")


class UsageFault(Exception):
    """The command line cannot be understood; ``args[0]`` is one sentence that says why."""


class _Parser(argparse.ArgumentParser):
    """An ArgumentParser that speaks the user's language, and raises instead of ending the process."""

    def __init__(self, texts: Texts, prog: str, about: str) -> None:
        super().__init__(
            prog=prog,
            description=texts.say(about),
            formatter_class=lambda prog: _Formatter(texts, prog),
            add_help=False,
            allow_abbrev=False,
        )
        self._texts = texts
        self.places = self.add_argument_group(texts.say("cli.help.arguments"))
        self.options = self.add_argument_group(texts.say("cli.help.options"))

    def error(self, message: str) -> NoReturn:
        raise UsageFault(usage_fault(message, self.prog, self._texts))

    def place(self, name: str, code: str, **more: object) -> None:
        """An argument by position."""
        self.places.add_argument(name, help=self._help(code), **more)  # type: ignore[arg-type]  # argparse's own options

    def option(self, *names: str, code: str, **more: object) -> None:
        """An option of the command."""
        self.options.add_argument(*names, help=self._help(code), **more)  # type: ignore[arg-type]  # argparse's own options

    def close(self) -> None:
        """Add what every command has."""
        self.option("-h", "--help", code="cli.option.help", action="help")
        version = f"planimport {planimport_gui.__version__}"
        self.option("--version", code="cli.option.version", action="version", version=version)

    def _help(self, code: str) -> str:
        return self._texts.say(code).replace("%", "%%")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def __init__(self, texts: Texts, prog: str) -> None:
        super().__init__(prog, max_help_position=28)
        self._texts = texts

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, self._texts.say("cli.help.usage") + " ")


def build_parser(texts: Texts) -> argparse.ArgumentParser:
    """The whole command line. Its ``parse_args`` raises ``UsageFault``."""
    parser = _Parser(texts, "planimport", "cli.help.about")
    parser.epilog = texts.say("cli.help.epilog")
    commands = parser.add_subparsers(
        title=texts.say("cli.help.commands"), dest="command", metavar="COMMAND", required=True, parser_class=_Parser
    )
    for name in COMMANDS:
        command = _add(commands, texts, "planimport", name, f"cli.help.{name}")
        _FILLERS[name](command, texts)
        command.close()
    parser.close()
    return parser


def _add(commands: "argparse._SubParsersAction[_Parser]", texts: Texts, prog: str, name: str, code: str) -> _Parser:
    return commands.add_parser(name, help=texts.say(code), texts=texts, prog=f"{prog} {name}", about=code)


def _check(command: _Parser, _texts: Texts) -> None:
    _plan_file(command)
    command.option("--site", code="cli.option.checkSite", metavar="ID")
    _json(command)


def _import(command: _Parser, texts: Texts) -> None:
    _plan_file(command)
    target = command.options.add_mutually_exclusive_group(required=True)
    target.add_argument("--site", help=texts.say("cli.option.site"), metavar="ID")
    target.add_argument("--practice", help=texts.say("cli.option.practice"), action="store_true")
    command.option("--valid-only", code="cli.option.validOnly", action="store_true")
    command.option("--allow-repeats", code="cli.option.allowRepeats", action="store_true")
    command.option("--no-wait", code="cli.option.noWait", action="store_true")
    _json(command)


def _runs(command: _Parser, _texts: Texts) -> None:
    command.place("run", "cli.argument.run", metavar="RUN", nargs="?", type=_number)
    _json(command)


def _resolve(command: _Parser, texts: Texts) -> None:
    command.place("run", "cli.argument.run", metavar="RUN", type=_number)
    command.place("batch", "cli.argument.batch", metavar="BATCH", type=_number)
    answer = command.options.add_mutually_exclusive_group(required=True)
    answer.add_argument("--log-id", help=texts.say("cli.option.logId"), metavar="ID", type=_number)
    for name, code in (("--claimed", "claimed"), ("--send-again", "sendAgain"), ("--leave", "leave")):
        answer.add_argument(name, help=texts.say(f"cli.option.{code}"), action="store_true")
    _json(command)


def _undo(command: _Parser, _texts: Texts) -> None:
    command.place("run", "cli.argument.run", metavar="RUN", type=_number)
    command.option("--batch", code="cli.option.batch", metavar="N", type=_number, action="append")
    command.option("--yes", code="cli.option.yes", action="store_true")
    _json(command)


def _template(command: _Parser, _texts: Texts) -> None:
    command.place("path", "cli.argument.path", metavar="PATH")
    command.option("--force", code="cli.option.force", action="store_true")


def _projects(command: _Parser, texts: Texts) -> None:
    deeds = command.add_subparsers(
        title=texts.say("cli.help.commands"), dest="deed", metavar="COMMAND", required=True, parser_class=_Parser
    )
    for name in PROJECT_COMMANDS:
        deed = _add(deeds, texts, "planimport projects", name, f"cli.help.projects.{name}")
        if name == "add":
            deed.place("name", "cli.argument.name", metavar="NAME")
        if name != "list":
            deed.place("site", "cli.argument.site", metavar="SITE")
        deed.close()


def _plan_file(command: _Parser) -> None:
    command.place("file", "cli.argument.file", metavar="FILE")
    command.option("--sheet", code="cli.option.sheet", metavar="NAME")
    command.option("--dates", code="cli.option.dates", choices=("dmy", "mdy"))
    command.option("--round", code="cli.option.round", action="store_true")


def _json(command: _Parser) -> None:
    command.option("--json", code="cli.option.json", action="store_true")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < len(text) < 19 and int(text) > 0):
        raise argparse.ArgumentTypeError("number")
    return int(text)


_FILLERS = {
    "check": _check, "import": _import, "runs": _runs, "resume": _runs, "resolve": _resolve, "undo": _undo,
    "template": _template, "projects": _projects,
}  # fmt: skip
