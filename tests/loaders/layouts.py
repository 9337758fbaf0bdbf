"""Invented sheets laid out as offices, ministries, associations and companies do, with the truth beside.

Leaves out reading files: a layout is cells, as any reader would give them.
"""

import random
from dataclasses import dataclass, field

from loaders.cells import Range, Sheet, rectangle

PLACES = [
    "Bayern",
    "Berlin",
    "Bremen",
    "Hessen",
    "Saarland",
    "Sachsen",
    "Thüringen",
    "Alabama",
    "Alaska",
    "Texas",
    "Ohio",
    "Utah",
    "Bretagne",
    "Corse",
    "Normandie",
]
FIRMS = [
    "Nordlicht GmbH",
    "Muster & Söhne KG",
    "Atelier Rouge",
    "Fablab Süd",
    "Kappa S.p.A.",
    "Delta Ltd.",
    "Zweig AG",
    "Omega BV",
    "Rapid Print e.K.",
]
PEOPLE = ["Anna Beispielfrau", "Jan Novák", "Luis Prado", "Mia Wolff", "Eva Klein", "Tom Reed", "Ida Falk", "Max Holm"]
PRODUCTS = [
    "FFP2-Masken",
    "Visiere",
    "Kittel",
    "face shields",
    "surgical masks",
    "gloves",
    "Schutzbrillen",
    "blouses",
    "masques",
]


@dataclass
class Layout:
    """`header` is (first, last) row counted from 1, or None; `records` are record rows, `totals` total rows."""

    name: str
    sheet: Sheet
    header: tuple[int, int] | None
    records: list[int] = field(default_factory=list)
    totals: list[int] = field(default_factory=list)


class Builder:
    """Writes a sheet row by row."""

    def __init__(self, rng: random.Random, name: str) -> None:
        self.rng, self.name = rng, name
        self.rows: list[list[str]] = []
        self.merged: list[Range] = []
        self.header: tuple[int, int] | None = None
        self.records: list[int] = []
        self.totals: list[int] = []

    def row(self, *cells: str) -> int:
        self.rows.append(list(cells))
        return len(self.rows)

    def head(self, *cells: str) -> int:
        number = self.row(*cells)
        self.header = (self.header[0] if self.header else number, number)
        return number

    def record(self, *cells: str) -> None:
        self.records.append(self.row(*cells))

    def merge(self, row: int, first: int, last: int, down: int = 0) -> None:
        if self.rng.random() < 0.7:
            self.merged.append((row, first, row + down, last))

    def done(self) -> Layout:
        sheet = Sheet("Sheet1", rectangle([list(row) for row in self.rows]), tuple(self.merged))
        return Layout(self.name, sheet, self.header, self.records, self.totals)

    def maybe(self, share: float) -> bool:
        return self.rng.random() < share

    def amount(self, top: int = 6) -> str:
        value = self.rng.randint(1, 10 ** self.rng.randint(1, top))
        style = self.style
        if self.maybe(0.04):
            return self.rng.choice(["-", "(NA)", "(D)", ".", "k.A.", "…", "x"])
        if style == "plain":
            return str(value)
        return f"{value:,}" if style == "en" else f"{value:,}".replace(",", " " if style == "fr" else ".")

    @property
    def style(self) -> str:
        if not hasattr(self, "_style"):
            self._style = self.rng.choice(["plain", "plain", "en", "de", "fr"])
        return self._style


