"""Organisations as several channels report them: one seeded list with known truth, for tests and benchmarks.

Invented throughout: names put together from words, numbers from the ranges kept for films, mail at example domains.
Makes what tells organisations apart hard: chains and branches, business parks with one switchboard, one collector's
number on many rows, names like "Fablab" with a town, old names, moves, slips of the keys, empty cells.
"""

import random
from dataclasses import dataclass, field

import pandas as pd

COLUMNS = ("name", "address", "postcode", "town", "phone", "email", "website", "source")
TOWNS = [
    line.split("|")
    for line in """DE|80331|München
DE|10115|Berlin
DE|10999|Berlin
DE|20095|Hamburg
DE|50667|Köln
DE|01067|Dresden
DE|04109|Leipzig
DE|60311|Frankfurt am Main
DE|70173|Stuttgart
DE|72070|Tübingen
DE|91054|Erlangen
AT|1010|Wien
AT|8010|Graz
AT|6020|Innsbruck
CH|8001|Zürich
CH|3011|Bern
FR|75011|Paris
FR|69003|Lyon
FR|67000|Strasbourg
IT|20121|Milano
IT|10121|Torino
ES|08001|Barcelona
ES|46001|València
NL|1012 AB|Amsterdam
NL|3011 AA|Rotterdam
PL|00-001|Warszawa
PL|80-001|Gdańsk
CZ|110 00|Praha
GB|M1 1AE|Manchester
GB|LS1 4AP|Leeds
IE|D02 X285|Dublin""".splitlines()
]
# country → trades, legal forms, streets
WORDS = {
    "DE": (
        "Präzisionstechnik|Kunststofftechnik|Nähwerkstatt|Metallbau|Medizintechnik|Textildruck|Werkzeugbau|Formenbau|"
        "Schneiderei|Maschinenbau|Berufskolleg|Werkstatt für Menschen mit Behinderung|Druckerei|Feinmechanik|Gymnasium",
        "GmbH|GmbH & Co. KG|AG|e.V.|UG (haftungsbeschränkt)|e.K.||gGmbH",
        "Hauptstraße|Industriestraße|Bahnhofstraße|Gartenweg|Am Kirchplatz|Schillerstraße|Lange Gasse|Ringstraße",
    ),
    "FR": (
        "Mécanique|Plasturgie|Atelier couture|Imprimerie|Outillage|Textiles|Laboratoire|Lycée professionnel|Emballages",
        "SARL|SAS|SA||EURL",
        "rue de la République|avenue Jean Jaurès|boulevard Voltaire|rue Saint-Michel|place du Marché",
    ),
    "IT": (
        "Meccanica|Plastica|Sartoria|Stampaggio|Officina|Tessitura|Istituto tecnico|Farmacia",
        "S.r.l.|S.p.A.|snc||Soc. coop.",
        "via Garibaldi|via Roma|corso Italia|piazza San Marco|viale Europa|via dei Mille",
    ),
    "ES": (
        "Mecanizados|Plásticos|Taller de costura|Impresión|Textiles|Instituto|Farmacia",
        "S.L.|S.A.||S. Coop.",
        "calle Mayor|avenida de la Constitución|calle San Juan|plaza de España|paseo del Prado",
    ),
    "PL": (
        "Mechanika|Tworzywa|Szwalnia|Drukarnia|Narzędzia|Apteka|Zespół Szkół",
        "Sp. z o.o.|S.A.||sp. j.",
        "ul. Długa|ul. Kościuszki|al. Jana Pawła II|ul. Polna|ul. Ogrodowa",
    ),
    "GB": (
        "Engineering|Plastics|Sewing Workshop|Printing|Precision Tools|Textiles|Community Centre|Secondary School|"
        "Laboratories|Day Nursery",
        "Ltd|Limited|PLC|LLP|CIC|",
        "High Street|Station Road|Church Lane|Victoria Avenue|Mill Drive|North Parade|King's Road|Park Terrace",
    ),
}
WORDS |= {"AT": WORDS["DE"], "CH": WORDS["DE"], "IE": WORDS["GB"], "NL": WORDS["GB"], "CZ": WORDS["PL"]}
_STEMS = """Adler Brandt Conrad Dorn Eberle Falk Gerlach Hauser Imhof Jansen Keller Lorenz Mertens Nagel Ostertag Pohl
Quandt Riedel Seidel Thoma Ullrich Vogt Wagner Ziegler Lefèvre Moreau Girard Bonnet Rossi Bianchi Conti Ferrara Garcia
Ortega Navarro Vidal Kowalski Nowak Zielinski Mazur Novak Dvorak Harper Mason Bennett Clarke Hughes Walsh Doyle Byrne
Vries Bakker Visser Müller Schmidt Alpha Nova Omni Delta Helio Terra Vita Inno Proto Optima Carbo Flexo Medi Plasto
Tecno Syntho Polyma Ergo Ferro Lumina Josef Maria Sonnenschein"""
STEMS = tuple(_STEMS.split())
ONSETS = tuple("b|d|f|g|h|k|l|m|n|p|r|s|t|v|w|br|st|kr|tr|sch".split("|"))  # noqa: SIM905
VOWELS, ENDS = (
    ("a", "e", "i", "o", "u", "au", "ei", "ie"),
    ("n", "r", "l", "rt", "mann", "ner", "sen", "tec", "x", "ski"),
)
CHAINS = (
    "Löwen-Apotheke",
    "Fablab",
    "Repair Café",
    "Makerspace",
    "Lebenshilfe Werkstatt",
    "Caritas",
    "Rotes Kreuz",
    "Copy & Druck",
    "St. Mary's School",
    "YMCA",
)
SHORT = {
    "straße": "str.",
    "Straße": "Str.",
    "Street": "St.",
    "Road": "Rd",
    "Avenue": "Ave.",
    "avenue": "av.",
    "boulevard": "bd",
    "calle": "C/",
    "platz": "pl.",
    "Drive": "Dr",
}
WORD_SHORT = {
    "Community": "Comm.",
    "Centre": "Ctr",
    "Engineering": "Eng.",
    "Werkstatt": "Werkst.",
    "Sankt": "St.",
    "St.": "Saint",
    "technik": "techn.",
    "Laboratories": "Labs",
    "School": "Sch.",
    "Secondary": "Sec.",
}


