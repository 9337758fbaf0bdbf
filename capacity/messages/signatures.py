"""Where the words of a layer end and the signature begins, and what is neither: footers of phones, legal notices.

Leaves out what a signature says (capacity.messages.contacts).
"""

import re
from dataclasses import dataclass
from functools import cache

from capacity.messages.words import pattern, plain, words
from capacity.vocabulary.words_matcher import fold

Lines = list[tuple[int, str]]
DASHES = re.compile(r"^\s*(?:--|—|–)\s*$")
LINE = re.compile(r"^[\s_=*~·.-]{4,}$")
MAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+\.\w+")
PHONE = re.compile(r"(?:\+|\b00|\b0)[\d\s()/.–-]{6,}\d")
SITE = re.compile(r"\b(?:https?://|www\.)\S+", re.I)
POSTCODE = re.compile(
    r"(?:^|(?<=[\s,|•·-]))(?:[A-Z]{1,2}-)?\d{4,5}\s+[A-ZÄÖÜÁÉŁŚŠČŘŽ]|\b\d{2}-\d{3}\s+[A-ZŁŚĆŻŹ]"
    r"|\b\d{3}\s\d{2}\s+[A-ZČŘŠŽÁ]|\b\d{4}\s?[A-Z]{2}\s+[A-Z]"
)
LONGEST_SIGNATURE = 30  # lines
LONGEST_LINE = 90  # letters of a line in a signature
NAMES_LAST = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜ][\w.-]+(?: [A-ZÄÖÜ][\w-]+){1,3}, [A-ZÄÖÜ][^.!?]{3,60}$)")
ENDS = (".", ",", ":", "?", "!")
FEWEST_MARKS = 2
SHORT_NAME = 5  # words


@dataclass
class Parted:
    """A layer's lines: what was said, and what signs it."""

    said: Lines
    signature: Lines


def part(lines: Lines) -> Parted:
    """The lines of a layer as words and signature; footers and legal notices are in neither."""
    kept = _without_notices(lines)
    at = _dashes(kept)
    at = _closing(kept) if at is None else min(at, _or(_closing(kept[:at]), at))
    at = _contacts(kept) if at is None else at
    at = _tail(kept) if at is None else at
    if at is None:
        return _inline(kept)
    said, signature = kept[:at], kept[at:]
    back = _postscript(signature)
    return Parted(said + signature[back:], signature[:back])


@cache
def _within_line() -> "re.Pattern[str]":
    return re.compile(rf"(?:(?<=[.!?…)])|(?<=[.!?]\*))\s+(?P<sign>{pattern('closing')}(?!\w)[\s,!.-]*(?=\S))")


def _inline(kept: Lines) -> Parted:
    """A layer whose last line goes from words to signature: "… im April. Gruß Max Muster, Muster GmbH"."""
    last = next((at for at in range(len(kept) - 1, -1, -1) if kept[at][1].strip()), None)
    if last is None:
        return Parted(kept, [])
    number, text = kept[last]
    folded = fold(text)
    found = list(_within_line().finditer(folded)) or list(NAMES_LAST.finditer(text))
    if not found or len(folded) != len(text) or len(text) - found[-1].end() > LONGEST_LINE:
        return Parted(kept, [])
    match = found[-1]
    return Parted([*kept[:last], (number, text[: match.start()])], [(number, text[match.start() :].strip())])


def _or(found: int | None, otherwise: int) -> int:
    return otherwise if found is None else found


@cache
def _notice() -> "re.Pattern[str]":
    return re.compile(rf"[\W_]*{pattern('disclaimer')}")


@cache
def _mobile() -> "re.Pattern[str]":
    return re.compile(rf"[\W_]*{pattern('mobile')}\b.{{0,80}}")


def _without_notices(lines: Lines) -> Lines:
    """The lines up to a legal notice, without what phones and programs add."""
    kept: Lines = []
    for place, (number, text) in enumerate(lines):
        folded = plain(text)
        if folded and _notice().match(folded) and place and _is_last_talk(lines[place:]):
            break
        if not (folded and len(folded) < 110 and _mobile().fullmatch(folded)):
            kept.append((number, text))
    return kept


def _is_last_talk(lines: Lines) -> bool:
    """Whether nothing is said from here on but a notice: it is long, or its words are those of lawyers."""
    words = plain(" ".join(text for _, text in lines))
    return bool(re.search(pattern("notice_word"), words)) or len(words) < 200


def _dashes(lines: Lines) -> int | None:
    places = [at for at, (_, text) in enumerate(lines) if DASHES.match(text)]
    return next((at for at in places if any(text.strip() for _, text in lines[:at])), None)


@cache
def _closing_shape() -> "re.Pattern[str]":
    return re.compile(rf"[\W_]*(?P<closing>{pattern('closing')})\b(?! gott| dich| euch)(?P<rest>.*)")


