"""Mails that lie together: an .mbox, or a zip of mails, one by one. A single mail or any other file is itself.

Folders stand for what lies in them. Leaves out reading the mails (loaders.mail_mime, loaders.mail_outlook).
"""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath

from loaders.formats import ENDINGS, MAIL_NAMES, kind_of
from loaders.guard import is_bomb
from loaders.mail import MAX_MAIL

MAILDIR = ("cur", "new")
MOST = 100_000  # mails of one box
FROM_LINE = re.compile(rb"(?:\A|\r?\n\r?\n|\r?\n(?=From \S+@))From [^\r\n]{1,300}\r?\n(?=(?:>?From |[!-9;-~]{1,80}:))")
QUOTED_FROM = re.compile(rb"^>(>*From )", re.M)


def mails_in(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each mail of a box, or of the file itself where it is no box."""
    if kind_of(content, name).format == "mbox":
        yield from _of_mbox(content, PurePath(name).name)
    elif content.startswith(b"PK\x03\x04") and (inside := _mails_of_zip(content)):
        yield from inside
    else:
        yield name, content


def _of_mbox(content: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    starts = [match.end() for match in FROM_LINE.finditer(content)]
    ends = [match.start() for match in FROM_LINE.finditer(content)]
    for number, (start, end) in enumerate(zip(starts[:MOST], [*ends[1:MOST], len(content)], strict=True), start=1):
        yield f"{name} {number}.eml", QUOTED_FROM.sub(rb"\1", content[start:end])


def _mails_of_zip(content: bytes) -> list[tuple[str, bytes]]:
    """The mails of a zip that holds nothing else, else none."""
    try:
        if is_bomb(content):
            return []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()][:MOST]
            if not entries or not all(entry.filename.lower().endswith(MAIL_NAMES) for entry in entries):
                return []
            return [(PurePath(each.filename).name, archive.read(each)) for each in entries if each.file_size < MAX_MAIL]
    except Exception:  # noqa: BLE001 whatever is wrong with a zip, it is then read as a file
        return []


def files_of(path: Path) -> Iterator[Path]:
    """The file itself, or of a folder the reports and mails in it in alphabetical order; also those of a Maildir."""
    if not path.is_dir():
        yield path
        return
    for each in sorted(path.iterdir()):
        if each.is_dir() and each.name in MAILDIR:
            yield from sorted(mail for mail in each.iterdir() if mail.is_file() and not mail.name.startswith("."))
        elif each.is_file() and _may_be_a_report(each):
            yield each


def _may_be_a_report(path: Path) -> bool:
    """Whether a file of a folder is one to read: not hidden, no lock file of an office program, a known ending."""
    return path.suffix.lower() in (*ENDINGS, *MAIL_NAMES) and not path.name.startswith((".", "~$"))
