"""Bytes to text: marks, strict encodings first, then the code page whose letters read like words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.encoding import decode

GERMAN = "Firma;Ort;Preis\nMüller & Söhne;Köln;3,50 €\nGroß KG;Öhringen;4 €\nÄrztehaus;Düren, Straße\n"
FRENCH = "Société;Été;où ça\nHôtel à Besançon;français;5 €\n"
POLISH = "Nazwa;Miasto\nŁódź;Kraków\nŻółw;Gdańsk\n"
RUSSIAN = "Название;Город\nМаски и щитки;Москва\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [GERMAN, POLISH, RUSSIAN, "a,b\n1,2\n"])
def test_unicode_is_read_with_and_without_mark(text: str, encoding: str) -> None:
    content = text.encode(encoding)
    decoded = decode(content)
    assert decoded.text.lstrip("\ufeff") == text
    assert not decoded.remarks


@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "mac_roman", "cp858", "cp1250"])
def test_german_code_pages_keep_umlauts_and_the_euro_sign(encoding: str) -> None:
    assert decode(GERMAN.encode(encoding)).text == GERMAN


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "cp1252"), (FRENCH, "mac_roman"), (POLISH, "cp1250"), (POLISH, "iso8859-2"), (RUSSIAN, "cp1251")],
)
def test_other_languages_are_read_in_their_code_page(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_the_euro_sign_alone_decides_between_latin_pages() -> None:
    assert decode("Preis\n3 €\n".encode("iso8859-15")).text == "Preis\n3 €\n"
    assert decode("Preis\n3 €\n".encode("cp1252")).text == "Preis\n3 €\n"


def test_a_late_umlaut_in_a_large_file_counts() -> None:
    text = "Firma;Ort\n" + "Nord;Kiel\n" * 5000 + "Süd;Köln\n"
    assert decode(text.encode("cp1252")).text == text


def test_a_few_foreign_bytes_in_utf8_are_read_singly_and_named() -> None:
    content = ("Köln;Düsseldorf;München;Gößweinstein;Äpfel;Übung;Öl\n" * 5).encode() + "Süd\n".encode("cp1252")
    decoded = decode(content)
    assert decoded.text.endswith("Süd\n")
    assert [remark.code for remark in decoded.remarks] == ["encoding_mixed"]


def test_nul_bytes_go_and_are_named() -> None:
    decoded = decode(b"a,b\x00,c\n1,2,3\n")
    assert decoded.text == "a,b,c\n1,2,3\n"
    assert decoded.remarks[0].code == "nul_bytes_removed"


@given(st.binary(max_size=300))
def test_any_bytes_give_some_text(content: bytes) -> None:
    assert isinstance(decode(content).text, str)


@given(st.text(max_size=200))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    decoded = decode(text.encode("utf-8", "surrogatepass"))
    assert "\x00" in text or any("\ud800" <= letter <= "\udfff" for letter in text) or decoded.text in (text, text[1:])
