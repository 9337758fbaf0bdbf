"""What each audience may see of the register: the rest is left out before anything is counted, shown or searched.

Staff see everything. Liaisons see organisations and what they can make; contacts only as they were forwarded, private
persons not at all by name. Viewers see totals only: see capacity.crowds. Leaves out who belongs to which audience
(ui.visitor).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import pandas as pd

from capacity import crowds, redaction
from capacity.columns import ATTENTION
from capacity.schema import FIELDS, field

Audience = Literal["staff", "liaison", "viewer"]
AUDIENCES: tuple[Audience, ...] = get_args(Audience)
MAY_SEE = {
    "staff": frozenset({"public", "liaison", "contact", "staff"}),
    "liaison": frozenset({"public", "liaison", "contact"}),
    "viewer": frozenset({"public"}),
}
PRIVATE = "private_person"
OF_A_PERSON = ("organisation", "website", "postcode", "town", "region", "latitude", "longitude", "external_id")
EXACT = ("address", "postcode", "town")
WORK = {"staff": ATTENTION, "liaison": tuple(each for each in ATTENTION if each != "without_contact"), "viewer": ()}

Forwarded = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Seen:
    """What an audience may see: frames as the register gives them, and how many offers and needs were `left_out`."""

    offers: pd.DataFrame
    capabilities: pd.DataFrame
    left_out: int = 0


def sees(audience: Audience, code: str) -> bool:
    """Whether the field `code` exists for `audience`; of contacts a liaison sees those that were forwarded."""
    return field(code).audience in MAY_SEE[audience]


def seen(offers: pd.DataFrame, capabilities: pd.DataFrame, audience: Audience, forwarded: Forwarded) -> Seen:
    """The rows and columns of the register's frames that `audience` may see.

    `forwarded`: offer_id → what was sent of it to the liaisons and stands with them (see capacity.forwarding_bodies).
    Raises ValueError for an audience that is none.
    """
    if audience == "staff":
        return Seen(offers, capabilities)
    if audience == "liaison":
        return _liaison(offers, capabilities, forwarded)
    if audience == "viewer":
        return told(offers, capabilities, ())
    raise ValueError(f"no audience: {audience!r}")


def told(offers: pd.DataFrame, capabilities: pd.DataFrame, fields: Sequence[str], product: str = "") -> Seen:
    """What viewers may know of `fields` together (see capacity.crowds): totals of what is no private person's."""
    alone = private(offers)
    rows, lines = crowds.told(offers[~alone], capabilities, fields, product)
    hidden = [each.code for each in FIELDS if each.table == "offer" and each.audience in ("contact", "staff")]
    return Seen(rows.drop(columns=hidden), lines, int(alone.sum()))


def private(offers: pd.DataFrame) -> pd.Series:
    """Whether an offer is a private person's: it says so, or the organisation goes by the name of its contact."""
    same = redaction.is_same_person(offers["organisation"], offers["contact_name"])
    return (offers["organisation_type"] == PRIVATE) | same


def _liaison(offers: pd.DataFrame, capabilities: pd.DataFrame, forwarded: Forwarded) -> Seen:
    told, alone = offers["offer_id"].isin(list(forwarded)), private(offers)
    rows = offers[_columns("offer", "liaison", offers)].copy()
    for each in FIELDS:
        if each.code in rows and each.audience == "contact":
            rows[each.code] = _as_sent(rows, each.code, told, forwarded)
        elif each.code in rows and each.code in OF_A_PERSON:
            rows[each.code] = rows[each.code].mask(alone, _as_sent(rows, each.code, told & alone, forwarded))
    rows = _places_blurred(rows, told, alone)
    hidden, own = ~told, _own_lines(offers["offer_id"], forwarded)
    for code in _texts(rows, "offer"):
        rows[code] = _scrubbed(rows[code], offers, hidden)
    if "passed_on_by" in rows:
        rows["passed_on_by"] = redaction.others_redacted(rows["passed_on_by"], own)
    lines = _lines_of(capabilities, offers, "liaison").copy()
    owners = pd.Index(offers["offer_id"]).get_indexer(lines["offer_id"])
    hidden_lines = pd.Series(hidden.to_numpy()[owners], lines.index)
    for code in _texts(lines, "capability"):
        shown = _scrubbed(lines[code], offers.iloc[owners].set_axis(lines.index), hidden_lines)
        shown = redaction.others_redacted(shown, [own[at] for at in owners])
        lines[code] = shown.mask(hidden_lines & alone.to_numpy()[owners]) if code == "quote" else shown
    return Seen(rows, lines)


def _columns(table: str, audience: Audience, frame: pd.DataFrame) -> list[str]:
    """Numbers of rows and the fields that `audience` may see; where a row was read, staff alone may know."""
    known = [each.code for each in FIELDS if each.table == table and sees(audience, each.code)]
    return [column for column in frame.columns if column in (*known, "offer_id", "capability_id")]


def _lines_of(capabilities: pd.DataFrame, offers: pd.DataFrame, audience: Audience) -> pd.DataFrame:
    kept = capabilities[capabilities["offer_id"].isin(offers["offer_id"])]
    return kept[_columns("capability", audience, kept)]


def _as_sent(rows: pd.DataFrame, code: str, told: pd.Series, forwarded: Forwarded) -> pd.Series:
    """The field as it was sent of the offers that were `told` of; missing for all others."""
    values = [
        forwarded[identity].get(code) if sent else None for identity, sent in zip(rows["offer_id"], told, strict=True)
    ]
    return pd.Series(values, rows.index, dtype=rows[code].dtype)


def _places_blurred(rows: pd.DataFrame, told: pd.Series, alone: pd.Series) -> pd.DataFrame:
    """Where a street was not forwarded the point is no finer than a kilometre; where a person lives, the region."""
    at_door, at_home = ~told & (rows["precision"] == "address"), ~told & alone & rows["precision"].isin(EXACT)
    for code in ("latitude", "longitude"):
        rows[code] = rows[code].mask(at_door, rows[code].round(2))
    rows["precision"] = rows["precision"].mask(at_door, "postcode").mask(at_home, "region")
    return rows


def _texts(frame: pd.DataFrame, table: str) -> list[str]:
    """The columns in which people's own words may stand, but for contacts."""
    own = [each.code for each in FIELDS if each.table == table and each.audience != "contact"]
    return [code for code in own if code in frame and field(code).kind in ("text", "url")]


def _scrubbed(texts: pd.Series, owners: pd.DataFrame, hidden: pd.Series) -> pd.Series:
    """Texts without contacts in them, where they are `hidden`."""
    told = (hidden & texts.notna()).to_numpy(dtype=bool)
    shown = texts.copy()
    shown[told] = redaction.redacted(texts[told], owners[told], links=field(str(texts.name)).kind == "url")
    return shown


def _own_lines(numbers: pd.Series, forwarded: Forwarded) -> list[frozenset[str] | None]:
    """What each offer's contact can be reached by, as it was sent; None where nothing was."""
    return [
        frozenset(redaction.line(forwarded[each].get(code)) for code in ("email", "phone"))
        if each in forwarded
        else None
        for each in numbers
    ]
