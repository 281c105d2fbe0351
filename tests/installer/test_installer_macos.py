"""What can be known of the macOS application without a Mac."""

import plistlib
from pathlib import Path

import pytest
from support.project import ROOT

from installer import mac
from installer.mac import ENTITLEMENTS, IDENTIFIER, OLDEST, oldest_system, plist, signing_commands
from installer.steps import Trouble


def test_the_property_list_can_be_written_and_read() -> None:
    assert plistlib.loads(plistlib.dumps(plist())) == plist()


def test_the_application_is_named_and_opens_workbooks_without_being_their_owner() -> None:
    told = plist()
    assert told["CFBundleName"] == told["CFBundleDisplayName"] == "PlanImport"
    assert told["CFBundleIdentifier"] == IDENTIFIER
    (kind,) = told["CFBundleDocumentTypes"]
    assert kind["LSHandlerRank"] == "Alternate"
    assert "org.openxmlformats.spreadsheetml.sheet" in kind["LSItemContentTypes"]
    assert set(told["CFBundleLocalizations"]) == {"ru", "en"}


def test_entitlements_are_few_and_no_back_doors() -> None:
    told = plistlib.loads(ENTITLEMENTS.read_bytes())
    assert set(told) == {
        "com.apple.security.cs.allow-unsigned-executable-memory",
        "com.apple.security.cs.disable-library-validation",
    }
    assert "com.apple.security.get-task-allow" not in told


def wheel(folder: Path, name: str, *tags: str) -> None:
    info = folder / f"{name}-1.dist-info"
    info.mkdir()
    (info / "WHEEL").write_text("Wheel-Version: 1.0\n" + "".join(f"Tag: {tag}\n" for tag in tags), encoding="utf-8")


def test_the_oldest_system_is_the_newest_that_a_library_asks_for(tmp_path: Path) -> None:
    wheel(tmp_path, "pyside", "cp310-abi3-macosx_13_0_universal2")
    wheel(tmp_path, "calamine", "cp311-cp311-macosx_10_12_x86_64")
    wheel(tmp_path, "requests", "py3-none-any")
    wheel(tmp_path, "many", "py3-none-macosx_10_9_x86_64", "py3-none-macosx_11_0_arm64")
    assert oldest_system(tmp_path) == (13, 0)


def test_a_library_for_newer_systems_than_promised_is_seen(tmp_path: Path) -> None:
    wheel(tmp_path, "pyside", "cp310-abi3-macosx_13_0_universal2")
    mac.check_oldest(tmp_path)
    wheel(tmp_path, "newer", "cp310-abi3-macosx_99_0_arm64")
    with pytest.raises(Trouble, match=r"99\.0"):
        mac.check_oldest(tmp_path)


def test_the_promise_is_a_number_of_macos() -> None:
    assert OLDEST == plist()["LSMinimumSystemVersion"] == "13.0"


@pytest.mark.parametrize("identity", ["-", "Developer ID Application: Example"])
def test_what_is_inside_is_signed_before_what_is_around_it(tmp_path: Path, identity: str) -> None:
    app = tmp_path / "PlanImport.app"
    inside = [app / "Contents" / "Frameworks" / "QtCore", app / "Contents" / "MacOS" / "planimport"]
    library, program, whole = signing_commands(app, identity, inside)
    assert [command[-1] for command in (library, program, whole)] == [*map(str, inside), str(app)]
    for command in (library, program, whole):
        assert command[command.index("--options") + 1] == "runtime"
        assert command[command.index("--sign") + 1] == identity
        assert ("--timestamp" in command) is (identity != "-")
    assert "--entitlements" not in library
    assert "--entitlements" in program
    assert "--entitlements" in whole


def test_only_programs_and_libraries_are_signed(tmp_path: Path) -> None:
    (tmp_path / "code").write_bytes(b"\xcf\xfa\xed\xfe" + b"\0" * 20)
    (tmp_path / "text").write_bytes(b"plan")
    assert mac._is_code(tmp_path / "code")
    assert not mac._is_code(tmp_path / "text")


def test_elsewhere_the_build_says_so() -> None:
    if mac.sys.platform == "darwin":
        pytest.skip("here it builds")
    with pytest.raises(Trouble, match=r"installers\.yml"):
        mac.build()
    assert (ROOT / ".github" / "workflows" / "installers.yml").is_file()
