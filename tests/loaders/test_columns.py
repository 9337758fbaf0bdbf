"""Columns to fields, on lists in many languages whose fields were written down before the mapping was tuned."""

import csv
from pathlib import Path

import pytest

from loaders.columns import map_columns
from loaders.reader import read_report

GOLDEN = Path(__file__).resolve().parent.parent / "golden" / "columns"


def expected(name: str) -> dict[str, dict[int, list[str | None]]]:
    found: dict[str, dict[int, list[str | None]]] = {}
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            accepted = [None if field in ("", "-") else field for field in row["field"].split("|")]
            found.setdefault(row["file"], {})[int(row["index"])] = accepted
    return found


@pytest.mark.parametrize("name", ["expected", "expected_second", "expected_third", "expected_fourth", "expected_fifth"])
def test_lists_in_many_languages(name: str) -> None:
    right = wrong = missed = 0
    for file, columns in expected(name).items():
        table = read_report((GOLDEN / f"{file}.csv").read_bytes(), f"{file}.csv").tables[0]
        assert table.offers + table.needs == table.rows > 0, file
        for column in table.columns:
            accepted = columns[column.index]
            right += column.field in accepted and column.field is not None
            wrong += column.field not in accepted and column.field is not None
            missed += column.field not in accepted and None not in accepted
    assert right / (right + wrong) >= 0.98
    assert right / (right + missed) >= 0.95


def roles_of(headings: list[str], *rows: list[str]) -> list[str]:
    return [each.role for each in map_columns(headings, list(zip(*rows, strict=True)))]


def test_the_values_decide_what_land_means() -> None:
    countries = roles_of(["Firma", "Land"], ["Nordlicht GmbH", "Deutschland"], ["Solent Ltd", "France"])
    states = roles_of(["Firma", "Land"], ["Nordlicht GmbH", "Bayern"], ["Weberei AG", "Hessen"])
    assert (countries, states) == (["organisation", "country"], ["organisation", "region"])


def test_name_is_the_organisation_alone_and_the_person_beside_one() -> None:
    people = [["Anna Lindner", "10115"], ["Jan Probst", "52062"]]
    assert roles_of(["Name", "PLZ"], *people)[0] == "organisation"
    assert (
        roles_of(["Firma", "Name"], ["Nordlicht GmbH", "Anna Lindner"], ["Weberei AG", "Jan Probst"])[1]
        == "contact_name"
    )
    assert roles_of(["Vorname", "Name"], ["Anna", "Lindner"], ["Jan", "Probst"]) == ["given_name", "family_name"]


def test_values_that_contradict_the_heading_win() -> None:
    assert (
        roles_of(["Firma", "Adresse"], ["Nordlicht GmbH", "a@example.org"], ["Weberei AG", "b@example.org"])[1]
        == "email"
    )
    assert roles_of(["Firma", "PLZ"], ["Nordlicht GmbH", "Anna Lindner"], ["Weberei AG", "Jan Probst"])[1] != "postcode"
    assert roles_of(["Firma", "Telefon"], ["Nordlicht GmbH", "ja"], ["Weberei AG", "nein"])[1] == ""


def test_products_under_material_are_products() -> None:
    assert roles_of(["Firma", "Material"], ["Nordlicht GmbH", "FFP2-Masken"], ["Weberei AG", "Visiere"])[1] == "product"
    assert roles_of(["Firma", "Material"], ["Nordlicht GmbH", "PLA"], ["Weberei AG", "PETG"])[1] == "material"


def test_a_generic_type_column_is_read_from_its_values() -> None:
    assert (
        roles_of(["Firma", "Art"], ["Nordlicht GmbH", "Unternehmen"], ["Helfer e.V.", "Verein"])[1]
        == "organisation_type"
    )
    assert roles_of(["Firma", "Art"], ["Nordlicht GmbH", "Visiere"], ["Helfer e.V.", "FFP2-Masken"])[1] == "product"


def test_a_count_beside_the_printers_counts_them() -> None:
    rows = (["TH Muster", "Ultimaker S5", "3"], ["FH Probe", "Prusa MK3S", "12"])
    assert roles_of(["Einrichtung", "Gerät", "Anzahl"], *rows) == ["organisation", "machine_models", "machines"]


def test_a_heading_with_two_meanings_yields_to_one_with_one() -> None:
    rows = (["Atelier Test", "Réseau A"], ["Atelier Essai", "Réseau B"])
    assert roles_of(["Titre initiative", "Collectif"], *rows) == ["organisation", "passed_on_by"]


