"""Mails as people wrote them in spring 2020, all invented, against what a careful reader takes from each.

tests/golden/mails.txt: "=== kind | products | processes | product=low-high per week | organisation | passed on by",
then the headers and the text of the mail.
"""

from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from capacity.reports import Report
from loaders.reader import read_report, read_reports

FILE = Path(__file__).resolve().parent.parent / "golden" / "mails.txt"


class Golden(NamedTuple):
    kind: str
    products: set[str]
    processes: set[str]
    weekly: dict[str, str]
    organisation: str
    passed_on_by: str
    mail: bytes


def _golden() -> list[Golden]:
    blocks = FILE.read_text("utf-8").removeprefix("=== ").split("\n=== ")
    return [_read(block) for block in blocks]


def _read(block: str) -> Golden:
    first, _, rest = block.partition("\n")
    kind, products, processes, weekly, organisation, passed = (part.strip() for part in first.split("|"))
    headers, _, text = rest.partition("\n\n")
    mail = EmailMessage()
    for line in headers.splitlines():
        name, _, value = line.partition(": ")
        mail[name] = value
    mail.set_content(f"{text}\n")
    told = dict(part.split("=") for part in weekly.split(";") if part)
    return Golden(kind, _codes(products), _codes(processes), told, organisation, passed, mail.as_bytes())


def _codes(words: str) -> set[str]:
    return set(filter(None, words.split(";")))


@pytest.mark.parametrize("golden", _golden(), ids=lambda each: f"{each.kind} {each.organisation}")
def test_a_mail_is_understood(golden: Golden) -> None:
    report = read_report(golden.mail, "mail.eml")
    message = report.message
    assert message
    assert message.kind == golden.kind
    if golden.kind != "other":
        assert (message.from_organisation, message.forwarded_by) == (golden.organisation, golden.passed_on_by)
    assert set(report.capabilities["product"].dropna()) == golden.products
    assert {code for codes in report.capabilities["process"].dropna() for code in codes.split(";")} == golden.processes
    assert _weekly(report) == golden.weekly
    if golden.passed_on_by:
        assert set(report.offers["passed_on_by"]) == {golden.passed_on_by}
    for offer in report.offers.itertuples():
        assert (offer.channel, offer.organisation) == ("mail", golden.organisation)


def _weekly(report: Report) -> dict[str, str]:
    stated = (
        report.capabilities[report.capabilities["per_week_high"].notna()]
        if len(report.capabilities)
        else pd.DataFrame()
    )
    return {row.product: f"{row.per_week_low:g}-{row.per_week_high:g}" for row in stated.itertuples()}


def test_a_mail_is_read_alike_beside_others() -> None:
    mails = [(each.mail, f"{at}.eml") for at, each in enumerate(_golden()[:6])]
    for mail, beside in zip(mails, read_reports(mails), strict=True):
        alone = read_report(*mail)
        assert isinstance(beside, Report)
        for frame in ("offers", "capabilities", "issues"):
            pd.testing.assert_frame_equal(getattr(beside, frame), getattr(alone, frame))
