"""One table to offers and capabilities: every record becomes an offer or a need, or has an issue that says why not.

Leaves out reading the file and finding the table (loaders.reader).
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import partial
from json.encoder import encode_basestring

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from capacity import values
from capacity.plausibility import is_test_entry
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS
from loaders.aside import aside
from loaders.assemble_capabilities import judged, read_lines
from loaders.assemble_sides import filled, sides
from loaders.interpret import Content, Distinct, each_distinct, read_field
from loaders.interpret_context import kind_of
from loaders.interpret_people import (
    DATE_ROLES,
    consent_words,
    day_above,
    read_dates,
    read_emails,
    read_names,
    read_phones,
    reference_day,
)
from loaders.interpret_places import read_places
from loaders.issues import Issues
from loaders.joining import join

SIMPLE = (
    "organisation",
    "organisation_type",
    "organisation_size",
    "sector",
    "website",
    "external_id",
    "passed_on_by",
    "urgency",
    "consent",
    "status",
    "channel",
)
NUMBERS = re.compile(r"\d+")
TELLTALE = ("organisation", "contact_name", "town", "region")
IDENTIFYING = [
    "organisation",
    "contact_name",
    "email",
    "phone",
    "website",
    "street",
    "postcode",
    "town",
    "region",
    "latitude",
]


@dataclass(frozen=True)
class Assembled:
    """The frames of one table with `row_id` counted from 0 within it; `beside` of its needs share their row with an
    offer."""

    offers: pd.DataFrame
    capabilities: pd.DataFrame
    beside: int = 0


def assemble(content: Content, received_at: dt.date | None, today: dt.date, issues: Issues) -> Assembled:
    """The offers and capabilities of a table, a need of its own where a row says beside its offer what is needed; rows
    that identify nothing become issues instead."""
    offering, asking = sides(content)
    found = _assembled(offering, received_at, today, issues)
    if asking is None:
        return found
    asked, offered = filled(asking, offering), filled(offering, asking)
    own = Issues()
    needs = _assembled(asking, received_at, today, own)
    columns = {content.column_number(each) for each in content.mapped if not offering.mapped[each.at].role}
    issues.rows += [issue for issue in own.rows if issue["column"] in columns]
    return _beside(found, needs, np.flatnonzero(asked), np.flatnonzero(asked & ~offered))


def _beside(found: Assembled, needs: Assembled, asked: np.ndarray, only: np.ndarray) -> Assembled:
    """Offers and needs of one table: `asked` are the rows that need something, `only` those that offer nothing."""
    own = needs.offers[needs.offers["row_id"].isin(asked)].assign(kind="need")
    own["remarks"] = found.offers["remarks"].reindex(own.index)
    offers = found.offers[~found.offers["row_id"].isin(only)]
    lines = [
        found.capabilities[found.capabilities["row_id"].isin(offers["row_id"])],
        needs.capabilities[needs.capabilities["row_id"].isin(own["row_id"])],
    ]
    first = int(found.offers["row_id"].max(skipna=True)) + 1 if len(found.offers) else 0
    both = int(own["row_id"].isin(offers["row_id"]).sum())
    own, lines[1] = (frame.assign(row_id=frame["row_id"] + first) for frame in (own, lines[1]))
    return Assembled(pd.concat([offers, own]), pd.concat(lines), both)


def _assembled(content: Content, received_at: dt.date | None, today: dt.date, issues: Issues) -> Assembled:
    """The offers and capabilities of a table whose rows say one thing each."""
    with aside(partial(read_lines, content), len(content.rows)) as lines:
        offers = _offers(content, received_at, today, issues)
        doubts = _doubts(offers)
        capabilities = judged(content, lines(), doubts, issues)
    named = offers[IDENTIFYING].notna().any(axis=1).to_numpy(copy=True)
    offered = capabilities.loc[capabilities["product"].notna() | capabilities["process"].ne(""), "row"].unique()
    named[np.asarray(offered, dtype=int)] = True
    issues.add_rows("row_identifies_nothing", content.table.sheet, content.rows[~named])
    kept = np.flatnonzero(named)
    capabilities = capabilities[capabilities["row"].isin(kept)].rename(columns={"row": "row_id"})
    empty = capabilities["process"].eq("") | capabilities["process"].isna()
    capabilities["process"] = capabilities["process"].where(~empty, None)
    capabilities["material"] = capabilities["material"].where(capabilities["material"].ne(""), None)
    return Assembled(offers.loc[kept, list(OFFER_COLUMNS)], capabilities[list(CAPABILITY_COLUMNS)])


def _offers(content: Content, received_at: dt.date | None, today: dt.date, issues: Issues) -> pd.DataFrame:
    """One row per record with every field of an offer."""
    frame = pd.DataFrame(index=range(len(content.rows)))
    for code in SIMPLE:
        frame[code] = read_field(content, code, issues)
    frame["consent_words"] = consent_words(content, frame["consent"])
    frame["contact_name"] = read_names(content, issues)
    frame["email"] = read_emails(content, issues)
    frame["phone"] = _phone_words(content)
    placed = read_places(content, frame, issues)
    frame[placed.columns] = placed
    frame["phone"] = read_phones(content, frame["country"], issues)
    frame = frame.join(_dates(content, received_at, today, issues))
    frame["consent_at"] = frame["received_at"].where(frame["consent_words"].notna())
    frame["kind"] = _kinds(content, issues)
    own_type = each_distinct(each_distinct(frame["organisation"], _without_numbers), _type_from_name)
    frame["organisation_type"] = frame["organisation_type"].where(frame["organisation_type"].notna(), own_type)
    for code, default in (("consent", "not_stated"), ("status", "new"), ("channel", "file"), ("precision", "none")):
        frame[code] = frame[code].where(frame[code].notna(), default)
    said_by = content.context.said.get("passed_on_by")
    frame["passed_on_by"] = frame["passed_on_by"].where(frame["passed_on_by"].notna(), said_by)
    frame["remarks"], frame["assignee"] = _remarks(content), None
    frame["original"] = originals(content)
    return frame.assign(row_id=frame.index, source_sheet=content.table.sheet, source_row=content.rows)


def _doubts(offers: pd.DataFrame) -> pd.Series:
    """For each row why its quantities cannot count, as a reason of plausibility.csv, else missing: somebody only tried
    things out ("test1", "asdf"), or its day of receipt has not come yet."""
    tested = pd.concat([each_distinct(offers[code], is_test_entry).eq(True) for code in TELLTALE], axis=1).any(axis=1)
    late = pd.Series("future_date", index=offers.index, dtype=object).where(offers["late"], None)
    return late.where(~tested, "test_entry")


def _without_numbers(name: str) -> str:
    """Numbers never tell what kind of organisation a name belongs to."""
    return NUMBERS.sub("", name)


def _type_from_name(name: str) -> str | None:
    return values.read_organisation_type(name) or None


def _phone_words(content: Content) -> pd.Series:
    """The phone numbers as written: their country code is the last resort for placing a row."""
    columns = [content.columns[each.at] for each in content.of("phone")]
    return join(columns) if columns else pd.Series(None, index=range(len(content.rows)), dtype=object)


def _dates(content: Content, received_at: dt.date | None, today: dt.date, issues: Issues) -> pd.DataFrame:
    """The four dates, and whether the day of receipt was `late`: has not come yet, so that the report's own holds."""
    dates = read_dates(content, received_at or reference_day(content, today), issues)
    late = (dates["received_at"] > pd.Timestamp(today)).to_numpy()
    if late.any():
        read = dates.loc[late, "received_at"].dt.strftime("%Y-%m-%d")
        issues.add_rows("date_in_future", content.table.sheet, content.rows[late], None, read, field="received_at")
        dates.loc[late, "received_at"] = pd.NaT
    stated = day_above(content, today) or received_at
    if stated is not None:
        dates["received_at"] = dates["received_at"].fillna(pd.Timestamp(stated))
    dates["confirmed_at"] = dates["confirmed_at"].where(dates["confirmed_at"].notna(), dates["received_at"])
    return dates[list(DATE_ROLES)].assign(late=late)