def test_garment_sizes_are_no_size_of_an_organisation() -> None:
    rows = (["Nordlicht GmbH", "OP-Kittel", "S"], ["Weberei AG", "OP-Kittel", "M"], ["Holm KG", "Overall", "XL"])
    assert roles_of(["Firma", "Produkt", "Größe"], *rows)[2] == ""


def test_without_any_heading_the_values_decide() -> None:
    rows = (
        ["Nordlicht GmbH", "10115", "Berlin", "info@example.org", "030 23125 101", "Visiere", "500"],
        ["Weberei AG", "52062", "Aachen", "b@example.org", "030 23125 102", "FFP2-Masken", "1200"],
        ["Faden e.K.", "95028", "Hof", "c@example.org", "030 23125 103", "OP-Kittel", "80"],
    )
    found = roles_of([""] * 7, *rows)
    assert found == ["organisation", "postcode", "town", "email", "phone", "product", "quantity"]


def test_unknown_headings_stay_unmapped_unless_their_values_cannot_be_mistaken() -> None:
    rows = (["Nordlicht GmbH", "blau", "a@example.org"], ["Weberei AG", "rot", "b@example.org"])
    mapped = map_columns(["Firma", "Lieblingsfarbe", "Xyz"], list(zip(*rows, strict=True)))
    assert [each.field for each in mapped] == ["organisation", None, "email"]
    assert all(0 <= each.confidence <= 1 for each in mapped)


def test_a_part_known_heading_yields_to_the_column_that_is_sure() -> None:
    rows = (["Taller Norte", "Cruces"], ["Maker Sur", "La Fe"])
    assert roles_of(["Entidad", "¿A qué hospital llegan?"], *rows) == ["organisation", ""]


def test_numbers_of_something_are_the_senders_own_only_in_front() -> None:
    rows = (["200001", "Nordlicht GmbH", "123456789"], ["200002", "Weberei AG", "987654321"])
    assert roles_of(["Vertrags-Nummer", "Firma", "Wertpapier-Nummer"], *rows) == ["external_id", "organisation", ""]


def test_values_say_what_estado_titel_and_quelle_mean() -> None:
    rows = (
        ["Nordlicht SA", "Activo", "Ana Rey", "Directora", "mail"],
        ["Sur SL", "Baja", "Luis Gil", "Gerente", "web"],
    )
    found = roles_of(["Empresa", "Estado", "Contacto", "Title", "Fuente"], *rows)
    assert found == ["organisation", "status", "contact", "", "channel"]


def test_goods_below_a_name_are_products() -> None:
    rows = (["Hospital Norte", "Viseras"], ["Residencia Sur", "Mascarillas"])
    assert roles_of(["Solicitante", "Denominación"], *rows) == ["organisation", "product"]


def test_towns_and_days_under_unknown_headings_where_no_other_column_has_any() -> None:
    rows = (
        ["Nordlicht GmbH", "Leipzig", "Visiere", "01.04.2020"],
        ["Weberei AG", "Aachen", "Kittel", "02.04.2020"],
        ["Faden e.K.", "Rostock", "Masken", "03.04.2020"],
    )
    assert roles_of(["Firma", "Xyz", "Produkt", "Abc"], *rows) == ["organisation", "town", "product", "received_at"]
    mapped = roles_of(["Firma", "Ort", "Xyz"], *([*row[:2], row[1]] for row in rows))
    assert mapped == ["organisation", "town", ""]


def test_no_and_yes_are_no_countries() -> None:
    rows = (["Nordlicht GmbH", "No"], ["Weberei AG", "Sì"], ["Faden e.K.", "No"])
    assert roles_of(["Azienda", "Xyz?"], *rows)[1] == ""


def test_a_heading_that_ends_in_name_is_who_offers_where_nothing_else_is() -> None:
    rows = (["Blue Mesa", "info@example.org"], ["Old Mill", "b@example.org"])
    assert roles_of(["Foundry name", "E-mail"], *rows) == ["organisation", "email"]


def test_days_weeks_and_months_are_periods_whatever_their_heading_means_elsewhere() -> None:
    rows = (["Krawcowa", "300", "tydzień"], ["Inno3D", "80", "dzień"])
    assert roles_of(["Firma", "Ilość", "Okres"], *rows)[2] == "period"


