"""A program that wants to be the only one of its name: ``first_window.py NAME PATIENCE [FILE]``.

Prints ``first`` and then ``handed FILE`` for each file it gets, until its standard input ends; or ``handed over``,
or ``alone`` where the first did not answer.
"""

import sys
import threading
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMetaObject, Qt

from planimport_gui.ui.single import SingleInstance


def main(name: str, patience: int, file: str | None) -> None:
    application = QCoreApplication([])
    with SingleInstance(name, patience) as instance:
        if not instance.first:
            print("handed over" if instance.hand_over(Path(file) if file else None) else "alone", flush=True)
            return
        instance.handed.connect(tell)
        print("first", flush=True)
        threading.Thread(target=wait_for_the_end, args=(application,), daemon=True).start()
        application.exec()


def tell(file: Path | None) -> None:
    print(f"handed {file}", flush=True)


def wait_for_the_end(application: QCoreApplication) -> None:
    sys.stdin.read()
    QMetaObject.invokeMethod(application, "quit", Qt.ConnectionType.QueuedConnection)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else None)
