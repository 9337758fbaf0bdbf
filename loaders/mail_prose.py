"""Offers and needs in the words of a mail: its sentences read as a table's remarks are, all of one sender.

Leaves out what the words mean (capacity.messages) and how a row becomes an offer (loaders.assemble).
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from capacity.messages import Understood
from capacity.messages.consents import consent_in
from capacity.messages.kinds import signs_in
from capacity.messages.sentences import Sentence
from capacity.messages.words import pattern, plain
from capacity.quantities import read_quantities
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, empty
from capacity.vocabulary.words import GENERAL, read_words
from capacity.vocabulary.words_matcher import fold
from loaders.assemble import assemble
from loaders.cells import FoundTable
from loaders.columns import Mapped
from loaders.interpret import make_content
from loaders.interpret_context import Context
from loaders.issues import Issues

SERVICES = ("design", "certification", "sterilisation", "logistics", "funding")
AMOUNTS = ["stock", "per_week_low", "per_week_high"]
AND = re.compile(r",(?!\d)\s*|\s+(?:und|sowie|and|et|e|y|en|oraz|i|a)\s+")
PURPOSE_CLAUSE = re.compile(r",\s+(?:die|das|der|welche|which|that|qui|que|che|die|który|které)\s.*$", re.S)
MATERIAL = "Rohmaterial: "  # put before the words of a gift that name a material only
VAGUE = ("material", "other")  # products that say little where others are named
MOST_STATEMENTS = 60
LONGEST_STATEMENT = 2_000  # letters


class Statement(NamedTuple):
    """Sentences that say one thing together, of one kind: offer or need."""

    line: int
    text: str
    kind: str


Frames = tuple[pd.DataFrame, pd.DataFrame]


def offers_in_prose(said: Understood, day: dt.date | None, issues: Issues, sheet: str) -> Frames:
    """The offers and needs that a mail's sentences state, with their capabilities: one of each kind at most."""
    stated = statements(said)
    if not stated:
        return empty(OFFER_COLUMNS), empty(CAPABILITY_COLUMNS)
    found = [_of_kind(said, [each for each in stated if each.kind == kind], kind, day, issues, sheet)
             for kind in dict.fromkeys(each.kind for each in stated)]  # fmt: skip
    offers, capabilities = [], []
    for number, (offer, lines) in enumerate(found):
        offers.append(offer.assign(row_id=number))
        capabilities.append(lines.assign(row_id=number))
    return pd.concat(offers, ignore_index=True), pd.concat(capabilities, ignore_index=True)


def statements(said: Understood) -> list[Statement]:
    """What a mail's sentences offer or need; those that ask, tell of others or thank state nothing."""
    if said.kind not in ("offer", "need", "donation"):
        return []
    kind = "need" if said.kind == "need" else "offer"
    found: list[Statement] = []
    for sentence in said.sentences[:MOST_STATEMENTS]:
        if not _states(sentence, kind):
            continue
        text = _own_words(sentence.whole[:LONGEST_STATEMENT], said)
        if found and _belongs(found[-1].text, text):
            found[-1] = found[-1]._replace(text=f"{found[-1].text} {text}")
        else:
            found += [Statement(sentence.line, piece, kind) for piece in _pieces(text)]
    named = [each for each in found if _says_what(each.text)]
    return _gifts(found) or named if said.kind == "donation" else named


def _pieces(text: str) -> list[str]:
    """A sentence, or its parts where it names several products and each quantity stands with one of them."""
    stated = read_quantities(text)
    if not stated or any(read_words(each.quote).products for each in stated) or len(read_words(text).products) < 2:
        return [text]
    pieces = [piece.strip() for piece in AND.split(text) if piece.strip()]
    whose = [next((piece for piece in pieces if each.quote in piece), "") for each in stated]
    alone = all(len(read_words(piece).products) <= 1 for piece in pieces)
    return pieces if alone and all(len(read_words(piece).products) == 1 for piece in whose) else [text]


def _gifts(found: Sequence[Statement]) -> list[Statement]:
    """The materials that a mail gives away; what others would make of them is no gift."""
    words = [read_words(each.text) for each in found]
    gifts = [each for each, named in zip(found, words, strict=True) if "material" in named.products or named.materials]
    gifts = [each._replace(text=PURPOSE_CLAUSE.sub("", _without_purpose(each.text))) for each in gifts]
    counted = [
        each for each in found if any(read_words(quantity.quote).products for quantity in read_quantities(each.text))
    ]
    return [] if counted else [each._replace(text=f"{MATERIAL}{each.text}") for each in gifts]


