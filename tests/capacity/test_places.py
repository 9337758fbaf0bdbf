"""Places from words: spellings of postcodes, towns and regions in many languages, honest precision, contradictions."""

import math
import subprocess
import sys

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from capacity import regions
from capacity.places import FIELDS, Place, locate, locate_all, translate_nuts
from capacity.places.postcode_words import read_postcodes
from tests.fuzzing import times


def code(place: Place) -> str:
    """The most precise code of a place."""
    return place.nuts3 or place.nuts2 or place.nuts1 or place.country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hauptstr. 12, 52062 Aachen", "DEA2D"),
        ("D-52062 Aachen", "DEA2D"),
        ("Hauptstraße 1252062 Aachen", "DEA2D"),
        ("Aachen 52062", "DEA2D"),
        ("Germany, Bavaria, Munich", "DE212"),
        ("NL 1011 AB Amsterdam", "NL329"),
        ("1011AB Amsterdam", "NL329"),
        ("LV-1001 Riga", "LV006"),
        ("00-001 Warszawa", "PL911"),
        ("SW1A 1AA London", "UKI32"),
        ("4765 918 Riba de Ave, Portugal", "PT119"),
        ("SE-111 22 Stockholm", "SE110"),
        ("1010 Wien", "AT130"),
        ("A-8010 Graz", "AT221"),
        ("CH-8001 Zürich", "CH040"),
        ("75011 Paris", "FR101"),
        ("97400 Saint-Denis", "FRY40"),
        ("20000 Ajaccio", "FRM01"),
        ("D02 AF30 Dublin", "IE061"),
        ("110 00 Praha", "CZ010"),
        ("10557 Athen, Griechenland", "EL303"),
    ],
)
def test_postcodes_in_the_spellings_of_their_countries(text: str, expected: str) -> None:
    place = locate(text)
    assert place.nuts3 == expected
    assert place.precision in ("postcode", "town")
    assert (place.nuts0, place.nuts1, place.nuts2) == (expected[:2], expected[:3], expected[:4])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mailand", "ITC4C"),
        ("Milano", "ITC4C"),
        ("Aix-la-Chapelle", "DEA2D"),
        ("Muenchen", "DE212"),
        ("MÜNCHEN", "DE212"),
        ("München", "DE212"),
        ("Munich", "DE212"),
        ("Мюнхен", "DE212"),
        ("Görlitz", "DED2D"),
        ("Frankfurt/Oder", "DE403"),
        ("Frankfurt a.M.", "DE712"),
        ("Halle (Saale)", "DEE02"),
        ("Freiburg i. Br.", "DE131"),
        ("Neustadt a.d. Weinstr.", "DEB36"),
        ("St. Gallen", "CH055"),
        ("Sankt Pölten", "AT123"),
        ("Varsovie", "PL911"),
        ("Londres, Royaume-Uni", "UKI31"),
        ("Cluj-Napoca, Rumänien", "RO113"),
    ],
)
def test_towns_in_any_language(text: str, expected: str) -> None:
    place = locate(text)
    assert place.nuts3[:4] == expected[:4]
    assert place.precision == "town"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NRW", "DEA"),
        ("Meck-Pomm", "DE8"),
        ("BW", "DE1"),
        ("BaWü", "DE1"),
        ("Île-de-France", "FR1"),
        ("LK Görlitz", "DED2D"),
        ("Landkreis Kassel", "DE734"),
        ("département 67", "FRF11"),
        ("Bavaria", "DE2"),
        ("Lombardei", "ITC4"),
        ("Steiermark", "AT22"),
        ("Region Hannover", "DE929"),
        ("Raum Kassel", "DE731"),
        ("New York State", "US"),
    ],
)
def test_regions_and_their_abbreviations(text: str, expected: str) -> None:
    place = locate(text)
    assert code(place).startswith(expected)
    assert place.precision == "region"
    assert not math.isnan(place.latitude)


def test_country_alone_is_no_more_than_a_country() -> None:
    for text in ("Deutschland", "Allemagne", "Germany", "DE"):
        assert (locate(text).country, locate(text).precision, locate(text).nuts1) == ("DE", "country", "")
    assert locate("Монако").country == "MC"


