"""Finds the words of a list in a text; every word of the text is looked up once, however long the list.

A list is a CSV file under data/reference/words with the columns code, language, words; words are separated by "|".
In a word a blank stands for a blank, a hyphen or nothing at all, "*" at its end for any ending, and "*" at its start
lets it begin inside a compound ("*maske" is in "Schutzmaske"). A phrase wins over a word, the longer word over the
shorter. Case and accents never count.
A row without a code names words to be passed over ("Maskenbildner"). What the words mean together is left out here.
"""

import bisect
import csv
import functools
import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from capacity.reference import REFERENCE

LONGEST_WORD = 80  # letters of a word that a list spells out
LONGEST_PHRASE = 12  # words
LONGEST_CELL = 32_767  # characters a worksheet's cell can hold; what a text says beyond them is left alone
_LIKE = (
    dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys("’‘´`", "'")
    | dict.fromkeys("„“”", '"')
    | dict.fromkeys("•·", ";")
    | dict.fromkeys("×✕", "x")
    | {"_": " ", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "ς": "σ"}
)


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
    base, *marks = list(unicodedata.normalize("NFKD", lower)) or [lower]
    if all(unicodedata.combining(mark) for mark in marks):
        return " " if unicodedata.combining(base) else base if base == character else _fold_character(base)
    return lower if len(lower) == 1 else character


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text in lower case without accents, underscores as blanks; every character keeps its place."""
    return text.translate(_FOLDING)


class Hit(NamedTuple):
    """A word found: its code, or several joined by "|", and where it stands (end exclusive).

    `spelt` is where the letters end that the list spells: behind "mask" in "maskenhalter" found by "mask*".
    """

    code: str
    start: int
    end: int
    spelt: int = -1


_TOKEN = re.compile(r"[^\W_]+")
_PART = re.compile(r"[^\W_*]*\*?[^\W_*]*\*?")
_GAP = re.compile(r"[\s\-/.,'+]{0,3}")
Token = tuple[int, int, str]


@functools.lru_cache(maxsize=256)
def _tokens(folded: str) -> tuple[Token, ...]:
    """The words of a folded text: start, end and letters."""
    return tuple([(*match.span(), match[0]) for match in _TOKEN.finditer(folded)])


class _Word(NamedTuple):
    """One word of a list: its parts in the notation above, its code, and what must stand before it ("/" in "/ tag")."""

    code: str
    parts: tuple[str, ...]
    lead: str
    second: str = ""

    @property
    def weight(self) -> int:
        """How much it says: letters, less where it leaves letters open."""
        return sum(len(part) - 3 * part.count("*") for part in self.parts)


def _fits(part: str, token: str) -> int:
    """Where in a token a part begins; -1 where it does not fit. "*" stands for any letters."""
    core = part.strip("*")
    if "*" in core:
        head, _, tail = core.partition("*")
        return 0 if token.startswith(head) and tail in token[len(head) :] else -1
    if part.startswith("*"):
        return token.find(core) if part.endswith("*") else (len(token) - len(core) if token.endswith(core) else -1)
    if part.endswith("*"):
        return 0 if token.startswith(core) else -1
    return 0 if token == core else -1


class Lexicon:
    """A list of words ready to be searched for; `entries` are pairs of a code and a word in the notation above."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        merged: dict[tuple[tuple[str, ...], str], str] = {}
        for code, word in entries:
            for parts, lead in _spellings(fold(word.strip())):
                known = merged.get((parts, lead))
                codes = code if known is None else known if code in known.split("|") else f"{known}|{code}"
                merged[parts, lead] = codes
        self._exact: dict[str, list[_Word]] = {}
        self._starts: dict[str, list[_Word]] = {}
        self._ends: dict[str, list[_Word]] = {}
        self._within: list[tuple[str, _Word]] = []
        for (parts, lead), code in merged.items():
            self._shelve(_Word(code, parts, lead, parts[1].partition("*")[0] if len(parts) > 1 else ""))
        self._known: dict[str, list[tuple[int, _Word]]] = {}
        self._silent: set[str] = set()  # words that begin nothing: most words of a text
        self._paired: dict[tuple[str, str], list[tuple[int, _Word]]] = {}

    def _shelve(self, word: _Word) -> None:
        """Puts a word where its first part will be looked up."""
        first = word.parts[0]
        if "*" not in first:
            self._exact.setdefault(first, []).append(word)
            return
        core = first.strip("*")
        if "*" in core:
            self._starts.setdefault(core.partition("*")[0], []).append(word)
        elif first.startswith("*") and first.endswith("*"):
            self._within.append((core, word))
        else:
            (self._ends if first.startswith("*") else self._starts).setdefault(core, []).append(word)

    def _candidates(self, token: str) -> list[tuple[int, _Word]]:
        """The words whose first part fits a token, with the place in the token, the best first; worked out once."""
        known = self._known.get(token)
        if known is None:
            if len(self._known) > 200_000:
                self._known.clear()
                self._silent.clear()
            known = self._known[token] = self._look_up(token)
            if not known:
                self._silent.add(token)
        return known

    def _pairs(self, token: str, following: str) -> list[tuple[int, _Word]]:
        """Of those words the ones that the token behind allows: of all that begin with "pro" only "pro tag"."""
        known = self._paired.get((token, following))
        if known is None:
            if len(self._paired) > 200_000:
                self._paired.clear()
            fitting = [each for each in self._candidates(token) if following.startswith(each[1].second)]
            known = self._paired[token, following] = fitting
        return known

    def _look_up(self, token: str) -> list[tuple[int, _Word]]:
        found = list(self._exact.get(token, ()))
        for length in range(1, min(len(token), LONGEST_WORD) + 1):
            found += self._starts.get(token[:length], ())
            found += self._ends.get(token[-length:], ())
        found += [word for core, word in self._within if core in token]
        places = [(place, word) for word in found if (place := _fits(word.parts[0], token)) >= 0]
        if token[0].isdigit() and not token.isdigit():
            digits = next(place for place, letter in enumerate(token) if not letter.isdigit())
            places += [(place + digits, word) for place, word in self._candidates(token[digits:])]
        return sorted(places, key=lambda placed: (-len(placed[1].parts), placed[0], -placed[1].weight))

    def hits(self, folded: str) -> list[Hit]:
        """Every word found in an already folded text, from left to right, never overlapping."""
        tokens = _tokens(folded)
        found: list[Hit] = []
        silent, paired = self._silent, self._paired.get
        free, last = 0, len(tokens) - 1
        for index in [index for index, token in enumerate(tokens) if token[2] not in silent]:
            following = tokens[index + 1][2] if index < last else ""
            if index < free or paired((tokens[index][2], following)) == []:
                continue
            count, hit = self._first(folded, tokens, index)
            if hit and hit.code:
                found.append(hit)
            free = index + count
        return found

    def _first(self, folded: str, tokens: Sequence[Token], index: int) -> tuple[int, Hit | None]:
        """The best word that begins in a token, and how many tokens it takes; 1 and None where there is none."""
        start, _, letters = tokens[index]
        following = tokens[index + 1][2] if index + 1 < len(tokens) else ""
        for place, word in self._pairs(letters, following):
            count = len(word.parts)
            if count > 1 and not _follows(folded, tokens, index, word.parts):
                continue
            if word.lead and folded[:start].rstrip(" ")[-1:] != word.lead:
                continue
            begin = start + place - (start - len(folded[:start].rstrip(" ")) + 1 if word.lead else 0)
            end = tokens[index + count - 1][1]
            return count, Hit(word.code, begin, end, _spelt(word, start + place, tokens[index + count - 1][0], end))
        return 1, None

    def at(self, folded: str, start: int) -> Hit | None:
        """The word that begins exactly here in an already folded text."""
        first = _TOKEN.match(folded, start)
        if not first or first[0] in self._silent:
            return None
        behind = _tokens(folded)
        following = bisect.bisect_left(behind, (first.end(), 0, ""))
        tokens = [(first.start(), first.end(), first[0]), *behind[following : following + LONGEST_PHRASE]]
        _, hit = self._first(folded, tokens, 0)
        return hit if hit and hit.code and hit.start == start else None

    def find(self, text: str) -> list[Hit]:
        """Every word found in a text as it was written."""
        return self.hits(fold(text))


