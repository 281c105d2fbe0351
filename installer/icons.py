"""Draws the program's icon in every size and form: run with the build environment, ``icons.py FOLDER``.

The drawing is ``resources/icons/planimport.svg``. ICO and ICNS are containers of PNG pictures.
"""

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {
    b"icp4": 16, b"icp5": 32, b"ic11": 32, b"ic12": 64, b"ic07": 128, b"ic13": 256, b"ic08": 256, b"ic14": 512,
    b"ic09": 512, b"ic10": 1024,
}  # fmt: skip
"""Each type of picture in an ICNS file and its size in pixels; ic11 to ic14 and ic10 are for sharp screens."""


def main(folder: Path) -> None:
    """Write planimport-SIZE.png, planimport.ico and planimport.icns."""
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).resolve().parent.parent / "resources" / "icons" / "planimport.svg"
    pictures = {size: draw(source, size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"planimport-{size}.png").write_bytes(picture)
    (folder / "planimport.ico").write_bytes(ico(pictures))
    (folder / "planimport.icns").write_bytes(icns(pictures))


def draw(source: Path, size: int) -> bytes:
    """The drawing as a PNG of ``size`` by ``size`` pixels."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(image):
        raise OSError(f"no PNG of {size} pixels")
    return bytes(data.data())


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """A Windows icon: a directory of 16 bytes a picture, then the pictures. 256 is written as 0."""
    head = struct.pack("<HHH", 0, 1, len(ICO_SIZES))
    place = len(head) + 16 * len(ICO_SIZES)
    entries = b""
    for size in ICO_SIZES:
        length = len(pictures[size])
        entries += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, length, place)
        place += length
    return head + entries + b"".join(pictures[size] for size in ICO_SIZES)


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """A macOS icon: the word, the whole length, then type, length and picture of each; big-endian."""
    body = b"".join(
        kind + struct.pack(">I", len(pictures[size]) + 8) + pictures[size] for kind, size in ICNS_TYPES.items()
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    main(Path(sys.argv[1]))
