"""Text to cells: the pollution benchmark of our own, dialects, quotes, ragged rows."""

import csv
import io
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.delimited import parse
from loaders.dialect import Dialect, find_dialect
from loaders.first_table import cells_csv
from loaders.source import read_source
from tests.fuzzing import times
from tests.lines import every
from tools.bench._dialects import Text, texts
from tools.bench._pollution import HEADER, Case, cases, clean_rows, measured, score
from tools.bench.csv import dialect_is_right


def rows_of(text: str) -> list[list[str]]:
    source = read_source(text.encode(), "list.csv")
    return source.sheets[0].cells


POLLUTED = list(cases(HEADER, clean_rows(rows=30)))
WHOLE_FILES = [case for case in POLLUTED if " " not in case.name]


@pytest.mark.parametrize("case", WHOLE_FILES, ids=[case.name for case in WHOLE_FILES])
def test_a_file_polluted_as_a_whole_comes_out_clean(case: Case) -> None:
    least = {"delimiter_blank": 8.0, "quote_apostrophe": 9.0}.get(case.name, 10.0)
    assert score(case.clean, cells_csv(read_source(case.content, "list.csv"))) >= least


def test_files_with_one_polluted_row_come_out_clean() -> None:
    rows = [case for case in POLLUTED if " " in case.name]
    scores = measured(iter(rows[::12]), lambda content: cells_csv(read_source(content, "list.csv")))
    means = {kind: sum(points for points, _ in files) / len(files) for kind, files in scores.items()}
    assert min(means.values()) > 9.7
    assert sum(means.values()) / len(means) > 9.9


@every(texts(), lambda text: text.name)
def test_the_dialect_is_the_one_that_people_see(text: Text) -> None:
    assert dialect_is_right(text)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", ", ", "^", "~"])
def test_delimiters_are_told_apart(delimiter: str) -> None:
    text = "".join(
        delimiter.join(row) + "\n"
        for row in [["Firma", "PLZ", "Ort"], ["A & B", "52062", "Aachen"], ["C", "01067", "Bonn"]]
    )
    source = read_source(text.encode(), "list.csv")
    assert source.delimiter == delimiter.strip(" ")
    assert source.sheets[0].cells[1] == ["A & B", "52062", "Aachen"]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Artikel;Preis\nA;1,50\nB;2,75\nC;3,20\n", ";"),
        ("name\tplace\nA\tParis, Rue 5\nB\tLyon, Rue 6\n", "\t"),
        ("id,when,words\n1,10:30:00,a;b;c\n2,11:30:00,a;b;c\n", ","),
        ("Meldung Nr. 5, Stand heute\n\nFirma;Ort\nA;Köln\nB;Bonn\n", ";"),
        ('a;b\n"1;2";3\n"4;5";6\n', ";"),
        ("# made by hand, for all\nx|y\n1|2\n3|4\n", "|"),
        ("sep=;\nName;Ort\nA,1;B,2\n", ";"),
    ],
)
def test_the_whole_text_is_weighed(text: str, delimiter: str) -> None:
    assert find_dialect(text).delimiter == delimiter


@pytest.mark.parametrize("text", ["Name\nMüller GmbH\nKöln AG\nSchmidt & Co. KG\n", "1\n2\n3\n", "hello\n", ""])
def test_a_single_column_has_no_delimiter(text: str) -> None:
    assert find_dialect(text).delimiter == ""


def test_quotes_and_escapes() -> None:
    assert rows_of("a,b\n'x, y',1\n'it''s',2\n")[1:] == [["x, y", "1"], ["it's", "2"]]
    assert rows_of('a,b\n"say \\"hi\\", ok",1\n"C:\\dir",2\n')[1:] == [['say "hi", ok', "1"], ["C:\\dir", "2"]]
    assert rows_of('a,b\n"two\nlines",1\nx,2\n')[1:] == [["two\nlines", "1"], ["x", "2"]]


