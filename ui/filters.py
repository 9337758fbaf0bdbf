"""The one filter bar of all Situation pages: title, what is left, filters with what each choice would leave.

What is chosen lives in the address bar (ui.address), so that a link reproduces the view and other pages keep it.
Leaves out how a selection is answered (capacity.selection) and the names of the choices (ui.choices).
"""

from dataclasses import replace
from typing import Any

import streamlit as st

from capacity.formats import date, number
from capacity.selection import Selection, filter_label, from_query, in_words, loosen, to_query
from ui import address, choices, live, navigation, register_access, totals_only
from ui.language import language, t
from ui.markdown import literal
from ui.register_access import View
from ui.visitor import visitor

BAR = ("region", "product", "process", "sector", "organisation_type",
       "organisation_size", "status", "freshness", "attention")  # fmt: skip
LONGEST, WORDS = 40, 160  # so narrow that at 1366 pixels it stands beside the filters


def bar(page: str, kind: tuple[str, ...] | None = None) -> View:
    """Title and filter bar of `page`, and what is in view. Ends the run, with a way on, where nothing is.

    A page may show another `kind` of row than the address says: () for offers and needs.
    Viewers have no filters: what is left of two selections could tell of single offers.
    """
    asked = selection() if kind is None else replace(selection(), kind=kind)
    view = register_access.view(visitor().audience, asked)
    if not len(view.everything.rows):
        _title(page, view)
        _empty_register()
        live.whole(view.edition)
        st.stop()
    _heading(view, page)
    if view.audience == "viewer":
        totals_only.note(view)
        return view
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for facet in BAR:
            _facet(facet, view)
        _words(view.selection.words)
        _further(view.selection)
    if not len(view.situation.rows):
        _nothing_found(view)
        live.whole(view.edition)
        st.stop()
    return view


def selection() -> Selection:
    """What this session has chosen."""
    return from_query(address.view())


def choose(chosen: Selection) -> None:
    """Makes `chosen` the selection of this session; from a callback or before the bar is drawn."""
    address.put(dict.fromkeys(address.FILTERS, "") | to_query(chosen))


def _title(page: str, view: View) -> None:
    st.title(t(f"page.{page}.title"), anchor=False, width="content")
    st.caption(t("frame.as_of", day=date(view.everything.as_of, language())), width="content")


@live.part
def _heading(view: View, page: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        _title(page, view)
        st.space("stretch")
        st.markdown(_left(view), width="content")
        if view.selection.asked():
            st.button(t("filters.reset"), key="filters.reset", on_click=choose, args=(Selection(),), type="tertiary")
        with st.popover(t("filters.link"), type="tertiary", icon=":material/link:"):
            st.caption(t("filters.link_help"))
            st.code(address.link(), language=None, wrap_lines=True)


def _left(view: View) -> str:
    """How many are in view, of how many: offers, or needs on a page that shows both."""
    what = "offers" if view.selection.kind else "needs"
    left, of = (_count(each, what) for each in (view, register_access.unfiltered(view)))
    said = {"left": number(left, language()), "of": number(of, language())}
    if view.selection.asked():
        return t(f"filters.left.{what}", **said)
    return t(f"filters.all.{what}{'.one' if of == 1 else ''}", **said)


def _count(view: View, what: str) -> int:
    rows = view.situation.rows
    return len(rows) if what == "offers" else view.situation.columns.coded("kind").tally(rows).get("need", 0)


def _facet(facet: str, view: View) -> None:
    """One filter behind its name, or what is chosen of it; a browser draws it only when somebody opens it."""
    with st.popover(_named(facet, view.selection), key=f"filter.open.{facet}", width="content"):
        _choice(facet, view)


def _named(name: str, selection: Selection) -> str:
    """A filter's name, and what is chosen of it in words."""
    if name not in selection.asked():
        return filter_label(name, language())
    said = in_words(Selection().choosing(name, getattr(selection, name)), language())
    return f"**{literal(said if len(said) <= LONGEST else f'{said[: LONGEST - 1]}…')}**"


def _further(selection: Selection) -> None:
    """What is chosen elsewhere than in the bar, each with the way to do without it."""
    for name in selection.asked():
        if name != "words" and name not in BAR:
            st.button(
                _named(name, selection), key=f"filter.without.{name}", on_click=choose, args=(selection.without(name),),
                icon=":material/close:", help=t("filters.without_this"),
            )  # fmt: skip


def _choice(facet: str, view: View) -> None:
    label, key = filter_label(facet, language()), f"filter.{facet}"
    chosen = list(getattr(view.selection, facet))
    if st.session_state.get(key) != chosen or chosen:  # again even if equal: the names of what is chosen carry counts
        st.session_state[key] = chosen
    st.multiselect(
        label,
        choices.offered(facet, view),
        format_func=choices.namer(facet, view, language()),
        key=key,
        on_change=_chosen,
        args=(facet, key),
        placeholder=t("filters.any"),
        select_all=False,
        filter_mode="contains",
    )


def _chosen(facet: str, key: str) -> None:
    codes = choices.codes_of(facet, st.session_state[key], language())
    chosen: dict[str, Any] = {facet: tuple(codes)}
    choose(replace(selection(), **chosen))


def _words(words: str) -> None:
    key = "filter.words"
    if st.session_state.get(key) != words:
        st.session_state[key] = words
    label = filter_label("words", language())
    st.text_input(
        label, key=key, type="search", placeholder=t("filters.words"), label_visibility="collapsed",
        on_change=_searched, width=WORDS,
    )  # fmt: skip


def _searched() -> None:
    choose(replace(selection(), words=st.session_state["filter.words"]))


def _empty_register() -> None:
    if not visitor().may_write:
        st.info(t("filters.nothing_yet"))
        return
    st.info(t("filters.empty_register"))
    navigation.link("imports", t("filters.go_to_import"), icon=":material/upload_file:")


def _nothing_found(view: View) -> None:
    st.info(t("filters.nothing"), icon=":material/filter_alt_off:")
    with st.container(horizontal=True):
        for name, found in loosen(view.everything, view.selection):
            label = t("filters.without", name=filter_label(name, language()), found=number(found, language()))
            st.button(label, key=f"loosen.{name}", on_click=choose, args=(view.selection.without(name),))
        st.button(t("filters.reset_all"), key="loosen.all", on_click=choose, args=(Selection(),), type="primary")
