"""argparse's English complaints as sentences in the user's language."""

import re

from planimport_gui.texts import Texts

_KNOWN = (
    (re.compile(r"the following arguments are required: (?P<names>.+)"), "cli.usage.required"),
    (re.compile(r"one of the arguments (?P<names>.+) is required"), "cli.usage.oneOf"),
    (re.compile(r"argument (?P<name>[^:]+): not allowed with argument (?P<other>.+)"), "cli.usage.notWith"),
    (re.compile(r"argument (?P<name>[^:]+): expected .+"), "cli.usage.noValue"),
    (re.compile(r"argument COMMAND: invalid choice.+"), "cli.usage.command"),
    (re.compile(r"argument (?P<name>[^:]+): invalid choice: .+\(choose from (?P<choices>.+)\)"), "cli.usage.choice"),
    (re.compile(r"argument (?P<name>[^:]+): number"), "cli.usage.number"),
    (re.compile(r"unrecognized arguments: (?P<rest>.+)"), "cli.usage.surplus"),
)


def usage_fault(message: str, prog: str, texts: Texts) -> str:
    """One sentence for a complaint of argparse, and where help is.

    What was typed is never repeated, only names of options: it might hold a token put in the wrong place.
    """
    return f"{_sentence(message, texts)} {texts.say('cli.usage.help', command=prog)}"


def _sentence(message: str, texts: Texts) -> str:
    for pattern, code in _KNOWN:
        found = pattern.fullmatch(message)
        if found:
            names = {name: text.replace("'", "") for name, text in found.groupdict().items()}
            return _surplus(names["rest"], texts) if "rest" in names else texts.say(code, **names)
    return texts.say("cli.usage.other")


def _surplus(rest: str, texts: Texts) -> str:
    names = [word.split("=")[0] for word in rest.split() if re.match(r"--?[a-z][a-z-]*(=|$)", word)]
    return texts.say("cli.usage.unknownOption", name=names[0]) if names else texts.say("cli.usage.surplus")
