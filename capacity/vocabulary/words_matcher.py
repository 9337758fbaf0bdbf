"""Finds the words of a list in a text: one compiled search for a whole list, whatever its length.

A list is a CSV file under data/reference/words with the columns code, language, words; words are separated by "|".
In a word a blank stands for a blank, a hyphen or nothing at all, "*" at its end for any ending, and "*" at its start
lets it begin inside a compound ("*maske" is in "Schutzmaske"). The longest word wins. Case and accents never count.
A row without a code names words to be passed over ("Maskenbildner"). What the words mean together is left out here.
"""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from capacity.reference import REFERENCE

_LIKE = {"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "’": "'", "‘": "'", "´": "'", "`": "'", "_": " ",
         "ł": "l", "ø": "o", "đ": "d", "ı": "i", "×": "x", "✕": "x", "•": ";", "·": ";", "„": '"', "“": '"', "”": '"'}


class _Folding(dict[int, str]):
    """Character to character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    lower = character.lower()
    if lower in _LIKE:
        return _LIKE[lower]
    if lower.isspace() and lower != "\n":
        return " "
    base, *marks = unicodedata.normalize("NFKD", lower) or [lower]
    if all(unicodedata.combining(mark) for mark in marks):
        return " " if unicodedata.combining(base) else base
    return lower if len(lower) == 1 else character


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in lower case without accents, underscores as blanks; every character keeps its place."""
    return text.translate(_FOLDING)


@dataclass(frozen=True)
class Hit:
    """A word found: its code, or several joined by "|", and where it stands (end exclusive)."""

    code: str
    start: int
    end: int


@dataclass
class _Node:
    children: dict[str, "_Node"] = field(default_factory=dict)
    code: int | None = None


_SEPARATOR, _ANYTHING = " ", "*"
_ATOMS = {_SEPARATOR: r"[\s\-/.,'’]{0,2}", _ANYTHING: r"\w*"}


class Lexicon:
    """A list of words ready to be searched for; `entries` are pairs of a code and a word in the notation above."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._codes: list[str] = []
        self._order: list[int] = []
        anywhere, at_start = _Node(), _Node()
        for code, word in entries:
            word = fold(word.strip())
            free = word.startswith("*") or not word[:1].isalnum()
            self._plant(anywhere if free else at_start, word.removeprefix("*"), code)
        parts = [rf"(?<![^\W\d]){_pattern(at_start, self._order)}" if at_start.children else "",
                 _pattern(anywhere, self._order) if anywhere.children else ""]
        self._search = re.compile("|".join(part for part in parts if part) or r"(?!)")

    def _plant(self, node: _Node, word: str, code: str) -> None:
        for atom in word:
            node = node.children.setdefault(atom, _Node())
        if node.code is None:
            node.code = len(self._codes)
            self._codes.append(code)
        elif code not in self._codes[node.code].split("|"):
            self._codes[node.code] += f"|{code}"

    def hits(self, folded: str) -> list[Hit]:
        """Every word found in an already folded text, from left to right, never overlapping."""
        found = []
        for match in self._search.finditer(folded):
            code = self._codes[self._order[(match.lastindex or 1) - 1]]
            if code:
                found.append(Hit(code, match.start(), match.end()))
        return found

    def at(self, folded: str, start: int) -> Hit | None:
        """The word that begins exactly here in an already folded text."""
        match = self._search.match(folded, start)
        code = self._codes[self._order[(match.lastindex or 1) - 1]] if match else ""
        return Hit(code, start, match.end()) if match and code else None

    def find(self, text: str) -> list[Hit]:
        """Every word found in a text as it was written."""
        return self.hits(fold(text))


def _pattern(node: _Node, order: list[int]) -> str:
    """The regular expression of a tree: longer words first; an empty group per word tells which one it was."""
    literal = ""
    while len(node.children) == 1 and node.code is None:
        (atom, node), = node.children.items()
        literal += _ATOMS.get(atom) or re.escape(atom)
    ranked = sorted(node.children.items(), key=lambda child: (child[0] == _ANYTHING, child[0] == _SEPARATOR))
    branches = [(_ATOMS.get(atom) or re.escape(atom)) + _pattern(child, order) for atom, child in ranked]
    if node.code is not None:
        order.append(node.code)
        branches.append(r"(?!\w)()")
    return literal + (branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})")


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/reference/words/<name>.csv."""
    with (REFERENCE / "words" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def entries(name: str, prefix: str = "") -> list[tuple[str, str]]:
    """Pairs of code and word of one list; with a prefix, to tell several lists apart in one search."""
    return [(f"{prefix}{row['code']}" if row["code"] else "", word)
            for row in rows(name) for word in row["words"].split("|") if word.strip()]


@functools.cache
def lexicon(*names: str) -> Lexicon:
    """The search for one list, or for several together with codes like "product:mask"."""
    if len(names) == 1:
        return Lexicon(entries(names[0]))
    return Lexicon([entry for name in names for entry in entries(name, f"{name}:")])
