"""The one sentence at the bottom, and the buttons beside it, for every state of the window."""

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import RunRecord
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import totals_line
from planimport_gui.ui import card_words
from planimport_gui.ui.run_words import kept_rows, undoable
from planimport_gui.ui.states import (
    BeforeState,
    Card,
    CardKind,
    FooterButton,
    FooterState,
    ProblemsState,
    ResultState,
    RunPhase,
    RunState,
)

_NEEDS_TOKEN = (Cause.TOKEN, Cause.PROJECT)


def of_problems(texts: Texts, state: ProblemsState, ready: int, fixed: int | None) -> FooterState:
    """While something is to be repaired. ``fixed`` rows were mended by the last press, which can be undone."""
    others = []
    if ready or not state.errors:
        text = texts.say("ui.footer.onlyReady" if state.errors else "ui.footer.review", rows=ready)
        others.append(FooterButton("import_button", text))
    if fixed is not None:
        sentence = texts.say("ui.footer.fixed", rows=fixed)
        others.insert(0, FooterButton("undo_button", texts.say("ui.footer.undo")))
    else:
        sentence = _repairs(texts, state)
    return FooterState(sentence, _repair_button(texts, state), tuple(others))


def _repairs(texts: Texts, state: ProblemsState) -> str:
    if not state.errors and not state.checks:
        return texts.say("ui.footer.noErrors", rows=state.rows)
    if state.errors == len(state.refused) > 0:
        return texts.count("ui.footer.refused", state.errors)
    card = None if state.certain else next_card(state)
    if card is not None:
        title, text = card_words.title(card, texts), card_words.text(card, texts)
        return texts.say("ui.footer.cardQuestion", title=title, text=text)
    what = _list(texts, {"errors": state.errors, "checks": state.checks})
    how = _list(texts, {"certain": state.certain, "asked": state.asked, "byHand": state.by_hand})
    if not how:
        return texts.say("ui.problems.look", what=what)
    return texts.say("ui.footer.problems", what=what, how=how)


def _list(texts: Texts, counts: dict[str, int]) -> str:
    """The parts that are not nought."""
    return ", ".join(texts.say(f"ui.footer.{name}", rows=rows) for name, rows in counts.items() if rows)


def _repair_button(texts: Texts, state: ProblemsState) -> FooterButton | None:
    if state.certain:
        return FooterButton("fix_certain_button", texts.say("ui.footer.fixCertain", rows=state.certain))
    card = next_card(state)
    if card is not None:
        return FooterButton("fix_card_button", texts.say(f"ui.footer.card.{card.kind}", rows=card.rows))
    if state.errors or state.checks:
        return FooterButton("next_problem_button", texts.say("ui.footer.nextProblem"))
    return None


def next_card(state: ProblemsState) -> Card | None:
    """The first card that one press can mend."""
    kinds = (CardKind.PROPOSED, CardKind.ROUND)
    return next((card for card in state.cards if card.kind in kinds), None)


def of_confirmation(texts: Texts, state: BeforeState, *, remarks: bool, held: bool) -> FooterState:
    """Before sending: what goes, and the button that sends it.

    ``remarks``: there are cards to go back to. ``held``: nothing can be sent at this moment.
    """
    others = [FooterButton("remarks_button", texts.say("ui.footer.back"))] if remarks else []
    if not state.rows:
        return FooterState(_nothing(texts, state), None, tuple(others))
    if state.allowed:
        sentence = texts.say("ui.footer.again", rows=state.allowed)
    elif state.errors:
        sentence = texts.say("ui.footer.rest", errors=state.errors)
    else:
        sentence = texts.say("ui.footer.noErrors", rows=state.total)
    if state.practice:
        text = texts.say("ui.footer.sendPractice", rows=state.rows)
    elif state.project is None:
        text = texts.say("ui.footer.send", rows=state.rows)
    else:
        text = texts.say("ui.footer.sendTo", rows=state.rows, project=state.project.name or state.project.site)
    button = FooterButton("confirm_button", text, not held)
    return FooterState(sentence, button, tuple(others), warns=bool(state.allowed))


