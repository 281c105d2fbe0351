"""The zip file behind a workbook, unpacked by counting real bytes: sizes in its directory are not believed."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from planimport_gui.sheets.limits import MEMBERS, RATIO, RATIO_FREE, damaged, too_large

_STEP = 1 << 16
_CHUNK = 1 << 20
_LOCAL = struct.Struct("<4s22xHH")
_ENCRYPTED = 1


class Archive:
    """The members of a zip file, found by name whatever the case and whichever slashes.

    Every method raises ``Refused`` for what is damaged or too large.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._members = _directory(data)

    def names(self) -> list[str]:
        return [member.filename for member in self._members.values()]

    def has(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str, limit: int) -> bytes:
        """The whole part, unpacked."""
        return b"".join(self.stream(name, limit))

    def stream(self, name: str, limit: int) -> Iterator[bytes]:
        """The part unpacked in pieces of about a megabyte; its size and checksum must prove true at the end."""
        member = self._members.get(_key(name))
        if member is None:
            raise damaged(f"part {name}")
        size = checksum = 0
        for piece in self._pieces(member):
            size += len(piece)
            checksum = zlib.crc32(piece, checksum)
            if size > limit:
                raise too_large("bytes", limit)
            if size > RATIO_FREE and size > RATIO * member.compress_size:
                raise too_large("ratio", RATIO)
            yield piece
        if size != member.file_size or checksum != member.CRC:
            raise damaged(f"checksum {name}")

    def _pieces(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        packed = self._packed(member)
        if member.compress_type == zipfile.ZIP_STORED:
            for start in range(0, len(packed), _CHUNK):
                yield bytes(packed[start : start + _CHUNK])
        elif member.compress_type == zipfile.ZIP_DEFLATED:
            yield from _inflated(packed, member.filename)
        else:
            raise damaged(f"compression {member.compress_type}")

    def _packed(self, member: zipfile.ZipInfo) -> memoryview:
        if member.flag_bits & _ENCRYPTED:
            raise damaged(f"encrypted {member.filename}")
        start = member.header_offset + _LOCAL.size
        if not 0 <= member.header_offset <= start <= len(self._data):
            raise damaged(f"offset {member.filename}")
        signature, name, extra = _LOCAL.unpack_from(self._data, member.header_offset)
        first = start + name + extra
        packed = memoryview(self._data)[first : first + member.compress_size]
        if signature != b"PK\x03\x04" or len(packed) != member.compress_size:
            raise damaged(f"offset {member.filename}")
        return packed


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _directory(data: bytes) -> dict[str, zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error) as error:
        raise damaged(str(error)) from error
    if len(infos) > MEMBERS:
        raise too_large("members", MEMBERS)
    members = {_key(info.filename): info for info in infos}
    if len(members) != len(infos):
        raise damaged("two parts of one name")
    return members


def _inflated(packed: memoryview, name: str) -> Iterator[bytes]:
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _STEP):
            pending: bytes | memoryview = packed[start : start + _STEP]
            while pending and not inflater.eof:
                piece = inflater.decompress(pending, _CHUNK)
                if piece:
                    yield piece
                pending = inflater.unconsumed_tail
    except zlib.error as error:
        raise damaged(f"packing {name}") from error
    if not inflater.eof:
        raise damaged(f"packing {name}")
