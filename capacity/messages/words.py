"""The words by which the parts of a mail are told, from data/reference/words/mail.csv, ready for use.

Leaves out what they mean together (capacity.messages.layers, signatures, writers).
"""

import re
from functools import cache

from capacity.vocabulary.words_matcher import fold, rows

GAP = r"\s+(?:\S+\s+){0,6}?"
SPACES = re.compile(r"\s+")


@cache
def words(role: str) -> tuple[str, ...]:
    """The words of one role as they are written, in every language; a "*" at the end stands for any ending."""
    return tuple(word for row in rows("mail") if row["role"] == role for word in row["words"].split("|"))


@cache
def pattern(role: str) -> str:
    """The words of one role as a part of a regular expression for folded text, the longest first.

    A "*" at the end of a word stands for any ending, " ... " for up to six words between.
    """
    known = sorted({plain(word) for word in words(role)}, key=len, reverse=True)
    parts = (re.escape(word).replace(r"\*", r"[^\W\d_]*").replace(r"\ \.\.\.\ ", GAP) for word in known)
    return "(?:" + "|".join(parts).replace(r"\ ", r"\s+") + ")"


def plain(text: str) -> str:
    """A text as it is compared: folded, one blank between words, straight apostrophes."""
    return SPACES.sub(" ", fold(text.replace("’", "'"))).strip()
