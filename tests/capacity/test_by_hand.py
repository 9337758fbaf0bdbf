"""What people enter becomes a report as what is read does: typed, judged, with its words."""

import hashlib
import json

import pandas as pd

from capacity import by_hand
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS
from tests.register.made_messages import mail

LINE = {"product": "mask_ffp2", "per_week_low": 100, "per_week_high": 200.0}


def test_an_entered_offer_is_a_whole_report() -> None:
    report, content = by_hand.entered("a.json", {"kind": "need", "organisation": "Klinik"}, [LINE], {"Wer": "Klinik"})
    assert hashlib.sha256(content).hexdigest() == report.sha256
    assert json.loads(content) == {"Wer": "Klinik"}
    assert tuple(report.offers.columns) == OFFER_COLUMNS
    assert tuple(report.capabilities.columns) == CAPABILITY_COLUMNS
    assert report.offers["received_at"].dtype == "datetime64[us]"
    line = report.capabilities.iloc[0]
    assert (line["unit"], line["plausibility"], line["per_week_low"]) == ("piece", "plausible", 100)


def test_amounts_are_judged_and_no_line_is_none() -> None:
    lines = [{"product": "gown", "per_week_low": 9, "per_week_high": 3}, {"product": "gown", "stock": float("nan")}]
    report, _ = by_hand.entered("a.json", {"kind": "offer"}, lines, {})
    assert report.capabilities["plausibility_reason"].tolist()[0] == "bounds_reversed"
    assert report.capabilities["plausibility"].tolist() == ["excluded", "plausible"]
    assert by_hand.entered("a.json", {"kind": "offer"}, [], {})[0].capabilities.empty


def test_a_correction_changes_its_offer_alone() -> None:
    report, _ = mail(1)
    two = pd.concat([report.offers, report.offers.assign(row_id=1, organisation="Andere")], ignore_index=True)
    lines = pd.concat([report.capabilities, report.capabilities.assign(row_id=1)], ignore_index=True)
    report = type(report)(**{**vars(report), "offers": two, "capabilities": lines})
    made = by_hand.corrected(report, 0, {"kind": "need", "town": ""}, [LINE])
    mine = made.offers.set_index("row_id")
    assert mine["kind"].to_dict() == {1: "offer", 0: "need"}
    assert mine["town"].isna().to_dict() == {1: False, 0: True}
    assert mine["organisation"].to_dict() == {1: "Andere", 0: "Näherei Nordlicht 1"}
    assert made.capabilities.set_index("row_id")["product"].to_dict() == {1: "mask_community", 0: "mask_ffp2"}
    assert len(by_hand.without(made, [1]).offers) == len(by_hand.without(made, [1]).capabilities) == 1


def test_an_offer_can_be_added_to_a_report() -> None:
    report, _ = mail(1)
    made = by_hand.corrected(report, None, {"kind": "offer", "organisation": "Neu"}, [])
    assert made.offers["organisation"].tolist() == ["Näherei Nordlicht 1", "Neu"]
    assert made.offers["row_id"].is_unique
    assert json.loads(made.offers["original"].iloc[1]) == {"text": report.message.text}
