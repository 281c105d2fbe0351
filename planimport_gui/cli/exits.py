"""How a command can end: exit codes, and the endings that a sentence explains."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of DESIGN section 6."""

    DONE = 0
    """Every plan row is imported, now or before; check: no errors; the others: done as asked."""
    NOT_ALL = 1
    USAGE = 2
    """Usage, or a file that cannot be opened or holds no plan."""
    REFUSED = 3
    """Token or project refused, or no token."""
    LOCKED = 4
    """Another run holds the lock of the data folder."""
    INTERRUPTED = 130


class Ending(Exception):
    """A command ends early: with ``code``, and ``words`` (whole sentences in the user's language) on standard error."""

    def __init__(self, code: Exit, words: str) -> None:
        super().__init__(words)
        self.code = code
        self.words = words
