"""Text cells put in and written out in one step are the cells that the library would have written."""

import io
import re
import zipfile

import openpyxl
import xlsxwriter

from loaders.marked_sheet import TextSheet

TEXTS = [
    ["Firma", "PLZ", "", "Bemerkung"],
    ["Nordlicht & Söhne <GmbH>", "01067", "=1+1", " ab\nMontag "],
    ["Muster KG", "01067", "-", "x" * 40_000],
    ["Muster KG", "", "", ""],
]


def written() -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        look = book.add_format({"num_format": "@"}), book.add_format({"num_format": "@", "quote_prefix": True})
        sheet = book.add_worksheet("Liste", TextSheet)
        sheet.put_rows(len(TEXTS), len(TEXTS[0]))
        for row, texts in enumerate(TEXTS):
            for at, text in enumerate(texts):
                if text:
                    sheet.put(row, at, text, look)
        sheet.write_number(5, 30, 7)
        sheet.write_comment(3, 0, "Frage")
    return file.getvalue()


def test_texts_come_back_as_they_were_put_in() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written()))["Liste"]
    read = [[cell.value or "" for cell in row] for row in sheet["A1:D4"]]
    assert read[:2] == TEXTS[:2]
    assert 32_000 < len(read[2][3]) < 33_000
    assert read[3] == TEXTS[3]
    assert sheet["AE6"].value == 7
    assert sheet["A4"].comment.text.endswith("Frage")


def test_words_like_a_formula_are_marked_as_text_and_no_others() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written()))["Liste"]
    assert [sheet[place].quotePrefix for place in ("A2", "C2", "C3")] == [False, True, True]
    assert sheet["C2"].data_type == "s"


def test_each_text_is_stored_once_and_counted_as_often_as_it_stands() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    filled = [text for row in TEXTS for text in row if text]
    said = re.findall(r'count="(\d+)" uniqueCount="(\d+)"', strings)
    assert said == [(str(len(filled)), str(len(set(filled))))]
