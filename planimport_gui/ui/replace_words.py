"""What is asked before months are replaced, and why they cannot be: pure words, no widgets."""

from collections.abc import Iterable

from planimport_gui.importing.replacement import Hindered, Month, Replacement
from planimport_gui.texts import Texts
from planimport_gui.texts.phrases import month_words, number_list
from planimport_gui.ui.run_words import project_words


def question(found: Replacement, texts: Texts, *, practice: bool) -> str:
    """What is deleted, what is sent, and what of it does not come back."""
    end = ".practice" if practice else ""
    months, project = months_said(found.months, texts), project_words(found.project)
    runs = sorted({one.run for one in found.replaces})
    deletes = "ui.replace.deletesSeveral" if len(runs) > 1 else "ui.replace.deletes"
    lines = [
        texts.say(f"ui.replace.ask{end}", months=months, project=project),
        "",
        texts.say(
            f"{deletes}{end}",
            rows=found.deleted,
            batches=len(found.replaces),
            runs=number_list(runs),
        ),
        texts.say("ui.replace.sends", rows=len(found.rows)),
    ]
    parts = (
        ("changed", found.changed), ("same", found.same), ("beside", found.beside), ("fresh", found.fresh),
        ("repeated", found.repeated),
    )  # fmt: skip
    lines += [texts.count(f"ui.replace.{name}", rows) for name, rows in parts if rows]
    if found.gone:
        lines.append(texts.count(f"ui.replace.gone{end}", found.gone))
    return "\n".join((*lines, "", texts.say(f"ui.replace.between{end}")))


def yes(found: Replacement, texts: Texts) -> str:
    """The button that says yes, with its numbers."""
    return texts.say("ui.replace.yes", deleted=found.deleted, rows=len(found.rows))


def hindered(found: Hindered, texts: Texts) -> str:
    """Why nothing can be replaced, and what to do."""
    months = months_said(found.months, texts)
    return texts.say(f"ui.replace.not.{found.why}", run=found.run, rows=found.rows, months=months)


def months_said(months: Iterable[Month], texts: Texts) -> str:
    """«ноябрь 2026, декабрь 2026»."""
    return ", ".join(month_words(month, texts) for month in months)
