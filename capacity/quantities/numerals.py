"""Numbers written in words, in German, English, French, Italian, Spanish, Dutch, Polish, Portuguese and Czech.

A run of words is one number as long as one language can say it: the words keep every language open that allows them.
Leaves out ordinals, and which words there are (numeral_words).
"""

import functools
import re
from dataclasses import dataclass

from capacity.quantities.numeral_sums import Sum, say
from capacity.quantities.numeral_words import (
    LANGUAGES,
    Piece,
    Pieces,
    begins_numeral,
    meanings,
    phrases,
    scales,
    whole_cells,
    words_of,
)
from capacity.vocabulary.words_matcher import grammar

_BETWEEN = re.compile(r"[ -]?|, ")
_LETTERS = re.compile(r"[^\W\d_]+")
_ABBREVIATED = ". "
MILLION = "ϻ"  # stands for the capital M of "3M", which a folded text could not tell from metres
_PIECES = re.compile(rf"\s*{grammar('scaled_pieces')}(?!\w)")
_OF_PIECES = {"t": 1000.0, "m": 1e6}  # "8 T Stk.", "0.5m pcs": neither tonnes nor metres are counted in pieces
_OF_GOODS = {"dz": 12.0, "dzn": 12.0}  # "12 dz masks" are dozens, Polish "20 dz." are a day's
_GOODS_BEHIND = re.compile(r"\.? (?!sz)[^\W\d]{3,}")
_SCALES = re.compile(r"\s*([^\W\d_]+)\b\.?")


@dataclass(frozen=True)
class Numeral:
    """A number in words and where it stands; weak where the word may mean something else ("six", "once", "un")."""

    value: float
    start: int
    end: int
    weak: bool


Token = tuple[int, int, str]


@dataclass
class _Run:
    """Words side by side that are one number in each language of `sums`; `pending` are an "and" or "of" behind them."""

    start: int
    end: int
    sums: dict[str, Sum]
    words: int = 1
    first: str = ""
    pending: str = ""
    reach: int = 0


@functools.cache
def _token() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{phrases()})(?!\w)|[^\W\d_]+")


def find_numerals(folded: str) -> list[Numeral]:
    """Every number in words of a folded text, from left to right."""
    if not any(map(begins_numeral, _LETTERS.findall(folded))):
        return []
    return _find(folded, [(match.start(), match.end(), match[0]) for match in _token().finditer(folded)], {})


def _find(folded: str, tokens: list[Token], digits: dict[int, float]) -> list[Numeral]:
    """Every number in the tokens of a text; `digits` are the values of tokens that are digits, by their start."""
    found: list[Numeral] = []
    run: _Run | None = None
    article: Token | None = None
    for token in tokens:
        said = _said(token, digits)
        if run and _join(run, token, said, folded):
            continue
        if run and _wait(run, token, folded):
            continue
        _close(found, run)
        run = _begin(token, said, article, folded)
        article = token if token[2] in words_of("article")["en"] else None
    _close(found, run)
    return found


def _said(token: Token, digits: dict[int, float]) -> dict[str, Pieces]:
    if token[0] in digits:
        return dict.fromkeys(LANGUAGES, (Piece(digits[token[0]]),))
    return meanings(token[2])


def _begin(token: Token, said: dict[str, Pieces], article: Token | None, folded: str) -> _Run | None:
    if not said:
        return None
    sums = {language: total for language, pieces in said.items() if (total := say(Sum(language), pieces, False))}
    if not sums:
        return None
    start, words = token[0], 1
    multiplies = "en" in sums and (said["en"][0].sign == "x" or said["en"][0].value in (0.5, 2))
    if article and multiplies and folded[article[1] : start] == " ":
        start, words, sums = article[0], 2, {"en": sums["en"]}
    return _Run(start, token[1], sums, words, first=token[2], reach=token[1])


def _join(run: _Run, token: Token, said: dict[str, Pieces], folded: str) -> bool:
    """Adds a word to a run where some language allows it."""
    gap = folded[run.reach : token[0]]
    if gap == _ABBREVIATED and folded[run.reach - 3 : run.reach] in scales():
        gap = " "
    if not said or not _BETWEEN.fullmatch(gap) or (gap == ", " and run.pending):
        return False
    sums: dict[str, Sum] = {}
    for language in run.sums.keys() & said.keys():
        if run.pending and not _links(run, said[language][0], language):
            continue
        before = run.sums[language]
        if gap == ", " and (before.group is not None or language not in ("en", "pt")):
            continue
        if following := say(before, said[language], bool(run.pending)):
            sums[language] = following
    if not sums:
        return False
    run.sums, run.end, run.reach, run.pending, run.words = sums, token[1], token[1], "", run.words + 1
    return True


