"""The type of a metric where it follows from the name, so that nobody has to look at it."""

from planimport_gui.plan import metrics
from planimport_gui.plan.cells import Cell
from planimport_gui.plan.metrics import BY_TYPE, FREE_TYPES, NAMES, TYPES
from planimport_gui.plan.typos import canonical

_TYPE_OF = {canonical(name): kind for kind, names in BY_TYPE.items() for name in names}


def type_for(name: str) -> str | None:
    """The type of a built-in metric, however its name is spelled; ``None`` for any other name."""
    return _TYPE_OF.get(canonical(name))


def says_type(kind: Cell, name: Cell) -> bool:
    """Whether the type says something that the name does not: it is free, wrong, or missing beside a name."""
    if isinstance(name, str) and metrics.type_of(name) == kind:
        return kind is None
    if kind is None:
        return name is not None
    if not isinstance(kind, str) or kind not in TYPES or kind in FREE_TYPES:
        return True
    return isinstance(name, str) and (type_for(name) or kind) != kind


def follows(kind: Cell, name: Cell) -> str | None:
    """The type that a row gets together with a new name; ``None`` where its type stays as it is."""
    if not isinstance(name, str) or kind in FREE_TYPES:
        return None
    found = type_for(name)
    return found if found != kind else None


def names_for(kind: str) -> tuple[str, ...]:
    """Built-in names to choose from, those of the type first: the type follows the name. Free types have none."""
    if kind in FREE_TYPES:
        return ()
    own = BY_TYPE.get(kind, ())
    return own + tuple(name for name in NAMES if name not in own)