@pytest.mark.parametrize("text", ["Halle", "Neustadt", "Neuenkirchen"])
def test_ambiguous_names_are_not_guessed(text: str) -> None:
    assert locate(text).precision in ("region", "country", "none")
    assert locate(text).nuts3 == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Monster", "NL333"), ("Kil", "SE311"), ("Mirano", "ITH35"), ("Sector 2", "RO321"), ("Zürich (Kreis 3)", "CH040")],
)
def test_a_name_that_a_town_gives_itself_goes_before_what_others_call_a_city(text: str, expected: str) -> None:
    assert (locate(text).nuts3, locate(text).precision) == (expected, "town")


@pytest.mark.parametrize(("text", "expected"), [("Köln", "DEA23"), ("Cologne", "DEA23"), ("Mailand", "ITC4C")])
def test_what_others_call_a_city_still_finds_it(text: str, expected: str) -> None:
    assert locate(text).nuts3 == expected


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Xincang Town Pinghu City Zhejiang", "China", "Pinghu"),
        ("8 Kanzhen Road Binhai County Yancheng Jiangsu", "China", "Binhai"),
        ("Loc Hung, Trang BangDistrict, Tay Ninhprovince", "Vietnam", "Trảng Bàng"),
        ("12 Mill Road Cambridge", "United Kingdom", "Cambridge"),
        ("Kabinburi, Prachinburi", "Thailand", "Kabin Buri"),
    ],
)
def test_words_that_close_a_name_part_it_from_the_next(text: str, country: str, name: str) -> None:
    assert locate(text, country=country).name == name


@pytest.mark.parametrize("text", ["123 Old Town Road, Springfield, IL", "5 County Road, Springfield, IL"])
def test_a_road_called_after_a_town_or_county_names_neither(text: str) -> None:
    assert locate(text, country="USA").name == "Springfield"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7 PL ROBERT SCHUMAN 44980 STE LUCE SUR LOIRE", "FRG01"),
        ("La Montagne (44)", "FRG01"),
        ("Ajaccio (2A)", "FRM01"),
        ("Villecomtal (12)", "FRJ22"),
    ],
)
def test_french_towns_with_ste_or_the_number_of_their_departement(text: str, expected: str) -> None:
    assert locate(text).nuts3 == expected


def test_a_number_in_brackets_is_no_departement_elsewhere() -> None:
    assert locate("Werk (44), Aachen, Deutschland").nuts3 == "DEA2D"


@pytest.mark.parametrize(
    ("text", "country", "near"),
    [
        ("49201 Gratiot Ave, Chesterfield, MI 48051", "USA", (42.66, -82.85)),
        ("Kec. Samarinda Ulu, Kota Samarinda, Kalimantan Timur 75123", "Indonesia", (-0.49, 117.15)),
        ("Kota Pangkal Pinang, Bangka Belitung 33684", "Indonesia", (-2.13, 106.11)),
        ("Jl. Persahabatan Raya 1, Jaktim", "Indonesia", (-6.2, 106.88)),
        ("Industrial Zone, HainingZhejiang", "China", (30.5, 120.68)),
        ("Chengdong Village, Tonglu Country, Hangzhou, 311502, Zhejiang", "China", (29.8, 119.66)),
        ("Kecamatan Sukaraja, Kabupaten Bogor, Bogor, 16710, Jawa Barat", "Indonesia", (-6.59, 106.85)),
        ("Nongkham, Sriracha, 20230, Chon Buri", "Thailand", (13.17, 100.93)),
        ("Lanjia Industrial Park, Zhucheng, Weifang", "China", (36.0, 119.4)),
        ("Gongming Town, Guangming District, Shenzhen, 518106", "China", (22.77, 113.92)),
        ("Vedanthangal High Road, Kolambakkam, Tamil Nadu 603308, Chennai", "India", (12.54, 79.86)),
        ("13 SM Road, Jalahalli West, Bangalore - 560057", "India", (13.0, 77.6)),
        ("Organize Sanayi Bolgesi 4, Cadde 1880 Parsel, Caycuma, Zonguldak", "Turkey", (41.42, 32.08)),
        ("Kashore, Valuka, Mymensingh", "Bangladesh", (24.4, 90.38)),
        ("Sala 16 . Ribeirão Preto . São Paulo . 14020-500", "Brasil", (-21.2, -47.8)),
        ("Road 5, Nhon Trach 2 Zone, Dong Nai Province", "Viet Nam", (10.8, 106.85)),
    ],
)
def test_addresses_far_away(text: str, country: str, near: tuple[float, float]) -> None:
    place = locate(text, country=country)
    assert (place.latitude, place.longitude) == (pytest.approx(near[0], abs=0.2), pytest.approx(near[1], abs=0.2))


