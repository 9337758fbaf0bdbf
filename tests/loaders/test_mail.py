"""Mails taken apart: odd headers and charsets, nested and packed files, broken ends; nothing raises."""

import email
import io
import struct
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.formats import kind_of
from loaders.mail import MAX_DEPTH, label
from loaders.mail_boxes import files_of, mails_in
from loaders.mail_headers import header_text
from loaders.mail_html import text_of_html
from loaders.mail_mime import read_mime
from loaders.mail_rtf import unpacked_rtf, words_of_rtf
from loaders.mail_tnef import files_of as files_in_tnef
from loaders.reader import read_report

HEAD = b"From: Werk <a@example.org>\r\nTo: b@example.org\r\nSubject: Liste\r\nMIME-Version: 1.0\r\n"
LIST = "Firma;Ort;Produkt;Menge pro Woche\nNähstube A GmbH;Kiel;Behelfsmasken;300\nWerk B GmbH;Bonn;Visiere;200\n"


def with_files(*files: tuple[str, bytes], text: str = "Anbei die Liste.\n") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Cluster Nord e.V. <info@example.org>", "b@example.org", "Liste"
    mail.set_content(text)
    for name, content in files:
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=?utf-8?q?N=C3=A4hstube?=", "Nähstube"),
        ("=?utf-8?B?TsOkaA==?=\r\n =?utf-8?B?c3R1YmU=?=", "Nähstube"),
        ("=?utf-8?b?TsM=?= =?utf-8?b?pGg=?=", "Näh"),
        ('"=?iso-8859-1?Q?M=FCller?=" <m@example.org>', '"Müller" <m@example.org>'),
        ("=?no-such-charset?q?Caf=E9?=", "Café"),
        ("=?utf-8?q?offen", "=?utf-8?q?offen"),
        ("=?utf-8?b?TsOkaHN0dWJ?=", "Nähstu"),
        ("N\udcc3\udca4hstube", "Nähstube"),
    ],
)
def test_headers_are_read_however_they_were_written(written: str, read: str) -> None:
    assert header_text(written).startswith(read)


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="N\xc3\xa4her.csv"',
        b"attachment; filename*=utf-8''N%C3%A4her.csv",
        b"attachment; filename*0*=utf-8''N%C3; filename*1*=%A4her.csv",
        b'attachment; filename="=?utf-8?q?N=C3=A4her.csv?="',
        b"attachment; filename==?iso-8859-1?q?N=E4her.csv?=",
    ],
)
def test_names_of_files_are_read_however_they_were_written(disposition: bytes) -> None:
    mail = HEAD + b"Content-Type: application/x\r\nContent-Disposition: " + disposition + b"\r\n\r\nx\r\n"
    assert [file.name for file in read_mime(mail).files] == ["Näher.csv"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\boot.ini", "liste\u202exslx.exe", "a\x00b.csv", "/dev/null"])
def test_the_name_of_a_file_is_a_label_and_never_a_path(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    mail = HEAD + b'Content-Type: text/csv; name="' + name.encode() + b'"\r\nContent-Disposition: attachment\r\n\r\n'
    report = read_report(mail + LIST.encode(), "mail.eml")
    assert report.message
    shown = report.message.attachments[0].name
    assert shown == label(name)
    assert shown.isprintable()
    assert len(report.offers) == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("charset", "content", "said"),
    [
        (b"utf-8", "Grüße".encode("cp1252"), "Grüße"),
        (b"iso-8859-1", "Grüße aus Łódź".encode(), "Grüße aus Łódź"),
        (b"us-ascii", "Grüße".encode(), "Grüße"),
        (b"x-unknown", "Grüße".encode("cp1252"), "Grüße"),
        (b"koi8-r", "Маски".encode("koi8-r"), "Маски"),
        (b'"utf-16"', "Grüße".encode("utf-16"), "Grüße"),
    ],
)
def test_texts_are_read_in_spite_of_their_charset(charset: bytes, content: bytes, said: str) -> None:
    mail = HEAD + b"Content-Type: text/plain; charset=" + charset + b"\r\n\r\n" + content
    assert read_mime(mail).text.strip() == said


def test_broken_lines_are_joined_where_the_program_says_so() -> None:
    mail = (
        HEAD + b"Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nWir n \r\nehmen \r\nan.\r\n-- \r\nWerk\r\n"
    )
    assert read_mime(mail).text == "Wir nehmenan.\n-- \nWerk"


def test_files_packed_into_a_text_are_found() -> None:
    text = b"Anbei:\r\n\r\nbegin 644 liste.txt\r\n#0V%T\r\n`\r\nend\r\nGruss\r\n"
    read = read_mime(HEAD + b"Content-Type: text/plain\r\n\r\n" + text)
    assert [(file.name, file.content) for file in read.files] == [("liste.txt", b"Cat")]
    assert "Gruss" in read.text
    assert "begin" not in read.text


def test_files_of_a_winmail_dat_are_found() -> None:
    def attribute(level: int, code: int, data: bytes) -> bytes:
        return struct.pack("<BHHI", level, code, 6, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)

    wide = "Näher.csv\x00".encode("utf-16-le")
    wide += b"\x00" * (-len(wide) % 4)
    named = struct.pack("<IHHII", 1, 0x1F, 0x3707, 1, len("Näher.csv\x00") * 2) + wide
    packed = b"\x78\x9f\x3e\x22\x01\x00" + attribute(2, 0x9002, b"\x01\x00") + attribute(2, 0x8010, b"NAHER~1.CSV\x00")
    packed += attribute(2, 0x800F, LIST.encode()) + attribute(2, 0x9005, named)
    assert [(file.name, file.content) for file in files_in_tnef(packed).files] == [("Näher.csv", LIST.encode())]
    report = read_report(with_files(("winmail.dat", packed)).as_bytes(), "mail.eml")
    assert report.message
    assert [file.name for file in report.message.attachments] == ["winmail.dat", "Näher.csv"]
    assert set(report.offers["source_sheet"]) == {"Näher.csv"}
    for cut in range(0, len(packed), 7):
        files_in_tnef(packed[:cut])


def test_rich_text_of_outlook_is_unpacked() -> None:
    example = "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
    rtf = unpacked_rtf(bytes.fromhex(example))
    assert rtf == b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"
    assert words_of_rtf(rtf)[0].strip() == "hello world"
    wrapped = (
        rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Gr\'fc\'dfe{\*\htmltag72 </p>}}"
    )
    assert words_of_rtf(wrapped) == ("", "<p>Grüße</p>")
    assert words_of_rtf(rb"{\rtf1\ansi Danke \u-10179?\u-8704? und \u-10179?}")[0].strip() == "Danke 😀 und �"


def test_pages_become_safe_text() -> None:
    page = (
        "<html><head><title>T</title><style>p{}</style></head><body><p>Wir&nbsp;nähen<br>Masken.</p><script>alert(1)"
        "</script><img src='http://example.org/spy.gif'><table><tr><td>a</td><td>b</td></tr></table>"
        "<blockquote>alt</blockquote><ul><li>eins</li></ul></body></html>"
    )
    lines = [line for line in text_of_html(page).splitlines() if line]
    assert lines == ["Wir nähen", "Masken.", "a\tb", "> alt", "- eins"]


def test_lists_in_files_and_in_pages_are_credited() -> None:
    mail = with_files(("../Mitglieder.csv", LIST.encode()), ("Bild.png", b"\x89PNG\r\n\x1a\n"))
    rows = "".join(f"<tr><td>{line.replace(';', '</td><td>')}</td></tr>" for line in LIST.splitlines())
    page = f"<p>Unsere Mitglieder:</p><table>{rows}</table><p>Viele Grüße<br>Cluster Nord e.V.</p>"
    mail.get_body().add_alternative(page, subtype="html")  # type: ignore[union-attr]
    report = read_report(mail.as_bytes(), "mail.eml")
    assert report.message
    assert report.message.kind == "offer"
    assert report.offers["source_sheet"].tolist() == ["text", "text", "../Mitglieder.csv", "../Mitglieder.csv"]
    assert set(report.offers["passed_on_by"]) == {"Cluster Nord e.V."}
    assert set(report.offers["channel"]) == {"mail"}
    assert report.offers["row_id"].is_unique
    assert report.issues[["code", "sheet"]].to_numpy().tolist() == [["file_is_picture", "Bild.png"]]


def test_each_of_several_attached_mails_is_a_message_of_its_own() -> None:
    mail = with_files(text="Anbei zwei Angebote.\n\nViele Grüße\nCluster Nord e.V.\n")
    for firm in ("Werk A GmbH", "Werk B GmbH"):
        inner = EmailMessage()
        inner["From"], inner["Subject"] = "x@firma.example", "Angebot"
        inner.set_content(f"Wir nähen 300 Stoffmasken pro Woche.\n\nViele Grüße\n{firm}\n")
        mail.add_attachment(inner)
    report = read_report(mail.as_bytes(), "mail.eml")
    assert report.offers["organisation"].tolist() == ["Werk A GmbH", "Werk B GmbH"]
    assert set(report.offers["passed_on_by"]) == {"Cluster Nord e.V."}
    assert report.message
    assert report.message.kind == "offer"


def test_mails_within_mails_end_somewhere() -> None:
    mail = with_files(("liste.csv", b"x"))
    for _ in range(MAX_DEPTH + 5):
        outer = with_files()
        outer.add_attachment(mail)
        mail = outer
    read = read_mime(mail.as_bytes())
    assert read.cut
    assert read.files


def test_boxes_and_folders_give_their_mails(tmp_path: Path) -> None:
    one, two = HEAD + b"\r\nEins\r\n>From hier\r\n", HEAD + b"\r\nZwei\r\n"
    box = b"".join(b"From a@example.org Mon Mar 30 10:00:00 2020\r\n" + each + b"\r\n" for each in (one, two))
    assert [read_mime(mail).text.split()[0] for _, mail in mails_in(box, "box.mbox")] == ["Eins", "Zwei"]
    assert b"\nFrom hier" in next(mails_in(box, "box"))[1]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../a.eml", one)
        archive.writestr("b.eml", two)
    assert [name for name, _ in mails_in(packed.getvalue(), "mails.zip")] == ["a.eml", "b.eml"]
    assert list(mails_in(LIST.encode(), "liste.csv")) == [("liste.csv", LIST.encode())]
    (tmp_path / "cur").mkdir()
    for name in ("b.eml", "a.csv", ".hidden.eml", "~$a.xlsx", "notes.docx", "cur/1:2,S"):
        (tmp_path / name).write_bytes(one)
    assert [path.name for path in files_of(tmp_path)] == ["a.csv", "b.eml", "1:2,S"]


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (HEAD + b"\r\nHallo", "eml"),
        (b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x--", "eml"),
        (b"From a@example.org Mon\r\nFrom: a@example.org\r\n\r\nx", "mbox"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n\r\n<table><tr><td>1</table>", "html"),
        (b'From: "Saved by Blink"\r\nSubject: x\r\nDate: x\r\nMIME-Version: 1.0\r\n\r\n<html><table>', "text"),
        (b"Von: Name;Datum: heute\r\n1;2\r\n", "text"),
    ],
)
def test_mails_are_told_from_their_content(content: bytes, format_: str) -> None:
    assert kind_of(content, "anything").format == format_


WHOLE = with_files(("liste.csv", LIST.encode()), ("a.eml", HEAD + b"\r\nx")).as_bytes()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE)), st.binary(max_size=40), st.integers(0, len(WHOLE)))
def test_a_broken_mail_raises_nothing_and_keeps_what_others_find(at: int, put: bytes, end: int) -> None:
    broken = HEAD + WHOLE[:at] + put + WHOLE[at:end]
    read = read_mime(broken)
    found = [part.get_filename() for part in email.message_from_bytes(broken).walk() if not part.is_multipart()]
    assert len(read.files) >= len([name for name in found if name])


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_mail_of_some_kind(content: bytes) -> None:
    assert read_report(HEAD + b"\r\n" + content, "x.eml").message


def test_who_passes_a_mail_on_gives_no_consent_for_its_writer() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Cluster Mitte <info@cluster-mitte.example>", "team@example.org"
    mail["Subject"] = "WG: Angebot Visiere"
    mail.set_content(
        "Guten Tag,\n\nunsere Kontaktdaten dürfen Sie gerne weitergeben.\n\nCluster Mitte e. V.\n\n"
        "-----Ursprüngliche Nachricht-----\nVon: Ida Berg <ida@naehwerk.example>\nGesendet: 20.03.2020\n"
        "Betreff: Angebot Visiere\n\nWir können 400 Visiere pro Woche fertigen.\n\nIda Berg\nNähwerk Berg GmbH\n"
    )
    offer = read_report(mail.as_bytes(), "weiter.eml").offers.iloc[0]
    assert (offer["organisation"], offer["consent"]) == ("Nähwerk Berg GmbH", "not_stated")
