"""The build's entry needs the standard library alone, and what it gathers is complete."""

import ast
import configparser
import subprocess
import sys
from pathlib import Path

import pytest
from support.project import ROOT, sources

from installer import deb, icons, licences, packages, try_deb
from installer.about import four_numbers, version
from installer.slim import PROVIDED

ENTRY = ROOT / "installer" / "build.py"
BUILD_ENVIRONMENT = {"icons.py": {"PySide6"}, "about.py": {"PyInstaller"}, "launch_window.py": {"planimport_gui"},
                     "launch_console.py": {"planimport_gui"}}  # fmt: skip


def imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("path", sources(ROOT / "installer"), ids=lambda path: path.name)
def test_builds_need_the_standard_library_alone(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"installer"} | BUILD_ENVIRONMENT.get(path.name, set())
    assert imported(path) <= allowed


def test_the_entry_runs_without_any_library(tmp_path: Path) -> None:
    command = [sys.executable, "-I", "-S", str(ENTRY), "--help"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 0, result.stderr
    assert "--try" in result.stdout


def test_an_unknown_target_is_refused() -> None:
    command = [sys.executable, str(ENTRY), "amiga"]
    result = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert result.returncode == 2
    assert "amiga" in result.stderr


def test_the_version_is_that_of_the_package() -> None:
    import planimport_gui

    assert version() == planimport_gui.__version__
    assert four_numbers().count(".") == 3


def test_icons_of_windows_and_macos_are_read_again_by_qt(tmp_path: Path, application: object) -> None:
    from PySide6.QtGui import QImage, QImageReader

    icons.main(tmp_path)
    reader = QImageReader(str(tmp_path / "planimport.ico"))
    assert reader.imageCount() == len(icons.ICO_SIZES)
    for name in ("planimport.ico", "planimport.icns"):
        image = QImage(str(tmp_path / name))
        assert not image.isNull(), name
    assert (tmp_path / "planimport.icns").stat().st_size == int.from_bytes(
        (tmp_path / "planimport.icns").read_bytes()[4:8], "big"
    )
    side = QImage(str(tmp_path / "planimport-side.bmp"))
    assert (side.width(), side.height()) == tuple(2 * length for length in icons.SIDE)
    picture = QImage(str(tmp_path / "planimport-64.png"))
    colours = {picture.pixel(x, y) for x in range(64) for y in range(64)}
    assert len(colours) > 5


def test_licences_of_all_libraries_are_gathered(tmp_path: Path) -> None:
    folder = tmp_path / "bundle" / "licences"
    licences.main(folder)
    there = {path.name.rsplit("-", 1)[0] for path in folder.iterdir()}
    assert {"openpyxl", "requests", "keyring", "urllib3", "truststore", "python-calamine", "python"} <= there
    words = (folder / "README.txt").read_text(encoding="utf-8")
    assert "Lesser General Public License" in words
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        assert name in words
        assert (folder / name).stat().st_size > 5000


def test_the_package_depends_on_all_that_is_left_to_the_system() -> None:
    for library, package in {
        "libX11.so.6": "libx11-6", "libxcb.so.1": "libxcb1", "libfontconfig.so.1": "libfontconfig1",
        "libdbus-1.so.3": "libdbus-1-3", "libxkbcommon.so.0": "libxkbcommon0", "libstdc++.so.6": "libstdc++6",
        "libfreetype.so.6": "libfreetype6", "libGL.so.1": "libgl1", "libEGL.so.1": "libegl1",
    }.items():  # fmt: skip
        assert PROVIDED.match(library)
        assert package in deb.DEPENDS.replace(",", " ").split(), package
    assert "{version}" in deb.CONTROL


def test_the_desktop_entry_speaks_both_languages_and_opens_files() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]  # keys are told apart by case
    entry.read(ROOT / "installer" / "linux" / "planimport.desktop", encoding="utf-8")
    told = entry["Desktop Entry"]
    assert told["Exec"] == "planimport-gui %f"
    assert "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;" in told["MimeType"]
    for key in ("GenericName", "Comment"):
        assert told[f"{key}[ru]"] != told[key]


def test_packages_are_those_of_the_target() -> None:
    assert "debootstrap" in packages.needed(["deb", "--try"])
    assert "debootstrap" not in packages.needed(["deb"])
    assert not {"wine", "xvfb"} & set(packages.needed(["deb"]))
    assert {"wine", "nsis"} <= set(packages.needed(["win"]))
    assert "wine" not in packages.needed(["win", "--bundle", "x"])
    assert {"wine", "debootstrap", "openbox", "xvfb", "xdotool", "locales"} <= set(packages.needed([]))
    assert not {"openbox", "debootstrap"} & set(packages.needed(["wheels"]))


def test_where_a_container_forbids_a_pristine_debian_the_files_are_tried_and_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[Path] = []
    monkeypatch.setattr(try_deb, "WORK", tmp_path)
    monkeypatch.setattr(try_deb, "_chroots", lambda: False)
    monkeypatch.setattr(try_deb, "_makes_devices", lambda: True)
    monkeypatch.setattr(try_deb, "_try_unpacked", tried.append)
    try_deb.try_deb(tmp_path / "planimport.deb")
    assert tried == [tmp_path / "planimport.deb"]
    assert "NOT TRIED IN A PRISTINE DEBIAN: chroot" in capsys.readouterr().out
