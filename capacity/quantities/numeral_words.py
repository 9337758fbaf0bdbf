"""What a word can mean inside a number, in each of nine languages: data/reference/words/numeral.csv ready for use.

A code is a value ("5"), one that multiplies what stands before it ("x100"; "*1000" also behind digits: "5 Tsd."), one
that is added to a whole ("+0.5", "et demi"), one that only a whole cell may say ("=2", "a pair"), or the part a word
plays: "and", "of", "article", "point", "minus". Compounds such as "zweitausendfünfhundert" are taken apart.
Leaves out what words add up to (numerals).
"""

import functools
import re
from typing import NamedTuple

from capacity.vocabulary.words_matcher import fold, rows

LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "pt", "cs")
_PARTS = ("and", "of", "article", "point", "minus")
_GLUE = {"de": ("und",), "nl": ("en",), "es": ("y", "i"), "pt": ("e",), "cs": ("a", "i"), "it": ("e",), "fr": ("et",)}
_SHORTEST_COMPOUND = 6


class Piece(NamedTuple):
    """One word's part in a number. sign: "" a value, "x" multiplies, "+" is added to a whole; glued: "und" before it;
    inside: it stands inside a compound."""

    value: float
    sign: str = ""
    glued: bool = False
    inside: bool = False


Pieces = tuple[Piece, ...]


def _by_language(row: dict[str, str]) -> tuple[str, ...]:
    return (row["language"],) if row["language"] else LANGUAGES


@functools.cache
def words_of(code: str) -> dict[str, frozenset[str]]:
    """Language → the words with this code."""
    found: dict[str, frozenset[str]] = {language: frozenset() for language in LANGUAGES}
    for row in rows("numeral"):
        for language in _by_language(row) if row["code"] == code else ():
            found[language] |= {fold(word) for word in row["words"].split("|")}
    return found


@functools.cache
def _simple() -> dict[str, dict[str, Piece]]:
    """Language → word → piece."""
    found: dict[str, dict[str, Piece]] = {language: {} for language in LANGUAGES}
    for row in rows("numeral"):
        if row["code"] in _PARTS or row["code"].startswith("="):
            continue
        sign = row["code"][0] if row["code"][0] in "x*+" else ""
        piece = Piece(float(row["code"].lstrip("x*+")), "x" if sign == "*" else sign)
        for language in _by_language(row):
            for word in row["words"].split("|"):
                found[language].setdefault(fold(word), piece)
    return found


@functools.cache
def whole_cells() -> dict[str, float]:
    """What is a number only where nothing else stands in the cell: "a pair", "geen"."""
    return {
        fold(word): float(row["code"][1:])
        for row in reversed(rows("numeral"))
        if row["code"].startswith("=")
        for word in row["words"].split("|")
    }


@functools.cache
def scales() -> dict[str, float]:
    """The words that multiply digits in front of them: "Tsd.", "Mio.", "k", "dozen"."""
    marked = [row for row in reversed(rows("numeral")) if row["code"].startswith("*")]
    return {fold(word): float(row["code"][1:]) for row in marked for word in row["words"].split("|")}


@functools.cache
def phrases() -> str:
    """The pieces of several words ("and a half") as a pattern, the longest first."""
    found = {word for pieces in _simple().values() for word in pieces if " " in word}
    return "|".join(re.escape(word) for word in sorted(found, key=len, reverse=True))


@functools.lru_cache(maxsize=100_000)
def meanings(token: str) -> dict[str, Pieces]:
    """Language → what a folded word says in numbers; empty for most words."""
    found: dict[str, Pieces] = {}
    for language, simple in _simple().items():
        if piece := simple.get(token):
            found[language] = (piece,)
        elif len(token) >= _SHORTEST_COMPOUND and (pieces := _split(token, 0, language)):
            found[language] = pieces
    return found


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(word.partition(" ")[0] for pieces in _simple().values() for word in pieces if " " in word)


@functools.lru_cache(maxsize=100_000)
def begins_numeral(word: str) -> bool:
    """Whether a folded word is a number or the first word of one of several words ("and a half")."""
    return bool(meanings(word)) or word in _first_words()


@functools.cache
def _longest() -> int:
    return max(len(word) for pieces in _simple().values() for word in pieces)


def _split(token: str, start: int, language: str, glued: bool = False) -> Pieces:
    """The pieces of a compound from `start` to its end, the longest first; empty where it has none."""
    simple = _simple()[language]
    for end in range(min(len(token), start + _longest()), start + 1, -1):
        piece = simple.get(token[start:end])
        if piece is None:
            continue
        piece = Piece(piece.value, piece.sign, glued, True)
        if end == len(token):
            return (piece,)
        for glue in ("", *_GLUE.get(language, ())):
            if token.startswith(glue, end) and (rest := _split(token, end + len(glue), language, bool(glue))):
                return (piece, *rest)
    return ()
