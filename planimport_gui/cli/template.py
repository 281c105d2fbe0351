"""``planimport template``: an empty plan sheet to fill in."""

from argparse import Namespace

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit


def template(arguments: Namespace, desk: Desk) -> Exit:
    """Write the template; a file that is there is replaced only with ``--force``."""
    raise NotImplementedError
