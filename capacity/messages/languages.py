"""The language of a text, told by its small words (data/reference/words/mail_language.csv).

Leaves out texts of a few words: they may be of any.
"""

import re
from collections import Counter
from functools import cache

from capacity.vocabulary.words_matcher import rows

WORD = re.compile(r"[^\W\d_]+")
FEWEST = 3  # small words that must be of the language
AHEAD = 1.15  # how many times those of the next


@cache
def _small() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in rows("mail_language"):
        for word in row["words"].split("|"):
            found.setdefault(word, []).append(row["code"])
    return {word: tuple(codes) for word, codes in found.items()}


def language_of(text: str) -> str:
    """The code of the text's language, "" where it is not certain."""
    counted: Counter[str] = Counter()
    for word in WORD.findall(text.lower()):
        codes = _small().get(word, ())
        for code in codes:
            counted[code] += 6 // len(codes)
    ranked = [*counted.most_common(2), ("", 0), ("", 0)]
    (best, count), (_, second) = ranked[0], ranked[1]
    return best if count >= 6 * FEWEST and count >= AHEAD * second else ""
