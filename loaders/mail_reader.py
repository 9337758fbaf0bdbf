"""A mail as a Report: what its text offers, what its files offer, and the message itself.

Leaves out taking mails apart (loaders.mail_mime, loaders.mail_outlook), what their words mean (capacity.messages) and
offers in prose (loaders.mail_prose).
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

import pandas as pd

from capacity import template
from capacity.corrections import Correction
from capacity.message import Attachment, Message
from capacity.messages import Letter, Understood, apart, understand
from capacity.reports import Report
from loaders.cells import Sheet, Source, rectangle
from loaders.engines import TooLargeError
from loaders.frames import together
from loaders.issues import Issues
from loaders.mail import File, Mail, label
from loaders.mail_html import text_of_html
from loaders.mail_mime import read_mime
from loaders.mail_offers import Frames, Prose, offers_in_prose
from loaders.mail_outlook import read_outlook
from loaders.markup import read_markup

TEXT = "text"  # the sheet that stands for the words of a mail
READ = ("csv", "tsv", "txt", "json", "xlsx", "xlsm", "xls", "xlsb", "ods", "html", "xml")
PAGE = "page"  # the format of a mail's own HTML, whose tables may be lists
NO_LISTS = ("image/", "message/", "video/", "audio/")
LISTED = ("offer", "need", "donation")
MOST_READ = 60  # files of one mail that are read as lists
LONGEST_LIST = 200_000  # letters of HTML in which tables are looked for

Reads = Callable[[bytes, str], Source]
Reports = Callable[..., Report]


def mail_source(content: bytes, file: str, stamp: str, format_: str, read: Reads) -> Source:
    """A mail's text and the sheets of its files as one Source; `read` reads a file that hangs on it."""
    mail = read_outlook(content) if format_ == "msg" else read_mime(content)
    attached = tuple(_attached(each, read) for each in mail.files if _may_be_a_list(each))[:MOST_READ]
    lines = [[line] for line in body_of(mail).splitlines()]
    if pages := _tables_of_page(mail.html):
        attached = (Source(TEXT, stamp, PAGE, sheets=tuple(pages)), *attached)
    sheets = (Sheet(TEXT, rectangle(lines)), *(sheet for source in attached for sheet in source.sheets))
    return Source(file, stamp, format_, sheets=sheets, mail=mail, attached=attached)


def body_of(mail: Mail) -> str:
    """What was written, as plain text: the better one of the two forms in which mails carry it."""
    page = text_of_html(mail.html) if mail.html else ""
    plain = mail.text.strip("\r\n").replace("\r\n", "\n").replace("\r", "\n")
    return page if len(plain.strip()) < 0.3 * len(page) else plain


def _may_be_a_list(file: File) -> bool:
    return bool(file.content) and not file.inline and not file.media_type.startswith(NO_LISTS)


def _attached(file: File, read: Reads) -> Source:
    """A file's sheets, each named after the file and itself; the helpers of our own template left out."""
    name = label(file.name)
    source = read(file.content, name.replace("/", "_").replace("\\", "_"))
    if source.mail:
        return replace(source, file=name, sheets=(), mail=None, attached=(), error="file_is_mail")
    kept = [sheet for sheet in source.sheets if sheet.name not in template.HELPER_SHEETS]
    named = tuple(replace(each, name=f"{name} › {each.name}" if each.name else name) for each in kept)
    return replace(source, file=name, sheets=named)


def _tables_of_page(html: str) -> list[Sheet]:
    if "<table" not in html.lower() or len(html) > LONGEST_LIST:
        return []
    with suppress(TooLargeError):
        return [replace(each, name=TEXT) for each in read_markup(b"", html)]
    return []


@dataclass(frozen=True)
class Read:
    """A mail of which all is read but the offers in its words: what its text and the mails in it say, its files."""

    source: Source
    message: Message
    said: list[Understood]
    files: list[Report]
    day: dt.date | None


def read_mail(
    source: Source, report: Reports, *, received_at: dt.date | None, corrections: Sequence[Correction]
) -> Read:
    """What a mail says and what its files give; `report` makes a report of each file's Source."""
    mail = source.mail
    assert mail is not None
    letter = apart(_letter(mail))
    sent_at = _moment(mail.headers.get("date", ""))
    day = sent_at.date() if sent_at else received_at
    files = [report(each, received_at=day, corrections=corrections) for each in source.attached]
    files = [each for each in files if each.format != PAGE or len(each.offers)]
    said = understand(letter, has_list=any(len(each.offers) for each in files))
    if any(each.format == PAGE for each in files):
        said = replace(said, sentences=tuple(each for each in said.sentences if "\t" not in each.text))
    within = _within(letter, said)
    if within and said.kind == "other":
        said = replace(said, kind=within[0].kind, confidence=within[0].confidence, topic=within[0].topic)
    if within:
        said = replace(said, forwarded_by=said.forwarded_by or said.from_organisation)
    return Read(source, _message(mail, said, sent_at), [said, *within], files, day)


