"""Reach: how a request for help spread, who passed on how many offers, how fast the first answers came, and what of it
became usable and was forwarded.

Leaves out the drawing (capacity.charts.arrivals) and the requests themselves (register.records).
"""

import datetime as dt

import numpy as np
import pandas as pd

from capacity.columns import NOT_STATED
from capacity.situation import Situation

THANKED = ("passed_on_by", "offers", "organisations", "first", "last")
FIRST = ("code", "offers", "first", "days")
STEPS = ("received", "with_product", "reachable", "consented", "checked", "forwarded")
CHECKED = ("checked", "forwarded", "in_contact", "accepted")
FORWARDED = ("forwarded", "in_contact", "accepted")
CONTACTS = ("email", "phone", "website")


def thanked(situation: Situation) -> pd.DataFrame:
    """Who passed offers and needs on, the most first: THANKED, days of the first and last of them."""
    columns, rows = situation.columns, situation.rows
    told = columns.text("passed_on_by").iloc[rows].str.strip()
    frame = pd.DataFrame({
        "passed_on_by": told.to_numpy(), "organisations": columns.organisation[rows],
        "received": columns.offers["received_at"].iloc[rows].to_numpy(),
    })  # fmt: skip
    groups = frame[frame["passed_on_by"].fillna("") != ""].groupby("passed_on_by", sort=False)
    found = groups.agg(
        offers=("received", "size"), organisations=("organisations", "nunique"), first=("received", "min"),
        last=("received", "max"),
    )  # fmt: skip
    return found.reset_index().sort_values(["offers", "passed_on_by"], ascending=[False, True], ignore_index=True)


def first_answers(situation: Situation, by: str, since: dt.date) -> pd.DataFrame:
    """Per code of an offer field how many came since the day `since` and when the first did, the soonest first: FIRST.

    `days` from `since`. Codes that state nothing are left out.
    """
    coded, rows = situation.columns.coded(by), situation.rows
    received = situation.columns.offers["received_at"].iloc[rows]
    after = (received >= pd.Timestamp(since)).to_numpy()
    names = np.array([group[0] for group in coded.groups], dtype=object)[coded.values[rows]]
    frame = pd.DataFrame({"code": names[after], "received": received.to_numpy()[after]})
    frame = frame[~frame["code"].isin((NOT_STATED, "unknown"))]
    found = frame.groupby("code", sort=False).agg(offers=("received", "size"), first=("received", "min")).reset_index()
    found["days"] = (found["first"].dt.normalize() - pd.Timestamp(since)).dt.days
    return found.sort_values(["first", "code"], ignore_index=True)


def conversion(situation: Situation, *, contacts: bool = True) -> pd.Series:
    """STEPS → how many of the offers in view got so far, each step among those of the one before.

    With a product or a process; reachable; with consent; checked; forwarded. Without `contacts`, for those who do not
    see them all, there is no step "reachable".
    """
    columns, rows = situation.columns, situation.rows
    attention = columns.attention["without_product"][rows]
    reachable = np.any([columns.text(field).iloc[rows].notna().to_numpy() for field in CONTACTS], axis=0)
    status = columns.text("status").iloc[rows]
    steps = [
        columns.coded("kind").holding(("offer",))[rows], ~attention, reachable,
        (columns.text("consent").iloc[rows] == "yes").to_numpy(), status.isin(CHECKED).to_numpy(),
        status.isin(FORWARDED).to_numpy(),
    ]  # fmt: skip
    told = {step: met for step, met in zip(STEPS, steps, strict=True) if contacts or step != "reachable"}
    so_far = np.logical_and.accumulate(np.array(list(told.values())), axis=0)
    return pd.Series(so_far.sum(axis=1), index=list(told), dtype="int64")