@pytest.mark.parametrize(
    "text", ["Sec. 9, Xiangshang Rd., Taichung City, 43547, Taiwan", "Iran Street, Zhe Jiang, China"]
)
def test_short_words_that_some_language_calls_a_country_do_not_outweigh_the_country_at_the_end(text: str) -> None:
    assert locate(text).country in ("TW", "CN")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2723 Adams Avenue, Tyrone, PA  16686", "US"),
        ("Gratiot Ave, Chesterfield, MI 48051", "US"),
        ("DE 52062 Aachen", "DE"),
    ],
)
def test_a_state_of_the_us_with_a_postcode_of_its_own_says_the_country(text: str, code: str) -> None:
    assert locate(text).country == code


def test_a_village_is_where_it_is_and_not_amid_all_that_share_its_postcode() -> None:
    place = locate("Via Bracalenti 20, Limana, 32020, Veneto", country="Italy")
    assert (place.precision, place.nuts3) == ("postcode", "ITH33")
    assert (place.latitude, place.longitude) == (pytest.approx(46.1, abs=0.05), pytest.approx(12.18, abs=0.05))


def test_a_postcode_that_no_list_has_is_amid_those_that_begin_alike() -> None:
    assert read_postcodes("311502", "CN")[0].row.latitude == pytest.approx(29.8, abs=0.3)
    assert not read_postcodes("3393", "KR")


def test_of_towns_that_share_a_name_those_near_each_other_are_meant() -> None:
    assert locate("Luzhi Town, Suzhou, Wuzhong", country="China").longitude == pytest.approx(120.8, abs=0.3)
    assert locate("Sreepur, Gazipur", country="Bangladesh").latitude == pytest.approx(24.2, abs=0.1)


def test_a_postcode_in_the_region_named_beside_it_is_no_contradiction() -> None:
    place = locate("T. Maeku, A. Maesot, Tak 63110", country="Thailand")
    assert (place.name, place.contradiction) == ("Mae Sot", ())
    wrong = locate("Zonghan, Cixi, 515000, Zhejiang", country="China")
    assert (wrong.precision, wrong.latitude) == ("town", pytest.approx(30.2, abs=0.2))
    assert len(wrong.contradiction) == 2


def test_other_words_settle_an_ambiguous_name() -> None:
    assert locate("Halle", region="Sachsen-Anhalt").nuts3 == "DEE02"
    assert locate(town="Halle", country="Belgien").nuts3 == "BE241"
    assert locate(town="Frankfurt", region="Brandenburg").nuts3 == "DE403"
    assert locate(town="Neustadt", postcode="67433").nuts3 == "DEB36"


def test_lost_zero_is_found_again_with_the_country() -> None:
    assert locate(postcode="1000", town="Bourg-en-Bresse", country="France").nuts3 == "FRK21"
    assert locate(postcode="1067", town="Dresden").nuts3 == "DED21"
    assert locate(postcode="6000", country="FR").nuts3 == "FRL03"
    assert locate(postcode="67", country="France") == locate(postcode="67", country="F")
    assert locate(postcode="67", country="France").nuts3 == "FRF11"