def statistics_table(rng: random.Random) -> Layout:
    """Title rows, a unit line, years or groups over numbers, group rows, a total first or last, footnotes."""
    b = Builder(rng, "statistics")
    for _ in range(rng.randint(0, 4)):
        b.row(
            rng.choice(
                [
                    "Table 12. Persons Employed by Region: 2010 to 2019",
                    "[In thousands, except percent. See notes]",
                    "Gestorbene nach Ländern",
                    "Statistisches Bundesamt",
                    "See also table 13",
                    "Tableau 3 - Production par région",
                    "(Number of units per 1,000 population)",
                ]
            )
        )
        if b.maybe(0.3):
            b.row()
    stub = rng.choice(
        [
            "Region",
            "State",
            "Land",
            "Year",
            "Jahr",
            "Merkmal",
            "",
            "Item",
            "Age group",
            "Département",
            "County and state",
        ]
    )
    groups = rng.randint(1, 4)
    per = rng.randint(1, 4)
    width = groups * per
    depth = rng.choice([1, 2, 2, 3])
    _statistics_header(b, stub, groups, per, depth)
    if b.maybe(0.25):
        b.row()
    years = stub in ("Year", "Jahr")
    if b.maybe(0.3):
        b.totals.append(
            b.row(rng.choice(["Total", "Insgesamt", "United States"]), *[f"{10**7 + rng.randint(0, 10**6)}"] * width)
        )
        if b.maybe(0.3):
            b.row()
    for part in range(rng.randint(1, 3)):
        if b.maybe(0.4):
            b.row(rng.choice(["Northeast:", "MALE", "Männer", "South", "Urban areas", "Ostdeutschland"]))
        for number in range(rng.randint(3, 15)):
            label = (
                str(1990 + number + part * 20)
                if years
                else rng.choice(PLACES) + rng.choice(["", " 1/", " *", "  .  .  .  ."])
            )
            b.record(label, *(b.amount() for _ in range(width)))
            if b.maybe(0.08):
                b.row()
    if b.maybe(0.4):
        b.totals.append(
            b.row(rng.choice(["Insgesamt", "Total", "Summe", "Razem", "Totale"]), *(b.amount(7) for _ in range(width)))
        )
    if b.maybe(0.7):
        if b.maybe(0.6):
            b.row()
        for _ in range(rng.randint(1, 5)):
            b.row(
                rng.choice(
                    [
                        "1/ Includes other areas not shown separately.",
                        "* vorläufig",
                        "Source: Bureau of Things, Annual Report.",
                        "Quelle: Statistisches Amt, 2020",
                        "© Amt für Statistik",
                        "NA Not available.",
                        "__________",
                        "Figures may not add to totals due to rounding, and the total includes places not known.",
                    ]
                )
            )
    return b.done()


def _statistics_header(b: Builder, stub: str, groups: int, per: int, depth: int) -> None:
    rng = b.rng
    subs = rng.choice(
        [
            ["Total", "Male", "Female", "Rank"],
            ["Number", "Percent", "Change", "Rate"],
            ["Anzahl", "%", "je 1 000", "Rang"],
            ["2010", "2015", "2018", "2019"],
            ["Under 15", "15-44", "45-64", "65 and over"],
        ]
    )
    tops = rng.choice(
        [
            ["Population", "Births", "Deaths", "Marriages"],
            ["2015", "2016", "2017", "2018"],
            ["Erstimpfung", "Zweitimpfung", "Dritte", "Vierte"],
            ["All persons", "Employed", "Unemployed", "Not in labor force"],
        ]
    )
    stub_at = rng.choice(["top", "bottom"])
    if depth == 1:
        names = [f"{tops[g]}" if per == 1 else f"{tops[g]} {subs[s]}" for g in range(groups) for s in range(per)]
        b.head(stub, *names)
    else:
        top = b.head(
            stub if stub_at == "top" else "", *(tops[g] if s == 0 else "" for g in range(groups) for s in range(per))
        )
        for group in range(groups):
            if per > 1:
                b.merge(top, 2 + group * per, 1 + (group + 1) * per)
        if stub_at == "top" and b.maybe(0.6):
            b.merged.append((top, 1, top + depth - 1, 1))
        b.head(stub if stub_at == "bottom" else "", *(subs[s] for _ in range(groups) for s in range(per)))
        if depth == 3:
            b.head(
                "",
                *rng.choice(
                    [
                        ["(1,000)"] * (groups * per),
                        ["%"] * (groups * per),
                        ["Anzahl"] * (groups * per),
                        ["rate"] * (groups * per),
                    ]
                ),
            )
    if b.maybe(0.1) and groups * per > 2:
        b.head(*(str(number + 1) for number in range(groups * per + 1)))