def _spelt(word: _Word, begin: int, last: int, end: int) -> int:
    """Where the letters end that a word spells: it begins at `begin`, its last token is from `last` to `end`."""
    part = word.parts[-1]
    if not part.endswith("*") or "*" in part.strip("*"):
        return end
    return (begin if len(word.parts) == 1 else last) + len(part.strip("*"))


def _follows(folded: str, tokens: Sequence[Token], index: int, parts: tuple[str, ...]) -> bool:
    """Whether the further parts of a phrase follow the token that its first part fits."""
    if index + len(parts) > len(tokens):
        return False
    for offset in range(1, len(parts)):
        before, (start, _, letters) = tokens[index + offset - 1], tokens[index + offset]
        if start - before[1] > 3 or not _GAP.fullmatch(folded, before[1], start) or _fits(parts[offset], letters) != 0:
            return False
    return True


@functools.cache
def _spellings(word: str) -> list[tuple[tuple[str, ...], str]]:
    """The ways a word is written: its parts apart or run together, and the sign that must stand before it."""
    lead = word[0] if word[:1] in ("/", "<", ">") else ""
    parts = [part for part in _PART.findall(word) if part.strip("*")]
    if not parts:
        return []
    ways = [tuple(parts)]
    digits_meet = any(a[-1].isdigit() and b[0].isdigit() for a, b in itertools.pairwise(parts))
    if 1 < len(parts) < 4 and "." not in word and not digits_meet:
        ways.append(("".join(part.strip("*") for part in parts[:-1]) + parts[-1].lstrip("*"),))
        if len(parts) == 3 and "*" not in parts[0] + parts[1]:
            ways += [(parts[0] + parts[1], parts[2]), (parts[0], parts[1] + parts[2].lstrip("*"))]
    return [
        (way, lead)
        for way in ways
        if len(way) == len(parts) or len(way[0].strip("*")) > 3 or any(c.isdigit() for c in way[0])
    ]


@functools.cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of data/reference/words/<name>.csv."""
    with (REFERENCE / "words" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def entries(name: str, prefix: str = "") -> list[tuple[str, str]]:
    """Pairs of code and word of one list; with a prefix, to tell several lists apart in one search."""
    return [
        (f"{prefix}{row['code']}" if row["code"] else "", word)
        for row in rows(name)
        for word in row["words"].split("|")
        if word.strip()
    ]


@functools.cache
def lexicon(*names: str) -> Lexicon:
    """The search for one list, or for several together with codes like "product:mask"."""
    if len(names) == 1:
        return Lexicon(entries(names[0]))
    return Lexicon([entry for name in names for entry in entries(name, f"{name}:")])


@functools.cache
def grammar(code: str) -> str:
    """The words of one row of grammar.csv as a group of a regular expression, the longest first; "*" is any letters."""
    (row,) = (row for row in rows("grammar") if row["code"] == code)
    words = sorted({fold(word) for word in row["words"].split("|")}, key=len, reverse=True)
    escaped = (re.escape(word.removesuffix("*")) + r"\w*" * word.endswith("*") for word in words)
    return f"(?:{'|'.join(escaped)})"
