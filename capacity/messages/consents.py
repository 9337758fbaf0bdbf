"""What a mail says about handing its writer's data on: consent or refusal, with the sentence that says so.

Only a sentence that speaks of one's own data, of handing them on, and grants or refuses it without a condition counts;
all else leaves the question open for a person. Leaves out consent that lists state in a column (loaders).
"""

import re
from collections.abc import Iterable
from functools import cache

from capacity.messages.sentences import Sentence
from capacity.messages.words import plain
from capacity.vocabulary.words_matcher import rows

BETWEEN = r"\s(?:[^.!?;]{0,90}\s)?"  # what may stand between the halves of a verb


def consent_in(sentences: Iterable[Sentence]) -> tuple[str, str]:
    """("yes" | "no" | "not_stated", the sentence or ""); a refusal outweighs consent."""
    found = {said: each.text for each in reversed(list(sentences)) if (said := _says(each.text))}
    return next(((code, found[code]) for code in ("no", "yes") if code in found), ("not_stated", ""))


def _says(text: str) -> str:
    if "?" in text:
        return ""
    folded = plain(text)
    if not (_pattern("hand_on").search(folded) and _own_data().search(folded)):
        return ""
    if _pattern("hedge").search(folded) or _pattern("to_us").search(folded):
        return ""
    if _pattern("never").search(folded):
        return "no"
    return "yes" if _pattern("grant").search(folded) else ""


@cache
def _own_data() -> "re.Pattern[str]":
    """One's own data named together: "unsere Kontaktdaten", "our full contact details"."""
    return re.compile(rf"(?<!\w)(?:{_words('own')}\W+(?:\w+\W+){{0,2}}?{_words('data')}|{_words('own_data')})(?!\w)")


@cache
def _pattern(role: str) -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w){_words(role)}(?!\w)")


def _words(role: str) -> str:
    words = next(row["words"] for row in rows("mail_consent") if row["role"] == role).split("|")
    parts = sorted((BETWEEN.join(map(_word, word.split(" ... "))) for word in words), key=len, reverse=True)
    return f"(?:{'|'.join(parts)})"


def _word(word: str) -> str:
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "")
