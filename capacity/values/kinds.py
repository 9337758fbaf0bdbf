"""Kinds in people's words: organisation type, size, sector, standards, conformity. Leaves out products."""

import functools
import re

from capacity.vocabulary import codes
from capacity.vocabulary import words as _words
from capacity.vocabulary.words_matcher import Lexicon, entries, fold, grammar, lexicon, rows

_STANDARD = re.compile(
    r"\b(?:(?:DIN|ÖNORM|NF|BS|UNE|UNI|PN|ČSN|NBN|SN)[\s-]+)?((?:EN|ISO|IEC|CWA|ASTM|AFNOR|NIOSH|UNE(?=[\s-]*\d)|GB/?T?|YY/?T?|IEC/TR)(?:[\s/-]+(?:EN|ISO|IEC|SPEC|TS|TR))*)"
    r"[\s:-]*([A-Z]?\s?\d{2,6}(?:[-.]\d{1,3}(?!\d))*(?:\s?[:-]\s?(?:19|20)\d\d)?(?:\s?\+\s?A\d+(?::\d{4})?)*(?:[-/]S?\d{1,3})?)",
    re.IGNORECASE,
)
_REGULATION = re.compile(
    r"\b(?:\(?(?:EU|EG|EWG|EC|EEC|UE|CE)\)?\s*(?:Nr\.?|No\.?)?\s*)?(\d{4}/\d{3}|93/42|98/79|528/2012)\b(?:/(EWG|EEC|CEE|EG|EC))?",
    re.IGNORECASE,
)
_HEADCOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,' ]\d{3})+|\d{1,6})\+?\s*(?:-|bis|to|a|à)?\s*(\d{1,6})?"
    rf"(?=\s*(?:{grammar('headcount')}(?!\w)|$))"
)


@functools.lru_cache(maxsize=20_000)
def read_organisation_type(text: str) -> str:
    """The organisation type code that a cell or a name says ("Muster GmbH"), "" where it says none."""
    folded = fold(text).strip()
    return (
        folded.replace(" ", "_")
        if folded.replace(" ", "_") in codes("organisation_type")
        else _words.organisation_type(folded)
    )


@functools.lru_cache(maxsize=20_000)
def read_size(text: str) -> str:
    """The organisation size code, from words or a headcount; "" where it says none."""
    folded = fold(text).strip()
    whole = {fold(word): row["code"] for row in rows("organisation_size") for word in row["words"].split("|")}
    if folded in whole:
        return whole[folded]
    if count := _HEADCOUNT.search(folded):
        heads = int(re.sub(r"\D", "", count[2] or count[1]))
        return "micro" if heads < 10 else "small" if heads < 50 else "medium" if heads < 250 else "large"
    hits = _size_words().hits(folded)
    return hits[0].code.split("|")[0] if hits else ""


@functools.cache
def _size_words() -> Lexicon:
    """The words for sizes of more than a letter."""
    return Lexicon([(code, word) for code, word in entries("organisation_size") if len(word.strip("*")) > 2])


@functools.lru_cache(maxsize=20_000)
def read_sector(text: str) -> str:
    """The sector code: a NACE number ("C13.20", "22", "32.50") or words; "" where it says none."""
    folded = fold(text).strip()
    if number := re.fullmatch(
        r"(?:nace|wz|isic)?[\s:]*(?:[a-u][\s.-]*)?(\d{2})(?:\.(\d{1,2})(?:\.\d+)?)?(?:\s*[-:,(].*|\s+[^\W\d].*)?",
        folded,
    ):
        code = "32.50" if number[1] == "32" and (number[2] or "").startswith("5") else number[1]
        return code if code in codes("sector") else ""
    hits = lexicon("sector").hits(folded)
    specific = [hit for hit in hits if hit.code == "32.50"] or hits
    return specific[0].code.split("|")[0] if specific else ""


@functools.lru_cache(maxsize=20_000)
def read_urgency(text: str) -> str:
    """The urgency code that a cell says ("dringend", "asap"), the most of several; "" where it says none."""
    said = {hit.code.split("|")[0] for hit in lexicon("urgency").hits(fold(text))}
    return next((code for code in codes("urgency") if code in said), "")


def read_standards(text: str) -> list[str]:
    """The standards and regulations that a text names, spelt one way: "EN 149:2001+A1:2009", "(EU) 2016/425"."""
    found = [(match.start(), _spelt(match)) for match in _STANDARD.finditer(text)]
    found += [
        (match.start(), _regulation(match))
        for match in _REGULATION.finditer(text)
        if not any(match[1] in spelt for _, spelt in found)
    ]
    return list(dict.fromkeys(spelt for _, spelt in sorted(found)))


def _spelt(match: re.Match[str]) -> str:
    body = " ".join(re.split(r"[\s/-]+", match[1].upper())).replace("GB T", "GB/T").replace("YY T", "YY/T")
    number = re.sub(r"\s", "", match[2].upper())
    return f"{body} {re.sub(r'-(?=(?:19|20)[0-9]{2}$)', ':', number)}"


def _regulation(match: re.Match[str]) -> str:
    if match[1] in ("93/42", "98/79"):
        return f"{match[1]}/EEC"
    return f"(EU) {match[1]}"


@functools.lru_cache(maxsize=20_000)
def read_conformity(text: str) -> str:
    """The conformity code that a cell says: "claimed", "document_seen", "checked", "not_stated"; "" for nothing."""
    folded = fold(text).strip()
    if folded in codes("conformity"):
        return folded
    hits = lexicon("conformity").hits(folded)
    found = {hit.code.split("|")[0] for hit in hits}
    return next((code for code in ("not_stated", "document_seen", "checked", "claimed") if code in found), "")
