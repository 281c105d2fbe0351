"""How a row looks: texts, marks and the sign of each cell, made once and kept until the row changes."""

from dataclasses import dataclass
from enum import Enum

from planimport_gui.facts.records import RefusedRow
from planimport_gui.plan.fields import FIELDS, POSITION, Field
from planimport_gui.plan.problems import Problem, Severity
from planimport_gui.plan.repeats import imported_before
from planimport_gui.plan.row import PlanRow, RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.phrases import capital
from planimport_gui.texts.sentences import problem_sentence
from planimport_gui.ui.document import Document
from planimport_gui.ui.models.cell_text import display_text
from planimport_gui.ui.states import RowMark


class Sign(Enum):
    """What is drawn around a cell."""

    ERROR = "error"
    CHECK = "check"
    CHANGED = "changed"
    """Another text than the one that was imported."""
    FIXED = "fixed"
    """Had a problem when the plan was opened, and has none now."""


@dataclass(frozen=True, slots=True)
class RowLook:
    """A row as it is painted. ``texts`` and ``signs`` stand in the order of ``FIELDS``.

    ``problems`` are those that are told, ``refusal`` what the service said of the row.
    """

    mark: RowMark
    texts: tuple[str, ...]
    signs: tuple[Sign | None, ...]
    problems: tuple[Problem, ...]
    refusal: RefusedRow | None

    @property
    def out(self) -> bool:
        """Left out of what is sent, and therefore grey."""
        return self.mark in (RowMark.LEFT_OUT, RowMark.SENT_BEFORE)

    @property
    def goes_again(self) -> bool:
        """A repeat that goes all the same."""
        return self.mark is RowMark.CHECK and any(one.severity is Severity.REPEAT for one in self.problems)

    @property
    def there(self) -> bool:
        """Imported before, for certain and with the same value."""
        return self.mark is RowMark.SENT_BEFORE and imported_before(self.problems)


PATHS = {field.value: field for field in FIELDS} | {
    "metric.type": Field.TYPE,
    "metric.name": Field.NAME,
    "metric.value": Field.VALUE,
    "metric": Field.NAME,
}
"""The fields by the paths in the service's refusals."""


def look_of(document: Document, id: RowId, first: PlanRow | None, language: Language) -> RowLook:
    """Make the look of a row. ``first`` is the row as the plan was opened, where it was there then."""
    row, mark = document.sheet.row(id), document.mark(id)
    refusal = document.refusal(id)
    judged = not document.in_run or refusal is not None or mark in (RowMark.CHANGED, RowMark.REFUSED)
    problems = document.sheet.verdict(id).problems if judged else ()
    texts = tuple(display_text(cell, field, language) for cell, field in zip(row.cells, FIELDS, strict=True))
    signs = dict(_news(document, row, first, mark))
    for problem in problems:
        if problem.field is not None and signs.get(problem.field) is not Sign.ERROR:
            signs[problem.field] = Sign.ERROR if problem.severity is Severity.ERROR else Sign.CHECK
    if refusal is not None and (field := refused_field(refusal)):
        signs[field] = Sign.ERROR
    return RowLook(mark, texts, tuple(map(signs.get, FIELDS)), problems, refusal)


def _news(document: Document, row: PlanRow, first: PlanRow | None, mark: RowMark) -> list[tuple[Field, Sign]]:
    """What differs from the row as it was imported, else what was mended since the plan was opened."""
    sent = document.sent(row.id) if mark is RowMark.CHANGED else None
    if sent is not None:
        return [(field, Sign.CHANGED) for field in FIELDS if _differ(sent, row, field)]
    if first is None or first is row or first.cells == row.cells:
        return []
    wrong = {problem.field for problem in document.sheet.judge(first.cells)}
    return [(field, Sign.FIXED) for field in FIELDS if field in wrong and _differ(first, row, field)]


def _differ(one: PlanRow, other: PlanRow, field: Field) -> bool:
    return one.cells[POSITION[field]] != other.cells[POSITION[field]]


def refused_field(refusal: RefusedRow) -> Field | None:
    """The field that a refusal names; ``None`` where it is about the whole row."""
    return PATHS.get(refusal.field.rpartition("].")[2])


def cell_sentences(texts: Texts, look: RowLook, field: Field | None) -> tuple[str, ...]:
    """What is to be said of a cell; with ``None``, of the whole row and each of its cells."""
    said = []
    if look.refusal is not None and (field is None or refused_field(look.refusal) in (None, field)):
        said.append(texts.say("ui.table.refusedWords", words=look.refusal.words))
    for problem in look.problems:
        if field is None and problem.field is not None:
            sentence, name = problem_sentence(texts, problem, goes=look.goes_again), texts.say(f"field.{problem.field}")
            said.append(texts.say("ui.table.inField", field=name, problem=sentence))
        elif problem.field is field:
            said.append(capital(problem_sentence(texts, problem, goes=look.goes_again)))
    at = None if field is None else look.signs[POSITION[field]]
    if at in (Sign.CHANGED, Sign.FIXED):
        said.append(texts.say(f"ui.table.{at.value}"))
    return tuple(said)
