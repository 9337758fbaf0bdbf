"""Questions that many ask: which are alike, and the text block that answers them, with the guidance on their products.

Alike are questions on one topic about the same products, and those that say much the same in the same words. Leaves
out telling a topic from a text (capacity.messages) and who answers (register.inbox).
"""

import csv
import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

from capacity.folding import fold_words
from capacity.guidance import in_words
from capacity.reference import REFERENCE
from capacity.texts import say
from capacity.vocabulary.words import read_words

PATH = REFERENCE / "answers.csv"
ALIKE = 0.45  # share of weighed words that two questions have in common
STEM = 5  # letters of a word that count, whatever its ending
SHORTEST = 4
ASKING = re.compile(r"(?:[^.!?\n]|\n(?!\s*\n))*\?")  # a blank line ends a sentence, the end of a line does not
LONGEST = 5_000  # letters of a text that are compared


def groups(texts: Sequence[str], topics: Sequence[str]) -> list[int]:
    """For each question the number of its group, which is the place of the first that is like it."""
    about = [frozenset(products(text)) for text in texts]
    words = [_stems(asked(text)) for text in texts]
    spread = Counter(stem for each in words for stem in each)
    weight = {stem: math.log(1 + len(texts) / count) for stem, count in spread.items()}
    first: dict[tuple[str, frozenset[str]], int] = {}
    leaders: list[int] = []
    found: list[int] = []
    for at, (topic, own, said) in enumerate(zip(topics, about, words, strict=True)):
        key = (topic, own)
        same = first.get(key) if own else None
        if same is None:
            likely = ((_alike(said, words[each], weight), -each) for each in leaders if topics[each] == topic)
            share, place = max(likely, default=(0.0, 0))
            same = -place if share >= ALIKE else None
        if same is None:
            leaders.append(at)
            same = at
        if own:
            first.setdefault(key, same)
        found.append(same)
    return found


def asked(text: str) -> str:
    """The sentences of a text that ask something; all of it where none does."""
    return " ".join(each.strip() for each in ASKING.findall(text[:LONGEST])) or text[:LONGEST]


@lru_cache(maxsize=5_000)
def products(text: str) -> tuple[str, ...]:
    """The products that a question is about."""
    return read_words(asked(text)).products or read_words(text[:LONGEST]).products


@cache
def block(topic: str, language: str) -> str:
    """The text block on a topic; that of other questions where there is none."""
    with PATH.open(encoding="utf-8", newline="") as file:
        known = {row["topic"]: row[language] for row in csv.DictReader(file)}
    return known.get(topic, known["other"])


def reply(topic: str, about: Sequence[str], language: str) -> str:
    """A whole answer: greeting, the block on the topic, the guidance on the products, closing."""
    guided = in_words(list(about), language) if topic in ("standards", "certification") else ""
    parts = (say("answer.greeting", language), block(topic, language), guided, say("answer.closing", language))
    return "\n\n".join(part for part in parts if part)


@lru_cache(maxsize=5_000)
def _stems(text: str) -> frozenset[str]:
    return frozenset(each[:STEM] for each in fold_words(" ".join(re.findall(r"\w+", text))) if len(each) >= SHORTEST)


def _alike(one: frozenset[str], other: frozenset[str], weight: dict[str, float]) -> float:
    """The share of the words of both, each weighed by how few questions say it, that they have in common."""
    shared, every = (sum(weight[stem] for stem in stems) for stems in (one & other, one | other))
    return shared / every if every else 0.0
