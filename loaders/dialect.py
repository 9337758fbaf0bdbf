"""Which delimiter, quote and escape character a text was written with, weighed over a sample of the whole text.

A candidate is believed by how evenly it cuts the rows and how much what it cuts looks like values. Leaves out cutting
itself (loaders.delimited).
"""

import csv
import re
from collections import Counter
from functools import lru_cache
from typing import NamedTuple

COMMON = (",", ";", "\t", "|")
PRIOR = {",": 1.0, ";": 1.0, "\t": 1.15, "|": 1.0, "\x01": 0.95, "\x1f": 0.95, "¦": 0.95, "^": 0.9, "~": 0.85}
PRIOR |= {" ": 0.75, "#": 0.6, "*": 0.6, "§": 0.6, "•": 0.6, ":": 0.5}
DOUBLED = ("|", ":", "~", "^", "#")  # signs that are written twice to be told from the same sign in a cell
JOINT = "\x1f"  # stands for a delimiter of two signs while the text is cut
QUOTES = ('"', "'")
SAMPLE = 60_000
SAMPLE_ROWS = 400
ONE_COLUMN = 0.3
ONE_VALUE = 0.6  # more for a column whose every line is one value by itself
WHOLE = ("date", "time", "moment", "address", "word")
GAP = 0.3
FEW = 0.35
UNEXPLAINED = 0.5
SEPARATOR_LINE = re.compile(r'^\ufeff?"?sep=(.)"?[;,\t]*\r?\n', re.I)


class Dialect(NamedTuple):
    """`delimiter` "" is a text of one column; `space` says that a blank after each delimiter belongs to it.

    A delimiter may be one sign twice ("||").
    """

    delimiter: str
    quote: str = ""
    escape: str = ""
    space: bool = False


KINDS = re.compile(
    r"""(?P<empty>\s*)
    |(?P<number>[-+(]?\s?(?:[€$£]\s?)?(?:\d{1,3}(?:[.,'\s\u00a0]\d{3})+|\d+)(?:[.,]\d+)?(?:[eE][-+]?\d+)?\s?(?:%|€|\$|£)?\)?-?)
    |(?P<fraction>[-+]?[.,]\d+)
    |(?P<date>\d{1,4}[-./]\d{1,2}[-./](?:\d{1,4})?|\d{1,2}[-.\s]?[A-Za-z]{3,9}[-.,\s]{0,2}(?:\d{2,4})?|[A-Z][a-z]{2,8}\s\d{1,2}(?:,?\s\d{4})?)
    |(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[aApP][mM])?)
    |(?P<moment>\d{1,4}[-./]\d{1,2}[-./]\d{1,4}[T\s]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[aApP][mM])?\s?(?:Z|UTC|[-+]\d{2}:?\d{2})?)
    |(?P<address>[\w.+-]+@[\w-]+\.[\w.-]+|(?:https?://|ftp://|www\.)\S+|\d{1,3}(?:\.\d{1,3}){3})
    |(?P<word>[^\W_][\w.&'’/+()-]*)
    |(?P<nothing>-+|\?|\*|\.+|n/a|N/A|\#N/A)
    """,
    re.X,
)
LEFT_OVERS = (
    (re.compile(r"\t|^[#;,|^~:]$"), 0.05),
    (re.compile(r"\S {3,}\S"), 0.3),
    (re.compile(r"[|^~]"), 0.2),
    (re.compile(r"[;,]\S"), 0.3),
)
UNKNOWN = re.compile(r":\s[a-z]{0,3}")  # how Eurostat writes a missing number, with its flags
MANY = 20  # lines
WIDE = 5  # cells from which on rows of one width are hardly an accident


def find_dialect(text: str) -> Dialect:
    """The dialect that explains the text best; never raises. A text nothing cuts evenly is one column."""
    said = SEPARATOR_LINE.match(text)
    if said:
        return _quoting(text[said.end() :], said[1])
    sample = _sample(text)
    candidates = _candidates(sample)
    explained = {candidate: _enclosed_cells(sample, candidate) for candidate in candidates}
    most = max(explained.values(), default=0) or 1
    scored = {
        candidate: _score(sample, candidate) * (1 - UNEXPLAINED * (1 - explained[candidate] / most) * (most > 1))
        for candidate in candidates
    }
    alone = _quoting(sample, "")._replace(delimiter="")
    scored[alone] = _one_column(sample) * (1 - UNEXPLAINED * (1 - _enclosed_cells(sample, alone) / most) * (most > 1))
    best = max(scored, key=lambda candidate: scored[candidate])
    even = (candidate for candidate in candidates if _cuts_every_line(sample, candidate.delimiter))
    return best if best.delimiter else next(even, best)


