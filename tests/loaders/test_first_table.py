"""What `--cells` prints: the first table as plain CSV."""

from loaders.cells import Sheet, Source
from loaders.first_table import cells_csv
from loaders.source import read_source


def printed(content: bytes) -> str:
    return cells_csv(read_source(content, "list.csv"))


def test_header_and_rows_without_preamble_and_footer() -> None:
    content = b'Weekly list;;\n\nFirm;Amount;Place\n"A; Co";5;Rome\nB;6;Pisa\nTotal;11;\n\nSource: us\n'
    assert printed(content) == "Firm,Amount,Place\nA; Co,5,Rome\nB,6,Pisa\nTotal,11,\n"


def test_a_longer_record_does_not_widen_the_others() -> None:
    content = b"a,b,c\n1,x,3\n4,y,6,extra,more\n7,z,9\n"
    assert printed(content) == "a,b,c\n1,x,3\n4,y,6,extra,more\n7,z,9\n"


def test_the_empty_cell_behind_a_last_delimiter_is_kept() -> None:
    assert printed(b"a;b;\n1;x;\n2;y;\n3;z;\n") == "a,b,\n1,x,\n2,y,\n3,z,\n"


def test_a_table_without_headings_has_no_header_line() -> None:
    assert printed(b"1,2,3\n4,5,6\n7,8,9\n") == "1,2,3\n4,5,6\n7,8,9\n"


def test_header_rows_are_joined_also_where_they_say_the_same() -> None:
    rows = "".join(f"Firm {n},{n}0,Town\n" for n in range(1, 9))
    assert printed(f"Firm,Amount,Place\nFirm,Amount,Place\n{rows}".encode()).startswith(
        "Firm Firm,Amount Amount,Place Place\nFirm 1,"
    )


def test_a_second_table_with_the_same_header_is_not_the_first() -> None:
    rows = "".join(f"Firm {n},{n}0,Town\n" for n in range(1, 9))
    table = f"Firm,Amount,Place\n{rows}"
    assert printed((table + table).encode()) == table


def test_a_sheet_keeps_to_the_columns_of_its_table() -> None:
    cells = [["", "Firm", "Amount", ""], ["", "A", "5", ""], ["", "B", "6", ""]]
    assert cells_csv(Source("a.xlsx", "", "xlsx", sheets=(Sheet("S", cells),))) == "Firm,Amount\nA,5\nB,6\n"


def test_of_tables_side_by_side_only_the_first_is_printed() -> None:
    rows = "".join(f"Firm {n},{n}0,,Town {n},{n}5\n" for n in range(1, 5)) + "Firm 5,50,,,\n"
    left = "".join(f"Firm {n},{n}0\n" for n in range(1, 6))
    assert printed(f"Offers,,,Needs,\nFirm,Amount,,Place,Pieces\n{rows}".encode()) == f"Firm,Amount\n{left}"


def test_what_holds_no_cells_prints_nothing() -> None:
    assert printed(b"") == ""
