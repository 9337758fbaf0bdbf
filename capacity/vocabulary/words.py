"""Products, processes, materials, machines and kinds of organisation in people's words.

The words are data (data/reference/words); what they mean together is settled here: the more specific wins, what is
negated does not count ("keine Masken"), a material for a product is a material ("Gummiband für Masken").
Leaves out quantities (capacity.quantities) and columns (loaders).
"""

import functools
import itertools
import re
from dataclasses import dataclass

from capacity.vocabulary.words_matcher import LONGEST_CELL, Hit, Lexicon, entries, fold, grammar, lexicon, rows
from capacity.vocabulary.words_parts import settle_parts

ADDITIVE = (
    "material_extrusion",
    "vat_photopolymerization",
    "powder_bed_fusion",
    "material_jetting",
    "binder_jetting",
    "directed_energy_deposition",
    "sheet_lamination",
)
_CLAUSE = re.compile(rf"[;\n|•]|,(?!\d)|/(?!\d)|\s{grammar('and')}\s")
_FOR = re.compile(rf"\s*(?:\w+\s){{0,2}}{grammar('for')}\s")
GENERAL = {
    "mask": ("mask_ffp1", "mask_ffp2", "mask_ffp3", "mask_ffp", "mask_reusable", "mask_medical", "mask_community"),
    "mask_ffp": ("mask_ffp1", "mask_ffp2", "mask_ffp3", "mask_reusable"),
    "disinfectant": ("disinfectant_hand", "disinfectant_surface"),
}
_BESIDE_MASKS = {"valve?": "", "ventilator?": "mask_ffp", "surgical?": "mask_medical"}
_CLASSES = {"mask_ffp1", "mask_ffp2", "mask_ffp3"}
_UNCLASSED = {"mask_medical", "mask_reusable"}
_DEFAULTS = {"surgical?": "", "valve?": "ventilator_part", "gloves?": "gloves_medical"}
_LAST = {"other", "material"}


@dataclass(frozen=True)
class Words:
    """What a text names: codes in the order of mention, the number of machines stated, the kind of organisation."""

    products: tuple[str, ...] = ()
    processes: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    machines: int | None = None
    organisation_type: str = ""


def read_words(text: str) -> Words:
    """Everything of the vocabulary that a cell or sentence names; nothing recognised gives empty fields."""
    text = text[:LONGEST_CELL]
    folded = fold(text)
    if not any(character.isalpha() for character in folded):
        return Words()
    made = _allowed(lexicon("machine", "process").hits(folded), folded)
    processes = _processes([hit.code.split("|")[0].partition(":")[2] for hit in made])
    materials = _distinct(_allowed(lexicon("material").hits(folded), folded))
    machines = _machines(text, folded) if made else None
    return Words(_products(folded, bool(processes)), processes, materials, machines, organisation_type(folded))


def _machines(text: str, folded: str) -> int | None:
    from capacity.quantities.machines import count_machines  # here: words alone must not wait for quantities
    from capacity.quantities.numerals import find_numerals

    return count_machines(text) if re.search(r"\d", folded) or find_numerals(folded) else None


def _distinct(hits: list[Hit]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for hit in hits for code in hit.code.split("|") if code))


def _processes(codes: list[str]) -> tuple[str, ...]:
    """Process codes once each; "additive" only where no process of 3D printing is named."""
    distinct = dict.fromkeys(code for code in codes if code != "?")
    if any(code in ADDITIVE for code in distinct):
        distinct.pop("additive", None)
    return tuple(distinct)


@functools.cache
def _negations(place: str) -> Lexicon:
    return Lexicon([entry for entry in entries("negation") if entry[0] == place])


_ADJECTIVES = re.compile(r"\s*(?:[^\W\d]+\s+){0,2}\W{0,2}")
_OF_WHICH = re.compile(rf"dont\s+(?:\d|{grammar('behind_dont')}(?!\w))")  # French, though it looks like "don't"
_LISTED = re.compile(rf"\s*{grammar('listed')}\s*(?:(?!{grammar('but')}\b)[^\W\d]+\s+){{0,1}}")
_REFUSED = re.compile(
    r"\s*(?:[:=-]\s*|\bsind\s+|\bist\s+|\bare\s+|\bis\s+|\()?\s*"
    rf"(?:{grammar('refused')}\b|{grammar('refused_at_end')}\b(?=\s*$|\s*[,;.]))"
)


def _allowed(hits: list[Hit], folded: str) -> list[Hit]:
    """The hits that are not negated."""
    negations = _negations("before").hits(folded) if hits else []
    negations = [negation for negation in negations if not _OF_WHICH.match(folded, negation.start)]
    kept: list[Hit] = []
    denied_until = -1
    for hit in hits:
        before = [negation for negation in negations if negation.end <= hit.start]
        direct = before and _ADJECTIVES.fullmatch(folded[before[-1].end : hit.start])
        listed = denied_until >= 0 and _LISTED.fullmatch(folded[denied_until : hit.start])
        if direct or listed:
            denied_until = hit.end
        elif not _REFUSED.match(folded, hit.end):
            kept.append(hit)
    return kept


