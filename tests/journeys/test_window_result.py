"""After a run: a refused or paused undo says so, what failed can be deleted and sent again, a report proves it all."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtWidgets import QLabel
from support.desktop import Desktop, desktop, plan_file
from support.gui import Person
from support.stage import second_batch_unanswered

from planimport_gui.facts.outcomes import Cause
from planimport_gui.facts.reading import Refusal
from planimport_gui.facts.records import Totals
from planimport_gui.practice import answers
from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.ledger import ERROR
from planimport_gui.practice.service import PracticeService
from planimport_gui.sheets.reader import read_sheet
from planimport_gui.ui.states import Filter, RowMark
from planimport_gui.ui.window import Panel

FIRST_LOG = 900000001
NO = Fault(reply=answers.deletions([(FIRST_LOG, "Удаление запрещено")]))


def serve(**options: object) -> PracticeService:
    return PracticeService(**{"pace": 0, "finish_after": 0.02, **options})  # type: ignore[arg-type]  # its own options


def send(story: Desktop, path: Path) -> None:
    story.open(path)
    story.panel(Panel.BEFORE)
    story.press("confirm_button")
    story.ended()


def undo(story: Desktop) -> None:
    story.press("undo_import_button")
    story.press("yes_question_yes")
    story.ended()


def totals(story: Desktop) -> Totals:
    record = story.controller.desk.result
    assert record is not None
    return record.totals


def shown(story: Desktop) -> str:
    """All that the panel of the result says."""
    labels = story.window.result.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def headline(story: Desktop) -> str:
    return story.find(QLabel, "result_headline").text()


def refusing_deletions(facts: RequestFacts) -> Fault | None:
    return NO if facts.kind is Kind.DELETE else None


def test_a_refused_undo_does_not_read_as_success(gui: Person, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with serve(faults=refusing_deletions) as service:
        with desktop(gui, data, service.address) as story:
            send(story, plan_file(tmp_path, 5))
            undo(story)
            assert totals(story) == Totals(total=5, imported=5)
            assert headline(story) == "Не удалось отменить 5 строк"
            assert "«Удаление запрещено» — 5 строк" in shown(story)
            assert str(FIRST_LOG) in shown(story)
            assert "Готово" not in shown(story)
        gui.leave()
        with desktop(gui, data, service.address) as story:
            story.controller.results.open(1)
            story.ended()
            assert headline(story) == "Не удалось отменить 5 строк", "the next day as well"
            service.faults = None
            story.press("undo_again_button")
            story.press("yes_question_yes")
            story.gui.wait_until(lambda: not service.imported(), 20)
            story.ended()
            assert totals(story) == Totals(total=5, undone=5)
            assert headline(story) == "Импорт отменён: 5 строк удалены из Calltouch"


def test_a_paused_undo_says_what_is_left_and_goes_on_alone(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 5))
        service.refill(0)
        undo(story)
        record = story.controller.desk.result
        assert record is not None
        assert record.paused is Cause.POINTS
        assert headline(story) == "Отмена не закончена: 5 строк ещё не удалены"
        assert "Отмена остановилась: 5 строк ещё не удалены" in shown(story)
        assert "баллы закончились" in shown(story)
        sent = sum(request.kind is Kind.ADD for request in service.requests)
        service.refill(None)
        story.press("retry_button")
        story.gui.wait_until(lambda: not service.imported(), 20)
        story.ended()
        assert totals(story) == Totals(total=5, undone=5)
        assert sum(request.kind is Kind.ADD for request in service.requests) == sent, "an undo sends nothing"
        record = story.controller.desk.result
        assert record is not None
        assert (record.paused, record.unfinished) == (None, False)


def test_what_failed_is_deleted_and_sent_again_from_the_sheet(gui: Person, tmp_path: Path) -> None:
    """A failed import may have left rows behind, so its number goes first."""
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        service.faults = lambda facts: Fault(status=ERROR) if facts.kind is Kind.ADD and facts.items() else None
        send(story, plan_file(tmp_path, 5))
        assert totals(story) == Totals(total=5, failed=5)
        assert "Часть могла попасть" in shown(story)
        story.press("show_failed_button")
        assert story.controller.editing.filter is Filter.REFUSED
        assert story.window.table.model().rowCount() == 5
        service.faults = None
        story.press("delete_failed_button")
        story.press("yes_question_yes")
        story.gui.wait_until(lambda: totals(story).undone == 5 if story.controller.desk.result else False, 20)
        assert all(log.deleted for log in service.logs())
        story.press("back_to_sheet_button")
        story.panel(Panel.BEFORE)
        story.press("confirm_button")
        story.ended()
        assert totals(story) == Totals(total=5, imported=5)
        assert set(service.imported().values()) == {1}


def report(story: Desktop, folder: Path, monkeypatch: Any) -> Path:
    path = folder / "report.xlsx"
    results = story.controller.results
    monkeypatch.setattr(results, "_questions", replace(results._questions, save=lambda name, save: save(path)))  # type: ignore[type-var]
    story.press("report_button")
    story.gui.wait_until(path.exists)
    story.gui.wait_until(lambda: story.window.message.isVisible())
    return path


def test_the_report_proves_what_is_in_calltouch(gui: Person, tmp_path: Path, monkeypatch: Any) -> None:
    with serve(faults=second_batch_unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 150))
        path = report(story, tmp_path, monkeypatch)
        imported = [id for id in story.document.sheet.ids if story.document.mark(id) is RowMark.IMPORTED]
        whole = sum(story.document.sheet.row(id).cells[-1] for id in imported)  # type: ignore[misc]  # all are numbers
    book = openpyxl.load_workbook(path)
    plan, summary = book.worksheets
    assert [cell.value for cell in plan[1]][10:] == ["Состояние", "Номер импорта", "Отправлена", "Ответ Calltouch"]
    assert plan.max_row == 151
    assert summary.title == "Итог"
    lines = [[cell.value for cell in row if cell.value is not None] for row in summary.iter_rows()]
    facts = {line[0]: line[1] for line in lines if len(line) == 2}
    assert facts["Проект"] == "Клиника на Мира (ID личного кабинета 12345)"
    assert facts["Файл плана"] == "МП v10.xlsx"
    assert facts["Строки плана"] == "100 импортировано + 50 под вопросом = 150"
    assert facts["Номера импортов"] == str(FIRST_LOG)
    assert ":" in facts["Когда отправлено"]
    title = lines.index(["В Calltouch по этому импорту"])
    assert lines[title + 1][:2] == ["Тип метрики", "Метрика"]
    assert sum(line[-1] for line in lines[title + 2 :]) == whole


def test_a_report_opened_again_is_the_plan_it_was(gui: Person, tmp_path: Path, monkeypatch: Any) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        send(story, plan_file(tmp_path, 5))
        path = report(story, tmp_path, monkeypatch)
    reading = read_sheet(path)
    assert not isinstance(reading, Refusal)
    assert (reading.sheet, len(reading.rows)) == ("План", 5)
