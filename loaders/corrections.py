"""Corrections by people: how a table is known again, what people may choose, and how their words are applied.

A table is known by its headings alone, not by the names of file and sheet. Leaves out finding a header that a person
set (loaders.corrections_tables), keeping corrections (register) and the screen.
"""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from capacity import regions, vocabulary
from capacity.corrections import Correction, as_data, from_data
from capacity.schema import FIELDS, NO_COLUMN, field
from capacity.texts import say
from loaders.cells import FoundTable
from loaders.columns import BY_HAND, Mapped
from loaders.columns_headings import fold, roles
from loaders.columns_matrix import Entry
from loaders.interpret import Codes, as_said

__all__ = [
    "Choice", "Correction", "applied", "as_data", "choices", "codes_of", "fingerprint", "fingerprint_of",
    "from_data", "keys", "role_of", "said_codes", "with_header",
]  # fmt: skip

SHADES = (
    "given_name", "family_name", "contact", "house_number", "address", "postcode_town", "place", "coordinates",
    "machine_models", "quantity", "period", "time_per_piece", "product_quantity",
)  # fmt: skip
PER_COLUMN = ("product", "process", "material")
CODED = (
    "kind", "organisation_type", "organisation_size", "sector", "country", "urgency", "channel", "consent",
    "status", "product", "process", "material", "conformity",
)  # fmt: skip
WORKED_OUT = NO_COLUMN | {"precision", "place_words", "plausibility", "plausibility_reason"}


def fingerprint(headings: Sequence[str]) -> str:
    """What a table with these headings is known by: their folded words in order, blank ones at the end left out."""
    words = [fold(heading) for heading in headings]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\n".join(words).encode()).hexdigest()[:16]


def fingerprint_of(found: FoundTable) -> str:
    """The fingerprint of a table as found; one without headings is known by its first record."""
    if any(map(str.strip, found.headings)) or not found.records:
        return fingerprint(found.headings)
    return fingerprint(["", *found.records[0]])


def with_header(correction: Correction, rows: Sequence[Sequence[str]] | None) -> Correction:
    """The correction with the header set by a person: `rows` are the cells of its rows as in the file.

    No rows: the table has no header. None: the header as the reader finds it, for the same fingerprint.
    """
    if not rows:
        return replace(correction, header_rows=None if rows is None else ())
    words = tuple(row_words(row) for row in rows)
    return replace(correction, header_rows=words, fingerprint=fingerprint([*(" | ".join(row) for row in words), "#"]))


def row_words(cells: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a row's cells, blank ones at the end left out."""
    words = [fold(text) for text in cells]
    while words and not words[-1]:
        words.pop()
    return tuple(words)


def keys(headings: Sequence[str]) -> list[str]:
    """One key per column: its heading, numbered where an earlier one is the same; "#3" for the third without."""
    found: list[str] = []
    times: Counter[str] = Counter()
    for place, heading in enumerate(headings, 1):
        text, folded = heading.strip(), fold(heading)
        times[folded] += 1
        found.append(f"#{place}" if not folded else f"{text} #{times[folded]}" if times[folded] > 1 else text)
    return found


@dataclass(frozen=True)
class Choice:
    """One thing that a column can be: `code` for Correction.fields, its label, and the field it fills."""

    code: str
    label: str
    field: str


def choices(language: str) -> list[Choice]:
    """What a person may say a column holds, in "de" or "en": the fields, shades of them, then one product or process
    per column (code "product:face_shield"). No field at all is "".
    """
    own = [Choice(each.code, each.label(language), each.code) for each in FIELDS if each.code not in WORKED_OUT]
    shades = [Choice(code, say(f"corrections.{code}", language), roles()[code].field) for code in SHADES]
    listed = [
        Choice(f"{name}:{code}", f"{field(name).label(language)}: {label}", name)
        for name in PER_COLUMN
        for code, label in vocabulary.labels(name, language).items()
    ]
    return [*own, *shades, *listed]


def codes_of(code: str, language: str) -> dict[str, str]:
    """Code → label of what a text in a column of this field may be said to mean; empty where texts are no codes."""
    if code not in CODED:
        return {}
    if code == "country":
        return {each: regions.name(each, language) for each in regions.countries()}
    return dict(vocabulary.labels(field(code).vocabulary, language))


def applied(mapped: tuple[Mapped, ...], correction: Correction) -> tuple[Mapped, ...]:
    """The columns with those that a person assigned as they said; a role that no longer exists is passed over."""
    wanted = {fold(key): role for key, role in correction.fields.items()}
    named = zip(mapped, keys([each.heading for each in mapped]), strict=True)
    return tuple(_as_told(each, wanted[fold(key)]) if fold(key) in wanted else each for each, key in named)


def _as_told(each: Mapped, role: str) -> Mapped:
    name, _, code = role.partition(":")
    told = replace(each, role=role, confidence=BY_HAND, entry=None, others=())
    if name in PER_COLUMN and code in vocabulary.codes(name):
        return replace(told, role="quantity", entry=Entry(name, (code,), BY_HAND))
    return told if role == "" or role in roles() else each


def role_of(each: Mapped) -> str:
    """What Correction.fields would say of a column as it is read now."""
    if each.entry:
        return f"{each.entry.field}:{each.entry.codes[0]}"
    return "per_week_high" if each.role == "quantity" and each.period else each.role


def said_codes(correction: Correction) -> Codes:
    """(field, text as compared) → codes."""
    return {
        (code, as_said(text)): tuple(filter(None, codes.split(";")))
        for (code, text), codes in correction.values.items()
    }
