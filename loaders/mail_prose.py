"""What the sentences of a mail state: which of them offer or need something, and which belong together.

Leaves out what the words mean (capacity.messages) and how statements become offers (loaders.mail_offers).
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from capacity.messages import Understood
from capacity.messages.kinds import signs_in
from capacity.messages.sentences import Sentence
from capacity.messages.words import pattern, plain
from capacity.quantities import read_quantities
from capacity.vocabulary.words import read_words
from capacity.vocabulary.words_matcher import fold

AND = re.compile(r",(?!\d)\s*|\s+(?:und|sowie|and|et|e|y|en|oraz|i|a)\s+")
PURPOSE_CLAUSE = re.compile(r",\s+(?:die|das|der|welche|which|that|qui|que|che|die|który|které)\s.*$", re.S)
MATERIAL = "Rohmaterial: "  # put before the words of a gift that name a material only
MOST_STATEMENTS = 60
LONGEST_STATEMENT = 2_000  # letters


class Statement(NamedTuple):
    """Sentences that say one thing together, of one kind: offer or need."""

    line: int
    text: str
    kind: str


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
