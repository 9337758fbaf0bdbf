"""One offer in full: facts, capability lines, original words with the used ones marked, where they came from.

People's text is escaped throughout and never Markdown. Leaves out which offer (ui.offers).
"""

import html
import re
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from capacity.columns import NOT_STATED
from capacity.schema import CAPABILITY_FIELDS, OFFER_FIELDS, Field, field
from capacity.situation import Situation
from register import RegisterError, Source
from register.decisions import Decisions
from register.duplicates import Verdicts
from ui import address, clock, register_access, tables
from ui.language import language, t
from ui.marking import marked
from ui.ranges import amount, amount_range
from ui.register_access import View
from ui.values import in_words, source
from ui.visitor import visitor

HIDDEN = ("kind", "organisation", "original", "place_words", "latitude", "longitude", "nuts0")
READ_FROM = ("organisation", "contact_name", "email", "phone", "website", "street", "postcode", "town", "region",
             "place_words", "external_id", "passed_on_by")  # fmt: skip
PAIRS = "display:grid;grid-template-columns:minmax(7rem,30%) 1fr;gap:0.15rem 0.75rem;margin:0;padding:0"
NAME, VALUE = "opacity:0.75;font-weight:400", "margin:0;overflow-wrap:anywhere"
LINKS = {"email": "mailto:", "phone": "tel:"}


@dataclass(frozen=True)
class Opened:
    """One offer with its lines: fields by code, missing ones left out."""

    identity: int
    facts: dict[str, object]
    lines: list[dict[str, object]]


def opened(view: View, identity: str) -> Opened | None:
    """The offer with this id among all that the view's audience may see; for staff also by an id that it had before."""
    found = find(view.everything, identity)
    return found or (find(view.everything, _goes_by(identity)) if view.audience == "staff" else None)


def find(everything: Situation, identity: str) -> Opened | None:
    """The offer with this id; None when there is none, as after its import was taken back."""
    offers, number = everything.columns.offers, address.as_number(identity)
    found = offers[:0] if number is None else offers[offers["offer_id"] == number]
    if found.empty:
        return None
    capabilities = everything.columns.capabilities
    lines = capabilities[capabilities["offer_id"] == found["offer_id"].iloc[0]]
    return Opened(int(found["offer_id"].iloc[0]), _stated(found, OFFER_FIELDS)[0], _stated(lines, CAPABILITY_FIELDS))


def _goes_by(identity: str) -> str:
    """The id that an offer goes by now, after newer versions of its list and merges; "" where there is none."""
    if (number := address.as_number(identity)) is None:
        return ""
    try:
        return str(Decisions(register_access.register(visitor())).beside(number).now.offers["offer_id"].iloc[0])
    except RegisterError:
        return ""


def _stated(frame: pd.DataFrame, codes: tuple[str, ...]) -> list[dict[str, object]]:
    rows = frame[[code for code in codes if code in frame]].to_dict("records")
    return [{str(code): value for code, value in row.items() if not pd.isna(value)} for row in rows]


def show(opened: Opened) -> None:
    """Everything that is known of the offer, densely; of rows that are one offer the words and the source of each."""
    if not visitor().may_write:
        st.html(_said(opened))
        return
    register = register_access.register(visitor())
    rows = [int(each) for each in Verdicts(register).sources(opened.identity)["offer_id"]]
    first, *others = [(register.original_words(row), register.source_of(row)) for row in rows]
    st.html(
        _section("detail.capabilities", "".join(_line(line) for line in opened.lines) or _text(t("detail.no_lines")))
        + _section("detail.original", _pairs(_original(first[0], opened)))
        + _section("detail.facts", _pairs(_facts(opened.facts)))
        + _section("detail.source", _pairs(_source(first[1])))
        + (_section("detail.others", "".join(_other(*each, opened) for each in others)) if others else "")
    )


