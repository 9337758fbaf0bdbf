"""Who and when: names, contact blocks, phones and dates, which need a second column or the whole column to be read.

Leaves out fields whose cells stand for themselves (loaders.interpret) and the place (loaders.interpret_places).
"""

import datetime as dt
import re
from functools import partial

import pandas as pd

from capacity import values
from loaders.columns import Mapped
from loaders.interpret import Content, combine, each_distinct, read_field
from loaders.issues import Issues
from loaders.joining import join

PHONE_IN_TEXT = re.compile(r"(?:\+|\(?0)\d[\d\s()/.\-–]{4,}\d")
LABELS = re.compile(
    r"\b(?:tel(?:efon|ephone|éfono|efono|\.)?|phone|fon|mobil(?:e)?|handy|e-?mail|mail|fax|t|m)\b\s*[:.]?\s*", re.I
)
PARTS = re.compile(r"\s*(?:[;\n|]|,(?=\s)|\s[-–/]\s)\s*")
SEVERAL_PHONES = re.compile(r"\s*(?:[;,\n|]|\bor\b|\boder\b|\bou\b|\s/\s)\s*")
ONE_PHONE = re.compile(r"[+0-9][0-9 ()-]{6,24}", re.ASCII)
ENOUGH_DIGITS = 6
DATES_ENOUGH = 200
FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
DATE_ROLES = ("received_at", "confirmed_at", "available_from", "available_until")


def read_names(content: Content, issues: Issues) -> pd.Series:
    """The contact's name: given and family names together, then full names, then what a mixed contact block names."""
    parts = [content.columns[each.at] for role in ("given_name", "family_name") for each in content.of(role)]
    found = [join(parts, " ")] if parts else []
    full = [content.columns[each.at] for each in content.of("contact_name")]
    blocks = [each_distinct(content.columns[each.at], _name_in) for each in content.of("contact")]
    return join(found + full + blocks) if found or full or blocks else read_field(content, "contact_name", issues)


def _name_in(text: str) -> str | None:
    """What is left of a contact block without its phones and mails: the first part that is a name."""
    rest = LABELS.sub(" ", PHONE_IN_TEXT.sub(" ", text))
    parts = (part.strip(" ,;:()<>-") for part in PARTS.split(rest) if "@" not in part)
    return next((part for part in parts if part and any(map(str.isalpha, part))), None)


def consent_words(content: Content, consent: pd.Series) -> pd.Series:
    """What was asked and what was answered, where a row's `consent` was read from its columns."""
    asked = [(each.heading, content.columns[each.at]) for each in content.of("consent")]
    if not asked:
        return pd.Series(None, index=consent.index, dtype=object)
    words = [each_distinct(column, lambda text, heading=heading: f"{heading}: {text}") for heading, column in asked]  # type: ignore[misc]
    return join(words).where(consent.notna(), None)


def read_emails(content: Content, issues: Issues) -> pd.Series:
    """All e-mail addresses of a row, from their own columns and from contact blocks."""
    own = read_field(content, "email", issues)
    blocks = [each_distinct(_with_at(content.columns[each.at]), _emails_in) for each in content.of("contact", "phone")]
    return join([own, *blocks])


def _with_at(column: pd.Series) -> pd.Series:
    """The cells that may hold an e-mail address."""
    return each_distinct(column, lambda text: text if "@" in text or "(at)" in text else None)


def _emails_in(text: str) -> str | None:
    return "; ".join(values.read_emails(text)) or None


def read_phones(content: Content, country: pd.Series, issues: Issues) -> pd.Series:
    """All phone numbers of a row in international form where the row's country makes that certain."""
    read = []
    for each in content.of("phone"):
        found = _with_country(content.columns[each.at], country)
        lost = (content.columns[each.at].notna() & found.isna() & _with_at(content.columns[each.at]).isna()).to_numpy()
        words = content.columns[each.at][lost]
        issues.add_rows(
            "phone_unreadable",
            content.table.sheet,
            content.rows[lost],
            content.column_number(each),
            words,
            field="phone",
        )
        read.append(found)
    for each in content.of("contact"):
        read.append(_with_country(each_distinct(content.columns[each.at], _phones_in), country))
    return join(read) if len(read) > 1 else read[0] if read else pd.Series(None, index=country.index, dtype=object)