def test_values_and_a_word_of_an_unknown_heading_tell_together() -> None:
    """Yes and no beside a word of publishing, five-digit codes beside towns, numbers grouped as telephones are."""
    headings = ("Firma", "Plzn", "Ort", "Klingelt bei", "Soll das Haus Ihr Angebot weiterreichen dürfen", "Paletten da")
    columns = (
        ("Weberei AG", "Nordlicht GmbH", "Muster KG"),
        ("06108", "38855", "39104"),
        ("Halle", "Wernigerode", "Magdeburg"),
        ("601 231 260", "601 231 261", "601 231 262"),
        ("ja", "nein", "ja"),
        ("ja", "nein", "ja"),
    )
    fields = [each.field for each in map_columns(headings, columns)]
    assert fields == ["organisation", "postcode", "town", "phone", "consent", None]


def test_round_amounts_beside_a_town_are_no_postcodes() -> None:
    columns = (("Weberei AG", "Muster KG"), ("20000", "15000"), ("Fulda", "Hanau"))
    assert map_columns(("Firma", "Xyzzy", "Ort"), columns)[1].field != "postcode"


def test_days_under_an_unknown_heading_are_of_a_start_where_at_once_stands_among_them() -> None:
    firms = ("Weberei AG", "Muster KG", "Nordlicht GmbH")
    start = map_columns(("Firma", "Xyzzy"), (firms, ("02.04.2020", "sofort", "06.04.2020")))
    days, goods = ("02.04.2020", "03.04.2020", "06.04.2020"), ("Visiere", "Kittel", "Visiere")
    named = map_columns(("Firma", "Xyzzy lieferbereit", "Produkt"), (firms, days, goods))
    told = map_columns(("Firma", "Xyzzy"), (firms, ("02.04.2020", "03.04.2020", "06.04.2020")))
    assert [mapped[1].field for mapped in (start, named, told)] == ["available_from", "available_from", "received_at"]


def test_years_are_no_amounts() -> None:
    rows = (["Nordlicht GmbH", "2019", "1500"], ["Weberei AG", "2023", "2000"], ["Faden e.K.", "2018", "1950"])
    assert roles_of(["Firma", "Menge Xyz", "Menge"], *rows) == ["organisation", "", "quantity"]


@pytest.mark.parametrize("heading", ["Datum", "Datum Xyz", "Xyz"])
def test_days_that_lie_decades_apart_are_of_founding_not_of_a_report(heading: str) -> None:
    founded = ("25.10.2017", "09.08.1997", "08.02.1986")
    told = ("25.03.2020", "01.04.2020", "02.04.2020")
    columns = (("Nordlicht GmbH", "Weberei AG", "Faden e.K."), ("Visiere", "Kittel", "Visiere"))
    mapped = [map_columns(("Firma", "Produkt", heading), (*columns, days)) for days in (founded, told)]
    assert [each[2].role != "" for each in mapped] == [False, True]


def test_numbers_right_behind_the_street_are_of_houses() -> None:
    rows = (["Auto Norte", "Rua das Flores", "12", "A1"], ["Auto Sul", "Rua do Sol", "7b", "A2"])
    assert roles_of(["nome", "rua", "numero", "codigo"], *rows)[1:] == ["street", "house_number", "external_id"]


def test_flags_are_no_stock() -> None:
    rows = (["Nordlicht GmbH", "1", "40"], ["Weberei AG", "0", "65"])
    assert roles_of(["Firma", "verfügbar", "verfügbar ab"], *rows) == ["organisation", "", "stock"]


def test_names_of_countries_beside_their_codes_are_no_regions() -> None:
    rows = (["Nordlicht GmbH", "AT", "Österreich"], ["Weberei SpA", "IT", "Italien"])
    assert [each.field for each in map_columns(["Firma", "land_iso2", "Land"], list(zip(*rows, strict=True)))][
        2
    ] == "country"


def test_exact_coordinates_need_no_heading() -> None:
    rows = (["Nordlicht Lda", "[-25.4649245, -49.2226987]"], ["Weberei Lda", "[-23.39865, -51.9567401]"])
    assert roles_of(["Empresa", "Xyz"], *rows)[1] == "coordinates"


def test_a_part_of_a_heading_names_no_empty_column() -> None:
    """ "Luogo nascita" is no town of the firm; a listed heading may be empty."""
    rows = (["Nordlicht Srl", "", ""], ["Weberei Srl", "", ""])
    assert roles_of(["Ragione sociale", "Luogo Xyzzy", "Luogo"], *rows)[1:] == ["", "town"]


