"""A seeded maker of invented offers, capabilities, issues and imports, shaped as the register hands them out.

For tests and benchmarks: skewed and gappy like a real week, every person, name and number invented. Leaves out the
sender's files (data/sample) and the original words.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from capacity.schema import typed
from capacity.vocabulary import attribute, codes

AS_OF = pd.Timestamp("2020-04-03")
FIRST_DAY = pd.Timestamp("2020-03-08")

# country, nuts1, nuts2, nuts3, postcode, town, region as written, latitude, longitude, how often
PLACES = [
    line.split("|")
    for line in """DE|DE2|DE21|DE212|80331|München|Bayern|48.137|11.575|40
DE|DE3|DE30|DE300|10115|Berlin|Berlin|52.532|13.384|38
DE|DE6|DE60|DE600|20095|Hamburg|Hamburg|53.551|9.994|24
DE|DEA|DEA2|DEA23|50667|Köln|NRW|50.938|6.957|26
DE|DEA|DEA2|DEA2D|52062|Aachen|Nordrhein-Westfalen|50.776|6.084|22
DE|DE1|DE11|DE111|70173|Stuttgart|Baden-Württemberg|48.778|9.180|30
DE|DE7|DE71|DE712|60311|Frankfurt am Main|Hessen|50.110|8.682|18
DE|DED|DED2|DED21|01067|Dresden|Sachsen|51.058|13.720|17
DE|DED|DED5|DED51|04109|Leipzig|Sachsen|51.340|12.375|14
DE|DE5|DE50|DE501|28195|Bremen|Bremen|53.079|8.802|9
DE|DE9|DE92|DE929|30159|Hannover|Niedersachsen|52.374|9.736|13
DE|DE7|DE73|DE731|34117|Kassel|Hessen|51.313|9.480|8
DE|DEE|DEE0|DEE03|39104|Magdeburg|Sachsen-Anhalt|52.121|11.628|5
DE|DEF|DEF0|DEF02|24103|Kiel|Schleswig-Holstein|54.323|10.135|6
DE|DEG|DEG0|DEG01|99084|Erfurt|Thüringen|50.978|11.029|7
DE|DEC|DEC0|DEC01|66111|Saarbrücken|Saarland|49.234|6.997|4
DE|DEB|DEB3|DEB35|55116|Mainz|Rheinland-Pfalz|49.999|8.274|6
AT|AT1|AT13|AT130|1010|Wien|Wien|48.208|16.372|12
AT|AT2|AT22|AT221|8010|Graz|Steiermark|47.071|15.439|6
CH|CH0|CH04|CH040|8001|Zürich|ZH|47.372|8.541|8
CH|CH0|CH01|CH011|1003|Lausanne|Vaud|46.520|6.633|4
FR|FR1|FR10|FR101|75001|Paris|Île-de-France|48.862|2.336|16
FR|FRK|FRK2|FRK26|69001|Lyon|Rhône|45.769|4.834|8
FR|FRF|FRF1|FRF11|67000|Strasbourg|Bas-Rhin|48.584|7.746|6
IT|ITC|ITC4|ITC4C|20121|Milano|Lombardia|45.472|9.192|14
IT|ITI|ITI4|ITI43|00184|Roma|Lazio|41.895|12.493|6
ES|ES3|ES30|ES300|28001|Madrid|Madrid|40.424|-3.685|10
ES|ES5|ES51|ES511|08001|Barcelona|Cataluña|41.380|2.168|9
PL|PL9|PL91|PL911|00-001|Warszawa|mazowieckie|52.231|21.006|7
CZ|CZ0|CZ01|CZ010|110 00|Praha|Praha|50.088|14.421|7
CZ|CZ0|CZ06|CZ064|602 00|Brno|Jihomoravský kraj|49.195|16.608|4
NL|NL3|NL32|NL329|1011 AB|Amsterdam|Noord-Holland|52.372|4.905|7
BE|BE1|BE10|BE100|1000|Bruxelles|Brussels|50.847|4.352|6
DK|DK0|DK01|DK011|1050|København|Hovedstaden|55.681|12.585|4
SE|SE1|SE11|SE110|111 22|Stockholm|Stockholms län|59.332|18.056|4
FI|FI1|FI1B|FI1B1|00100|Helsinki|Uusimaa|60.171|24.932|3
IE|IE0|IE06|IE061|D01 F5P2|Dublin|Dublin|53.350|-6.260|3
PT|PT1|PT17|PT170|1100-048|Lisboa|Lisboa|38.711|-9.137|5
EL|EL3|EL30|EL303|105 57|Αθήνα|Αττική|37.976|23.733|3
HU|HU1|HU11|HU110|1011|Budapest|Budapest|47.500|19.039|3
RO|RO3|RO32|RO321|010011|București|București|44.447|26.097|3
SI|SI0|SI04|SI041|1000|Ljubljana|Osrednjeslovenska|46.051|14.506|2
UK|UKI|UKI3|UKI31|WC1A 1AA|London|Greater London|51.517|-0.124|5
NO|NO0|NO08|NO081|0150|Oslo|Oslo|59.911|10.744|2
US||||10001|New York|NY|40.750|-73.997|3
CA||||M5H 2N2|Toronto|ON|43.651|-79.382|2
IN||||110001|New Delhi|Delhi|28.632|77.219|1
BR||||01001-000|São Paulo|SP|-23.550|-46.634|1""".splitlines()
]
PRODUCTS = {
    "face_shield": 26, "mask_community": 20, "mask_ffp2": 9, "ventilator_part": 8, "mask_medical": 6, "gown": 5, "": 9,
    "disinfectant_hand": 5, "ear_saver": 4, "mask": 4, "goggles": 2, "gloves_medical": 2, "coverall": 2,
    "ventilator": 2, "mask_ffp3": 1, "material": 2, "swab": 1, "other": 2,
}  # fmt: skip
PROCESSES = {
    "material_extrusion": 34, "sewing": 14, "injection_moulding": 9, "powder_bed_fusion": 6, "laser_cutting": 6,
    "vat_photopolymerization": 5, "additive": 6, "material_extrusion;laser_cutting": 3, "cnc_machining": 3,
    "assembly": 2, "design": 2, "vacuum_forming": 2, "material_extrusion;vat_photopolymerization": 2, "": 16,
}  # fmt: skip
TYPES = {"company": 48, "private_person": 16, "makerspace": 9, "research": 9, "maker_group": 5, "education": 5, "": 8}
SIZES = {"micro": 20, "small": 18, "medium": 14, "large": 8, "unknown": 10, "": 30}
SECTORS = {
    "22": 16,
    "32": 10,
    "28": 9,
    "72": 8,
    "13": 8,
    "14": 6,
    "25": 6,
    "97": 8,
    "85": 5,
    "20": 4,
    "unknown": 5,
    "": 15,
}
STATUSES = {
    "new": 64,
    "checked": 16,
    "forwarded": 10,
    "in_contact": 4,
    "accepted": 2,
    "declined": 2,
    "withdrawn": 1,
    "unusable": 1,
}
MATERIALS = {"petg": 20, "pla": 20, "pa": 6, "cotton": 12, "nonwoven": 5, "pla;petg": 5, "": 32}
FIRST = ("Muster", "Beispiel", "Probe", "Erfunden", "Exemple", "Ejemplo", "Esempio", "Příklad", "Przykład", "Näyte")
SECOND = (
    "Kunststoff",
    "Textil",
    "Fablab",
    "Druckwerk",
    "Labor",
    "Werkstatt",
    "Formenbau",
    "Atelier",
    "Technik",
    "Verein",
)
FORMS = ("GmbH", "e. V.", "AG", "KG", "SARL", "Ltd", "s.r.o.", "")
PEOPLE = ("Alex Muster", "Kim Beispiel", "Robin Probe", "Toni Erfunden", "Sam Sample", "Dominique Exemple")
REMARKS = (
    "Lieferung frei Haus",
    "Zertifizierung läuft",
    "Material fehlt noch",
    "=1+1",
    "livraison possible",
    "ask for Kim",
)
FILES = ("verband_liste.xlsx", "cluster_angebote.csv", "reponses_formulaire.csv", "maker_group.ods")


@dataclass(frozen=True)
class Invented:
    """Frames as the register hands them out: offers by offer_id, their capability lines, issues and imports."""

    offers: pd.DataFrame
    capabilities: pd.DataFrame
    issues: pd.DataFrame
    imports: pd.DataFrame


def invent(number: int = 1500, seed: int = 7) -> Invented:
    """`number` offers and needs (one in twenty is a need); the same seed gives the same frames."""
    random = np.random.default_rng(seed)
    offers = _offers(number, random)
    return Invented(offers, _capabilities(offers, random), _issues(number, random), _imports(offers))


def _pick(random: np.random.Generator, weights: dict[str, int], number: int) -> pd.Series:
    share = np.array(list(weights.values()), dtype=float)
    values = np.array([key or None for key in weights], dtype=object)
    return pd.Series(values[random.choice(len(values), number, p=share / share.sum())], dtype="str")


def _gaps(random: np.random.Generator, values: pd.Series, share: float) -> pd.Series:
    return values.mask(random.random(len(values)) < share)


def _offers(number: int, random: np.random.Generator) -> pd.DataFrame:
    identity = np.arange(1, number + 1)
    file = random.choice(len(FILES), number, p=[0.4, 0.3, 0.2, 0.1])
    frame = pd.DataFrame({
        "offer_id": identity, "import_id": file + 1, "source_file": np.array(FILES)[file],
        "source_sheet": "Tabelle1", "source_row": identity + 3,
    })  # fmt: skip
    frame["kind"] = np.where(random.random(number) < 0.05, "need", "offer")
    frame["organisation_type"] = _pick(random, TYPES, number)
    frame["organisation_size"] = _pick(random, SIZES, number)
    frame["sector"] = _pick(random, SECTORS, number)
    frame = frame.join(_people(number, random)).join(_places(number, random)).join(_days(number, random))
    frame["channel"] = _pick(random, {"file": 6, "form": 2, "mail": 1, "call": 1}, number)
    frame["passed_on_by"] = _pick(random, {"Cluster Beispiel": 3, "Verband Muster": 2, "": 5}, number)
    frame["external_id"] = pd.Series(identity, dtype="str").radd("X-")
    frame["consent"] = _pick(random, {"yes": 5, "no": 1, "not_stated": 4}, number)
    frame["status"] = _pick(random, STATUSES, number)
    frame["remarks"] = _pick(random, {**dict.fromkeys(REMARKS, 1), "": 14}, number)
    return typed(frame, "offer")


def _people(number: int, random: np.random.Generator) -> pd.DataFrame:
    which = random.integers(0, max(1, int(number * 0.8)), number)  # one organisation in a few writes twice
    first, second, form = (pd.Series(words)[which // step % len(words)].to_numpy() for words, step in
                           ((FIRST, 1), (SECOND, 10), (FORMS, 100)))  # fmt: skip
    numbered = pd.Series(which // 800, dtype="str")
    name = pd.Series(first) + " " + second + " " + numbered + " " + form
    loud = pd.Series(random.random(number) < 0.05)
    mail = "kontakt" + pd.Series(which, dtype="str") + "@example.org"
    return pd.DataFrame({
        "organisation": _gaps(random, name.mask(loud, name.str.upper()).str.strip(), 0.02),
        "contact_name": _gaps(random, pd.Series(PEOPLE)[which % len(PEOPLE)].reset_index(drop=True), 0.2),
        "email": _gaps(random, mail, 0.15),
        "phone": _gaps(random, "+49 30 23125 " + pd.Series(which % 1000, dtype="str").str.zfill(3), 0.4),
        "website": _gaps(random, "https://www.example.org/" + pd.Series(which, dtype="str"), 0.6),
    })  # fmt: skip


def _places(number: int, random: np.random.Generator) -> pd.DataFrame:
    columns = ["country", "nuts1", "nuts2", "nuts3", "postcode", "town", "region", "latitude", "longitude", "often"]
    known = pd.DataFrame(PLACES, columns=columns).replace("", None)
    often = known.pop("often").astype(float)
    frame = known.iloc[random.choice(len(known), number, p=often / often.sum())].reset_index(drop=True)
    frame["latitude"] = frame["latitude"].astype(float) + random.normal(0, 0.08, number).round(4)
    frame["longitude"] = frame["longitude"].astype(float) + random.normal(0, 0.1, number).round(4)
    frame["street"] = "Musterstraße " + pd.Series(random.integers(1, 99, number), dtype="str")
    frame.insert(1, "nuts0", frame["country"])
    frame["precision"] = _pick(
        random, {"address": 4, "postcode": 5, "town": 3, "region": 1, "country": 1, "none": 1}, number
    )
    vague = frame["precision"].isin(["region", "country", "none"])
    frame.loc[vague, ["street", "postcode", "town", "nuts2", "nuts3", "latitude", "longitude"]] = None
    frame.loc[frame["precision"].isin(["country", "none"]), ["region", "nuts1"]] = None
    frame.loc[frame["precision"] == "none", ["country", "nuts0"]] = None
    frame["place_words"] = frame["town"]
    return frame


def _days(number: int, random: np.random.Generator) -> pd.DataFrame:
    span = (AS_OF - FIRST_DAY).days
    received = FIRST_DAY + pd.to_timedelta(
        np.minimum(span - np.minimum(random.gamma(2.2, 4, number), span), span).astype(int), "D"
    )
    later = pd.to_timedelta(random.choice([0, 0, 0, 2, 5], number), "D")
    starts = pd.Series(received + pd.Timedelta(days=4))
    frame = pd.DataFrame({
        "received_at": _gaps(random, pd.Series(received), 0.02),
        "confirmed_at": pd.Series(received + later).clip(upper=AS_OF),
        "available_from": _gaps(random, starts, 0.7),
        "available_until": _gaps(random, starts + pd.Timedelta(days=60), 0.9),
    })  # fmt: skip
    frame["confirmed_at"] = frame["confirmed_at"].mask(frame["received_at"].isna())
    return frame


def _capabilities(offers: pd.DataFrame, random: np.random.Generator) -> pd.DataFrame:
    lines = random.choice([0, 1, 2, 3, 4], len(offers), p=[0.04, 0.62, 0.2, 0.1, 0.04])
    frame = pd.DataFrame({"offer_id": np.repeat(offers["offer_id"].to_numpy(), lines)})
    number = len(frame)
    frame.insert(0, "capability_id", np.arange(1, number + 1))
    frame["product"] = _pick(random, PRODUCTS, number)
    frame["process"] = _pick(random, PROCESSES, number)
    frame["material"] = _pick(random, MATERIALS, number)
    frame["machines"] = _gaps(random, pd.Series(random.geometric(0.25, number), dtype="Int64"), 0.6)
    frame["stock"] = _gaps(random, pd.Series(random.lognormal(5, 1.6, number).round()), 0.8)
    frame = frame.join(_rates(number, random))
    frame["unit"] = frame["product"].map(attribute("product", "unit"))
    frame["quote"] = frame["per_week_high"].map("{:.0f} Stück je Woche".format, na_action="ignore").astype("str")
    frame["standard"] = _gaps(random, frame["product"].map(attribute("product", "standard")), 0.8).replace("", None)
    frame["conformity"] = _pick(random, dict(zip(codes("conformity"), (80, 14, 4, 2), strict=True)), number)
    return typed(frame, "capability")


def _rates(number: int, random: np.random.Generator) -> pd.DataFrame:
    high = pd.Series(random.lognormal(5.5, 1.8, number).round())
    low = (high * random.choice([0.5, 0.8, 1.0, 1.0], number)).round()
    silent, kind = random.random(number) < 0.35, random.random(number)
    judged = np.where(kind < 0.03, "excluded", np.where(kind < 0.2, "confirmed", "plausible"))
    frame = pd.DataFrame({"per_week_low": _gaps(random, low, 0.2).mask(silent), "per_week_high": high.mask(silent)})
    frame["per_week_high"] = _gaps(random, frame["per_week_high"], 0.05)
    frame["plausibility"] = judged
    frame["plausibility_reason"] = pd.Series(np.where(judged == "excluded", "too_large", None), dtype="str")
    return frame


def _issues(offers: int, random: np.random.Generator) -> pd.DataFrame:
    number = max(1, offers // 10)
    return pd.DataFrame({
        "issue_id": np.arange(1, number + 1), "import_id": random.integers(1, len(FILES) + 1, number),
        "source_file": np.array(FILES)[random.integers(0, len(FILES), number)],
        "code": random.choice(["quantity_unread", "date_unread", "column_unknown"], number),
        "sheet": "Tabelle1", "row": pd.array(random.integers(4, 400, number), dtype="Int64"),
        "column": pd.array(random.integers(1, 12, number), dtype="Int64"),
        "field": random.choice(["per_week_high", "received_at"], number),
        "read": random.choice(["viele", "bald", "=HYPERLINK(\"http://example.org\")", "-18"], number),
        "done": "kept in remarks", "suggestion": "ask the sender", "row_lost": random.random(number) < 0.1,
    })  # fmt: skip


def _imports(offers: pd.DataFrame) -> pd.DataFrame:
    every = range(1, len(FILES) + 1)
    kinds = pd.crosstab(offers["import_id"], offers["kind"]).reindex(every, fill_value=0)
    found = pd.DataFrame({"import_id": every, "sha256": [f"{number:064x}" for number in every], "file": FILES})
    found["at"] = pd.date_range("2020-03-31 08:00", periods=len(FILES), freq="D", tz="UTC")
    found["by"], found["issues"] = "Kim Beispiel", 4
    for column, kind in (("offers", "offer"), ("needs", "need")):
        found[column] = kinds[kind].to_numpy() if kind in kinds else 0
    found["error"] = pd.Series(None, index=found.index, dtype="str")
    found["undone_at"] = pd.Series(pd.NaT, index=found.index, dtype="datetime64[us, UTC]")
    return found
