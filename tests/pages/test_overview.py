"""The overview: its figures are those of the register, narrow with the filters, and lead to their rows."""

import re
import time
from html import unescape

import pytest

from capacity import totals
from capacity.formats import number
from capacity.selection import Selection, select
from register.inbox import Inbox
from tests.register.made_messages import mail, question
from tests.registers import filled
from tests.screens import STAFF, links, only_home, opened, query, said
from ui import register_access


@pytest.fixture
def found(busy: None) -> totals.Figures:
    return totals.figures(select(register_access.situation("staff"), Selection()))


def table(app, which: int) -> list[list[str]]:
    """The rows of one of the page's tables, the headings first."""
    html = [each.value for each in app.html if "<table" in each.value][which]
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [[unescape(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


def metrics(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def test_figures_of_the_day_in_german(found: totals.Figures) -> None:
    app = opened(lang="de")
    offers = number(found.offers, "de")
    assert metrics(app) == {
        "Angebote": offers,
        "Organisationen": number(found.organisations, "de"),
        "Länder": number(found.countries, "de"),
        "Auf der Karte": f"{number(found.on_map, 'de')} von {offers}",
    }
    assert app.title[0].value == "Übersicht"
    assert app.metric[0].proto.delta_description == "seit gestern"
    assert int(app.metric[0].delta) > 0


def test_the_same_in_english(found: totals.Figures) -> None:
    app = opened(lang="en")
    assert set(metrics(app)) == {"Offers", "Organisations", "Countries", "On the map"}
    assert "without a place" in said(app)
    assert "Übersicht" not in said(app)


def test_capacity_keeps_units_and_states_apart(busy: None) -> None:
    headings, *rows = table(opened(lang="de"), 0)
    assert headings == ["Produktgruppe", "Bestätigt", "Plausibel", "Ausgeschlossen"]
    shown = {group: said for group, *said in rows}
    assert len(shown) == len(rows)
    week = totals.per_week(select(register_access.situation("staff"), Selection()))
    sums = week[(week["product_group"] == "protective_equipment") & (week["unit"] == "piece")].set_index("plausibility")
    for place, state in enumerate(("confirmed", "plausible")):
        low, high = (number(sums.loc[state, bound], "de") for bound in ("low", "high"))
        assert shown["Schutzausrüstung (Stück)"][place] == f"{low}–{high}"


def test_every_kind_of_attention_leads_to_its_rows(busy: None) -> None:
    app = opened(lang="de")
    asked = {label: found["attention"] for label, found in links(app).items() if "attention" in found}
    for label, code in asked.items():
        left = len(select(register_access.situation("staff"), Selection(attention=(code,))).rows)
        assert number(left, "de") in label
    assert set(asked.values()) >= {"new", "without_place", "without_contact", "stale"}


def test_links_keep_the_filters(busy: None) -> None:
    app = opened(lang="de", region="DE", product="face_shield,ventilator")
    assert all(found["region"] == "DE" for found in links(app).values())
    assert links(app)["Schutzausrüstung"]["product"] == "face_shield"


def test_filters_narrow_every_figure(busy: None) -> None:
    app = opened(lang="de", product="face_shield")
    left = select(register_access.situation("staff"), Selection(product=("face_shield",)))
    assert metrics(app)["Angebote"] == number(len(left.rows), "de")
    assert {row[0] for row in table(app, 0)[1:]} == {"Schutzausrüstung (Stück)"}


def test_newest_offers_are_words_not_codes(busy: None) -> None:
    headings, *rows = table(opened(lang="de"), 1)
    assert headings == ["Organisation", "Ort", "Land", "Produkt"]
    assert 0 < len(rows) <= 6
    assert "Deutschland" in {row[2] for row in rows}
    assert not {row[3] for row in rows} & {"face_shield", "mask_community"}


def test_an_empty_register_says_what_to_do(empty: None) -> None:
    app = opened(lang="de")
    assert "noch leer" in app.info[0].value
    assert not app.metric


def test_a_filter_that_fits_nobody_shows_the_way_out(busy: None) -> None:
    app = opened(lang="de", words="gibtesnicht", product="gown")
    assert "kein Angebot" in app.info[0].value
    app.button(key="loosen.words").click().run()
    assert query(app) == {"lang": "de", "product": "gown"}
    assert app.metric


def test_a_warm_filter_change_is_quick(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    only_home(monkeypatch, tmp_path)
    filled(1500)
    app = opened(lang="de")
    before = time.process_time()
    app.multiselect(key="filter.product").select("face_shield").run()
    assert time.process_time() - before < 0.5
    assert query(app)["product"] == "face_shield"


def test_unread_messages_and_open_questions_wait(few: None) -> None:
    assert "ungelesen" not in said(opened(lang="de"))
    inbox = Inbox(register_access.register(STAFF))
    for made in (mail(1), question(2), question(3, "Etwas anderes?")):
        inbox.add(*made, by="poll")
    inbox.accept(2, None, by="Ada")
    found = links(opened(lang="de"))
    assert {"**2** Nachrichten ungelesen", "**2** Fragen offen"} <= set(found)
