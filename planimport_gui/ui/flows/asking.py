"""The few questions that must be answered before going on, as functions a test can replace."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from planimport_gui.facts.records import Project


@dataclass(frozen=True, slots=True)
class Questions:
    """How the window asks. Each function shows its dialog and tells the answer when there is one, without blocking.

    ``project`` is for choosing or entering a project with its token (``None``: a new one) and tells the project
    that is usable now. ``text`` asks for one line; ``yes`` tells only a yes; ``save`` and ``open`` tell a path.
    """

    open: Callable[[Callable[[Path], None]], None]
    save: Callable[[str, Callable[[Path], None]], None]
    """Called with a proposed name."""
    project: Callable[[Project | None, Callable[[Project], None]], None]
    projects: Callable[[Callable[[], None]], None]
    """The list of projects; tells that it was closed."""
    discard: Callable[[Callable[[bool], None]], None]
    """The plan was changed and not saved: True saves first, False lets it go, nothing is told for «Отмена»."""
    yes: Callable[[str, str, Callable[[], None]], None]
    """A question and the label of the button that says yes."""
    delete: Callable[[str, str, Callable[[], None]], None]
    """As ``yes``, before something is deleted: the other button says «Не удалять», since «Отмена» could mean either."""
    settings: Callable[[], None]
    help: Callable[[str], None]
    """Shows the help, at the part named."""
    crash: Callable[[BaseException], None]
    """An unexpected error: one sentence, the report, «copy details»."""
