"""What a mail wants: offer, need, question, withdrawal, donation or other, how sure that is, and a question's topic.

Told by the words of its sentences (data/reference/words/mail_kind.csv, mail_topic.csv). Leaves out what is offered.
"""

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from capacity.message import KINDS, TOPICS, Kind, Topic
from capacity.messages.sentences import Sentence
from capacity.messages.words import pattern, plain
from capacity.vocabulary.words import read_words
from capacity.vocabulary.words_matcher import rows

GAP = r"(?:\W+\w+){0,8}?\W+"
ROBOT = re.compile(r"mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounce", re.I)
REPLY = re.compile(rf"[\W_]*{pattern('subject_reply')}\s*(?:\[\d+\])?:")
ASKS = re.compile(r"\?")
FIRST_SENTENCES = 25
SURE = 5.0  # the weight of words that leave no doubt
PLAIN = 5.0  # the weight of words that say how much of what
SHARPNESS = 0.55


class Judged(NamedTuple):
    """A kind with its confidence between 0 and 1, and the topic where it is a question."""

    kind: Kind
    confidence: float
    topic: Topic | None


def judge(headers: Mapping[str, str], subject: str, sentences: Sequence[Sentence], has_list: bool) -> Judged:
    """The kind of a mail from its headers, subject and sentences; `has_list` where a table of offers hangs on it."""
    if sent_by_machine(headers, subject):
        return Judged("other", 0.97, None)
    scores = _scores(subject, sentences, has_list)
    ranked = sorted(KINDS, key=lambda kind: -scores[kind])
    confidence = _confidence([scores[kind] for kind in ranked])
    kind = ranked[0] if scores[ranked[0]] > 0 else "other"
    return Judged(kind, confidence, topic_of(subject, sentences) if kind == "question" else None)


def _confidence(ranked: list[float]) -> float:
    if ranked[0] <= 0:
        return 0.4
    weights = [math.exp(SHARPNESS * (score - ranked[0])) for score in ranked]
    return round(min(1 / sum(weights), 0.4 + ranked[0] / 10), 3)


def sent_by_machine(headers: Mapping[str, str], subject: str) -> bool:
    """Whether no person wrote a mail: absence notes, delivery reports, newsletters."""
    auto = headers.get("auto-submitted", "no").lower()
    told = headers.get("precedence", "").lower() in ("auto_reply", "bulk", "junk") and "list-id" not in headers
    report = "report-type=delivery-status" in headers.get("content-type", "").replace(" ", "").lower()
    named = re.match(rf"\W*(?:{pattern('auto')})", plain(subject))
    return bool(
        not auto.startswith("no") or told or report or named or ROBOT.search(headers.get("from", ""))
        or any(name in headers for name in ("x-autoreply", "x-autorespond", "x-failed-recipients"))
        or ("list-unsubscribe" in headers and "list-id" not in headers)
    )  # fmt: skip


@cache
def _signs() -> list[tuple[str, float, "re.Pattern[str]"]]:
    """(kind, weight, the words as one expression) of each line of the list."""
    return [
        (row["code"], float(row["weight"]), _expression(row["words"]))
        for row in rows("mail_kind")
        if row["code"] != "none"
    ]


@cache
def _passed_over() -> "re.Pattern[str]":
    """Words that look like signs and are none: "bei Bedarf"."""
    return _expression("|".join(row["words"] for row in rows("mail_kind") if row["code"] == "none"))


def _expression(words: str) -> "re.Pattern[str]":
    parts = (GAP.join(map(_word, word.split(" ... "))) for word in sorted(words.split("|"), key=len, reverse=True))
    return re.compile(r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)")


def _word(word: str) -> str:
    return re.escape(plain(word)).replace(r"\*", r"\w*").replace(r"\ ", r"\W+")