def test_a_stray_quote_is_text_and_named() -> None:
    source = read_source(b'a,b,c\n1,5" pipe,x\n2,"open,y\n3,"shut",z\n', "list.csv")
    assert source.sheets[0].cells[1:] == [["1", '5" pipe', "x"], ["2", '"open', "y"], ["3", "shut", "z"]]
    assert [(remark.code, remark.row) for remark in source.remarks] == [("stray_quote", 3)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends(end: str) -> None:
    assert rows_of(end.join(["a,b", "1,2", "3,4"])) == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_lines_quoted_as_a_whole_are_unwrapped() -> None:
    assert rows_of('"a,b,c"\n"1,2,3"\n"4,5,6"\n')[1] == ["1", "2", "3"]


def test_short_rows_stand_under_the_columns_they_fit() -> None:
    whole = [f"Park {n},Gate {n},99{n}930,20{n}674,B{'KX'[n % 2]},{n}-May,10AM-12PM" for n in range(1, 9)]
    short = [f"Field {n},Door {n},BK,{n}-May,2PM-4PM" for n in range(1, 9)]
    source = read_source("\n".join(["Park,Site,X,Y,Boro,Date,Times", *whole, *short]).encode(), "list.csv")
    assert source.sheets[0].cells[-1] == ["Field 8", "Door 8", "", "", "BK", "8-May", "2PM-4PM"]
    assert {remark.code for remark in source.remarks} == {"ragged_row"}
    assert len(source.remarks) == 8


def test_a_comma_without_quotes_is_joined_again() -> None:
    lines = [f"Firm {n},info{n}@example.org,2020-03-{n:02d},{n}00" for n in range(10, 20)]
    lines.insert(5, "Smith, Sons,info@example.org,2020-03-27,500")
    source = read_source("\n".join(["name,mail,date,amount", *lines]).encode(), "list.csv")
    assert source.sheets[0].cells[6] == ["Smith, Sons", "info@example.org", "2020-03-27", "500"]


def test_blank_lines_count_as_rows() -> None:
    assert rows_of("a,b\n\n1,2\n")[2] == ["1", "2"]
    assert rows_of("sep=,\na,b\n1,2\n")[1] == ["a", "b"]


cell = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)


@settings(max_examples=times(150))
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6)
    )
)
def test_what_the_csv_module_writes_is_parsed_the_same(rows: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    parsed, remarks = parse(text.getvalue(), Dialect(",", '"'))
    assert [row for row in parsed if row] == rows
    assert not remarks


@given(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=200))
def test_any_text_is_read_without_losing_letters(text: str) -> None:
    source = read_source(text.encode("utf-8", "replace"), "list.csv")
    letters = {letter for letter in text if letter.isalpha() and letter.isascii()}
    read = "".join(cell for sheet in source.sheets for row in sheet.cells for cell in row)
    assert source.error or text.lower().startswith(("sep=", '"sep=')) or letters <= set(read)


def test_a_backslash_at_the_end_of_a_line_is_text() -> None:
    text = 'path,note,n\nC:\\a\\,"say \\"hi\\", ok",1\nC:\\b\\,"he \\"said\\" so",2\nC:\\c\\,"x",3\n'
    assert [len(row) for row in rows_of(text)] == [3, 3, 3, 3]


NEVER_CLOSED = ('"a,b,c\n', '"a,b,c\nx,y,z\n', '"a\\",b,c\n', 'a "b,c" d,"e"f,g\n', "'a, b','c\n", '","')


@pytest.mark.parametrize("line", NEVER_CLOSED)
def test_quotes_that_never_close_end_soon(line: str) -> None:
    started = time.process_time()
    read_source((line * 60_000).encode(), "list.csv")
    assert time.process_time() - started < 10


def test_names_with_bars_in_them_are_not_taken_for_one_column() -> None:
    lines = [f"Capacity|Heat|Storage{'|New' * (n % 3)} {n},Capacity|Heat{'|Old' * (n % 4)}" for n in range(40)]
    assert find_dialect("\n".join(["Parent,Child", *lines])).delimiter == ","
    places = "\n".join(f"Ort {n}|Weg {n % 7}, Land|{'x|' * (n % 5)}" for n in range(40))
    assert find_dialect(places).delimiter != ","


def test_a_file_as_eurostat_packs_it_is_cut_at_its_tabs() -> None:
    rows = [
        ["unit,sex,geo\\time", "2009 ", "2010 ", "2011 "],
        ["PC,F,AT", ": u", ": ", ": "],
        ["PC,F,BE", "51.1 u", ": ", ": c"],
    ]
    text = "".join("\t".join(row) + "\n" for row in [*rows, ["PC,M,BG", ": ", ": bu", "7.1 "]])
    assert find_dialect(text).delimiter == "\t"
