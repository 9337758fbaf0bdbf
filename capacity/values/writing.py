"""A cell's text set right where that is certain: mojibake, invisible characters, blanks. Leaves out its meaning."""

import functools
import re
import unicodedata

_SUSPICIOUS = re.compile(
    r"[ÃÂâÄÅÐÑ][\u0080-\u00ff\u0152-\u0178\u2013-\u2122]|â€|Ã|ï»¿|\ufffd|[\u0080-\u009f]|[¬√][^\s\w]|√º|¬™|¬∫"
)
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n\s*")


@functools.lru_cache(maxsize=100_000)
def clean_text(text: str) -> str:
    """The text without invisible characters, blanks folded, mojibake repaired where ftfy is certain; lines are kept."""
    if "  " not in text and text.isprintable() and (text.isascii() or _is_sound(text)):
        return text.strip()
    while (cleaner := _cleaned(text)) != text:  # what an invisible character hid may be mojibake itself
        text = cleaner
    return text


def _cleaned(text: str) -> str:
    if _SUSPICIOUS.search(text):
        import ftfy  # at first use: reading places must not wait for it

        text = ftfy.fix_text(
            text,
            uncurl_quotes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            normalization=None,
            unescape_html=False,
        )
    text = "".join(character for character in unicodedata.normalize("NFC", text) if _visible(character))
    return _LINES.sub("\n", _BLANKS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def _is_sound(text: str) -> bool:
    return unicodedata.is_normalized("NFC", text) and not _SUSPICIOUS.search(text)


def _visible(character: str) -> bool:
    """Whether a character is seen, or is a blank or a line end."""
    return character in "\n\r\t" or unicodedata.category(character) not in ("Cc", "Cf", "Co", "Cs")
