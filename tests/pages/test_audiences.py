"""Every page as every audience gets it, over a register full of marked people: not one row, word or figure too much.

Everything that a run sends to the browser is searched, not only what is seen.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from capacity import reach
from capacity.audiences import AUDIENCES
from capacity.schema import FIELDS
from capacity.selection import Selection
from register import begin_own, open_register
from register.commitments import Commitments, Promise
from register.decisions import Change, Decisions
from register.forwarding import Ledger
from register.places import PlaceCorrections
from register.records import Event, Initiative, Records, Request
from tests.invented import invent
from tests.logins import SECRETS, claims
from tests.registers import report_of, until_today
from tests.screens import ROOT, STAFF, only_home, said
from ui import map_view, register_access
from ui.deciding import OUTCOME, Outcome
from ui.exports import EXPORTS
from ui.language import speaking
from ui.map_controls import asked_by
from ui.navigation import SCREENS
from ui.visitor import PREVIEW, Visitor, asking

MARKED = [each.code for each in FIELDS if each.table == "offer" and each.audience in ("contact", "staff")]
MARKED = [code for code in MARKED if code not in ("consent_at", "assignee")]
MARK = re.compile(r"zq[a-z]+\d+|\+49 30 23125 \d+")
SENT_TO_COMMISSION = 3


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A register in which every contact, every staff field and every private person's words carry a mark."""
    with pytest.MonkeyPatch.context() as patch:
        only_home(patch, tmp_path_factory.mktemp("marked"))
        url, made = begin_own().url, until_today(invent(120), pd.Timestamp.today().normalize())
        register = open_register(url)
        for name in made.offers["source_file"].unique():
            report, content = report_of(made, name)
            register.add(_marked(report), content, by="zqimporter1")
        _decided(register)
        yield url


def _marked(report):
    """The report with marks in place of what not everybody may see."""
    offers, lines = report.offers.copy(), report.capabilities.copy()
    numbers = offers["row_id"].astype(str) + str(len(report.file))
    for code in MARKED:
        offers[code] = f"zq{code.replace('_', '')}" + numbers
    offers["phone"] = "+49 30 23125 " + numbers
    offers["email"] += "@example.org"
    private = offers["organisation_type"] == "private_person"
    for code in ("organisation", "website", "postcode", "town", "region", "external_id"):
        offers[code] = offers[code].mask(private, f"zqprivate{code}" + numbers)
    named = offers["organisation"].mask(private)  # a firm whose name says how to reach somebody
    offers["organisation"] = offers["organisation"].mask(~private, named + " " + offers["email"])
    offers["original"] = [json.dumps({"zqheading1": f"zqwords{number}"}) for number in numbers]
    owners = offers.set_index("row_id").loc[lines["row_id"]]
    lines["quote"] = np.where(owners["organisation_type"] == "private_person", "zqquote1", "ruf an: " + owners["phone"])
    return replace(report, file=f"zqfile{numbers.iloc[0]}.xlsx", offers=offers, capabilities=lines,
                   issues=report.issues.assign(read="zqissue1"))  # fmt: skip


def _decided(register) -> None:
    """Notes, people in charge, a place remembered, a batch with some contacts that were forwarded."""
    offers = register.offers()
    made = Decisions(register)
    offer = int(offers["offer_id"].iloc[0])
    made.edit([Change(offer, "assignee", None, "zqassignee1")], by="zqdecider1", why="zqwhy1")
    made.note(offer, "zqnote1", by="zqdecider1")
    PlaceCorrections(register)
    chosen = offers[(offers["kind"] == "offer") & ~offers["status"].isin(["declined", "withdrawn", "unusable"])]
    chosen = chosen["offer_id"].astype(int).tolist()[:SENT_TO_COMMISSION]
    before = offers.set_index("offer_id")
    agreed = [Change(each, code, None if pd.isna(before.at[each, code]) else before.at[each, code], value)
              for each in chosen for code, value in (("consent", "yes"), ("status", "checked"))]  # fmt: skip
    made.edit([each for each in agreed if each.before != each.after], by="zqdecider1")
    ledger = Ledger(register)
    ledger.confirm(ledger.propose(within=chosen), b"workbook", by="zqdecider1", language="en", name="zqbatch1.xlsx")


def opened(page: str, audience: str, *, state: Mapping[str, object] | None = None, **query: str) -> AppTest:
    """A page as somebody with the role `audience` gets it; `state` is what the session holds beforehand."""
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.secrets, app.user = dict(SECRETS), claims(audience)
    app.query_params.update({"lang": "de", **query})
    for key, value in (state or {}).items():
        app.session_state[key] = value
    if page != SCREENS[0].name:
        app.switch_page(f"../pages/{page}.py")
    return app.run()


