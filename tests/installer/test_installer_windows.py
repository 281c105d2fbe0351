"""The Windows setup program installs a list of files, and removes that list and nothing else."""

import re
from pathlib import Path

import pytest
from support.project import ROOT

from installer.steps import Trouble
from installer.try_pages import has_tick, is_ticked, own_words, strange_words
from installer.win import file_lists, flowing

FOLDER = ROOT / "installer" / "windows"
SCRIPT = (FOLDER / "setup.nsi").read_text(encoding="utf-8")
WORDS = (FOLDER / "words.nsh").read_text(encoding="utf-8")
NAMES = ["planimport-gui.exe", "_internal/a.dll", "_internal/PySide6/Qt6Core.dll", "licences/README.txt"]


def macros() -> tuple[list[str], list[str]]:
    """The lines that install, and those that remove."""
    text = file_lists(Path("bundle"), [Path(name) for name in NAMES])
    install, remove = re.findall(r"!macro \w+\n(.*?)!macroend", text, re.DOTALL)
    return install.splitlines(), remove.splitlines()


def test_every_file_is_laid_into_its_folder() -> None:
    install, _ = macros()
    folder, laid = "", set()
    for line in install:
        if "SetOutPath" in line:
            folder = line.split('"')[1].removeprefix("$INSTDIR").lstrip("\\").replace("\\", "/")
        else:
            laid.add(f"{folder}/{Path(line.split(chr(34))[1]).name}".lstrip("/"))
    assert laid == set(NAMES)


def test_removal_names_the_same_files_and_their_folders_from_the_inside_out() -> None:
    _, remove = macros()
    deleted = [line.split("$INSTDIR\\")[1].rstrip('"').replace("\\", "/") for line in remove if "Delete" in line]
    assert sorted(deleted) == sorted(NAMES)
    folders = [line.split("$INSTDIR\\")[1].rstrip('"') for line in remove if "RMDir" in line]
    assert folders == ["licences", "_internal\\PySide6", "_internal"]


def test_a_name_that_nsis_would_expand_is_refused() -> None:
    with pytest.raises(Trouble):
        file_lists(Path("bundle"), [Path("a$INSTDIR.dll")])


def test_whole_folders_are_removed_only_where_data_are_and_only_when_told() -> None:
    code = [line.strip() for line in SCRIPT.splitlines() if not line.strip().startswith(";")]
    assert [line for line in code if re.match(r"RMDir\s+/r", line)] == [r'RMDir /r "$LOCALAPPDATA\${NAME}"']
    before = code[: code.index(r'RMDir /r "$LOCALAPPDATA\${NAME}"')]
    assert "${If} $RemoveData == 1" in before[-3:]
    assert "RMDir /r" not in "\n".join(macros()[1])


def test_no_administrator_is_needed_and_no_default_taken() -> None:
    assert "RequestExecutionLevel user" in SCRIPT
    assert "HKLM" not in SCRIPT
    assert not re.search(r'WriteReg\w+ HKCU "\$\{CLASSES\}\\\.xls\w" ""', SCRIPT)


def test_every_sentence_is_there_in_both_languages() -> None:
    said = {
        language: set(re.findall(rf"LangString (\w+) \$\{{LANG_{language}\}}", WORDS))
        for language in ("RUSSIAN", "ENGLISH")
    }
    used = set(re.findall(r"\$\((WORDS_\w+)\)", SCRIPT))
    assert said["RUSSIAN"] == said["ENGLISH"] == used
    for line in WORDS.splitlines():
        if "LANG_RUSSIAN" in line:
            assert re.search("[а-яё]", line), line


def test_questions_have_an_answer_for_silent_runs() -> None:
    boxes = [line for line in SCRIPT.splitlines() if "MessageBox" in line]
    assert len(boxes) >= 4
    for box in boxes:
        assert "/SD ID" in box, box


def test_stand_ins_of_the_trials_are_marked() -> None:
    sources = sorted((FOLDER / "stand-ins").glob("*.c"))
    assert [source.stem for source in sources] == ["bcryptprimitives", "icuuc", "mscms"]
    for source in sources:
        assert '"PLANIMPORT-TRIAL-STAND-IN"' in source.read_text(encoding="utf-8")


def page(*texts: str, **more: object) -> dict[str, object]:
    return {"title": "", "inside": [{"number": 1200, "text": text, "ticked": False} | more for text in texts]}


def test_a_page_in_another_language_is_seen() -> None:
    assert strange_words(page("Далее >", "PlanImport 0.1.0", "C:\\users\\me"), "ru") == []
    assert strange_words(page("Далее >", "Choose the folder"), "ru") == ["Choose the folder"]
    assert strange_words(page("Next >", "Choose the folder"), "en") == []
    assert strange_words(page("Next >", "Отмена"), "en") == ["Отмена"]
    assert strange_words(page("Qt — по лицензии LGPL", number=1000), "en") == []


def test_ticks_are_found_by_their_words() -> None:
    words = own_words("ru")["WORDS_DATA_TICK"]
    assert words == "Удалить и мои данные"
    assert not has_tick(page(words))
    assert is_ticked(page(words, ticked=True), words)
    with pytest.raises(Trouble):
        is_ticked(page("another"), words)


def test_paragraphs_of_the_licences_flow() -> None:
    assert flowing("Head\n====\n\nOne\ntwo.\n\n\nThree.\n") == "Head\n\nOne two.\n\nThree.\n"


def test_the_page_of_licences_asks_for_no_agreement_and_speaks_one_language() -> None:
    assert '!define MUI_LICENSEPAGE_BUTTON "$(^NextBtn)"' in SCRIPT
    for name in ("RUSSIAN", "ENGLISH"):
        assert f"LicenseLangString LICENCE ${{LANG_{name}}}" in SCRIPT
    english, russian = (
        (ROOT / "resources" / "licences" / "README.txt").read_text("utf-8").split("\n" + "-" * 116 + "\n")
    )
    assert "Lesser General Public License" in english
    assert not re.search("[а-яё]", english)
    assert "Их можно заменить своей сборкой" in russian
