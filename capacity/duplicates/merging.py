"""One offer per group of rows that are one: the leading row, completed from the others, each capability counted once.

The newest row leads, of several the most complete. Place and consent go together, each from one row; who refused is
not reached by another's consent. Pure; leaves out who belongs together (capacity.duplicates.finding) and what people
said of it (the register).
"""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from capacity.schema import OFFER_FIELDS

PLACE = (
    "street", "postcode", "town", "region", "country", "nuts0", "nuts1", "nuts2", "nuts3",
    "latitude", "longitude", "precision", "place_words",
)  # fmt: skip
CONSENT = ("consent", "consent_words", "consent_at")
UNSTATED = "not_stated"
WORKED_ON = ("checked", "forwarded", "in_contact", "accepted")  # states that a newer report of the same does not reset
Decided = dict[str, list[int]]  # field → offer_ids whose value people decided, the last decision last
CONTACT = ("contact_name", "email", "phone")
ALONE = {"kind", *PLACE, *CONSENT, "status", "received_at", "external_id", "remarks"}


def merged(
    offers: pd.DataFrame,
    capabilities: pd.DataFrame,
    groups: Iterable[Collection[int]],
    decided: Mapping[str, Collection[int]] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Offers and capabilities (with offer_id, import_id) in which each group of offer_ids is one offer.

    It keeps the offer_id and the source of its leading row. Of capabilities with one product only those of one import
    stay: the leading row's, else the newest that has the product. Rows of no group stay as they are. A value that
    people `decided` (field → offer_ids, the last decision last) counts before any that was read.
    """
    group_of = {offer_id: number for number, group in enumerate(groups) if len(group) > 1 for offer_id in group}
    inside = offers["offer_id"].isin(list(group_of))
    if not inside.any():
        return offers, capabilities
    rows = _in_order(offers[inside].assign(group=offers.loc[inside, "offer_id"].map(group_of)))
    leading = _completed(rows, decided or {})
    together = pd.concat([offers[~inside], leading[offers.columns]]).sort_index()
    return together.reset_index(drop=True), _once(capabilities, rows)


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of each group, the leading one first."""
    day = rows["confirmed_at"].fillna(rows["received_at"])
    filled = rows[list(OFFER_FIELDS)].notna().sum(axis=1)
    order = ["group", "_day", "_filled", "offer_id"]
    ordered = rows.assign(_day=day, _filled=filled).sort_values(
        order, ascending=[True, False, False, False], na_position="last"
    )
    return ordered.drop(columns=["_day", "_filled"])


def _completed(rows: pd.DataFrame, decided: Mapping[str, Collection[int]]) -> pd.DataFrame:
    """The leading row of each group with what only the others say."""
    leading = rows.drop_duplicates("group").set_index("group")
    agreed = rows["group"].isin(rows.loc[rows["consent"] == "yes", "group"])
    refused = agreed & (rows["consent"] == "no")
    willing = rows.assign(**{code: rows[code].mask(refused) for code in CONTACT})
    first = willing.groupby("group", sort=False).first()
    for code in OFFER_FIELDS:
        if code not in ALONE:
            leading[code] = leading[code].where(leading[code].notna(), first[code]).astype(rows[code].dtype)
    best = rows.assign(_said=rows[list(PLACE)].notna().sum(axis=1)).sort_values(
        ["group", "_said"], ascending=[True, False], kind="stable"
    )
    _take(leading, best, PLACE)
    _take(leading, rows[rows["consent"].notna() & (rows["consent"] != UNSTATED)], CONSENT)
    unworked = leading.index[
        ~leading["status"].isin(WORKED_ON) & (leading["status"].isna() | leading["status"].eq("new"))
    ]
    _take(leading, rows[rows["status"].isin(WORKED_ON) & rows["group"].isin(unworked)], ("status",))
    for code, offer_ids in decided.items():
        last = rows.set_index("offer_id").loc[list(offer_ids)][::-1]
        _take(leading, last, (code,))
    leading.index = rows.drop_duplicates("group").index
    return leading


def _take(leading: pd.DataFrame, rows: pd.DataFrame, codes: Collection[str]) -> None:
    """Sets `codes` of each group to those of the group's first row among `rows`, where it has one."""
    firsts = rows.drop_duplicates("group").set_index("group")
    for code in codes:
        leading.loc[firsts.index, code] = firsts[code]


def _once(capabilities: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Each product of a group from one import only, under the leading row's number."""
    place = pd.Series(range(len(rows)), index=rows["offer_id"])
    own = rows.set_index("offer_id")
    inside = capabilities["offer_id"].isin(own.index)
    lines = capabilities[inside]
    ids = lines["offer_id"]
    keys = [ids.map(own["group"]), lines["product"].fillna("")]
    first = ids.map(place).groupby(keys).transform("min")
    imports = own["import_id"].to_numpy()
    kept = lines[imports[first.to_numpy(dtype="int64")] == ids.map(own["import_id"]).to_numpy()]
    leader = rows.drop_duplicates("group").set_index("group")["offer_id"]
    led = kept.assign(offer_id=kept["offer_id"].map(own["group"]).map(leader).astype(capabilities["offer_id"].dtype))
    return pd.concat([capabilities[~inside], led]).sort_index().reset_index(drop=True)