def _products(folded: str, made: bool) -> tuple[str, ...]:
    """Product codes in the order of mention, refined by the words around, general ones dropped for specific ones."""
    hits = settle_parts(_allowed(lexicon("product").hits(folded), folded), folded)
    if not hits:
        return ()
    single = len({_family(hit.code) for hit in hits if hit.code not in ("material?", "other")}) == 1
    asked = [(hit.code, folded if single else _clause(hits, index, folded)) for index, hit in enumerate(hits)]
    masks = any(_family(hit.code) == "mask" for hit in hits)
    answers = {question: _refined(*question, masks) for question in dict.fromkeys(asked)}
    codes = [answers[question] for question in asked]
    codes = _one_mask(hits, codes, folded)
    return _settled(hits, codes, folded, made)


def _family(code: str) -> str:
    """The general product a code belongs to."""
    code = code.split("|")[0].rstrip("?")
    return "mask" if code.startswith("mask") else code.split("_")[0]


@functools.cache
def _refinements() -> dict[str, list[tuple[str, Lexicon]]]:
    """Product → results with the words that lead to them, the first that is found wins; "!" before a word passes it."""
    found: dict[str, list[tuple[str, Lexicon]]] = {}
    for row in rows("refinement"):
        words = Lexicon(
            [("" if word[0] == "!" else row["result"], word.lstrip("!")) for word in row["words"].split("|")]
        )
        found.setdefault(row["code"], []).append((row["result"], words))
    return found


def _refined(code: str, window: str, masks: bool) -> str:
    """One product refined by the words of its clause, or of the whole text where it names nothing else."""
    code = code.split("|")[0]
    if code in _BESIDE_MASKS and masks:
        return _BESIDE_MASKS[code]
    rules = _refinements().get(code)
    if not rules:
        return _default(code)
    scores = [(result, len(words.hits(window))) for result, words in rules]
    best = next((result for result, score in scores if score), "")
    return best or _default(code)


def _one_mask(hits: list[Hit], codes: list[str], folded: str) -> list[str]:
    """The codes with a mask that a class stands beside made the mask of that class: "Barbijo N95"."""
    settled = list(codes)
    for place, (before, after) in enumerate(itertools.pairwise(codes)):
        gap = folded[hits[place].end : hits[place + 1].start]
        listed = hits[place + 1].code.startswith("surgical?") or _CLAUSE.search(f"{gap} ")
        if len({before, after} & _CLASSES) == len({before, after} & _UNCLASSED) == 1 and not listed:
            settled[place if before in _UNCLASSED else place + 1] = after if before in _UNCLASSED else before
    return settled


def _default(code: str) -> str:
    return _DEFAULTS.get(code, code if code == "material?" else code.rstrip("?"))


def _clause(hits: list[Hit], index: int, folded: str) -> str:
    """The words around one product, up to its neighbours and the ends of its clause."""
    hit = hits[index]
    start = hits[index - 1].end if index else 0
    end = hits[index + 1].start if index + 1 < len(hits) else len(folded)
    for match in _CLAUSE.finditer(folded, start, hit.start):
        start = match.end()
    behind = _CLAUSE.search(folded, hit.end, end)
    return folded[start : behind.start() if behind else end]


def _settled(hits: list[Hit], codes: list[str], folded: str, made: bool) -> tuple[str, ...]:
    """The products of a text: materials for a product are materials, general codes give way to specific ones."""
    kept: list[str] = []
    purposes = False
    for hit, code in zip(hits, codes, strict=True):
        purpose = bool(code in ("material", "material?") and _FOR.match(folded, hit.end))
        code = "material" if purpose else "" if code == "material?" else code
        purposes = purposes or purpose or (code == "material" and hit.spelt < 0)
        kept += [code] if code else []
    distinct = dict.fromkeys(kept)
    for general, specific in GENERAL.items():
        if any(code in distinct for code in specific) and not _beside(general, hits, codes, folded):
            distinct.pop(general, None)
    for code in _LAST:
        others = [other for other in distinct if other not in _LAST]
        if (others or (code == "material" and made)) and not (purposes and code == "material"):
            distinct.pop(code, None)
    return tuple(distinct)


def _beside(general: str, hits: list[Hit], codes: list[str], folded: str) -> bool:
    """Whether masks are listed beside respirators whose class is not stated: two things, not one said twice."""
    named = {code for code in codes if code.startswith("mask")}
    if general != "mask" or named != {"mask", "mask_ffp"}:
        return False
    first, second = (hits[codes.index(code)] for code in ("mask", "mask_ffp"))
    return first.end < second.start and bool(_CLAUSE.search(folded, first.end - 1, second.start))


def organisation_type(folded: str) -> str:
    """The kind of organisation that a folded text names, "" where it names none; the first of the most telling."""
    hits = lexicon("organisation_type").hits(folded)
    if not hits:
        return ""
    ranked = sorted(hits, key=lambda hit: (_RANK.get(hit.code.split("|")[0], 0), hit.start))
    return ranked[0].code.split("|")[0]


_RANK = {
    "makerspace": 0,
    "maker_group": 2,
    "care": 1,
    "research": 1,
    "education": 1,
    "authority": 3,
    "association": 3,
    "company": 2,
    "private_person": 4,
    "unknown": 5,
}