def test_a_count_of_unknown_things_is_no_stock() -> None:
    rows = (["Nordlicht SA", "44", "120"], ["Weberei SA", "115", "80"])
    assert roles_of(["Entreprise", "nb_regions_xyz", "nb masques"], *rows)[1] == ""


def test_shares_of_one_are_no_amounts() -> None:
    rows = (["Nordlicht GmbH", "0.98"], ["Weberei AG", "0.95"], ["Faden e.K.", "0.9"])
    assert roles_of(["Firma", "Menge pro Woche"], *rows)[1] == ""


def test_where_a_source_stands_is_nobodys_website() -> None:
    rows = (["Nordlicht GmbH", "https://list.example.org/a"], ["Weberei AG", "https://list.example.org/b"])
    assert roles_of(["Firma", "source_url"], *rows)[1] in ("", "none")
    assert roles_of(["Firma", "website_url"], *rows)[1] == "website"


def test_remarks_on_anything_are_remarks() -> None:
    rows = (["Weberei AG", "Rückruf erbeten"], ["Muster KG", "liefert selbst aus"])
    assert roles_of(["Firma", "Hinweise der Kammer"], *rows) == ["organisation", "remarks"]


def test_a_sure_part_names_an_empty_column_too() -> None:
    assert roles_of(["name", "ansprechpartner_name"], ["Weberei AG", ""], ["Muster KG", ""])[1] == "contact_name"


def test_values_of_a_telling_shape_need_no_model() -> None:
    rows = (["Nordlicht LLC", "02139"], ["Weberei Inc", "02140"], ["Faden Co", "02141"])
    assert roles_of(["Donor", "Xyzzy ZIP"], *rows) == ["organisation", "postcode"]


def test_a_doubted_part_gives_way_to_what_the_whole_likely_means() -> None:
    rows = (["Weberei AG", "EN 149"], ["Muster KG", "nein"])
    assert roles_of(["Firma", "Prüfung nach Norm"], *rows)[1] == "conformity"


def test_initials_name_nobody_to_be_asked() -> None:
    rows = (["Weberei AG", "MK"], ["Muster KG", "JS"])
    assert roles_of(["Firma", "Bearbeiter"], *rows)[1] == ""


def test_a_further_number_of_something_is_not_the_senders() -> None:
    rows = (["7", "Weberei AG", "0"], ["8", "Muster KG", "1"])
    assert roles_of(["id", "name", "region_id"], *rows) == ["external_id", "organisation", ""]


def test_a_person_with_the_office_is_a_person() -> None:
    rows = (["Weberei AG", "Eva Lang, Leiterin"], ["Muster KG", "Franz Moser, Inhaber"])
    assert roles_of(["Firma", "Kontaktperson inkl. Funktion"], *rows)[1] == "contact_name"


def test_pharmacies_below_a_name_are_organisations() -> None:
    rows = (["Farmacia Central", "Plaza Mayor 100"], ["Farmacia Sur", "Calle Luna 5"])
    assert roles_of(["nombre", "direccion"], *rows)[0] == "organisation"


def test_a_seat_that_is_only_a_town_is_a_town() -> None:
    rows = (["Weberei AG", "Kiel"], ["Muster KG", "Husum"], ["Nordlicht GmbH", "Flensburg"])
    streets = ([name, f"Am Markt {at}, {town}"] for at, (name, town) in enumerate(rows))
    assert roles_of(["Firma", "Sitz"], *rows)[1] == "town"
    assert roles_of(["Firma", "Sitz"], *streets)[1] == "address"


def test_known_words_that_mean_different_things_say_nothing_together() -> None:
    rows = ["Weberei Nord GmbH", "size fits; active site"], ["Plast AG", "no site found"]
    assert roles_of(["company", "score_reasons"], *map(list, rows)) == ["organisation", ""]


def test_a_number_of_something_unknown_is_no_quantity() -> None:
    rows = (["St. Mary Hospital", "120"], ["County Clinic", "85"])
    assert roles_of(["facility name", "socket_count"], *rows) == ["organisation", ""]


def test_ways_of_contact_are_nobody() -> None:
    rows = (["Alba GmbH", "phone"], ["Borea AG", "contact form"], ["Cilia KG", "email"])
    assert roles_of(["company_name", "preferred_contact"], *rows) == ["organisation", ""]


def test_a_name_is_of_the_organisation_unless_another_column_surely_has_it() -> None:
    rows = (["Numérique", "ALTEN CONSEIL"], ["Médias", "BAYARD PRESSE"], ["Commerce", "ARMAND THIERY"])
    assert roles_of(["groupe", "nom"], *rows) == ["", "organisation"]


