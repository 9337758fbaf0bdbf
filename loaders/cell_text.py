"""A workbook cell's value as the text a person would read: no ".0", no float noise, dates as ISO text.

Leaves out numbers written as text, which stay exactly as they were typed.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

SURELY_SHORT = 17  # a longer number may carry more than 15 digits


def row_texts(row: list[Any]) -> list[str]:
    """The texts of one row of values; None and "" are both ""."""
    return [
        (value if "\r" not in value else value.replace("\r\n", "\n").replace("\r", "\n"))
        if type(value) is str
        else number_text(value)
        if type(value) is float
        else _text(value)
        for value in row
    ]


def _text(value: object) -> str:
    if value is None:
        return ""
    if type(value) is float or type(value) is int:
        return number_text(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return moment_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, dt.timedelta):
        return _duration(value)
    return str(value)


def number_text(value: float | int) -> str:
    """Up to 15 significant digits, as Excel shows them, never with an exponent."""
    text = repr(value or 0)
    if text.endswith(".0"):
        return text[:-2]
    if len(text) < SURELY_SHORT and "e" not in text:
        return "" if text in ("nan", "inf", "-inf") else text
    return text if isinstance(value, int) else _shortened(value)


def _shortened(value: float) -> str:
    if value.is_integer():
        return str(int(value))
    text = f"{value:.15g}"
    return text if "e" not in text else f"{Decimal(text):f}"


def moment_text(value: dt.datetime) -> str:
    """ISO text; the time only when there is one."""
    value = (value + dt.timedelta(microseconds=500)).replace(microsecond=0) if value.microsecond else value
    return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")


def _duration(value: dt.timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
