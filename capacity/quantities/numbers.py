"""Numbers written in digits, in the spellings of many countries. Leaves out numbers in words (numerals) and units.

A point or comma is settled by what it can be: the last of two kinds is the decimal mark, a mark that comes twice
groups thousands, exactly three digits after a single mark are thousands unless the column says otherwise.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from capacity.quantities.numeral_words import words_of
from capacity.quantities.numerals import read_numeral, scale_word
from capacity.vocabulary.words_matcher import fold

GROUPED = r"\d{1,3}(?P<mark>[., '])\d{3}(?:(?P=mark)\d{3})*(?!\d)(?:[.,]\d+)?"
INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?"
PLAIN = r"\d+(?:[.,]\d+)?"
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 0.2, "⅛": 0.125}

_BRAND = r"(?!(?<=(?<![\d.,])3M)\s+(?!per\b|pro\b|par\b|pcs|pieces|units|St)\w)"
MILLIONS = re.compile(rf"(?<=\d)\s?M\b{_BRAND}")
SCALE_LETTERS = re.compile(r"(?<=\d)\s?(?:MM|[MGB])\b")

_WHOLE = re.compile(rf"(?:{INDIAN}|{GROUPED}|{PLAIN}|[.,]\d+)")
_IN_WORDS = re.compile(
    rf"(?P<fraction>\d*\s?[½¼¾⅓⅔⅕⅛]|(?:\d+ )?\d{{1,2}}/\d{{1,3}})|(?<![\w.,])(?:{INDIAN}|{GROUPED}|{PLAIN}|[.,]\d+)"
)
_EXPONENT = re.compile(r"(\d+(?:[.,]\d+)?)e([+-]?\d{1,2})|(?:(\d+(?:[.,]\d+)?)\s?[x*]\s?)?10\s?\^\s?([+-]?\d{1,2})")
_POWER = re.compile("(?<=10)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_SLAVIC_MILLION = re.compile(r"(?<=\d)\s?mil\.$")  # "mil" without a point is a thousand in Spanish and Portuguese
_ENDING = re.compile(r"(?<=\d)(?:-?er|\.|x| x)$")
_DECORATION = re.compile(
    r"^(?:(?:ca|circa|approx|env|eur|usd|gbp|chf|pln|czk|brl|kc|zl|fr|r\$|us\$)(?:\.|\b(?!\s?[^\W\d]{1,2}\b))|[~≈€$£¥+=>≥<≤])\s*"
    r"|\s*(?:eur|usd|gbp|chf|pln|czk|brl|kc|zl|kr|[€$£¥%‰+]|[.,](?:-{1,2}))$"
)
_MIXED = re.compile(r"(\d+)?\s*([½¼¾⅓⅔⅕⅛])|(?:(\d+) )?(\d{1,2})/(\d{1,3})")
_DECISIVE = re.compile(rf"[-+(]?\s*(?:{INDIAN}|{GROUPED}|{PLAIN})\s*[)%€$£-]?")


def value_of(digits: str, decimal: str = "") -> float:
    """The value of digits with their marks ("1.234,50" → 1234.5); `decimal` is the column's mark where it is known."""
    if digits.isdigit():
        return float(digits)
    text = digits.replace(" ", "").replace("'", "")
    grouped_otherwise = len(text) < len(digits)
    marks = [character for character in text if character in ".,"]
    if not marks:
        return float(text)
    if len(set(marks)) == 2 and marks.count(marks[-1]) == 1:
        mark = marks[-1]
    elif len(marks) > 1:
        mark = ""
    else:
        mark = marks[0] if grouped_otherwise or _is_decimal(text, marks[0], decimal) else ""
    whole, _, part = text.rpartition(mark) if mark else (text, "", "")
    return float(re.sub(r"[.,]", "", whole or "0") + (f".{part}" if part else ""))


def _is_decimal(text: str, mark: str, decimal: str) -> bool:
    """Whether the only mark of a number is a decimal mark."""
    before, after = text.split(mark)
    if len(after) != 3 or len(before) > 3 or not before or (before.startswith("0")):
        return True
    return mark == decimal