@lru_cache(maxsize=4096)
def signs_in(text: str) -> Mapping[str, float]:
    """How strongly the words of one sentence speak for each kind."""
    folded = _passed_over().sub(" ", plain(text))
    found: dict[str, float] = dict.fromkeys(KINDS, 0.0)
    for code, weight, shape in _signs():
        hits = {match[0] for match in shape.finditer(folded)}
        found[code] += weight * (1 + 0.25 * (len(hits) - 1)) if hits else 0.0
    return found


def _scores(subject: str, sentences: Sequence[Sentence], has_list: bool) -> dict[Kind, float]:
    """The evidence of all sentences for each kind: the best sentence counts whole, further ones less and less."""
    each = [_of_sentence(sentence.whole) for sentence in sentences[:FIRST_SENTENCES]]
    titled = {} if not subject or REPLY.match(plain(subject)) else _of_sentence(subject)
    scores = {kind: _sum([said.get(kind, 0.0) for said in each]) + 0.6 * titled.get(kind, 0.0) for kind in KINDS}
    asked = sum("?" in sentence.text for sentence in sentences[:FIRST_SENTENCES])
    scores["question"] += 3.0 * asked / max(len(each), 1)
    if _best("withdrawal", each) >= SURE:
        scores["offer"], scores["need"] = 0.4 * scores["offer"], 0.4 * scores["need"]
    if _best("need", each) >= PLAIN or _best("donation", each) >= SURE:
        scores["question"] *= 0.5  # who asks where to turn asks for help with that
    if _best("donation", each) >= SURE:
        scores["offer"], scores["need"] = 0.5 * scores["offer"], 0.5 * scores["need"]
    scores["offer"] += 4.0 if has_list and scores["need"] < 4 else 0.0
    scores["need"] += 3.0 if has_list and scores["need"] >= 4 else 0.0
    return scores


def _best(kind: Kind, each: Sequence[Mapping[str, float]]) -> float:
    """How strongly one sentence alone speaks for a kind."""
    return max((said.get(kind, 0.0) for said in each), default=0.0)


def _sum(said: list[float]) -> float:
    ranked = sorted(said, reverse=True)
    return sum(score * 0.45**place for place, score in enumerate(ranked))


@lru_cache(maxsize=4096)
def _of_sentence(text: str) -> Mapping[str, float]:
    """The kinds a sentence speaks for; asking, it neither offers nor needs unless it says what."""
    found = dict(signs_in(text))
    if found["withdrawal"]:
        found["offer"] = found["need"] = found["donation"] = 0.0
    words = read_words(text)
    goods = bool(words.products or words.processes)
    if ASKS.search(text):
        found["question"] = found.get("question", 0.0) + 3.0
        found["offer"] = 0.3 * found.get("offer", 0.0)
        found["need"] = (0.8 if goods else 0.3) * found.get("need", 0.0)
    elif goods:
        counted = bool(re.search(r"\d", text))
        much = 1.6 if counted else 1.3
        found["question"] = (0.4 if counted else 0.7) * found.get("question", 0.0)
        found["offer"] = much * found.get("offer", 0.0) + 0.3
        found["need"] = much * found.get("need", 0.0)
    else:
        found["need"] = 0.6 * found.get("need", 0.0)
        found["offer"] = 0.7 * found.get("offer", 0.0)
    return found


@cache
def _topics() -> list[tuple[Topic, "re.Pattern[str]"]]:
    return [(row["code"], _expression(row["words"])) for row in rows("mail_topic")]  # type: ignore[misc]


def topic_of(subject: str, sentences: Sequence[Sentence]) -> Topic:
    """What a question is about: its asking sentences count most."""
    counted: dict[Topic, float] = dict.fromkeys(TOPICS, 0.0)
    for text, weight in [(subject, 2.0), *((each.text, 3.0 if "?" in each.text else 1.0) for each in sentences)]:
        folded = plain(text)
        for topic, shape in _topics():
            counted[topic] += weight * len({match[0] for match in shape.finditer(folded)})
    best = max(TOPICS, key=counted.__getitem__)
    return best if counted[best] else "other"