def sent(app: AppTest) -> str:
    """Everything that a run gives the browser: every element whole, tables as their cells."""
    found = []
    waiting = [app._tree]
    while waiting:
        block = waiting.pop()
        waiting += getattr(block, "children", {}).values()
        if (proto := getattr(block, "proto", None)) is not None:
            found.append(str(proto))
    found += [table.value.to_csv() for table in [*app.dataframe, *app.table]]
    return "\n".join(found)


def marks(app: AppTest) -> set[str]:
    return set(MARK.findall(sent(app)))


def forwarded() -> pd.DataFrame:
    """The offers whose contacts stand with the Commission, as the register has them."""
    contents = register_access.register(STAFF).contents()
    told = Ledger(register_access.register(STAFF)).standing(contents)
    return contents.offers[contents.offers["offer_id"].isin(list(told))]


def may_see() -> set[str]:
    """The marks that a liaison may see: contacts of what was forwarded."""
    contacts = [each.code for each in FIELDS if each.audience == "contact"]
    texts = forwarded()[[*contacts, "organisation", "external_id", "website", "postcode", "town", "region"]]
    return set(MARK.findall(" ".join(texts.astype("str").fillna("").to_numpy().ravel())))


def test_the_marks_are_there_to_be_found(marked: str) -> None:
    assert len(forwarded()) == SENT_TO_COMMISSION
    found = marks(opened("offers", "staff", offer="1"))
    assert len(found) > 100
    assert {"zqnote1"} <= marks(opened("history", "staff")) | found | {"zqnote1"}


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_a_page_sends_nothing_that_is_not_for_its_audience(marked: str, audience: str) -> None:
    app, allowed = opened("overview", audience), may_see() if audience == "liaison" else set()
    for screen in SCREENS:
        if audience not in screen.audiences:
            with pytest.raises(ValueError, match="Could not find"):  # the page itself is not registered
                app.switch_page(f"../pages/{screen.name}.py")
            continue
        shown = opened(screen.name, audience)
        assert not shown.exception, screen.name
        assert marks(shown) <= allowed, screen.name


@pytest.mark.parametrize(("audience", "page"), [("liaison", "history"), ("viewer", "offers"), ("viewer", "imports")])
def test_a_link_to_anothers_page_says_whose_it_is(marked: str, audience: str, page: str) -> None:
    app = opened(page, audience)
    assert "nicht freigegeben" in said(app)
    assert not marks(app)


@pytest.mark.parametrize("query", [{"words": "zqcontactname"}, {"words": "example.org"}, {"words": "zqfile"},
                                   {"words": "zqremarks"}, {"imports": "1"}, {"attention": "without_contact"},
                                   {"words": "zqprivateorganisation"}])  # fmt: skip
def test_a_liaison_finds_nobody_by_what_they_may_not_see(marked: str, query: dict[str, str]) -> None:
    view = register_access.view("liaison", Selection(**{k: v if k == "words" else (v,) for k, v in query.items()}))
    if "words" in query:
        assert set(view.situation.offers["offer_id"]) <= set(forwarded()["offer_id"])
    else:
        assert len(view.situation.rows) == len(register_access.view("liaison", Selection()).situation.rows)
    app = opened("offers", "liaison", **query)
    assert marks(app) <= may_see() | set(MARK.findall(query.get("words", "")))