@dataclass
class _Organisation:
    name: str
    form: str
    country: str
    postcode: str
    town: str
    street: str
    number: str
    phone: str
    mobile: str
    host: str
    old_name: str = ""
    second: dict[str, str] = field(default_factory=dict)


def reported(organisations: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Rows (COLUMNS) of about twice as many reports as `organisations`, shuffled, and whose each row is."""
    chance = random.Random(seed)
    known = _organisations(organisations, chance)
    collectors = [_phone(chance, "DE") for _ in range(max(2, organisations // 300))]
    rows, truth = [], []
    for number, each in enumerate(known):
        for source in chance.sample(range(6), chance.choices((1, 2, 3, 4, 6), (40, 30, 15, 10, 5))[0]):
            rows.append(_row(each, source, collectors, chance))
            truth.append(number)
    order = list(range(len(rows)))
    chance.shuffle(order)
    frame = pd.DataFrame([rows[at] for at in order], columns=list(COLUMNS), dtype="str")
    return frame, pd.Series([truth[at] for at in order])


def _organisations(count: int, chance: random.Random) -> list[_Organisation]:
    found: list[_Organisation] = []
    while len(found) < count:
        kind = chance.random()
        if kind < 0.02:
            found += _chain(chance)
        elif kind < 0.06:
            found += _park(chance)
        elif kind < 0.09:
            found += _branches(chance)
        else:
            found.append(_one(chance))
    return found[:count]


def _stem(chance: random.Random) -> str:
    """A family name or a made-up word."""
    if chance.random() < 0.35:
        return chance.choice(STEMS)
    made = "".join(chance.choice(ONSETS) + chance.choice(VOWELS) for _ in range(chance.choice((1, 2, 2))))
    return (made + chance.choice(ENDS)).capitalize()


def _place(chance: random.Random) -> list[str]:
    """A town and one of its postcodes."""
    country, postcode, town = chance.choice(TOWNS)
    if postcode.isdigit() and country not in ("AT", "CH"):
        postcode = postcode[:-2] + f"{chance.randrange(1, 12):02}"
    return [country, postcode, town]


def _one(chance: random.Random, place: list[str] | None = None) -> _Organisation:
    country, postcode, town = place or _place(chance)
    trades, forms, streets = (part.split("|") for part in WORDS[country])
    trade = chance.choice(trades)
    stem = _stem(chance) if chance.random() < 0.7 else _stem(chance) + chance.choice(("", "-", " ")) + _stem(chance)
    name = chance.choice((f"{stem} {trade}", f"{trade} {stem}", f"{stem} {trade} {town}", f"{stem}"))
    host = f"{''.join(c for c in stem.lower() if c.isascii() and c.isalnum())}-{chance.randrange(9999)}.example"
    old = f"{_stem(chance)} {trade}" if chance.random() < 0.04 else ""
    number = str(chance.randrange(1, 180)) + chance.choice(("", "", "", "a", "b"))
    return _Organisation(
        name, chance.choice(forms), country, postcode, town, _street_name(chance, country, streets), number,
        _phone(chance, country), _phone(chance, country), host, old,
    )  # fmt: skip


def _street_name(chance: random.Random, country: str, streets: list[str]) -> str:
    """A street that every town has, or one named after somebody."""
    named = {
        "FR": "rue {}",
        "IT": "via {}",
        "ES": "calle {}",
        "PL": "ul. {}",
        "CZ": "ul. {}",
        "GB": "{} Street",
        "IE": "{} Road",
        "NL": "{} Avenue",
    }
    if chance.random() < 0.4:
        return chance.choice(streets)
    return named.get(country, chance.choice(("{}straße", "{}weg", "{}platz"))).format(_stem(chance))


def _chain(chance: random.Random) -> list[_Organisation]:
    """One name in many towns, each its own organisation."""
    name, found = (
        chance.choice(CHAINS)
        if chance.random() < 0.3
        else f"{_stem(chance)} {chance.choice(('Apotheke', 'Akademie', 'Copyshop', 'Nursery'))}",
        [],
    )
    for place in chance.sample(TOWNS, chance.randrange(3, 12)):
        each = _one(chance, place)
        each.name = name if chance.random() < 0.4 else f"{name} {each.town}"
        each.form, each.old_name = "", ""
        found.append(each)
    return found


def _park(chance: random.Random) -> list[_Organisation]:
    """One business park: the same address, for most the same switchboard."""
    place, first = chance.choice(TOWNS), _one(chance)
    found = []
    for _ in range(chance.randrange(4, 14)):
        each = _one(chance, place)
        each.street, each.number = first.street, first.number
        each.phone = first.phone if chance.random() < 0.7 else each.phone
        found.append(each)
    return found


def _branches(chance: random.Random) -> list[_Organisation]:
    """One firm in several towns with one website; each branch is its own."""
    head, found = _one(chance), []
    for place in chance.sample(TOWNS, chance.randrange(2, 5)):
        each = _one(chance, place)
        each.name, each.form, each.host, each.old_name = head.name, head.form, head.host, ""
        found.append(each)
    return found


def _phone(chance: random.Random, country: str) -> str:
    if country in ("GB", "IE", "NL"):
        return f"{chance.choice(('0161 496', '0113 496', '0117 496', '0118 496'))} 0{chance.randrange(1000):03}"
    if country == "FR":
        return f"0{chance.randrange(1, 6)} 99 00 {chance.randrange(100):02} {chance.randrange(100):02}"
    area = chance.choice(("030 23125", "069 90009", "040 66969", "0221 4710", "089 99998"))
    return f"{area}{chance.randrange(1000):03}"


def _row(each: _Organisation, source: int, collectors: list[str], chance: random.Random) -> list[str]:
    name = _name(each, source, chance)
    street = _street(each, chance)
    phone = each.phone if chance.random() < 0.75 else each.mobile
    if source == 5 and chance.random() < 0.5:
        phone = collectors[ord(each.postcode[0]) % len(collectors)]
    mail = (
        f"{chance.choice(('info', 'kontakt', 'office'))}@{each.host}"
        if chance.random() < 0.8
        else f"{each.host.split('.')[0]}@gmail.com"
    )
    postcode = each.postcode if chance.random() < 0.96 else _slip(each.postcode, chance)
    cells = [
        name,
        street,
        postcode,
        each.town if chance.random() < 0.95 else _slip(each.town, chance),
        _written(phone, each.country, source, chance),
        mail,
        f"www.{each.host}",
    ]
    missing = (0.0, 0.12, 0.1, 0.08, 0.2, 0.35, 0.5)
    cells = ["" if chance.random() < share else cell for cell, share in zip(cells, missing, strict=True)]
    return [*cells, f"channel {source}"]


def _name(each: _Organisation, source: int, chance: random.Random) -> str:
    name = each.old_name if each.old_name and chance.random() < 0.5 else each.name
    if chance.random() < 0.7 and each.form:
        name = f"{name} {each.form}"
    if chance.random() < 0.15:
        for word, short in WORD_SHORT.items():
            name = name.replace(word, short)
    if chance.random() < 0.15:
        name = _ascii(name)
    if chance.random() < 0.12:
        name = _slip(name, chance)
    if chance.random() < 0.05:
        name = name + chance.choice((f" {each.town}", " - Standort", " (Zentrale)", " – Nähstube", " Produktion"))
    return name.upper() if source == 3 else name


def _street(each: _Organisation, chance: random.Random) -> str:
    street = each.street
    if chance.random() < 0.4:
        for word, short in SHORT.items():
            street = street.replace(word, short)
    if chance.random() < 0.1:
        street = _slip(street, chance)
    if chance.random() < 0.15:
        street = _ascii(street)
    number = each.number if chance.random() < 0.97 else str(chance.randrange(1, 180))
    if each.country in ("FR", "GB", "IE", "NL"):
        return f"{number} {street}"
    return f"{street} {number}"


def _written(phone: str, country: str, source: int, chance: random.Random) -> str:
    code = {"DE": "+49", "FR": "+33", "GB": "+44"}.get(country)
    if source % 2 and code:
        phone = f"{code} {phone[1:]}"
    if chance.random() < 0.3:
        phone = phone.replace(" ", chance.choice(("/", "-", "")), 1)
    return phone if chance.random() < 0.97 else _slip(phone, chance)


def _slip(text: str, chance: random.Random) -> str:
    """One key slipped: a sign left out, doubled, changed or turned with the next."""
    if len(text) < 3:
        return text
    at = chance.randrange(1, len(text) - 1)
    sign = chance.choice("0123456789") if text[at].isdigit() else chance.choice("abcdefghiklmnoprstu")
    return text[:at] + chance.choice(
        (text[at + 1 :], text[at] + text[at:], sign + text[at + 1 :], text[at + 1] + text[at] + text[at + 2 :])
    )


def _ascii(text: str) -> str:
    for sign, plain in (
        ("ä", "ae"),
        ("ö", "oe"),
        ("ü", "ue"),
        ("ß", "ss"),
        ("é", "e"),
        ("è", "e"),
        ("ł", "l"),
        ("ś", "s"),
        ("ń", "n"),
        ("á", "a"),
    ):
        text = text.replace(sign, plain)
    return text
