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


SIDE = (164, 314)
GREEN = "#14503f"
"""A shade darker than that of the drawing, so that its edge is seen."""


def main(folder: Path) -> None:
    """Write planimport-SIZE.png, planimport.ico, planimport.icns, and what stands beside pages of the setup program."""
    folder.mkdir(parents=True, exist_ok=True)
    source = Path(__file__).resolve().parent.parent / "resources" / "icons" / "planimport.svg"
    pictures = {size: draw(source, size) for size in SIZES}
    for size, picture in pictures.items():
        (folder / f"planimport-{size}.png").write_bytes(picture)
    (folder / "planimport.ico").write_bytes(ico(pictures))
    (folder / "planimport.icns").write_bytes(icns(pictures))
    (folder / "planimport-side.bmp").write_bytes(side(source))


def draw(source: Path, size: int) -> bytes:
    """The drawing as a PNG of ``size`` by ``size`` pixels."""
    return _paint(source, (size, size), (0, 0, size, size), None, "PNG")


def side(source: Path) -> bytes:
    """The drawing on its own green, as NSIS wants it: a bitmap of 164 by 314 pixels; larger, for sharp screens."""
    width, height = (2 * length for length in SIDE)
    size = width // 2
    return _paint(source, (width, height), ((width - size) // 2, height // 8, size, size), GREEN, "BMP")


def _paint(
    source: Path, size: tuple[int, int], place: tuple[int, int, int, int], ground: str | None, form: str
) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(*size, QImage.Format.Format_RGB32 if ground else QImage.Format.Format_ARGB32)
    image.fill(QColor(ground) if ground else Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(source)).render(painter, QRectF(*place))
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(form.encode())).write(image):
        raise OSError(f"no {form} of {size} pixels")
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
