"""CSV for German Excel, without formulas from people's text."""

import pandas as pd

from ui.downloads import csv


def test_excel_opens_it_and_runs_nothing() -> None:
    table = pd.DataFrame({"Name": ["=1+1", "Müller", None, "-18 Grad"], "Menge": [1.5, -3, None, 4]})
    text = csv(table).decode("utf-8-sig")
    assert text.splitlines() == ["Name;Menge", "'=1+1;1.5", "Müller;-3.0", ";", "'-18 Grad;4.0"]
    assert csv(table).startswith(b"\xef\xbb\xbf")
