"""The pages of requests and of regional initiatives: kept, shown in both languages, credited, ended."""

from streamlit.testing.v1 import AppTest

from register.crediting import credited
from register.records import Initiative, Records, Request
from tests.screens import STAFF, links, opened, said
from ui import initiatives, register_access


def press(app: AppTest, label: str) -> AppTest:
    """Presses the button with this label."""
    next(each for each in app.button if each.label == label).click().run()
    assert not app.exception
    return app


def test_a_request_is_begun_credited_with_lists_and_ended(few: None) -> None:
    app = opened("requests", lang="de")
    app.text_input(key="requests.title").set_value("3D-Druck **jetzt**")
    app.text_area(key="requests.text_de").set_value("Wer kann helfen?")
    press(app, "Aufruf anlegen")
    (kept,) = Records(register_access.register(STAFF), Request).held()
    assert (kept.record.title, kept.record.text_en) == ("3D-Druck **jetzt**", "Wer kann helfen?")
    assert "Wer kann helfen?" in said(app)
    assert links(app)["Reichweite dieses Aufrufs"]["request"] == str(kept.number)
    app.multiselect(key=f"recording.imports.Request.{kept.number}").set_value([1]).run()
    assert credited(register_access.register(STAFF)).set_index("import_id").loc[1, "request_id"] == kept.number
    press(app, "Beenden")
    assert Records(register_access.register(STAFF), Request).held() == []


def test_a_request_without_a_title_is_not_begun(few: None) -> None:
    app = press(opened("requests", lang="en"), "Begin the request")
    assert [each.value for each in app.error] == ["The request needs a title."]
    assert Records(register_access.register(STAFF), Request).held() == []


def test_an_initiative_stands_with_its_regions_and_only_web_addresses_lead_away(few: None) -> None:
    app = opened("initiatives", lang="en")
    app.text_input(key="initiatives.name").set_value("Makers <b>South</b>")
    app.text_input(key="initiatives.link").set_value("javascript:alert(1)")
    app.multiselect(key="initiatives.regions").set_value(["DE1"])
    press(app, "Enter")
    assert len(app.error) == 1
    records = Records(register_access.register(STAFF), Initiative)
    made = Initiative("Makers <b>South</b>", ("DE1",), "https://example.org/?a=1&b=2", takes=("face_shield",))
    records.add(made, by="Ada")
    records.add(Initiative("Alone", ("AT",), "javascript:alert(1)"), by="Ada")
    text = said(opened("initiatives", lang="en"))
    assert "&lt;b&gt;South" in text
    assert 'href="https://example.org/?a=1&amp;b=2"' in text
    assert "javascript" not in text
    assert "Face shield" in text


def test_an_initiative_is_shown_where_its_region_is(few: None) -> None:
    Records(register_access.register(STAFF), Initiative).add(Initiative("Süd", ("DE1",)), by="Ada")
    assert [each.name for each in initiatives.of_region("DE11")] == ["Süd"]
    assert [each.name for each in initiatives.of_region("DE")] == ["Süd"]
    assert initiatives.of_region("DE2") == []


def test_what_somebody_ended_meanwhile_is_ended(few: None) -> None:
    records = Records(register_access.register(STAFF), Initiative)
    number = records.add(Initiative("Süd", ("DE1",)), by="Ada")
    app = opened("initiatives", lang="en")
    records.end(number, by="Ben")
    app.button(key=f"initiatives.end.{number}").click().run()
    assert not app.exception
    assert len(app.success) == 1
    assert not app.error
