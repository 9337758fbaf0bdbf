"""What each audience may see of the register: the rest is left out before anything is counted, shown or searched.

Staff see everything. Liaisons see organisations and what they can make; contacts only as they were forwarded, private
persons not at all by name. Viewers see totals only: see capacity.crowds. Leaves out who belongs to which audience
(ui.visitor).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal, get_args

import pandas as pd

from capacity import crowds
from capacity.columns import ATTENTION
from capacity.folding import fold_names
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
MASK = "…"
WORK = {"staff": ATTENTION, "liaison": tuple(each for each in ATTENTION if each != "without_contact"), "viewer": ()}
LETTER = r"[^\s@＠<>()\[\]{}]"
WORD = f"(?<!{LETTER}){LETTER}++"  # whole words alone, so that a long text without spaces is gone through once
HIDDEN_AT = r"\s?(?:[@＠]|[(\[{]\s?(?:at|ät|@)\s?[)\]}])\s?"  # as people write it to keep programs from reading it
REACHABLE = re.compile(
    rf"{WORD}@{LETTER}++|{WORD}{HIDDEN_AT}{LETTER}+?\.[a-z]{{2,}}|(?:\+|\b00?)[\d(][\d\s()/.\-]{{5,}}\d", re.IGNORECASE
)
SAME_DIGITS = 8
SHORTEST_NAME = 4  # letters; a shorter name would be found within other words

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
    names = fold_names(offers["organisation"]).to_pandas(), fold_names(offers["contact_name"]).to_pandas()
    same = (names[0] == names[1]).fillna(False).to_numpy(dtype=bool)
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
        rows["passed_on_by"] = _others_hidden(rows["passed_on_by"], own)
    lines = _lines_of(capabilities, offers, "liaison").copy()
    owners = pd.Index(offers["offer_id"]).get_indexer(lines["offer_id"])
    hidden_lines = pd.Series(hidden.to_numpy()[owners], lines.index)
    for code in _texts(lines, "capability"):
        shown = _scrubbed(lines[code], offers.iloc[owners].set_axis(lines.index), hidden_lines)
        shown = _others_hidden(shown, [own[at] for at in owners])
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
    """Texts without mail addresses, telephone numbers and names of contacts, where they are `hidden`."""
    told = hidden & texts.notna()
    shown = texts.mask(told, texts.str.replace(REACHABLE, MASK, regex=True))
    named = told & owners["contact_name"].notna().to_numpy()
    if named.any():
        pairs = zip(shown[named], owners["contact_name"][named.to_numpy()], strict=True)
        shown = shown.astype(object)
        shown[named] = [_unnamed(text, name) for text, name in pairs]
    return shown.astype(texts.dtype)


def _own_lines(numbers: pd.Series, forwarded: Forwarded) -> list[frozenset[str] | None]:
    """What each offer's contact can be reached by, as it was sent; None where nothing was."""
    return [
        frozenset(_line(forwarded[each].get(code)) for code in ("email", "phone")) if each in forwarded else None
        for each in numbers
    ]


def _others_hidden(texts: pd.Series, own: Sequence[frozenset[str] | None]) -> pd.Series:
    """Texts of forwarded offers without mail addresses and telephone numbers of anybody but their contact."""
    told = [at for at, lines in enumerate(own) if lines is not None and isinstance(texts.iat[at], str)]
    if not told:
        return texts
    shown = texts.astype(object)
    for at in told:
        shown.iat[at] = REACHABLE.sub(partial(_own_or_mask, own[at] or frozenset()), shown.iat[at])
    return shown.astype(texts.dtype)


def _own_or_mask(own: frozenset[str], found: re.Match[str]) -> str:
    return found[0] if _line(found[0]) in own else MASK


def _line(said: object) -> str:
    """An address or number as it is compared: of numbers the last digits, without a dialling code."""
    words = said if isinstance(said, str) else ""
    return words.casefold().strip(" .,;:") if "@" in words else re.sub(r"\D", "", words)[-SAME_DIGITS:]


def _unnamed(text: str, name: str) -> str:
    """`text` without the name of the contact, nor any longer word of it."""
    words = [word for word in [name, *name.split()] if len(word) >= SHORTEST_NAME]
    if not any(word.casefold() in text.casefold() for word in words):
        return text
    return re.sub("|".join(map(re.escape, words)), MASK, text, flags=re.IGNORECASE)
