"""Large things are let go a little at a time, and what the collector is kept from is gone without it."""

import gc
import weakref

from support.gui import Person
from support.plan_sheets import document_with

from planimport_gui.ui.release import Release


class Thing:
    """Something that can be watched going."""


def test_things_go_a_few_at_a_time_once_nobody_else_has_them(gui: Person) -> None:
    release = Release()
    things = {number: Thing() for number in range(5_000)}
    last, first = weakref.ref(things[4_999]), weakref.ref(things[0])
    release.take(things.values())
    release.take(things)
    del things
    assert last() is not None
    gui.wait_until(lambda: first() is None)
    assert last() is None


def test_a_sheet_goes_without_the_collector() -> None:
    """It is kept from large plans: whatever held itself would stay for ever."""
    document = document_with({}, {"name": "Показыы"}, {})
    document.sheet.prepare()
    board = weakref.ref(document.sheet._board)
    gc.disable()
    try:
        del document
        assert board() is None
    finally:
        gc.enable()
