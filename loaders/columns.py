"""Columns to fields: from the heading and from what the values look like, with one confidence.

A wrong mapping is worse than none: below ENOUGH a column stays unmapped and its words stay beside the row. Leaves out
interpreting the cells (loaders.interpret).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from capacity.vocabulary.words import read_words
from loaders.columns_combined import is_separated
from loaders.columns_context import AMOUNTS, LISTED, TOLD, in_context
from loaders.columns_doubts import without_doubtful
from loaders.columns_headings import COVERED, Heading, Role, knows, read_heading, roles
from loaders.columns_joined import TOWNS, probabilities, read_jointly
from loaders.columns_matrix import Entry, read_entry
from loaders.columns_model import guess
from loaders.columns_unheaded import share_of, towns
from loaders.columns_values import Evidence

ENOUGH = 0.5
BY_HAND = 1.0  # the confidence of a person's word; evidence alone never reaches it
KIND_OF_PRODUCT = 0.75
PROBABLE, LIKELY, CLEAR, SURELY = 0.6, 0.85, 0.93, 0.9
HINTED, DENIED, DOUBTED, COUNTED, DATELESS = 0.1, 0.05, 0.2, 0.55, 0.5
WIDE = 500  # columns; no list of offers has that many, and whoever sends more does not wait minutes
SHAPES = frozenset({"email", "phone", "url", "postcode", "number", "date", "yes_no", "coordinates", "nuts", "quantity"})
TELLING = frozenset({"email", "phone", "url", "postcode", "coordinates", "nuts", "street"})
DATES = frozenset({"received_at", "confirmed_at", "available_from", "available_until", "date"})
OF_SEVERAL = frozenset({"contact", "address", "place", "postcode_town", "coordinates", "product_quantity"})
WORDS = ("product", "process", "material", "machine_models")
HAS_FIGURE = re.compile(r".*\d")
NUMBERED = re.compile(r"^\S*\d\S*$")
CODE_AND_TOWN = re.compile(r"(?:[A-Z]{1,2}[- ])?\d[\d-]{3,6}\s+[^\W\d_]{2}")


@dataclass(frozen=True)
class Mapped:
    """One column: `at` its place in the table from 0, its role ("" when unmapped), and what its heading adds.

    `others` are further roles the heading may mean, with their confidence; `entry` is set for a matrix column,
    `period` when the heading says per what time.
    """

    at: int
    heading: str
    role: str
    confidence: float
    period: bool = False
    entry: Entry | None = None
    others: tuple[tuple[str, float], ...] = ()

    @property
    def field(self) -> str | None:
        """The field of the schema that the column goes to, None when it goes to none."""
        if self.entry:
            return self.entry.amount or self.entry.field
        if self.role == "quantity" and self.period:
            return "per_week_high"
        return (roles()[self.role].field or None) if self.role else None


def map_columns(headings: Sequence[str], columns: Sequence[Sequence[str]]) -> tuple[Mapped, ...]:
    """One Mapped per column of a table; `columns` are the texts of each column, `headings` "" where there is none.

    Behind the first WIDE columns only those are read whose heading is listed as it stands.
    """
    read = [at < WIDE or knows(text) for at, text in enumerate(headings)]
    evidence = [Evidence(column if read[at] else ()) for at, column in enumerate(columns)]
    known = [read_heading(text) if read[at] else Heading(text) for at, text in enumerate(headings)]
    alone = [_alone(at, heading, evidence[at]) for at, heading in enumerate(known)]
    mapped = [_jointly(each, known[each.at], evidence[each.at]) if read[each.at] else each for each in alone]
    settled = without_doubtful(in_context(mapped, evidence), known, evidence)
    return tuple(each if each.confidence >= ENOUGH else replace(each, role="", entry=None) for each in settled)


def _alone(at: int, heading: Heading, evidence: Evidence) -> Mapped:
    """The best reading of one column without its neighbours."""
    entry = read_entry(heading, evidence)
    if entry:
        return Mapped(at, heading.text, "quantity", entry.confidence, heading.period, entry)
    weighed = {role: _believed(roles()[role], trust, evidence) for role, trust in heading.roles.items()}
    weighed |= _siblings(weighed, evidence)
    if set(weighed) == {"type"} and read_words(heading.rest).products:
        weighed = {"product": KIND_OF_PRODUCT}
    role = max(weighed, key=lambda role: weighed[role], default="")
    others = tuple((other, round(trust, 2)) for other, trust in weighed.items() if other != role)
    return Mapped(at, heading.text, role, round(weighed.get(role, 0.0), 2), heading.period, others=others)


def _jointly(each: Mapped, heading: Heading, evidence: Evidence) -> Mapped:
    """A heading that no list has as it stands: the model of headings and the values name its role together.

    They overrule one known in part only where they are clear and the model all but denies the role of the known part;
    where they doubt that role it is none.
    """
    listed = max(heading.roles.values(), default=0.0)
    if each.entry or listed >= LISTED or not heading.text.strip():
        return each
    reading = read_jointly(heading.text, evidence)
    confidence = round(ENOUGH + 0.2 * reading.probability, 2)
    if each.confidence < ENOUGH and (listed < COVERED and each.role != "period"):
        probable = reading.probability >= PROBABLE and reading.by_heading >= HINTED
        return replace(each, role=reading.role, confidence=confidence, others=()) if probable and reading.role else each
    denied = guess(heading.text).get(each.role, 0.0) < DENIED and reading.role != each.role
    doubted = listed <= COVERED and _is_doubted(each, heading, evidence)
    if not doubted and not (denied and reading.probability >= CLEAR):
        return each
    role = reading.role if reading.probability >= LIKELY and evidence.values else ""
    return replace(each, role=role, confidence=confidence if role else 0.0, others=())


def _is_doubted(each: Mapped, heading: Heading, evidence: Evidence) -> bool:
    """A part of a heading says little of the whole ("Luogo nascita"), least of all above an empty column; nor do known
    words that mean different things ("score_reasons"), or a number of something unknown ("bed_count")."""
    listed = max(heading.roles.values(), default=0.0)
    parted = each.role == "period" or is_separated(each.heading)
    whole = listed < COVERED or each.role in OF_SEVERAL
    if evidence.values and (_is_told(each, evidence) or (parted and whole)):
        return False
    if listed == COVERED and (each.period or not evidence.values):
        return False
    shares, field = probabilities(each.heading, evidence), _kind_of_field(each.role)
    share = sum(share for role, share in shares.items() if _kind_of_field(role) == field)
    counted = each.role == "quantity" and not each.period and listed < COVERED
    least = COUNTED if counted else DOUBTED
    return share < (least if evidence.values else SURELY)


def _is_told(each: Mapped, evidence: Evidence) -> bool:
    """Whether the values alone could tell the role of a column: mails, postcodes, towns, numbers with a name."""
    if each.role in TOWNS:
        return towns(evidence) >= TOLD
    if each.role == "external_id":
        return share_of(NUMBERED, evidence) >= TOLD
    role = roles().get(each.role)
    return role is not None and evidence.best((role.supported_by | role.typical) & TELLING) >= TOLD


def _kind_of_field(role: str) -> str:
    field = roles()[role].field if role else ""
    return "amount" if field in AMOUNTS else field


def _believed(role: Role, trust: float, evidence: Evidence) -> float:
    """The heading's confidence, raised or lowered by what the values look like."""
    if not evidence.values:
        return trust * 0.97
    if not role.supported_by:
        numbers = {"number"} if role.code == "contact" and evidence.share("phone") > 0.6 else set()
        return trust * (0.4 if evidence.best(role.foreign_to - numbers) > 0.6 else 1.0)
    support = evidence.best(role.supported_by)
    if support >= 0.75:
        return trust + (1 - trust) * 0.6
    if support >= 0.15:
        return trust * (1.0 if support >= 0.4 else 0.85)
    return trust * _unsupported(role, evidence)


def _unsupported(role: Role, evidence: Evidence) -> float:
    """What is left of the trust when no value looks right: words may just be unknown, a shape cannot be."""
    contrary = evidence.best(SHAPES - role.supported_by - {"quantity", "nuts"}) > 0.6
    if contrary:
        return 0.35
    if role.code in DATES and share_of(HAS_FIGURE, evidence) < 0.3:
        return DATELESS
    if role.code in DATES or role.supported_by & {"quantity"}:
        return 0.6
    return 0.4 if role.supported_by & SHAPES else 0.75


def _siblings(weighed: dict[str, float], evidence: Evidence) -> dict[str, float]:
    """Products under "Material", sewing under "Facility type": where the values say it clearly, they decide."""
    best = max(weighed, key=lambda role: weighed[role], default="")
    if best == "postcode" and share_of(CODE_AND_TOWN, evidence) >= TOLD:
        return {"postcode_town": LIKELY}
    if best not in (*WORDS, "organisation_type") or evidence.best(roles()[best].supported_by) >= 0.3:
        return {}
    supported = {role: evidence.best(roles()[role].supported_by) for role in WORDS if role != best}
    return {role: 0.9 * weighed[best] / 0.75 for role, share in supported.items() if share >= 0.6}
