"""How fast the program goes: the waits of a run and the pace of requests."""

from dataclasses import dataclass, field

from planimport_gui.importing.times import Times


@dataclass(frozen=True, slots=True)
class Tempo:
    """The figures of DESIGN section 5; tests against a stand-in shrink them.

    ``gap`` and ``span`` are those of ``Pace``; without a span nothing is kept from one process to the next.
    """

    times: Times = field(default_factory=Times)
    gap: float = 0.2
    span: float = 1.015
