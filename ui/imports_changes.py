"""What taking a file over would change: its offers that are new, changed, unchanged, and stored ones missing now.

Missing ones can be ticked to be withdrawn with the import. Leaves out comparing (capacity.differences, register).
"""

from typing import Any, Literal, cast

import pandas as pd
import streamlit as st

from capacity.differences import KINDS, Difference
from capacity.formats import number
from capacity.reports import Report
from capacity.schema import field
from capacity.situation import prepare
from capacity.texts import say
from register import Register
from ui import clock, tables
from ui.imports_tray import Upload
from ui.language import language, t

SHOWN, CHANGES = 200, 1_000
FEW, PIXELS = 8, 300
TICKED = "imports.ticked"
BECOMES = ("kind", "organisation", "town", "country", "product", "per_week_low", "per_week_high", "stock", "unit",
           "process", "material", "email", "phone", "received_at", "consent")  # fmt: skip
MISSING = ("kind", "organisation", "town", "country", "email", "phone", "received_at", "confirmed_at")


def compared(upload: Upload, register: Register) -> Difference:
    """The file against what the register holds of the same list, worked out once per reading and state of both."""
    assert upload.reading
    now = (register, register.version())
    if upload.compared is None or upload.compared[0] != now:
        upload.compared = (now, register.difference(upload.reading.report))
        gone = set(upload.compared[1].missing["offer_id"]) if len(upload.compared[1].missing) else set()
        upload.withdraw &= gone
    return upload.compared[1]


def show(upload: Upload, found: Difference | None, key: str) -> None:
    """The offers the file gives; where it is a new version of a list, by what they change."""
    assert upload.reading
    report = upload.reading.report
    if report.offers.empty:
        st.caption(t("imports.no_offers"))
    elif found is None or found.compared_with is None:
        _offers(report, report.offers, f"{key}.all")
    else:
        _versions(upload, report, found, key)


def _versions(upload: Upload, report: Report, found: Difference, key: str) -> None:
    with_ = found.compared_with
    assert with_
    st.text(t("imports.changes.with", file=with_.file, when=clock.said(with_.at), by=with_.by, number=with_.import_id))
    counts, lang = found.counts, language()
    named = {kind: say(f"differences.{kind}", lang, count=number(counts[kind], lang)) for kind in KINDS}
    chosen = st.segmented_control(
        t("imports.changes.show"), KINDS, key=f"{key}.kind", required=True, label_visibility="collapsed",
        default=next((kind for kind in ("changed", "new", "missing") if counts[kind]), "unchanged"),
        format_func=named.__getitem__,
    )  # fmt: skip
    if not counts[str(chosen)]:
        st.caption(t(f"imports.changes.no_{chosen}"))
    elif chosen == "changed":
        _changed(report, found, f"{key}.changed")
    elif chosen == "missing":
        _missing(upload, found.missing, f"{key}.missing")
    else:
        rows = getattr(found, str(chosen))["row_id"]
        _offers(report, report.offers[report.offers["row_id"].isin(rows)], f"{key}.{chosen}")


def _offers(report: Report, offers: pd.DataFrame, key: str) -> None:
    """The first of these offers, as they would stand in the register."""
    first = offers.head(SHOWN).rename(columns={"row_id": "offer_id"})
    lines = report.capabilities.rename(columns={"row_id": "offer_id"})
    made = tables.per_offer(prepare(first, lines, pd.Timestamp.today().date())).sort_values("offer_id")
    filled = [code for code in BECOMES if made[code].notna().any()]  # what nobody stated would push the rest aside
    tables.show(made, filled, key=key, height=_height(made))
    _cut(len(offers))


def _height(shown: pd.DataFrame) -> int | Literal["content"]:
    """As high as the rows need, up to a few of them."""
    return PIXELS if len(shown) > FEW else "content"


def _cut(size: int) -> None:
    if size > SHOWN:
        st.caption(t("imports.offers_first", shown=SHOWN, of=number(size, language())))


def changes(report: Report, found: Difference) -> pd.DataFrame:
    """One row per changed field, the first CHANGES: row in the file, organisation, field, before, after, in words."""
    offers, rows = report.offers.set_index("row_id"), found.changes.head(CHANGES)
    offers = offers.reindex(rows["row_id"])
    return pd.DataFrame(
        {
            "row": offers["source_row"].to_numpy(),
            "organisation": offers["organisation"].fillna(offers["contact_name"]).to_numpy(dtype=object),
            "field": [field(code).label(language()) for code in rows["field"]],
            "before": _said(rows, "before"),
            "after": _said(rows, "after"),
        }
    )


def _said(rows: pd.DataFrame, column: str) -> list[str]:
    """Codes in words; other texts as they are."""
    return [_words(field(code).vocabulary, text) for code, text in zip(rows["field"], rows[column], strict=True)]


def _words(listed: str, text: object) -> str:
    parts = text.split("; ") if isinstance(text, str) else []
    return "; ".join(tables.names(listed, part) if listed else part for part in parts)


def _changed(report: Report, found: Difference, key: str) -> None:
    shown = changes(report, found)
    columns = st.column_config
    config: dict[str, Any] = {
        "row": columns.NumberColumn(t("imports.row"), width=60, format="%d"),
        "organisation": columns.TextColumn(field("organisation").label(language())),
        "field": columns.TextColumn(t("imports.column.field")),
        "before": columns.TextColumn(t("imports.changes.before"), width="medium"),
        "after": columns.TextColumn(t("imports.changes.after"), width="medium"),
    }
    st.dataframe(shown, hide_index=True, placeholder="", column_config=config, key=key, height=_height(shown))


def _missing(upload: Upload, missing: pd.DataFrame, key: str) -> None:
    """The stored offers that the file no longer names; ticked ones are withdrawn with the import."""
    st.caption(t("imports.changes.missing_hint"))
    shown = missing.reset_index(drop=True)
    ticked = [place for place, offer_id in enumerate(shown["offer_id"]) if offer_id in upload.withdraw]

    def chosen() -> None:
        rows = cast(Any, st.session_state[key])["selection"]["rows"]
        upload.withdraw = {int(shown["offer_id"].iloc[row]) for row in rows}
        st.session_state[TICKED] = True

    tables.show(
        shown,
        MISSING,
        key=key,
        height=_height(shown),
        on_select=chosen,
        selection_mode="multi-row",
        selection_default={"selection": {"rows": ticked}},
    )
    if upload.withdraw:
        st.caption(t("imports.changes.withdraw", count=number(len(upload.withdraw), language())))
