"""Letters saved as delimited text, and lists that only look a little like them."""

import pytest

from loaders.columns_headings import knows
from loaders.letters import is_letter
from loaders.reader import read_report
from loaders.source import read_source
from loaders.tables import find_tables

LETTERS = {
    "german": """Sehr geehrte Damen und Herren,

wir haben Ihren Aufruf gelesen und möchten helfen, soweit wir können.
Wir sind ein kleiner Betrieb in Hof, haben zwei Drucker, eine Schneidemaschine, und können ab KW 15 liefern.
Bitte melden Sie sich bei uns, gern auch abends, wenn Sie Fragen haben.

Mit freundlichen Grüßen,
Anna Beispielfrau
Nordlicht GmbH, Musterweg 1, 12345 Hof
""",
    "english": """Dear all,
we have read your call, and we would like to help, if we can, with what we have.
Our workshop has a laser cutter, two printers, and some friends who sew, all of them at home.
Please write to us, whenever you like.
Best wishes, Tom
""",
    "news without commas": """The following list shows the status of our sites as of May 6.
The plant in the north will be fully operational on May 9.
However, there still remains the risk that some lines may stand still for want of parts.
The plant in Hof is in operation.
We will report further on this page.
""",
}
LISTS = {
    "with remarks": """Firma,Ort,Bemerkung
Nordlicht GmbH,Hof,"Wir können ab sofort liefern, auch samstags."
Muster KG,Köln,"Bitte nur vormittags anrufen, danach ist niemand da."
Atelier Rouge,Lyon,"Wir nähen gern, wenn Stoff da ist."
""",
    "ragged": """Firma,Ort,Produkt,Bemerkung
Nordlicht GmbH,Hof,Visiere
Muster KG,Köln
Atelier Rouge,Lyon,Masken,ab Montag
Zweig AG
""",
    "inside a letter": """Guten Tag,,,
hier ist unsere Liste; bitte melden Sie sich bei Fragen.,,,
Firma,Produkt,Menge,Ort
Nordlicht GmbH,Visiere,200,Hof
Muster KG,Masken,300,Köln
Atelier Rouge,Kittel,50,Lyon
""",
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_is_no_table(name: str) -> None:
    source = read_source(LETTERS[name].encode(), "brief.csv")
    assert source.error is None
    assert [find_tables(sheet, knows) for sheet in source.sheets] == [[]]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_with_sentences_in_it_stays_one(name: str) -> None:
    (sheet,) = read_source(LISTS[name].encode(), "liste.csv").sheets
    assert not is_letter(sheet)
    (table,) = find_tables(sheet, knows)
    assert table.header_rows
    assert len(table.records) > 2


def test_a_letter_is_said_to_hold_no_table() -> None:
    report = read_report(LETTERS["german"].encode(), "brief.csv")
    assert list(report.issues["code"]) == ["no_table_found"]


def test_a_workbook_is_never_taken_for_a_letter() -> None:
    (sheet,) = read_source(LETTERS["german"].encode(), "brief.csv").sheets
    assert is_letter(sheet)
    assert not is_letter(type(sheet)(sheet.name, sheet.cells))
