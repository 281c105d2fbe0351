"""The pinned PySide6 is sound: some versions lose references at every emit, and abort after a thousand."""

import os
import subprocess
import sys

from support.project import ROOT

EMITS = 20_000

PROGRAM = f"""
from dataclasses import dataclass
from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel


@dataclass(frozen=True, slots=True)
class Fact:
    number: int
    true: bool


class Sender(QObject):
    told = Signal(object)


class Receiver(QObject):
    def __init__(self):
        super().__init__()
        self.total = 0

    @Slot(object)
    def hear(self, fact):
        self.total += fact.number * fact.true


application = QApplication([])
label = QLabel("Отправить")
label.show()
sender, direct, queued = Sender(), Receiver(), Receiver()
sender.told.connect(direct.hear)
sender.told.connect(queued.hear, Qt.ConnectionType.QueuedConnection)
for number in range({EMITS}):
    sender.told.emit(Fact(number, True))
application.processEvents()
print(direct.total, queued.total, application.platformName(), len(QFontDatabase.families()) > 0)
"""


def test_twenty_thousand_emits_survive() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    result = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 0, result.stderr
    total = EMITS * (EMITS - 1) // 2
    assert result.stdout.split() == [str(total), str(total), "offscreen", "True"]
