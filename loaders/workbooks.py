"""Workbooks to sheets: the fast engine first, a second when it fails, nothing that could take the dashboard down.

Leaves out the limits themselves (loaders.guard) and the engines (loaders.engines).
"""

import zipfile
from typing import NamedTuple

from loaders import engines, guard
from loaders.cells import Read, Remark, Sheet
from loaders.formats import MOST_IN_FRONT
from loaders.salvage import salvaged

MAX_SHEETS = 1_000
ORDER = {
    "xlsx": ("calamine", "openxml"),
    "xlsm": ("calamine", "openxml"),
    "xlsb": ("calamine", "pyxlsb"),
    "xls": ("calamine", "xlrd"),
    "ods": ("calamine", "odf"),
}


class Opened(NamedTuple):
    """`error` is an issue code or None."""

    sheets: tuple[Sheet, ...]
    error: str | None
    remarks: list[Remark]


def open_workbook(content: bytes, format_: str) -> Opened:
    """Reads all sheets of a workbook; never raises."""
    if format_ == "xls":
        return _first_that_opens(content, ORDER[format_], len(content), near=False)
    content = content[max(content.find(b"PK\x03\x04", 0, MOST_IN_FRONT), 0) :]
    cut: list[Remark] = []
    size = _size(content)
    if size is None:
        content, cut = salvaged(content), [Remark("archive_salvaged", done="entries read singly")]
        size = _size(content)
    if size is None:
        return Opened((), "file_broken", [])
    if guard.is_bomb(content):
        return Opened((), "file_too_large", [])
    near = format_ in ("xlsx", "xlsm") and guard.is_small_and_sane(content)
    opened = _first_that_opens(content, ORDER[format_], size, near=near)
    return opened._replace(remarks=cut + opened.remarks)


def _size(content: bytes) -> int | None:
    """Bytes a zip says it will unpack to, None when its directory cannot be read."""
    try:
        return guard.unpacked_size(content)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return None


def _first_that_opens(content: bytes, order: tuple[str, ...], unpacked: int, *, near: bool) -> Opened:
    reasons: list[str] = []
    empty: Read | None = None
    for engine in order:
        try:
            read = _read(engine, content, unpacked, near=near)
        except guard.StoppedError as stopped:
            reasons.append(stopped.reason)
            if stopped.reason == "password":
                break
            continue
        if len(read.sheets) > MAX_SHEETS or _has_more_rows_than_bytes(read, unpacked):
            return Opened((), "file_too_large", [])
        if any(sheet.cells for sheet in read.sheets):
            second = [Remark("second_engine", read=reasons[0], done=engine)] if reasons else []
            return Opened(tuple(read.sheets), None, second + read.remarks)
        empty = empty or read
    if empty is not None and "password" not in reasons:
        return Opened(tuple(empty.sheets), None, [])
    return Opened((), _error(reasons), [Remark("engine_failed", read=reason) for reason in reasons])


def _has_more_rows_than_bytes(read: Read, unpacked: int) -> bool:
    """Whether a row was unfolded more often than any list has rows: a few letters can claim a million."""
    if sum(len(sheet.cells) for sheet in read.sheets) <= unpacked:
        return False
    return sum(any(row) for sheet in read.sheets for row in sheet.cells) > unpacked


def _read(engine: str, content: bytes, unpacked: int, *, near: bool) -> Read:
    if not near:
        return guard.read_apart(engine, content, unpacked)
    try:
        return engines.ENGINES[engine](content)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # noqa: BLE001 a Rust panic is no Exception
        raise guard.StoppedError(engines.reason(problem)) from None


def _error(reasons: list[str]) -> str:
    if "password" in reasons:
        return "file_encrypted"
    return "file_too_large" if "too_large" in reasons or reasons == ["time"] * len(reasons) else "file_broken"
