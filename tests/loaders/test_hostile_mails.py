"""Mails that somebody wrote to stop the reader: each is a message soon, what is too much is cut and never raised.

Workbooks and texts are in test_hostile.py. Leaves out names of attached files and scripts in pages (test_mail.py).
"""

import base64
import struct
import time

import pytest

from loaders.mail import MAX_PARTS
from loaders.mail_mime import read_mime
from loaders.reader import read_report

SECONDS = 10.0  # of this processor; each needs one at most, and minutes where work grows with the square of the size
FROM, SUBJECT = b"From: A <a@example.org>\r\n", b"Subject: Angebot\r\n"
HEAD = FROM + SUBJECT + b"Date: Mon, 30 Mar 2020 10:00:00 +0200\r\nMIME-Version: 1.0\r\n"
SAID = b"Wir naehen 300 Masken pro Woche.\r\n"
TEXT = b"--x\r\nContent-Type: text/plain\r\n\r\n" + SAID
MIXED = HEAD + b"Content-Type: multipart/mixed; boundary=x\r\n\r\n"
HTML = HEAD + b"Content-Type: text/html\r\n\r\n<p>" + SAID + b"</p>"


def mails_within(times: int) -> bytes:
    """A mail in a mail, so many times."""
    opened = b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\nContent-Type: message/rfc822\r\n\r\n"
    return b"".join(HEAD + opened % (at, at) for at in range(times)) + HEAD + b"\r\n" + SAID


def parts_within(times: int) -> bytes:
    opened = (b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at) for at in range(times))
    return HEAD + b"".join(opened) + b"Content-Type: text/plain\r\n\r\n" + SAID


def attached(content: bytes, name: str) -> bytes:
    kind = f'--x\r\nContent-Type: application/octet-stream; name="{name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return MIXED + TEXT + kind.encode() + base64.encodebytes(content) + b"--x--\r\n"


def winmail(*attributes: tuple[int, bytes]) -> bytes:
    packed = (struct.pack("<BHHI", 2, code, 6, len(data)) + data + b"\0\0" for code, data in attributes)
    return b"\x78\x9f\x3e\x22\x01\x00" + b"".join(packed)


def winmails_within(times: int) -> bytes:
    inside = b"Firma;Ort\nA;Bonn\n"
    for _ in range(times):
        inside = winmail((0x9002, b"\0" * 14), (0x8010, b"winmail.dat\0"), (0x800F, inside))
    return attached(inside, "winmail.dat")


VAST = b"\xff\xff\xff\xff"
CLAIMING = winmail(*[(0x9002, b"\0")] * 20_000, (0x9003, VAST + (b"\x1e\x00\x00\x10" + VAST) * 999))
PIECES = [f'";\r\n name*{at}="a' for at in range(3_000)]
PASSED_ON = b"-----Original Message-----\r\n" + HEAD + b"\r\n" + SAID
HALVED = HEAD.replace(b"Angebot", b"=?unicode_escape?q?Angebot_=5Cud83d?=") + b"\r\n"
MAILS = {
    "a header of megabytes": lambda: HEAD + b"X-Long: " + b"a " * 300_000 + b"\r\n\r\n" + SAID,
    "headers by the thousand": lambda: HEAD + b"".join(b"X-%d: a\r\n" % at for at in range(10_000)) + b"\r\n" + SAID,
    "a subject of encoded words": lambda: HEAD.replace(b"Angebot", b"=?utf-8?q?Angebot?= " * 5_000) + b"\r\n" + SAID,
    "a sender of many words": lambda: HEAD.replace(b"A <", b'"' + b"a " * 30_000 + b'" <') + b"\r\n" + SAID,
    "a sender in brackets": lambda: HEAD.replace(b"A <", b"(" * 20_000 + b"<") + b"\r\n" + SAID,
    "recipients by the thousand": lambda: HEAD + b"To: " + b"B <b@example.org>, " * 5_000 + b"\r\n\r\n" + SAID,
    "a mail in a mail in a mail": lambda: mails_within(100),
    "mails within mails without end": lambda: mails_within(500),
    "parts within parts without end": lambda: parts_within(1_100),
    "a name in thousands of pieces": lambda: attached(b"x", '";\r\n name*0="' + "".join(PIECES)),
    "a winmail.dat in itself": lambda: winmails_within(40),
    "a winmail.dat that claims": lambda: attached(CLAIMING, "winmail.dat"),
    "files in the text that never end": lambda: HEAD + b"\r\n" + SAID + b"begin 644 a.txt\r\n" * 2_000,
    "a page without an end": lambda: HTML + b"<script" * 8_000,
    "a page of comments": lambda: HTML + b"<!--<a>" * 15_000,
    "a page of attributes": lambda: HTML + b"<p " + b"a='1' " * 15_000 + b">",
    "a page that is quoted ever deeper": lambda: HTML + b"<div><blockquote>" * 3_000,
    "quoted ever deeper": lambda: HEAD + b"\r\n" + b"".join(b">" * at + b" " + SAID for at in range(200)),
    "passed on again and again": lambda: HEAD + b"\r\n" + PASSED_ON * 100,
    "a charset with a zero in it": lambda: HEAD + b"Content-Type: text/plain; charset=utf\0-8\r\n\r\n\xc3\xbc " + SAID,
    "half a letter": lambda: HEAD + b"Content-Type: text/plain; charset=utf-7\r\n\r\n+2D0- " + SAID,
    "half a letter, escaped": lambda: HALVED + SAID,
    "digits": lambda: HEAD + b"\r\nWir naehen " + b"1" * 30_000 + b" Masken\r\n",
    "addresses": lambda: HEAD + b"\r\n" + SAID + b"a@" * 15_000 + b"\r\n" + b"a." * 15_000 + b"@\r\n",
    "one line": lambda: HEAD + b"\r\n" + SAID.rstrip() * 1_000,
}  # fmt: skip


@pytest.mark.parametrize("case", MAILS)
def test_each_is_a_message_soon(case: str) -> None:
    mail = MAILS[case]()
    begun = time.process_time()
    report = read_report(mail, "a.eml")
    assert report.error is None
    assert report.message
    assert report.message.subject.startswith("Angebot")
    assert time.process_time() - begun < SECONDS


def test_parts_by_the_thousand_are_read_as_far_as_people_would_look() -> None:
    part = b"--x\r\nContent-Type: image/png; name=a.png\r\n\r\nx\r\n"
    mail = read_mime(MIXED + TEXT + part * (3 * MAX_PARTS) + b"--x--\r\n")
    assert mail.cut
    assert mail.text.strip() == SAID.decode().strip()
    assert MAX_PARTS // 2 < len(mail.files) <= MAX_PARTS


def test_an_archive_on_a_mail_is_refused_as_it_would_be_alone() -> None:
    report = read_report(attached(b"PK\x03\x04" + b"\0" * 500, "liste.xlsx"), "a.eml")
    assert report.message
    assert report.issues[["code", "sheet"]].to_numpy().tolist() == [["file_broken", "liste.xlsx"]]