def mail_reports(mails: Sequence[Read]) -> list[Report]:
    """The reports of mails that were read, the offers in the words of all of them found at once."""
    issues = [Issues() for _ in mails]
    prose = [Prose(said, each.day, own) for each, own in zip(mails, issues, strict=True) for said in each.said]
    found = iter(offers_in_prose(prose, TEXT))
    return [_together(each, [next(found) for _ in each.said], own) for each, own in zip(mails, issues, strict=True)]


def _within(letter: Letter, said: Understood) -> list[Understood]:
    """What several attached mails say, each for itself, passed on by whom they are attached to."""
    if len(letter.within) < 2:
        return []
    items = [understand(apart(each)) for each in letter.within]
    if said.kind == "other":
        said = replace(said, kind=next((each.kind for each in items if each.kind in LISTED), said.kind))
    found = (_as_listed(each, item, said) for each, item in zip(letter.within, items, strict=True))
    return [replace(each, forwarded_by=each.forwarded_by or said.from_organisation) for each in found]


def _as_listed(letter: Letter, item: Understood, said: Understood) -> Understood:
    """What is only an item of a list offers or needs as the mail around it does."""
    listed = "subject" not in letter.headers and item.kind in ("other", "question")
    return replace(item, kind=said.kind) if listed and said.kind in LISTED else item


def _letter(mail: Mail) -> Letter:
    """A mail in the shape in which its words are understood."""
    return Letter(mail.headers, body_of(mail), tuple(_letter(each) for each in mail.mails))


def _message(mail: Mail, said: Understood, sent_at: dt.datetime | None) -> Message:
    files = (Attachment(label(each.name), each.media_type, len(each.content), _stamp(each)) for each in mail.files)
    return Message(
        key=_key(mail), answers=_answers(mail), sent_at=sent_at,
        sender=said.sender, writer=said.writer, from_organisation=said.from_organisation,
        forwarded_by=said.forwarded_by, subject=mail.headers.get("subject", ""), text=said.text, body=body_of(mail),
        kind=said.kind, confidence=said.confidence, topic=said.topic, language=said.language, attachments=tuple(files),
    )  # fmt: skip


def _stamp(file: File) -> str:
    return hashlib.sha256(file.content).hexdigest()


def _key(mail: Mail) -> str:
    """What names a mail however often it comes: its Message-ID, else its sender, subject, date and text."""
    own = mail.headers.get("message-id", "").strip("<> ")
    if own:
        return own[:400]
    named = (mail.headers.get(name, "") for name in ("from", "subject", "date"))
    said = (*named, body_of(mail), *map(_stamp, mail.files))
    return hashlib.sha256("\x1f".join(said).encode("utf-8", "replace")).hexdigest()


def _answers(mail: Mail) -> tuple[str, ...]:
    named = f"{mail.headers.get('references', '')} {mail.headers.get('in-reply-to', '')}".replace(",", " ").split()
    return tuple(dict.fromkeys(each.strip("<>") for each in named if "@" in each))


def _moment(date: str) -> dt.datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except Exception:  # noqa: BLE001 the standard library trips over some dates
        return None
    try:
        aware = found if found.tzinfo else found.replace(tzinfo=dt.UTC)
        aware.astimezone(dt.UTC)
    except (OverflowError, ValueError):
        return None
    return aware


def _together(mail: Read, stated: list[Frames], issues: Issues) -> Report:
    """One report of what a mail's words and files give."""
    source, said = mail.source, mail.said
    prose = [_credited(frames, each) for frames, each in zip(stated, said, strict=True)]
    lists = [_credited((each.offers, each.capabilities), said[0]) for each in mail.files]
    for read in source.attached:
        if read.error and read.format != PAGE:
            issues.add(read.error, read.file)
    frames = [each.issues for each in mail.files if not each.error]
    offers, capabilities = together([*prose, *lists])
    return Report(
        source.file, source.sha256, source.format, None, None, None,
        tables=tuple(table for each in mail.files for table in each.tables),
        offers=offers, capabilities=capabilities,
        issues=pd.concat([issues.frame(), *frames], ignore_index=True) if frames else issues.frame(),
        message=mail.message,
    )  # fmt: skip


def _credited(found: Frames, said: Understood) -> Frames:
    """Offers of a file or of words with who passed them on, and by mail as they came."""
    offers, capabilities = found
    if not len(offers):
        return found
    passed = said.forwarded_by or said.from_organisation
    own = offers["organisation"].isna() | offers["organisation"].eq(passed)
    by = pd.Series(passed or None, index=offers.index, dtype="str").where(~own | bool(said.forwarded_by), None)
    credited = offers.assign(
        passed_on_by=offers["passed_on_by"].where(offers["passed_on_by"].notna(), by),
        organisation=offers["organisation"].where(offers["organisation"].notna(), said.from_organisation or None),
        channel=offers["channel"].where(offers["channel"].ne("file"), "mail"),
    )
    return credited, capabilities
