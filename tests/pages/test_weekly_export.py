"""The export page: its counts are the workbook's, contacts only with a yes, both languages, the file itself."""

import io

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from capacity.selection import Selection, select
from capacity.workbook.offers import held_back
from register.decisions import Change, Decisions
from register.forwarding import Ledger
from tests.screens import STAFF, download, downloads, links, opened, query, said
from ui import export, export_due, register_access


def in_view(**filters: tuple[str, ...]):
    return select(register_access.situation("staff"), Selection(**filters))


def metrics(app) -> dict[str, str]:
    return {each.label: each.value for each in app.metric}


def workbook(language: str = "en", audience: str = "staff", **filters: tuple[str, ...]) -> openpyxl.Workbook:
    view = register_access.view("staff", Selection(**filters))
    return openpyxl.load_workbook(
        io.BytesIO(export.making(view, export.Asked(language, audience), export_due.proposed(view))())
    )


def column(book: openpyxl.Workbook, sheet: str, heading: str) -> list:
    rows = list(book[sheet].values)
    return [row[rows[0].index(heading)] for row in rows[1:]]


@pytest.mark.parametrize(("language", "title"), [("de", "Wochenexport"), ("en", "Weekly export")])
def test_counts_are_those_of_the_view(busy: None, language: str, title: str) -> None:
    app = opened("weekly_export", lang=language)
    situation = in_view()
    values = [each.value for each in app.metric][6:]
    assert app.title[0].value == title
    assert values[:2] == [str(len(situation.rows)), str(len(situation.lines))]
    assert values[3] == str((situation.capabilities["plausibility"] == "excluded").sum())
    assert values[4] == str((situation.offers["consent"] == "yes").sum())
    assert values[5] == str(len(in_view(kind=("need",)).rows)) != "0"


def test_the_week_and_the_filters_are_told(busy: None) -> None:
    app = opened("weekly_export", lang="de", product="face_shield")
    week = register_access.situation("staff").as_of.isocalendar().week
    assert app.header[0].value.startswith(f"Kalenderwoche {week}: ")
    assert "Auswahl: Produkt: Gesichtsschild, Visier" in [each.value for each in app.text]
    assert metrics(app)["Angebote"] == str(len(in_view(product=("face_shield",)).rows))


def test_contacts_are_spelled_out(busy: None) -> None:
    app = opened("weekly_export", lang="de")
    consent = in_view().offers["consent"]
    yes, no = (consent == "yes").sum(), (consent == "no").sum()
    silent = len(consent) - yes - no
    assert f"bei den **{yes}** Angeboten mit Einwilligung" in said(app)
    assert f"bei **{silent}** ohne Angabe und **{no}** mit Ablehnung" in said(app)
    app.segmented_control(key="weekly.contacts").set_value("without").run()
    assert "enthält keine Namen" in said(app)
    assert query(app)["contacts"] == "without"


def test_contacts_stand_only_with_a_yes(busy: None) -> None:
    offers = in_view().offers
    written = column(workbook(), "Offers", "E-mail")
    for (_, offer), held, email in zip(offers.iterrows(), held_back(offers), written, strict=True):
        assert not (held and email)
        assert held or email == (offer["email"] if isinstance(offer["email"], str) else None)
    assert sum(1 for email in written if email) > 10
    assert "E-mail" not in next(workbook(audience="liaison")["Offers"].values)


def test_the_download_is_the_workbook_of_the_view(busy: None) -> None:
    app = opened("weekly_export", lang="en", product="face_shield")
    file = download(downloads(app)["Download a draft"])
    book = openpyxl.load_workbook(io.BytesIO(file.content))
    assert column(book, "Offers", "No.") == column(workbook(product=("face_shield",)), "Offers", "No.")
    assert len(column(book, "Offers", "No.")) == len(in_view(product=("face_shield",)).rows)
    assert "Produkt: Gesichtsschild" in str(list(workbook("de", product=("face_shield",)).worksheets[0].values))


def test_the_file_is_named_after_week_and_day(busy: None) -> None:
    view = register_access.view("staff", Selection())
    assert export.file_name(view, "de") == f"lage_{view.everything.as_of:%G-W%V_%Y-%m-%d}.xlsx"


@pytest.mark.parametrize(("language", "sheet"), [("de", "Angebote"), ("en", "Offers")])
def test_each_sheet_can_be_looked_at_before(busy: None, language: str, sheet: str) -> None:
    app = opened("weekly_export", lang="de", workbook=language)
    chooser = app.segmented_control(key=f"weekly.sheet.{language}")
    assert len(chooser.options) == 15
    assert len(app.dataframe) > 1
    chooser.set_value(sheet).run()
    assert len(app.dataframe[0].value) == 20
    assert any(f"Die ersten 20 von {len(in_view().rows)}" in each.value for each in app.caption)
    for name in chooser.options:
        chooser.set_value(name).run()
        assert not app.exception


