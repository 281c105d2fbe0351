"""What a batch's event says of its rows is what the journal says of them in the end."""

from support.stage import plan_item, plan_items

from planimport_gui.facts.events import BatchChanged
from planimport_gui.facts.records import RowFate
from planimport_gui.plan.row import RowId


def test_the_last_word_on_every_row_is_the_journals(make_stage) -> None:
    stage = make_stage(scenario="refused-whole")
    items = plan_items(230)
    items[3] = plan_item(4, kind="Пользовательские", name="Клики")
    run = stage.new_run(items)
    stage.send(run)
    fates: dict[RowId, RowFate] = {}
    for event in stage.events:
        if isinstance(event, BatchChanged):
            assert set(event.fates) == set(event.record.rows if event.record else ())
            fates.update(event.fates)
    assert fates == stage.journal.row_fates(run)
    assert set(fates.values()) == {RowFate.IMPORTED, RowFate.REFUSED}
