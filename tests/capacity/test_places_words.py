"""The readers that placing rests on: countries, regions, postcodes, spellings, editions of NUTS."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capacity import regions
from capacity.places import country_names, gazetteer, read_country, translate_nuts
from capacity.places.country_words import country_of_address, country_of_phone
from capacity.places.points import nuts3_at, read_coordinates
from capacity.places.postcode_words import read_postcodes
from capacity.places.region_words import read_region, similar_region
from capacity.places.words import fold, key_hash, written_out


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("GERMANY", "DE"),
        ("germany ", "DE"),
        ("Alemania", "DE"),
        ("Niemcy", "DE"),
        ("D", "DE"),
        ("DEU", "DE"),
        ("BRD", "DE"),
        ("Bundesrepublik Deutschland", "DE"),
        ("Německo", "DE"),
        ("Германия", "DE"),
        ("Royaume-Uni", "UK"),
        ("United Kingdom", "UK"),
        ("UK", "UK"),
        ("GB", "UK"),
        ("Great Britain", "UK"),
        ("England", "UK"),
        ("Vereinigtes Königreich", "UK"),
        ("The Netherlands", "NL"),
        ("Holland", "NL"),
        ("Niederlande", "NL"),
        ("Pays-Bas", "NL"),
        ("Czechia", "CZ"),
        ("Czech Republic", "CZ"),
        ("ČR", "CZ"),
        ("Tschechien", "CZ"),
        ("Česko", "CZ"),
        ("U.S.A.", "US"),
        ("USA", "US"),
        ("United States of America", "US"),
        ("Etats-Unis", "US"),
        ("Vereinigte Staaten", "US"),
        ("CH", "CH"),
        ("Suisse", "CH"),
        ("Schweiz", "CH"),
        ("Svizzera", "CH"),
        ("Österreich", "AT"),
        ("Oesterreich", "AT"),
        ("Autriche", "AT"),
        ("A", "AT"),
        ("Монако", "MC"),
        ("Griechenland", "EL"),
        ("GR", "EL"),
        ("EL", "EL"),
        ("Hellas", "EL"),
        ("Ελλάδα", "EL"),
        ("Polska", "PL"),
        ("Pologne", "PL"),
        ("España", "ES"),
        ("Espagne", "ES"),
        ("Espana", "ES"),
        ("Italia", "IT"),
        ("Belgique", "BE"),
        ("België", "BE"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("P.R. China", "CN"),
        ("PR China", "CN"),
        ("China", "CN"),
        ("South Korea", "KR"),
        ("Viet Nam", "VN"),
        ("Vietnam", "VN"),
        ("Hongkong", "HK"),
        ("NA", "NA"),
        ("Namibia", "NA"),
        ("Bénin", "BJ"),
        ("Burkina Fasso", "BF"),
        ("Elfenbeinküste", "CI"),
        ("Sverige", "SE"),
        ("Magyarország", "HU"),
        ("Hrvatska", "HR"),
        ("România", "RO"),
        ("Luxembourg", "LU"),
        ("Deutschland (DE)", "DE"),
    ],
)
def test_countries_in_many_languages(text: str, code: str) -> None:
    assert read_country(text) == code


@pytest.mark.parametrize("text", ["", "-", "Hamburg", "Aachen", "Europe", "123", "test", "NRW"])
def test_what_is_no_country(text: str) -> None:
    assert read_country(text) == ""


def test_all_country_names_lead_to_known_countries() -> None:
    assert set(country_names().values()) <= set(regions.countries())
    assert len(country_names()) > 5000


@given(st.text(max_size=40))
def test_reading_a_country_never_raises(text: str) -> None:
    assert read_country(text) == "" or read_country(text) in regions.countries()


def test_phone_prefixes_and_domains() -> None:
    assert country_of_phone("+49 (0)30 23125-100") == "DE"
    assert country_of_phone("0033 1 23 45") == "FR"
    assert country_of_phone("030 23125 100") == ""
    assert country_of_phone("+1 212 555 0100") == "US"
    assert country_of_address("info@example.de") == "DE"
    assert country_of_address("https://example.co.uk/path?x=1") == "UK"
    assert country_of_address("info@example.org") == ""
    assert country_of_address("example.io") == ""


@pytest.mark.parametrize(
    ("text", "country", "codes"),
    [
        ("NRW", "", ("DEA",)),
        ("LK Görlitz", "DE", ("DED2D",)),
        ("67", "FR", ("FRF11",)),
        ("2A", "FR", ("FRM01",)),
        ("974", "FR", ("FRY40",)),
        ("Kanton Zürich", "CH", ("CH04",)),
        ("CA", "US", ("US-CA",)),
        ("California", "", ("US-CA",)),
        ("Kassel, Landkreis", "", ("DE734",)),
        ("Stadt Kassel", "", ("DE731",)),
        ("Bretagne", "", ("FRH0",)),
        ("nowhere at all", "", ()),
    ],
)
def test_regions(text: str, country: str, codes: tuple[str, ...]) -> None:
    assert read_region(text, country) == codes


def test_a_misspelt_region_is_recognised_and_nonsense_is_not() -> None:
    assert similar_region("albama") == ("US-AL",)
    assert similar_region("test") == ()
    assert similar_region("qwertzuiop") == ()


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("D-52062", "DE", "52062"),
        ("NL 1011 AB", "NL", "1011"),
        ("LV-1001", "LV", "1001"),
        ("30-123", "PL", "30123"),
        ("SW1A 1AA", "UK", "SW1A"),
        ("4765-918", "PT", "4765"),
        ("SE-111 22", "SE", "11122"),
        ("K1A 0B1", "CA", "K1A"),
        ("90058-1234", "US", "90058"),
        ("L-9027", "LU", "9027"),
        ("1067", "DE", "01067"),
        ("75007 CEDEX 07", "FR", "75007"),
    ],
)
def test_postcodes_are_read_in_their_spellings(text: str, country: str, code: str) -> None:
    found = [reading.row.code for reading in read_postcodes(text, "") if reading.row.country == country]
    assert code in found


def test_an_unlisted_postcode_tells_its_region() -> None:
    (found,) = [reading for reading in read_postcodes("67998", "FR", is_field=True) if not reading.whole]
    assert found.row.nuts3 == "FRF11"


@given(st.text(max_size=30))
def test_reading_postcodes_never_raises(text: str) -> None:
    for reading in read_postcodes(text):
        assert 0 <= reading.start < reading.end <= len(text) + 8


def test_spellings_meet_in_one_key() -> None:
    assert fold("Aix-la-Chapelle") == fold("AIX LA CHAPELLE") == "aix la chapelle"
    assert fold("Straße") == fold("STRASSE")
    assert fold("Łódź") == "lodz"
    assert fold("Saint-Étienne") == fold("St. Etienne")
    assert written_out("München") == "muenchen"
    assert written_out("Berlin") == ""


@given(st.text(max_size=50))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_hashes_are_the_same_everywhere() -> None:
    assert key_hash("aachen") == 14259417073
    assert 0 <= key_hash("x") < 2**40


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("DEA2D", "DEA2D"),
        ("DE", "DE"),
        ("de212", "DE212"),
        ("EL30", "EL30"),
        ("GR300", "EL30"),
        ("DEG0R", "DEG0P"),
        ("FI19B", "FI197"),
        ("NL350", "NL310"),
        ("NO084", "NO082"),
        ("PT1A0", "PT170"),
        ("PT193", "PT16F"),
        ("XX123", ""),
        ("", ""),
        ("US-CA", ""),
        ("FR30", "FRE1"),
        ("PL12", "PL9"),
    ],
)
def test_codes_of_other_editions(code: str, expected: str) -> None:
    assert translate_nuts(code) == expected


def test_every_translation_is_a_region_of_2021() -> None:
    for code in regions.codes(1) + regions.codes(2) + regions.codes(3):
        assert translate_nuts(code) == code


def test_towns_are_found_by_key_and_country() -> None:
    assert gazetteer.towns("aachen")[0].nuts3 == "DEA2D"
    assert {town.country for town in gazetteer.towns("halle", "BE")} == {"BE"}
    assert gazetteer.towns("no such town anywhere") == ()
    nearest = gazetteer.nearest_town(50.776, 6.084, "DE")
    assert nearest is not None
    assert nearest.name == "Aachen"
    assert gazetteer.nearest_town(0.0, 0.0, "ZZ") is None


def test_coordinates_are_read_as_people_write_them() -> None:
    assert read_coordinates("50,776", "6.084") == (50.776, 6.084)
    assert read_coordinates("33.9 S", "18.4 E") == (-33.9, 18.4)
    assert read_coordinates("0", "0") is None
    assert read_coordinates("95", "10") is None
    assert read_coordinates("north", "10") is None


def test_points_lie_in_regions_and_countries() -> None:
    assert nuts3_at(50.776, 6.084) == ("DE", "DEA2D")
    assert nuts3_at(39.9, 116.4) == ("CN", "")
    assert nuts3_at(-40.0, -20.0) == ("", "")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is told by Linux")
def test_the_reference_opens_in_150_megabytes_and_waits_for_nothing_it_does_not_need() -> None:
    asked = (
        "import sys; from capacity.places import locate; print(locate('52062 Aachen').nuts3, "
        "sys.modules.keys() & {'ftfy', 'pandas', 'phonenumbers'}, open('/proc/self/status').read())"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()
    assert told[:2] == ["DEA2D", "set()"]
    assert int(told[told.index("VmHWM:") + 1]) < 150_000
