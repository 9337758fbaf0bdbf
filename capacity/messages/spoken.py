"""Originals that a mail tells in words instead of by a head: "Frau Muster von der Muster GmbH schrieb uns: …", what
follows such words between quotation marks or rules, and what a contact form sent.

Leaves out heads, separators and quoting by signs (capacity.messages.layers).
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from capacity.messages.words import pattern, plain

OPENING = re.compile(r"""^\s*[„“"»«‚'](?=\S)""")
CLOSING = re.compile(r"""[“”"«»‘'](?=[\s.,;]*$)""")
RULED = re.compile(r"^\s*[-_=*~#]{3,}\s*$")
FIELD = re.compile(r"^\**(?P<label>[^\s:<>@\d][^:<>@\d]{1,39}?)\**[ \t]*[:=]\s*(?P<value>.*)$")
MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+\.\w+")
NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?:\s+(?:von|van|de|der|di|da|el)(?=\s))*(?:\s+[^\W\d_a-z][\w'’-]+){1,2}")
FIELDS = ("form_name", "form_first", "form_last", "form_firm", "form_mail", "form_phone", "form_message")
LONGEST_FORM = 25  # lines
LONGEST_FIELD = 500  # letters


class Spoken(NamedTuple):
    """The head that words give, how many lines they take, and what ends the original (None: signs of quoting do)."""

    head: Mapping[str, str]
    taken: int
    end: "re.Pattern[str] | None"


NEVER = re.compile(r"(?!)")


def spoken_words(lines: list[str], at: int) -> Spoken | None:
    """What begins at a line as somebody else's words, told in words or sent by a form."""
    if not lines[at].strip() or lines[at].lstrip().startswith((">", "|")):
        return None
    return _form(lines, at) or _told(lines, at)


@cache
def _telling() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{pattern('wrote')}|{pattern('told')}|{pattern('came_in')})(?!\w).{{0,60}}:\W*$")


def _told(lines: list[str], at: int) -> Spoken | None:
    """Words such as "Frau Muster schrieb uns:" with quotation marks, a rule or quoting signs below."""
    text = lines[at].strip()
    if not text.rstrip("*_ ").endswith(":") or _opens_dated(text) or not _telling().search(plain(text)):
        return None
    below = next((place for place in range(at + 1, min(at + 4, len(lines))) if lines[place].strip()), None)
    if below is None:
        return None
    head = said_by(text)
    if RULED.match(lines[below]):
        return Spoken(head, below + 1 - at, RULED) if _closes(lines, below + 1, RULED) else None
    if OPENING.match(lines[below]) and _closes(lines, below, CLOSING):
        return Spoken(head, below - at, CLOSING)
    if lines[below].startswith(">") and head.get("from"):
        return Spoken(head | {"by": "intro"}, below - at, None)
    return None


def _closes(lines: list[str], at: int, end: "re.Pattern[str]") -> bool:
    return any(end.search(line) for line in lines[at : at + 60])


def _opens_dated(text: str) -> bool:
    """Whether a line is a program's own: "Am 30.3.2020 schrieb …"."""
    return bool(re.match(rf"\W*{pattern('wrote_opening')}\s\W*(?:\w+\W+)?\d", plain(text)))


@cache
def _firm_after() -> "re.Pattern[str]":
    return re.compile(rf"(?:,\s*|\s+){pattern('of_firm')}\s+(?P<firm>.+)$", re.I)


def said_by(text: str) -> dict[str, str]:
    """The person and the organisation in words like "Herr Muster von der Muster GmbH (m@example.org) schrieb uns"."""
    mail = MAIL.search(text)
    bare = re.sub(r"\s*[(<\[][^)>\]]*[)>\]]", "", MAIL.sub(" ", text))
    bare = re.split(rf"(?i)\b(?:{pattern('wrote')}|{pattern('told')}|{pattern('has')})(?!\w)", bare)[0].strip(" ,:")
    firm = _firm_after().search(bare)
    who = bare[: firm.start()] if firm else bare
    names = NAME.findall(who)
    name = re.sub(rf"(?i)^(?:(?:{pattern('title')}|{pattern('told_before')})\s+)+", "", names[-1]) if names else ""
    head = {"from": f"{name} <{mail[0]}>" if mail else name} if name or mail else {}
    return head | ({"organisation_head": firm["firm"].strip(" ,")} if firm else {"words": text} if head else {})


@cache
def _fields() -> "re.Pattern[str]":
    return re.compile("|".join(rf"(?P<{role}>{pattern(role)})\W*$" for role in FIELDS))


def _form(lines: list[str], at: int) -> Spoken | None:
    """What a contact form sent: its fields line by line, the message last."""
    found: dict[str, str] = {}
    for place in range(at, min(at + LONGEST_FORM, len(lines))):
        match = FIELD.match(lines[place].strip()[:LONGEST_FIELD])
        role = _fields().fullmatch(plain(match["label"])) if match else None
        if not match or not role:
            if not lines[place].strip() and found:
                continue
            if match and found:
                continue
            break
        found[str(role.lastgroup)] = match["value"].strip(" *")
        if role.lastgroup == "form_message":
            return _sent(found, place - at + (0 if match["value"].strip() else 1))
    return None


def _sent(found: Mapping[str, str], taken: int) -> Spoken | None:
    name = found.get("form_name") or f"{found.get('form_first', '')} {found.get('form_last', '')}".strip()
    if not (name or found.get("form_mail")) or len(found) < 3:
        return None
    mail = MAIL.search(found.get("form_mail", ""))
    head = {"from": f"{name} <{mail[0]}>" if mail else name, "by": "form"}
    firm = found.get("form_firm", "")
    return Spoken(head | ({"organisation_head": firm} if firm else {}), taken, NEVER)
