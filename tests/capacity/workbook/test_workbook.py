"""The workbook read back: what was in view is in it, by type, in both languages, for the right eyes only."""

from dataclasses import replace
from functools import cache

import openpyxl
import pandas as pd
import pytest

from capacity.naming import name_of
from capacity.schema import FIELDS, typed
from capacity.selection import Selection
from capacity.totals import figures, per_week
from capacity.workbook import Audience
from capacity.workbook.offers import MAY_SEE, held_back, without_held_back
from tests.capacity.workbook.reading import MADE, below, opened, situation_of, table_of, workbook
from tests.invented import Invented

SITUATION = situation_of(MADE)
BOTH = pytest.mark.parametrize("language", ["de", "en"])


@cache
def book_for(audience: Audience) -> openpyxl.Workbook:
    """The workbook as it opens for people of `audience`."""
    return opened(workbook(audience=audience))


def test_the_sheets_in_order() -> None:
    assert book_for("staff").sheetnames == ["Summary", "Offers", "Capabilities", "By region and product",
                                "By region and sector", "Needs and gaps", "Not on the map", "Data quality", "Issues",
                                "Filters and provenance", "Codes"]  # fmt: skip
    assert opened(workbook(language="de")).sheetnames == [
        "Überblick", "Angebote", "Kapazitäten", "Je Region und Produkt", "Je Region und Branche",
        "Bedarfe und Lücken", "Nicht auf der Karte", "Datenqualität", "Hinweise", "Filter und Herkunft", "Codes",
    ]  # fmt: skip


def test_the_same_input_gives_the_same_bytes() -> None:
    assert workbook() == workbook()


def test_every_offer_in_view_is_one_row() -> None:
    shown, offers = table_of(book_for("staff"), "Offers"), SITUATION.offers
    assert shown["No."].tolist() == offers["offer_id"].tolist()
    assert set(shown["Kind"]) == {"Offer"}
    assert shown["Status"].tolist() == [name_of("status", code, "en") for code in offers["status"]]
    assert shown["Latitude"].dropna().tolist() == pytest.approx(offers["latitude"].dropna().tolist())
    days = [day.date() for day in offers["received_at"].dropna()]
    assert [day.date() for day in shown["Received on"].dropna()] == days
    assert shown["Number of capabilities"].sum() == len(SITUATION.capabilities)


def test_products_are_joined_in_words() -> None:
    shown = table_of(book_for("staff"), "Offers").set_index("No.")["Products"].fillna("")
    for identity, lines in SITUATION.capabilities.groupby("offer_id"):
        stated = {name_of("product", code, "en") for code in lines["product"].dropna()}
        assert set(shown[identity].split("; ")) - {""} == stated


def test_every_capability_in_view_is_one_row() -> None:
    shown, lines = table_of(book_for("staff"), "Capabilities"), SITUATION.capabilities
    assert shown["No."].tolist() == lines["offer_id"].tolist()
    assert shown["Per week, at most"].dropna().tolist() == lines["per_week_high"].dropna().tolist()
    assert shown["Machines"].dropna().tolist() == lines["machines"].dropna().tolist()
    assert shown["Unit"].dropna().tolist() == [name_of("unit", code, "en") for code in lines["unit"].dropna()]


def test_figures_are_those_of_the_situation() -> None:
    found = below(book_for("staff"), "Summary", "At a glance").set_index("Figure")["Value"]
    figured = figures(SITUATION)
    assert found["Offers"] == figured.offers
    assert found["Organisations, each counted once"] == figured.organisations
    assert "Needs" not in found
    assert (
        figures(situation_of(MADE, Selection(kind=()))).needs
        == below(opened(workbook(selection=Selection(kind=()))), "Summary", "At a glance")
        .set_index("Figure")
        .at["Needs", "Value"]
    )


def test_capacity_sheets_add_up_to_the_totals() -> None:
    sums = per_week(SITUATION, ("product",)).groupby(["unit", "plausibility"])["high"].sum(min_count=1)
    for sheet in ("By region and product", "By region and sector"):
        shown = table_of(book_for("staff"), sheet).groupby("Unit")
        for (unit, plausibility), total in sums.dropna().items():
            column = f"{name_of('plausibility', plausibility, 'en')}: per week at most"
            assert shown[column].sum()[name_of("unit", unit, "en")] == pytest.approx(total)
        stated = table_of(book_for("staff"), sheet).query("Unit == 'as stated'")
        assert stated.filter(like="per week").isna().to_numpy().all()


def test_regions_stand_in_the_order_of_their_names() -> None:
    shown = table_of(opened(workbook(language="de")), "Je Region und Produkt")["Land"].drop_duplicates().tolist()
    assert shown.index("Deutschland") < shown.index("Frankreich") < shown.index("Österreich") < shown.index("Spanien")
    assert shown[-1] == "ohne Angabe"


@pytest.mark.parametrize("audience", ["staff", "liaison"])
def test_each_reader_sees_the_declared_fields(audience: Audience) -> None:
    book = book_for(audience)
    headings = {*table_of(book, "Offers"), *table_of(book, "Capabilities")}
    for field in FIELDS:
        if field.code != "nuts0":
            assert (field.label("en") in headings) == (field.audience in MAY_SEE[audience])


def everything(book: openpyxl.Workbook) -> str:
    return "\n".join(str(value) for sheet in book for row in sheet.values for value in row if value is not None)


