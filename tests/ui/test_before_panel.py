"""The panel before sending: what would go, what it adds to, what stays and can be ticked."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QListWidget, QWidget
from support.gui import Person, Signals, Stretched, cut_off, the

from planimport_gui.facts.records import Project
from planimport_gui.plan.row import RowId
from planimport_gui.texts import Language, Texts
from planimport_gui.ui.document import AllowRepeats
from planimport_gui.ui.look import Look
from planimport_gui.ui.states import BeforeState, MonthSum, RepeatLine, TotalProof
from planimport_gui.ui.views.before_panel import BeforePanel
from planimport_gui.ui.views.sum_table import SumTable

PROJECT = Project("https://api.example", "12345", "Клиника на Мира")
NOVEMBER = MonthSum(("Площадки", "Бюджет", 2026, 11), 600_000, 0)
DECEMBER = MonthSum(("Площадки", "Бюджет", 2026, 12), 720_000, 0)
SHOWS = MonthSum(("Площадки", "Показы", 2026, 12), 1_310_000, 0)
PLAIN = BeforeState(
    rows=240, total=240, errors=0, repeats=(), more_repeats=0, set_aside=0, months=(NOVEMBER, DECEMBER, SHOWS), rates=0,
    batches=3, requests=7, seconds=3, project=PROJECT, first_time=False,
)  # fmt: skip
REPEATS = tuple(RepeatLine(RowId(n), n + 10, "такой план уже импортирован.", n == 2) for n in (1, 2, 3))
REPLACE_IT = "Если это замена, прежние строки нужно удалить: нажмите «Заменить»."
REPEATED = replace(PLAIN, repeats=REPEATS, allowed=1, rows=238)


class Shown:
    def __init__(self, gui: Person, texts: Texts, look: Look) -> None:
        self.gui = gui
        self.panel = BeforePanel(texts, look)
        self.toggled = Signals(self.panel.repeat_toggled)
        self.all_toggled = Signals(self.panel.all_repeats_toggled)
        self.project = Signals(self.panel.project_wanted)
        gui.show(self.panel, 84 * look.u, 200 * look.u)

    def show(self, state: BeforeState) -> None:
        self.panel.show_state(state)
        self.gui.settle()

    @property
    def said(self) -> str:
        return " | ".join(
            label.text() for label in self.panel.findChildren(QLabel) if label.isVisible() and label.text()
        )

    def card(self, name: str) -> str:
        """What a card of this name says, ``""`` where it is not to be seen."""
        card = self.panel.findChild(QWidget, name)
        assert card is not None
        if not card.isVisible():
            return ""
        return " | ".join(label.text() for label in card.findChildren(QLabel))

    @property
    def sums(self) -> SumTable:
        found = self.panel.findChild(SumTable)
        assert found is not None
        return found

    @property
    def list(self) -> QListWidget:
        found = self.panel.findChild(QListWidget, "repeat_list")
        assert found is not None
        return found


@pytest.fixture
def shown(gui: Person, russian: Texts, look: Look) -> Shown:
    return Shown(gui, russian, look)


def buttons(shown: Shown) -> list[str]:
    """The buttons that replace, as far as they are to be seen."""
    names = ("before_replace_button", "before_already_replace_button")
    return [button.text() for name in names if (button := the(shown.panel, QAbstractButton, name)).isVisible()]


def test_other_values_are_replaced_with_their_months(shown: Shown) -> None:
    shown.show(replace(REPEATED, changed=2, changed_months=((2026, 11),)))
    assert shown.card("before_changed").startswith("2 строки раньше отправляли с другим значением")
    assert buttons(shown) == ["Заменить ноябрь 2026…"]
    told = Signals(shown.panel.replace_wanted)
    shown.gui.click(the(shown.panel, QAbstractButton, "before_replace_button"))
    assert len(told.told) == 1
    shown.show(REPEATED)
    assert (shown.card("before_changed"), buttons(shown)) == ("", [])


def test_months_with_sums_already_are_replaced_together_with_those_of_other_values(shown: Shown) -> None:
    months = (replace(NOVEMBER, already=600_000), DECEMBER)
    shown.show(replace(PLAIN, months=months))
    assert buttons(shown) == ["Заменить ноябрь 2026…"]
    told = Signals(shown.panel.replace_wanted)
    shown.gui.click(the(shown.panel, QAbstractButton, "before_already_replace_button"))
    assert len(told.told) == 1
    both = replace(PLAIN, months=months, changed=1, changed_months=((2026, 10),))
    shown.show(both)
    assert buttons(shown) == ["Заменить 2 месяца…"], "one button is enough"
    assert both.replaceable == ((2026, 10), (2026, 11))


def test_what_goes_and_what_it_costs(shown: Shown) -> None:
    shown.show(replace(PLAIN, total=360, rates=4))
    assert "Отправим 240 строк из 360" in shown.said
    assert "CPC и средний чек: 4 строки, суммы нет" in shown.said
    assert "Проект: «Клиника на Мира» (12345)" in shown.said
    assert "Удалить потом можно только пакетом (до 100 строк)" in shown.said
    assert "3 пакета · около 7 запросов из дневных баллов · 3 секунды" in shown.said
    shown.show(replace(PLAIN, batches=240, requests=481, seconds=2500))
    assert "240 пакетов · около 481 запроса из дневных баллов · 42 минуты" in shown.said


def test_sums_stand_by_metric_and_month(shown: Shown, look: Look) -> None:
    shown.panel.resize(60 * look.u, 200 * look.u)
    shown.show(PLAIN)
    assert shown.sums.lines == (
        ("Бюджет", ""),
        ("ноябрь 2026", "600\u202f000\u00a0₽"),
        ("декабрь 2026", "720\u202f000\u00a0₽"),
        ("Всего", "1\u202f320\u202f000\u00a0₽"),
        ("Показы", ""),
        ("декабрь 2026", "1\u202f310\u202f000"),
    )
    assert "Бюджет. ноябрь 2026 600\u202f000\u00a0₽" in shown.sums.accessibleDescription()


def test_months_stand_side_by_side_where_there_is_room(shown: Shown, look: Look) -> None:
    shown.panel.resize(200 * look.u, 200 * look.u)
    shown.show(PLAIN)
    assert shown.sums.lines == (
        ("", "11.2026", "12.2026"),
        ("Бюджет,\u00a0₽", "600\u202f000", "720\u202f000"),
        ("Показы", "—", "1\u202f310\u202f000"),
    )


def test_a_month_that_has_sums_already_comes_first(shown: Shown) -> None:
    shown.show(PLAIN)
    assert shown.card("before_already") == ""
    shown.show(replace(PLAIN, months=(replace(NOVEMBER, already=600_000), DECEMBER)))
    sums = "Бюджет: 600\u202f000\u00a0₽. Станет 1\u202f200\u202f000\u00a0₽."
    said = f"За ноябрь 2026 уже импортировано | {sums}\n{REPLACE_IT}"
    assert shown.card("before_already") == said
    assert shown.said.startswith(f"Перед отправкой | {said}")
    shown.show(replace(PLAIN, months=(NOVEMBER, replace(SHOWS, already=5))))
    assert shown.card("before_already").endswith(f"Показы: 5. Станет 1\u202f310\u202f005.\n{REPLACE_IT}")


def test_several_months_are_named_and_many_are_counted(shown: Shown) -> None:
    months = tuple(MonthSum(("Площадки", "Клики", 2026, month), 10, month) for month in range(1, 9))
    shown.show(replace(PLAIN, months=months))
    said = shown.card("before_already")
    assert said.startswith("За эти месяцы уже импортировано | январь 2026, Клики: 1. Станет 11.\nфевраль 2026")
    assert said.endswith(f"И ещё 2 суммы в таблице ниже.\n{REPLACE_IT}")


def test_the_project_is_chosen_or_changed(shown: Shown) -> None:
    shown.show(replace(PLAIN, project=None, first_time=True))
    link = shown.panel.findChild(QAbstractButton, "before_project_link")
    assert link is not None
    assert "Проект не выбран" in shown.said
    assert link.text() == "Выбрать…"
    assert shown.card("before_first_time") == ""
    shown.gui.click(link)
    shown.show(PLAIN)
    assert link.text() == "Изменить"
    shown.gui.press(link, Qt.Key.Key_Space)
    assert shown.project.told == [None, None]


def test_the_first_time_into_a_project_is_said(shown: Shown) -> None:
    shown.show(replace(PLAIN, first_time=True))
    said = shown.card("before_first_time")
    assert "С этого компьютера в «Клиника на Мира» ещё не импортировали." in said
    assert "он удвоится" in said
    shown.show(replace(PLAIN, first_time=True, practice=True))
    assert shown.card("before_first_time") == ""


def test_practice_is_unmistakable(shown: Shown) -> None:
    shown.show(PLAIN)
    assert shown.card("before_practice") == ""
    shown.show(replace(PLAIN, practice=True))
    assert shown.card("before_practice").startswith("УЧЕБНЫЙ РЕЖИМ | В Calltouch ничего не уходит")
    assert "баллов" not in shown.said


def test_what_stays_is_told_with_the_reason(shown: Shown) -> None:
    shown.show(PLAIN)
    assert "Не отправим" not in shown.said
    shown.show(replace(PLAIN, errors=12, set_aside=1, refused=2))
    assert (
        "Не отправим\n12 строк с ошибками\n1 строка: вы отметили «Не отправлять»\n"
        "2 строки: Calltouch их отклонил, исправьте сначала" in shown.said
    )


def test_a_repeat_is_ticked_with_the_mouse(shown: Shown) -> None:
    shown.show(REPEATED)
    items = [shown.list.item(at) for at in range(3)]
    assert [item.checkState() is Qt.CheckState.Checked for item in items] == [False, True, False]
    assert items[0].text() == "Строка 11: такой план уже импортирован."
    place = shown.list.visualItemRect(items[0])
    shown.gui.click(shown.list.viewport(), QPoint(place.left() + 10, place.center().y()))
    assert shown.toggled.told == [AllowRepeats(frozenset({RowId(1)}), True)]


def test_a_repeat_is_ticked_and_cleared_with_the_keyboard(shown: Shown) -> None:
    shown.show(REPEATED)
    shown.list.setFocus()
    shown.list.setCurrentRow(1)
    shown.gui.press(shown.list, Qt.Key.Key_Space)
    assert shown.toggled.told == [AllowRepeats(frozenset({RowId(2)}), False)]
    shown.show(replace(REPEATED, repeats=tuple(replace(line, allowed=False) for line in REPEATS), allowed=0))
    assert shown.list.currentRow() == 1
    assert len(shown.toggled.told) == 1


def test_all_repeats_have_a_box_that_follows_the_state(shown: Shown) -> None:
    shown.show(replace(REPEATED, more_repeats=5000))
    box = shown.panel.findChild(QCheckBox, "all_repeats_box")
    assert box is not None
    assert box.text() == "Все повторы: 5\u202f003"
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    assert "И ещё 5\u202f000 повторов; они в таблице." in shown.said
    shown.gui.press(box, Qt.Key.Key_Space)
    assert shown.all_toggled.told == [True]
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    shown.show(replace(REPEATED, more_repeats=5000, allowed=5003))
    assert box.checkState() is Qt.CheckState.Checked
    shown.gui.press(box, Qt.Key.Key_Space)
    assert shown.all_toggled.told == [True, False]


def test_words_follow_the_ticks(shown: Shown, look: Look) -> None:
    heading = the(shown.panel, QLabel, "repeats_heading")

    def amber() -> bool:
        return heading.palette().color(QPalette.ColorRole.WindowText) == look.color("check.text")

    shown.show(replace(REPEATED, allowed=0, rows=237))
    assert heading.text() == "Не отправим 3 повтора. Отметьте, что нужно отправить ещё раз:"
    assert not amber()
    shown.show(REPEATED)
    assert heading.text() == "Отправим ещё раз: 1 строка из 3, план по ней удвоится"
    assert amber()
    shown.show(replace(REPEATED, allowed=3, rows=240))
    assert heading.text() == "Отправим ещё раз: 3 строки, план удвоится"
    assert "Не отправим" not in shown.said


def test_the_box_stays_under_the_mouse(shown: Shown) -> None:
    shown.panel.resize(84 * 4, 400)
    box = the(shown.panel, QCheckBox, "all_repeats_box")
    shown.show(replace(REPEATED, allowed=0, rows=237, errors=2))
    place = box.mapTo(shown.panel, QPoint(0, 0))
    months = (replace(NOVEMBER, already=600_000), replace(DECEMBER, already=720_000), SHOWS)
    for allowed in (3, 1, 0, 3):
        shown.show(replace(REPEATED, allowed=allowed, rows=237 + allowed, errors=2, months=months if allowed else ()))
        assert box.mapTo(shown.panel, QPoint(0, 0)) == place


def test_what_is_not_certain_is_not_told_as_imported(shown: Shown) -> None:
    shown.show(replace(PLAIN, months=(replace(NOVEMBER, already=600_000, certain=False), DECEMBER)))
    assert shown.card("before_already").startswith("За ноябрь 2026 уже отправлено | Бюджет")
    shown.show(replace(PLAIN, months=tuple(replace(one, already=5, certain=False) for one in PLAIN.months)))
    assert shown.card("before_already").startswith("За эти месяцы уже отправлено")
    assert "импортирован" not in shown.said


def test_without_repeats_there_is_no_list(shown: Shown) -> None:
    shown.show(REPEATED)
    assert shown.list.isVisible()
    shown.show(PLAIN)
    assert not shown.list.isVisible()
    assert "повтор" not in shown.said


def test_enter_anywhere_sends_nothing(shown: Shown) -> None:
    """No control of the panel does anything on Enter but what it says."""
    shown.show(REPEATED)
    for child in shown.panel.findChildren(QWidget):
        if child.isVisible() and child.focusPolicy() is not Qt.FocusPolicy.NoFocus:
            shown.gui.press(child, Qt.Key.Key_Return)
    assert shown.toggled.told == []
    assert shown.all_toggled.told == []


@pytest.mark.parametrize(
    ("proof", "sentence"),
    [
        (TotalProof("Бюджет", "R42", 1320), "✓ Бюджет: сходится с «Итого» в R42, 1\u202f320\xa0₽."),
        (
            TotalProof("Показы", "R42", 1320, before=True),
            "✓ Показы: сходится с «Итого» в R42, 1\u202f320. Считая уже импортированные строки.",
        ),
        (
            TotalProof("Бюджет", "R42", 1320, 109, (16,)),
            "Бюджет: в R42 стоит 1\u202f320\xa0₽, не хватает 109\xa0₽. Посмотрите строку 16.",
        ),
        (
            TotalProof("", "R42", 1320, -9, (16, 18)),
            "Все значения вместе: в R42 стоит 1\u202f320, у нас на 9 больше. Посмотрите строки 16, 18.",
        ),
    ],
    ids=["agrees", "with earlier ones", "missing", "over"],
)
def test_the_total_of_the_sheet(gui: Person, russian: Texts, look: Look, proof: TotalProof, sentence: str) -> None:
    shown = Shown(gui, russian, look)
    shown.show(replace(PLAIN, proofs=(proof,)))
    assert sentence in shown.said
    assert bool(shown.card("before_differs")) is bool(proof.missing)
    shown.show(PLAIN)
    assert sentence not in shown.said


@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_off_with_longer_words(gui: Person, look: Look, language: Language) -> None:
    shown = Shown(gui, Stretched(language), look)
    shown.show(
        replace(
            REPEATED, errors=1, set_aside=1, refused=1, rates=4, first_time=True, more_repeats=5000,
            months=(replace(NOVEMBER, already=123_456_789), DECEMBER, SHOWS),
        )
    )  # fmt: skip
    assert cut_off(shown.panel) == []
