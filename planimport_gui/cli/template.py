"""``planimport template``: an empty plan sheet to fill in."""

from argparse import Namespace
from pathlib import Path

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.exits import Exit
from planimport_gui.facts.saving import SaveTrouble
from planimport_gui.sheets.writer import write_template


def template(arguments: Namespace, desk: Desk) -> Exit:
    """Write the template; a file that is there is replaced only with ``--force``."""
    path = Path(arguments.path)
    if path.exists() and not arguments.force:
        raise desk.ending(Exit.USAGE, "cli.template.exists", path=path)
    refusal = write_template(path, language=desk.texts.language.value)
    if refusal is not None:
        detail = {"detail": refusal.detail} if refusal.trouble is SaveTrouble.FAILED else {}
        raise desk.ending(Exit.USAGE, f"save.{refusal.trouble}", path=refusal.path, **detail)
    desk.say("cli.template.written", path=path)
    return Exit.DONE