def _nothing(texts: Texts, state: BeforeState) -> str:
    """Why nothing would go; a plan that was sent whole says what is known of it."""
    sent = {"imported": state.imported, "inWork": state.in_work, "inDoubt": state.in_doubt}
    if not state.total or sum(sent.values()) != state.total:
        return texts.say("ui.footer.nothing")
    if state.imported == state.total:
        return texts.say("ui.footer.allThere", rows=state.total)
    return texts.say("ui.footer.allSent", rows=state.total, parts=_list(texts, sent))


def of_counting(texts: Texts) -> FooterState:
    """The plan is being counted or judged: numbers would be those of before."""
    return FooterState(texts.say("ui.counting"))


def of_slow_keyring(texts: Texts) -> FooterState:
    """The keyring was asked for the token and has not answered yet."""
    return FooterState(texts.say("ui.footer.keyring"))


def of_run(texts: Texts, state: RunState) -> FooterState:
    """While a run is on its way."""
    if state.phase is RunPhase.STOPPING:
        return FooterState(texts.say("ui.footer.stopping"))
    stop = FooterButton("stop_button", texts.say("ui.footer.stopUndo" if state.undoing else "ui.footer.stop"))
    if state.phase is RunPhase.PAUSED:
        go_on = FooterButton("go_on_button", texts.say("ui.footer.unpause"))
        return FooterState(texts.say("ui.footer.paused"), go_on, (stop,))
    others = (stop,) if state.undoing else (stop, FooterButton("pause_button", texts.say("ui.footer.pause")))
    return FooterState(texts.say("ui.footer.runningPractice" if state.practice else "ui.footer.running"), None, others)


def of_result(texts: Texts, state: ResultState) -> FooterState:
    """After a run: the sum that adds up, and what to do next."""
    record = state.record
    others = [FooterButton("back_to_sheet_button", texts.say("ui.footer.backToSheet"))]
    if can_undo(record):
        others.append(FooterButton("undo_import_button", texts.say("ui.footer.undoImport")))
    others.append(FooterButton("report_button", texts.say("ui.footer.report")))
    return FooterState(totals_sentence(texts, record), _next(texts, state), tuple(others))


def can_undo(record: RunRecord) -> bool:
    """Whether anything of the run may be in the service, or still go there."""
    return undoable(record.totals)


def totals_sentence(texts: Texts, record: RunRecord) -> str:
    """«179 импортировано + 1 отклонена + 60 под вопросом = 240»: every part that is not zero, and the total."""
    return totals_line(record.totals, texts)


def _next(texts: Texts, state: ResultState) -> FooterButton:
    totals, paused = state.record.totals, state.record.paused
    if state.busy:
        return FooterButton("next_plan_button", texts.say("ui.footer.nextPlan"), enabled=False)
    if paused in _NEEDS_TOKEN:
        return FooterButton("new_token_button", texts.say("ui.footer.newToken"))
    if state.to_delete:
        return FooterButton("retry_button", texts.say("ui.footer.goOnUndo"))
    if any(group.spare is not None for group in state.doubled):
        return FooterButton("delete_doubled_button", texts.say("ui.result.doubled.button"))
    if state.record.unfinished:
        return FooterButton("retry_button", texts.say("ui.footer.goOn"))
    if (doubts := totals.unknown - state.record.resent) > 0 and state.doubts:
        return FooterButton("resolve_button", texts.say("ui.footer.resolve", rows=doubts))
    if state.kept:
        return FooterButton("undo_again_button", texts.say("ui.footer.undoAgain", rows=kept_rows(state)))
    if state.failed:
        text = texts.say("ui.footer.deleteFailed", batches=len(state.failed))
        return FooterButton("delete_failed_button", text)
    if totals.refused:
        return FooterButton("fix_refused_button", texts.say("ui.footer.fixRefused", rows=totals.refused))
    return FooterButton("next_plan_button", texts.say("ui.footer.nextPlan"))