def _cuts_every_line(sample: str, sign: str) -> bool:
    """True when a usual delimiter, never before a blank, stands equally often in all of many lines."""
    lines = [line for line in sample.splitlines() if line]
    often = {line.count(sign) for line in lines} if sign in COMMON else set()
    return len(lines) >= MANY and len(often) == 1 and often != {0} and f"{sign} " not in sample


def _one_column(sample: str) -> float:
    """How much the lines look like one value each: times, addresses and words are not to be cut, numbers may be."""
    lines = [line for line in sample.splitlines()[:SAMPLE_ROWS] if line]
    found = [KINDS.fullmatch(line.strip().strip('"')) for line in lines]
    whole = sum(1 for match in found if match and match.lastgroup in WHOLE)
    return ONE_COLUMN + ONE_VALUE * whole / max(len(lines), 1)


def _enclosed_cells(sample: str, dialect: Dialect) -> int:
    return len(_enclosed(dialect.delimiter, dialect.quote).findall(sample)) if dialect.quote else 0


def _sample(text: str) -> str:
    """The start, middle and end of a long text, cut at line ends."""
    if len(text) <= 3 * SAMPLE:
        return text
    middle = len(text) // 2
    pieces = [text[:SAMPLE], text[middle : middle + SAMPLE], text[-SAMPLE:]]
    return "\n".join(_whole_lines(piece, first=number == 0) for number, piece in enumerate(pieces))


def _whole_lines(piece: str, *, first: bool) -> str:
    lines = piece.splitlines()
    return "\n".join(lines[0 if first else 1 : -1] or lines)


