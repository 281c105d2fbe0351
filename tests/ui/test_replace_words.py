"""What is asked before months are replaced, and why they cannot be."""

import pytest

from planimport_gui.facts.records import PlannedRow, Project, ReplacedBatch
from planimport_gui.importing.replacement import Hindered, Hindrance, Replacement
from planimport_gui.plan.history import History
from planimport_gui.texts import Language, Texts
from planimport_gui.ui import replace_words

ROWS: tuple[PlannedRow, ...] = (None,) * 21  # type: ignore[assignment]  # only their number is told
FOUND = Replacement(
    Project("https://a/api", "1", "Клиника"), ((2026, 11), (2026, 12)), (ReplacedBatch(3, 1), ReplacedBatch(4, 2)), ROWS,
    History(), 0, 0, deleted=22, same=10, changed=1, gone=2, beside=9, repeated=1,
)  # fmt: skip


def test_every_number_is_named(russian: Texts) -> None:
    assert replace_words.question(FOUND, russian, practice=False).splitlines() == [
        "Заменить ноябрь 2026, декабрь 2026 в «Клиника»?",
        "",
        "Удалим из Calltouch 22 строки плана: 2 пакета импортов 3–4.",
        "Потом отправим 21 строку плана.",
        "• 1 из удалённых уйдёт с другим значением",
        "• 10 из удалённых уйдут снова без изменений",
        "• 9 из удалённых — за другие месяцы, из тех же пакетов: уйдут снова без изменений",
        "• 1 из отправляемых — новая",
        "• 1 из отправляемых — повтор, который вы отметили",
        "▲ 2 из удалённых в плане больше нет: исчезнут из Calltouch насовсем",
        "",
        "Несколько секунд между удалением и отправкой этих строк в Calltouch не будет. "
        "Если что-то прервётся, программа продолжит с этого места.",
    ]
    assert replace_words.yes(FOUND, russian) == "Удалить 22 и отправить 21"


@pytest.mark.parametrize("language", Language)
def test_practice_never_says_that_something_goes_from_calltouch(language: Language) -> None:
    said = replace_words.question(FOUND, Texts(language), practice=True).splitlines()
    assert not [line for line in said[:-1] if "Calltouch" in line]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("why", Hindrance)
def test_why_not_is_said_with_its_numbers(why: Hindrance, language: Language) -> None:
    said = replace_words.hindered(Hindered(why, 1234, 60, ((2026, 12),)), Texts(language))
    assert said.endswith(".")
    assert "{" not in said
    if why in (Hindrance.DOUBT, Hindrance.CLAIMED, Hindrance.FAILED, Hindrance.UNFINISHED):
        assert "1234" in said
    if why not in (Hindrance.CHANGED, Hindrance.NOTHING, Hindrance.UNFINISHED):
        assert "60" in said