BUSINESS = {
    "nr": (["Nr.", "No.", "lfd. Nr.", "#", "ID", "Lp."], lambda b, n: str(n)),
    "firm": (
        ["Firma", "Company", "Unternehmen", "Société", "Azienda", "Name", "Counterparty", "Kunde"],
        lambda b, n: b.rng.choice(FIRMS),
    ),
    "person": (["Ansprechpartner", "Contact", "Trader", "Referente", "Nom"], lambda b, n: b.rng.choice(PEOPLE)),
    "mail": (["E-Mail", "Mail", "email", "Courriel"], lambda b, n: f"info{n}@example.org"),
    "phone": (["Telefon", "Phone", "Tél.", "Tel"], lambda b, n: f"030 23125 {100 + n}"),
    "date": (
        ["Datum", "Date", "Trade Date", "Start", "gültig ab"],
        lambda b, n: f"2020-0{b.rng.randint(1, 9)}-{b.rng.randint(10, 28)}",
    ),
    "amount": (["Menge", "Volume", "Quantity", "Kapazität pro Woche", "Quantité", "Stück"], lambda b, n: b.amount(5)),
    "price": (["Preis", "Price", "Prix", "Unit price", "EUR"], lambda b, n: f"{b.rng.random() * 100:.2f}"),
    "product": (["Produkt", "Product", "Deal", "Artikel", "Produit"], lambda b, n: b.rng.choice(PRODUCTS)),
    "town": (["Ort", "City", "Ville", "Location", "Standort"], lambda b, n: b.rng.choice(PLACES)),
    "postcode": (["PLZ", "Zip", "CP", "Postleitzahl"], lambda b, n: f"{b.rng.randint(1000, 99999):05d}"),
    "yes": (["zertifiziert", "CE?", "Confirmed", "ok"], lambda b, n: b.rng.choice(["ja", "nein", "x", ""])),
    "remark": (
        ["Bemerkung", "Comments", "Remarques", "Note"],
        lambda b, n: b.rng.choice(
            ["", "", "ab sofort lieferbar", "see mail of last week, call back", "nur Wochenende"]
        ),
    ),
}


def business_table(rng: random.Random) -> Layout:
    """Title, key and value lines, one or two header rows, records, subtotals and a total, a signature."""
    b = Builder(rng, "business")
    for _ in range(rng.choice([0, 0, 1, 2, 4, 6])):
        b.row(
            *rng.choice(
                [
                    ["Meldung Produktionskapazitäten"],
                    ["Stand:", "27.03.2020"],
                    ["Bearbeiter", "Mia Wolff"],
                    ["Company:", "Delta Ltd."],
                    ["Gas Daily Position Report"],
                    ["As of", "2020-03-27"],
                    ["", "", "CONFIDENTIAL"],
                    ["Bitte bis Freitag zurücksenden an cluster@example.org"],
                    ["Total volume", "12345"],
                    ["Cluster:", "Kunststoff", "", "Tel:", "030 23125 100"],
                ]
            )
        )
        if b.maybe(0.35):
            b.row()
    keys = rng.sample(sorted(BUSINESS), rng.randint(3, 9))
    if not set(keys) & {"amount", "price", "date"} and b.maybe(0.7):
        keys.append("amount")
    names = [rng.choice(BUSINESS[key][0]) for key in keys]
    shift = [""] * rng.choice([0, 0, 0, 1])
    _business_header(b, keys, names, shift)
    if b.maybe(0.1):
        b.row()
    group_rows = b.maybe(0.2) and ("amount" in keys or "price" in keys)
    for number in range(1, rng.choice([2, 4, 8, 20, 40])):
        if group_rows and number % 5 == 1:
            b.row(*shift, rng.choice(["Nord:", "Süd:", "WEST", "Region Ost:"]))
        b.record(*shift, *(BUSINESS[key][1](b, number) for key in keys))
    if b.maybe(0.3) and {"amount", "price"} & set(keys):
        label = next((at for at, key in enumerate(keys) if key not in ("amount", "price", "date")), None)
        if label is not None:
            cells = [b.amount(6) if key in ("amount", "price") else "" for key in keys]
            cells[label] = rng.choice(["Summe", "Total", "Gesamt", "TOTAL:"])
            b.totals.append(b.row(*shift, *cells))
    if b.maybe(0.3):
        b.row()
        b.row(
            *shift,
            rng.choice(
                ["Rückfragen an Mia Wolff", "* Angaben ohne Gewähr", "Quelle: eigene Erhebung", "Prepared by: Tom Reed"]
            ),
        )
    return b.done()


def _business_header(b: Builder, keys: list[str], names: list[str], shift: list[str]) -> None:
    style = b.rng.random()
    if style < 0.6:
        b.head(*shift, *names)
    elif style < 0.8:
        top, bottom = [], []
        for name in names:
            first, _, rest = name.partition(" ")
            top.append(first if rest else "")
            bottom.append(rest or first)
        if any(top):
            b.head(*shift, *top)
        b.head(*shift, *bottom)
    else:
        span = b.rng.randint(2, len(names))
        start = b.rng.randint(0, len(names) - span)
        top = b.head(*shift, *([""] * start), b.rng.choice(["Kontakt", "Delivery", "Angebot", "Details"]))
        b.merge(top, len(shift) + start + 1, len(shift) + start + span)
        if start == 0:
            b.header = None
            b.header = (top, top)
        b.head(*shift, *names)


def layouts(rng: random.Random, count: int) -> list[Layout]:
    """Statistics and business layouts by turns."""
    return [(statistics_table, business_table)[number % 2](rng) for number in range(count)]
