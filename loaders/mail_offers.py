"""Offers and needs in the words of mails: their statements read as a table's remarks are, those of many mails at once.

What a mail says is read alike however many are read beside it. Leaves out which sentences state something
(loaders.mail_prose) and how a row becomes an offer (loaders.assemble).
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from capacity.messages import Understood
from capacity.messages.consents import consent_in
from capacity.messages.kinds import signs_in
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, empty
from capacity.vocabulary.words import GENERAL
from loaders.assemble import assemble
from loaders.cells import FoundTable
from loaders.columns import Mapped
from loaders.frames import together
from loaders.interpret import make_content
from loaders.interpret_context import Context
from loaders.issues import Issues
from loaders.mail_prose import MATERIAL, Statement, statements

SERVICES = ("design", "certification", "sterilisation", "logistics", "funding")
AMOUNTS = ["stock", "per_week_low", "per_week_high"]
VAGUE = ("material", "other")  # products that say little where others are named

Frames = tuple[pd.DataFrame, pd.DataFrame]


@dataclass(frozen=True)
class Prose:
    """What one writer said, the day it was received, and where issues with it are noted."""

    said: Understood
    day: dt.date | None
    issues: Issues


@dataclass(frozen=True)
class _Stated:
    """What one writer states of one kind."""

    prose: Prose
    lines: list[Statement]


def offers_in_prose(many: Sequence[Prose], sheet: str) -> list[Frames]:
    """For each writer the offer or need that the sentences state, with its capabilities: one at most."""
    found: list[Frames] = [(empty(OFFER_COLUMNS), empty(CAPABILITY_COLUMNS))] * len(many)
    stated = {at: _Stated(each, lines) for at, each in enumerate(many) if (lines := statements(each.said))}
    for kind in ("offer", "need"):
        places = [at for at, each in stated.items() if each.lines[0].kind == kind]
        if places:
            for at, frames in zip(places, _of_kind([stated[at] for at in places], kind, sheet), strict=True):
                found[at] = frames
    return found


def _of_kind(many: Sequence[_Stated], kind: str, sheet: str) -> list[Frames]:
    """The frames of each writer, the row numbers of a table standing for who wrote what in which line."""
    fields = [_fields(each.prose.said) for each in many]
    records = [[line.text, *own.values()] for each, own in zip(many, fields, strict=True) for line in each.lines]
    numbers = list(range(1, len(records) + 1))
    headings = ["", *fields[0]]
    table = FoundTable(
        sheet, None, None, 1, len(records), 1, headings, list(range(1, len(headings) + 1)), numbers, records,
    )  # fmt: skip
    mapped = tuple(Mapped(at, "", role, 1.0) for at, role in enumerate(["quote", *fields[0]]))
    own = Issues()
    content = make_content(table, list(zip(*records, strict=True)), mapped, Context(kind=kind, apart=True))
    assembled = assemble(content, None, dt.date.today(), own)
    whose = np.repeat(np.arange(len(many)), [len(each.lines) for each in many])
    lines = [line for each in many for line in each.lines]
    _tell(own, many, whose, lines)
    return _each_own(assembled.offers, _quoted(assembled.capabilities, lines), many, whose, lines)


def _tell(own: Issues, many: Sequence[_Stated], whose: np.ndarray, lines: Sequence[Statement]) -> None:
    """Notes each issue with the writer whose row it is about, in the line of the mail, else with all; each once."""
    for issue in own.rows:
        row = issue["row"]
        told = issue | {"row": lines[row - 1].line if row else None}
        for writer in [whose[row - 1]] if row else range(len(many)):
            rows = many[writer].prose.issues.rows
            if not any(_is_same(told, before) for before in rows):
                rows.append(told)


def _is_same(issue: dict[str, Any], before: dict[str, Any]) -> bool:
    """Issues about the sender are said once, not for every sentence."""
    return all(issue.get(part) == before.get(part) for part in ("code", "column", "read"))


def _quoted(lines: pd.DataFrame, stated: Sequence[Statement]) -> pd.DataFrame:
    """The capabilities with the words that they rest on."""
    words = lines["row_id"].map(dict(enumerate(each.text for each in stated)))
    return lines.assign(quote=lines["quote"].where(lines["quote"].notna(), words).str.replace(MATERIAL, ""))


def _each_own(
    offers: pd.DataFrame, lines: pd.DataFrame, many: Sequence[_Stated], whose: np.ndarray, stated: Sequence[Statement]
) -> list[Frames]:
    """The first row of each writer as the offer, in declared types, and the capabilities of all the writer's rows."""
    rows = offers["row_id"].to_numpy(dtype=int)
    writers, firsts = np.unique(whose[rows], return_index=True)
    own = _completed(offers.iloc[firsts], [many[at] for at in writers], [stated[row] for row in rows[firsts]])
    settled = lines.assign(row_id=whose[lines["row_id"].to_numpy(dtype=int)])
    parts = {at: _settled(part) for at, part in settled.groupby("row_id", sort=False)}
    kept = [part for at, part in parts.items() if at in set(writers)]
    whole, all_lines = together([(own.assign(row_id=writers), pd.concat(kept) if kept else lines.head(0))])
    spans = {int(at): place for place, at in enumerate(writers)}
    places = all_lines.groupby("row_id").indices if len(all_lines) else {}
    return [_of_writer(whole, all_lines, spans.get(at), places.get(at + 1)) for at in range(len(many))]


