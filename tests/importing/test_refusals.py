"""A refusal sets named rows aside and sends the others on; one that names none is searched by halves."""

from planimport_gui.facts.outcomes import Refused, Violation
from planimport_gui.facts.records import BatchKind, RefusedRow
from planimport_gui.importing.refusals import split
from planimport_gui.plan.row import RowId

ROWS = [RowId(number) for number in (11, 12, 13, 14, 15)]


def violation(index: int | None, field: str = "metric.name", message: str = "нет") -> Violation:
    return Violation(index, field, message)


def test_named_rows_get_their_words_and_the_others_go_on() -> None:
    parts = split(ROWS, Refused("нет", (violation(1), violation(3, "dateTo", "дата"), violation(1, "x", "ещё"))))
    assert parts.refused == (RefusedRow(RowId(12), "metric.name", "нет ещё"), RefusedRow(RowId(14), "dateTo", "дата"))
    assert parts.children == ((11, 13, 15),)
    assert parts.kind is BatchKind.REMAINDER
    assert not parts.whole


def test_all_named_leaves_nothing_to_send() -> None:
    parts = split(ROWS[:2], Refused("нет", (violation(0), violation(1))))
    assert [row.row for row in parts.refused] == [11, 12]
    assert parts.children == ()
    assert parts.whole


def test_no_name_means_halves() -> None:
    parts = split(ROWS, Refused("что-то не так", (violation(None, "items", "что-то"),)))
    assert parts.refused == ()
    assert parts.children == ((11, 12, 13), (14, 15))
    assert parts.kind is BatchKind.HALF
    assert parts.whole


def test_an_index_beyond_the_batch_names_nobody() -> None:
    assert split(ROWS, Refused("нет", (violation(7),))).kind is BatchKind.HALF


def test_a_single_row_is_refused_with_the_words_of_the_whole() -> None:
    parts = split(ROWS[:1], Refused("что-то не так"))
    assert parts.refused == (RefusedRow(RowId(11), "", "что-то не так"),)
    assert parts.children == ()