def _closing(lines: Lines) -> int | None:
    """The place of the last closing formula near the end of what was said."""
    for at in range(len(lines) - 1, max(-1, len(lines) - LONGEST_SIGNATURE - 1), -1):
        match = _closing_shape().match(plain(lines[at][1]))
        if _ends_closing().fullmatch(plain(lines[at][1])) and any(text.strip() for _, text in lines[at + 1 :]):
            return at + 1
        if (
            match
            and any(text.strip() for _, text in lines[:at])
            and (len(match["rest"].split()) <= 6)
            and _may_close(match)
        ):
            return at
    return None


def is_closing(text: str) -> bool:
    """Whether a line is a closing formula and little else."""
    match = _closing_shape().match(plain(text))
    return bool(match and len(match["rest"].split()) <= 3 and _may_close(match))


@cache
def _ends_closing() -> "re.Pattern[str]":
    """A line that goes on to the formula it ends with: "Vielen Dank im Voraus und mit freundlichen Grüßen"."""
    long = "|".join(
        sorted((re.escape(plain(word)) for word in words("closing") if len(word) > 12), key=len, reverse=True)
    )
    both = rf"{pattern('and')}\s+{pattern('closing')}"
    return re.compile(rf"(?!{pattern('closing')}(?!\w))(?:\S+\s+){{1,9}}(?:{long}|{both})\W*")


def _may_close(match: "re.Match[str]") -> bool:
    """Short closings ("best", "hi", "VG") must stand alone or before a comma: "Best quality" closes nothing."""
    rest = match["rest"]
    if len(match["closing"]) > 8:
        return not re.search(r"[.?!:]\s+\w", rest)
    alone = not rest.strip() or rest.lstrip().startswith((",", "!", "."))
    return alone or (not match["closing"].startswith("best") and len(rest.split()) <= 2)


def _contacts(lines: Lines) -> int | None:
    """Where a block of addresses begins at the end of a layer that nothing closes."""
    end = len(lines)
    while end and not lines[end - 1][1].strip():
        end -= 1
    at, marks, begin = end, 0, None
    while at and end - at < LONGEST_SIGNATURE:
        text = lines[at - 1][1].strip()
        if len(text) > LONGEST_LINE or (text.endswith((".", "?", "!")) and len(text.split()) > 5):
            break
        if is_contact(text):
            marks, begin = marks + 1, at - 1
        at -= 1
    if begin is None or marks < FEWEST_MARKS:
        return None
    while begin and 0 < len(lines[begin - 1][1].strip()) < 60 and not lines[begin - 1][1].rstrip().endswith(ENDS):
        begin -= 1
    return begin or None


def _tail(lines: Lines) -> int | None:
    """Where the names begin with which a layer ends that neither closes nor says how to reach anybody."""
    at, begin = len(lines), None
    while at and len(lines) - at < LONGEST_SIGNATURE and _may_sign(lines[at - 1][1].strip()):
        at -= 1
        begin = at if lines[at][1].strip() else begin
    if begin is None or any(text.strip() for _, text in lines[:begin]):
        return begin
    blocks = [at for at in range(begin + 1, len(lines)) if lines[at][1].strip() and not lines[at - 1][1].strip()]
    return blocks[-1] if blocks else None


def _may_sign(text: str) -> bool:
    """Whether a line may be one of a signature: a few words that begin with a capital and are no sentence."""
    if not text:
        return True
    ends = text[-1] in ".!?:;" and not text.lower().endswith(
        ("e.v.", "e. v.", "s.r.l.", "s.p.a.", "b.v.", "s.a.", "o.o.", "inc.", "ltd.", "s.r.o.", "s.l.", "a.s.", "e.k.")
    )
    words = text.split()
    return (
        not ends
        and not re.search(r"[?!]\s+\w", text)
        and len(text) <= LONGEST_LINE
        and len(words) <= (14 if "," in text or POSTCODE.search(text) else 7)
        and (text[0].isupper() or any(shape.match(text) for shape in (POSTCODE, MAIL, SITE)) or _is_cluster(text))
    )


def _is_cluster(text: str) -> bool:
    """Whether a line is the name of a cluster that begins small: "eurotex Cluster"."""
    return len(text.split()) <= SHORT_NAME and bool(re.search(rf"(?<!\w){pattern('cluster_word')}(?!\w)", plain(text)))


def is_contact(text: str) -> bool:
    """Whether a line says where somebody is reached."""
    return any(shape.search(text) for shape in (MAIL, PHONE, SITE, POSTCODE))


def _postscript(signature: Lines) -> int:
    """Where in a signature the words go on ("PS: …"); its length where they do not."""
    shape = re.compile(rf"\s*{pattern('postscript')}\s*[:.]?\s+\S", re.I)
    places = (at for at, (_, text) in enumerate(signature) if at and shape.match(plain(text)))
    return next(places, len(signature))
