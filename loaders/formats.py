"""What kind of file bytes are: told from the content first, the name second.

Leaves out reading it.
"""

import io
import re
import zipfile
from pathlib import PurePath
from typing import NamedTuple

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
OTHER_KINDS = (
    (b"%PDF", "file_is_pdf"),
    (b"\x89PNG", "file_is_picture"), (b"\xff\xd8\xff", "file_is_picture"), (b"GIF8", "file_is_picture"),
    (b"II*\x00", "file_is_picture"), (b"MM\x00*", "file_is_picture"),
    (b"{\\rtf", "file_is_document"),
    (b"\x1f\x8b", "file_is_archive"), (b"Rar!", "file_is_archive"), (b"7z\xbc\xaf", "file_is_archive"),
    (b"BZh", "file_is_archive"), (b"\xfd7zXZ", "file_is_archive"),
    (b"\x7fELF", "file_not_a_table"), (b"PAR1", "file_not_a_table"), (b"SQLite format 3", "file_not_a_table"),
)  # fmt: skip
MAILS = ("eml", "msg")
MAIL_NAMES = (".eml", ".msg", ".mbox", ".mbx")
MBOX = re.compile(rb"From [^\r\n]{0,300}\r?\n(?:[!-9;-~]{1,80}:|>From )")
ADDRESSED = re.compile(
    rb"^(?:from|to|date|message-id|received|return-path|delivered-to|envelope-to|reply-to|sender):", re.I | re.M
)
PARTED = re.compile(rb"content-type:\s*(?:multipart|message)/", re.I)
SAVED_PAGE = re.compile(
    rb"^x-document-type:\s*workbook|^snapshot-content-location:|^from:\s*\"?<?(?:saved|gespeichert|enregistr|salvat|guardad)",
    re.I | re.M,
)
HEADS = re.compile(rb"\A(?:[!-9;-~]{1,80}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,400}")
DOCUMENTS = ("word/document.xml", "ppt/presentation.xml")
HTML = (b"<html", b"<table", b"<!doctype html", b"<meta", b"<head", b"<body")
HTML_TABLE = re.compile(rb"<table[\s>]", re.I)
MOST_IN_FRONT = 4096
TEXT_NAMES = ("csv", "tsv", "txt")
OBJECT_NAMES = ("json", "jsonl", "ndjson", "geojson")
ENDINGS = (
    *(f".{name}" for name in TEXT_NAMES + OBJECT_NAMES),
    ".xlsx",
    ".xlsm",
    ".xltx",
    ".xltm",
    ".xls",
    ".xlt",
    ".xlsb",
    ".ods",
    ".ots",
    ".fods",
    ".sxc",
)


class Kind(NamedTuple):
    """`format` as in Source, or "text" for delimited text of any kind; `error` an issue code or ""."""

    format: str
    error: str = ""


def kind_of(content: bytes, name: str) -> Kind:
    """Tells the format of a file; never raises."""
    suffix = PurePath(name).suffix.lower().lstrip(".")
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        return Kind(suffix or "txt", "file_empty")
    if content.startswith(OLE):
        return _ole(content, suffix or "ole")
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")) or _is_zip_behind(content):
        return _zipped(content, suffix)
    if content.startswith(OLD_EXCEL):
        return Kind("xls")
    if suffix == "eml" or _is_mail(content):
        return Kind("eml")
    if MBOX.match(content):
        return Kind("mbox", "file_is_mail")
    for start, code in OTHER_KINDS:
        if content.startswith(start):
            return Kind(suffix or "unknown", code)
    return _text(content, suffix)


def _is_zip_behind(content: bytes) -> bool:
    """Whether an archive begins a few lines into the file, as when it was cut out of a mail."""
    return content.find(b"PK\x03\x04", 0, MOST_IN_FRONT) > 0 and zipfile.is_zipfile(io.BytesIO(content))


