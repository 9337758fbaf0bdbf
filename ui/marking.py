"""Marks in a text the words that an interpretation rests on, as escaped HTML. Leaves out where the words come from."""

import re
from collections.abc import Iterable
from html import escape

SHORTEST = 2
MARK = "background:#E69F0050;color:inherit;border-radius:2px"


def marked(text: str, used: Iterable[str]) -> str:
    """`text` as HTML with every used word in <mark>; whole words only, longest first, case and line ends aside."""
    words = sorted({word.strip() for word in used if len(word.strip()) >= SHORTEST}, key=len, reverse=True)
    if not words:
        return escape(text)
    pattern = re.compile("|".join(rf"(?<!\w){_anyhow(word)}(?!\w)" for word in words), flags=re.IGNORECASE)
    parts, end = [], 0
    for found in pattern.finditer(text):
        parts += [escape(text[end : found.start()]), f'<mark style="{MARK}">{escape(found.group())}</mark>']
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def _anyhow(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