@pytest.mark.parametrize(
    ("region", "country"),
    [("CA", "US"), ("SD", "US"), ("Fl", "US"), ("albama", "US"), ("NSW", "AU"), ("Ontario", "CA"), ("Greece", "EL")],
)
def test_region_field_reads_states_before_countries(region: str, country: str) -> None:
    place = locate(region=region)
    assert place.country == country
    assert place.precision in ("region", "country")


def test_state_and_country_codes_are_told_apart_by_other_words() -> None:
    assert locate("Wilmington, DE 19801").country == "US"
    assert locate("Los Angeles, CA").country == "US"
    assert locate("10115 Berlin, DE").nuts3 == "DE300"
    undecided = locate(region="DE")
    assert undecided.precision == "none"
    assert len(undecided.contradiction) == 2


def test_addresses_of_the_world_give_country_and_place() -> None:
    place = locate("12 Invented Street, Mount Airy NC 27030", country="United States")
    assert (place.country, place.precision) == ("US", "postcode")
    assert abs(place.latitude - 36.5) < 0.2
    assert locate("Lot 226, Street 13, Bien Hoa, Dong Nai, Vietnam").country == "VN"
    assert locate("Parque Industrial, Valladolid Yucatan Mexico C.P. 97780").country == "MX"


def test_street_names_are_not_towns() -> None:
    assert locate("Via Roma 12, 20121 Milano").nuts3 == "ITC4C"
    assert locate("Berliner Straße 5, 80805 München").nuts3 == "DE212"
    assert locate("12 rue de Lille, 75007 Paris").nuts3 == "FR101"


def test_last_resort_is_the_country_of_phone_or_domain() -> None:
    assert (locate(phone="+49 30 23125 123").country, locate(phone="+49 30 23125 123").precision) == ("DE", "country")
    assert locate(phone="0043 1 2345").country == "AT"
    assert locate(email="anna@werkstatt.example.pl").country == "PL"
    assert locate(email="anna@example.org").precision == "none"
    assert locate(website="https://www.example.fr/contact").country == "FR"


def test_contradictions_keep_both_readings() -> None:
    place = locate("1010 Wien", country="Frankreich")
    assert (place.country, place.precision) == ("FR", "country")
    assert len(place.contradiction) == 2
    assert "FR" in place.contradiction[0]
    assert "AT130" in place.contradiction[1]
    far = locate(postcode="52062", town="München", country="Deutschland")
    assert far.contradiction
    assert far.precision in ("region", "country")
    assert locate("52062 Aachen", country="Deutschland").contradiction == ()


def test_given_coordinates_are_believed_unless_they_are_nowhere() -> None:
    place = locate(latitude="50,776", longitude="6,084", town="Aachen")
    assert (place.nuts3, place.precision, place.name) == ("DEA2D", "address", "Aachen")
    assert locate(latitude=0, longitude=0).precision == "none"
    assert locate(latitude=0.0, longitude=0.0, town="Aachen").nuts3 == "DEA2D"
    assert locate(latitude="997930", longitude="201674").precision == "none"
    assert locate(latitude=48.14, longitude=11.57, town="Aachen").contradiction
    assert locate(latitude=40.7, longitude=-74.0).country == "US"


def test_words_that_say_nothing_give_nothing() -> None:
    for text in ("", "-", "k. A.", "n/a", "unbekannt", "test1", "12345678901234"):
        place = locate(text)
        assert place.precision == "none", text
        assert math.isnan(place.latitude), text
    assert locate(town="NR").precision == "none"


def test_namibia_is_a_country() -> None:
    assert locate(country="NA").country == "NA"
    assert locate("Windhoek", country="NA").precision == "town"


def test_words_say_what_the_place_rests_on() -> None:
    assert locate("Werk 2, 52062 Aachen, Germany").words == "52062 · Aachen · Germany"


def test_all_gives_a_row_for_each_row_in_its_order() -> None:
    frame = pd.DataFrame(
        {"town": ["Aachen", "", None, "Aachen", "Lyon"], "country": ["DE", "AT", "", "DE", "Frankreich"]},
        index=[7, 3, 9, 11, 2],
    )
    placed = locate_all(frame)
    assert list(placed.index) == [7, 3, 9, 11, 2]
    assert list(placed["nuts3"]) == ["DEA2D", "", "", "DEA2D", "FRK26"]
    assert list(placed["precision"]) == ["town", "country", "none", "town", "town"]
    assert placed["latitude"].dtype == "float64"
    assert placed.loc[9, "country"] == ""


