"""A mail taken apart, whatever program saved it: headers, text, files, and the mails within it.

Declares shapes and limits only. Leaves out reading Internet mail (loaders.mail_mime), Outlook's own files
(loaders.mail_outlook, loaders.mail_tnef) and what a mail says (capacity.messages).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

MAX_MAIL = 150_000_000  # bytes
MAX_PARTS = 1_000
MAX_DEPTH = 12  # mails within mails, and parts within parts
MAX_BODY = 2_000_000  # letters
LONGEST_NAME = 200
_SIGNS = re.compile(r"\s+")


@dataclass(frozen=True)
class File:
    """A file on a mail: `name` as sent, a label and never a path; `inline` where the text shows it in its own place."""

    name: str
    media_type: str
    content: bytes
    inline: bool = False


@dataclass(frozen=True)
class Mail:
    """One mail. `headers` has the first of each header under its name in small letters, decoded.

    `text` is what was sent as plain text, `html` what was sent as HTML, each "" where there is none. `files` are all
    that hang on it, those of the mails within included; `mails` are these. `cut` where limits left something out.
    """

    headers: Mapping[str, str]
    text: str = ""
    html: str = ""
    files: tuple[File, ...] = ()
    mails: tuple["Mail", ...] = field(default=())
    cut: bool = False


def label(name: str) -> str:
    """A file's name as people may see it: one line without the signs that steer a screen or hide an ending."""
    shown = (sign for sign in name if unicodedata.category(sign) != "Cf")
    seen = "".join(" " if unicodedata.category(sign) in ("Cc", "Cs") else sign for sign in shown)
    return _SIGNS.sub(" ", seen).strip()[:LONGEST_NAME]
