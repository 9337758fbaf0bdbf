"""A text cut into sentences, at line ends and at full stops that end no abbreviation.

Leaves out what a sentence says (sentence).
"""

import re

_ABBREVIATED = "".join(f"(?<!{end})" for end in ("tl", "prod", "kap", "stg", "masch", "mitarb", "zykl", "verfgb"))
_SENTENCES = re.compile(
    rf"[;\n!?]+|(?<=[^\W\d]{{5}}){_ABBREVIATED}\.\s+(?=[A-ZÄÖÜ])|(?<=\d)\.\s+(?=[A-ZÄÖÜ][a-zäöü]+ )"
)
_DEFINITION = re.compile(r"\s*1?\s*[^\W\d]+\.?\s*=\s*\d[\d.,']*\s*[^\W\d]*\.?\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a text; what defines a pack stays with what follows: "1 pallet = 4,800; 3 pallets/wk"."""
    parts: list[str] = []
    start = 0
    for match in _SENTENCES.finditer(text):
        if not _DEFINITION.fullmatch(text, start, match.start()):
            parts.append(text[start : match.start()])
            start = match.end()
    return [part for part in (*parts, text[start:]) if part]
