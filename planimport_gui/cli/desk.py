"""What every command works with: settings, texts, output; and the answers that end a command early."""

import sys
from typing import TYPE_CHECKING

from planimport_gui.assembly.projects import ProjectList
from planimport_gui.assembly.settings import Settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.cli import wire
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.cli.output import Output
from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.facts.records import Project, Totals
from planimport_gui.texts import Texts, Value
from planimport_gui.tokens import Token, TokenStore, check_site, check_token

_MISSING = frozenset({TokenTrouble.ABSENT, TokenTrouble.NO_KEYRING, TokenTrouble.LOCKED, TokenTrouble.DENIED})

if TYPE_CHECKING:
    from planimport_gui.diagnostics.vault import SecretVault


class Desk:
    """Handed to every command."""

    def __init__(self, settings: Settings, texts: Texts, output: Output, tempo: Tempo) -> None:
        self.settings = settings
        self.texts = texts
        self.output = output
        self.projects = ProjectList(settings.folder)
        self.tokens = TokenStore()
        self.tempo = tempo
        self._vault: SecretVault | None = None
        self._finished = False

    def say(self, code: str, **params: Value) -> None:
        """A sentence for people."""
        self.output.say(self.texts.say(code, **params))

    def finish(self, run: int | None, totals: Totals, requests: int) -> None:
        """Tell programs how it ended. Only the first call counts: what fails afterwards does not take it back."""
        if not self._finished:
            self._finished = True
            self.output.emit(wire.finished(run, totals, requests))

    def ending(self, exit_code: Exit, code: str, **params: Value) -> Ending:
        """To be raised: the command ends with a sentence on standard error."""
        return Ending(exit_code, self.texts.say(code, **params))

    def site(self, text: str) -> str:
        """The SiteId a person typed. Raises Ending."""
        site = check_site(text)
        if isinstance(site, SiteTrouble):
            raise self.ending(Exit.USAGE, f"site.{site}")
        return site

    def project(self, site: str) -> Project:
        """The project of a SiteId at the service of these settings, with its name where it has one."""
        address = self.settings.address
        return self.projects.find(address, site) or Project(address, site)

    def token(self, project: Project, run: int | None = None) -> Token:
        """The token for a project, or for a ``run`` into it: PLANIMPORT_TOKEN, else the keyring's. Raises Ending."""
        if self.settings.token is None:
            return self.checked(self.tokens.get(project))
        if project.address != self.settings.address:
            raise self.ending(Exit.REFUSED, "cli.fault.tokenElsewhere", run=run or 0, address=project.address)
        return self.checked(check_token(self.settings.token))

    def checked(self, token: Token | TokenTrouble) -> Token:
        """A token, hidden in all output from here on. Raises Ending for one that is none."""
        if isinstance(token, TokenTrouble):
            hint = " " + self.texts.say("cli.token.hint") if token in _MISSING else ""
            raise Ending(Exit.REFUSED, self.texts.say(f"token.{token}") + hint)
        self._conceal(token)
        return token

    @property
    def interactive(self) -> bool:
        """Whether somebody can be asked."""
        return sys.stdin is not None and sys.stdin.isatty()

    @property
    def vault(self) -> "SecretVault":
        """The secrets of this process; made when first needed, since it costs what a quick check should not pay."""
        if self._vault is None:
            from planimport_gui.diagnostics.vault import SecretVault

            self._vault = SecretVault()
        return self._vault

    def _conceal(self, token: Token) -> None:
        self.vault.register(token.reveal())
        self.output.conceal(self.vault.redact)
