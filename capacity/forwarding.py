"""What is due to be forwarded: whom a recipient has not been told of yet, what changed, what must be taken back.

Compares the register's offers with what was last sent of each. Of every offer it says one thing: new, changed (with the
fields), withdrawn, erased, unchanged, or held back with the reason. Leaves out the ledger itself (register.forwarding),
the workbook (capacity.workbook) and needs, which are no contacts to pass on.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from capacity.forwarding_bodies import Body, bodies, changes, same

DUE = ("new", "changed", "withdrawn", "erased")
WHATS = (*DUE, "unchanged", "held")
CLOSED = ("declined", "withdrawn", "unusable")
REASONS = ("erased", "refused", "private_without_consent", "no_consent", "unchecked", "no_contact")
GONE, MERGED, NO_LONGER_ALLOWED = "gone", "merged", "consent_withdrawn"
REACHED_BY = ("email", "phone", "website")
SENT_COLUMNS = ("offer_id", "now", "batch_id", "what", "body")
ITEM_COLUMNS = ("offer_id", "what", "reason", "consent", "body", "sent_in", "number")
CHANGE_COLUMNS = ("offer_id", "organisation", "product", "field", "before", "after")


@dataclass(frozen=True)
class Proposal:
    """What the next batch would hold.

    `items`: offer_id, what (one of WHATS), reason (of withdrawn and held), consent, body (what is sent of it, or stands
    with the recipient; {} where nothing), sent_in (the batch it was last sent in), number (what the recipient knows it
    by). `changes`: CHANGE_COLUMNS, one row per field that changed.
    """

    items: pd.DataFrame
    changes: pd.DataFrame

    def of(self, what: str) -> pd.DataFrame:
        """The items of one kind."""
        return self.items[self.items["what"] == what]

    @property
    def due(self) -> pd.DataFrame:
        """The items that the next batch tells."""
        return self.items[self.items["what"].isin(DUE)]

    @property
    def counts(self) -> dict[str, int]:
        """How many offers there are of each kind, all of WHATS."""
        found = self.items["what"].value_counts()
        return {what: int(found.get(what, 0)) for what in WHATS}

    @property
    def standing(self) -> pd.DataFrame:
        """The items whose contact stands with the recipient once this is sent."""
        told = self.items["what"].isin(["new", "changed", "unchanged"])
        return self.items[told | ((self.items["what"] == "held") & self.items["body"].map(bool))]

    @property
    def held(self) -> dict[str, int]:
        """Reason → how many are held back for it, in the order of REASONS, those without an offer left out."""
        found = self.of("held")["reason"].value_counts()
        return {reason: int(found[reason]) for reason in REASONS if reason in found}


@dataclass(frozen=True)
class Previous:
    """The batch before: its week, when it was sent, what its workbook counted."""

    week: str
    at: dt.datetime
    figures: Mapping[str, float]


@dataclass(frozen=True)
class Outgoing:
    """A batch on its way to `recipient`: what it would hold, and what it is compared with.

    `sent` is what the recipient has been told so far: offer_id, batch_id, week, what, body.
    """

    proposal: Proposal
    recipient: str
    week: str
    sent: pd.DataFrame
    previous: Previous | None = None


def propose(
    offers: pd.DataFrame, capabilities: pd.DataFrame, sent: pd.DataFrame, within: Collection[int] | None = None
) -> Proposal:
    """What is due of `offers` and `capabilities` (as the register gives them), after what was `sent` last.

    `sent`: SENT_COLUMNS, one row per offer that was ever told of, as it was told last: `now` is the offer_id it lives
    under today (missing where it is gone), an empty body says that its data was erased since. `within` limits what is
    newly told of to these offer_ids, so that a filter withdraws nobody.
    """
    offers = offers[offers["kind"] == "offer"]
    facts = _facts(offers)
    erased, live, replaced = _sorted_out(sent)
    found = [_item(row.offer_id, "erased", sent_in=row.batch_id) for row in erased]
    found += [_taken_back(row, MERGED) for row in replaced]
    last = {}
    for row in live:
        reason = _reason_to_withdraw(facts.get(row.now) if pd.notna(row.now) else None)
        if reason:
            found.append(_taken_back(row, reason))
        else:
            last[int(row.now)] = row
    answered = {int(row.now) for row in live if pd.notna(row.now)} - last.keys()
    waiting = {int(row.now) for row in erased if pd.notna(row.now)}
    rest = {
        identity: fact
        for identity, fact in facts.items()
        if identity not in answered and fact["closed"] is None and _wanted(identity, within, last)
    }
    told, changed = _told(rest, offers, capabilities, last, waiting)
    columns = {
        "offer_id": "int64",
        "what": "str",
        "reason": "str",
        "consent": "str",
        "sent_in": "Int64",
        "number": "int64",
    }
    items = pd.DataFrame([*found, *told], columns=list(ITEM_COLUMNS))
    items = items.astype(columns).sort_values("offer_id", kind="stable", ignore_index=True)
    return Proposal(items, pd.DataFrame(changed, columns=list(CHANGE_COLUMNS)))


def last_told(history: pd.DataFrame) -> pd.DataFrame:
    """Of everything that was ever told (offer_id, batch_id, what, body) the last of each offer.

    An offer that was told anew under another number stands under that number alone, until it is told by its own again.
    """
    history = history.sort_values("batch_id", kind="stable")
    last = history.drop_duplicates("offer_id", keep="last")
    told = zip(history["batch_id"], history["body"], strict=True)
    renamed = {body["formerly"]: batch for batch, body in told if "formerly" in body}
    since = last["offer_id"].map(renamed).fillna(0) > last["batch_id"]
    return last[~(since & last["body"].map(bool))].reset_index(drop=True)


def still_told(offers: pd.DataFrame, sent: pd.DataFrame) -> dict[int, Body]:
    """offer_id → the body that stands with a recipient, of offers whose consent to be passed on stands to this day.

    `sent`: SENT_COLUMNS, as last_told leaves it. What was withdrawn, erased or refused since is left out.
    """
    facts = _facts(offers)
    _, live, _ = _sorted_out(sent)
    return {int(row.now): row.body for row in live if pd.notna(row.now) and not _reason_to_withdraw(facts.get(row.now))}


def _wanted(identity: int, within: Collection[int] | None, last: Mapping[int, Any]) -> bool:
    return within is None or identity in within or identity in last


def _facts(offers: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Per offer what decides about forwarding: why it may not be told of, and why it must be taken back."""
    told, consent = offers["status"].fillna("new"), offers["consent"].fillna("not_stated")
    private = offers["organisation_type"] == "private_person"
    reached = offers[[each for each in REACHED_BY if each in offers]].notna().any(axis=1)
    held = pd.Series(None, index=offers.index, dtype="str")
    held = held.mask(~reached, "no_contact").mask(told == "new", "unchecked")
    held = held.mask(consent != "yes", "no_consent").mask(private & (consent != "yes"), "private_without_consent")
    facts = pd.DataFrame({
        "held": held.mask(consent == "no", "refused").astype(object),
        "closed": told.where(told.isin(CLOSED)).astype(object),
        "consent": consent.astype(object),
    })  # fmt: skip
    facts = facts.where(facts.notna(), None)
    return dict(zip(offers["offer_id"].tolist(), facts.to_dict("records"), strict=True))


