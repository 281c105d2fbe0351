"""``dev.py run``: the window where there is a display, the console where there is none, and both say so."""

import sys

import pytest
from support import practise

FINISHED = '{"event": "finished", "total": 120, "imported": 115, "leftOut": 5}'


@pytest.mark.parametrize(
    ("code", "last", "ending"),
    [
        (1, FINISHED, 0),
        (1, FINISHED.replace("115", "114"), 1),
        (1, '{"event": "finished", "run": null, "total": 5, "imported": 0, "leftOut": 5}', 1),
        (2, "", 2),
        (130, FINISHED, 130),
    ],
)
def test_the_sample_has_arrived_only_if_all_but_the_wrong_rows_did(
    monkeypatch: pytest.MonkeyPatch, code: int, last: str, ending: int
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(practise, "call", lambda *_, **__: (code, last))
    assert practise.main() == ending


@pytest.mark.parametrize(
    ("window", "started"), [(0, ["planimport_gui"]), (2, ["planimport_gui", "planimport_gui.cli"])]
)
def test_where_the_display_does_not_answer_the_console_does_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], window: int, started: list[str]
) -> None:
    calls: list[str] = []

    def call(command: list[str], *_: object, **__: object) -> tuple[int, str]:
        calls.append(command[2])
        return (window, "") if len(calls) == 1 else (1, FINISHED)

    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setattr(practise, "call", call)
    assert practise.main() == 0
    assert calls == started
    assert ("no display" in capsys.readouterr().out) == (window != 0)
