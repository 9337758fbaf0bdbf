"""Correcting what was read of the offer that is open: every field with what was read beside it, saved together.

What somebody types stays when somebody else was first: then both are told and a second save overwrites knowingly.
Leaves out places, which are chosen (ui.offer_place), and documents (ui.offer_history).
"""

from dataclasses import dataclass, field
from html import escape

import streamlit as st

from capacity.columns import NOT_STATED
from register import RegisterError
from register.conflicts import ChangedMeanwhileError
from register.decisions import Change
from register.overlay import Rows
from register.values import JsonValue, checked, plain
from ui import deciding, field_inputs, tables
from ui.detail import Opened
from ui.language import t
from ui.signing import signature
from ui.values import in_words

FIELDS = ("organisation", "kind", "organisation_type", "organisation_size", "sector", "contact_name", "email", "phone",
          "website", "street", "consent", "consent_words", "consent_at", "received_at", "available_from",
          "available_until", "urgency", "channel", "passed_on_by", "external_id", "remarks")  # fmt: skip
OF_LINES = ("product", "process", "material", "machines", "stock", "per_week_low", "per_week_high", "unit", "standard",
            "conformity", "plausibility")  # fmt: skip
WHY = "correcting.why"
SMALL = "font-size:0.85rem;overflow-wrap:anywhere;"
Key = tuple[int | None, str]  # capability_id or None for the offer itself, and the field


@dataclass
class Draft:
    """What the editor of one offer sees: `seen` by key, `read` as it was read, and the `owner` of each line.

    `edition` counts the forms, so that a fresh one is filled afresh. `filled` is what the inputs began with; `touched`
    are fields that somebody else changed meanwhile.
    """

    identity: int
    edition: int
    filled: dict[Key, JsonValue]
    seen: dict[Key, JsonValue]
    read: dict[Key, JsonValue]
    owner: dict[int, int]
    touched: set[Key] = field(default_factory=set)

    def input(self, key: Key) -> str:
        """The key of the widget of a field."""
        return f"correcting.{self.identity}.{self.edition}.{key[0] or 0}.{key[1]}"


def show(opened: Opened) -> None:
    """The form."""
    draft = _draft(opened.identity)
    with st.form("correcting", border=False):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.form_submit_button(t("correcting.save"), type="primary", on_click=_save, args=(draft,))
            st.text_input(
                t("deciding.why"), key=f"{WHY}.{draft.edition}", placeholder=t("correcting.why"),
                label_visibility="collapsed",
            )  # fmt: skip
        st.caption(t("correcting.hint"))
        for code in FIELDS:
            _line(draft, (None, code))
        for number in draft.owner:
            product = tables.names("product", str(draft.seen[number, "product"] or NOT_STATED))
            with st.expander(product, expanded=len(draft.owner) == 1, key=f"correcting.line.{number}"):
                for code in OF_LINES:
                    _line(draft, (number, code))


def leave() -> None:
    """Lets the draft go, so that the next form shows the register as it is."""
    st.session_state.pop(deciding.DRAFT, None)


def _draft(identity: int) -> Draft:
    held: Draft | None = st.session_state.get(deciding.DRAFT)
    if held is None or held.identity != identity:
        edition = st.session_state["correcting.editions"] = st.session_state.get("correcting.editions", 0) + 1
        held = st.session_state[deciding.DRAFT] = _begun(identity, edition)
    return held


def _begun(identity: int, edition: int) -> Draft:
    beside = deciding.decisions().beside(identity)
    seen, read = _values(beside.now), _values(beside.read)
    lines = beside.now.capabilities
    owner = dict(zip(lines["capability_id"].tolist(), lines["offer_id"].tolist(), strict=True))
    return Draft(identity, edition, dict(seen), seen, read, owner)


def _values(rows: Rows) -> dict[Key, JsonValue]:
    offer = rows.offers.to_dict("records")[0]
    found: dict[Key, JsonValue] = {(None, code): plain(offer[code]) for code in FIELDS}
    for line in rows.capabilities.to_dict("records"):
        found |= {(int(line["capability_id"]), code): plain(line[code]) for code in OF_LINES}
    return found


def _line(draft: Draft, key: Key) -> None:
    """Name, input and what was read of one field."""
    code, read = key[1], in_words(key[1], draft.read.get(key))
    name, now, before = st.columns((3, 5, 3), vertical_alignment="center", gap="small")
    mark = " font-weight:600" if key in draft.touched else ""
    name.html(f'<span style="{SMALL}{mark}">{escape(tables.heading(code))}</span>')
    with now:
        field_inputs.ask(code, draft.filled[key], draft.input(key))
    before.html(f'<span style="{SMALL}">{escape(read)}</span>')


def _save(draft: Draft) -> None:
    try:
        changes = [change for key in draft.seen if (change := _change(draft, key))]
    except RegisterError as error:
        deciding.tell(deciding.refusal(error), failed=True)
        return
    why = str(st.session_state.get(f"{WHY}.{draft.edition}") or "").strip() or None
    said = t("correcting.saved", fields=", ".join(dict.fromkeys(tables.heading(each.field) for each in changes)))
    try:
        made = deciding.decisions().edit(changes, by=signature(), why=why) if changes else None
    except ChangedMeanwhileError as error:
        _rebase(draft, error)
        deciding.tell(f"{deciding.refusal(error)} {t('correcting.kept')}", failed=True)
        return
    except RegisterError as error:
        deciding.tell(deciding.refusal(error), failed=True)
        return
    deciding.tell(said if made else t("deciding.nothing"), made)
    leave()


def _change(draft: Draft, key: Key) -> Change | None:
    """What the editor changed of a field, None where it says the same. Raises RegisterError "unfit"."""
    capability, code = key
    before, after = draft.seen[key], checked(code, field_inputs.given(code, draft.input(key)))
    if field_inputs.same(code, before, after):
        return None
    owner = draft.identity if capability is None else draft.owner[capability]
    return Change(owner, code, before, after, capability)


def _rebase(draft: Draft, error: ChangedMeanwhileError) -> None:
    """From now on the editor has seen what others wrote; what stands in the inputs is left alone."""
    for each in error.conflicts:
        key = (each.capability_id, each.field)
        draft.seen[key] = each.value
        draft.touched.add(key)
