"""A month is replaced by the next version of the plan, with the mouse; and what keeps it from being replaced."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMessageBox, QPushButton
from support.console import HEADER, good_row
from support.desktop import Desktop, desktop
from support.gui import Person, the

from planimport_gui.facts.records import BatchState, Totals
from planimport_gui.practice import answers
from planimport_gui.practice.checks import ItemTuple, item_tuple
from planimport_gui.practice.faults import Fault, Kind, RequestFacts
from planimport_gui.practice.service import PracticeService
from planimport_gui.ui.window import Panel

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
DECEMBER = (date(2026, 12, 1), date(2026, 12, 31))
Row = list[object]


def rows_of(month: tuple[date, date], numbers: Sequence[int], name: str = "campaign", more: int = 0) -> list[Row]:
    first, last = month
    return [good_row(n, first=first, last=last, campaign=f"{name} {n}", value=n + more) for n in numbers]


V10 = [*rows_of(NOVEMBER, range(1, 61)), *rows_of(DECEMBER, range(101, 161))]
"""Two batches: November with 40 rows of December, and the other 20."""
V11 = [
    *rows_of(NOVEMBER, range(1, 41)),
    *rows_of(NOVEMBER, range(41, 51), more=1000),
    *rows_of(NOVEMBER, range(51, 56), name="renamed"),
    *rows_of(DECEMBER, range(101, 161)),
]
"""10 other values, 5 renamed campaigns and 5 rows less in November."""


def plan(folder: Path, name: str, rows: Sequence[Row]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADER)
    for row in rows:
        sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def wanted(rows: Sequence[Row]) -> Counter[ItemTuple]:
    """What the service holds once these rows are there."""

    def wire(row: Row) -> dict[str, object]:
        first, last, source, medium, campaign, kind, name, value = row
        days = {"dateFrom": f"{first:%d-%m-%Y}", "dateTo": f"{last:%d-%m-%Y}"}
        texts = {"source": source, "medium": medium, "campaign": campaign}
        return {**days, **texts, "metric": {"type": kind, "name": name, "value": value}}

    return Counter(item_tuple(wire(row)) for row in rows)


def serve(faults: Callable[[RequestFacts], Fault | None] | None = None) -> PracticeService:
    return PracticeService(pace=0, finish_after=0.02, faults=faults)


def import_plan(story: Desktop, path: Path) -> None:
    story.open(path)
    story.panel(Panel.BEFORE)
    story.press("confirm_button")
    story.ended()


def open_next(story: Desktop, path: Path) -> None:
    """Open a plan and wait until it is judged and counted."""
    story.open(path)
    story.panel(Panel.BEFORE)
    story.gui.wait_until(lambda: story.controller.sending.plan is not None, 20)
    story.gui.settle()


def ask(story: Desktop) -> QMessageBox:
    """Press «Заменить…» and wait for the question."""
    story.press("before_replace_button")
    story.gui.wait_until(lambda: isinstance(QApplication.activeModalWidget(), QMessageBox), 20)
    question = QApplication.activeModalWidget()
    assert isinstance(question, QMessageBox)
    return question


def totals(story: Desktop) -> Totals:
    record = story.controller.desk.result
    assert record is not None
    return record.totals


def message(story: Desktop) -> str:
    bar = story.window.message
    return the(bar, QLabel, "message_text").text() if bar.isVisible() else ""


def refused(story: Desktop) -> str:
    """Press «Заменить…» and wait until it is said why not."""
    story.window.message.show_state(None)
    story.press("before_replace_button")
    story.gui.wait_until(lambda: message(story) != "", 20)
    return message(story)


def test_november_is_replaced(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        assert the(story.window, QPushButton, "before_replace_button").text() == "Заменить ноябрь 2026…"
        question = ask(story)
        assert question.text() == (
            "Заменить ноябрь 2026 в «Клиника на Мира»?\n\n"
            "Удалим из Calltouch 100 строк плана: 1 пакет импорта 1.\n"
            "Потом отправим 95 строк плана.\n"
            "• 10 из удалённых уйдут с другим значением\n"
            "• 40 из удалённых уйдут снова без изменений\n"
            "• 40 из удалённых — за другие месяцы, из тех же пакетов: уйдут снова без изменений\n"
            "• 5 из отправляемых — новые\n"
            "▲ 10 из удалённых в плане больше нет: исчезнут из Calltouch насовсем\n\n"
            "Несколько секунд между удалением и отправкой этих строк в Calltouch не будет. "
            "Если что-то прервётся, программа продолжит с этого места."
        )
        assert the(question, QAbstractButton, "yes_question_yes").text() == "Удалить 100 и отправить 95"
        assert the(question, QAbstractButton, "yes_question_cancel").text() == "Не удалять"
        assert service.imported() == wanted(V10)
        story.press("yes_question_yes")
        story.ended()
        assert service.imported() == wanted(V11)
        assert totals(story) == Totals(total=len(V11), imported=95, left_out=20)
        records = story.controller.desk.world.records
        assert records.run(1).totals == Totals(total=120, undone=100, imported=20)
        assert [(one.run, one.batch) for one in records.run(2).replaces] == [(1, 1)]
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        assert story.find_button("confirm_button") is None, "all of it is there"
        assert story.find_button("before_replace_button") is None


def test_two_months_are_replaced_together(gui: Person, tmp_path: Path) -> None:
    """December has more rows, which would stand beside its old sums."""
    next_plan = [*V11, *rows_of(DECEMBER, range(161, 165))]
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", next_plan))
        assert the(story.window, QPushButton, "before_replace_button").text() == "Заменить 2 месяца…"
        question = ask(story)
        assert "Удалим из Calltouch 120 строк плана: 2 пакета импорта 1." in question.text()
        story.press("yes_question_yes")
        story.ended()
        assert service.imported() == wanted(next_plan)
        assert totals(story) == Totals(total=len(next_plan), imported=len(next_plan))


def test_enter_and_escape_replace_nothing(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
            question = ask(story)
            gui.press(question, key)
            gui.wait_until(lambda: QApplication.activeModalWidget() is None)
            assert not story.controller.desk.busy
        assert service.imported() == wanted(V10)
        assert len(story.controller.desk.world.records.runs()) == 1


def test_what_changed_before_the_yes_replaces_nothing(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        ask(story)
        story.document.version += 1
        story.press("yes_question_yes")
        assert message(story).startswith("План изменился или проверяется заново: ничего не удалено и не отправлено.")
        assert not story.controller.desk.busy
        assert service.imported() == wanted(V10)
        assert len(story.controller.desk.world.records.runs()) == 1


def test_rows_of_another_month_that_the_plan_lacks_forbid_it(gui: Person, tmp_path: Path) -> None:
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП ноябрь.xlsx", V11[:55]))
        said = refused(story)
        assert said.startswith("Заменить нельзя: Calltouch удаляет только пакетами, а в тех же пакетах 40 строк")
        assert "декабрь 2026" in said
        assert service.imported() == wanted(V10)


def test_a_doubt_comes_first(gui: Person, tmp_path: Path) -> None:
    def unanswered(facts: RequestFacts) -> Fault | None:
        from planimport_gui.practice.faults import Cut

        return Fault(cut=Cut.BODY, execute=True) if (facts.kind, facts.nth) == (Kind.ADD, 2) else None

    with serve(unanswered) as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        assert refused(story).startswith("Заменить пока нельзя: под вопросом 60 строк за эти месяцы, импорт 1.")
        story.press("message_action")
        story.ended()
        assert totals(story).unknown == 100


def test_stopped_in_between_closed_and_finished_from_the_start_page(gui: Person, tmp_path: Path) -> None:
    points = Fault(reply=answers.message("Закончились баллы API", 403))
    out = {"of points": False}

    def no_points(facts: RequestFacts) -> Fault | None:
        """They end with the deletion of what is replaced."""
        if facts.kind is Kind.DELETE:
            out["of points"] = True
            return None
        return points if out["of points"] else None

    with serve(no_points) as service:
        with desktop(gui, tmp_path / "data", service.address) as story:
            import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
            open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
            ask(story)
            story.press("yes_question_yes")
            story.ended()
            assert service.imported() == wanted(V10[100:])
            assert totals(story) == Totals(total=len(V11), not_sent=95, left_out=20)
            said = "\n".join(one.text() for one in story.window.result.findChildren(QLabel) if one.isVisible())
            assert "100 строк удалены из Calltouch и ещё не отправлены" in said
            assert "На их место нужно отправить 95 строк плана: нажмите «Продолжить импорт»." in said
            assert "Закончились баллы API" in said
            gui.wait_until(lambda: story.find_button("retry_button") is not None)
        service.faults = None
        with desktop(gui, tmp_path / "data", service.address) as story:
            gui.wait_until(lambda: story.find_button("waiting_0") is not None, 20)
            start = "\n".join(one.text() for one in story.window.start.findChildren(QLabel) if one.isVisible())
            assert "100 строк удалены из Calltouch и ещё не отправлены — МП v11.xlsx, Клиника на Мира" in start
            assert story.find_button("waiting_1") is None
            assert the(story.window, QAbstractButton, "waiting_0").text() == "Отправить новые строки"
            story.press("waiting_0")
            story.ended()
            assert service.imported() == wanted(V11)
            assert totals(story) == Totals(total=len(V11), imported=95, left_out=20)


def test_stopped_before_anything_was_deleted_and_called_off(gui: Person, tmp_path: Path) -> None:
    refusing = Fault(reply=answers.deletions([(900000001, "Удаление запрещено")]))
    with serve() as service, desktop(gui, tmp_path / "data", service.address) as story:
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        service.faults = lambda facts: refusing if facts.kind is Kind.DELETE else None
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        ask(story)
        story.press("yes_question_yes")
        story.ended()
        said = "\n".join(one.text() for one in story.window.result.findChildren(QLabel) if one.isVisible())
        assert "Calltouch не удалил прежние строки, поэтому новые не отправляем" in said
        assert "Удаление запрещено" in said
        assert service.imported() == wanted(V10)
        service.faults = None
        story.press("undo_import_button")
        question = QApplication.activeModalWidget()
        assert isinstance(question, QMessageBox)
        assert question.text().endswith("Прежние строки больше не удаляем.")
        story.press("yes_question_yes")
        story.ended()
        assert service.imported() == wanted(V10)
        records = story.controller.desk.world.records
        assert [record.unfinished for record in records.runs()] == [False, False]
        assert [batch.state for batch in records.batches(1)] == [BatchState.SUCCESS] * 2
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        ask(story)
        story.press("yes_question_yes")
        story.ended()
        assert service.imported() == wanted(V11)


def test_practice_replaces_in_its_own_words(gui: Person, tmp_path: Path) -> None:
    with desktop(gui, tmp_path / "data", "http://127.0.0.1:9/api") as story:
        story.controller.practice.enter()
        gui.wait_until(lambda: story.controller.desk.world.practice)
        import_plan(story, plan(tmp_path, "МП v10.xlsx", V10))
        open_next(story, plan(tmp_path, "МП v11.xlsx", V11))
        question = ask(story)
        assert question.text().startswith("Заменить ноябрь 2026 в учебном сервисе?")
        assert question.text().endswith("В Calltouch ничего не изменится.")
        assert "из Calltouch" not in question.text()
        story.press("yes_question_yes")
        story.ended()
        assert totals(story) == Totals(total=len(V11), imported=95, left_out=20)