def _candidates(sample: str) -> list[Dialect]:
    found = Counter(sample[: 2 * SAMPLE])
    lines = max(sum(found[end] for end in "\r\n") // 2, 1)
    usual = [
        character
        for character in PRIOR
        if found[character] and (character in COMMON or found[character] >= max(lines / 2, 2))
    ]
    return [_quoting(sample, _doubled(sample, character)) for character in usual]


def _doubled(sample: str, character: str) -> str:
    """The sign twice, where it never stands alone."""
    twice = character * 2
    alone = sample.count(character) - 2 * sample.count(twice)
    return twice if character in DOUBLED and not alone else character


def _quoting(sample: str, delimiter: str) -> Dialect:
    """The quote that encloses most cells between these delimiters, and how it is written inside them."""
    counts = {quote: len(_enclosed(delimiter, quote).findall(sample)) for quote in QUOTES if quote in sample}
    quote = max(counts, key=lambda mark: counts[mark], default="")
    if not quote or not counts[quote]:
        quote = '"' if sample.count('"') > 1 and not counts.get("'") else ""
    return Dialect(delimiter, quote, _escape(sample, delimiter, quote), _spaced(sample, delimiter, quote))


@lru_cache(maxsize=64)
def _enclosed(delimiter: str, quote: str) -> re.Pattern[str]:
    mark = re.escape(delimiter) if delimiter else r"(?!)"
    return re.compile(rf"(?:^|{mark})[ ]?{quote}(?:[^{quote}\r\n]|{quote}{quote})*+{quote}[ ]?(?=$|{mark}|\r)", re.M)


def _escape(sample: str, delimiter: str, quote: str) -> str:
    if "\\" not in sample:
        return ""
    mark = re.escape(delimiter) if delimiter else "(?!)"
    if quote:
        escaped = len(re.findall(rf"\\{quote}(?![ ]?(?:{mark}|$|\r))", sample, re.M))
        doubled = len(re.findall(rf"(?<!{mark}){quote}{quote}(?!{mark}|$|\r)", sample, re.M)) if delimiter else 0
        bare = len(re.findall(rf"(?<=\w){quote}(?=\w)", sample))
        return "\\" if escaped > max(doubled, bare) else ""
    return "\\" if delimiter and len(re.findall(rf"\\{mark}", sample)) else ""


def _spaced(sample: str, delimiter: str, quote: str) -> bool:
    if delimiter in ("", " ", "\t") or delimiter + " " not in sample:
        return False
    outside = re.sub(f"{quote}[^{quote}\r\n]*{quote}", quote * 2, sample) if quote else sample
    return outside.count(delimiter + " ") >= 0.95 * outside.count(delimiter) - outside.count(delimiter + "\n")


def _score(sample: str, dialect: Dialect) -> float:
    rows = [row for row in _cut(sample, dialect) if row and not (row[0].startswith("#") and len(row) == 1)]
    widths = Counter(map(len, rows))
    if not rows or max(widths) < 2:
        return 0.0
    usual = max(widths, key=lambda width: widths[width] * (width - 1) / width if width > 1 else 0)
    even = _evenness(rows, usual)
    values = _value_share([row for row in rows if len(row) == usual])
    if dialect.delimiter == " ":
        values *= 1 - GAP * sum(row.count("") for row in rows) / sum(map(len, rows))
    if dialect.delimiter == " " and not dialect.quote and not _has_typed_column(rows, usual):
        wordlist = even == 1.0 and usual > 2 and len(rows) >= 8
        values *= 0.7 if wordlist else 0.3  # words between blanks are else a sentence or a name
    return even * (FEW + (1 - FEW) * (usual - 1) / usual) * values * PRIOR[dialect.delimiter[0]]


def _cut(sample: str, dialect: Dialect) -> list[list[str]]:
    text = sample.replace(dialect.delimiter + " ", dialect.delimiter) if dialect.space else sample
    joined = len(dialect.delimiter) > 1
    reader = csv.reader(
        (text.replace(dialect.delimiter, JOINT) if joined else text).splitlines(keepends=True),
        delimiter=JOINT if joined else dialect.delimiter,
        quotechar=dialect.quote or None,
        quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
        escapechar=dialect.escape or None,
    )
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
    except csv.Error:
        return rows
    return rows if len(rows) <= SAMPLE_ROWS else rows[:: len(rows) // SAMPLE_ROWS + 1] + rows[:30]


def _evenness(rows: list[list[str]], usual: int) -> float:
    """Share of the rows that have the usual width; titles and notes at either end count little against it."""
    inner = [len(row) for row in rows]
    first = next(at for at, width in enumerate(inner) if width == usual)
    last = len(inner) - next(at for at, width in enumerate(reversed(inner)) if width == usual)
    body = inner[first:last]
    outside = len(inner) - len(body)
    lines = sum(1 for width in body if width == 1)
    fitting = sum(1 for width in body if width == usual)
    if usual >= WIDE and fitting > 1:  # sections under titles, or a table amid prose
        return fitting / (len(body) - lines + 0.3 * min(lines + outside, 2 * fitting))
    headless = (
        0.15 * len(body) if first and rows[first - 1] else 0.0
    )  # the row above the even ones should be their header
    return max(fitting - 0.5 * lines, 0) / (len(body) + 0.3 * outside + headless)


def _has_typed_column(rows: list[list[str]], usual: int) -> bool:
    """True when some column holds numbers, dates or times nearly throughout."""
    even = [row for row in rows if len(row) == usual]
    typed = [sum(1 for cell in column if _is_typed(cell)) for column in zip(*even, strict=True)]
    return max(typed) >= max(0.7 * len(even), 2)


def _is_typed(cell: str) -> bool:
    found = KINDS.fullmatch(cell.strip())
    return found is not None and found.lastgroup not in ("empty", "word", "nothing")


def _value_share(rows: list[list[str]]) -> float:
    cells = [cell for row in rows for cell in row]
    return sum(map(_value_score, cells)) / len(cells)


@lru_cache(maxsize=100_000)
def _value_score(cell: str) -> float:
    """How much a cell looks like one value: 1 for a number, date or word, less for prose, little for left-overs."""
    text = cell.strip()
    found = KINDS.fullmatch(text) or UNKNOWN.fullmatch(cell)
    if found:
        return 0.9 if found.lastgroup == "empty" else 1.0
    for marks, worth in LEFT_OVERS:
        if marks.search(text):
            return worth
    if text.count('"') % 2 or text[0] in ",;:" or text[-1] in ",;:":
        return 0.3
    return 0.85 if len(text) < 80 else 0.75