def test_all_of_nothing_is_nothing() -> None:
    placed = locate_all(pd.DataFrame({"town": []}))
    assert len(placed) == 0
    assert "nuts3" in placed.columns


def test_unknown_columns_are_refused() -> None:
    with pytest.raises(ValueError, match="city"):
        locate_all(pd.DataFrame({"city": ["Aachen"]}))


@settings(max_examples=times(150), deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=60), max_size=5))
def test_no_words_raise_and_codes_fit_together(words: dict[str, str]) -> None:
    place = locate(**words)
    assert place.precision in ("address", "postcode", "town", "region", "country", "none")
    assert (place.latitude, place.longitude) != (0.0, 0.0)
    assert (place.precision == "none") == math.isnan(place.latitude)
    if place.nuts3:
        assert place.nuts3 in regions.codes(3)
        assert place.nuts3.startswith(place.nuts2)
        assert place.country == place.nuts0 == place.nuts3[:2]
    if place.country:
        assert place.country in regions.countries()


@settings(max_examples=times(60), deadline=None)
@given(
    st.sampled_from(["52062 Aachen", "1010 Wien", "75011 Paris", "SE-111 22 Stockholm"]),
    st.sampled_from(["{}", " {} ", "{}\t", "Werk, {}", "({})", "{},", "Ring 3\n{}"]),
)
def test_surroundings_do_not_move_a_place(address: str, around: str) -> None:
    assert locate(around.format(address)).nuts3 == locate(address).nuts3 != ""


def test_command_line_prints_a_line_for_each_line() -> None:
    lines = '52062 Aachen\n\nÎle-de-France\r\n\ufeffHalle, "quoted"\n'
    run = subprocess.run(
        [sys.executable, "-m", "capacity.places"], input=lines.encode(), capture_output=True, check=True
    )
    printed = run.stdout.decode("utf-8").splitlines()
    assert printed[0] == "text,country,nuts3,name,lat,lon,precision"
    assert len(printed) == 5
    assert printed[1].startswith("52062 Aachen,DE,DEA2D,Aachen,50.7")
    assert printed[2] == ",,,,,,none"
    assert printed[3].startswith("Île-de-France,FR,,")


def test_each_line_is_answered_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "capacity.places"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as asked:
        assert asked.stdin is not None
        assert asked.stdout is not None
        for text in ("Aachen", "Lyon"):
            print(text, file=asked.stdin, flush=True)
            asked.stdout.readline() if text == "Aachen" else None  # the header
            assert asked.stdout.readline().startswith(text)
        asked.stdin.close()


def test_letters_of_states_stay_and_letters_that_say_nothing_go() -> None:
    assert locate(region="NC").name == "North Carolina"
    assert locate(region="ND").name == "North Dakota"
    assert locate(region="NSW").name == "New South Wales"
    assert locate(region="NR").precision == "none"
    assert locate(country="NR").precision == "none"
    assert locate(region="TD").precision == "none"


def test_a_postcode_far_from_the_town_is_a_contradiction_only_when_whole() -> None:
    assert locate("Parque 5539, 97780 Valladolid, Yucatan, Mexico").contradiction == ()
    assert locate(postcode="20095", town="München", country="DE").contradiction


def test_a_country_code_in_front_is_a_country() -> None:
    assert locate("FR, 61260 Ceton").nuts3 == "FRD13"
    assert locate("D, 52062 Aachen").nuts3 == "DEA2D"


@pytest.mark.parametrize(
    "street", ["Entrance at Lorimer St and Verona St", "Pool", "Rec Center", "E 173 St", "NYS Pavilion"]
)
def test_a_street_with_nothing_beside_it_is_no_town(street: str) -> None:
    assert locate(street=street).precision == "none"


