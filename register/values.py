"""Single values as people decide them: how they stand in JSON, and whether the schema allows them.

Leaves out whole columns of a report (register.rows) and laying values over frames (register.overlay).
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from capacity import regions, vocabulary
from capacity.schema import Field, field
from register.errors import RegisterError
from register.rows import NUL

JsonValue = str | float | int | None
RANGES = {"latitude": 90.0, "longitude": 180.0}
LEVELS = {"country": 0, "nuts0": 0, "nuts1": 1, "nuts2": 2, "nuts3": 3}


def plain(value: object) -> JsonValue:
    """A value of a frame as it stands in JSON: a day as "2020-03-30", nothing missing but None. Never checked."""
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    item = getattr(value, "item", None)  # a number of numpy's
    return item() if callable(item) else value  # type: ignore[return-value]


def checked(code: str, value: object) -> JsonValue:
    """A value that somebody decides for a field, as it stands in JSON; several codes as a list or joined by ";".

    Raises RegisterError "unfit" for what the field cannot have: an unknown code, no number, no such day.
    """
    if (given := plain(value)) is None:
        return None
    known = field(code)
    try:
        return KINDS.get(known.kind, _text)(known, given)
    except (ValueError, TypeError, OverflowError):
        raise RegisterError("unfit", field=code) from None  # the cause would quote the value


def _text(_: Field, value: object) -> str | None:
    if not isinstance(value, str):
        raise TypeError
    return value.replace(NUL, "").strip() or None


def _code(known: Field, value: object) -> str | None:
    text = _text(known, value)
    if text is not None and not _is_code(known, text):
        raise ValueError
    return text


def _codes(known: Field, value: Any) -> str | None:
    text = _text(known, value if isinstance(value, str) else ";".join(value))
    if text is not None and not all(_is_code(known, each) for each in text.split(";")):
        raise ValueError
    return text


def _is_code(known: Field, code: str) -> bool:
    if known.code in LEVELS:
        return regions.known(code) and regions.level(code) == LEVELS[known.code]
    return code in vocabulary.codes(known.vocabulary)


def _number(_: Field, value: Any) -> float:
    number = float(value)
    if not (math.isfinite(number) and number >= 0):
        raise ValueError
    return number


def _integer(known: Field, value: Any) -> int:
    number = _number(known, value)
    if number != int(number):
        raise ValueError
    return int(number)


def _degrees(known: Field, value: Any) -> float:
    number = float(value)
    if not abs(number) <= RANGES[known.code]:
        raise ValueError
    return number


def _day(_: Field, value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return dt.date.fromisoformat(value[:10]).isoformat()


KINDS: Mapping[str, Callable[[Field, Any], JsonValue]] = {
    "code": _code,
    "codes": _codes,
    "number": _number,
    "integer": _integer,
    "degrees": _degrees,
    "date": _day,
}