def _kinds(content: Content, issues: Issues) -> pd.Series:
    """Offer or need: from a column, else from headings ("Benötigte Menge"), else from what stands above the table."""
    told = read_field(content, "kind", issues)
    headings = {
        kind_of(each.heading) for each in content.mapped if each.role in ("quantity", "product", "per_week_high")
    } - {""}
    default = "need" if headings == {"need"} else content.context.kind
    return told.where(told.notna(), default)


def _remarks(content: Content) -> pd.Series:
    """The remarks, and what second columns, unknown codes and group headings say beside the fields."""
    parts = [content.columns[each.at] for each in content.of("remarks")] + content.beside
    if content.table.groups:
        parts.append(pd.Series([content.table.groups.get(int(row)) for row in content.rows], dtype=object))
    return join(parts) if parts else pd.Series(None, index=range(len(content.rows)), dtype=object)


def originals(content: Content) -> pd.Series:
    """Each record as a JSON object heading → text with every filled cell in order, the text as it was read."""
    headings = _distinct_headings(content)
    cells = [_json_cells(heading, column) for heading, column in zip(headings, content.cells, strict=True)]
    opening, between, closing, nothing = (pa.scalar(sign, pa.large_string()) for sign in ("{", ", ", "}", ""))
    joined = pc.binary_join_element_wise(*cells, between, null_handling="skip")
    return pc.binary_join_element_wise(opening, joined, closing, nothing).to_pandas()


def _json_cells(heading: str, column: Distinct) -> pa.Array:
    """Each cell as "heading": "text", each distinct text written once; nothing for an empty cell."""
    key = encode_basestring(heading)
    written = [f"{key}: {encode_basestring(text)}" if text.strip() else None for text in column.texts]
    return pa.array(written, pa.large_string()).take(pa.array(column.codes))


def _distinct_headings(content: Content) -> list[str]:
    """The headings as keys: a repeated one is numbered, a missing one named by its column."""
    keys: list[str] = []
    for heading, number in zip(content.table.headings, content.table.columns, strict=True):
        key = heading or f"#{number}"
        while key in keys:
            key = f"{heading} #{number}"
        keys.append(key)
    return keys