@pytest.mark.parametrize("street", ["Ringstraße 5, Aachen", "Ringstr. 5, 52062 Aachen", "Musterweg 3\n52062 Aachen"])
def test_a_whole_address_in_the_street_is_placed(street: str) -> None:
    assert locate(street=street).nuts3 == "DEA2D"


@pytest.mark.parametrize(
    ("text", "latitude"),
    [
        ("Yeni Mah. No:8/A PENDİK/İSTANBUL, Turkey", 40.88),
        ("Borg El-Arab، Alexandria, Egypt", 30.9),
        ("Musterweg 12, CENTRO - GUARIBA/SP - Brazil", -21.36),
        ("Musterweg 12, CABA, Argentina", -34.6),
        ("Musterweg 12, CDMX, México", 19.4),
        ("Musterweg 12, Avellaneda, Provincia de Buenos Aires, Argentina", -34.66),
        ("Works Road, Yadwad, Belgaum District, Karnataka - 591136, India", 16.24),
        ("Outer Ring Road, Sarjapur, Bangalore 560103, India", 12.97),
    ],
)
def test_addresses_far_away_as_people_write_them(text: str, latitude: float) -> None:
    assert locate(text).latitude == pytest.approx(latitude, abs=0.15)


def test_a_hospital_named_for_its_town_names_nothing_smaller() -> None:
    assert locate("Masaka Hospital, Masaka Hill, Masaka", country="Uganda").precision == "town"
    assert locate("Chitipa District Hospital, Chitipa, Northern", country="Malawi").precision == "town"


def test_syllables_and_letters_of_a_country_that_only_the_text_names() -> None:
    assert locate("Musterweg 1, Higashi Kagawa, Japan").longitude == pytest.approx(134.34, abs=0.1)
    assert locate("Musterweg 1, El Bagour, Menofia, Egypt").latitude == pytest.approx(30.43, abs=0.1)


def test_a_postcode_of_many_villages_is_a_region() -> None:
    assert locate("Musterweg 1, J0E 1V0, Quebec, Canada").precision == "region"
    assert locate("Musterweg 1, H2X 1Y4, Quebec, Canada").precision == "postcode"


@pytest.mark.parametrize("text", ["University Hospital", "Referral Hospital, Xyzzy", "Fire Station, Xyzzy Mills"])
def test_words_of_buildings_are_no_towns(text: str) -> None:
    assert locate(text).precision == "none"


@pytest.mark.parametrize("text", ["Frankfurt/Oder", "Halle/Saale", "Neustadt/Nord", "Weil am Rhein/Baden-Württemberg"])
def test_a_slash_may_stand_in_a_name(text: str) -> None:
    assert locate(text).precision == "town"


@pytest.mark.parametrize(
    ("text", "nuts3"),
    [("Kiveton Park", "UKE31"), ("Aš", "CZ041"), ("Neuenbürg", "DE12B"), ("Castries", "FRJ13"), ("Leer", "DE94C")],
)
def test_a_town_of_some_size_is_found_by_its_own_name(text: str, nuts3: str) -> None:
    assert locate(text).nuts3 == nuts3


@pytest.mark.parametrize("text", ["Neuenburg", "Puerto Rico", "Hauptstraße"])
def test_what_only_sounds_like_a_small_town_is_none(text: str) -> None:
    assert locate(text).precision != "town"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vogelsbergkreis, Hessen", "DE725"),
        ("Landkreis Oberhavel, Brandenburg", "DE40A"),
        ("Baden-Württ.", "DE1"),
        ("DEA2D", "DEA2D"),
    ],
)
def test_a_region_in_a_larger_one_cut_short_or_as_a_code(text: str, expected: str) -> None:
    place = locate(text)
    assert (code(place), place.precision) == (expected, "region")


@pytest.mark.parametrize("written", ["UKI", "DEB1C", "NL33", "FRC11", "UKM27"])
def test_a_region_field_may_hold_a_code_of_any_edition(written: str) -> None:
    place = locate(region=written)
    assert code(place) == translate_nuts(written) != ""
    assert place.precision == "region"


def test_a_name_with_a_dash_between_blanks_is_one_name() -> None:
    assert locate("Villingen - Schwenningen").nuts3 == "DE136"


