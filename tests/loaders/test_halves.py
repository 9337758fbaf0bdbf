"""A long sheet opened by halves is the sheet opened whole."""

import io
import zipfile

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from loaders import engines, guard, halves
from loaders.cells import Read

SHEET = "xl/worksheets/sheet1.xml"
ROWS = st.lists(st.lists(st.sampled_from(["", "Berlin", "12", "ä & <b>"]), max_size=4), min_size=2, max_size=12)


@given(rows=ROWS, top=st.integers(0, 3), left=st.integers(0, 2), in_memory=st.booleans())
def test_halves_make_the_whole(rows: list[list[str]], top: int, left: int, in_memory: bool) -> None:
    content = book(rows, top, left, in_memory=in_memory)
    assert joined(content) == engines.calamine(content)


def test_the_other_sheets_are_read_once() -> None:
    content = book([["a"], ["b"], ["c"]], other=[["x"]])
    assert [sheet.cells for sheet in joined(content).sheets] == [[["a"], ["b"], ["c"]], [["x"]]]


def test_merged_cells_and_error_cells_are_there_in_both_halves() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet()
        sheet.merge_range(0, 0, 0, 2, "Angebote")
        for row in range(1, 9):
            sheet.write_formula(row, 0, "=1/0", None, "#DIV/0!")
            sheet.write_number(row, 1, row)
    read = joined(target.getvalue())
    assert read == engines.calamine(target.getvalue())
    assert [row[0] for row in read.sheets[0].cells[1:]] == ["#DIV/0!"] * 8
    assert read.sheets[0].merged == ((1, 1, 1, 3),)


@pytest.mark.parametrize(("old", "new"), [(b'<row r="', b'<row x="'), (b"sheetData", b"s:sheetData")])
def test_what_cannot_be_cut_is_the_first_halfs(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(halves, "LONG", 1)
    content = changed(book([["a"], ["b"], ["c"]]), old, new)
    assert halves.half(content, later=False) == content
    assert halves.half(content, later=True) is None


def test_a_short_sheet_is_not_cut() -> None:
    assert not halves.is_long(book([["a"], ["b"]]))


def test_rows_out_of_order_are_read_whole() -> None:
    content = book([["a"], ["b"], ["c"], ["d"]], in_memory=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read(SHEET)
    for at, number in enumerate((7, 8, 1, 2), 1):
        xml = xml.replace(f'"{at}"'.encode(), f'"x{number}"'.encode()).replace(
            f'"A{at}"'.encode(), f'"Ax{number}"'.encode()
        )
    with pytest.raises(guard.StoppedError):
        joined(with_part(content, xml.replace(b'"x', b'"').replace(b'"Ax', b'"A')))


def test_two_processes_open_a_long_sheet() -> None:
    rows = [[str(row), "x" * 8_000] for row in range(4_000)]
    content = book(rows, in_memory=False)
    assert halves.is_long(content)
    assert guard.read_apart("calamine", content, len(content)).sheets[0].cells == rows


def book(
    rows: list[list[str]], top: int = 0, left: int = 0, *, in_memory: bool = True, other: list[list[str]] | None = None
) -> bytes:
    """A workbook; in memory its texts are shared ones, else they stand in the cells."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"constant_memory": not in_memory}) as made:
        for each in (rows, other or []):
            sheet = made.add_worksheet()
            for at, row in enumerate(each):
                for beside, text in enumerate(row):
                    sheet.write_string(top + at, left + beside, text)
    return target.getvalue()


def joined(content: bytes) -> Read:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(halves, "_long_entry", lambda _: SHEET)
        first, second = (halves.half(content, later=later) for later in (False, True))
    assert first
    return guard._joined(engines.calamine(first), engines.calamine(second) if second else Read([], []))


def changed(content: bytes, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return with_part(content, archive.read(SHEET).replace(old, new))


def with_part(content: bytes, xml: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(target, "w") as made:
        for name in archive.namelist():
            made.writestr(name, xml if name == SHEET else archive.read(name))
    return target.getvalue()