def _links(run: _Run, following: Piece, language: str) -> bool:
    """Whether the waiting word may stand inside a number of this language: "and" anywhere, "of" before a scale."""
    if run.pending in words_of("and")[language]:
        return True
    return run.pending in words_of("of")[language] and following.sign == "x"


def _wait(run: _Run, token: Token, folded: str) -> bool:
    """Whether a word may stand between two parts of the run; it then waits for what follows."""
    known = any(token[2] in words_of(code)[language] for code in ("and", "of") for language in run.sums)
    if run.pending or not known or not _BETWEEN.fullmatch(folded[run.reach : token[0]]):
        return False
    run.pending, run.reach = token[2], token[1]
    return True


def _close(found: list[Numeral], run: _Run | None) -> None:
    if run:
        value = next(run.sums[language].value for language in LANGUAGES if language in run.sums)
        weak = run.words == 1 and (value <= 20 or len(run.first) <= 4 or value >= 1e6)
        found.append(Numeral(value, run.start, run.end, weak))


def read_numeral(folded: str, digits: dict[int, tuple[int, float]] | None = None) -> float | None:
    """The number that a folded text is, in words and nothing else; None otherwise.

    digits: parts of the text that are written in digits, start → end and value ("3 Mio. 500 Tsd.").
    """
    folded = folded.rstrip(". ")
    if folded in whole_cells():
        return whole_cells()[folded]
    if (pointed := _pointed(folded, digits or {})) is not None:
        return pointed
    numerals = _find(folded, _tokens(folded, digits or {}), {start: each[1] for start, each in (digits or {}).items()})
    if len(numerals) == 1 and not numerals[0].start and _is_of(folded[numerals[0].end :]):
        return numerals[0].value
    return _in_hundreds(numerals, folded)


def _is_of(rest: str) -> bool:
    """Whether nothing stands behind a number but an "of": "a dozen of"."""
    return not rest or (rest[0] == " " and any(rest.strip() in words for words in words_of("of").values()))


def _tokens(folded: str, digits: dict[int, tuple[int, float]]) -> list[Token]:
    found = [(start, end, folded[start:end]) for start, (end, _) in digits.items()]
    found += [(match.start(), match.end(), match[0]) for match in _token().finditer(folded)]
    return sorted(
        token for token in found if not any(s <= token[0] < e and token[1] > e for s, (e, _) in digits.items())
    )


def _in_hundreds(numerals: list[Numeral], folded: str) -> float | None:
    """ "one twenty two" is 122, and "one twenty" 120."""
    if len(numerals) != 2 or numerals[0].start or numerals[1].end != len(folded):
        return None
    first, second = numerals[0].value, numerals[1].value
    beside = folded[numerals[0].end : numerals[1].start] == " "
    english = all("en" in meanings(word) for word in re.findall(r"\w+", folded))
    return first * 100 + second if english and beside and 0 < first < 10 <= second < 100 else None


def _pointed(folded: str, digits: dict[int, tuple[int, float]]) -> float | None:
    """A number with its decimal mark in words: "zwei Komma fünf Millionen", "point 77"."""
    words = {word for language in LANGUAGES for word in words_of("point")[language]}
    match = re.fullmatch(rf"(?P<whole>.*?)\s*\b(?:{'|'.join(sorted(words))})\b\s*(?P<part>.+)", folded)
    if not match:
        return None
    whole = _whole_part(match["whole"])
    tokens = re.findall(r"[^\W_]+", match["part"])
    scale = 1.0
    while tokens and tokens[-1] in scales() and not tokens[-1].isdigit():
        scale *= scales()[tokens.pop()]
    part = _decimals(" ".join(tokens))
    return None if whole is None or not part else float(f"{whole:.0f}.{part}") * scale


def _whole_part(text: str) -> float | None:
    if not text or (text.isascii() and text.isdigit()):
        return float(text or 0)
    return read_numeral(text)


def _decimals(text: str) -> str:
    """The digits behind a decimal mark: "fünfzehn" → "15", "two five" → "25"."""
    if text.isascii() and text.replace(" ", "").isdigit():
        return text.replace(" ", "")
    found = find_numerals(text)
    if not found or found[-1].end != len(text):
        return ""
    return "".join(f"{numeral.value:.0f}" for numeral in found)


def scale_word(folded: str, position: int) -> tuple[float, int] | None:
    """A word behind digits that multiplies them ("Tsd.", "Mio.", "k", "mila", "dozen"): its value and its end."""
    match = _SCALES.match(folded, position)
    if not match:
        return None
    value = 1e6 if match[1] == MILLION else scales().get(match[1])
    if not value and len(match[1]) == 1 and _PIECES.match(folded, match.end()):
        value = _OF_PIECES.get(match[1])
    if not value and _GOODS_BEHIND.match(folded, match.end(1)):
        value = _OF_GOODS.get(match[1])
    return (value, match.end()) if value else None
