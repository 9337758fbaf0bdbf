"""Numbers written in words, in German, English, French, Italian, Spanish, Dutch, Polish, Portuguese and Czech.

The words are data (data/reference/words/numeral.csv); a code "x1000" multiplies what stands before it. Compounds such
as "zweitausendfünfhundert" are taken apart. Leaves out ordinals.
"""

import functools
import re
from dataclasses import dataclass

from capacity.vocabulary.words_matcher import fold, rows

_AND = {"und", "and", "et", "y", "e", "en", "i", "a", "ed", "of", "de", "d"}
_GLUE = ("", "und", "en", "e", "a", "i")
_TOKEN = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Numeral:
    """A number in words and where it stands; weak where the word may mean something else ("six", "once", "un")."""

    value: float
    start: int
    end: int
    weak: bool


@functools.cache
def _pieces() -> dict[str, tuple[float, bool]]:
    """Word → value, and whether it multiplies what stands before."""
    pieces: dict[str, tuple[float, bool]] = {}
    for row in rows("numeral"):
        value = float(row["code"].removeprefix("x"))
        for word in row["words"].split("|"):
            pieces.setdefault(fold(word), (value, row["code"].startswith("x")))
    return pieces


@functools.cache
def _longest() -> int:
    return max(map(len, _pieces()))


@functools.lru_cache(maxsize=20_000)
def _take_apart(token: str) -> tuple[tuple[float, bool], ...]:
    """The pieces of one word; empty where the word is no number."""
    if token in _pieces():
        return (_pieces()[token],)
    return _split(token, 0) if len(token) > 5 else ()


def _split(token: str, start: int) -> tuple[tuple[float, bool], ...]:
    """The pieces of a compound from `start` to its end, the longest piece first; empty where it has none."""
    for end in range(min(len(token), start + _longest()), start + 2, -1):
        piece = _pieces().get(token[start:end])
        if piece is None:
            continue
        if end == len(token):
            return (piece,)
        for glue in _GLUE:
            if token.startswith(glue, end) and (rest := _split(token, end + len(glue))):
                return (piece, *rest)
    return ()


def _total(pieces: list[tuple[float, bool]]) -> float:
    """The value of pieces in their order: "deux", "cent", "mille" → 200,000."""
    total = current = 0.0
    for value, multiplies in pieces:
        if value == 20 and current % 100 == 4:
            current += 76
        elif not multiplies:
            current += value
        elif value < 1000:
            current = (current or 1) * value
        elif total and value > total:
            total, current = (total + current) * value, 0.0
        else:
            total, current = total + (current or 1) * value, 0.0
    return total + current


def find_numerals(folded: str) -> list[Numeral]:
    """Every number in words of a folded text, from left to right."""
    found: list[Numeral] = []
    run: list[re.Match[str]] = []
    pieces: list[tuple[float, bool]] = []
    pending: list[re.Match[str]] = []
    for token in _TOKEN.finditer(folded):
        parts = _take_apart(token[0])
        near = not run or folded[(pending or run)[-1].end() : token.start()] in (" ", "-", "")
        if parts and near and not (run and not pending and _clash(pieces[-1], parts[0])):
            run.append(token)
            pieces.extend(parts)
            pending = []
        elif run and not pending and near and token[0] in _AND:
            pending = [token]
        else:
            _close(found, run, pieces)
            run, pieces, pending = ([token], list(parts), []) if parts else ([], [], [])
    _close(found, run, pieces)
    return found


def _clash(last: tuple[float, bool], following: tuple[float, bool]) -> bool:
    """Whether two words side by side are two numbers: "drei vier"."""
    french = (last[0] == 4 and following[0] == 20) or (last[0] == 10 and following[0] in (7, 8, 9))
    return not last[1] and not following[1] and last[0] < 20 and not french


def _close(found: list[Numeral], run: list[re.Match[str]], pieces: list[tuple[float, bool]]) -> None:
    if run:
        value = _total(pieces)
        weak = len(run) == 1 and (value <= 20 or len(run[0][0]) <= 4 or value >= 1e6)
        found.append(Numeral(value, run[0].start(), run[-1].end(), weak))


def read_numeral(folded: str) -> float | None:
    """The number that a folded text is, in words and nothing else; None otherwise."""
    folded = folded.removeprefix("a ").removeprefix("an ")
    numerals = find_numerals(folded)
    whole = len(numerals) == 1 and (numerals[0].start, numerals[0].end) == (0, len(folded.rstrip(". ")))
    return numerals[0].value if whole else None


_SCALES = re.compile(r"\s*([^\W\d_]+)\b\.?")
_SMALL_SCALES = {
    "hundert",
    "hundred",
    "honderd",
    "centaines",
    "dutzend",
    "dozen",
    "douzaines",
    "dozzine",
    "docenas",
    "dozijn",
    "tuzinow",
    "duzias",
    "tuctu",
    "dtzd",
}


def scale_word(folded: str, position: int) -> tuple[float, int] | None:
    """A word behind digits that multiplies them ("Tsd.", "Mio.", "k", "mila", "dozen"): its value and its end."""
    match = _SCALES.match(folded, position)
    if not match:
        return None
    value, multiplies = _pieces().get(match[1], (0.0, False))
    good = multiplies and (value >= 1000 or match[1] in _SMALL_SCALES)
    return (value, match.end()) if good else None


def scale_of(folded: str) -> float | None:
    """The value of a text that is such a word and nothing else."""
    found = scale_word(folded, 0)
    return found[0] if found and found[1] >= len(folded.rstrip()) else None