def _said(opened: Opened) -> str:
    """What the fields say; people's own words and where they stand are for staff."""
    lines = "".join(_line(line) for line in opened.lines) or _text(t("detail.no_lines"))
    return _section("detail.capabilities", lines) + _section("detail.facts", _pairs(_facts(opened.facts)))


def _other(words: dict[str, str], stands: Source, opened: Opened) -> str:
    """A further row of the same offer: its source, and on demand its words."""
    named = source(stands.file, stands.sheet, stands.row)
    body = _pairs(_original(words, opened) | _source(stands))
    return f'<details style="margin:0 0 0.35rem"><summary>{_text(named)}</summary>{body}</details>'


def _section(title: str, body: str) -> str:
    style = "margin:0.9rem 0 0.25rem;font-size:0.85rem;font-weight:600;opacity:0.75"
    return f'<h3 style="{style}">{_text(t(title))}</h3>{body}'


def _pairs(pairs: dict[str, str]) -> str:
    rows = "".join(
        f'<dt style="{NAME}">{_text(name)}</dt><dd style="{VALUE}">{said}</dd>' for name, said in pairs.items()
    )
    return f'<dl style="{PAIRS}">{rows}</dl>'


def _facts(facts: dict[str, object]) -> dict[str, str]:
    return {tables.heading(code): _value(field(code), value) for code, value in facts.items() if code not in HIDDEN}


def _value(known: Field, value: object) -> str:
    if known.kind in LINKS:
        return ", ".join(_link(LINKS[known.kind], each.strip()) for each in str(value).split(";"))
    return _text(in_words(known.code, value))


def _link(scheme: str, value: str) -> str:
    target = re.sub(r"[^\w@.+\-]", "", value)
    return f'<a style="color:inherit" href="{scheme}{html.escape(target)}">{_text(value)}</a>'


def _line(line: dict[str, object]) -> str:
    parts = [f"<b>{_text(tables.names('product', str(line.get('product', NOT_STATED))))}</b>", *_quantities(line)]
    parts += [_value(field(code), line[code]) for code in ("process", "material", "standard") if code in line]
    quote = (
        f'<div style="opacity:0.75">{_text(t("detail.quote", words=line["quote"]))}</div>' if "quote" in line else ""
    )
    return f'<div style="margin:0 0 0.5rem">{" · ".join(parts)}{quote}</div>'


def _quantities(line: dict[str, object]) -> list[str]:
    """What the line says of amounts, with its plausibility; none where it says nothing."""
    unit = tables.names("unit", str(line["unit"])) if "unit" in line else ""
    low, high = (line.get(f"per_week_{bound}") for bound in ("low", "high"))
    said = [t("detail.per_week", amount=amount_range(low, high, language()), unit=unit)] if low or high else []
    said += [t("detail.stock", amount=_amount(line["stock"]), unit=unit)] if "stock" in line else []
    said += [t("detail.machines", amount=_amount(line["machines"]))] if "machines" in line else []
    if said and "plausibility" in line:
        said.append(tables.names("plausibility", str(line["plausibility"])))
    return [_text(each) for each in said]


def _amount(value: object) -> str:
    return amount(float(value), language())  # type: ignore[arg-type]


def _original(words: dict[str, str], opened: Opened) -> dict[str, str]:
    used = [str(opened.facts[code]) for code in READ_FROM if code in opened.facts]
    used = [part for value in used for part in (value, *value.split(";"))]
    quoted = [part for line in opened.lines for part in str(line.get("quote", "")).split("; ")]
    used += [*quoted, *(part.split(": ", 1)[1] for part in quoted if ": " in part)]
    return {heading: marked(text, used) for heading, text in words.items()}


def _source(stands: Source) -> dict[str, str]:
    imported = t("detail.imported_at", at=clock.said(stands.at), by=stands.by)
    said = {"file": stands.file, "sheet": stands.sheet, "row": stands.row, "imported": imported}
    return {t(f"detail.{name}"): _text(value) for name, value in said.items() if value}


def _text(value: object) -> str:
    return html.escape(str(value))