def test_no_contact_reaches_a_liaison() -> None:
    told = everything(book_for("liaison"))
    for word in ("kontakt", "+49 30", "Kim Beispiel", "Musterstraße", "Zertifizierung läuft", "HYPERLINK"):
        assert word not in told
        assert word in everything(book_for("staff")) or word == "HYPERLINK"


def test_who_did_not_consent_is_not_named() -> None:
    shown = table_of(book_for("staff"), "Offers").set_index("No.")
    no = SITUATION.offers[held_back(SITUATION.offers)]
    assert set(no["consent"]) == {"no", "not_stated"}
    yes = shown.drop(no["offer_id"])
    assert yes["E-mail"].notna().sum() > 3
    assert shown.loc[no["offer_id"], ["Contact", "E-mail", "Phone", "Street", "Remarks"]].isna().to_numpy().all()
    private = no.loc[no["organisation_type"] == "private_person", "offer_id"]
    assert shown.loc[private, "Organisation"].isna().all()
    lines = table_of(book_for("staff"), "Capabilities")
    assert lines.loc[lines["No."].isin(private), "Organisation"].isna().all()
    assert f"except for {len(no)} without consent" in str(book_for("staff")["Summary"]["B6"].value)


def test_holding_back_leaves_the_frame_itself_alone() -> None:
    before = SITUATION.offers.copy()
    without_held_back(SITUATION.offers)
    pd.testing.assert_frame_equal(SITUATION.offers, before)


def test_what_was_read_in_a_row_without_consent_stays_empty() -> None:
    one = MADE.offers.loc[MADE.offers["consent"] == "no"].iloc[[0]]
    issue = MADE.issues.iloc[[0, 0]].assign(import_id=one["import_id"].iloc[0], read=["held", "free"],
                                            row=pd.array([one["source_row"].iloc[0], 1], dtype="Int64"))  # fmt: skip
    shown = table_of(opened(workbook(replace(MADE, issues=issue))), "Issues")
    assert shown["Read"].fillna("").tolist() == ["", "free"]


def test_issues_are_told_in_words() -> None:
    issue = MADE.issues.iloc[[0, 1]].assign(code=["file_empty", "no_such_code"])
    made = replace(MADE, issues=issue)
    english, german = (table_of(opened(workbook(made, language=language)), name)
                       for language, name in (("en", "Issues"), ("de", "Hinweise")))  # fmt: skip
    assert english["Issue"].tolist() == ["The file is empty.", "no_such_code"]
    assert german["Was zu tun ist"].tolist()[0] == "Bitten Sie um die Datei mit Inhalt."
    assert len(table_of(book_for("staff"), "Issues")) == len(MADE.issues)


@BOTH
def test_filters_are_told_in_words(language: str) -> None:
    selection = Selection(region=("DE2",), product=("face_shield",))
    book = opened(workbook(selection=selection, language=language))
    expected = {
        "de": "Region: Bayern · Produkt: Gesichtsschild, Visier",
        "en": "Region: Bavaria · Product: Face shield, visor",
    }
    for sheet in (book.worksheets[0], book.worksheets[-2]):
        assert expected[language] in [row[1] for row in sheet.values]


def test_provenance_names_files_hashes_and_notices() -> None:
    imports = MADE.imports.copy()
    imports.loc[0, "undone_at"] = pd.Timestamp("2020-04-01", tz="UTC")
    imports.loc[1, "error"] = "file_empty"
    book = opened(workbook(replace(MADE, imports=imports)))
    files = below(book, "Filters and provenance", "Files")
    assert files["File"].tolist() == MADE.imports["file"].tolist()[1:]
    assert files["SHA-256"].tolist() == MADE.imports["sha256"].tolist()[1:]
    assert files["Readable"].tolist() == ["no", "yes", "yes"]
    assert files["Imported (UTC)"].tolist()[0] == pd.Timestamp("2020-04-01 08:00")
    assert "EuroGeographics" in everything(book)


def test_codes_in_both_languages() -> None:
    shown = table_of(book_for("staff"), "Codes").set_index(["List", "Code"])
    assert shown.loc[("Product", "gown")].tolist() == ["OP-Kittel, Schutzkittel", "Surgical or isolation gown"]
    assert shown.loc[("Region", "DE2")].tolist() == ["Bayern", "Bavaria"]
    assert shown.index.is_unique


def test_an_empty_selection_makes_a_workbook() -> None:
    book = opened(workbook(selection=Selection(words="nowhere at all")))
    assert len(table_of(book, "Offers")) == 0
    assert below(book, "Summary", "At a glance").set_index("Figure").at["Offers", "Value"] == 0


def test_needs_are_marked_as_such() -> None:
    shown = table_of(opened(workbook(selection=Selection(kind=()))), "Offers")
    assert shown["Kind"].value_counts().to_dict() == {
        "Offer": (MADE.offers["kind"] == "offer").sum(),
        "Need": (MADE.offers["kind"] == "need").sum(),
    }


def test_an_empty_register_makes_a_workbook() -> None:
    nothing = Invented(MADE.offers.iloc[:0], typed(MADE.capabilities.iloc[:0], "capability"), MADE.issues.iloc[:0],
                       MADE.imports.iloc[:0])  # fmt: skip
    assert "Needs and gaps" not in opened(workbook(nothing)).sheetnames