def _states(sentence: Sentence, kind: str) -> bool:
    """Whether a sentence may state what its mail offers or needs."""
    signs = signs_in(sentence.text)
    if "?" in sentence.text and signs.get("offer", 0.0) < 4.0:
        return False
    if kind == "offer" and signs.get("need", 0.0) > signs.get("offer", 0.0):
        return False
    if kind == "offer" and _has("cannot", sentence.text) and not read_quantities(sentence.text):
        return False
    return not (_has("refers", sentence.text) and signs.get(kind, 0.0) < 4.0)


def _has(role: str, text: str) -> bool:
    """Whether a sentence has words of one role: "refers" to what others asked for, what one "cannot" do."""
    return bool(re.search(rf"(?<!\w){pattern(role)}(?!\w)", plain(text)))


def _own_words(text: str, said: Understood) -> str:
    """A sentence without the name of the firm that speaks, and of a gift without what it is good for."""
    own = said.from_organisation
    bare = re.sub(re.escape(own), "…", text, flags=re.I) if len(own) > 4 else text
    short = _without_purpose(bare) if said.kind == "donation" else bare
    return short if read_words(short).products else bare


def _without_purpose(text: str) -> str:
    """A sentence up to the words that say what something is good for: "für das Nähen von Masken"."""
    purpose = re.search(rf"(?<!\w){pattern('purpose')}(?!\w)", fold(text))
    return text[: purpose.start()] if purpose else text


def _belongs(before: str, text: str) -> bool:
    """Whether a sentence says how much of what the one before named."""
    return not read_words(text).products and bool(read_words(before).products) and bool(read_quantities(text))


def _says_what(text: str) -> bool:
    words = read_words(text)
    return bool(words.products or words.processes or words.machines)


def _of_kind(
    said: Understood, stated: Sequence[Statement], kind: str, day: dt.date | None, issues: Issues, sheet: str
) -> Frames:
    fields = _fields(said)
    records = [[each.text, *fields.values()] for each in stated]
    headings = ["", *fields]
    table = FoundTable(
        sheet, None, None, stated[0].line, stated[-1].line, 1, headings, list(range(1, len(headings) + 1)),
        [each.line for each in stated], records,
    )  # fmt: skip
    roles = ["quote", *fields]
    mapped = tuple(Mapped(at, "", role, 1.0) for at, role in enumerate(roles))
    own = Issues()
    cells = list(zip(*records, strict=True))
    content = make_content(table, cells, mapped, Context(kind=kind))
    assembled = assemble(content, day, dt.date.today(), own)
    issues.rows += _once(own.rows)
    lines = assembled.capabilities
    words = lines["row_id"].map(dict(enumerate(each.text for each in stated)))
    lines["quote"] = lines["quote"].where(lines["quote"].notna(), words).str.replace(MATERIAL, "")
    offer = assembled.offers.head(1).assign(original=_original(said), channel="mail", remarks=None)
    return _with_consent(offer, said), _settled(lines)


def _with_consent(offer: pd.DataFrame, said: Understood) -> pd.DataFrame:
    """The offer with what its writer says about handing the contact on, in these words, as of the mail's day."""
    code, sentence = consent_in(said.sentences)
    if not sentence:
        return offer
    return offer.assign(consent=code, consent_words=sentence, consent_at=offer["received_at"])


def _fields(said: Understood) -> dict[str, str]:
    contact = said.contact
    return {
        "organisation": said.from_organisation, "contact_name": said.writer.name,
        "email": said.writer.email or contact.email, "phone": contact.phone, "website": contact.website,
        "street": contact.street, "postcode_town": contact.town,
    }  # fmt: skip


def _original(said: Understood) -> str:
    import json

    return json.dumps({"": said.text}, ensure_ascii=False)


def _once(rows: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """Issues about the sender are said once, not for every sentence."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for row in rows:
        key = (row["code"], row["column"], row.get("read"))
        if key not in seen:
            seen.add(key)
            kept.append(row)
    return kept


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
    stated = lines[AMOUNTS].notna().any(axis=1)
    lines = _with_general(lines)
    placed = lines.assign(stated=stated, place=range(len(lines)))
    ranked = placed.sort_values(["stated", "place"], ascending=[False, True])
    named = ranked[ranked["product"].notna()].drop_duplicates("product")
    beside = named["product"].isin(VAGUE) & ~named["stated"] & (len(named) > 1)
    named = named[~beside]
    how = {code for codes in named["process"].dropna() for code in codes.split(";")}
    bare = ranked[ranked["product"].isna()]
    if len(named):
        bare = bare[~bare["process"].isin(SERVICES)]
    new = bare["process"].map(lambda codes: isinstance(codes, str) and not set(codes.split(";")) <= how)
    bare = bare[new.astype(bool) | bare["machines"].notna()].drop_duplicates(["process", "machines"])
    kept = pd.concat([named, bare])
    return kept.sort_values("place").drop(columns=["stated", "place"])
