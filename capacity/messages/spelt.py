"""The name of a firm in words, known by a mail address of its own: "Segelmacherei Muster" for segel-muster.example.

Leaves out which of several names counts (capacity.messages.writers).
"""

import re

from capacity.messages.contacts import FEWEST_LETTERS, SMALL, legal_form, letters_of, tidy
from capacity.vocabulary.words_matcher import fold

WORD = re.compile(r"[\w&'’-]+")
MOST_WORDS = 5
MOST_LETTERS = 10_000  # of a text; firms are named at its beginning
FEWEST_BEGUN = 3  # letters of a label's part that begin a word
JOINING = SMALL | {"du", "des", "und", "and", "et", "e", "i", "&", "am", "an", "im"}


def spelt(label: str, text: str) -> str:
    """The words of a text that a domain's label writes as one or begins to: with the legal form where one follows.

    One word alone is too little without a legal form: "Muster" may be a person.
    """
    if len(letters_of(label)) < FEWEST_LETTERS:
        return ""
    text = text[:MOST_LETTERS]
    words = list(WORD.finditer(text))
    for at, first in enumerate(words):
        if not (first[0][0].isupper() or first[0][0].isdigit()):
            continue
        for many, last in enumerate(words[at : at + MOST_WORDS], 1):
            span = [word[0] for word in words[at : at + many] if word[0] not in JOINING]
            if _is_label(label, span):
                whole = _with_form(text, first.start(), last.end())
                if len(span) > 1 or len(whole) > len(first[0]):
                    return tidy(whole)
    return ""


def _is_label(label: str, words: list[str]) -> bool:
    if letters_of("".join(words)) == letters_of(label):
        return True
    parts = [letters_of(part) for part in label.split("-")]
    begun = zip(words, parts, strict=False)
    return 1 < len(parts) == len(words) and all(
        len(part) >= FEWEST_BEGUN and word[0].isupper() and letters_of(word).startswith(part) for word, part in begun
    )


def _with_form(text: str, start: int, end: int) -> str:
    """A name up to the legal form that follows it, at most two words further."""
    rest = text[end : end + 40]
    folded = fold(rest)
    form = legal_form().search(folded) if len(folded) == len(rest) else None
    between = rest[: form.start()] if form else ""
    if form and re.fullmatch(r"\s+(?:[^\W\d_a-z][\w&-]*\s+){0,2}", between):
        return text[start : end + form.end()].removesuffix("." if "." not in form[0][:-1] else "")
    return text[start:end]
