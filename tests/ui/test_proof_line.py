"""The line that proves what was understood of the sheet."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton, QWidget
from support.gui import Person, Signals, Stretched, cut_off, the

from planimport_gui.facts.reading import Layout, SheetReading, SheetSummary, SkippedRow, SkipReason
from planimport_gui.plan.fields import Field
from planimport_gui.plan.row import Origin, PlanRow, RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.phrases import sheet_words
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import ProofState
from planimport_gui.ui.views.proof_line import ProofLine, proof_sentence
from planimport_gui.ui.views.reading_popup import numbers

MINE = SheetSummary("МП", True, 360, date(2026, 10, 1), date(2026, 12, 31), 1_920_000)
OLD = SheetSummary("МП old", True, 360, date(2026, 10, 1), date(2026, 12, 31), 2_400_000)
OTHER = SheetSummary("R&D", False, 1)


def reading(
    sources: int = 30,
    plans: int = 12,
    skipped: tuple[SkippedRow, ...] = (),
    unused: tuple[str, ...] = (),
    others: tuple[SheetSummary, ...] = (),
    **more: Any,
) -> SheetReading:
    rows = tuple(
        PlanRow(RowId(number), (None,) * 10, Origin(12 + number // plans, "F")) for number in range(sources * plans)
    )
    columns = {Field.DATE_FROM: "C", Field.SOURCE: "D", Field.VALUE: "F"}
    return SheetReading(
        Path("МП.xlsx"), "МП", 11, Layout.MIXED, columns, rows, skipped, unused_columns=unused, plans=others, **more
    )


def skipped(reason: SkipReason, *rows: int) -> tuple[SkippedRow, ...]:
    return tuple(SkippedRow(row, reason) for row in rows)


def shown(state: SheetReading) -> ProofState:
    return ProofState(state, len(state.rows))


@pytest.mark.parametrize(
    ("read", "sentence"),
    [
        (reading(), "Лист «МП», шапка в строке 11: 30 строк листа → 360 строк плана."),
        (reading(1, 2), "Лист «МП», шапка в строке 11: 1 строка листа → 2 строки плана."),
        (reading(21, 1), "Лист «МП», шапка в строке 11: 21 строка плана."),
        (
            reading(
                skipped=skipped(SkipReason.TOTAL, 42) + skipped(SkipReason.NOTE, 44, 45) + skipped(SkipReason.BLANK, 43),
                unused=("A", "B", "H"),
            ),
            "Лист «МП», шапка в строке 11: 30 строк листа → 360 строк плана. Не берём: «Итого» (42), 2 примечания, 3 столбца.",
        ),
        (
            reading(skipped=skipped(SkipReason.TOTAL, 20, 30, 40, 50)),
            "Лист «МП», шапка в строке 11: 30 строк листа → 360 строк плана. Не берём: 4 строки итогов.",
        ),
        (
            reading(5, 1, hidden_rows=(13, 14), hidden_columns=("D",)),
            "Лист «МП», шапка в строке 11: 5 строк плана. Взяли и скрытое: 2 строки, 1 столбец.",
        ),
    ],
    ids=["across", "one row", "long", "left out", "many totals", "hidden"],
)  # fmt: skip
def test_the_sentence(russian: Texts, read: SheetReading, sentence: str) -> None:
    assert proof_sentence(russian, shown(read)) == sentence


@pytest.mark.parametrize(
    ("rows", "text"),
    [([], ""), ([42], "42"), ([44, 43, 42], "42–44"), ([42, 44, 45, 1200], "42, 44–45, 1200")],
)
def test_row_numbers(russian: Texts, rows: list[int], text: str) -> None:
    assert numbers(russian, rows) == text


def test_thousands_of_row_numbers_are_cut(russian: Texts) -> None:
    assert len(numbers(russian, range(1, 100_000, 2))) < 200


@pytest.fixture
def line(gui: Person, texts: Texts, look: Look) -> ProofLine:
    line = gui.show(ProofLine(texts, look), 1366, 30)
    line.show_state(shown(reading(skipped=skipped(SkipReason.TOTAL, 42), others=(MINE, OLD, OTHER))))
    gui.settle()
    return line


def test_without_a_file_there_is_no_line(gui: Person, line: ProofLine) -> None:
    line.show_state(None)
    assert not line.isVisible()
    line.show_reading()
    assert QApplication.activePopupWidget() is None


def test_another_sheet_is_chosen_by_its_name(gui: Person, line: ProofLine) -> None:
    told = Signals(line.sheet_wanted)
    menu = the(line, QMenu, "sheet_menu")
    menu.actions()[1].trigger()
    assert told.told == ["R&D"]
    assert [action.text() for action in menu.actions()] == [
        line._texts.say("ui.sheets.line", name=plan.name.replace("&", "&&"), what=sheet_words(plan, line._texts))
        for plan in (OLD, OTHER)
    ]


def test_a_single_plan_offers_no_other_sheet(gui: Person, line: ProofLine) -> None:
    line.show_state(shown(reading()))
    assert not the(line, QPushButton, "sheet_button").isVisible()


def test_the_reading_is_asked_for(gui: Person, line: ProofLine) -> None:
    told = Signals(line.reading_wanted)
    gui.click(the(line, QPushButton, "reading_button"))
    assert told.told == [None]


def test_the_reading_lists_columns_and_rows_and_goes_by_escape(gui: Person, line: ProofLine, texts: Texts) -> None:
    rows = skipped(SkipReason.TOTAL, 42) + skipped(SkipReason.NOTE, 44, 45, 46) + skipped(SkipReason.BLANK, 43)
    line.show_state(shown(reading(skipped=rows, unused=("AA", "CX"), hidden_rows=(13, 14), hidden_columns=("D", "F"))))
    line.show_reading()
    gui.settle()
    popup = the(line, QWidget, "reading_popup")
    said = "\n".join(label.text() for label in popup.findChildren(QLabel))
    for part in (texts.say("field.source"), "AA, CX", "44–46", "43", "42", "13–14", "D, F", texts.say("layout.mixed")):
        assert part in said
    gui.press(popup, Qt.Key.Key_Escape)
    assert not popup.isVisible()


@pytest.mark.parametrize("language", Language)
def test_longer_words_fit(gui: Person, look: Look, language: Language) -> None:
    line = gui.show(ProofLine(Stretched(language), look), 1366, 30)
    rows = skipped(SkipReason.TOTAL, 20, 30, 40) + skipped(SkipReason.NOTE, 44, 45, 46)
    line.show_state(shown(reading(skipped=rows, unused=("AA",) * 71, others=(MINE, OLD), hidden_rows=(13,))))
    line.resize(1366, line.heightForWidth(1366))
    gui.settle()
    assert line.width() == 1366
    assert cut_off(line) == []
