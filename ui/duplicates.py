"""One likely pair after the other: both records side by side, what speaks for and against, three answers by key.

The worklist is made once and worked off, so that an answer takes no longer than the next pair needs to appear.
Leaves out weighing (capacity.duplicates) and what was merged automatically (ui.duplicates_merged).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from html import escape

import pandas as pd
import streamlit as st

from capacity.duplicates.reasons import Reason, in_words
from capacity.formats import number
from register.duplicates import Verdicts
from register.joining import VERDICTS
from ui import deciding, register_access, tables
from ui.language import language, t
from ui.ranges import amount_range
from ui.signing import signature
from ui.small_table import CELL, HEAD, TABLE
from ui.values import NOTHING, source
from ui.values import in_words as value_in_words
from ui.visitor import visitor

WORK = "duplicates.work"
FIELDS = ("organisation", "contact_name", "email", "phone", "website", "street", "postcode", "town", "country",
          "organisation_type", "status", "received_at", "confirmed_at", "external_id", "remarks")  # fmt: skip
TELLING = FIELDS[:9]  # where a difference speaks against one organisation; later ones differ between any two reports
DIFFERENT = "background:#E69F0033;font-weight:600"
LONGEST = 220


@dataclass
class Work:
    """Pairs to judge of one register: `pairs` as Verdicts.candidates gives them; `done` are those answered here."""

    url: str
    imports: int
    pairs: pd.DataFrame
    done: list[tuple[int, int]] = field(default_factory=list)


def verdicts() -> Verdicts:
    """The verdicts of the active register."""
    return Verdicts(register_access.register(visitor()))


def judge() -> None:
    """The next pair with its buttons, or that there is none left."""
    left = _left(_work())
    deciding.outcome(t("duplicates.hint") if len(left) else "")
    if left.empty:
        st.success(t("duplicates.none_left"), icon=":material/task_alt:")
        return
    pair = left.iloc[0]
    rows = register_access.register(visitor()).row_by_row()
    offers = rows.offers.set_index("offer_id", drop=False)
    if not {pair["left"], pair["right"]} <= set(offers.index):
        _look_again()
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for verdict in VERDICTS:
            _button(verdict, int(pair["left"]), int(pair["right"]))
        st.markdown(t("duplicates.left", count=number(len(left), language())), width="content")
        st.button(t("duplicates.again"), key="duplicates.again", on_click=_look_again, type="tertiary")
    records = [_record(offers.loc[pair[side]], rows.capabilities) for side in ("left", "right")]
    wide, narrow = st.columns([5, 2], gap="medium")
    wide.html(side_by_side(*records))
    narrow.html(_speaking(pair["reasons"], float(pair["weight"])))


def _work() -> Work:
    """This session's worklist; a new one where there is none, or something was imported since."""
    held: Work | None = st.session_state.get(WORK)
    url, imports = register_access.edition().url, len(register_access.register(visitor()).imports())
    if held is None or (held.url, held.imports) != (url, imports):
        with st.spinner(t("duplicates.looking")):
            held = st.session_state[WORK] = Work(url, imports, verdicts().candidates())
    return held


def _look_again() -> None:
    st.session_state.pop(WORK, None)


def _left(work: Work) -> pd.DataFrame:
    """What is still to be judged, once for each two offers: not what was answered here, nor what became one offer."""
    of = {row: number for number, rows in enumerate(verdicts().groups()) for row in rows}
    between = [_between(of, *pair) for pair in zip(work.pairs["left"], work.pairs["right"], strict=True)]
    told = {_between(of, *pair) for pair in work.done}
    kept = []
    for each in between:
        kept.append(len(each) == 2 and each not in told)
        told.add(each)
    return work.pairs[pd.Series(kept, index=work.pairs.index, dtype=bool)]


def _between(of: dict[int, int], left: int, right: int) -> frozenset[tuple[bool, int]]:
    """The two offers of a pair of rows, only one where they are one already."""
    return frozenset((row in of, of.get(row, row)) for row in (left, right))