def read_number(text: str, decimal: str = "") -> float | None:
    """The number that a whole cell states, in digits or words of nine languages; None where it states none.

    `decimal` is "," or "." where the column's own values settled it (see `decimal_mark`).
    """
    if text.isascii() and text.isdigit():
        return float(text)
    folded = fold(SCALE_LETTERS.sub(_scale_letter, _western(text))).strip().strip('"').strip()
    while (bare := _DECORATION.sub("", folded).strip()) != folded:
        folded = bare
    signed = _signed().fullmatch(folded)
    value = _plain_value(
        (signed["lead"] or signed["trail"] or signed["brackets"] or folded) if signed else folded, decimal
    )
    return -value if value and signed else value


def _western(text: str) -> str:
    """Digits of any script as those of this one: "٣" → "3", "10³" → "10^3"."""
    if text.isascii():
        return text
    text = _POWER.sub(lambda match: "^" + unicodedata.normalize("NFKD", match[0]), text)
    return "".join(str(unicodedata.decimal(each)) if each.isdecimal() else each for each in text)


def _scale_letter(match: re.Match[str]) -> str:
    return {"M": " mio", "G": " mrd", "B": " mrd", "MM": " mio"}[match[0].strip()]


@functools.cache
def _signed() -> re.Pattern[str]:
    words = sorted({word for language in words_of("minus").values() for word in language}, key=len, reverse=True)
    return re.compile(rf"(?:-|(?:{'|'.join(words)})\s)\s*(?P<lead>.+)|(?P<trail>.*\d)\s*-|\((?P<brackets>.+)\)")


def _plain_value(folded: str, decimal: str) -> float | None:
    """The value of a folded text that is nothing but a number."""
    folded = _ENDING.sub("", _SLAVIC_MILLION.sub(" mio", folded.strip()))
    if _WHOLE.fullmatch(folded):
        return value_of(folded, decimal)
    if match := _EXPONENT.fullmatch(folded):
        return float((match[1] or match[3] or "1").replace(",", ".")) * 10.0 ** int(match[2] or match[4])
    if match := _MIXED.fullmatch(folded):
        return _mixed_value(match)
    digits = dict(_digits(folded, decimal))
    return read_numeral(folded, digits) if not digits or re.search(r"[^\W\d_]", folded) else None


def _digits(folded: str, decimal: str) -> Iterator[tuple[int, tuple[int, float]]]:
    """The parts of a text that are digits: start, end and value; before "Mio." a single mark is the decimal mark."""
    for match in _IN_WORDS.finditer(folded):
        if match["fraction"] and (mixed := _MIXED.fullmatch(match[0].strip())):
            value = _mixed_value(mixed)
        else:
            scaled = scale_word(folded, match.end()) is not None
            value = value_of(match[0], decimal or (scaled_mark(match[0]) if scaled else ""))
        if value is not None:
            yield match.start(), (match.end(), value)


def scaled_mark(digits: str) -> str:
    """Before a word such as "Mio." a single mark is the decimal mark: "1.234 Mio."."""
    marks = [character for character in digits if character in ".,"]
    return marks[0] if len(marks) == 1 else ""


def _mixed_value(match: re.Match[str]) -> float | None:
    """The value of a match of `_MIXED`: "2½", "1 1/2", "3/4"."""
    if match[2]:
        return float(match[1] or 0) + FRACTIONS[match[2]]
    if not int(match[5]):
        return None
    return float(match[3] or 0) + int(match[4]) / int(match[5])


def decimal_mark(values: Iterable[str]) -> str:
    """The decimal mark that a column's values prove: "," or ".", or "" where they prove none or both."""
    proofs = {",": 0, ".": 0}
    for value in set(values):
        folded = fold(value).strip()
        if _DECISIVE.fullmatch(folded) and (mark := _proof(re.sub(r"[^\d.,' ]", "", folded).strip())):
            proofs[mark] += 1
    comma, point = proofs[","], proofs["."]
    if comma > 20 * point:
        return ","
    return "." if point > 20 * comma else ""


def _proof(digits: str) -> str:
    """The decimal mark that one number proves, "" where it could be either."""
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return ""
    other = {",": ".", ".": ","}
    if len(marks) > 1:
        return marks[-1] if marks.count(marks[-1]) == 1 else other[marks[-1]]
    if " " in digits or "'" in digits:
        return marks[0]
    before, after = digits.split(marks[0])
    return marks[0] if len(after) != 3 or len(before) > 3 or before.startswith("0") or not before else ""