def _zipped(content: bytes, suffix: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            mimetype = archive.read("mimetype") if "mimetype" in names else b""
            manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    except Exception:  # noqa: BLE001 whatever is wrong with a zip, the engines may still open it
        return Kind(suffix if suffix in ("xlsx", "xlsm", "xlsb", "ods") else "xlsx", "file_broken")
    if b"spreadsheet" in mimetype or b"sun.xml.calc" in mimetype or (not mimetype and "content.xml" in names):
        return Kind("ods", "file_encrypted" if b"encryption-data" in manifest else "")
    lower = {name.lower().replace("\\", "/") for name in names}
    if any(name.endswith("workbook.bin") for name in lower):
        return Kind("xlsb")
    if any(name.startswith("xl/") for name in lower) or any(name.endswith("workbook.xml") for name in lower):
        return Kind("xlsm" if any(name.endswith("vbaproject.bin") for name in lower) or suffix == "xlsm" else "xlsx")
    is_document = b"opendocument" in mimetype or any(name in lower for name in DOCUMENTS)
    return Kind(suffix or "zip", "file_is_document" if is_document else "file_is_archive")


def _ole(content: bytes, suffix: str) -> Kind:
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(content)) as document:
            streams = {"/".join(path).lower() for path in document.listdir()}
            if "encryptedpackage" in streams:
                return Kind("xlsx", "file_encrypted")
            book = next((path for path in ("workbook", "book") if path in streams), "")
            if not book:
                other = _other_container(streams)
                return Kind(suffix, other) if other else Kind("msg")
            return Kind("xls", "file_encrypted" if _has_password(document.openstream(book).read(4096)) else "")
    except Exception:  # noqa: BLE001 a damaged container: xlrd may still find the workbook in it
        return Kind("xls")


def _other_container(streams: set[str]) -> str:
    """The issue code of a container that is no workbook."""
    if "__properties_version1.0" in streams:
        return ""
    if any(name.startswith("__") for name in streams):
        return "file_is_mail"
    return "file_is_document" if streams & {"worddocument", "powerpoint document"} else "file_not_a_table"


def _has_password(stream: bytes) -> bool:
    """A FILEPASS record among the first records of the workbook stream."""
    at = 0
    while at + 4 <= len(stream):
        record, length = (
            int.from_bytes(stream[at : at + 2], "little"),
            int.from_bytes(stream[at + 2 : at + 4], "little"),
        )
        if record == 0x2F:
            return True
        at += 4 + length
    return False


def _text(content: bytes, suffix: str) -> Kind:
    start = _start(content)
    if start.startswith(b"<"):
        if b"office:spreadsheet" in start or b"office:document" in start:
            return Kind("xml")
        if any(tag in start for tag in HTML) or HTML_TABLE.search(content):
            return Kind("html")
        if start.startswith(b"<?xml"):
            return Kind("xml", "file_not_a_table")
    if start.startswith(b"mime-version:") and HTML_TABLE.search(content):
        return Kind("html")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or _reads_as_text(content[:20_000]):
        return Kind("text")
    return Kind(suffix or "unknown", "file_not_a_table")


def _is_mail(content: bytes) -> bool:
    """Whether the file begins with the headers of a mail: several lines, and among them who wrote or got it and how."""
    start = content[:20_000].lstrip(b"\xef\xbb\xbf\r\n")
    heads = HEADS.match(start)
    if not heads or SAVED_PAGE.search(heads[0]):
        return False
    if PARTED.match(heads[0]) or (
        b"content-transfer-encoding:" in heads[0].lower() and heads[0][:9].lower() == b"content-t"
    ):
        return True
    named = {match.lower() for match in ADDRESSED.findall(heads[0])}
    typed = re.search(rb"^(?:mime-version|content-type|subject|x-[\w-]+):", heads[0], re.I | re.M)
    return len(named) >= 2 or bool(named and typed)


def _start(content: bytes) -> bytes:
    """The first letters in lower case, in UTF-8 whatever they were."""
    start = content[:8192]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode("utf-8", "replace")
    return start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()


def _reads_as_text(sample: bytes) -> bool:
    """Few control characters; zeros count only when they do not alternate as in UTF-16."""
    control = sum(1 for byte in sample if byte < 32 and byte not in (0, 1, 9, 10, 11, 12, 13, 26, 28, 29, 30, 31))
    return control <= 0.01 * len(sample)
