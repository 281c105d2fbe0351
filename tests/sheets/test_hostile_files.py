"""Files made to hurt: never a crash, a hang or a flood of memory, only a reading or a refusal."""

import random
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sheets.rawbook import MAIN, header_row, inline, plan_row, styles, workbook_parts, worksheet, zipped
from sheets.reading_worker import Worker

from planimport_gui.facts.reading import FileTrouble, Refusal
from planimport_gui.sheets.reader import read_sheet

HEAD = header_row() + plan_row(2)
BOMB = b" " * (210 * 1024 * 1024)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    made = Worker()
    yield made
    made.close()


def far(reference: str, row: str) -> str:
    return f'<row r="{row}"><c r="{reference}"><v>1</v></c></row>'


def in_parts(rows: str = HEAD, **replaced: "str | bytes") -> bytes:
    parts = workbook_parts({"План": worksheet(rows)})
    named = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml", "styles": "xl/styles.xml",
             "workbook": "xl/workbook.xml"}  # fmt: skip
    return zipped(parts | {named[name]: content for name, content in replaced.items()})


SHEETS = {
    "far corner": (HEAD + far("XFD1048576", "1048576"), "tooLarge rows"),
    "far row": (HEAD + far("A300000", "300000"), "tooLarge rows"),
    "far column": (HEAD + far("XFD3", "3"), "rows 1"),
    "far column, many rows": (HEAD + far("XFD3", "3") + far("A199999", "199999"), "rows 2"),
    "beyond the last column": (HEAD + far("ZZZ3", "3"), "tooLarge columns"),
    "row of twenty digits": (HEAD + far("A3", "9" * 20), "damaged"),
    "cell of twenty digits": (HEAD + far("A" + "9" * 20, "3"), "damaged"),
    "cell far from its row": (HEAD + far("A1000000", "3"), "tooLarge rows"),
    "row zero": (HEAD + far("A0", "0"), "damaged"),
    "negative row": (HEAD + far("A-1", "-1"), "damaged"),
    "reference twice": (HEAD + '<row r="3"><c r="A3" r="XFD1048576"><v>1</v></c></row>', "tooLarge rows"),
    "row number twice": (HEAD + '<row r="3" r="1048576"><c><v>1</v></c></row>', "tooLarge rows"),
    "hidden in an attribute": (HEAD + '<row r="3"><c x=">" r="XFD1048576"><v>1</v></c></row>', "tooLarge rows"),
    "under a prefix": (HEAD + '<y:row r="3"><y:c r="A1048576"><y:v>1</y:v></y:c></y:row>', "tooLarge rows"),
    "in lower case": (HEAD + far("xfd1048576", "1048576"), "tooLarge rows"),
    "unclosed cells": (HEAD + '<row r="3">' + "<c>" * 300_000, "damaged"),
    "unclosed quotes": (HEAD + "<row r=\"3\">" + "<c r='A3" * 200_000, "damaged"),
    "a tag without end": (HEAD + '<row r="3"><c ' + "a" * 3_000_000 + ' r="A3"><v>1</v></c></row>', "damaged"),
    "unclosed comments": (HEAD + "<!--" * 500_000, "damaged"),
    "comments without number": (HEAD + "<!---->" * 500_000, "rows 1"),
    "entities": ('<!DOCTYPE a [<!ENTITY b "c">]>' + HEAD, "damaged"),
    "a million styled rows": (HEAD + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_003)), "rows 1"),
    "many rows": (HEAD + "".join(far(f"J{n}", str(n)) for n in range(3, 200_003)), "tooLarge rows"),
    "columns of nothing": (HEAD + '<row r="3">' + "<c><v>1</v></c>" * 20_000 + "</row>", "tooLarge columns"),
    "a text without end": (HEAD + '<row r="3">' + inline("A3", "x" * 40_000_000) + "</row>", "tooLarge"),
    "no rows": ("", "noPlan"),
    "strings that are not there": (HEAD + '<row r="3"><c r="A3" t="s"><v>99</v></c></row>', "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", SHEETS)
def test_sheets(tmp_path: Path, worker: Worker, name: str) -> None:
    rows, expected = SHEETS[name]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(in_parts(rows))
    assert worker.read(path).startswith(expected)


def test_whole_column_merges(tmp_path: Path, worker: Worker) -> None:
    merges = "".join(f'<mergeCell ref="A{1 + n % 7}:XFD1048576"/>' for n in range(90_000))
    rows = header_row() + "".join(plan_row(row) for row in range(2, 400))
    path = tmp_path / "plan.xlsx"
    parts = workbook_parts({"План": worksheet(rows, f"<mergeCells>{merges}</mergeCells>")})
    path.write_bytes(zipped(parts))
    assert worker.read(path) == "tooLarge merges"


