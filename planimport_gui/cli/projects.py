"""``planimport projects``: names and SiteIds in a file, tokens in the keyring of the system."""

import getpass
import sys
from argparse import Namespace

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.folder import make_folder
from planimport_gui.calltouch.address import CALLTOUCH
from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.cli.sending import REFUSED_CAUSES
from planimport_gui.facts.failures import TokenTrouble
from planimport_gui.facts.outcomes import AskAgain, Connected, ProbeOutcome, Stopped
from planimport_gui.facts.records import Project
from planimport_gui.texts.phrases import cause_sentence
from planimport_gui.tokens import check_token

_LONGEST_LINE = 100_000
"""Characters read of a token that comes from standard input: more than any token has."""


def projects(arguments: Namespace, desk: Desk) -> Exit:
    """List, add, remove or test."""
    match arguments.deed:
        case "list":
            return _list(desk)
        case "add":
            return _add(arguments.name.strip(), desk.site(arguments.site), desk)
        case "remove":
            return _remove(desk.site(arguments.site), desk)
        case _:
            return _test(desk.site(arguments.site), desk)


def _list(desk: Desk) -> Exit:
    known = desk.projects.all()
    if not known:
        desk.say("cli.projects.none")
    for one in known:
        if one.address == CALLTOUCH:
            desk.say("cli.projects.line", name=one.name, site=one.site)
        else:
            desk.say("cli.projects.elsewhere", name=one.name, site=one.site, address=one.address)
    return Exit.DONE


def _add(name: str, site: str, desk: Desk) -> Exit:
    if not name:
        raise desk.ending(Exit.USAGE, "cli.usage.emptyName")
    make_folder(desk.settings.folder)
    desk.projects.all()
    project = Project(desk.settings.address, site, name)
    trouble = desk.tokens.put(project, desk.checked(check_token(_typed_token(desk))))
    if trouble is not None:
        raise desk.ending(Exit.REFUSED, f"token.{trouble}")
    desk.projects.put(project)
    desk.say("cli.projects.added", name=name, site=site)
    return Exit.DONE


def _typed_token(desk: Desk) -> str:
    """What was typed or piped; what cannot be a token is left to the check of tokens."""
    try:
        if desk.interactive:
            return getpass.getpass(desk.texts.say("cli.projects.token"))
        return sys.stdin.readline(_LONGEST_LINE) if sys.stdin else ""
    except EOFError:
        return ""
    except UnicodeDecodeError:
        return "\N{REPLACEMENT CHARACTER}"


def _remove(site: str, desk: Desk) -> Exit:
    project = desk.projects.find(desk.settings.address, site)
    if project is None:
        raise desk.ending(Exit.USAGE, "cli.usage.noProject")
    trouble = desk.tokens.remove(project)
    if trouble not in (None, TokenTrouble.ABSENT, TokenTrouble.NO_KEYRING):
        raise desk.ending(Exit.REFUSED, "cli.projects.tokenKept", why=desk.texts.say(f"token.{trouble}"))
    desk.projects.remove(project)
    desk.say("cli.projects.removed", name=project.name, site=site)
    return Exit.DONE


class _OpenGate:
    """The test imports nothing, so it needs no leave of a journal."""

    def withdrawn(self) -> bool:
        return False

    def leaving(self, sha256: str) -> None:
        """Nothing to write down."""


def _test(site: str, desk: Desk) -> Exit:
    project = desk.project(site)
    with hold(desk.settings.folder, desk.tempo) as engine:
        outcome = engine.service(project, desk.token(project)).probe(_OpenGate())
    if desk.settings.elsewhere:
        desk.say("cli.import.address", address=desk.settings.address)
    return _tested(outcome, site, desk)


def _tested(outcome: ProbeOutcome, site: str, desk: Desk) -> Exit:
    match outcome:
        case Connected():
            desk.say("cli.projects.connected", site=site)
            return Exit.DONE
        case Stopped(cause, words) | AskAgain(cause, words):
            desk.output.complain(cause_sentence(cause, words, desk.texts))
            return Exit.REFUSED if cause in REFUSED_CAUSES else Exit.NOT_ALL
