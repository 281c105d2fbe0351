"""What is wrong with the world around the program, as a sentence and an exit code."""

from planimport_gui.assembly.folder import FolderUnusable
from planimport_gui.assembly.projects import ProjectsUnreadable
from planimport_gui.cli.exits import Ending, Exit
from planimport_gui.facts.failures import JournalError, LockHeld
from planimport_gui.texts import Texts


def trouble_ending(error: Exception, texts: Texts) -> Ending | None:
    """How a command ends after an expected failure; ``None`` for one that nobody expected."""
    match error:
        case Ending():
            return error
        case LockHeld(pid=int(pid)):
            return Ending(Exit.LOCKED, texts.say("cli.fault.lockPid", pid=pid))
        case LockHeld():
            return Ending(Exit.LOCKED, texts.say("cli.fault.lock"))
        case JournalError():
            return Ending(Exit.NOT_ALL, texts.say(f"journal.{error.trouble}", path=error.path))
        case ProjectsUnreadable():
            words = texts.say("cli.fault.projects", path=error.path, detail=error.detail)
            return Ending(Exit.NOT_ALL, words)
        case FolderUnusable():
            words = texts.say("cli.fault.folder", path=error.path, detail=error.detail)
            return Ending(Exit.NOT_ALL, words)
        case _:
            return None