BOMBS = {
    "sheet": ({"sheet": BOMB}, "tooLarge"),
    "sheet of cells": ({"sheet": worksheet("<row>" + "<c><v>1</v></c>" * 7_000_000 + "</row>")}, "tooLarge"),
    "strings": ({"strings": BOMB}, "tooLarge"),
    "empty strings": ({"strings": f'<sst xmlns="{MAIN}">' + "<si/>" * 5_000_000 + "</sst>"}, "tooLarge"),
    "styles": ({"styles": BOMB}, "tooLarge"),
    "workbook": ({"workbook": BOMB}, "tooLarge"),
    "entities in the workbook": ({"workbook": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, "damaged"),
    "entities in the strings": ({"strings": f'<!DOCTYPE a [<!ENTITY b "c">]><sst xmlns="{MAIN}"/>'}, "damaged"),
    "workbook of nothing": ({"workbook": b""}, "damaged"),
    "sheet of nothing": ({"sheet": b""}, "noPlan"),
    "sheet of zeros": ({"sheet": b"\0" * 1000}, "noPlan"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs(tmp_path: Path, worker: Worker, name: str) -> None:
    replaced, expected = BOMBS[name]
    path = tmp_path / "plan.xlsx"
    path.write_bytes(in_parts(**replaced))
    assert worker.read(path).startswith((expected, "damaged") if expected == "noPlan" else expected)


def test_sizes_that_lie(tmp_path: Path, worker: Worker) -> None:
    """The directory says 100 bytes where a bomb lies."""
    path = tmp_path / "plan.xlsx"
    data = in_parts(sheet=BOMB)
    real = struct.pack("<I", len(BOMB))
    assert data.count(real) >= 2
    path.write_bytes(data.replace(real, struct.pack("<I", 100)))
    assert worker.read(path).startswith("tooLarge")


def test_more_bytes_than_the_directory_says(tmp_path: Path, worker: Worker) -> None:
    path = tmp_path / "plan.xlsx"
    xml = worksheet(HEAD)
    data = in_parts(sheet=xml)
    path.write_bytes(data.replace(struct.pack("<I", len(xml.encode())), struct.pack("<I", 100)))
    assert worker.read(path).startswith("damaged")


def test_very_many_members(tmp_path: Path, worker: Worker) -> None:
    parts = workbook_parts({"План": worksheet(HEAD)}) | {f"xl/media/{n}.png": b"" for n in range(10_050)}
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(parts))
    assert worker.read(path) == "tooLarge members"


def test_one_name_twice(tmp_path: Path, worker: Worker) -> None:
    """Two readers could see two different sheets."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(in_parts())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("XL/worksheets/SHEET1.xml", worksheet(HEAD + far("XFD1048576", "1048576")))
    assert worker.read(path).startswith("damaged")


@pytest.mark.parametrize(
    "target", ["../../etc/passwd", "/", "xl/worksheets/sheet1.xml", "http://127.0.0.1/sheet.xml", ""]
)
def test_targets_out_of_the_workbook(tmp_path: Path, worker: Worker, target: str) -> None:
    parts = workbook_parts({"План": worksheet(HEAD)})
    links = str(parts["xl/_rels/workbook.xml.rels"]).replace("worksheets/sheet1.xml", target)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(parts | {"xl/_rels/workbook.xml.rels": links}))
    assert worker.read(path).startswith(("noPlan", "damaged", "rows 1"))


STYLED = workbook_parts(
    {"План": worksheet(HEAD + plan_row(3, A='<c r="A3" s="1"><v>45689</v></c>', J='<c r="J3" s="2"><f>1</f><v>3</v></c>'))},
    style=styles("dd.mm.yyyy", "0%"),
    strings=f'<sst xmlns="{MAIN}"><si><t>a</t></si></sst>',
)  # fmt: skip
TARGETS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
           "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "_rels/.rels")  # fmt: skip
ANSWERS = ("rows", "damaged", "noPlan", "tooLarge", "notWorkbook", "otherFormat", "tooSlow")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(part=st.sampled_from(TARGETS), seed=st.integers(0, 2**32), changes=st.integers(1, 12))
def test_changed_bytes_in_parts(tmp_path: Path, worker: Worker, part: str, seed: int, changes: int) -> None:
    chance = random.Random(seed)
    content = bytearray(str(STYLED[part]).encode())
    for _ in range(changes):
        _change(content, chance)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(zipped(STYLED | {part: bytes(content)}))
    assert worker.read(path).startswith(ANSWERS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100)
@given(
    changes=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=8), cut=st.booleans()
)
def test_changed_bytes_of_the_file(tmp_path: Path, worker: Worker, changes: list[tuple[int, int]], cut: bool) -> None:
    content = bytearray(zipped(STYLED))
    for place, byte in changes:
        content[place % len(content)] = byte
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content[: changes[0][0] % len(content)] if cut else content)
    assert worker.read(path).startswith(ANSWERS)


def _change(content: bytearray, chance: random.Random) -> None:
    """One byte changed, removed or doubled, or a piece copied elsewhere; digits become long numbers."""
    place = chance.randrange(len(content))
    kind = chance.randrange(5)
    if kind == 0:
        content[place] = chance.choice(b"<>\"'&;/=! 09AZ\0\xff")
    elif kind == 1:
        del content[place : place + chance.randrange(1, 20)]
    elif kind == 2:
        content[place:place] = content[place : place + chance.randrange(1, 200)]
    elif kind == 3:
        other = chance.randrange(len(content))
        content[place : place + 5] = content[other : other + 5]
    else:
        digits = [i for i, byte in enumerate(content) if 48 <= byte <= 57]
        if digits:
            spot = chance.choice(digits)
            content[spot:spot] = str(chance.choice((0, 9, 99999, 10**9, 2**64, -1))).encode()


def test_a_member_before_the_beginning_of_the_file(tmp_path: Path) -> None:
    """Its directory is so long that every offset in the file turns negative."""
    data = bytearray(zipped(workbook_parts({"План": worksheet(header_row())})))
    end = data.rindex(b"PK\x05\x06")
    (start,) = struct.unpack_from("<I", data, end + 16)
    struct.pack_into("<I", data, end + 16, start + 10_000_000)
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    found = read_sheet(path)
    assert isinstance(found, Refusal)
    assert found.trouble is FileTrouble.DAMAGED
