"""A mail's text cut where somebody else begins to speak: quoted and forwarded originals with what heads them.

Knows the forms of Outlook, Thunderbird, Apple Mail and Gmail in the languages of data/reference/words/mail.csv. Leaves
out signatures (capacity.messages.signatures) and who counts as the writer (capacity.messages.writers).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from capacity.messages.spoken import spoken_words
from capacity.messages.words import pattern, plain, words

QUOTE = re.compile(r"^\s{0,2}(?:(?:>|\|(?=\s))\s?)+")
RULE = re.compile(r"^[\s*_=~>-]*$")
LONGEST_INTRO = 3  # lines over which "On … wrote:" is broken
HEADS = ("from", "date", "to", "cc", "subject", "answer_to", "organisation_head")
GO_ON = ("to", "cc", "subject", "from")  # what may be longer than a line
DASHED = re.compile(r"^\s*[-_=*~]{2,}[^-_=*~]{3,60}[-_=*~]{2,}\s*$")  # "----- words of a program we do not know -----"
DATED = re.compile(r"\d{1,4}[./:-]\d|\b(?:19|20)\d\d\b")
ARROWS = re.compile(r"^\s*>>>\s?(?P<who>[^>].{3,160}\d[\d:.]+\s?(?:[AaPp][Mm])?)\s*>>>\s*$")  # GroupWise
MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+\.\w+")


@dataclass
class Layer:
    """What one person wrote. `head` has what stands above it: from, date, to, subject; `lines` are (number, text).

    `how` is "own" for the mail's own words, "forwarded" where they were plainly passed on, else "quoted"; `start` is
    the line with which the head begins, counted from 1.
    """

    how: str = "own"
    head: Mapping[str, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)
    start: int = 1

    @property
    def text(self) -> str:
        """The layer's lines as one text."""
        return "\n".join(line for _, line in self.lines).strip()


def layers_of(body: str) -> list[Layer]:
    """The layers of a plain text, the mail's own first; line numbers count from 1."""
    lines = body.split("\n")
    found = [Layer()]
    at, depth, came_by = 0, 0, ""
    closed: re.Pattern[str] | None = None  # what ends words that stand in quotation marks or between rules
    while at < len(lines):
        deep, text = unquoted(lines[at])
        if spoken := spoken_words(lines, at):
            found.append(Layer("forwarded", spoken.head, start=at + 1))
            at, closed, came_by = at + spoken.taken, spoken.end, spoken.head.get("by", "head")
            continue
        if closed and (end := closed.search(text)):
            found[-1].lines.append((at + 1, text[: end.start()]))
            found.append(Layer("own"))
            at, closed, came_by = at + 1, None, ""
            continue
        mark = _mark(lines, at)
        if mark:
            how, head, taken = mark
            found.append(Layer(how, head, start=at + 1))
            came_by = "intro" if head.get("by") == "intro" else "head"
            depth = unquoted(lines[at + taken])[0] if at + taken < len(lines) else deep
            at += taken
            continue
        if came_by == "intro" and deep > depth:
            depth = deep
        if deep > depth and found[-1].how == "own" and text.strip():
            found.append(Layer("quoted"))
            came_by, depth = "intro", deep
        elif deep < depth and text.strip() and (came_by == "intro" or (not deep and not lines[at - 1].strip())):
            found.append(Layer("own"))  # an answer written below or between what it quotes
            came_by, depth = "", deep
        found[-1].lines.append((at + 1, text))
        at += 1
    return _joined(found)


def _joined(found: list[Layer]) -> list[Layer]:
    """The mail's own words in one layer, wherever they stand."""
    first = found[0]
    for layer in found[1:]:
        if layer.how == "own":
            first.lines += layer.lines
    return [first, *(layer for layer in found[1:] if layer.how != "own")]


