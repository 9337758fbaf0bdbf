"""Workbooks to sheets: the fast engine first, a second when it fails, nothing that could take the dashboard down.

Leaves out the limits themselves (loaders.guard) and the engines (loaders.engines).
"""

import zipfile
from typing import NamedTuple

from loaders import engines, guard
from loaders.cells import Remark, Sheet

ORDER = {
    "xlsx": ("calamine", "openpyxl"),
    "xlsm": ("calamine", "openpyxl"),
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
    unpacked = len(content)
    if format_ != "xls":
        try:
            if guard.is_bomb(content):
                return Opened((), "file_too_large", [])
            unpacked = guard.unpacked_size(content)
        except (zipfile.BadZipFile, OSError, ValueError):
            pass
    near = format_ in ("xlsx", "xlsm") and guard.is_small_and_sane(content)
    return _first_that_opens(content, ORDER[format_], unpacked, near=near)


def _first_that_opens(content: bytes, order: tuple[str, ...], unpacked: int, *, near: bool) -> Opened:
    reasons: list[str] = []
    empty: tuple[Sheet, ...] | None = None
    for engine in order:
        try:
            sheets = tuple(_read(engine, content, unpacked, near=near))
        except guard.Stopped as stopped:
            reasons.append(stopped.reason)
            if stopped.reason == "password":
                break
            continue
        if any(sheet.cells for sheet in sheets):
            remarks = [Remark("second_engine", read=reasons[0], done=engine)] if reasons else []
            return Opened(sheets, None, remarks)
        empty = empty or sheets
    if empty is not None and "password" not in reasons:
        return Opened(empty, None, [])
    return Opened((), _error(reasons), [Remark("engine_failed", read=reason) for reason in reasons])


def _read(engine: str, content: bytes, unpacked: int, *, near: bool) -> list[Sheet]:
    if not near:
        return guard.read_apart(engine, content, unpacked)
    try:
        return engines.ENGINES[engine](content)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as problem:  # noqa: BLE001 a Rust panic is no Exception
        raise guard.Stopped(engines.reason(problem)) from None


def _error(reasons: list[str]) -> str:
    if "password" in reasons:
        return "file_encrypted"
    return "file_too_large" if "too_large" in reasons or reasons == ["time"] * len(reasons) else "file_broken"