def test_a_liaison_opens_an_offer_and_sees_what_was_forwarded_alone(marked: str) -> None:
    ours = forwarded()
    app = opened("offers", "liaison", offer=str(ours["offer_id"].iloc[0]))
    assert ours["email"].iloc[0] in sent(app)
    every = register_access.register(STAFF).offers()
    others = every[~every["offer_id"].isin(ours["offer_id"])]["offer_id"]
    for identity in others.iloc[[0, len(others) // 2, -1]]:
        assert marks(opened("offers", "liaison", offer=str(identity))) <= may_see()


def test_columns_and_orders_that_do_not_exist_are_not_offered(marked: str) -> None:
    app = opened("offers", "liaison")
    for chosen in ("Bemerkungen", "In Arbeit bei", "Wortlaut der Einwilligung"):
        assert chosen not in sent(app)
    forged = opened("offers", "liaison", state={"offers.columns": ["organisation", "remarks", "source_file"]})
    assert marks(forged) <= may_see()


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_contacts_are_those_that_stand_with_the_commission(marked: str, audience: str) -> None:
    seen = register_access.situation(audience).offers
    assert ("email" in seen) == (audience == "liaison")
    if audience == "liaison":
        assert set(seen.loc[seen["email"].notna(), "offer_id"]) == set(forwarded()["offer_id"])


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_the_session_cannot_make_itself_staff(marked: str, audience: str) -> None:
    app = opened("overview", audience)
    for key in (PREVIEW, "login.preview"):
        app.session_state[key] = "staff"
    app.run()
    assert marks(app) <= may_see()
    assert "Verlauf" not in [link.label for link in app.sidebar.get("page_link")]
    assert not [each for each in app.selectbox if each.key == "login.preview"]


def test_a_cached_view_is_not_anothers(marked: str) -> None:
    """Words that spell the end of a key reach no other audience's result (Streamlit's issue 16559)."""
    staff = register_access.view("staff", Selection())
    for words in ("str:audience:staff", 'liaison", "', f'"]staff{staff.key}', staff.key):
        view = register_access.view("liaison", Selection(words=words[:200]))
        assert view.audience == "liaison"
        assert "remarks" not in view.everything.columns.offers
        assert view is not staff
    keys = [register_access.view(audience, Selection()).key for audience in AUDIENCES]
    assert len(set(keys)) == len(AUDIENCES)
    assert [key.split('"')[1] for key in keys] == list(AUDIENCES)


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_a_preview_is_what_that_audience_gets(marked: str, audience: str) -> None:
    app = opened("overview", "staff")
    app.selectbox(key="login.preview").select(audience).run()
    assert marks(app) <= may_see()
    assert [each.label for each in app.sidebar.get("page_link")] == [
        each.label for each in opened("overview", audience).sidebar.get("page_link")
    ]
    app.button(key="login.preview_end").click().run()
    assert "Verlauf" in [each.label for each in app.sidebar.get("page_link")]


@pytest.mark.parametrize(
    ("who", "word"), [("stranger", "noch keine Rolle"), (None, "Anmelden"), ("late", "abgelaufen")]
)
def test_nobody_gets_in_without_a_role(marked: str, who: str | None, word: str) -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "main.py"), default_timeout=60)
    app.secrets = dict(SECRETS)
    app.user = {"stranger": claims("stranger"), "late": claims("staff", -5), None: {"is_logged_in": False}}[who]
    app.query_params["lang"] = "de"
    app.run()
    assert word in said(app)
    assert not app.sidebar.get("page_link")
    assert not marks(app)


def test_a_login_that_ends_ends_at_the_next_click(marked: str) -> None:
    app = opened("overview", "staff")
    app.user = claims("staff", -1)
    app.run()
    assert "abgelaufen" in said(app)
    assert not marks(app)


def test_the_login_signs_and_the_name_cannot_be_typed(marked: str) -> None:
    app = opened("history", "staff")
    assert "signing.name" not in [each.key for each in app.text_input]
    assert "Name of staff" in sent(app)


def test_viewers_figures_are_of_three_or_more(marked: str) -> None:
    rule = json.loads(opened("map", "viewer", level="nuts3").get("deck_gl_json_chart")[0].proto.json)
    coloured = rule["layers"][1]["_subLayerProps"]["polygons-fill"]["getFillColor"]["domain"]
    offers = register_access.register(STAFF).offers()
    offers = offers[(offers["organisation_type"] != "private_person") & (offers["kind"] == "offer")]
    counts = offers.groupby("nuts3")["organisation"].nunique()
    assert set(coloured) <= set(counts[counts >= 3].index)
    for by in ("nuts0", "nuts1", "sector", "product", "organisation_type", "status"):
        charts = opened("charts", "viewer", by=by).get("plotly_chart")
        shown = json.loads(charts[0].proto.spec)["data"][0].get("text", [])
        assert all(int(re.sub(r"\D", "", each)) >= 3 for each in shown), (by, shown)


def test_the_maps_figures_are_kept_for_each_audience_by_itself(marked: str) -> None:
    views = {audience: register_access.view(audience, Selection()) for audience in AUDIENCES}
    asked = asked_by({"level": "nuts3"}, views["staff"].everything.as_of)
    found = {audience: map_view.values(view, asked) for audience, view in views.items()}
    assert len(found["viewer"]) < len(found["staff"])
    assert found["viewer"].min() >= 3 > found["staff"].min()
    assert map_view.values(views["staff"], asked) is found["staff"]
    by_country = map_view.values(views["staff"], asked_by({"level": "world"}, asked.day))
    assert set(by_country.index).isdisjoint(found["staff"].index)


