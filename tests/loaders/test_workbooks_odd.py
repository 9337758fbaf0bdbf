"""Odd workbooks, each in one way: opened with the cells that people see, or refused in words; number formats."""

import io
import zipfile

import pytest

from loaders.formats import OLE, kind_of
from loaders.number_formats import as_shown, is_date, read_styles, says_more
from loaders.openxml import unescaped
from loaders.source import read_source
from tools.bench._odd_parts import Odd, styles
from tools.bench._odd_workbooks import workbooks
from tools.bench.workbooks import found

UNREAD = {"spaces around numbers.xlsx"}  # the blanks stay: the fast engine takes such a number for text


@pytest.fixture(scope="module")
def odd() -> list[Odd]:
    return list(workbooks())


def test_there_are_many_of_every_kind(odd: list[Odd]) -> None:
    endings = {each.name.rpartition(".")[2] for each in odd}
    assert len({each.name for each in odd}) == len(odd) > 150
    assert {"xlsx", "xlsm", "xltx", "xls", "ods", "fods", "xml", "csv"} <= endings


def test_each_is_read_as_people_see_it_or_refused_in_words(odd: list[Odd]) -> None:
    wrong = []
    for each in (each for each in odd if each.name not in UNREAD):
        source = read_source(each.content, each.name)
        right = bool(source.error) if each.cells is None else (source.error, found(source)) == (None, each.cells)
        if not right:
            wrong.append((each.name, source.error, found(source)))
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("password.xlsx", "file_encrypted"),
        ("password.ods", "file_encrypted"),
        ("nothing.xlsx", "file_empty"),
        ("document.xlsx", "file_is_document"),
        ("picture.xlsx", "file_is_picture"),
        ("zip bomb.xlsx", "file_too_large"),
        ("ole of nothing.xls", "file_broken"),
    ],
)
def test_the_reason_is_the_true_one(odd: list[Odd], name: str, error: str) -> None:
    (each,) = (each for each in odd if each.name == name)
    assert read_source(each.content, name).error == error


def test_nothing_outside_the_file_is_read(odd: list[Odd]) -> None:
    (each,) = (each for each in odd if each.name == "outside entity.xlsx")
    assert found(read_source(each.content, each.name)) == ()


def test_what_engines_say_names_no_place_on_this_computer(odd: list[Odd]) -> None:
    for each in (each for each in odd if each.cells is None):
        said = " ".join(remark.read for remark in read_source(each.content, each.name).remarks)
        assert "/root" not in said
        assert ".rs:" not in said


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1067.0, "00000", "01067"),
        (123456.0, "00000", "123456"),
        (1067.5, "00000", "1067.5"),
        (-5.0, "00000", "-5"),
        (1000123.0, '0000"-"000', "1000-123"),
        (1.0, "0000 000", "0000 001"),
        (0.25, "0%", "25%"),
        (0.29, "0.0%", "29%"),
        (0.333333, "0%", "33.3333%"),
        (12.0, "0%", "1200%"),
    ],
)
def test_numbers_as_their_format_shows_them(value: float, code: str, shown: str) -> None:
    assert says_more(code)
    assert as_shown(value, code) == shown


@pytest.mark.parametrize("code", ["0", "0.00", "#,##0", "General", "#,##0.00 [$€-407]", '0 "kg"', "@", "", "0.00E+00"])
def test_formats_that_only_help_the_eye_change_nothing(code: str) -> None:
    assert not says_more(code)


@pytest.mark.parametrize(
    ("code", "date"),
    [
        ("TT.MM.JJJJ", True),
        ("dd/mm/yy;@", True),
        ("[h]:mm", True),
        ('"day" 0', False),
        ("[Red]0", False),
        ("General", False),
    ],
)
def test_formats_of_dates(code: str, date: bool) -> None:
    assert is_date(code) is date


def test_styles_that_cannot_be_read_are_none() -> None:
    assert read_styles(b"<styleSheet><cellXfs>") == read_styles(b"") == read_styles(b"<a/>")
    read = read_styles(styles("0", "14", "27", "9").encode())
    assert (read.dates, read.late, read.shown) == ({1, 2}, {2}, {3: "0%"})


def test_a_table_of_openoffice_1() -> None:
    names = " ".join(f'xmlns:{each}="http://openoffice.org/2000/{each}"' for each in ("office", "table", "text"))
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Firma", "Menge"))
    number = (
        '<table:table-cell table:value-type="float" table:value="12.50"><text:p>12,5 EUR</text:p></table:table-cell>'
    )
    firm = "<table:table-cell><text:p>Nord</text:p></table:table-cell>"
    rows = f"<table:table-row>{cells}</table:table-row><table:table-row>{firm}{number}</table:table-row>"
    table = f'<table:table table:name="Blatt">{rows}</table:table>'
    xml = f"<office:document-content {names}>{table}</office:document-content>"
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.sun.xml.calc")
        archive.writestr("content.xml", xml)
    source = read_source(content.getvalue(), "liste.sxc")
    assert source.error is None
    assert [(sheet.name, sheet.cells) for sheet in source.sheets] == [("Blatt", [["Firma", "Menge"], ["Nord", "12.5"]])]


def test_an_old_workbook_that_holds_an_archive_is_a_workbook() -> None:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.writestr("drawing.xml", "<x/>")
    content = OLE + b"\x00" * 504 + inside.getvalue()
    assert kind_of(content, "liste.xls").format == "xls"
    assert kind_of(content, "liste.xls").error != "file_is_archive"


def test_escaped_halves_of_a_letter_are_joined_and_a_half_alone_is_a_lost_letter() -> None:
    assert unescaped("Danke _xD83D__xDE00_ und _xD83D_") == "Danke 😀 und �"
