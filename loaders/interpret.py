"""Cells to values, column by column: each distinct text is read once, what cannot be read becomes an issue.

Gives the fields that say who and when. Leaves out the place (loaders.interpret_places) and what is offered
(loaders.assemble_capabilities).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from capacity import values, vocabulary
from loaders.cells import FoundTable
from loaders.columns import BY_HAND, Mapped
from loaders.columns_headings import fold
from loaders.columns_json import Columns
from loaders.columns_values import look
from loaders.interpret_context import Context, kind_of
from loaders.issues import Issues
from loaders.joining import join

JOINED = frozenset(
    {"contact_name", "email", "phone", "website", "street", "external_id", "remarks", "passed_on_by", "standard"}
)
PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
SURELY_SAID = r"\A([!-~]+ )*[!-~]*[0-9]([!-~]| [!-~])*\z"
SIMPLE_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
HEADCOUNT = re.compile(r"^\D{0,6}(\d[\d.' ]*)\D{0,24}$")
SIZES = ((10, "micro"), (50, "small"), (250, "medium"))

Read = Callable[[str], str | None]
Codes = Mapping[tuple[str, str], tuple[str, ...]]


class Distinct(NamedTuple):
    """A column as it was read: its distinct `texts`, and per row the `codes` that index them."""

    codes: np.ndarray
    texts: np.ndarray


@dataclass(frozen=True)
class Content:
    """One table ready to be read: its columns as object Series of text by position, `rows` the rows of the file,
    `cells` the columns as they were read.

    `beside` collects words that no field took, as "Heading: words", for the remarks. `codes` are (field, text) whose
    meaning a person gave.
    """

    table: FoundTable
    mapped: tuple[Mapped, ...]
    columns: tuple["pd.Series[str]", ...]
    rows: np.ndarray
    context: Context
    cells: tuple[Distinct, ...]
    beside: list[pd.Series] = field(default_factory=list)
    codes: Codes = field(default_factory=dict)

    def reader(self, code: str, read: Read) -> Read:
        """`read`, but for the texts of a field whose meaning a person gave."""
        given = {text: codes for (name, text), codes in self.codes.items() if name == code}
        if not given:
            return read
        return lambda text: ";".join(given[as_said(text)]) or None if as_said(text) in given else read(text)

    def of(self, *wanted: str) -> list[Mapped]:
        """The columns with one of these roles, matrix columns left out."""
        return [each for each in self.mapped if each.role in wanted and not each.entry]

    def column_number(self, each: Mapped) -> int:
        """The column's number in the file, from 1."""
        return self.table.columns[each.at]

    def keep_beside(self, each: Mapped, where: np.ndarray) -> None:
        """Keeps the words of a column for the remarks of the rows where no field took them."""
        words = self.columns[each.at].where(where, None)
        self.beside.append(each_distinct(words, lambda text: f"{each.heading}: {text}"))


def as_said(text: str) -> str:
    """A cell's text as it is compared with what a person gave a meaning: without case, spacing and invisible signs."""
    return " ".join(values.clean_text(text).split()).casefold()


def make_content(
    table: FoundTable, cells: Columns, mapped: tuple[Mapped, ...], context: Context, codes: Codes | None = None
) -> Content:
    """Cleans each distinct text of the columns once; words that say nothing become missing."""
    countries = {each.at for each in mapped if each.role == "country"}
    remarks = {each.at for each in mapped if each.role == "remarks"}
    readers = dict.fromkeys(remarks, _said_remark) | dict.fromkeys(countries, _said_code)
    told = tuple(Distinct(*pd.factorize(np.array(column, dtype=object))) for column in cells)
    columns = tuple(_cleaned(column, readers.get(at, _said)) for at, column in enumerate(told))
    return Content(table, mapped, columns, np.array(table.rows, dtype=int), context, told, codes=codes or {})


def distinct_rows(columns: Sequence[pd.Series]) -> tuple[np.ndarray, np.ndarray]:
    """Which distinct combination each row has, counted from 0, and the first row of each combination."""
    which = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        codes, distinct = pd.factorize(column, use_na_sentinel=False)
        which = pd.factorize(which * max(len(distinct), 1) + codes)[0]
    return which, np.unique(which, return_index=True)[1]


def _said_code(text: str) -> str | None:
    """In a column of countries NA is Namibia."""
    return text.strip() if text.strip() == "NA" else _said(text)


def _said_remark(text: str) -> str | None:
    """In a remark "siehe unten" says something: that there is more to read."""
    return values.clean_text(text) if fold(text) in _pointers() else _said(text)


@cache
def _pointers() -> frozenset[str]:
    return frozenset(map(fold, look("pointer")))


def each_distinct(column: "pd.Series[str]", read: Callable[[str], object]) -> pd.Series:
    """Applies `read` to each distinct text once; missing stays missing."""
    codes, distinct = pd.factorize(column)
    found = np.empty(len(distinct) + 1, dtype=object)
    found[:-1] = [read(text) for text in distinct]
    found[-1] = None
    return pd.Series(found[codes], index=column.index, dtype=object)


