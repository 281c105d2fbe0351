"""Projects in their file."""

from pathlib import Path

import pytest

from planimport_gui.assembly.projects import ProjectList, ProjectsUnreadable
from planimport_gui.facts.records import Project

HERE = "https://api.calltouch.ru/api"
MIRA = Project(HERE, "12345", "Клиника на Мира")
YUG = Project(HERE, "54321", "клиника на Юге")
ELSEWHERE = Project("http://127.0.0.1:1/api", "12345", "Тренировка")


def test_what_was_put_is_there_by_name(tmp_path: Path) -> None:
    for project in (ELSEWHERE, YUG, MIRA):
        ProjectList(tmp_path).put(project)
    assert ProjectList(tmp_path).all() == (MIRA, YUG, ELSEWHERE)
    assert ProjectList(tmp_path).find(HERE, "12345") == MIRA
    assert ProjectList(tmp_path).find("http://127.0.0.1:1/api", "54321") is None


def test_a_project_has_one_name(tmp_path: Path) -> None:
    projects = ProjectList(tmp_path)
    projects.put(MIRA)
    projects.put(Project(HERE, "12345", "Мира"))
    assert [one.name for one in projects.all()] == ["Мира"]


def test_what_was_removed_is_gone(tmp_path: Path) -> None:
    projects = ProjectList(tmp_path)
    projects.put(MIRA)
    projects.put(YUG)
    projects.remove(MIRA)
    assert projects.all() == (YUG,)


def test_a_failed_write_leaves_the_old_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    projects = ProjectList(tmp_path)
    projects.put(MIRA)

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(ProjectsUnreadable):
        projects.put(YUG)
    monkeypatch.undo()
    assert projects.all() == (MIRA,)
    assert [path.name for path in tmp_path.iterdir()] == ["projects.json"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"schema": 2, "projects": []}', '{"schema": 1, "projects": [{"name": "x"}]}']
)
def test_a_list_that_cannot_be_read(tmp_path: Path, text: str) -> None:
    (tmp_path / "projects.json").write_text(text, encoding="utf-8")
    with pytest.raises(ProjectsUnreadable):
        ProjectList(tmp_path).all()
