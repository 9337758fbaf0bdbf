"""A small table: every cell in its place, and nothing but text in it."""

import pandas as pd

from ui.small_table import small_table

FRAME = pd.DataFrame({"name": ["Muster GmbH", "<img src=x onerror=alert(1)>"], "amount": ["1.000", None]})


def test_cells_stand_under_their_headings() -> None:
    html = small_table(FRAME, ["Name", "Menge"], numbers=["amount"], missing="–")
    assert html.count("<tr>") == 3
    assert html.count('scope="col"') == 2
    assert (
        html.index(">Name</th>")
        < html.index(">Menge</th>")
        < html.index(">Muster GmbH</td>")
        < html.index(">1.000</td>")
    )
    assert ">–</td>" in html


def test_numbers_stand_to_the_right() -> None:
    assert small_table(FRAME, ["Name", "Menge"], numbers=["amount"]).count("text-align:right") == 3


def test_text_of_people_is_no_markup() -> None:
    html = small_table(FRAME, ["Name", "<b>"])
    assert "<img" not in html
    assert "<b>" not in html
