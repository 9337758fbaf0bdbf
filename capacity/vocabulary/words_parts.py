"""Parts and the things they are for: "Ventile für Beatmungsgeräte", "snorkel mask adapters", "Visierfolie".

Each is one product, the part. Which product a part of a thing is stands in data/reference/words/part_of.csv, the words
for parts in part.csv; a code with "+" may stand behind the thing's name as well. Leaves out parts on their own.
"""

import functools
import itertools
import re
from bisect import bisect_left

from capacity.vocabulary.words_matcher import Hit, grammar, lexicon, rows

_WORDS = r"(?:(?!{not_}\s)(?:[^\W\d][\w'’/-]*|\d[\d.,]*\s?{size})\s+){{0,{most}}}?"
_BETWEEN = _WORDS.format(not_=grammar("with"), size=grammar("size_unit"), most=2)
_FOR = re.compile(rf"\s*\)?\s*{_BETWEEN}{grammar('for')}\s+{_BETWEEN}[\"']?")
_OF = re.compile(rf"\s*\)?\s*(?:{grammar('of')}\s*){{1,2}}(?:l[ae]s?\s|los\s)?")
_PURPOSE = re.compile(rf"\s*\)?\s*{grammar('purpose')}\s+{_BETWEEN}")
_WITH = re.compile(rf"(?<!\w)(?:{grammar('equipped')}|{grammar('without')})\s+(?:[^\W\d]+\s+)?$")
_FAR = 70
_SAME = re.compile(r"[ /-]{0,2}")
_EQUIPPED = re.compile(rf"[^;\n]{{0,80}}\s{grammar('equipped')}\s+(?:[^\W\d]+\s+)?")
_LISTED = re.compile(rf"[ /-]{{0,2}}|[ -]*(?:{grammar('and')}|/)\s+")
_PROTECTED = {"service": re.compile(rf"\s*(?:{grammar('of')}\s*|{grammar('for')}\s+)?")}


@functools.cache
def _results() -> dict[tuple[str, str], str]:
    return {(row["part"], row["whole"]): row["result"] for row in rows("part_of")}


def wholes(code: str) -> tuple[str, ...]:
    """The names under which part_of.csv may list a product, the most precise first."""
    code = code.split("|")[0]
    if code in ("ventilator?", "mask_ffp?"):
        return ("ventilator",)
    plain = code.rstrip("?")
    return (plain, "mask" if plain.startswith("mask") else plain.split("_")[0], "")


def result_of(part: str, whole: str) -> str:
    """The product that a kind of part is for a whole, "" where the whole stays what it is."""
    found = _results()
    return next((found[part, name] for name in wholes(whole) if (part, name) in found), found.get((part, ""), ""))


def settle_parts(hits: list[Hit], folded: str) -> list[Hit]:
    """The products of a text with each part and the thing it is for made one product, the part."""
    parts = lexicon("part").hits(folded)
    starts = [part.start for part in parts]
    kept: list[Hit] = []
    gone, kin = len(folded), ""
    for hit, following in itertools.zip_longest(hits, hits[1:]):
        same = _LISTED if _kin(hit) == kin else _SAME
        if gone <= hit.start and same.fullmatch(folded, gone, hit.start):
            gone = hit.end
            continue
        whole = hit.code.rstrip("?") not in ("material", "other")
        near = parts[bisect_left(starts, hit.start - _FAR) : bisect_left(starts, hit.end + 2)] if whole else []
        found = next((part for part in near if _joined(part, hit, folded)), None)
        result = result_of(_kind(found), _whole(hit, following, folded)) if found else ""
        if found and result:
            begin = min(found.start, hit.start)
            kept = [other for other in kept if other.end <= begin]
            kept.append(Hit(result, begin, max(found.end, hit.end)))
            gone, kin = hit.end, _kin(hit) if found.end <= hit.start else ""
        elif kept and (hit.start < kept[-1].end or _comes_with(kept[-1], hit, folded)):
            continue
        elif kept and _is_purpose(kept, hit, folded):
            gone, kin = hit.end, _kin(hit)
        else:
            kept.append(hit)
    return kept


def _kin(hit: Hit) -> str:
    """The general product that a hit belongs to: "mask" for any mask."""
    names = [name for name in wholes(hit.code) if name]
    return names[-1]


def _whole(hit: Hit, following: Hit | None, folded: str) -> str:
    """The code of a thing; what stands right behind may say it better: "respirátory FFP2"."""
    named = following and following.code.startswith("mask") and _SAME.fullmatch(folded, hit.end, following.start)
    return following.code if following and named else hit.code


def _kind(part: Hit) -> str:
    return part.code.split("|")[0].rstrip("+")


def _joined(part: Hit, hit: Hit, folded: str) -> bool:
    """Whether a part belongs to a thing: in one word with it, right behind it, or before it with "for" or "of"."""
    if hit.spelt <= part.start < hit.end:
        return part.start - hit.spelt <= 2
    if hit.end <= part.start:
        gap = folded[hit.end : part.start]
        return gap == "-" or (gap == " " and "+" in part.code)
    if part.end > hit.start:
        return False
    gap = folded[part.end : hit.start]
    if gap == " " and _kind(part) == "fitting" and wholes(hit.code)[0] == "ventilator":
        return not _is_with(part, folded)
    exact = _PROTECTED.get(_kind(part))
    linked = (
        exact.fullmatch(gap) if exact else _FOR.fullmatch(gap) or (_kind(part) != "container" and _OF.fullmatch(gap))
    )
    return bool(linked) and not _is_with(part, folded)


def _is_with(part: Hit, folded: str) -> bool:
    """Whether a part is what something comes with: "Maske mit Ventil"."""
    return bool(_WITH.search(folded, max(0, part.start - _FAR), part.start))


@functools.cache
def _accessories() -> set[tuple[str, str]]:
    return {(row["product"], row["accessory"]) for row in rows("accessory")}


def _comes_with(before: Hit, hit: Hit, folded: str) -> bool:
    """Whether a product is only what the one before it comes with: "Overall mit Kapuze"."""
    pair = (before.code.split("|")[0].rstrip("?"), hit.code.split("|")[0].rstrip("?"))
    return pair in _accessories() and bool(_EQUIPPED.fullmatch(folded[before.end : hit.start]))


def _is_purpose(kept: list[Hit], hit: Hit, folded: str) -> bool:
    """Whether a product is what the one before it is for, which may become a part: "Ohrenschoner für Masken"."""
    before = kept[-1]
    gap = folded[before.end : hit.start]
    if before.code.startswith(("mask", "ventilator?")) and hit.code.startswith("mask_ffp"):
        return False
    if len(gap) > 40 or not (_PURPOSE.fullmatch(gap) or (before.code == "material?" and _FOR.fullmatch(gap))):
        return False
    if before.code == "material?":
        kept[-1] = before._replace(code="material")
    elif result := result_of(_kin(before), hit.code):
        kept[-1] = before._replace(code=result)
    return True
