"""Zip archives cut off or without a directory: their entries found again one by one.

Leaves out entries that are damaged themselves.
"""

import io
import struct
import zipfile
import zlib

LOCAL = b"PK\x03\x04"
HEADER = struct.Struct("<4s5H3I2H")
MAX_ENTRY = 100_000_000


def salvaged(content: bytes) -> bytes:
    """The archive written anew from what can be read of it, or the same bytes when nothing can."""
    entries: dict[str, bytes] = {}
    at = content.find(LOCAL)
    while at >= 0 and at + HEADER.size <= len(content) and sum(map(len, entries.values())) < 3 * MAX_ENTRY:
        _, _, flags, method, _, _, _, packed, _, name_length, extra = HEADER.unpack_from(content, at)
        start = at + HEADER.size + name_length + extra
        name = content[at + HEADER.size : at + HEADER.size + name_length].decode(
            "utf-8" if flags & 0x800 else "cp437", "replace"
        )
        data = _inflated(content[start:], method, packed)
        if name and data:
            entries[name] = data
        at = content.find(LOCAL, start)
    if not entries:
        return content
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return target.getvalue()


def _inflated(packed: bytes, method: int, size: int) -> bytes:
    """As much of an entry as can be unpacked."""
    if method == 0:
        return packed[:size]
    if method != 8:
        return b""
    unpacker = zlib.decompressobj(-15)
    try:
        return unpacker.decompress(packed, MAX_ENTRY)
    except (zlib.error, MemoryError):
        return b""
