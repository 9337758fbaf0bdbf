"""Texts of many kinds with the dialect that a person says they have: what the finding of dialects is held to.

All invented; the kinds are those that collections of files from public repositories hold: exports, logs, lists of one
column, tables below notes, quotes and delimiters of every sort. Leaves out reading them.
"""

from collections.abc import Callable
from random import Random
from typing import NamedTuple


class Text(NamedTuple):
    """`delimiter` and `quote` as people annotate: a comma where nothing is cut, "" where nothing is quoted."""

    name: str
    text: str
    delimiter: str
    quote: str = ""


def _lines(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def _rows(count: int, row: Callable[[Random, int], str], seed: int = 1, head: str = "") -> str:
    rng = Random(seed)
    return (head + "\n" if head else "") + "".join(row(rng, number) + "\n" for number in range(1, count + 1))


NAMES = ("Nordlicht", "Weberei", "Druckwerk", "Näherei", "Filament", "Werkhof", "Labor Eins", "Studio B")
TOWNS = ("Aachen", "Bonn", "Celle", "Düren", "Essen", "Fulda", "Gera", "Hof")


def texts() -> list[Text]:
    """All texts: written out below, and made by rule."""
    return [*WRITTEN, *_made()]


WRITTEN = [
    Text("one_word", "hello\n", ","),
    Text("one_line_of_signs", "anna#_%secret\n", ","),
    Text("one_column_words", _lines("Name", "Meyer", "Schulz", "Kunz"), ","),
    Text("one_column_names", _lines("Firma", "Nordlicht GmbH", "Weberei & Co. KG", "Druckwerk eG", "Die Näherei"), ","),
    Text("one_column_numbers", _lines("17", "23", "5", "1048"), ","),
    Text("one_column_dates", _lines("day", "2020-03-01", "2020-03-02", "2020-03-05"), ","),
    Text("one_column_times", _lines("start", "09:15:00", "10:30:00", "11:45:30"), ","),
    Text("one_column_moments", _lines("2020-03-01 10:00:01", "2020-03-01 10:05:44", "2020-03-02 08:00:00"), ","),
    Text("one_column_addresses", _lines(*(f"https://example.org/shop/item.html?id={n}&v=1" for n in range(9))), ","),
    Text("one_column_mails", _lines("anna@example.org", "ben@example.org", "shop@example.com"), ","),
    Text("one_column_paths", _lines("/usr/share/doc", "/usr/lib/python3", "/etc/hosts", "/var/log/messages"), ","),
    Text("one_column_codes", _lines("code", "A-17-x", "B-20-y", "C-31-z"), ","),
    Text("one_column_quoted", _lines('"alpha"', '"beta"', '"gamma"'), ",", '"'),
    Text("prose", _lines("This is a letter to all of you.", "We need masks and visors.", "Please write soon."), ","),
    Text("two_headings_only", '"Product groups", "Product groups"', ",", '"'),
    Text("single_line", 'One,Two wörds,"One ""quoted""","Single ""quote"\n', ",", '"'),
    Text("single_line_numbers", "3,4,7\n", ","),
    Text("two_lines", _lines("item 1,2,2009-12-21 17:31:32", "item 3,3,2009-12-22 17:31:32"), ","),
    Text("label_then_pairs", _lines("SEQUENTIAL", "MM_07-NONE;host.example.org", "MM_07;host.example.org"), ";"),
    Text("empty_cells", _lines("a,b,c,d", ",,,", "1,,,", ",,2,"), ","),
    Text("blank_lines", _lines("alpha one,beta,gamma,delta", "", "alpha two,beta,gamma,delta", "", "x,y,z,w"), ","),
    Text(
        "note_about_commas",
        _lines(
            "Release 8.1 - Fit", "Copyright(c) 1995-2003, all rights reserved", "", "NOTE: made for a spreadsheet.",
            "The comma ',' is the separator.", "", "Input file:  task.ngd", "output file: task.csv", "Part type:   xa",
            "Package:     cs", "", "-----,-----,-----,-----,-----,", "Pin Number,Signal Name,Pin Usage,Pin,Direction,",
            "", "To keep the pinout above simply", "run the (Lock) process.",
        ),
        ",",
    ),
    Text("heads_with_apostrophe", _lines("'Type,Name", "6,Work test", "'Version", "2008", "'Time", "9,x,y"), ","),
    Text(
        "hash_with_blanks",
        _lines(*(f"{n:6d} # '{100 + n} main road' # ' northtown, ma 0{1000 + n}'" for n in range(1, 30))),
        "#",
        "'",
    ),
    Text("hash", _lines("name#town#amount", "Nordlicht#Aachen#5", "Weberei#Bonn#17", "Druckwerk#Hof#3"), "#"),
    Text("star", _lines("name*town*amount", "Nordlicht*Aachen*5", "Weberei*Bonn*17", "Druckwerk*Hof*3"), "*"),
    Text("caret", _lines("name^town^amount", "Nordlicht^Aachen^5", "Weberei^Bonn^17", "Druckwerk^Hof^3"), "^"),
    Text("tilde", _lines("name~town~amount", "Nordlicht~Aachen~5", "Weberei~Bonn~17", "Druckwerk~Hof~3"), "~"),
    Text("double_bar", _lines("name||town||amount", "Nordlicht||Aachen||5", "Weberei||Bonn||17", "Hof||Hof||3"), "||"),
    Text("double_colon", _lines("1::Toy Land (1995)::Comedy", "2::Jump (1995)::Drama", "3::Heat (1996)::Action"), "::"),
    Text("bar_and_blank", _lines("name | town | amount", "Nord | Aachen | 5", "Web | Bonn | 17", "Hof | Hof | 3"), "|"),
    Text(
        "drawn_table",
        _lines("| name | town |", "|------|------|", "| Nord | Bonn |", "| Web | Hof |", "| Druck | Gera |"),
        "|",
    ),
    Text("bar_with_commas", _lines("id|text|n", "1|one, two, three|5", "2|four, five|6", "3|six, seven, ten|7"), "|"),
    Text("semicolon_decimal_comma", _lines("Artikel;Preis;Menge", "A;1,50;3,0", "B;2,75;4,5", "C;3,20;1,0"), ";"),
    Text("semicolon_in_comma", _lines("id,when,words", "1,10:30:00,a;b;c", "2,11:30:00,d;e", "3,12:00:00,f;g;h"), ","),
    Text("comma_in_tab", "name\tplace\nA\tParis, Rue 5\nB\tLyon, Rue 6\nC\tNice, Rue 7\n", "\t"),
    Text("tab_numbers", "1\t2\t3\n4\t5\t6\n7\t8\t9\n", "\t"),
    Text("tab_ragged", "a\tb\tc\n1\t2\n3\t4\t5\n6\n7\t8\t9\n", "\t"),
    Text("json_inside", 'id,data\n1,"{""a"": 1, ""b"": [2, 3]}"\n2,"{""a"": 5, ""b"": [7]}"\n', ",", '"'),
    Text("json_unquoted", _lines("7;{a: 1, b: 2, c: 3}", "8;{a: 5, b: 6, c: 9}", "9;{a: 4, b: 1, c: 0}"), ";"),
    Text("apostrophe_quotes", "id;name;note\n1;'a; b';'x'\n2;'c; d';'y'\n3;'e';'z'\n", ";", "'"),
    Text("apostrophe_backslash", r"1;'it\'s; so';'x'" + "\n" + r"2;'we\'re';'y; z'" + "\n" + "3;'c';'d'\n", ";", "'"),
    Text("apostrophes_in_words", _lines("who,what", "Ann's,it's", "Ben's,that's", "Cleo's,he's, she's"), ","),
    Text("backslash_escape", 'a,b\n"say \\"hi\\", ok",1\n"he \\"said\\" so",2\n"x",3\n', ",", '"'),
    Text("quoted_all_semicolons", '"id";"name";"d"\n"1";"Beer, dark";"x; y"\n"2";"Wine, red";"z"\n', ";", '"'),
    Text("quotes_and_blanks", 'a, b, c\n"x, y", 1, "z"\n"u, v", 2, "w"\n', ",", '"'),
    Text("quoted_lines", '"a,b,c"\n"1,2,3"\n"4,5,6"\n', ",", '"'),
    Text("multi_line_field", 'id;text;n\n1;"first\nsecond, third\nfourth";5\n2;"one\ntwo";6\n', ";", '"'),
    Text("table_in_last_field", 'id,text\n1,plain\n2,"a;b;c\n1;2;3\n4;5;6\n7;8;9"\n', ",", '"'),
    Text("comment_lines", _lines("# made by hand, for all", "# second note; with marks", "x|y", "1|2", "3|4"), "|"),
    Text("comment_header", _lines("# energy (MeV),n (cm2 g-1)", "0.0,0.0", "0.1,3.7e-10", "0.2,9.1e-10"), ","),
    Text("sep_line", _lines("sep=;", "Name;Ort", "A,1;B,2"), ";"),
    Text("title_above", _lines("Meldung Nr. 5, Stand heute", "", "Firma;Ort", "A;Köln", "B;Bonn", "C;Hof"), ";"),
    Text(
        "key_values_above",
        _lines("$$info", "ix=[1,2,3,4,5,6]", "len=[4.0,15.0,4.2,4.6,1.2,3.3]", "mass=[1390.9,8915.6,1578.7,4.1,5.2,1]")
        + _lines("$$t;x;y", "0.0;150.1;-234.0", "0.1;149.6;-234.5", "0.2;149.1;-235.1", "0.3;148.5;-235.8"),
        ";",
    ),
    Text("molecule", _lines("5", "methane (in angstroms)", "C 0.0 0.0 0.0", "H 0.0 0.0 1.1", "H 1.0 0.0 -0.4"), " "),
    Text("blank_words", _lines(*(f"{word} n {town}" for word in ("fig", "nut", "oat") for town in TOWNS[:3])), " "),
    Text("blank_numbers", "1 2 3\n4 5 6\n7 8 9\n10 11 12\n", " "),
    Text("blank_quoted", '"ct" "cut" "n"\n"1" 0.23 "Very good" 326\n"2" 0.21 "Good" 327\n"3" 0.3 "Fair" 9\n', " ", '"'),
    Text("formulas", 'k,formula\n1,"=SUM(A1,B1)"\n2,"=IF(A2=1,2,3)"\n3,"=A3&B3"\n', ",", '"'),
    Text("query_parts", _lines("page,link", "1,/a?x=1&y=2&z=3", "2,/b?x=4&y=5&z=6", "3,/c?x=7&y=8&z=9"), ","),
    Text("equals_pairs", _lines("id,pairs", "1,a=1 b=2 c=3", "2,a=4 b=5 c=6", "3,a=7 b=8 c=9"), ","),
    Text("replacements", _lines("&amp;,&", "&lt;,<", "&gt;,>", "&quot;,'"), ","),
    Text("moments_and_levels", _lines("2020-03-01 10:00:01,INFO,begin: a|b", "2020-03-01 10:00:02,WARN,end: c|d"), ","),
    Text(
        "log_bars",
        _lines(*(f"2020-03-01 10:0{n}:01,123 | INFO | worker-{n} | took {n} ms, all right" for n in range(9))),
        "|",
    ),
    Text("coordinates", _lines("lat;lon;name", "50.77;6.08;Aachen", "50.73;7.10;Bonn", "51.45;7.01;Essen"), ";"),
    Text("geometry", _lines("id;wkt", "1;POINT (30 10)", "2;LINESTRING (30 10, 10 30, 40 40)", "3;POINT (1 2)"), ";"),
    Text("long_heads", _lines("Question 1: how many, and when?;Question 2: where?", "5;Bonn", "7;Hof", "2;Gera"), ";"),
    Text("amounts", 'who,amount\nA,"1,234.50"\nB,"12,000.00"\nC,"3.10"\n', ",", '"'),
    Text("names_last_first", 'id;name\n1;Meyer, Anna\n2;Schulz, Ben\n3;Kunz, Cleo\n', ";"),
    Text("header_comma_rows_more", _lines("name,amount", "A,1,extra", "B,2,extra", "C,3,extra"), ","),
    Text("trailing_delimiter", _lines("a;b;c;", "1;2;3;", "4;5;6;", "7;8;9;"), ";"),
    Text("cell_of_a_line_end", '"n";"t";"s"\n"x.dat";"1440";"OK";"\n"\n', ";", '"'),
    Text("units", _lines("m,%,°C", "1,5,20", "2,7,21", "3,9,22"), ","),
    Text("bracket_lists", _lines('id,tags', '1,"[a, b]"', '2,"[c]"', '3,"[d, e, f]"'), ",", '"'),
    Text("html_inside", 'id,html\n1,"<a href=""x"">y</a>, z"\n2,"<b>u; v; w</b>"\n', ",", '"'),
    Text("semicolons_one_row", _lines("a;b;c"), ";"),
    Text("phone_numbers", _lines("Name;Telefon", "A;030 23125 001/002", "B;030 23125-003", "C;030 23125 004"), ";"),
]  # fmt: skip


def _made() -> list[Text]:
    """A table of mixed kinds of values under every usual delimiter, and other texts made by rule."""
    made = []
    for name, mark in (("comma", ","), ("semicolon", ";"), ("tab", "\t"), ("bar", "|"), ("caret", "^")):
        made.append(Text(f"table_{name}", _rows(40, _record).replace("/", mark), mark))
        made.append(Text(f"wide_{name}", _rows(5, _digits).replace("/", mark), mark))
    made.append(Text("log_blanks", _rows(30, _log_line), " ", '"'))
    made.append(Text("sentences_bar", _rows(20, _sentences, head="id|said|again"), "|"))
    return made


def _record(rng: Random, number: int) -> str:
    day = f"{rng.randint(1, 28):02d}.{rng.randint(1, 12):02d}.2020"
    return "/".join([str(number), rng.choice(NAMES), rng.choice(TOWNS), day, f"{rng.randint(1, 99)}.5", "ja"])


def _digits(rng: Random, number: int) -> str:
    return "/".join(str(rng.randint(0, 9)) for _ in range(60))


def _log_line(rng: Random, number: int) -> str:
    return (
        f"10.0.0.{rng.randint(1, 9)} - - [01/Mar/2020:10:{number:02d}:00] "
        f'"GET /page/{number} HTTP/1.1" 200 {rng.randint(99, 9999)}'
    )


def _sentences(rng: Random, number: int) -> str:
    said = ", ".join(rng.sample(("we sew", "you print", "they cut", "all help", "none wait"), rng.randint(1, 4)))
    return f"{number}|{said}; so it is|{said}"
