"""Columns whose heading says nothing, or that have none: only values that cannot be mistaken count.

Leaves out headings (loaders.columns_headings) and what neighbours make of them (loaders.columns_context).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from capacity.places import locate
from loaders.columns_beside import SURE, near, taken
from loaders.columns_headings import fold, phrases, roles
from loaders.columns_hours import counts_hours
from loaders.columns_model import guess
from loaders.columns_values import TESTS, Evidence, look

if TYPE_CHECKING:
    from loaders.columns import Mapped

REACHED = frozenset({"email", "phone", "contact"})
CERTAIN_PHONE = re.compile(r"^\s*(?:\+|\(0|0\d{9}|0\d*[\s/().-])")
GROUPED_PHONE = re.compile(r"^\s*[1-9]\d{2}[ -]\d{3}[ -](?:\d{3,4}|\d{2} \d{2})\s*$")
CODE = re.compile(r"^(?=\S*\d)(?=\S*[^\W\d_])[\w/.-]{5,40}$")
CAPITALS = re.compile(r"^[^a-zß-ÿ\W\d_][^\s]*\s(?:\S+\s)*[^a-zß-ÿ\W\d_]")
LONG_KEY = 16
COUNT = re.compile(r"^[1-9][\d.,' ]*$")
SERIAL = re.compile(r"^\d{6,}$")
INDUSTRY = re.compile(r"^\d\d\.\d{1,2}\.?[A-Z]$")
TOWN_SAMPLE = 25
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
YEARS_APART = 5
DAYS = frozenset({"received_at", "confirmed_at", "available_from", "available_until"})
HINTED, DENIED, UNWANTED = 0.15, 0.3, 0.5
SHARED = frozenset({"process"})  # fields that several columns of a list may well tell


class Unheaded:
    """The columns of a table, those whose heading says nothing being read one after the other from their values."""

    def __init__(self, columns: Sequence["Mapped"], evidence: Sequence[Evidence]) -> None:
        self.columns = list(columns)
        self._evidence = evidence
        self._taken = taken(columns)
        self._reached = any(_reaches(each) for each in columns)

    def read(self, each: "Mapped") -> None:
        """Only values that cannot be mistaken count, more of them where the column has no heading at all."""
        own = self._evidence[each.at]
        told = self._told(each, own) if len(own.values) > 1 or own.filled > 2 else []
        shared = self._taken - SHARED
        free = [(confidence, role) for role, confidence in told if roles()[role].field not in shared]
        confidence, role = max(free, default=(0.0, ""))
        self.columns[each.at] = replace(each, role=role, confidence=round(confidence, 2), entry=None)
        self._taken |= taken([self.columns[each.at]])
        self._reached |= _reaches(self.columns[each.at])

    def _told(self, each: "Mapped", own: Evidence) -> list[tuple[str, float]]:
        if not each.heading.strip():
            return _unmistakable(own) + _likely(own, self._taken)
        found = _told_by_both(each, own, self.columns) + _nowhere_else(own)
        return _unmistakable(own) + (_beside(each, own, self.columns) if self._reached else []) + found


def _unmistakable(own: Evidence) -> list[tuple[str, float]]:
    short = 1.0 - own.share("long")
    found = [("email", 0.85 * own.share("email") * short), ("phone", 0.75 * _phones(own))]
    if own.share("precise_coordinates") > 0.7:
        found.append(("coordinates", 0.65))
    if own.share("country") > 0.85 and own.share("nuts") < 0.9 and own.share("yes_no") < 0.5:
        found.append(("country", 0.65))
    if own.share("product") > 0.8 and own.share("prose") < 0.1 and own.share("company") < 0.1:
        found.append(("product", 0.6))
    if own.share("process") > 0.8 and own.share("prose") < 0.1 and own.best(("product", "company")) < 0.3:
        found.append(("process", 0.55))
    if own.share("company") > 0.5 and own.share("long") < 0.1 and own.share("email") < 0.1:
        found.append(("organisation", 0.6))
    return found


def _told_by_both(each: "Mapped", own: Evidence, settled: Sequence["Mapped"]) -> list[tuple[str, float]]:
    """What the values and a word of the heading, or the values and the columns beside it, tell together."""
    found = []
    agreed = own.share("yes_no") > 0.8 or (_has_stem(each.heading, "agree_stem") and len(own.values) <= 2)
    if agreed and _has_stem(each.heading, "consent_stem"):
        found.append(("consent", 0.65))
    if _are_days(own) and guess(each.heading)["none"] < UNWANTED:
        found.append((_kind_of_day(each.heading, own), 0.55))
    if (
        own.share("organisation_type") >= 0.9
        and own.best(("legal_form", "long")) < 0.1
        and _speaks_of_kinds(each.heading)
    ):
        found.append(("organisation_type", 0.6))
    if own.share("state_of_work") >= 0.8 and own.best(("long", "number", "date")) < 0.1:
        found.append(("status", 0.55))
    if own.share("urgency") >= 0.8:
        found.append(("urgency", 0.6))
    if own.share("kind") >= 0.9:
        found.append(("kind", 0.6))
    counted = each.period and share_of(COUNT, own) > 0.8 and not (counts_hours(each.heading) or _are_serial(own))
    if counted and guess(each.heading)["none"] < DENIED:
        found.append(("per_week_high", 0.55))
    if each.at == 0 and _are_keys(own):
        found.append(("external_id", 0.6))
    located = any(other.role in ("town", "street") and other.confidence >= SURE for other in near(settled, each.at, 1))
    if located and _postcodes(own) > 0.9 and not _round(own):
        found.append(("postcode", 0.6))
    return found


def _speaks_of_kinds(heading: str) -> bool:
    """Whether some word of the heading means an organisation or a kind of something: "tag_structure_code"."""
    meant = {code for word in fold(heading).split() for code in phrases().get(word, ())}
    return bool(meant & {"organisation", "organisation_type", "type", "sector"})


def _are_keys(own: Evidence) -> bool:
    """Whether the values are codes of letters and digits, of one length, and different in each row or very long."""
    if len(own.values) < 3 or share_of(CODE, own) < 0.9:
        return False
    length, usual = Counter(map(len, own.values)).most_common(1)[0]
    return usual >= 0.8 * len(own.values) and (own.filled == len(own.values) or length >= LONG_KEY)


def _are_serial(own: Evidence) -> bool:
    """Whether figures number rows: long, of one length, none round and no two alike."""
    alike = len({len(text) for text in own.values}) == 1 and len(own.values) == own.filled > 2
    return alike and share_of(SERIAL, own) == 1.0 and not _round(own)


def _are_days(own: Evidence) -> bool:
    """Whether values are days, no decades apart as those of founding are, no keys of industries ("14.12.Z")."""
    days = own.share("date") > 0.9 and own.share("long") < 0.1
    return days and not far_apart(own) and share_of(INDUSTRY, own) < 0.5


def _kind_of_day(heading: str, own: Evidence) -> str:
    """Of what the days under a heading are that nobody knows: what its words hint at, else of a receipt."""
    if _begins(heading, own):
        return "available_from"
    hints = {role: share for role, share in guess(heading).items() if role in DAYS}
    hinted = max(hints, key=lambda role: hints[role])
    return hinted if hints[hinted] >= HINTED else "received_at"


def _begins(heading: str, own: Evidence) -> bool:
    """Whether days are of a start: "sofort" among them, or a word of delivering or beginning above them."""
    at_once = any(not any(letter.isdigit() for letter in text) for text in own.values)
    return at_once or _has_stem(heading, "start_stem")


def _has_stem(heading: str, code: str) -> bool:
    """Whether the heading holds one of the beginnings of words that are listed under `code`."""
    folded = fold(heading)
    return any(fold(stem) in folded for stem in look(code))


def far_apart(own: Evidence) -> bool:
    """Whether days lie years apart, as those of founding or birth do."""
    years = sorted(int(year) for text in own.values for year in YEAR.findall(text))
    usual = years[len(years) // 2] if years else 0
    return sum(abs(year - usual) > YEARS_APART for year in years) > max(1, 0.3 * len(years))


def _round(own: Evidence) -> bool:
    """Whether the values could be amounts: short, or one of them ends in two zeros."""
    return any(len(text) < 5 or (text.endswith("00") and text[:1] != "0") for text in own.values)


def _beside(each: "Mapped", own: Evidence, settled: Sequence["Mapped"]) -> list[tuple[str, float]]:
    """Names under a heading nobody knows: a person right beside a mail or phone column, an organisation."""
    if own.share("long") > 0.1 or own.share("number") > 0.1:
        return []
    reached = any(map(_reaches, near(settled, each.at, 2)))
    named = (
        min(own.share("person"), share_of(CAPITALS, own)) > 0.8
        and own.share("company") < 0.1
        and own.share("product") < 0.2
        and towns(own) < 0.7
    )
    kinds = own.share("organisation_type") if towns(own) <= 0.3 else 0.0
    return ([("contact_name", 0.6)] if named and reached and own.share("organisation_type") < 0.2 else []) + (
        [("organisation", 0.6)] if kinds > 0.5 else []
    )


def _reaches(each: "Mapped") -> bool:
    """Whether a column surely says how somebody is reached."""
    return each.role in REACHED and each.confidence >= SURE


def _nowhere_else(own: Evidence) -> list[tuple[str, float]]:
    """Towns under a heading nobody knows, for tables where no other column has any."""
    if own.share("long") > 0.1 or own.share("company") > 0.1:
        return []
    return [("town", 0.6)] if len(own.values) > 2 and towns(own) >= 0.8 else []


def _phones(own: Evidence) -> float:
    certain = max(share_of(CERTAIN_PHONE, own), share_of(GROUPED_PHONE, own))
    return own.share("phone") if certain > 0.8 and own.share("date") < 0.2 else 0.0


def _likely(own: Evidence, fields: set[str]) -> list[tuple[str, float]]:
    """Readings that are only believed where there is no heading to say otherwise."""
    if own.share("long") > 0.5:
        return [("quote", 0.55)]
    found = [
        ("website", 0.75 * own.share("url")),
        ("street", 0.7 * max(own.share("street"), 0.9 * own.share("ends_in_number"))),
        ("received_at", 0.6 * own.share("date") * (1 - own.share("phone"))),
        ("process", 0.65 * own.share("process")),
        ("postcode", 0.65 * _postcodes(own)),
        ("town", 0.7 * towns(own)),
    ]
    if max(own.share("person"), own.share("addressed")) > 0.7 and own.share("company") < 0.1 and towns(own) < 0.4:
        found.append(("contact_name", 0.56))
    if own.share("quantity") > 0.9 > own.share("number") and own.share("date") < 0.2 and not _phones(own):
        found.append(("quantity", 0.58))
    if own.share("number") > 0.9 and "product" in fields and not _postcodes(own):
        found.append(("quantity", 0.58))
    return found


def _postcodes(own: Evidence) -> float:
    lengths = [len(text) for text in own.values]
    usual = max(set(lengths), key=lengths.count)
    same = lengths.count(usual) / len(lengths)
    return own.share("postcode") if usual in (4, 5, 6, 7) and same > 0.9 else 0.0


def towns(own: Evidence) -> float:
    """The share of the values that are towns; 0 for columns of numbers or of people."""
    names = [text for text in own.values if len(text) < 40 and not any(letter.isdigit() for letter in text)][
        :TOWN_SAMPLE
    ]
    if not names or len(names) < 0.7 * min(len(own.values), TOWN_SAMPLE) or own.share("addressed") > 0.5:
        return 0.0
    return sum(map(_is_town, names)) / len(names)


def _is_town(name: str) -> bool:
    """Whether a text is a town's name; what looks like a person's must be it entirely: "Giulia Rossi" is not Rossi."""
    place = locate(town=name)
    whole = not TESTS["person"](name) or set(fold(name).split()) <= set(fold(place.name).split())
    return place.precision == "town" and whole


def share_of(pattern: re.Pattern[str], evidence: Evidence) -> float:
    """The share of the sampled values that the pattern matches from their start."""
    return sum(1 for text in evidence.values if pattern.match(text)) / max(len(evidence.values), 1)