def test_a_word_that_blurs_names_may_be_inside_one() -> None:
    assert locate("Artigues-près-Bordeaux").precision == "town"
    assert locate("près de Bordeaux").precision == "region"


def test_a_foreign_name_of_a_city_is_seen_among_villages_called_alike() -> None:
    assert locate("Brünn").nuts3 == "CZ064"


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("No.5 Cengyao Estate, Gongming, Shenzhen", "China", "Gongming"),
        ("Ngoc Trao, Bim Son, Thanh Hoa", "Vietnam", "Bỉm Sơn"),
        ("Zona Libera, Curtici, Arad", "Romania", "Curtici"),
        ("Hou Tang Industrial Zone, Jiande, Hangzhou, Zhejiang", "China", "Jiande"),
        ("Yulu, Bao'an District, Shenzhen, Guangdong", "China", "Bao'an"),
    ],
)
def test_the_smaller_of_two_towns_near_each_other_is_the_place(text: str, country: str, name: str) -> None:
    assert locate(text, country=country).name == name


def test_a_town_in_another_state_than_the_named_one_is_not_taken() -> None:
    place = locate("No. 17 Sishui Road, Sihui, Jiangsu", country="China")
    assert (place.country, place.precision) == ("CN", "region")


@pytest.mark.parametrize(
    ("text", "country", "latitude", "longitude"),
    [
        ("17 Sishui Road, Xuyi City, Jiangsu", "China", 33.0, 118.5),
        ("Chencun Park, Shun De, Fo Shan, Guangdong", "China", 22.8, 113.3),
        ("28 Hongyuan Road, Sihong Economic Development Zone, Suqian", "China", 33.5, 118.2),
        ("Nam Giang Commune, Nam Dan District, Nghe An", "Vietnam", 18.7, 105.5),
        ("Tho Vuc commune, Trieu Son district, Thanh Hoa province", "Vietnam", 19.8, 105.6),
        ("Quarter 6, Bacninh Town", "Viet Nam", 21.2, 106.1),
        ("Sarail, Brahmanbaria", "Bangladesh", 24.1, 91.1),
        ("Dilovası OSB, Kocaeli", "Türkiye", 40.8, 29.5),
        ("Dilshad Garden, 110095", "India", 28.7, 77.3),
        ("Donghai 222300", "China", 34.5, 118.8),
    ],
)
def test_a_district_far_away_is_found(text: str, country: str, latitude: float, longitude: float) -> None:
    place = locate(text, country=country)
    assert (place.latitude, place.longitude) == (pytest.approx(latitude, abs=0.25), pytest.approx(longitude, abs=0.25))


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("Xupu Town, Changsu City, Jiangsu Province", "China", "Changshu"),
        ("1404 W Main St., Carrolton, Texas", "USA", "Carrollton"),
    ],
)
def test_a_misspelt_town_far_away_is_the_one_that_is_nearly_called_so(text: str, country: str, name: str) -> None:
    place = locate(text, country=country)
    assert (place.name, place.precision) == (name, "town")


def test_a_name_that_is_like_none_or_lies_in_another_state_stays_a_region() -> None:
    assert locate("Changsu City, Guangdong", country="China").precision == "region"
    assert locate("Qwertzui City, Jiangsu", country="China").precision == "region"


def test_a_state_far_away_is_drawn_at_its_main_town() -> None:
    place = locate("Anhui", country="China")
    assert place.precision == "region"
    assert (place.latitude, place.longitude) == (pytest.approx(31.86, abs=0.1), pytest.approx(117.28, abs=0.1))


def test_words_of_streets_that_a_number_parts_from_the_name_are_no_towns() -> None:
    assert locate("12, D3 Street, Tien Giang").country != "UK"
    assert locate("Lot 89, Malwana").country != "FR"


def test_a_town_beside_its_district_stays_a_town() -> None:
    assert locate("Celle, Landkreis Celle").precision == "town"
    assert locate("Brandenburg an der Havel, Brandenburg").nuts3 == "DE401"