def _phones_in(text: str) -> str | None:
    return "; ".join(PHONE_IN_TEXT.findall(text)) or None


def _with_country(column: pd.Series, country: pd.Series) -> pd.Series:
    """Reads each distinct pair of number and country once."""
    found = pd.Series(None, index=column.index, dtype=object)
    for code, part in column.groupby(country.where(country.notna(), ""), sort=False):
        found[part.index] = each_distinct(part, partial(_phone_numbers, country=str(code)))
    return found


def _phone_numbers(text: str, country: str) -> str | None:
    """International where it is certain, else as written; None for what has too few digits to be a number."""
    if ONE_PHONE.fullmatch(text) and (number := values.read_phone(text, country).e164):
        return number
    parts = [part.strip() for part in SEVERAL_PHONES.split(text) if part.strip()]
    if not all(_digits(part) >= ENOUGH_DIGITS for part in parts):
        parts = [text]
    numbers = (values.read_phone(part, country).e164 or part for part in parts if _digits(part) >= ENOUGH_DIGITS)
    return "; ".join(dict.fromkeys(numbers)) or None


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def reference_day(content: Content, today: dt.date) -> dt.date:
    """The day that dates without a year are near to: the middle of the table's full dates, else the one above it."""
    columns = [content.columns[each.at] for each in content.of(*DATE_ROLES, "date")]
    texts = [text for column in columns for text in column.dropna().unique()[:DATES_ENOUGH] if FULL_YEAR.search(text)]
    texts = texts or [
        words for words in (*content.context.said.values(), content.context.file) if FULL_YEAR.search(words)
    ]
    read = (values.read_date(text, today=today, is_date=True).start for text in texts)
    days = sorted(day for day in read if day and day <= today)
    return days[len(days) // 2] if days else today


def day_above(content: Content, today: dt.date) -> dt.date | None:
    """The day that a line above the table states for all of it, such as "Stand: 30.03.2020"."""
    said = (content.context.said.get(role, "") for role in ("received_at", "date", "confirmed_at"))
    return next(
        (day for text in said if text and (day := values.read_date(text, today=today, is_date=True).start)), None
    )


def read_dates(content: Content, today: dt.date, issues: Issues) -> pd.DataFrame:
    """The four dates of an offer as datetime64; "ab KW 14 bis KW 20" in one cell gives both its ends."""
    roles = {"received_at": ("received_at", "date")}
    starts, ends = {}, {}
    for code in DATE_ROLES:
        read = [(each, _dates(content, each, today, issues)) for each in content.of(*roles.get(code, (code,)))]
        starts[code] = combine(content, code, [(each, found["start"]) for each, found in read], issues)
        ends[code] = combine(content, code, [(each, found["end"]) for each, found in read], Issues())
    starts["available_until"] = starts["available_until"].where(
        starts["available_until"].notna(), ends["available_from"]
    )
    return pd.DataFrame({code: pd.to_datetime(column).astype("datetime64[us]") for code, column in starts.items()})


def _dates(content: Content, each: Mapped, today: dt.date, issues: Issues) -> pd.DataFrame:
    column = content.columns[each.at]
    day_first = values.day_first([text for text in column.unique() if text])
    dated = each_distinct(column, partial(values.read_date, today=today, day_first=day_first, is_date=True))
    start = pd.Series([found.start if found else None for found in dated], index=column.index, dtype=object)
    end = pd.Series([found.end if found else None for found in dated], index=column.index, dtype=object)
    lost = (column.notna() & start.isna()).to_numpy()
    issues.add_rows(
        "date_unreadable",
        content.table.sheet,
        content.rows[lost],
        content.column_number(each),
        column[lost],
        field=each.field or "",
    )
    return pd.DataFrame({"start": start, "end": end.where(end != start, None)})
