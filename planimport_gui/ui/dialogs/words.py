"""Sentences of the dialogs that are put together from codes."""

from planimport_gui.facts.failures import DataUnusable, JournalError, LockHeld, TokenTrouble
from planimport_gui.facts.outcomes import Connected, ProbeOutcome
from planimport_gui.texts import Texts


def fault_sentence(texts: Texts, error: BaseException) -> str | None:
    """What the world around the program did, in words; ``None`` for a mistake of ours."""
    match error:
        case LockHeld():
            return texts.say("ui.message.locked")
        case JournalError():
            return texts.say(f"journal.{error.trouble}", path=error.path, detail=error.detail)
        case DataUnusable():
            return texts.say(f"ui.data.{error.trouble}", path=error.path, detail=error.detail)
        case _:
            return None


def probe_sentence(texts: Texts, outcome: ProbeOutcome | TokenTrouble) -> str:
    """How the connection test went."""
    match outcome:
        case Connected():
            return texts.say("ui.probe.connected")
        case TokenTrouble():
            return texts.say(f"token.{outcome}")
        case _:
            said = texts.say(f"cause.{outcome.cause}")
            return f"{said} {texts.say('words.service', words=outcome.words.strip())}" if outcome.words else said
