"""Digits and words of a sentence that belong to a name: "Form 3", "FFP2", "Ultimaker S5", the material PET.

Leaves out other things that are no quantity (disguise).
"""

import re

from capacity.quantities.disguise import COVER
from capacity.quantities.numeral_words import meanings
from capacity.vocabulary.words_matcher import Hit, grammar, lexicon

GENERAL = ("machine:?", "machine:additive")
_CAPITALS = re.compile(r"(?<!\w)[A-Z]{2,4}(?!\w)")
_NOT_BEFORE = grammar("model_not_before")
MODEL = re.compile(
    rf"(?:[ -]?(?:\d{{3,4}}(?!{grammar('machine_count')}(?!\w)|x)[a-z]{{1,3}}(?!\w)|"
    r"\d{1,2}[blsv]\+?(?!\w)|i\d\w*|mk ?\d\w*\+?|(?!x ?\d)[a-z]{1,2}-?\d+\w*\+?"
    rf"|\d{{1,4}}\+?(?: ?{grammar('model_word')})?\+?(?![\d.,])(?!\s*{_NOT_BEFORE}(?!\w))"
    r"|pro|plus|mini|max|xl|s\d))+\b\+?"
)


def hide_names(covered: str, named: list[Hit]) -> str:
    """The digits in names hidden: "Form 3", "FFP2", "Ultimaker S5"."""
    for hit in named:
        end = hit.end
        model = MODEL.match(covered, end) if hit.code.startswith("machine:") else None
        if model and not (hit.code.split("|")[0] in GENERAL and covered.startswith("/", model.end())):
            end = model.end()
        word = re.sub(r"\d", COVER, covered[hit.start : end])
        covered = covered[: hit.start] + word + covered[end:]
    return covered


def hide_materials(covered: str, text: str) -> str:
    """The abbreviations of materials hidden that are a numeral in small letters: PET is five in Czech."""
    for match in _CAPITALS.finditer(text) if len(text) == len(covered) else ():
        word = covered[match.start() : match.end()]
        if meanings(word) and lexicon("material").at(word, 0):
            covered = covered[: match.start()] + COVER * len(word) + covered[match.end() :]
    return covered
