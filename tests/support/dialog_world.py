"""A world small enough for the dialogs: projects in memory, work done at once or when the test says so."""

from collections import deque
from collections.abc import Callable
from typing import Any

from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import Connected, ProbeOutcome
from planimport_gui.facts.records import Project
from planimport_gui.tokens import check_site, check_token

ADDRESS = "https://api.calltouch.ru/report-service/RestAPI/api"
NORTH = Project(ADDRESS, "12345", "Клиника на Мира")
SOUTH = Project(ADDRESS, "777", "Клиника на Юге")
TOKEN = "s3cret-T0ken-of-the-dialog"


class Accounts:
    """Projects without a file or a keyring; ``keyring`` and ``probe`` are what those answer."""

    address = ADDRESS
    elsewhere = False

    def __init__(self, *known: Project) -> None:
        self.known = list(known)
        self.tokens = {project.site: TOKEN for project in known}
        self.keyring: TokenTrouble | None = None
        self.probe: ProbeOutcome | TokenTrouble | Exception = Connected()
        self.deeds: list[tuple[Any, ...]] = []

    def all(self) -> tuple[Project, ...]:
        return tuple(self.known)

    def chosen(self) -> Project | None:
        return None

    def choose(self, project: Project | None) -> None:
        self.deeds.append(("choose", project))

    def check_site(self, text: str) -> str | SiteTrouble:
        return check_site(text)

    def check_token(self, text: str) -> TokenTrouble | None:
        checked = check_token(text)
        return checked if isinstance(checked, TokenTrouble) else None

    def keeps_tokens(self) -> bool:
        return self.keyring is not TokenTrouble.NO_KEYRING

    def has_token(self, project: Project) -> TokenTrouble | None:
        if project.site in self.tokens:
            return None
        return self.keyring if self.keyring is TokenTrouble.NO_KEYRING else TokenTrouble.ABSENT

    def put(self, project: Project, token: str | None, *, keep: bool = True) -> TokenTrouble | None:
        self.deeds.append(("put", project, token, keep))
        if token is not None and keep and self.keyring is not None:
            return self.keyring
        self.known = [one for one in self.known if one.site != project.site] + [project]
        if token is not None:
            self.tokens[project.site] = token
        return None

    def remove(self, project: Project) -> TokenTrouble | None:
        self.deeds.append(("remove", project))
        if self.keyring is not None:
            return self.keyring
        self.known.remove(project)
        return None

    def test(self, project: Project, token: str | None) -> ProbeOutcome | TokenTrouble:
        self.deeds.append(("test", project, token))
        if isinstance(self.probe, Exception):
            raise self.probe
        return self.probe


class Later:
    """Stands in for ``Jobs``: does its work when the test says ``work``."""

    def __init__(self) -> None:
        self._waiting: deque[Callable[[], None]] = deque()

    def start(
        self, work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[BaseException], None]
    ) -> None:
        def carry() -> None:
            try:
                value = work()
            except Exception as error:  # noqa: BLE001 - as Jobs does
                failed(error)
            else:
                done(value)

        self._waiting.append(carry)

    ask = start

    def work(self) -> None:
        """Everything that waits, oldest first."""
        while self._waiting:
            self._waiting.popleft()()


class Memory:
    """Remembers in memory."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def recent(self) -> tuple[str, ...]:
        return ()

    def remember(self, path: str) -> None:
        raise AssertionError("no dialog remembers a file")

    def value(self, name: str, default: str = "") -> str:
        return self.values.get(name, default)

    def set_value(self, name: str, value: str) -> None:
        self.values[name] = value
