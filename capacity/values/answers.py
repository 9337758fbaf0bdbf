"""Yes, no, and words that say nothing. Leaves out what was asked."""

import functools
import re

from capacity.vocabulary.words_matcher import fold, rows

_EMPTY_BOX = re.compile(r"\[\s*\]|\(\s*\)")
_LETTER, _SIGN = re.compile(r"[^\W_]"), re.compile(r"[^\W_]|[✓✔☑✅✗✘☐❌√●+]")
_EDGES = re.compile(r"^[\s\"'(\[]+|[\s\"'.!)\],:]+$")


@functools.cache
def _list(name: str) -> dict[str, str]:
    return {fold(word): row["code"] for row in rows(name) for word in row["words"].split("|") if word}


@functools.lru_cache(maxsize=50_000)
def is_nothing(text: str) -> bool:
    """Whether a cell says nothing: empty, "-", "k. A.", "n/a", "unbekannt". Any text as it was read.

    "NA" counts as nothing; a reader of countries must ask for Namibia first.
    """
    folded = fold(text).strip()
    if not folded or not _LETTER.search(folded):
        return not _SIGN.search(text)
    words = _list("nothing")
    return folded in words or _EDGES.sub("", folded) in words


@functools.lru_cache(maxsize=50_000)
def read_yes_no(text: str) -> str:
    """ "yes", "no", or "" where a cell answers neither: "ja", "OUI (CHU)", "x", "✓", "1", "nein, leider"."""
    answers = _list("answer")
    folded = fold(text).strip().rstrip("\ufe0f")
    bare = _EDGES.sub("", folded)
    if folded in answers or bare in answers:
        return answers.get(folded) or answers[bare]
    if _EMPTY_BOX.fullmatch(folded):
        return "no"
    first = re.match(r"[^\W\d_]+", bare)
    follows = bare[first.end() : first.end() + 2].strip() if first else ""
    if first and len(first[0]) > 1 and first[0] in answers and first[0] not in ("da", "on", "xx"):
        return answers[first[0]] if len(bare) < 60 or follows[:1] in (",", "(", ".", ":", ";", "-") else ""
    return ""
