"""What the opening process hands over comes out as it went in: sheets, cells and remarks."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from loaders import guard
from loaders.cells import Read, Remark, Sheet

CELLS = st.text(max_size=6) | st.sampled_from(["", "1", "a\x00b", "ä\nö", " "])
SHEETS = st.builds(
    lambda name, width, rows, hidden: Sheet(name, [row[:width] for row in rows], ((1, 1, 2, 2),), hidden),
    st.text(max_size=5),
    st.integers(0, 4),
    st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=6),
    st.booleans(),
)


@given(sheets=st.lists(SHEETS, max_size=3))
def test_sheets_come_out_as_they_went_in(sheets: list[Sheet]) -> None:
    read = Read(sheets, [Remark("archive_salvaged", read="x")])
    assert handed_over(read) == read


def test_a_text_that_many_rows_have_is_there_once() -> None:
    sheet = Sheet("", [["".join(("Ber", "lin")), str(row)] for row in range(1000)])
    cells = handed_over(Read([sheet], [])).sheets[0].cells
    assert len({id(row[0]) for row in cells}) == 1


def handed_over(read: Read) -> Read:
    return guard._unpacked(pickle.loads(pickle.dumps(guard._packed(read), protocol=5)))
