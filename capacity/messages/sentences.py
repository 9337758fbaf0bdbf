"""What was said as sentences, each with the line it begins in; a list's items with the words that stand over the list.

Leaves out what a sentence says.
"""

import re
from typing import NamedTuple

from capacity.messages.signatures import LINE, Lines
from capacity.messages.words import pattern, plain

ITEM = re.compile(r"^\s*(?:[-*•·‣◦▪➢✓–—+]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+(?=\S)")
ABBREVIATED = re.compile(
    r"(?:\b(?:ca|circa|z\.\s?b|d\.\s?h|u\.\s?a|o\.\s?ä|o\.\s?g|bzw|bzgl|inkl|incl|exkl|max|min|mind|mio|mrd|tsd|nr|no|st|stk|stck|pcs|tel|evtl|ggf|vgl|sog|str|dr|prof|abt|art|approx|e\.\s?g|i\.\s?e|vs|etc|usw|env|ev|p|s|pz|pezzi|uds|ud|aprox|szt|tys|tyg|ks|tis|np|resp|kap|prod|masch|jr|sr|mr|mrs|ms|m|mme|sig|dott|ing|co|jan|feb|mär|apr|jun|jul|aug|sep|sept|okt|nov|dez)|\b[a-zäöü]|\b\d{1,2})\.$",
    re.I,
)
END = re.compile(r"(?<=[.!?…])[\"'”“)]*\s+(?=[\"'„“(]?[^\W_])")
WRAPPED = 48  # letters from which on a line may have been broken by the program


class Sentence(NamedTuple):
    """One sentence: the `line` it begins in, its `text`, and the words `over` the list it is an item of."""

    line: int
    text: str
    over: str = ""

    @property
    def whole(self) -> str:
        """The sentence with the words over its list."""
        return f"{self.over} {self.text}" if self.over else self.text


def sentences_of(lines: Lines) -> list[Sentence]:
    """The sentences of what was said; greetings and ruled lines are left out."""
    found: list[Sentence] = []
    over = ""
    for number, text, item in _paragraphs(lines):
        if item and over:
            found.append(Sentence(number, text, over))
            continue
        parts = _split(text)
        found += [Sentence(number, part) for part in parts]
        over = parts[-1] if parts and text.rstrip().endswith(":") and len(parts[-1]) < 220 else over if item else ""
    return [each for each in found if not _greets(each.text)]


def _paragraphs(lines: Lines) -> list[tuple[int, str, bool]]:
    """(line, text, is an item of a list): lines that a program broke are put together again."""
    found: list[tuple[int, str, bool]] = []
    open_, listing = False, False
    for number, raw in lines:
        text = raw.strip()
        if not text or LINE.match(raw):
            open_ = False
            continue
        item = bool(ITEM.match(raw))
        if not item and _greets(text):
            open_ = False
            continue
        text = ITEM.sub("", raw).strip() if item else text
        if open_ and not item and _goes_on(found[-1][1], text):
            found[-1] = (found[-1][0], f"{found[-1][1]} {text}", found[-1][2])
        else:
            under = bool(found) and found[-1][1].endswith(":")
            listing = item or (listing and "\t" in raw) or (_short(text) and (under or (listing and text[-1] != ".")))
            found.append((number, text, listing))
        open_ = "\t" not in raw
    return found


def _short(text: str) -> bool:
    """Whether a line may be an item of a list that has no signs."""
    return len(text) < 90 and bool(re.search(r"\d", text))


def _goes_on(before: str, text: str) -> bool:
    """Whether a line reads on what the one before began."""
    if before.endswith((".", "!", "?", ":", ";")) and not ABBREVIATED.search(before):
        return False
    return text[:1].islower() or len(before) >= WRAPPED or before.endswith((",", "-", "und", "and", "oder"))


def _split(text: str) -> list[str]:
    parts: list[str] = []
    for piece in END.split(text):
        if parts and (ABBREVIATED.search(parts[-1]) and not re.search(r"\b\d{4}\.$", parts[-1])):
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return [part.strip() for part in parts if part.strip()]


def _greets(text: str) -> bool:
    folded = plain(text)
    greeting = re.match(rf"[\W_]*{pattern('greeting')}(?!\w)[^.!?\d]*[,!.:]?$", folded)
    return bool(greeting) and (len(folded.split()) <= 6 or (len(folded) < 90 and folded[-1] in ",!"))
