"""What goes into a bundle and what does not, and that a wrong bundle is seen."""

from pathlib import Path

import pytest

from installer import bundle
from installer.slim import PROVIDED, needed_libraries, reachable, wanted, wanted_data
from installer.steps import Trouble, check_size, ended, write_sums


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/QtNetwork.pyd",
        "PySide6/Qt6Svg.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/Qt/plugins/imageformats/libqico.so",
        "libxcb-cursor.so.0",
        "libcrypto-3.dll",
    ],
)
def test_what_the_window_needs_stays(name: str) -> None:
    assert wanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt6Pdf.dll",
        "PySide6\\opengl32sw.dll",
        "PySide6\\plugins\\platforms\\qdirect2d.dll",
        "PySide6/plugins/platforms/qminimal.dll",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/plugins/tls/qschannelbackend.dll",
        "icuuc.dll",
        "PySide6\\mscms.dll",
    ],
)
def test_what_nothing_reaches_goes(name: str) -> None:
    assert not wanted(name)


def test_of_translations_both_languages_stay() -> None:
    folder = "PySide6/Qt/translations/"
    kept = [name for name in ("qtbase_ru.qm", "qtbase_en.qm", "qtbase_de.qm", "qt_ru.qm") if wanted_data(folder + name)]
    assert kept == ["qtbase_ru.qm", "qtbase_en.qm"]
    assert wanted_data("planimport_gui/texts/locale/ru/LC_MESSAGES/planimport.mo")


def test_a_library_stays_where_something_that_stays_needs_it() -> None:
    needs = {
        "plugin": ["libQt6Gui.so.6", "libxcb-cursor.so.0"],
        "cursor": ["libxcb-image.so.0", "libX11.so.6"],
        "x11": ["libbsd.so.0"],
        "theme": ["libgtk-3.so.0"],
    }
    entries = [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "plugin", "BINARY"),
        ("libQt6Gui.so.6", "link", "SYMLINK"),
        ("libxcb-cursor.so.0", "cursor", "BINARY"),
        ("libxcb-image.so.0", "image", "BINARY"),
        ("libX11.so.6", "x11", "BINARY"),
        ("libbsd.so.0", "bsd", "BINARY"),
        ("libgtk-3.so.0", "gtk", "BINARY"),
        ("libpython3.11.so.1.0", "python", "BINARY"),
    ]
    kept = [name for name, _, _ in reachable(entries, lambda path: needs.get(path, []))]
    assert sorted(kept) == [
        "PySide6/Qt/plugins/platforms/libqxcb.so", "libQt6Gui.so.6", "libpython3.11.so.1.0", "libxcb-cursor.so.0",
        "libxcb-image.so.0",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["libstdc++.so.6", "libX11.so.6", "libxcb.so.1", "libdbus-1.so.3"])
def test_what_the_system_provides_is_not_bundled(name: str) -> None:
    assert PROVIDED.match(name)


@pytest.mark.parametrize("name", ["libX11-xcb.so.1", "libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libssl.so.3"])
def test_what_only_resembles_it_is_bundled(name: str) -> None:
    assert not PROVIDED.match(name)


def test_needs_of_what_is_no_program_are_none(tmp_path: Path) -> None:
    file = tmp_path / "text"
    file.write_text("no library", encoding="utf-8")
    try:
        assert needed_libraries(str(file)) == []
    except FileNotFoundError:
        pytest.skip("objdump is not here")


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A bundle as the check wants it, and PyInstaller's table beside it."""
    folder = tmp_path / "planimport"
    for name in (*bundle.NEEDED, "planimport-gui"):
        path = folder / "_internal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\x7fELF")
    table(tmp_path, ["planimport_gui.app", "PySide6.QtNetwork"])
    return folder


def table(folder: Path, modules: list[str]) -> None:
    entries = [(name, f"{name}.py", "PYMODULE") for name in modules]
    (folder / "PYZ-00.toc").write_text(repr(("PYZ-00.pyz", entries)), encoding="utf-8")


def test_a_whole_bundle_passes(whole: Path) -> None:
    bundle.check_bundle(whole, whole.parent)


@pytest.mark.parametrize("end", bundle.NEEDED)
def test_a_missing_file_is_seen(whole: Path, end: str) -> None:
    (whole / "_internal" / end).unlink()
    with pytest.raises(Trouble, match="lacks"):
        bundle.check_bundle(whole, whole.parent)


@pytest.mark.parametrize("name", ["_internal/icuuc.dll", "mscms.dll", "planimport_gui/app.py", "tests/x.bin", "x.qml"])
def test_a_foreign_file_is_seen(whole: Path, name: str) -> None:
    path = whole / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    with pytest.raises(Trouble, match="holds"):
        bundle.check_bundle(whole, whole.parent)


@pytest.mark.parametrize("module", ["tkinter", "numpy.linalg", "PySide6.QtQml", "setuptools.dist", "babel.dates"])
def test_a_module_too_much_is_seen(whole: Path, module: str) -> None:
    table(whole.parent, ["planimport_gui.app", module])
    with pytest.raises(Trouble, match=module):
        bundle.check_bundle(whole, whole.parent)


def test_a_packed_program_is_seen(whole: Path) -> None:
    (whole / "planimport.exe").write_bytes(b"MZ" + b"\0" * 500 + b"UPX!" + b"\0" * 500)
    with pytest.raises(Trouble, match="UPX"):
        bundle.check_bundle(whole, whole.parent)


def test_size_is_checked(tmp_path: Path) -> None:
    (tmp_path / "setup.exe").write_bytes(b"x" * 1_500_000)
    check_size(tmp_path / "setup.exe", 1.5)
    with pytest.raises(Trouble, match=r"1\.5 MB, at most 1"):
        check_size(tmp_path / "setup.exe", 1.4)
    with pytest.raises(Trouble):
        check_size(tmp_path, 1.4)


def test_sums_are_those_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "b.deb").write_bytes(b"abc")
    (tmp_path / "a.exe").write_bytes(b"")
    (tmp_path / "pictures").mkdir()
    write_sums(tmp_path)
    write_sums(tmp_path)
    assert (tmp_path / "SHA256SUMS").read_text(encoding="utf-8").splitlines() == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a.exe",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b.deb",
    ]


@pytest.mark.parametrize(
    ("text", "code"), [("ok x: y\nall ok\n", 1), ("failed x: y\nfailed: 1\n", 0), ("ok x: y\n", 0)]
)
def test_only_a_report_that_is_all_ok_passes(tmp_path: Path, text: str, code: int) -> None:
    report = tmp_path / "report.txt"
    with pytest.raises(Trouble):
        ended(report, 0)
    report.write_text("ok x: y\nall ok\n", encoding="utf-8")
    ended(report, 0)
    report.write_text(text, encoding="utf-8")
    with pytest.raises(Trouble):
        ended(report, code)
