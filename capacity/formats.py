"""How numbers, dates and shares are written in German and in English. Leaves out words (capacity.texts)."""

import datetime as dt

import numpy as np
import pandas as pd
from babel.numbers import format_decimal, format_percent

LOCALES = {"de": "de_DE", "en": "en_GB"}
SEPARATOR = {"de": ".", "en": ","}


def number(value: float | None, language: str, decimals: int = 0) -> str:
    """1234.5 → "1.235" (German) or "1,235" (English); nothing → "–"."""
    if value is None or pd.isna(value):
        return "–"
    if isinstance(value, int | np.integer):  # most are, and writing them so takes a tenth of the time
        return f"{value:,}".replace(",", SEPARATOR[language])
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=LOCALES[language])


def percent(share: float | None, language: str) -> str:
    """0.974 → "97 %" (German) or "97%" (English); nothing → "–"."""
    if share is None or pd.isna(share):
        return "–"
    return format_percent(share, format=None, locale=LOCALES[language])


def date(value: dt.date | None, language: str) -> str:
    """17.03.2020 in German, 17 March 2020 in English; nothing → "–"."""
    if value is None or pd.isna(value):
        return "–"
    if language == "de":
        return value.strftime("%d.%m.%Y")
    return f"{value.day} {ENGLISH_MONTHS[value.month - 1]} {value.year}"


def moment(value: dt.datetime | None, language: str) -> str:
    """A date with its time of day, to the minute; nothing → "–"."""
    if value is None or pd.isna(value):
        return "–"
    return f"{date(value, language)}, {value:%H:%M}"


ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