def _sorted_out(sent: pd.DataFrame) -> tuple[list[Any], list[Any], list[Any]]:
    """Rows of `sent`: whose data was erased, which stand with the recipient, which of those stand there twice."""
    rows = list(sent.sort_values(["batch_id", "offer_id"]).itertuples(index=False))
    erased = [row for row in rows if row.what != "erased" and not row.body]
    standing = [row for row in rows if row.what in ("new", "changed") and row.body]
    standing = sorted(standing, key=lambda row: pd.notna(row.now) and row.now == row.offer_id)
    newest = {row.now: row for row in standing if pd.notna(row.now)}  # the one it goes by, else the last that was told
    twice = [pd.notna(row.now) and newest[row.now] is not row for row in standing]
    live = [row for row, again in zip(standing, twice, strict=True) if not again]
    return erased, live, [row for row, again in zip(standing, twice, strict=True) if again]


def _reason_to_withdraw(fact: Mapping[str, Any] | None) -> str | None:
    if fact is None:
        return GONE
    return fact["closed"] or (NO_LONGER_ALLOWED if fact["consent"] != "yes" else None)


def _told(
    facts: Mapping[int, Mapping[str, Any]], offers: pd.DataFrame, capabilities: pd.DataFrame,
    last: Mapping[int, Any], waiting: Collection[int],
) -> tuple[list[dict[str, Any]], list[tuple]]:  # fmt: skip
    """An item for each offer that may be or has been sent, and the changes of those that changed."""
    held = {identity: "erased" if identity in waiting else fact["held"] for identity, fact in facts.items()}
    sending = [identity for identity in facts if identity in last or held[identity] is None]
    made = bodies(offers[offers["offer_id"].isin(sending)], capabilities)
    items, changed = [], []
    for identity, fact in facts.items():
        before, body, said = last.get(identity), made.get(identity, {}), {"consent": fact["consent"]}
        if before is not None:
            said |= {"sent_in": before.batch_id, "number": before.offer_id}
        if before is not None and same(before.body, body):
            items.append(_item(identity, "unchanged", body=before.body, **said))
        elif held[identity] and not (before is not None and held[identity] == "no_contact"):
            items.append(_item(identity, "held", held[identity], body=before and before.body, **said))
        elif before is None:
            items.append(_item(identity, "new", body=body, **said))
        else:
            items.append(_item(identity, "changed", body=_renumbered(body, before, identity),
                               **said | {"number": identity}))  # fmt: skip
            changed += [(identity, body.get("organisation"), *each) for each in changes(before.body, body)]
            if before.offer_id != identity:
                changed.append((identity, body.get("organisation"), None, "offer_id", before.offer_id, identity))
    return items, changed


def _renumbered(body: Body, before: Any, identity: int) -> Body:
    """The body with the number that the recipient knows the offer by, where it is another."""
    return body if before.offer_id == identity else {**body, "formerly": int(before.offer_id)}


def _taken_back(row: Any, reason: str) -> dict[str, Any]:
    body: Body = {"reason": reason}
    if "organisation" in row.body and row.body.get("organisation_type") != "private_person":
        body["organisation"] = row.body["organisation"]
    if reason == MERGED:
        body["into"] = int(row.now)
    return _item(row.offer_id, "withdrawn", reason, body=body, sent_in=row.batch_id)


def _item(offer_id: int, what: str, reason: str | None = None, *, consent: str | None = None, body: Body | None = None,
          sent_in: int | None = None, number: int | None = None) -> dict[str, Any]:  # fmt: skip
    return {"offer_id": int(offer_id), "what": what, "reason": reason, "consent": consent, "body": body or {},
            "sent_in": sent_in, "number": int(number or offer_id)}  # fmt: skip