def unquoted(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and the line without the signs of that."""
    match = QUOTE.match(line)
    if not match:
        return 0, line.rstrip()
    return match[0].count(">") + match[0].count("|"), line[match.end() :].rstrip()


def _mark(lines: list[str], at: int) -> tuple[str, dict[str, str], int] | None:
    """Whether somebody else begins to speak at a line: how, the head, and how many lines that takes."""
    text = unquoted(lines[at])[1]
    if not text.strip():
        return None
    if arrows := ARROWS.match(lines[at]):
        return "quoted", {"from": _undated(arrows["who"])}, 1
    how = _separator(text) or ("rule" if DASHED.match(text) else "")
    head, taken = _head(lines, at + 1 if how else at)
    if how and (taken or how == "forwarded" or "original" in how):
        return ("forwarded" if how == "forwarded" else head.pop("how", "quoted"), head, taken + 1)
    if not how and head:
        return head.pop("how", "quoted"), head, taken
    return _intro(lines, at)


@cache
def _separators() -> list[tuple[str, "re.Pattern[str]"]]:
    shape = r"[\W_]*{words}\b[^a-z]{{0,40}}(?:[-_=*]+|:)?\s*"
    return [(role, re.compile(shape.format(words=pattern(role)))) for role in ("forwarded", "original")]


def _separator(text: str) -> str:
    """ "forwarded" or "original" for a line that says no more than that."""
    folded = plain(text)
    if len(folded) > 120:
        return ""
    for role, shape in _separators():
        if shape.fullmatch(folded) or (role == "forwarded" and re.match(rf"[-_=]{{2,}}\s*{pattern(role)}", folded)):
            return role
    return ""


@cache
def _label() -> "re.Pattern[str]":
    named = "|".join(f"(?P<{role}>{pattern(role)})" for role in HEADS)
    return re.compile(rf"[*_\s]*(?:{named})[*_]*\s*:[*_\s]*")


def _head(lines: list[str], at: int) -> tuple[dict[str, str], int]:
    """The block "From: … Date: … To: … Subject: …" that begins at a line, and how many lines it takes with the blank or
    ruled ones before it."""
    start = at
    while at < len(lines) and at - start < 3 and RULE.match(lines[at]):
        at += 1
    head: dict[str, str] = {}
    last, begin = "", at
    while at < len(lines) and at - begin < 14:
        text = unquoted(lines[at])[1].replace("\t", " ")
        match = _label().match(plain(text)) if ":" in text[:30] else None
        role = match.lastgroup if match else None
        if match and role and role not in head:
            head[role], last = text.partition(":")[2].strip(" *_\t"), role
        elif last in GO_ON and text.strip() and (text.startswith(" ") or head[last].endswith((";", ","))):
            head[last] += f" {text.strip()}"
        elif not text.strip() and head and at + 1 < len(lines) and _label().match(plain(unquoted(lines[at + 1])[1])):
            pass
        else:
            break
        at += 1
    enough = "from" in head and len(head) >= 2 and bool({"date", "subject", "to"} & set(head))
    return (head, at - start) if enough else ({}, 0)


@cache
def _intro_shape() -> "re.Pattern[str]":
    opening, wrote = pattern("wrote_opening"), pattern("wrote")
    return re.compile(
        rf"[\s*]*(?:(?:{opening})\b.{{4,260}}?\b{wrote}\b.{{0,160}}?:|.{{3,160}}?\s{wrote}(?:\s.{{4,120}})?:)[\s*]*"
    )


def _intro(lines: list[str], at: int) -> tuple[str, dict[str, str], int] | None:
    """ "On … somebody wrote:", also broken over lines."""
    text = ""
    for taken in range(1, LONGEST_INTRO + 1):
        if at + taken > len(lines):
            return None
        line = unquoted(lines[at + taken - 1])[1].strip()
        if not line or (taken == 1 and not _may_open(line)):
            return None
        text = f"{text} {line}".strip()
        if not text.endswith((":", ":*")):
            continue
        folded = plain(text)
        if not _intro_shape().fullmatch(folded):
            return None
        dated = bool(DATED.search(folded) or MAIL.search(text))
        quoted = next((unquoted(line)[0] for line in lines[at + taken : at + taken + 3] if line.strip()), 0)
        own = unquoted(lines[at])[0]
        if dated or quoted > own:
            return "quoted", {"from": _who(text), "by": "intro", "words": text}, taken
        return None
    return None


def _may_open(line: str) -> bool:
    """Whether "On … wrote:" may begin in a line."""
    folded = plain(line)
    opens = re.match(rf"\W*{pattern('wrote_opening')}\b", folded)
    return bool(opens or MAIL.search(line) or DATED.search(folded) or re.search(rf"\b{pattern('wrote')}\b", folded))


def _who(text: str) -> str:
    """The person in "Am 23.03.2020 um 10:02 schrieb Max Muster <m@example.org>:"."""
    folded = text.rstrip(":* ")
    shape = re.compile(rf"\b{pattern('wrote')}\b")
    match = shape.search(plain(folded))
    if not match:
        return folded
    same = len(plain(folded)) == len(folded)
    before, after = (folded[: match.start()], folded[match.end() :]) if same else _halves(folded)
    name = after if re.search(r"[^\W\d_]{2}", _undated(after)) else before
    return re.sub(rf"^\W*{pattern('has')}\s+", "", _undated(name), flags=re.I)


def _halves(text: str) -> tuple[str, str]:
    for word in sorted(words("wrote"), key=len, reverse=True):
        found = re.search(re.escape(word), text, re.I)
        if found:
            return text[: found.start()], text[found.end() :]
    return text, ""


@cache
def _dates() -> "re.Pattern[str]":
    return re.compile(
        rf"^\s*(?:{pattern('wrote_opening')})\s+(?=\S)|\b[^\W\d_]{{2,12}}\.?,?\s+\d{{1,2}}\.?\s+[^\W\d_]+\.?,?\s+\d{{4}}"
        r"|\b[^\W\d_]{3,10}\.?\s+\d{1,2},\s+\d{4}|\b\d{1,2}\.?\s+[^\W\d_]{3,12}\.?,?\s+\d{4}"
        r"|\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4}"
        r"|\b(?:(?:alle ore|alle|a las|um|at|om)\s+)?\d{1,2}[:h.]\d{2}(?::\d{2})?(?:\s*(?:uhr|am|pm|cet|cest|gmt))?"
        r"|[+-]\d{4}\b|\b(?:um|at|a las|alle ore|alle|om|o|v|à|a)\s+(?=\W|$)"
        r"|\(?\b(?:mesz|mez|gmt|utc|cest|cet)\b[^,]*\)?",
        re.I,
    )


def _undated(text: str) -> str:
    """A name without the day and hour that stand around it."""
    bare = _dates().sub(" ", text)
    bare = re.sub(rf"^\W*{pattern('weekday')}\.?,?\s", " ", bare.strip(), flags=re.I)
    return re.sub(r"\s+", " ", bare).strip(" ,;:-–")