def _of_writer(offers: pd.DataFrame, lines: pd.DataFrame, at: int | None, places: np.ndarray | None) -> Frames:
    if at is None:
        return empty(OFFER_COLUMNS), empty(CAPABILITY_COLUMNS)
    own = lines.iloc[places].assign(row_id=0) if places is not None else empty(CAPABILITY_COLUMNS)
    return offers.iloc[[at]].assign(row_id=0), own


def _completed(offers: pd.DataFrame, many: Sequence[_Stated], first: Sequence[Statement]) -> pd.DataFrame:
    """The offers with their day, whole text, line and what the writer says about handing the contact on."""
    days = pd.to_datetime(pd.Series([each.prose.day for each in many], index=offers.index)).astype("datetime64[us]")
    consents = [_consent(each.prose.said) for each in many]
    words = pd.Series([words or None for _, words in consents], index=offers.index, dtype=object)
    codes = pd.Series([code for code, _ in consents], index=offers.index, dtype=object)
    return offers.assign(
        received_at=days,
        confirmed_at=days,
        original=[json.dumps({"": each.prose.said.text}, ensure_ascii=False) for each in many],
        channel="mail",
        remarks=None,
        source_row=[each.line for each in first],
        consent=codes.where(words.notna(), offers["consent"]),
        consent_words=words,
        consent_at=days.where(words.notna()),
    )


def _consent(said: Understood) -> tuple[str, str]:
    """What the writer says about it; words of somebody who passed the mail on are not the writer's."""
    passed_on = said.forwarded_by or said.writer.email != said.sender.email
    return consent_in(() if passed_on else said.sentences)


def _fields(said: Understood) -> dict[str, str]:
    contact = said.contact
    return {
        "organisation": said.from_organisation, "contact_name": said.writer.name,
        "email": said.writer.email or contact.email, "phone": contact.phone, "website": contact.website,
        "street": contact.street, "postcode_town": contact.town,
    }  # fmt: skip


def _offers(text: str) -> bool:
    return signs_in(text).get("offer", 0.0) > 0


def _with_general(lines: pd.DataFrame) -> pd.DataFrame:
    """The lines with "Masken" taken for the one kind of masks that the mail names elsewhere."""
    named = set(lines["product"].dropna())
    for general, specific in GENERAL.items():
        kinds = named & set(specific)
        if general in named and len(kinds) == 1:
            lines = lines.assign(product=lines["product"].where(lines["product"].ne(general), kinds.copy().pop()))
    return lines


def _settled(lines: pd.DataFrame) -> pd.DataFrame:
    """Each product once, with the sentence that says how much; what says only how, where no product line does."""
    if len(lines) == 1:
        return lines
    stated = lines[AMOUNTS].notna().any(axis=1)
    lines = _with_general(lines)
    placed = lines.assign(stated=stated, place=range(len(lines)))
    ranked = placed.sort_values(["stated", "place"], ascending=[False, True])
    named = ranked[ranked["product"].notna()].drop_duplicates("product")
    beside = named["product"].isin(VAGUE) & ~named["stated"] & (len(named) > 1)
    named = named[~beside]
    how = {code for codes in named["process"].dropna() for code in codes.split(";")}
    bare = ranked[ranked["product"].isna()]
    if len(named):  # talk of design or logistics beside goods is an offer only where the words say so
        bare = bare[~bare["process"].isin(SERVICES) | bare["quote"].map(_offers).astype(bool)]
    new = bare["process"].map(lambda codes: isinstance(codes, str) and not set(codes.split(";")) <= how)
    bare = bare[new.astype(bool) | bare["machines"].notna()].drop_duplicates(["process", "machines"])
    kept = pd.concat([named, bare])
    return kept.sort_values("place").drop(columns=["stated", "place"])
