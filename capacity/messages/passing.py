"""Through whose hands a mail came: which quoted originals were passed on, and which only answered.

Leaves out who speaks (capacity.messages.voices).
"""

import re
from collections.abc import Sequence
from functools import cache

from capacity.messages.domains import own_label
from capacity.messages.kinds import judge
from capacity.messages.sentences import sentences_of
from capacity.messages.voices import Voice
from capacity.messages.words import pattern, plain
from capacity.messages.writers import is_cluster
from capacity.quantities import read_quantities
from capacity.vocabulary.words import read_words

FEW_WORDS = 12  # of one's own above something passed on


def passed_on(voices: Sequence[Voice]) -> list[Voice]:
    """Those through whose hands a mail came, the sender first and the writer last: one alone where it was answered."""
    chain = [voices[0]]
    for voice in voices[1:]:
        if not _goes_on(chain[-1], voice):
            break
        chain.append(voice)
    return chain


def passed_on_by(chain: Sequence[Voice]) -> str:
    """The organisation that passed a mail on: the nearest to the writer that speaks for others, else the sender's."""
    writer = chain[-1].organisation
    others = [each.organisation for each in reversed(chain[:-1]) if each.organisation and each.organisation != writer]
    return next((each for each in others if is_cluster(each)), others[-1] if others else "")


@cache
def _prefix(role: str) -> "re.Pattern[str]":
    return re.compile(rf"^[\W_]*(?:{pattern(role)})\s*(?:\[\d+\])?:")


@cache
def _passing() -> "re.Pattern[str]":
    return re.compile(rf"(?<!\w)(?:{pattern('passing_on')})(?!\w)")


def is_passing(said: str) -> bool:
    """Whether words say that something is passed on."""
    return bool(_passing().search(plain(said)))


def _goes_on(voice: Voice, below: Voice) -> bool:
    """Whether what stands below a voice was passed on by it rather than answered."""
    said = plain(voice.said)
    if below.how == "forwarded":
        return is_passing(said) or not (_answers(voice, below) and _alone_states_amount(voice, below))
    if _prefix("subject_forward").match(plain(voice.subject)):
        return is_passing(said) or not _alone_states_amount(voice, below)
    if not said:
        return True
    if _is_to(voice, below) or _answers(voice, below):
        return False
    if _prefix("subject_reply").match(plain(voice.subject)):
        return is_passing(said) and not read_words(voice.said).products and (_wants(below) or is_passing(below.said))
    return len(said.split()) <= FEW_WORDS or is_passing(said)


def _is_to(voice: Voice, below: Voice) -> bool:
    """Whether a voice speaks to whom it quotes."""
    mail, to = below.who.email, voice.to.lower()
    label = own_label(mail)
    return bool(mail) and (mail in to or (bool(label) and any(own_label(each) == label for each in _mails(to))))


def _mails(text: str) -> list[str]:
    return re.findall(r"(?<![\w.+'-])[\w.+'-]+@[\w.-]+\w", text)


def _answers(voice: Voice, below: Voice) -> bool:
    """Whether somebody offers above what was asked below."""
    return _kind(voice) in ("offer", "donation") and _kind(below) in ("need", "question", "other")


def _alone_states_amount(voice: Voice, below: Voice) -> bool:
    """Whether only who forwards says how much: so somebody answers a call with an offer of their own."""
    above, quoted = (sentences_of(each.parted.said) for each in (voice, below))
    return any(read_quantities(each.whole) for each in above) and not any(
        read_quantities(each.whole) for each in quoted
    )


def _wants(voice: Voice) -> bool:
    return _kind(voice) != "other"


def _kind(voice: Voice) -> str:
    return judge({}, voice.subject, sentences_of(voice.parted.said), has_list=False).kind
