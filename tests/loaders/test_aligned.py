"""Columns lined up with blanks: where they are cut, and what stays whole."""

from hypothesis import given, settings
from hypothesis import strategies as st

from loaders.aligned import aligned_rows
from loaders.source import read_source
from tests.fuzzing import times

PRINTOUT = """\
Bestand der Lager, Blatt 1

Firma                 Ort             Produkt       Stück
Nähstube Am Markt     Bad Tölz        Kittel          400
Werk Beispiel GmbH                    Visiere        1200
Müller, Sohn & Co.    Berlin          Masken, FFP2     60
Zelte Muster          Bremen                           90

Angaben ohne Gewähr
"""


def _rows(text: str) -> list[list[str]]:
    return [[cell for cell in row if cell] for row in read_source(text.encode(), "liste.txt").sheets[0].cells]


def test_cells_may_hold_single_blanks_and_be_empty() -> None:
    rows = aligned_rows(PRINTOUT)
    assert rows is not None
    assert rows[2:7] == [
        ["Firma", "Ort", "Produkt", "Stück"],
        ["Nähstube Am Markt", "Bad Tölz", "Kittel", "400"],
        ["Werk Beispiel GmbH", "", "Visiere", "1200"],
        ["Müller, Sohn & Co.", "Berlin", "Masken, FFP2", "60"],
        ["Zelte Muster", "Bremen", "", "90"],
    ]


def test_titles_and_notes_stay_whole() -> None:
    rows = aligned_rows(PRINTOUT)
    assert rows is not None
    assert [rows[0][0], rows[1], rows[8][0]] == ["Bestand der Lager, Blatt 1", [], "Angaben ohne Gewähr"]


def test_a_printout_is_read_as_a_file_of_columns() -> None:
    source = read_source(PRINTOUT.encode(), "liste.txt")
    assert (source.delimiter, source.quote) == (" ", "")
    assert source.sheets[0].cells[4] == ["Werk Beispiel GmbH", "", "Visiere", "1200"]


def test_one_blank_is_a_gap_beside_numbers_only() -> None:
    text = "Ort    Art Soll  Ist\nBonn   neu  400 1200\nKöln   alt   60   90\nUlm    neu    5  100\n"
    assert aligned_rows(text) == [
        ["Ort", "Art", "Soll", "Ist"],
        ["Bonn", "neu", "400", "1200"],
        ["Köln", "alt", "60", "90"],
        ["Ulm", "neu", "5", "100"],
        [],
    ]


def test_prose_and_words_between_single_blanks_are_no_columns() -> None:
    assert aligned_rows("Wir nähen.  Gern auch mehr.\nBitte rufen Sie an.  Danke.\nAdresse folgt.  Bis bald.\n") is None
    assert aligned_rows("a b c\nd e f\ng h i\n") is None


def test_commas_in_lined_up_cells_cut_nothing() -> None:
    text = "Name           Ort        Stück\n" + "Muster, Eva    Bonn         400\n" * 6
    assert _rows(text)[1] == ["Muster, Eva", "Bonn", "400"]


@settings(max_examples=times(60), deadline=None)
@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Z][a-z]{2,8}( [a-z]{2,6})?", fullmatch=True),
            st.from_regex(r"[a-z]{0,9}", fullmatch=True),
            st.integers(0, 99999),
        ),
        min_size=4,
        max_size=20,
    )
)
def test_what_is_lined_up_comes_back(records: list[tuple[str, str, int]]) -> None:
    lines = [f"{'Firma':<20}{'Art':<14}{'Stück':>8}"] + [f"{a:<20}{b:<14}{n:>8}" for a, b, n in records]
    rows = aligned_rows("\n".join(lines))
    assert rows is not None
    expected = [[a, b, str(n)] for a, b, n in records]
    assert [[cell for cell in row if cell] for row in rows[1:]] == [[c for c in row if c] for row in expected]