def _button(verdict: str, left: int, right: int) -> None:
    st.button(
        t(f"duplicates.answer.{verdict}"),
        key=f"duplicates.{verdict}",
        shortcut=t(f"duplicates.key.{verdict}"),
        type="primary" if verdict == "same" else "secondary",
        on_click=_answer,
        args=(verdict, left, right),
    )


def _answer(verdict: str, left: int, right: int) -> None:
    step = partial(verdicts().judge, left, right, verdict, by=signature())
    work: Work | None = st.session_state.get(WORK)
    if deciding.decide(step, t(f"duplicates.done.{verdict}"), after_undo=partial(_asked_again, (left, right))) and work:
        work.done.append((left, right))


def _asked_again(pair: tuple[int, int]) -> None:
    work: Work | None = st.session_state.get(WORK)
    if work and pair in work.done:
        work.done.remove(pair)


def _record(row: pd.Series, capabilities: pd.DataFrame) -> dict[str, str]:
    """One record in words: heading → text."""
    said = {tables.heading(code): value_in_words(code, row[code]) for code in FIELDS}
    lines = capabilities[capabilities["offer_id"] == row["offer_id"]]
    said[t("detail.capabilities")] = "; ".join(_line(line) for line in lines.to_dict("records")) or NOTHING
    sheet, place = (None if pd.isna(each) else each for each in (row["source_sheet"], row["source_row"]))
    said[t("detail.source")] = source(row["source_file"], sheet, place)
    return said


def _line(line: dict) -> str:
    amount = amount_range(line["per_week_low"], line["per_week_high"], language())
    product = value_in_words("product", line["product"])
    unit = value_in_words("unit", line["unit"]) if amount != NOTHING else ""
    return product if amount == NOTHING else f"{product} {t('detail.per_week', amount=amount, unit=unit)}"


def side_by_side(left: dict[str, str], right: dict[str, str]) -> str:
    """Two records with the same headings as an HTML table: what differs is marked, what both lack is left out."""
    head = "".join(f'<th scope="col" style="{HEAD}">{escape(t(key))}</th>' for key in HEADS)
    telling = {tables.heading(code) for code in TELLING}
    shown = [name for name in left if {left[name], right[name]} != {NOTHING}]
    rows = "".join(_row(name, left[name], right[name], name in telling) for name in shown)
    return (
        f'<table style="{TABLE};table-layout:fixed"><colgroup><col style="width:9rem"><col><col></colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


HEADS = ("duplicates.field", "duplicates.one", "duplicates.other")


def _row(name: str, left: str, right: str, telling: bool) -> str:
    differs = telling and left.casefold() != right.casefold() and NOTHING not in (left, right)
    mark, look = ("≠ ", f";{DIFFERENT}") if differs else ("", "")
    cells = "".join(
        f'<td style="{CELL}{look};overflow-wrap:anywhere">{escape(_short(each))}</td>' for each in (left, right)
    )
    return f'<tr><th scope="row" style="{CELL};text-align:left;font-weight:400">{mark}{escape(name)}</th>{cells}</tr>'


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _speaking(reasons: Iterable[Reason], weight: float) -> str:
    """What speaks for and what against, each with its weight, and the sum."""
    found = list(reasons)
    said = _list("duplicates.for", [each for each in found if each.bits > 0])
    said += _list("duplicates.against", [each for each in found if each.bits < 0])
    total = t("duplicates.weight", weight=number(weight, language(), 1))
    return f'{said}<p style="margin-top:0.75rem;opacity:0.75;font-size:0.875rem">{escape(total)}</p>'


def _list(title: str, found: list[Reason]) -> str:
    lines = "".join(
        f'<tr><td style="padding:0.1rem 0.75rem 0.1rem 0">{escape(in_words(each, language()))}</td>'
        f'<td style="text-align:right;white-space:nowrap">{_signed(each.bits)}</td></tr>'
        for each in found
    )
    body = f'<table style="font-size:0.95rem;width:100%">{lines}</table>' if lines else escape(t("duplicates.nothing"))
    return f'<h2 style="font-size:1rem;margin:0.5rem 0 0.25rem">{escape(t(title))}</h2>{body}'


def _signed(bits: float) -> str:
    return f"{'+' if bits > 0 else '−'}{number(abs(bits), language(), 1)}"