def test_a_wrong_choice_in_the_address_falls_back(busy: None) -> None:
    app = opened("weekly_export", lang="en", workbook="fr", contacts="all")
    assert app.segmented_control(key="weekly.workbook").value == "en"
    assert app.segmented_control(key="weekly.contacts").value == "with"


def test_an_empty_register_leads_to_the_import(empty: None) -> None:
    app = opened("weekly_export", lang="de")
    assert not app.metric
    assert "Meldungen aufnehmen" in links(app)


def check_all() -> int:
    """Marks everybody who consented as checked; how many."""
    register = register_access.register(STAFF)
    offers = register.offers()
    fit = offers[(offers["kind"] == "offer") & (offers["consent"] == "yes") & offers["status"].isin(["new", "checked"])]
    Decisions(register).edit(
        [Change(int(row.offer_id), "status", row.status, "checked") for row in fit.itertuples()], by="Ada"
    )
    return len(Ledger(register).propose().proposal.of("new"))


def pills(app: AppTest) -> dict[str, str]:
    """Code → label of what can be looked at closer."""
    chooser = app.pills(key="due.who")
    return {label.rsplit(" ", 1)[0]: label for label in chooser.options}


def test_what_is_due_is_counted_with_reasons_and_listed(few: None) -> None:
    due = check_all()
    app = opened("weekly_export", lang="de")
    assert metrics(app)["Neu"] == str(due) != "0"
    assert "dies wäre der erste Export" in said(app).replace("Dies", "dies")
    held = Ledger(register_access.register(STAFF)).propose().proposal.held
    assert f"Zurückgehalten: ohne Einwilligung {held['no_consent']}" in pills(app).values()
    app.pills(key="due.who").set_value("held.no_consent").run()
    listed = next(each.value for each in app.dataframe if "consent" in each.value and "status" in each.value)
    assert len(listed) == held["no_consent"]
    assert "Ja" not in set(listed["consent"])


def test_a_confirmed_batch_is_frozen_told_and_not_due_again(few: None) -> None:
    due = check_all()
    app = opened("weekly_export", lang="de", state={"signing.name": "K. Muster"})
    app.button(key="due.confirm").click().run()
    assert not app.exception
    ledger = Ledger(register_access.register(STAFF))
    (batch,) = ledger.batches().itertuples()
    assert (batch.by, batch.new, batch.recipient) == ("K. Muster", due, "European Commission")
    assert "Vermerkt als Export 1" in said(app)
    book = openpyxl.load_workbook(io.BytesIO(ledger.reissue(1).content))
    assert len(column(book, "Neu", "Organisation")) == due
    assert metrics(app)["Neu"] == "0"
    assert metrics(app)["Unverändert"] == str(due)
    assert "ist schon vermerkt (Export 1)" not in said(app)  # said once: by the line of the confirmation
    assert "ist schon vermerkt (Export 1)" in said(opened("weekly_export", lang="de"))
    assert "due.confirm" not in {each.key for each in app.button}
    assert [each.value["sha256"].tolist() for each in app.dataframe if "sha256" in each.value] == [[batch.sha256]]


def test_a_change_after_the_batch_is_told_field_by_field(few: None) -> None:
    check_all()
    opened("weekly_export", lang="de").button(key="due.confirm").click().run()
    register = register_access.register(STAFF)
    offer = int(Ledger(register).told()["offer_id"].iloc[0])
    seen = register.offers().set_index("offer_id").at[offer, "phone"]
    Decisions(register).edit([Change(offer, "phone", seen, "030 23125 999")], by="Ada")
    app = opened("weekly_export", lang="de")
    assert metrics(app)["Geändert"] == "1"
    app.pills(key="due.who").set_value("changed").run()
    listed = next(each.value for each in app.dataframe if "before" in each.value)
    assert listed[["field", "after"]].to_numpy().tolist() == [["Telefon", "030 23125 999"]]


def test_a_workbook_without_contacts_is_not_noted(few: None) -> None:
    check_all()
    app = opened("weekly_export", lang="de", contacts="without")
    assert app.button(key="due.confirm").disabled


def test_a_button_that_is_off_says_why(few: None) -> None:
    app = opened("weekly_export", lang="de", contacts="without")
    assert app.button(key="due.confirm").disabled
    assert "Vermerkt wird nur eine Arbeitsmappe mit Kontaktdaten." in [each.value for each in app.caption]
