"""The sheets of one batch: who is new, what changed field by field, who is taken back, and all who were forwarded.

Every contact in them was agreed to. Leaves out what is due (capacity.forwarding).
"""

from typing import Any

import numpy as np
import pandas as pd

from capacity.formats import date, number
from capacity.forwarding import Outgoing
from capacity.forwarding_bodies import LINES, Body, sent_fields
from capacity.naming import name_of
from capacity.schema import OFFER_FIELDS, field, typed
from capacity.texts import say
from capacity.workbook.offers import Audience, Columns, fields_of, seen_by
from capacity.workbook.shapes import Column, Table, table

FIRST = ("organisation", "town", "country")


def batch_sheets(outgoing: Outgoing, language: str, audience: Audience) -> tuple[Table, ...]:
    """New, changed, withdrawn, all forwarded; fields that `audience` may not see are left out."""
    return (
        _contacts("new", outgoing.proposal.of("new"), outgoing, language, audience),
        _changed(outgoing, language, audience),
        _withdrawn(outgoing, language),
        _contacts("forwarded", outgoing.proposal.standing, outgoing, language, audience),
    )


def _contacts(name: str, items: pd.DataFrame, outgoing: Outgoing, language: str, audience: Audience) -> Table:
    """One row per contact: its number, what it can make, then its fields."""
    bodies = items["body"].tolist()
    columns: Columns = {"offer_id": (_column("offer_id", language, "plain", 8), items["number"])}
    if name == "forwarded":
        columns |= _told(items, outgoing, language)
    made = fields_of("offer", _frame(bodies), language, audience)
    columns |= {code: made.pop(code) for code in FIRST if code in made}
    columns["capacity"] = _column("capacity", language, width=44), _texts(bodies, language)
    made.pop("status", None)  # the state of our own work, as of the day it was sent
    return table(say(f"workbook.sheet_{name}", language), columns | made, frozen=2)


def _told(items: pd.DataFrame, outgoing: Outgoing, language: str) -> Columns:
    """Whether a contact is new, changed or as before, and in which week it was told last."""
    weeks = dict(zip(outgoing.sent["batch_id"], outgoing.sent["week"], strict=True))
    what = items["what"].replace("held", "unchanged")
    week = items["sent_in"].map(weeks).astype("str").where(what == "unchanged", outgoing.week)
    words = {each: say(f"forwarding.what.{each}", language) for each in what.unique()}
    return {
        "what": (_column("what", language, width=12), what.map(words).astype("str")),
        "week": (_column("told_in", language, width=12), week),
    }


def _changed(outgoing: Outgoing, language: str, audience: Audience) -> Table:
    found = outgoing.proposal.changes
    seen = [code == "offer_id" or seen_by(field(code), audience) for code in found["field"]]
    found = found[np.array(seen, dtype=bool)]
    labels = {code: _label(code, language) for code in found["field"].unique()}
    products = found["product"].map(lambda code: name_of("product", code, language), na_action="ignore")
    columns: Columns = {
        "offer_id": (_column("offer_id", language, "plain", 8), found["offer_id"]),
        "organisation": (Column(field("organisation").label(language), width=32), found["organisation"].astype("str")),
        "product": (Column(field("product").label(language), width=26), products.astype("str")),
        "field": (_column("field", language, width=24), found["field"].map(labels).astype("str")),
    }
    for side in ("before", "after"):
        pairs = zip(found["field"], found[side], strict=True)
        told = pd.Series([_worded(code, value, language) for code, value in pairs], index=found.index, dtype="str")
        columns[side] = _column(side, language, width=44), told
    return table(say("workbook.sheet_changed", language), columns, frozen=2)


def _withdrawn(outgoing: Outgoing, language: str) -> Table:
    """Who is taken back, and who was erased: of those the number alone."""
    items = outgoing.proposal.items
    items = items[items["what"].isin(["withdrawn", "erased"])]
    weeks = dict(zip(outgoing.sent["batch_id"], outgoing.sent["week"], strict=True))
    reasons = [
        say("workbook.erased" if what == "erased" else f"forwarding.reason.{reason}", language)
        for what, reason in zip(items["what"], items["reason"], strict=True)
    ]
    bodies = items["body"]
    into = [body.get("into") for body in bodies]
    columns: Columns = {
        "offer_id": (_column("offer_id", language, "plain", 8), items["number"]),
        "organisation": (
            Column(field("organisation").label(language), width=32),
            pd.Series([body.get("organisation") for body in bodies], index=items.index, dtype="str"),
        ),
        "reason": (_column("why", language, width=60), pd.Series(reasons, index=items.index, dtype="str")),
        "into": (_column("into", language, "plain", 12), pd.Series(into, index=items.index, dtype="Int64")),
        "week": (_column("told_in", language, width=12), items["sent_in"].map(weeks).astype("str")),
    }
    return table(say("workbook.sheet_withdrawn", language), columns, frozen=1)


def _frame(bodies: list[Body]) -> pd.DataFrame:
    """Bodies as a frame in the types of the schema."""
    columns = {code: pd.Series([body.get(code) for body in bodies], dtype=object) for code in OFFER_FIELDS}
    days = {code: pd.to_datetime(columns[code]) for code in columns if field(code).kind == "date"}
    return typed(pd.DataFrame(columns | days), "offer")[[each.code for each in sent_fields("offer")]]


def _texts(bodies: list[Body], language: str) -> pd.Series:
    told = ["; ".join(_line(line, language) for line in body.get(LINES, [])) for body in bodies]
    return pd.Series(told, dtype=object).replace("", None).astype("str")


def _line(line: Body, language: str) -> str:
    """One capability in a few words: "Face shield: 400–900 pieces per week"."""
    code = "product" if "product" in line else "process"
    name = _worded(code, line.get(code), language) or line.get("quote") or "–"
    low, high, unit = line.get("per_week_low"), line.get("per_week_high"), line.get("unit")
    if low is None and high is None:
        return str(name)
    bounds = "–".join(dict.fromkeys(number(each, language, 1) for each in (low, high) if each is not None))
    unit = name_of("unit", unit, language) if unit and unit != "as_stated" else ""
    return say("workbook.line", language, name=name, bounds=bounds, unit=unit).replace("  ", " ")


def _label(code: str, language: str) -> str:
    return say("workbook.offer_id", language) if code == "offer_id" else field(code).label(language)


def _worded(code: str, value: Any, language: str) -> str | None:
    """A value of a field in words; None stays None."""
    if value is None or pd.isna(value):
        return None
    if code == "offer_id":
        return str(value)
    known = field(code)
    if known.kind == "date":
        return date(pd.Timestamp(value), language)
    if known.kind in ("number", "integer"):
        return number(value, language, 2)
    return name_of(known.vocabulary, value, language) if known.vocabulary else str(value)


def _column(key: str, language: str, kind: Any = "text", width: int = 16) -> Column:
    return Column(say(f"workbook.{key}", language), kind, width)
