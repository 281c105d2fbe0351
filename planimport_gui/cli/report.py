"""What a check found: for programs one object, for people lines."""

from itertools import islice

from planimport_gui.cli.desk import Desk
from planimport_gui.cli.planfile import OpenedPlan
from planimport_gui.facts.reading import SkipReason
from planimport_gui.plan.fields import Field
from planimport_gui.plan.problems import Code, Problem
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import number_list
from planimport_gui.texts.sentences import located_problem

_SHOWN = 100
"""Problems that are listed for people."""

_OPTIONS = ((Code.DATE_AMBIGUOUS, "cli.check.dates"), (Code.VALUE_FRACTION, "cli.check.round"))
"""Problems that an option settles for the whole sheet."""


def plan_object(plan: OpenedPlan, texts: Texts) -> dict[str, object]:
    """The object of ``check --json``, keys as DESIGN section 6 lists them; its longest lists as iterators."""
    reading, counts = plan.reading, plan.sheet.counts
    ready = plan.sheet.sendable()
    return {
        "file": plan.path,
        "sheet": reading.sheet,
        "headerRow": reading.header_row,
        "layout": reading.layout.value,
        "rows": counts.rows,
        "errors": counts.errors,
        "warnings": counts.warnings,
        "repeats": counts.repeats,
        "skipped": [{"row": skipped.row, "reason": skipped.reason.value} for skipped in reading.skipped],
        "problems": (_problem_object(plan, id, problem, texts) for id, problem in plan.problems()),
        "items": (row.item.wire() for row in ready),
        "origins": (
            {"row": row.origin.row, "column": row.origin.column} if row.origin else {"row": None, "column": None}
            for row in ready
        ),
    }


def tell_plan(plan: OpenedPlan, desk: Desk) -> None:
    """How the sheet was read and what is wrong with it, for people."""
    reading, counts = plan.reading, plan.sheet.counts
    desk.say("cli.check.sheet", sheet=reading.sheet, header=reading.header_row, rows=counts.rows)
    for reason in SkipReason:
        rows = number_list(skipped.row for skipped in reading.skipped if skipped.reason is reason)
        if rows and reason is not SkipReason.BLANK:
            desk.say("cli.check.skipped", reason=desk.texts.say(f"skip.{reason}"), rows=rows)
    if reading.other_plans:
        desk.say("cli.check.others", sheets=", ".join(f"«{plan.name}»" for plan in reading.other_plans))
    _tell_problems(plan, desk)
    codes = {problem.code for _, problem in plan.problems()} if counts.errors else set()
    for code, hint in _OPTIONS:
        if code in codes:
            desk.say(hint)
    if counts.errors:
        desk.say(
            "cli.check.found", rows=counts.rows, errors=counts.errors, repeats=counts.repeats, warnings=counts.warnings
        )
        return
    desk.say("cli.check.clean", rows=counts.rows)
    if counts.repeats or counts.warnings:
        desk.say("cli.check.also", repeats=counts.repeats, warnings=counts.warnings)


def _tell_problems(plan: OpenedPlan, desk: Desk) -> None:
    problems = plan.problems()
    for id, problem in islice(problems, _SHOWN):
        desk.output.say(located_problem(desk.texts, problem, plan.sheet.number(id)))
    more = sum(1 for _ in problems)
    if more:
        desk.say("cli.check.more", n=more)


def _problem_object(plan: OpenedPlan, id: RowId, problem: Problem, texts: Texts) -> dict[str, object]:
    return {
        "row": plan.sheet.number(id),
        "column": _column(plan, id, problem.field),
        "field": problem.field.value if problem.field else None,
        "severity": problem.severity.value,
        "code": problem.code.value,
        "value": problem.found,
        "message": located_problem(texts, problem, plan.sheet.number(id)),
        "fix": problem.fix.text if problem.fix else None,
    }


def _column(plan: OpenedPlan, id: RowId, field: Field | None) -> str | None:
    origin = plan.sheet.row(id).origin
    if field is None:
        return None
    if field is Field.VALUE and origin is not None:
        return origin.column
    return plan.reading.columns.get(field)
