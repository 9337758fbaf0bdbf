"""A long list as a network would send it: 20 columns, invented organisations in real towns, many distinct values.

Leaves out measuring (tools.bench.speed).
"""

import csv
import datetime as dt
import io
import random
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pandas as pd
import xlsxwriter

from capacity.places.gazetteer import nearest_town
from capacity.reference import REFERENCE

ROWS = 100_000
SENDERS = 0.46  # as many different donors a row as a public list of 5,000 donations has; 445 different quantities
ROUND = (5, 10, 20, 25, 30, 40, 50, 60, 80, 100, 120, 150, 200, 250, 300, 400, 500, 800, 1000, 2000, 5000, 10_000)
HEADINGS = (
    "Nr", "Organisation", "Organisationstyp", "Ansprechpartner", "E-Mail", "Telefon", "Website", "Straße", "PLZ",
    "Ort", "Land", "Produkt", "Verfahren", "Material", "Kapazität", "Bestand", "Verfügbar ab", "Stand", "Normen",
    "Bemerkungen",
)  # fmt: skip
LANDS = {"DE": "Deutschland", "FR": "Frankreich", "IT": "Italien", "ES": "Spanien", "PL": "Polen", "AT": "Österreich"}
SYLLABLES = (
    "Alt", "Berg", "Brand", "Dorn", "Eich", "Feld", "Grün", "Hof", "Kirch", "Kron", "Licht", "Mühl", "Neu", "Ober",
    "Ried", "Sand", "Stein", "Tal", "Wald", "Wein",
)  # fmt: skip
TRADES = (
    "Kunststofftechnik",
    "Textil",
    "Medizintechnik",
    "Druckerei",
    "Maschinenbau",
    "Nähatelier",
    "Formenbau",
    "Logistik",
    "Labor",
)  # fmt: skip
FORMS = ("GmbH", "AG", "e.V.", "GmbH & Co. KG", "S.r.l.", "SARL", "UG")
GIVEN = (
    "Anna",
    "Bruno",
    "Carla",
    "David",
    "Elena",
    "Fritz",
    "Greta",
    "Hanna",
    "Igor",
    "Jana",
    "Karl",
    "Lena",
    "Marco",
    "Nina",
    "Otto",
    "Paula",
)  # fmt: skip
KINDS = ("Unternehmen", "Forschungseinrichtung", "Verein", "Universität", "Krankenhaus", "FabLab")
PRODUCTS = (
    "FFP2-Masken", "Gesichtsschilde", "OP-Masken", "Schutzkittel", "Desinfektionsmittel", "Beatmungsgeräte",
    "Handschuhe", "Schutzbrillen", "Masken und Kittel", "Stoffmasken", "FFP3-Masken", "Faceshields, Halterungen",
    "Einwegkittel",
)  # fmt: skip
PROCESSES = ("3D-Druck", "Spritzguss", "Nähen", "Laserschneiden", "CNC-Fräsen", "3D-Druck, Lasercutter", "")
MATERIALS = ("PETG", "PLA", "Polypropylen", "Baumwolle", "Vlies", "PET-Folie", "")
NORMS = ("EN 149", "EN 166", "EN 14683", "ISO 13485", "CE", "")
REMARKS = (
    "Lieferung nach Absprache", "nur innerhalb der Region", "Muster liegen vor", "Rückruf erbeten", "ab Werk",
    "dringend", "Preis auf Anfrage", "Ansprechpartner im Urlaub", "Material fehlt noch", "Zertifikat folgt",
    "auch samstags", "",
)  # fmt: skip
ONCE = 20  # every so many rows a remark that stands nowhere else
AMOUNTS = (
    "ca. {n} Stück pro Woche", "{n} pro Tag", "bis zu {n} / Monat", "{n} Stk. wöchentlich", "{n}",
    "mindestens {n} Stück/Woche ab KW {w}", "{m} Drucker, je {k} Stück pro Tag", "{n}-{o} pro Woche",
)  # fmt: skip


def paths() -> tuple[Path, Path]:
    """The list as .xlsx and as .csv, made once and kept in the temporary folder."""
    folder = Path(tempfile.gettempdir()) / "capacity-bench"
    folder.mkdir(exist_ok=True)
    book, text = folder / f"list-{ROWS}.xlsx", folder / f"list-{ROWS}.csv"
    if not (book.exists() and text.exists()):
        made = list(_rows())
        write_book(book, made)
        text.write_bytes(_told(made))
    return book, text


