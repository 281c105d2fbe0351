"""Every parameter with which the reading of files gives up has its words."""

import ast
from collections.abc import Iterator

import pytest
from support.project import PACKAGE, sources

from planimport_gui.facts.reading import FileTrouble, Refusal
from planimport_gui.texts import Language, Texts
from planimport_gui.texts.sentences import refusal_sentence

SAMPLE: dict[str, str | int] = {
    "most": 4 * 1024 * 1024, "seconds": 20, "row": 3, "sheet": "МП", "name": "МП", "names": "МП, Итоги",
    "found": "source", "missed": "value", "detail": "x", "limit": "rows", "kind": "docx", "format": "xls", "columns": "G, H",
    "second": 40,
}  # fmt: skip


def emitted() -> Iterator[tuple[FileTrouble, dict[str, str | int]]]:
    """Trouble and parameters of every ``Refused(FileTrouble.X, name=…)`` in ``sheets``; samples where no literal stands."""
    for path in sources(PACKAGE / "sheets"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("Refused", "Refusal")
            ):
                trouble = node.args[0]
                if isinstance(trouble, ast.Attribute):
                    yield FileTrouble[trouble.attr], dict(parameters(node))


def parameters(call: ast.Call) -> Iterator[tuple[str, str | int]]:
    for keyword in call.keywords:
        name, value = str(keyword.arg), keyword.value
        if isinstance(value, ast.Constant) and isinstance(value.value, str | int):
            yield name, value.value
        elif name in SAMPLE:
            yield name, SAMPLE[name]


EMITTED = list(emitted())


def test_the_scan_saw_the_room() -> None:
    assert {trouble for trouble, _ in EMITTED} >= {FileTrouble.NOT_WORKBOOK, FileTrouble.NO_PLAN, FileTrouble.NO_SHEET}


@pytest.mark.parametrize("language", Language)
def test_every_refusal_can_be_told(language: Language) -> None:
    texts = Texts(language)
    for trouble, params in EMITTED:
        for variant in variants(params):
            assert refusal_sentence(texts, Refusal(trouble, variant)).endswith(".")


def variants(params: dict[str, str | int]) -> Iterator[dict[str, str | int]]:
    """The kinds of files that stand in tables instead of calls are all tried."""
    names = [name for name in ("kind", "format") if name in params]
    yield params
    for name in names:
        for kind in (
            "docx",
            "pptx",
            "pdf",
            "xls",
            "rtf",
            "xml",
            "html",
            "csv",
            "zip",
            "ole",
            "unknown",
            "empty",
            "folder",
        ):
            yield params | {name: kind}
