"""The projects of this computer: names, SiteIds and addresses, without their tokens."""

import json
from collections.abc import Mapping
from pathlib import Path

from planimport_gui.assembly.replacing import replace_file
from planimport_gui.facts.failures import DataTrouble, DataUnusable
from planimport_gui.facts.records import Project

SCHEMA = 1
FILE = "projects.json"


class ProjectsUnreadable(DataUnusable):
    """The file of projects is there and cannot be read or written."""

    def __init__(self, path: Path, detail: str) -> None:
        super().__init__(DataTrouble.PROJECTS, str(path), detail)


class ProjectList:
    """Projects in ``projects.json``, one for each address and SiteId, replaced as a whole at every change."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def all(self) -> tuple[Project, ...]:
        """All projects by name. Raises ``ProjectsUnreadable``."""
        try:
            stored = json.loads(self._path.read_text("utf-8"))
        except FileNotFoundError:
            return ()
        except (OSError, ValueError) as error:
            raise ProjectsUnreadable(self._path, str(error)) from error
        return tuple(sorted(self._projects(stored), key=lambda project: project.name.casefold()))

    def find(self, address: str, site: str) -> Project | None:
        """The project of an address and SiteId. Raises ``ProjectsUnreadable``."""
        return next((one for one in self.all() if (one.address, one.site) == (address, site)), None)

    def put(self, project: Project) -> None:
        """Add a project, or give the one with its address and SiteId a new name. Raises ``ProjectsUnreadable``."""
        others = [one for one in self.all() if (one.address, one.site) != (project.address, project.site)]
        self._write([*others, project])

    def remove(self, project: Project) -> None:
        """Forget a project. Raises ``ProjectsUnreadable``."""
        self._write([one for one in self.all() if one != project])

    def _projects(self, stored: object) -> list[Project]:
        if not isinstance(stored, Mapping) or stored.get("schema") != SCHEMA:
            raise ProjectsUnreadable(self._path, f"schema {SCHEMA} expected")
        try:
            return [Project(str(one["address"]), str(one["site"]), str(one["name"])) for one in stored["projects"]]
        except (KeyError, TypeError) as error:
            raise ProjectsUnreadable(self._path, repr(error)) from error

    def _write(self, projects: list[Project]) -> None:
        entries = [{"name": one.name, "site": one.site, "address": one.address} for one in projects]
        text = json.dumps({"schema": SCHEMA, "projects": entries}, ensure_ascii=False, indent=2)
        try:
            replace_file(self._path, text + "\n")
        except OSError as error:
            raise ProjectsUnreadable(self._path, str(error)) from error
