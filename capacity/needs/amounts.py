"""How much each offer can still give, and how much each need still asks for, in a number of weeks from now.

A rate counts for every week, a stock once. Leaves out who gets what (capacity.needs.matching, capacity.needs.proposal).
"""

import numpy as np
import pandas as pd

from capacity.situation import Situation
from capacity.vocabulary import attribute, codes

OUT = ("withdrawn", "unusable", "declined")  # offers and needs in these states are not counted on
LINE = ("offer_id", "product", "unit", "amount", "left", "at_most", "plausibility", "conformity")
OFFER = ("organisation", "town", "nuts0", "latitude", "longitude", "available_from", "available_until", "urgency",
         "freshness")  # fmt: skip
COMMITTED = ("need_offer_id", "offer_id", "product", "quantity")


def supplies(situation: Situation, committed: pd.DataFrame, weeks: float) -> pd.DataFrame:
    """One row per offer in view, product and unit with an amount: LINE and OFFER.

    `amount` is the stock and what is made in `weeks`: the lower bounds, where only an upper one is stated that one
    (`at_most` then says so). Excluded quantities and offers that are out of the question are left out. `left` is what
    `committed` (COMMITTED, quantities in the product's unit) leaves of it, never below 0.
    """
    lines = _lines(situation, "offer")
    lines = lines[lines["plausibility"] != "excluded"]
    low, high = lines["per_week_low"], lines["per_week_high"]
    lines = lines.assign(amount=_added(lines["stock"], low.fillna(high) * weeks), at_most=low.isna() & high.notna())
    return _with_offers(situation, _left(_summed(lines), committed, "offer_id"))


def demands(situation: Situation, committed: pd.DataFrame, weeks: float) -> pd.DataFrame:
    """One row per need in view, product and unit: LINE and OFFER; `amount` and `left` are missing where
    the need says no quantity.

    `amount` is what is needed at most: in all, and per week for `weeks`. `left` is what `committed` leaves open.
    """
    lines = _lines(situation, "need")
    rate = lines["per_week_high"].fillna(lines["per_week_low"])
    lines = lines.assign(amount=_added(lines["stock"], rate * weeks), at_most=False)
    lines["amount"] = lines["amount"].mask(lines["plausibility"] == "excluded")
    found = _summed(lines, unknown=True)
    return _with_offers(situation, _left(found, committed, "need_offer_id"))


def _lines(situation: Situation, kind: str) -> pd.DataFrame:
    """The lines in view of one kind that name a product whose quantities can be added."""
    offers = situation.offers
    wanted = offers.loc[(offers["kind"] == kind) & ~offers["status"].isin(OUT), "offer_id"]
    lines = situation.capabilities
    lines = lines[lines["offer_id"].isin(wanted) & lines["product"].notna()]
    unit = lines["unit"].fillna(lines["product"].map(attribute("product", "unit")))
    plausibility = _known(lines["plausibility"].fillna("plausible"), "plausibility", "excluded")
    conformity = _known(lines["conformity"], "conformity", "not_stated")
    lines = lines.assign(unit=unit, plausibility=plausibility, conformity=conformity)
    return lines[lines["unit"] != "as_stated"]


def _known(values: pd.Series, vocabulary: str, otherwise: str) -> pd.Series:
    """The codes that are in their vocabulary; `otherwise` for all others, as a register of another version may have."""
    return values.where(values.isin(codes(vocabulary)), otherwise)


def _added(stock: pd.Series, made: pd.Series) -> pd.Series:
    """The sum, missing only where both are."""
    return stock.add(made, fill_value=0)


def _summed(lines: pd.DataFrame, *, unknown: bool = False) -> pd.DataFrame:
    """One row per offer, product and unit; the weakest plausibility and conformity of its lines counts."""
    ranked = lines.assign(
        weakest=_rank(lines["plausibility"], "plausibility"), shown=_rank(lines["conformity"], "conformity")
    )
    groups = ranked.groupby(["offer_id", "product", "unit"], sort=False)
    found = groups.agg(at_most=("at_most", "any"), weakest=("weakest", "max"), shown=("shown", "min"))
    found = found.assign(amount=groups["amount"].sum(min_count=1)).reset_index()
    found["plausibility"] = np.array(codes("plausibility"), dtype=object)[found.pop("weakest").to_numpy(dtype=int)]
    found["conformity"] = np.array(codes("conformity"), dtype=object)[found.pop("shown").to_numpy(dtype=int)]
    return found if unknown else found[found["amount"] > 0]


def _rank(values: pd.Series, vocabulary: str) -> pd.Series:
    return values.map({code: place for place, code in enumerate(codes(vocabulary))}).astype("int64")


def _left(found: pd.DataFrame, committed: pd.DataFrame, whose: str) -> pd.DataFrame:
    given = committed.groupby([whose, "product"])["quantity"].sum()
    taken = given.reindex(pd.MultiIndex.from_frame(found[["offer_id", "product"]])).fillna(0).to_numpy()
    return found.assign(left=(found["amount"] - taken).clip(lower=0))[list(LINE)]


def _with_offers(situation: Situation, found: pd.DataFrame) -> pd.DataFrame:
    return found.merge(situation.offers.reindex(columns=["offer_id", *OFFER]), on="offer_id", how="left")
