"""A world for practice, for a program that is open for long: a stand-in service and a journal of its own."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from planimport_gui.assembly.engine import hold
from planimport_gui.assembly.practice import FOLDER, PRACTICE_SITE, PRACTICE_TOKEN
from planimport_gui.assembly.tempo import Tempo
from planimport_gui.facts.failures import SiteTrouble, TokenTrouble
from planimport_gui.facts.outcomes import Connected, ProbeOutcome
from planimport_gui.facts.records import Project
from planimport_gui.practice.scenarios import Scenario
from planimport_gui.practice.service import PracticeService
from planimport_gui.tokens import Token


class PracticeWorld:
    """The stand-in and its scenario; implements ``ui.ports.Scenarios``. Everything is forgotten at the next start."""

    def __init__(self, folder: Path, tempo: Tempo) -> None:
        """``folder`` is the data folder. Raises as ``assembly.engine.hold``, and OSError without a free port."""
        self.folder = folder / FOLDER
        self._tempo = tempo
        self._forget()
        self._service = self._started(Scenario.OK, 0)

    @property
    def address(self) -> str:
        return self._service.address

    def names(self) -> tuple[str, ...]:
        return tuple(scenario.value for scenario in Scenario)

    def chosen(self) -> str:
        return self._service.scenario.value

    def choose(self, name: str) -> None:
        """Raises as ``__init__``, and ValueError for a name that is none. The address stays, where it can."""
        scenario = Scenario(name)
        old = self._service
        self._forget()
        old.stop()
        try:
            self._service = self._started(scenario, old.port)
        except OSError:
            with suppress(OSError):
                old.start()
            raise

    def close(self) -> None:
        self._service.stop()

    def _forget(self) -> None:
        with hold(self.folder, self._tempo, afresh=True):
            pass

    def _started(self, scenario: Scenario, port: int) -> PracticeService:
        service = PracticeService(port=port, token=PRACTICE_TOKEN, site=PRACTICE_SITE, scenario=scenario)
        try:
            return service.start()
        except OSError:
            if not port:
                raise
            return self._started(scenario, 0)


class PracticeAccounts:
    """The one project of a practice world; implements ``ui.ports.Projects``. Its token opens nothing anywhere."""

    elsewhere = False

    def __init__(self, address: Callable[[], str], name: str) -> None:
        """``name`` is what people read; ``address`` that of the stand-in as it is now."""
        self._address = address
        self._name = name

    @property
    def address(self) -> str:
        return self._address()

    def all(self) -> tuple[Project, ...]:
        return (self.chosen(),)

    def chosen(self) -> Project:
        return Project(self.address, PRACTICE_SITE, self._name)

    def choose(self, project: Project | None) -> None:
        """There is no choice."""

    def check_site(self, text: str) -> str | SiteTrouble:
        return text

    def check_token(self, text: str) -> TokenTrouble | None:
        return None

    def keeps_tokens(self) -> bool:
        return True

    def has_token(self, project: Project) -> TokenTrouble | None:
        return None

    def token(self, project: Project) -> Token | TokenTrouble:
        return Token(PRACTICE_TOKEN) if project.address == self.address else TokenTrouble.ABSENT

    def put(self, project: Project, token: str | None, *, keep: bool = True) -> TokenTrouble | None:
        return None

    def remove(self, project: Project) -> TokenTrouble | None:
        return None

    def test(self, project: Project, token: str | None) -> ProbeOutcome | TokenTrouble:
        return Connected()
