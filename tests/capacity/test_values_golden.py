"""Values as senders wrote them in nine languages: dates, phones, mails, websites, answers, null words, letters."""

import csv
import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from capacity import values
from capacity.values.date_words import easter
from tests.lines import every

GOLDEN = Path(__file__).parent.parent / "golden" / "values.csv"
TODAY = datetime.date(2020, 4, 1)


def _date(text: str, _: str) -> str:
    dated = values.read_date(text, today=TODAY)
    return "/".join(each.isoformat() if each else "" for each in (dated.start, dated.end))


READERS: dict[str, Callable[[str, str], str]] = {
    "date": _date,
    "phone": lambda text, country: values.read_phone(text, country).e164,
    "mail": lambda text, _: " ".join(values.read_emails(text)),
    "website": lambda text, _: values.read_website(text),
    "answer": lambda text, _: values.read_yes_no(text),
    "nothing": lambda text, _: "yes" if values.is_nothing(text) else "no",
    "clean": lambda text, _: values.clean_text(text),
}


def golden() -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@every(golden(), lambda row: f"{row['what']}: {row['text']}")
def test_golden_value(row: dict[str, str]) -> None:
    assert READERS[row["what"]](row["text"], row["country"]) == row["expected"]


@pytest.mark.parametrize(("year", "day"), [(2019, "2019-04-21"), (2020, "2020-04-12"), (2021, "2021-04-04")])
def test_easter(year: int, day: str) -> None:
    assert easter(year).isoformat() == day


def test_serials_with_their_time() -> None:
    for text in ("43927", "43927.5", "43927,5"):
        assert values.read_date(text, today=TODAY, is_date=True).start == datetime.date(2020, 4, 6)