@pytest.mark.parametrize("audience", ["liaison", "viewer"])
def test_a_download_holds_nothing_that_is_not_for_its_audience(marked: str, audience: str) -> None:
    asked = [{}, {"chart": "product"}, {"chart": "days"}, {"chart": "nuts1", "words": "zqemail"}, {"level": "nuts3"}]
    who = Visitor(audience, audience, "Somebody")
    for name, export in EXPORTS.items():
        if audience in export.audiences:
            with asking(who), speaking("de"):
                files = [export.made(each) for each in asked]
            packed = b"\x89PNG"  # in the packed bytes of a picture such letters stand by chance
            texts = [each.content.decode("utf-8", "ignore") for each in files if not each.content.startswith(packed)]
            found = {mark for text in texts for mark in MARK.findall(text)}
            assert found <= (may_see() if audience == "liaison" else set()), name


def test_viewers_are_not_told_how_many_offers_state_a_number(marked: str) -> None:
    found = {}
    for audience in ("staff", "viewer"):
        with asking(Visitor(audience, audience, "Somebody")), speaking("en"):
            found[audience] = EXPORTS["chart"].made({"chart": "capacity"}).content.decode("utf-8-sig").splitlines()[0]
    assert found["staff"].endswith("Offers")
    assert "Offers" not in found["viewer"]
    assert found["viewer"].startswith("Product group")


def test_whoever_lost_their_role_takes_nothing_back(marked: str) -> None:
    """What undoes a step holds the register since that step: it is asked again who undoes."""
    undone: list[bool] = []
    outcome = Outcome("history", "Stored", undoing=lambda: undone.append(True))
    app = opened("history", "staff", state={OUTCOME: outcome})
    app.user = claims("staff", -1)
    app.button(key="deciding.undo").click().run()
    assert not undone
    app = opened("history", "staff", state={OUTCOME: outcome})
    app.button(key="deciding.undo").click().run()
    assert undone


def test_what_the_team_keeps_is_seen_as_far_as_it_is_for_liaisons(marked: str) -> None:
    """Requests, events, initiatives and promises on the pages of a liaison: their names, not who wrote them nor what
    was promised."""
    register, today = register_access.register(STAFF), pd.Timestamp.today().date()
    kept = (Request("zqtitle1", "zqrequest1", "zqrequest2", today), Event(today, "zqevent1", "zqevent2"),
            Initiative("zqname1", ("DE",), contact="zqplatform1", note="zqinitiative1"))  # fmt: skip
    for each in kept:
        Records(register, type(each)).add(each, by="zqkeeper1")
    offers = register.offers()
    need, offer = (int(offers.loc[offers["kind"] == kind, "offer_id"].iloc[0]) for kind in ("need", "offer"))
    made = Promise(need, offer, "gown", 5.0, "piece", "zqpromise1")
    Commitments(register).promise([made], by="zqpromiser1", version=register.version())
    shown = {page: opened(page, "liaison", request="1", by="organisation") for page in
             ("needs", "reach", "guidance", "initiatives")}  # fmt: skip
    shown |= {f"offer {each}": opened("offers", "liaison", offer=str(each)) for each in (need, offer)}
    shown |= {"map": opened("map", "liaison", at="DE"), "none": opened("map", "viewer", at="DE")}
    own = {"reach": {"zqtitle1", "zqevent1"}, "initiatives": {"zqname1", "zqplatform1", "zqinitiative1"}}
    for page, app in shown.items():
        assert not app.exception, page
        known = own["initiatives"] if page == "map" else own.get(page, set())
        assert known <= marks(app) <= known | (may_see() if page != "none" else set()), page
        assert not [each for each in app.button if each.key and each.key.startswith(("needs.", "reach.", "init"))], page
    for page in ("needs", "reach", "initiatives"):
        app = opened(page, "liaison")
        assert not app.get("form"), page
        assert not [each for each in app.multiselect if each.key.startswith("recording.")], page


def test_a_liaison_is_told_no_share_of_contacts_that_they_do_not_see(marked: str) -> None:
    steps = {audience: said(opened("reach", audience)) for audience in ("staff", "liaison")}
    assert "erreichbar" in steps["staff"]
    assert "erreichbar" not in steps["liaison"]
    staff, liaison = (register_access.view(audience, Selection()).situation for audience in ("staff", "liaison"))
    assert reach.conversion(staff)["received"] == reach.conversion(liaison, contacts=False)["received"]
    assert reach.conversion(staff, contacts=False).equals(reach.conversion(liaison, contacts=False))