@pytest.mark.parametrize(
    ("heading", "role"),
    [("Last review date", "confirmed_at"), ("Échéance", "available_until"), ("Tidspunkt", "received_at")],
)
def test_of_what_days_under_a_rare_heading_are(heading: str, role: str) -> None:
    rows = (["Alba GmbH", "2020-04-15"], ["Borea AG", "2020-04-20"], ["Cilia KG", "2020-05-02"])
    assert roles_of(["Firma", heading], *rows) == ["organisation", role]


def test_what_many_belong_to_is_not_who_offers() -> None:
    rows = (["Gimnazija Obala", "FBiH"], ["Škola Kovači", "RS"], ["Škola Osik", "FBiH"], ["Gimnazija Nova", "RS"])
    assert roles_of(["Name", "Entity"], *rows) == ["organisation", ""]
    people = (["Eva Lang", "Nähhilfe"], ["Jan Probst", "Nähhilfe"], ["Ute Sommer", "Nähhilfe"], ["Kai Adler", "Nord"])
    assert roles_of(["Name", "Organisation"], *people) == ["contact_name", "organisation"]


def test_headings_in_russian() -> None:
    rows = (["ООО Текстиль", "Маски", "500", "Казань"], ["Завод Полимер", "Щитки", "200", "Пермь"])
    found = roles_of(["Название компании", "Продукция", "Количество", "Город"], *rows)
    assert found == ["organisation", "product", "quantity", "town"]


def test_keys_words_and_processes_tell_their_column_beside_technical_headings() -> None:
    goods = "FFP2, visières, blouses, charlottes, surblouses, gants, tabliers, gel, savon, lunettes"
    headings = ["matchkey", "nom", "tag_structure_niv1_code", "materiel_utilise", "accepting"]
    rows = [
        ["d41332c5-db51-4eed", "Nordlicht", "ENTREPRISE", "FDM, SLS", goods],
        ["0406b800-48c5-458a", "Weberei", "ENTREPRISE", "SLA", "FFP2, gants"],
        ["33c022fa-d7f5-4d66", "Atelier", "ENTREPRISE", "FDM", "visières"],
    ]  # fmt: skip
    told = roles_of(headings, *rows)
    assert told == ["external_id", "organisation", "organisation_type", "machine_models", "product"]


def test_words_said_again_and_again_are_no_number_of_a_row() -> None:
    rows = [["Nordlicht GmbH", "offen"], ["Weberei AG", "offen"], ["Stern KG", "voll"], ["Lux AG", "offen"]]
    assert roles_of(["Firma", "Code"], *rows)[1] == ""
    assert roles_of(["Firma", "Code"], *[[firm, f"K-{at}"] for at, (firm, _) in enumerate(rows)])[1] == "external_id"


def test_a_reason_needs_the_plausibility_beside_it() -> None:
    assert roles_of(["Firma", "Reason"], ["Nordlicht GmbH", "closed"], ["Weberei AG", "moved"])[1] == ""


def test_machines_of_an_empty_column_are_counted_only_where_the_heading_may_count() -> None:
    assert roles_of(["Firma", "Matériel utilisé"], ["Nordlicht GmbH", ""])[1] == "machine_models"
    assert roles_of(["Firma", "Maschinen"], ["Nordlicht GmbH", ""])[1] == "machines"


def test_bare_numbers_of_nine_digits_below_an_unknown_heading_are_no_telephones() -> None:
    keys = [["Klinik Nord", "010000024"], ["Klinik Süd", "010000032"], ["Klinik West", "010000065"]]
    calls = [["Klinik Nord", "030 23125 101"], ["Klinik Süd", "030 23125 102"], ["Klinik West", "030 23125 103"]]
    assert roles_of(["Einrichtung", "Zwirbel"], *keys)[1] == ""
    assert roles_of(["Einrichtung", "Zwirbel"], *calls)[1] == "phone"


def test_telephones_below_a_contact_and_prose_with_hours_keep_their_columns() -> None:
    hours = "melden Sie sich Montag bis Freitag von 8 bis 16 Uhr bei uns im Büro."
    rows = [
        ["Nordlicht GmbH", "30 555 01 01", f"Wir nähen Kittel und Masken, bitte {hours}"],
        ["Weberei AG", "30 555 01 02", f"Wir drucken Visiere und liefern sie aus, {hours}"],
    ]
    assert roles_of(["Firma", "Kontakt / Tel.", "Beschreibung"], *rows)[1:] == ["phone", "quote"]


