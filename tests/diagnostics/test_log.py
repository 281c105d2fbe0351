"""The log: what it holds, what it never holds, and that it never gets in the way."""

import json
import logging
import os
import stat
import subprocess
import sys
import threading
import warnings
from base64 import b64encode
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.log_watch import LogWatch

from planimport_gui.diagnostics import OpenLog, SecretVault, open_log

TOKEN = "fictional-token-1a2b3c4d5e6f"
needs_full_device = pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
needs_modes = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no file modes")


def written(folder: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.is_file())


def test_messages_are_written_in_utf_8(log: OpenLog, logger: logging.Logger, tmp_path: Path) -> None:
    logger.info("импорт %d начат", 7)
    assert log.path == tmp_path / "logs" / "planimport.log"
    assert "импорт 7 начат" in log.path.read_text(encoding="utf-8")
    assert log.tail()[-1].endswith("импорт 7 начат")


def test_debug_messages_are_left_out(log: OpenLog, logger: logging.Logger, tmp_path: Path) -> None:
    logger.debug("every byte of it")
    assert "every byte" not in written(tmp_path)


def test_warnings_of_libraries_go_to_the_log(log: OpenLog, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("an extension is not supported", UserWarning, stacklevel=1)
    assert "an extension is not supported" in written(tmp_path)


@needs_modes
def test_only_the_owner_reads_the_log(log: OpenLog, logger: logging.Logger) -> None:
    logger.info("x")
    assert log.path is not None
    assert stat.S_IMODE(log.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.path.parent.stat().st_mode) == 0o700


def test_five_files_of_a_megabyte_at_most(log: OpenLog, logger: logging.Logger, tmp_path: Path) -> None:
    for _ in range(65):
        logger.info("x" * 100_000)
    files = list((tmp_path / "logs").iterdir())
    assert len(files) == 5
    assert all(path.stat().st_size <= 1_000_000 for path in files)
    if sys.platform != "win32":
        assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_file_that_cannot_be_renamed_is_written_on(
    log: OpenLog, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def in_use(source: str, target: str) -> None:
        raise PermissionError(32, "in use by another process", source)

    monkeypatch.setattr(os, "rename", in_use)
    for number in range(15):
        logger.info("entry %d %s", number, "x" * 100_000)
    assert log.path is not None
    content = log.path.read_text(encoding="utf-8")
    assert all(f"entry {number} " in content for number in range(15))
    assert capsys.readouterr().err == ""


class Holder:
    """Shows a secret in every way an object can."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __repr__(self) -> str:
        return f"Holder({self.secret!r})"


def log_in_every_way(logger: logging.Logger, secret: str) -> None:
    """Everything a careless line of code could do with a secret."""
    logger.info(secret)  # noqa: G004, RUF100 - careless on purpose
    logger.info("token %s", secret)
    logger.info("token %r", secret)
    logger.info("token %(token)s", {"token": secret})
    logger.warning("headers %s", {"Access-Token": secret, "SiteId": "12345"})
    logger.warning("headers %s", [("Access-Token", secret)])
    logger.error("holder %s", Holder(secret))
    logger.info("body %s", json.dumps({"token": secret}))
    logger.info("address https://example.org/?token=%s", quote(secret, safe=""))
    logger.info("basic %s", b64encode(f"user:{secret}".encode()).decode())
    logger.info("bytes %s", secret.encode())
    logger.info("cut %s", secret[: max(8, len(secret) // 2)])
    logger.info("lines %s", f"a\n{secret}\nb")
    logger.info("with the stack", stack_info=True)
    for error in (ValueError(secret), KeyError(secret), OSError(5, "refused", secret)):
        try:
            try:
                raise error
            except (ValueError, KeyError, OSError) as cause:
                raise RuntimeError(f"while using {secret}") from cause
        except RuntimeError:
            logger.exception("failed with %s", secret)
    logging.getLogger("urllib3.connectionpool").warning("retrying with %s", secret)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(st.text("".join(map(chr, range(0x21, 0x7F))), min_size=8, max_size=60))
def test_no_file_holds_the_token(tmp_path_factory: pytest.TempPathFactory, log_watch: LogWatch, secret: str) -> None:
    log_watch.allow("")
    folder = tmp_path_factory.mktemp("logs")
    vault = SecretVault()
    log = open_log(folder, vault)
    vault.register(secret)
    try:
        log_in_every_way(logging.getLogger("planimport_gui.test"), secret)
    finally:
        log.close()
    for text in (written(folder), "\n".join(log.tail())):
        assert len(text) > 1000
        # A whole, escaped or cut token; the file's own words may share eight characters with a generated one.
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text
        assert quote(secret, safe="") not in text


def test_a_thread_that_logs_tells_nothing_either(
    log: OpenLog, vault: SecretVault, logger: logging.Logger, tmp_path: Path
) -> None:
    vault.register(TOKEN)
    threads = [threading.Thread(target=log_in_every_way, args=(logger, TOKEN), name=TOKEN) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert TOKEN not in written(tmp_path)
    assert written(tmp_path).count("•••") > 50


@needs_full_device
def test_a_full_disk_concerns_nobody(tmp_path: Path, log_watch: LogWatch, capsys: pytest.CaptureFixture[str]) -> None:
    log_watch.allow("")
    (tmp_path / "planimport.log").symlink_to("/dev/full")
    log = open_log(tmp_path, SecretVault())
    logging.getLogger("x").warning("one")
    logging.getLogger("x").warning("x" * 100_000)
    log.close()
    assert capsys.readouterr() == ("", "")
    assert log.tail()[0].endswith("one")


def test_without_a_folder_the_last_lines_are_kept(
    tmp_path: Path, log_watch: LogWatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log_watch.allow("")
    occupied = tmp_path / "logs"
    occupied.write_text("a file")
    log = open_log(occupied, SecretVault())
    logging.getLogger("x").warning("still here")
    log.close()
    assert log.path is None
    assert "no log file" in log.tail()[0]
    assert log.tail()[-1].endswith("still here")
    assert capsys.readouterr() == ("", "")


def test_an_object_without_text_stops_nothing(log: OpenLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Mute:
        def __str__(self) -> str:
            raise RuntimeError("no words")

    for message, argument in (("%s", Mute()), ("%d", "no number")):
        record = logging.LogRecord("x", logging.INFO, __file__, 1, message, (argument,), None)
        for handler in log._handlers:
            handler.handle(record)
    assert written(tmp_path).count("has no text") == 2
    assert capsys.readouterr() == ("", "")


def test_surrogates_are_written_escaped(log: OpenLog, logger: logging.Logger, tmp_path: Path) -> None:
    logger.info("name %s", "\udce9.xlsx")
    assert "\\udce9.xlsx" in written(tmp_path)


def test_only_the_last_two_hundred_lines_are_kept(log: OpenLog, logger: logging.Logger) -> None:
    for number in range(300):
        logger.info("line %d", number)
    assert len(log.tail()) == 200
    assert log.tail()[-1].endswith("line 299")


def test_closing_puts_everything_back(tmp_path: Path, log_watch: LogWatch) -> None:
    before = logging.root.level, list(logging.root.handlers), warnings.showwarning
    open_log(tmp_path, SecretVault()).close()
    assert (logging.root.level, list(logging.root.handlers), warnings.showwarning) == before


def test_nothing_reaches_the_screen(tmp_path: Path) -> None:
    script = f"""
import logging, pathlib, warnings
from planimport_gui.diagnostics import SecretVault, open_log
open_log(pathlib.Path({str(tmp_path)!r}), SecretVault())
logging.getLogger("x").critical("bad")
logging.getLogger("x").critical("%d", "no number")
warnings.warn("odd")
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
    assert "bad" in written(tmp_path)