def _cleaned(column: Distinct, read: Read) -> pd.Series:
    """The column as `read` gives it; the many texts that are fine as they stand are told all at once."""
    codes, distinct = column
    fine = pc.match_substring_regex(pa.array(distinct, pa.large_string()), SURELY_SAID).to_numpy(zero_copy_only=False)
    found = distinct.copy()
    odd = np.flatnonzero(~fine)
    found[odd] = [read(distinct[at]) for at in odd]
    return pd.Series(found[codes], dtype=object)


def _said(text: str) -> str | None:
    """The text without invisible signs and broken letters; None when it says nothing."""
    clean = text if PLAIN.fullmatch(text) else values.clean_text(text)
    return None if not clean or values.is_nothing(clean) else clean


@cache
def codes_by_label(name: str) -> dict[str, str]:
    """Folded label or code of a vocabulary list → code, in German and English."""
    found: dict[str, str] = {}
    for code in vocabulary.codes(name):
        for text in (code, vocabulary.label(name, code, "de"), vocabulary.label(name, code, "en")):
            found.setdefault(fold(text), code)
    return found


@lru_cache(maxsize=50_000)
def read_code(name: str, text: str) -> str | None:
    """The code of list `name` whose code or label the text is; None for no such."""
    return codes_by_label(name).get(fold(text))


def read_headcount(text: str) -> str | None:
    """The size class of an organisation from words or from the number of its employees."""
    number = HEADCOUNT.match(text)
    if not number:
        return read_code("organisation_size", text) or values.read_size(text) or None
    count = int(re.sub(r"\D", "", number[1]))
    return next((code for limit, code in SIZES if count < limit), "large")


def _read_type(text: str) -> str | None:
    return read_code("organisation_type", text) or values.read_organisation_type(text) or None


def _read_sector(text: str) -> str | None:
    return read_code("sector", text) or values.read_sector(text) or None


def _read_emails(text: str) -> str | None:
    return text if SIMPLE_EMAIL.fullmatch(text) else "; ".join(values.read_emails(text)) or None


def _read_consent(text: str) -> str | None:
    return read_code("consent", text) or values.read_yes_no(text) or None


def _read_kind(text: str) -> str | None:
    return read_code("kind", text) or kind_of(text) or None


def _read_urgency(text: str) -> str | None:
    return read_code("urgency", text) or values.read_urgency(text) or None


def _read_website(text: str) -> str | None:
    return values.read_website(text) or None


READERS: dict[str, tuple[Read, str]] = {
    "email": (_read_emails, "email_unreadable"),
    "website": (_read_website, "website_unreadable"),
    "organisation_type": (_read_type, "code_unknown"),
    "organisation_size": (read_headcount, "code_unknown"),
    "sector": (_read_sector, "code_unknown"),
    "consent": (_read_consent, "answer_unreadable"),
    "kind": (_read_kind, "code_unknown"),
    "status": (partial(read_code, "status"), "code_unknown"),
    "urgency": (_read_urgency, "code_unknown"),
    "channel": (partial(read_code, "channel"), "code_unknown"),
}


def read_field(content: Content, code: str, issues: Issues) -> "pd.Series[str]":
    """The values of a text or code field over all its columns, joined or reconciled; unreadable cells become issues."""
    read: list[tuple[Mapped, pd.Series]] = []
    for each in content.of(code):
        column = content.columns[each.at]
        reader, unreadable = READERS.get(code, (_as_it_is, ""))
        told = content.reader(code, reader)
        found = column if told is _as_it_is else each_distinct(column, told)
        if unreadable:
            _report_unread(content, each, found, unreadable, issues)
        read.append((each, found))
    return combine(content, code, read, issues)


def _as_it_is(text: str) -> str | None:
    return text


def _report_unread(content: Content, each: Mapped, found: pd.Series, code: str, issues: Issues) -> None:
    column = content.columns[each.at]
    told = {text for name, text in content.codes if name == each.field}
    lost = (column.notna() & found.isna()).to_numpy()
    if told:
        lost = lost & ~each_distinct(column, lambda text: as_said(text) in told).eq(True).to_numpy()
    issues.add_rows(
        code, content.table.sheet, content.rows[lost], content.column_number(each), column[lost], field=each.field or ""
    )
    if code in ("code_unknown", "answer_unreadable") and lost.any():
        content.keep_beside(each, lost)


def combine(content: Content, code: str, read: Sequence[tuple[Mapped, pd.Series]], issues: Issues) -> pd.Series:
    """One Series from several columns of a field: texts that add up are joined, else what a person chose counts, then
    the best filled one.
    """
    if not read:
        return pd.Series(None, index=range(len(content.rows)), dtype=object)
    if len(read) == 1:
        return read[0][1]
    if code in JOINED:
        return join([found for _, found in read])
    ordered = sorted(read, key=lambda pair: (pair[0].confidence < BY_HAND, -int(pair[1].notna().sum())))
    best = ordered[0][1]
    for each, found in ordered[1:]:
        differs = best.notna() & found.notna() & (best != found)
        if differs.any():
            content.keep_beside(each, differs.to_numpy())
            issues.add(
                "columns_reconciled", content.table.sheet, None, content.column_number(each),
                field=each.field or "", read=each.heading, done=str(int(differs.sum())),
            )  # fmt: skip
        best = best.where(best.notna(), found)
    return best