def texts(number: int) -> Iterator[bytes]:
    """`number` rows as delimited texts of ROWS rows at most, with as many senders a row as the long list."""
    found = _rows(number)
    while part := list(islice(found, ROWS)):
        yield _told(part)


def write_book(path: Path, rows: list[tuple[object, ...]]) -> None:
    """The headings and rows as a workbook with one sheet."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd.mm.yyyy"})
    sheet = book.add_worksheet("Angebote")
    for at, row in enumerate([HEADINGS, *rows]):
        sheet.write_row(at, 0, row)
    book.close()


def rows(number: int) -> list[tuple[object, ...]]:
    """The first rows of the list."""
    return [row for _, row in zip(range(number), _rows(), strict=False)]


def _told(rows: Iterable[tuple[object, ...]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";").writerows([HEADINGS, *([_plain(cell) for cell in row] for row in rows)])
    return target.getvalue().encode()


def _plain(cell: object) -> str:
    return cell.strftime("%d.%m.%Y") if isinstance(cell, dt.date) else str(cell)


def _towns() -> list[tuple[str, str, str]]:
    """(postcode, town, country) of postcodes and the town nearest to each."""
    codes = pd.read_parquet(REFERENCE / "geography" / "postcodes.parquet").dropna()
    found = codes[codes["country"].isin(list(LANDS))].sample(5_000, random_state=1)
    spots = zip(found["code"], found["latitude"] / 1000, found["longitude"] / 1000, found["country"], strict=True)
    near = ((code, nearest_town(y, x, country), country) for code, y, x, country in spots)
    return [(code, town.name, country) for code, town, country in near if town and town.name]


def _rows(number: int = ROWS) -> Iterator[tuple[object, ...]]:
    draw, towns = random.Random(20), _towns()
    senders = [_sender(draw, at, draw.choice(towns)) for at in range(1, int(number * SENDERS) + 1)]
    for at in range(1, number + 1):
        day = dt.date(2020, 3, 1) + dt.timedelta(days=draw.randint(0, 60))
        yield (
            at,
            *(senders[at - 1] if at <= len(senders) else draw.choice(senders)),
            draw.choice(PRODUCTS),
            draw.choice(PROCESSES),
            draw.choice(MATERIALS),
            _amount(draw),
            draw.choice((0, 100, 500, 1000, 2500, "")),
            draw.choice(("sofort", "ab KW 16", day, "nach Absprache")),
            day,
            draw.choice(NORMS),
            _remark(draw, at),
        )


def _sender(draw: random.Random, number: int, place: tuple[str, str, str]) -> tuple[str, ...]:
    """Organisation, kind, contact, mail, telephone, website, street, postcode, town, country."""
    postcode, town, land = place
    family = draw.choice(SYLLABLES) + draw.choice(SYLLABLES).lower()
    name = f"{draw.choice(SYLLABLES)}{draw.choice(SYLLABLES).lower()} {draw.choice(TRADES)}"
    mail = f"{family}.{number}".lower().replace("ü", "ue")
    phone = f"{'0' if land == 'DE' else '+49 '}30 23125 {number % 1000:03d}-{number // 1000:02d}"
    street = f"{draw.choice(SYLLABLES)}straße {draw.randint(1, 300)}"
    website = f"www.{mail.replace('.', '-')}.example.org"
    return (
        f"{name} {number} {draw.choice(FORMS)}", draw.choice(KINDS), f"{draw.choice(GIVEN)} {family}",
        f"{mail}@example.org", phone, website, street, postcode, town, LANDS[land],
    )  # fmt: skip


def _amount(draw: random.Random) -> str:
    """Mostly a round number, as people say them: about one in fifty is said only once."""
    n = draw.choice(ROUND) if draw.random() < 0.98 else draw.randint(1, 30_000)
    each, week = draw.choice((5, 10, 20, 50)), draw.randint(14, 20)
    return draw.choice(AMOUNTS).format(n=n, o=2 * n, w=week, m=draw.randint(2, 12), k=each)


def _remark(draw: random.Random, number: int) -> str:
    """Nothing, one or two phrases; now and then one that stands nowhere else."""
    said = ", ".join(filter(None, dict.fromkeys((draw.choice(REMARKS), draw.choice(REMARKS)))))
    return f"{said}; siehe Schreiben {number} an {draw.choice(GIVEN)}" if number % ONCE == 0 else said
