"""What a person entered as an offer or need: a report of its own, or in place of what was read of a message.

Amounts are judged like those that are read. Leaves out the forms (ui) and keeping the report (register).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from capacity import vocabulary
from capacity.message import Message
from capacity.plausibility import judge
from capacity.reports import CAPABILITY_COLUMNS, OFFER_COLUMNS, Report
from capacity.schema import typed

AMOUNTS = ("stock", "per_week_low", "per_week_high")
Values = Mapping[str, object]


def entered(name: str, offer: Values, lines: Sequence[Values], original: Mapping[str, str]) -> tuple[Report, bytes]:
    """A report of one offer with its `lines`, and its content: what was typed, heading → text, as JSON.

    `offer` and `lines` hold fields of the schema; what they leave out is missing. The same words twice are one file.
    """
    content = json.dumps(dict(original), ensure_ascii=False, indent=1).encode("utf-8", "replace")
    offers, capabilities = _frames(0, None, offer, lines, original)
    sha256 = hashlib.sha256(content).hexdigest()
    report = Report(name, sha256, "json", "utf-8", None, None)
    return replace(report, offers=offers, capabilities=capabilities), content


def corrected(report: Report, row_id: int | None, offer: Values, lines: Sequence[Values]) -> Report:
    """The report with these values for one offer and these capabilities in place of its own; fields that `offer` does
    not name stay. Without `row_id` it is added, with the message's text as its words.
    """
    if row_id is None:
        number = int(report.offers["row_id"].max()) + 1 if len(report.offers) else 0
        words = {"text": report.message.text} if report.message else {}
        own, made = _frames(number, "text", offer, lines, words)
    else:
        number, chosen = row_id, report.offers["row_id"] == row_id
        own = typed(report.offers[chosen].assign(**_filled(offer)), "offer")
        made = _lines(number, lines)
    offers = [report.offers[report.offers["row_id"] != number], own]
    capabilities = [report.capabilities[report.capabilities["row_id"] != number], made]
    return replace(report, offers=_together(offers, "offer"), capabilities=_together(capabilities, "capability"))


def without(report: Report, row_ids: Iterable[int]) -> Report:
    """The report without these offers."""
    gone = set(row_ids)
    return replace(
        report,
        offers=report.offers[~report.offers["row_id"].isin(gone)],
        capabilities=report.capabilities[~report.capabilities["row_id"].isin(gone)],
    )


def _frames(
    number: int, sheet: str | None, offer: Values, lines: Sequence[Values], original: Mapping[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    words = json.dumps(dict(original), ensure_ascii=False)
    row = {"row_id": number, "source_sheet": sheet, "source_row": 1, "original": words, **_filled(offer)}
    return typed(pd.DataFrame([row]), "offer")[list(OFFER_COLUMNS)], _lines(number, lines)


def _lines(number: int, lines: Sequence[Values]) -> pd.DataFrame:
    rows = [{"row_id": number, **_judged(_filled(each))} for each in lines]
    frame = pd.DataFrame(rows) if rows else pd.DataFrame({"row_id": pd.Series(dtype="int64")})
    return typed(frame, "capability")[list(CAPABILITY_COLUMNS)]


def _judged(line: dict[str, object]) -> dict[str, object]:
    """A line with the unit of its product and whether its amounts can be meant."""
    product = str(line.get("product") or "")
    low, high, stock = (
        None if line.get(name) is None else float(str(line[name])) for name in AMOUNTS[1:] + AMOUNTS[:1]
    )
    verdict, reason = judge(product, "per week", low, high, stock, str(line.get("quote") or ""))
    unit = line.get("unit") or vocabulary.attribute("product", "unit").get(product)
    return {**line, "unit": unit, "plausibility": verdict, "plausibility_reason": reason or None}


def _filled(values: Values) -> dict[str, object]:
    """The values with nothing but None for what is missing."""
    return {key: None if value is None or value != value or value == "" else value for key, value in values.items()}


def _together(frames: list[pd.DataFrame], table: str) -> pd.DataFrame:
    kept = [frame for frame in frames if len(frame)]
    return typed(pd.concat(kept, ignore_index=True), table) if kept else frames[-1]  # type: ignore[arg-type]


def of_message(report: Report, message: Message) -> Report:
    """A report of a message that somebody took down, with nothing to import."""
    nothing = {"offers": report.offers.iloc[:0], "capabilities": report.capabilities.iloc[:0]}
    return replace(report, message=message, **nothing)
