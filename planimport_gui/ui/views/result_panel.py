"""What became of a run, beside the table: rows in Calltouch, what needs the person, where the plan can be seen."""

from collections import Counter
from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QWidget

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.records import RefusedRow
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import (
    again_sentence,
    cause_sentence,
    day_words,
    number_list,
    twice_sentence,
    with_words,
)
from planimport_gui.ui import run_words as words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ResultState, RowMark
from planimport_gui.ui.views.parts import button, label, link
from planimport_gui.ui.views.run_parts import Card, ScrollColumn, fill

_WORDS_SHOWN = 3
"""Different words of the service about refused rows that are shown."""


class ResultPanel(QFrame):
    """``doubt_wanted`` and ``spare_wanted`` tell the number of a batch; the others say what the person wants and

    carry nothing.
    """

    doubt_wanted = Signal(object)
    spare_wanted = Signal(object)
    refused_wanted = Signal()
    undo_again_wanted = Signal()
    failed_wanted = Signal()
    failed_rows_wanted = Signal()
    details_wanted = Signal()

    def __init__(self, texts: Texts, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("run_summary")
        self._texts, self._look = texts, look
        self._state: ResultState | None = None
        self._make_labels()
        self._make_cards()
        self._make_links()
        self._lay_out()

    def show_state(self, state: ResultState) -> None:
        """Show what became of a run."""
        if state == self._state:
            return
        self._state = state
        self._show_head(state)
        self._show_cards(state)
        self._show_end(state)
        said = [line.text() for line in self._said() if not line.isHidden()]
        self.setAccessibleDescription(" ".join(said))

    # inside

    def _make_labels(self) -> None:
        self._headline = self._label("result_headline", "section")
        self._run = self._label("result_run", color="secondary")
        self._where = self._label("result_where")
        self._logs = self._label("result_logs", selectable=True)
        self._again = self._label("result_send_again")
        self._before = self._label("result_before", color="secondary")
        self._practice = self._label("result_practice")

    def _label(self, name: str, role: str = "body", color: str = "text", *, selectable: bool = False) -> QLabel:
        made = label(self._look, role, color)
        made.setObjectName(name)
        if selectable:
            made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return made

    def _make_cards(self) -> None:
        look, say = self._look, self._texts.say
        self._doubled = Card(look, "doubled_card", RowMark.ERROR)
        self._spare = button("delete_spare_button", say("ui.result.doubled.button"), self._want_spare)
        self._doubled.add(self._spare)
        self._doubt = Card(look, "doubt_card", RowMark.UNKNOWN)
        self._doubt.add(button("doubt_button", say("ui.result.doubt.button"), self._want_doubt))
        self._refused = Card(look, "refused_card", RowMark.REFUSED)
        self._refused.add(button("refused_button", say("ui.result.refused.button"), self.refused_wanted))
        self._failed = Card(look, "failed_card", RowMark.FAILED)
        self._delete = button("delete_failed_card_button", say("ui.result.failed.delete"), self.failed_wanted)
        self._failed.add(self._delete)
        show = button("show_failed_button", say("ui.result.failed.show"), self.failed_rows_wanted)
        self._failed.add(show)
        self._kept = Card(look, "kept_card", RowMark.REFUSED)
        self._kept.add(button("undo_again_card_button", say("ui.result.kept.button"), self.undo_again_wanted))
        self._paused = Card(look, "paused_card", RowMark.CHECK)
        self._pending = Card(look, "pending_card", RowMark.PENDING)

    def _make_links(self) -> None:
        say = self._texts.say
        self._copy = link(self._look, "copy_log_ids_link", say("ui.result.copyLogs"))
        self._copy.clicked.connect(self._copy_logs)
        self._details = link(self._look, "result_details_link", say("ui.result.details"))
        self._details.clicked.connect(self.details_wanted)

    def _said(self) -> tuple[QLabel, ...]:
        return (
            self._doubled.title, self._headline, self._before, *(card.title for card in self._cards()), self._again,
            self._where, self._logs, self._practice,
        )  # fmt: skip

    def _cards(self) -> tuple[Card, ...]:
        return (self._kept, self._paused, self._doubt, self._refused, self._failed, self._pending)

    def _lay_out(self) -> None:
        scroll = ScrollColumn(self._look)
        for widget in (
            self._doubled, self._headline, self._before, self._run, *self._cards(), self._again, self._where,
            self._logs, self._copy, self._practice, self._details,
        ):  # fmt: skip
            scroll.column.addWidget(widget)
        scroll.column.addStretch(1)
        self.setFocusProxy(self._details)
        fill(self, scroll)

    def _show_head(self, state: ResultState) -> None:
        self._headline.setText(_headline(state, self._texts))
        self._run.setText(words.run_line(state.record, self._texts))

    def _show_cards(self, state: ResultState) -> None:
        totals, say = state.record.totals, self._texts.say
        self._show_doubled(state)
        self._doubt.tell(*_doubt(state, self._texts))
        self._refused.tell(
            say("ui.result.refused", rows=totals.refused) if totals.refused else "",
            _refusals(state.refused, self._texts),
        )
        self._failed.tell(
            say("ui.result.failed", rows=totals.failed) if totals.failed else "",
            "" if state.practice else say("ui.result.failed.text"),
        )
        self._delete.setText(say("ui.result.failed.deletePractice" if state.practice else "ui.result.failed.delete"))
        self._kept.tell(*_kept(state, self._texts))
        self._paused.tell(*_paused(state, self._texts))
        waits = totals.pending and not totals.not_sent and state.record.paused is None
        self._pending.tell(
            say("ui.result.pending", rows=totals.pending) if waits else "", say("ui.result.pending.text")
        )

    def _show_doubled(self, state: ResultState) -> None:
        """What is there twice stands before everything else."""
        said = [twice_sentence(group, self._texts, practice=state.practice) for group in state.doubled]
        spare = words.spare_label(state.doubled, self._texts)
        text = self._texts.say("ui.result.doubled.text") if spare else ""
        self._doubled.tell(said[0] if said else "", "\n".join((*said[1:], text)).strip())
        self._spare.setText(spare)
        self._spare.setVisible(bool(spare))

    def _show_end(self, state: ResultState) -> None:
        totals, say = state.record.totals, self._texts.say
        more_to_do = totals.undone or state.to_delete or state.kept or state.failed or state.doubled
        there = totals.imported and not more_to_do and not state.practice
        tomorrow = day_words(state.today + timedelta(days=1), self._texts)
        self._show(self._where, say("cli.result.where", day=tomorrow) if there else "")
        logs = number_list(state.log_ids) if not state.practice else ""
        code = "ui.result.logs" if len(set(state.log_ids)) > 1 else "ui.result.log"
        self._show(self._logs, say(code, logs=logs) if logs else "")
        self._copy.setVisible(bool(logs))
        again = totals.undone and not state.to_delete
        self._show(self._again, say("ui.result.sendAgain", rows=totals.undone) if again else "")
        before = state.record.before
        self._show(self._before, say("cli.result.before", rows=before) if before else "")
        self._show(self._practice, say("cli.result.practice") if state.practice else "")

    def _show(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _want_doubt(self) -> None:
        if self._state is not None and self._state.doubts:
            self.doubt_wanted.emit(self._state.doubts[0])

    def _want_spare(self) -> None:
        spares = [group.spare for group in self._state.doubled if group.spare is not None] if self._state else []
        if spares:
            self.spare_wanted.emit(spares[0])

    def _copy_logs(self) -> None:
        if self._state is not None:
            QApplication.clipboard().setText(number_list(self._state.log_ids))


def _headline(state: ResultState, texts: Texts) -> str:
    totals = state.record.totals
    goal = words.meant(totals)
    if state.to_delete:
        return texts.say("ui.result.undoLeft", rows=state.to_delete)
    if state.kept:
        return texts.say("ui.result.kept", rows=words.kept_rows(state))
    if totals.undone and totals.undone == goal:
        return texts.say("ui.result.practiceUndone" if state.practice else "ui.result.undone", rows=totals.undone)
    if state.practice:
        return texts.say("ui.result.practice", imported=totals.imported, total=goal)
    if totals.imported == goal and state.record.doubled:
        return texts.say("ui.result.doubled", rows=totals.imported, doubled=state.record.doubled)
    if totals.imported == goal:
        return texts.say("ui.result.all", rows=totals.imported)
    return texts.say("ui.result.part", imported=totals.imported, total=goal)


def _doubt(state: ResultState, texts: Texts) -> tuple[str, str]:
    """What is in doubt and why, and what became of it where it was sent again."""
    unknown, resent = state.record.totals.unknown, state.record.resent
    if not state.doubts:
        return "", ""
    came = [again for again in state.again if again.imported]
    if resent and resent == unknown:
        logs = sorted({log for again in came for log in again.log_ids})
        code = "ui.result.resent.many" if len(logs) > 1 else "ui.result.resent"
        return texts.say(code, rows=unknown, logs=number_list(logs)), texts.say("ui.result.resent.text")
    code = "ui.result.doubt.practice" if state.practice else "ui.result.doubt.text"
    causes = state.causes or (Cause.SILENT,)
    why = "; ".join(texts.say(f"cause.{cause}.short") for cause in causes)
    again = [one for one in state.again if one.under_way]
    open_rows = unknown - sum(len(one.batch.rows) for one in again)
    lines = [texts.say(code, rows=open_rows, why=why)] if open_rows > 0 else []
    lines += [
        texts.say(
            "ui.result.doubt.again",
            batch=one.batch.parent or 0,
            rows=len(one.batch.rows),
            again=again_sentence(one, texts),
        )
        for one in again
    ]
    return texts.say("ui.result.doubt", rows=unknown), "\n".join(lines)


def _refusals(refused: tuple[RefusedRow, ...], texts: Texts) -> str:
    """The service's words, most frequent first, each with how many rows it is about."""
    return _most_frequent(Counter(row.words for row in refused), texts)


def _kept(state: ResultState, texts: Texts) -> tuple[str, str]:
    """What Calltouch did not delete, why in its words, and what to do about it."""
    if not state.kept:
        return "", ""
    counted: Counter[str] = Counter()
    for batch in state.kept:
        counted[batch.words] += batch.rows
    logs = number_list(batch.log_id for batch in state.kept if batch.log_id is not None)
    next_step = texts.say("ui.result.kept.practice" if state.practice else "ui.result.kept.text", logs=logs)
    title = texts.say("ui.result.kept", rows=words.kept_rows(state))
    return title, f"{_most_frequent(counted, texts)}\n{next_step}"


def _most_frequent(counted: Counter[str], texts: Texts) -> str:
    lines = [
        texts.say("ui.result.refused.words" if said else "ui.result.kept.silent", words=said, rows=rows)
        for said, rows in counted.most_common(_WORDS_SHOWN)
    ]
    more = len(counted) - len(lines)
    return "\n".join([*lines, texts.say("ui.result.refused.more", n=more)] if more else lines)


def _paused(state: ResultState, texts: Texts) -> tuple[str, str]:
    """Why a run does not go on, and what next; empty where it came to its end."""
    record, rows = state.record, state.record.totals.not_sent
    if state.to_delete:
        return _undo_left(state, texts)
    if record.paused is not None:
        title = "paused" if rows else "pausedNoRows"
        why = cause_sentence(record.paused, record.paused_words, texts)
    elif rows:
        title = "cancelled" if state.cancelled else "rest"
        why = texts.say("ui.result.waits") if record.unfinished else ""
    else:
        return "", ""
    months = words.months_words(state.months, texts) if record.unfinished else ""
    if record.between:
        code = "ui.result.replaced.practice" if state.practice else "ui.result.replaced"
        said = (texts.say("ui.result.replacedText", rows=rows), why)
        return texts.say(code, rows=record.between), "\n".join(part for part in said if part)
    return texts.say(f"ui.result.{title}", rows=rows), "\n".join(part for part in (months, why) if part)


def _undo_left(state: ResultState, texts: Texts) -> tuple[str, str]:
    """Why an undo did not come to its end, and that nothing of it is forgotten."""
    record = state.record
    code = "undoCancelled" if state.cancelled else "undoLeft" if record.paused is None else "undoPaused"
    why = ""
    if record.paused is not None:
        cause = texts.say(f"cause.{record.paused}.short")
        why = with_words(texts.say("ui.result.undoCause", cause=cause), record.paused_words, texts) + "\n"
    return texts.say(f"ui.result.{code}", rows=state.to_delete), why + texts.say("ui.result.undoWaits")