def test_urgency_kind_and_rates_are_told_by_the_values_below_odd_headings() -> None:
    rows = [["Nordlicht GmbH", "dringend", "Bedarf", "300"], ["Weberei AG", "kann warten", "Angebot", "1200"]]
    assert roles_of(["Firma", "Zwirbel", "Quaddel", "zwirbelbar je Woche"], *rows)[1:] == [
        "urgency",
        "kind",
        "quantity",
    ]


def test_a_number_of_a_contact_is_a_telephone_and_a_comment_on_anything_a_remark() -> None:
    rows = [["Nordlicht GmbH", "9800000101", "bitte bald"], ["Weberei AG", "9800000102", "nur mittags"]]
    assert roles_of(["Supplier", "POC number", "Telefon Bemerkung"], *rows)[1:] == ["phone", "remarks"]


def test_an_availability_without_any_day_is_no_date() -> None:
    words = roles_of(["Supplier", "Availability"], ["Nordlicht GmbH", "Available"], ["Weberei AG", "Out of stock"])
    days = roles_of(["Supplier", "Availability"], ["Nordlicht GmbH", "20.04."], ["Weberei AG", "sofort"])
    assert (words[1] == "available_from", days[1]) == (False, "available_from")


def test_an_agreement_in_whole_sentences_is_consent_and_states_of_work_are_a_status() -> None:
    heading = "I agree that my details may be passed to a hub"
    states = ["delivered", "pending", "cancelled"]
    rows = [
        [firm, "I agree", state] for firm, state in zip(["Nordlicht GmbH", "Weberei AG", "Lux AG"], states, strict=True)
    ]
    assert roles_of(["Firma", heading, "Zwirbel"], *rows)[1:] == ["consent", "status"]


def test_names_of_people_that_hold_a_towns_name_are_people() -> None:
    rows = [["Nordlicht GmbH", "Giulia Rossi", "030 23125 101"], ["Weberei AG", "Emma Jones", "030 23125 102"]]
    rows.append(["Lux AG", "Sabine Becker", "030 23125 103"])
    assert roles_of(["Firma", "Zwirbel", "Telefon"], *rows)[1] == "contact_name"
    towns = [["Nordlicht GmbH", "Bad Tölz"], ["Weberei AG", "Castrop-Rauxel"], ["Lux AG", "Gera"]]
    assert roles_of(["Firma", "Zwirbel"], *towns)[1] == "town"


def test_numbers_of_senders_are_the_rows_own_and_those_of_areas_no_field() -> None:
    found = roles_of(
        ["ID_dodavatele", "Cód. comarca región", "Název"], ["102ADF", "01", "Švadlena"], ["7KL", "02", "Tisk"]
    )
    assert found == ["external_id", "", "organisation"]


def test_days_of_contracts_and_keys_of_industries_are_no_receipts() -> None:
    headings = ["Firma", "premier_contrat", "dernier_contrat", "xqz"]
    found = roles_of(
        headings,
        ["Nord GmbH", "2014-09-25", "2015-01-26", "14.12.Z"],
        ["Süd AG", "2013-01-01", "2013-08-01", "18.12.Z"],
        ["West KG", "2012-02-14", "2015-04-02", "20.41.Z"],
    )
    assert found[0] == "organisation"
    assert set(found[1:]) <= {"", "none"}


def test_names_that_are_nobodys_stay_organisations_beside_another() -> None:
    rows = ["Acme Ltd", "Tree House 12"], ["Beta Ltd", "The 4th Wing"], ["Gamma Ltd", "Ward 7"]
    assert roles_of(["Company", "Name"], *rows)[1] != "contact_name"


def test_figures_of_one_length_number_rows_and_count_nothing() -> None:
    rows = ["Acme Srl", "19010004"], ["Beta Srl", "19010013"], ["Gamma Srl", "19010018"]
    assert roles_of(["Azienda", "an_xqz"], *rows) == ["organisation", ""]


def test_land_above_regions_is_no_country_beside_districts() -> None:
    rows = ["Hessen", "Fulda"], ["Bayern", "Ansbach"], ["Hamburg", "Hamburg"]
    assert roles_of(["Land", "Kreis"], *rows)[0] == "region"
    assert roles_of(["Land", "Kreis"], ["Deutschland", "Fulda"], ["Österreich", "Linz"])[0] == "country"
