"""What is sent of one offer, as a plain body that JSON can hold, and what of it changed since.

A body holds the fields that a recipient may see of a contact that may be forwarded, missing ones left out, and its
capability lines. Leaves out which offers may be forwarded (capacity.forwarding).
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from capacity.schema import FIELDS, Field, field

Body = dict[str, Any]
LINES = "capabilities"
CONSENT = ("consent_words", "consent_at")  # kept beside what is sent: on which consent it was
MAY_SEE = ("public", "liaison", "contact")
# bookkeeping of ours and places as we computed them: they change without anybody having said anything new
UNCOMPARED = {
    "kind", "status", "consent", "received_at", "confirmed_at", "channel", "passed_on_by", "external_id",
    "latitude", "longitude", "precision", "place_words", "plausibility_reason",
}  # fmt: skip


def sent_fields(table: str) -> tuple[Field, ...]:
    """The fields of "offer" or "capability" that are sent of a contact that may be forwarded."""
    return tuple(each for each in FIELDS if each.table == table and each.audience in MAY_SEE)


COMPARED = tuple(each.code for each in sent_fields("offer") if each.code not in UNCOMPARED)
COMPARED_LINES = tuple(each.code for each in sent_fields("capability") if each.code not in UNCOMPARED)


def bodies(offers: pd.DataFrame, capabilities: pd.DataFrame) -> dict[int, Body]:
    """offer_id → what is sent of it: code → text, number or day ("2020-03-17"), and its lines under LINES.

    The words and the day of the consent stand beside it under CONSENT; they are not sent.
    """
    lines = capabilities[capabilities["offer_id"].isin(offers["offer_id"])]
    own: dict[int, list[Body]] = defaultdict(list)
    for identity, line in zip(lines["offer_id"].tolist(), _records(lines, "capability"), strict=True):
        own[identity].append(line)
    made = zip(offers["offer_id"].tolist(), _records(offers, "offer"), strict=True)
    return {identity: {**body, LINES: own[identity]} for identity, body in made}


def same(before: Body, after: Body) -> bool:
    """Whether nothing changed that anybody said."""
    return not changes(before, after)


def changes(before: Body, after: Body) -> list[tuple[str | None, str, Any, Any]]:
    """(product, field, before, after) of each field that changed; None for no value, no product for the offer's own.

    A line that is new or gone is one change of the field "product". Lines are the same by their product, then by order.
    """
    found: list[tuple[str | None, str, Any, Any]] = [(None, *each) for each in _different(before, after, COMPARED)]
    left, right = _by_product(before), _by_product(after)
    for product in dict.fromkeys((*left, *right)):
        old, new = _without_equal(left.get(product, []), right.get(product, []))
        for one, other in zip(old, new, strict=False):
            found += [(product, *each) for each in _different(one, other, COMPARED_LINES)]
        found += [(product, "product", _named(line), None) for line in old[len(new) :]]
        found += [(product, "product", None, _named(line)) for line in new[len(old) :]]
    return found


def _different(before: Mapping[str, Any], after: Mapping[str, Any], codes: tuple[str, ...]) -> list[tuple]:
    pairs = ((code, before.get(code), after.get(code)) for code in codes)
    return [each for each in pairs if each[1] != each[2]]


def _by_product(body: Body) -> dict[str | None, list[Body]]:
    found: dict[str | None, list[Body]] = defaultdict(list)
    for line in body.get(LINES, []):
        found[line.get("product")].append(line)
    return found


def _without_equal(old: list[Body], new: list[Body]) -> tuple[list[Body], list[Body]]:
    """The lines that have no equal on the other side."""
    left, right = list(old), list(new)
    for line in old:
        match = next((each for each in right if not _different(line, each, COMPARED_LINES)), None)
        if match is not None:
            left.remove(line)
            right.remove(match)
    return left, right


def _named(line: Body) -> Any:
    """What stands for a line as a whole: its product, else the words it was read from."""
    return line.get("product") or line.get("quote") or line.get("process") or "other"


def _records(frame: pd.DataFrame, table: str) -> list[Body]:
    kept = [field(code) for code in CONSENT] if table == "offer" else []
    fields = [each for each in (*sent_fields(table), *kept) if each.code in frame]
    columns = [_plain(frame[each.code], each) for each in fields]
    codes = [each.code for each in fields]
    return [
        {code: value for code, value in zip(codes, row, strict=True) if value is not None}
        for row in (zip(*columns, strict=True) if columns else [() for _ in range(len(frame))])
    ]


def _plain(values: pd.Series, known: Field) -> list[Any]:
    """Values that JSON can hold, None where missing."""
    if known.kind == "date":
        values = values.dt.strftime("%Y-%m-%d")
    return values.to_numpy(dtype=object, na_value=None).tolist()
