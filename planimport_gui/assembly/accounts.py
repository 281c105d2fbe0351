"""Projects with their tokens, as the window works with them."""

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.folder import make_folder
from planimport_gui.assembly.projects import ProjectList, ProjectsUnreadable
from planimport_gui.assembly.remembering import Remembered
from planimport_gui.assembly.settings import Settings
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.diagnostics.vault import SecretVault
from planimport_gui.facts.failures import DataUnusable, SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import ProbeOutcome
from planimport_gui.facts.records import Project
from planimport_gui.tokens import Token, TokenStore, check_site, check_token


class _OpenGate:
    """For a request that belongs to no run."""

    def withdrawn(self) -> bool:
        return False

    def leaving(self, sha256: str) -> None:
        """Nothing is to be written down."""


class Accounts:
    """Implements ``ui.ports.Projects``.

    A token comes from PLANIMPORT_TOKEN for the service it is meant for, else from this session, else from the
    keyring. Every token that is seen is hidden in log and reports from then on.
    """

    def __init__(
        self, settings: Settings, remembered: Remembered, vault: SecretVault, tempo: Tempo, store: TokenStore
    ) -> None:
        self._settings = settings
        self._list = ProjectList(settings.folder)
        self._remembered = remembered
        self._vault = vault
        self._tempo = tempo
        self._store = store
        self._session: dict[tuple[str, str], Token] = {}

    @property
    def address(self) -> str:
        return self._settings.address

    @property
    def elsewhere(self) -> bool:
        return self._settings.elsewhere

    @property
    def trouble(self) -> DataUnusable | None:
        """Why the projects cannot be read, if they cannot; then there are none."""
        try:
            self._list.all()
        except ProjectsUnreadable as trouble:
            return trouble
        return None

    def all(self) -> tuple[Project, ...]:
        """Those of the service of these settings; none where ``trouble`` says why."""
        try:
            return tuple(project for project in self._list.all() if project.address == self.address)
        except ProjectsUnreadable:
            return ()

    def chosen(self) -> Project | None:
        site = self._remembered.value("project")
        return next((project for project in self.all() if project.site == site), None)

    def choose(self, project: Project | None) -> None:
        self._remembered.set_value("project", project.site if project else "")

    def check_site(self, text: str) -> str | SiteTrouble:
        return check_site(text)

    def check_token(self, text: str) -> TokenTrouble | None:
        token = check_token(text)
        return token if isinstance(token, TokenTrouble) else None

    def keeps_tokens(self) -> bool:
        return self._store.there

    def has_token(self, project: Project) -> TokenTrouble | None:
        token = self.token(project)
        return token if isinstance(token, TokenTrouble) else None

    def token(self, project: Project) -> Token | TokenTrouble:
        """The token for a project, or why there is none."""
        if self._settings.token is not None and project.address == self.address:
            found = check_token(self._settings.token)
        else:
            found = self._session.get(_key(project)) or self._store.get(project)
        if isinstance(found, Token):
            self._vault.register(found.reveal())
        return found

    def put(self, project: Project, token: str | None, *, keep: bool = True) -> TokenTrouble | None:
        """Raises DataUnusable. With a trouble nothing was changed."""
        make_folder(self._settings.folder)
        self._list.all()
        trouble = None if token is None else self._put_token(project, token, keep=keep)
        if trouble is None:
            self._list.put(project)
        return trouble

    def remove(self, project: Project) -> TokenTrouble | None:
        """Raises DataUnusable. With a trouble the project stays, since its token does."""
        self._list.all()
        trouble = self._store.remove(project)
        if trouble not in (None, TokenTrouble.ABSENT, TokenTrouble.NO_KEYRING):
            return trouble
        self._session.pop(_key(project), None)
        self._list.remove(project)
        return None

    def test(self, project: Project, token: str | None) -> ProbeOutcome | TokenTrouble:
        checked = self.token(project) if token is None else check_token(token)
        if isinstance(checked, TokenTrouble):
            return checked
        self._vault.register(checked.reveal())
        with hold(self._settings.folder, self._tempo) as engine:
            return engine.service(project, checked).probe(_OpenGate())

    def _put_token(self, project: Project, text: str, *, keep: bool) -> TokenTrouble | None:
        token = check_token(text)
        if isinstance(token, TokenTrouble):
            return token
        self._vault.register(token.reveal())
        if not keep:
            self._session[_key(project)] = token
            return None
        trouble = self._store.put(project, token)
        if trouble is None:
            self._session.pop(_key(project), None)
        return trouble


def _key(project: Project) -> tuple[str, str]:
    return project.address, project.site
