"""Where: the address columns of a table, split where they are written together, placed for the whole frame at once.

Leaves out knowing places (capacity.places).
"""

import re
from functools import partial

import numpy as np
import pandas as pd

from capacity import places, quantities, regions
from capacity.places import locate_all
from loaders.columns import Mapped
from loaders.interpret import Content, combine, distinct_rows, each_distinct, read_field
from loaders.issues import Issues
from loaders.joining import join

POSTCODE_TOWN = re.compile(
    r"^((?:[A-Z]{1,3}[- ])?(?:\d{4}[- ]\d{3}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{4,6}))[\s,]+([^\d,;][^,;]*)$"
)
TOWN_POSTCODE = re.compile(r"^([^\d,;]+?)[\s,(]+((?:[A-Z]{1,2}[- ])?\d{4,6})\)?$")
BETWEEN = re.compile(r"[,;\n]")
POSSIBLE_POSTCODE = re.compile(r"\d")
PLACED = ["nuts0", "nuts1", "nuts2", "nuts3", "latitude", "longitude", "precision", "place_words", "country"]
ASKED = ["text", "street", "postcode", "town", "region", "country", "latitude", "longitude"]
NAMING = ("text", "postcode", "town", "region", "country")
NEAR_ENOUGH = ("address", "postcode", "town", "region")
MOST = 0.8
LAST_RESORT = ["phone", "email", "website"]


def read_places(content: Content, others: pd.DataFrame, issues: Issues) -> pd.DataFrame:
    """street, postcode, town, region and what placing adds; `others` are phone, email and website as read."""
    words = _address_words(content, issues)
    asked = words.reindex(columns=ASKED).join(others[LAST_RESORT])
    nowhere = words[["text", "postcode", "town", "region", "latitude"]].isna().all(axis=1)
    asked[LAST_RESORT] = asked[LAST_RESORT].where(nowhere, None)
    placed_without = asked["postcode"].notna() | asked["town"].notna() | asked["text"].notna()
    asked["street"] = asked["street"].where(~placed_without, None)
    placed = _located(asked, alike=not content.context.apart)
    result = words.drop(columns=["text", "country", "latitude", "longitude"])
    for column in PLACED[:-2]:
        result[column] = placed[column].replace("", None)
    result["place_words"] = placed["words"].replace("", None)
    result["country"] = placed["country"].replace("", None)
    result = _by_nuts(content, result)
    _report(content, asked, placed, issues)
    return result


def _located(asked: pd.DataFrame, *, alike: bool) -> pd.DataFrame:
    """Places every distinct combination of words once. Where nearly all of a table lies in one country and no column
    names it, words that are unclear alone ("DE" among states of the USA) are read for that country; not where its rows
    are not `alike`."""
    which, firsts = distinct_rows([asked[name] for name in asked])
    distinct = asked.iloc[firsts].reset_index(drop=True)
    distinct = distinct.where(distinct.notna(), "").astype(str)
    placed = locate_all(distinct)
    if alike and distinct["country"].eq("").all():
        placed = _in_usual_country(distinct, placed, np.bincount(which))
    return placed.iloc[which].reset_index(drop=True)


def _in_usual_country(asked: pd.DataFrame, placed: pd.DataFrame, times: np.ndarray) -> pd.DataFrame:
    certain = placed["precision"].isin(NEAR_ENOUGH) & placed["contradiction"].eq("")
    rows = pd.Series(times).groupby(placed["country"].where(certain, None)).sum()
    if rows.empty or rows.max() < MOST * times.sum():
        return placed
    usual = rows.idxmax()
    unclear = ~certain | placed["country"].ne(usual) & placed["precision"].eq("region")
    again = locate_all(asked[unclear].assign(country=usual))
    better = again["precision"].isin(NEAR_ENOUGH) & again["contradiction"].eq("") & again["country"].eq(usual)
    placed.loc[again.index[better]] = again[better]
    return placed


def _address_words(content: Content, issues: Issues) -> pd.DataFrame:
    """The words of the place by part; what is written together and cannot be split stands in `text`."""
    frame = pd.DataFrame(
        {code: read_field(content, code, issues) for code in ("postcode", "town", "region", "country")}
    )
    frame["region"] = frame["region"].where(frame["region"].notna(), content.context.said.get("region"))
    frame["country"] = frame["country"].where(frame["country"].notna(), content.context.said.get("country"))
    frame["street"] = _streets(content)
    frame["text"] = None
    _report_cells(content, issues)
    frame["latitude"], frame["longitude"] = _coordinates(content, issues)
    for role in ("postcode_town", "address", "place"):
        for each in content.of(role):
            _split_into(frame, each, content.columns[each.at])
    return frame


def _streets(content: Content) -> pd.Series:
    numbers = [content.columns[each.at] for each in content.of("house_number")]
    streets = [content.columns[each.at] for each in content.of("street")]
    if streets and numbers:
        streets[0] = join([streets[0], *numbers], " ")
    empty = pd.Series(None, index=range(len(content.rows)), dtype=object)
    return join(streets) if len(streets) > 1 else streets[0] if streets else empty


def _split_into(frame: pd.DataFrame, each: Mapped, column: pd.Series) -> None:
    """Fills what the frame does not have yet from a column that holds several parts of an address."""
    parts = each_distinct(column, _address if each.role == "address" else _postcode_and_town)
    for code in ("street", "postcode", "town", "country"):
        found = pd.Series([part.get(code) if part else None for part in parts], index=frame.index, dtype=object)
        frame[code] = frame[code].where(frame[code].notna(), found)
    whole = pd.Series([part.get("text") if part else None for part in parts], index=frame.index, dtype=object)
    frame["text"] = join([frame["text"], whole], ", ")


def _postcode_and_town(text: str) -> dict[str, str]:
    forwards, backwards = POSTCODE_TOWN.match(text), TOWN_POSTCODE.match(text)
    if forwards:
        return {"postcode": forwards[1], "town": forwards[2].strip()}
    if backwards:
        return {"postcode": backwards[2], "town": backwards[1].strip()}
    return {"town": text, "text": text} if not any(map(str.isdigit, text)) and "," not in text else {"text": text}


def _address(text: str) -> dict[str, str]:
    """Street, postcode and town of an address on one line where their order leaves no doubt; else all is street."""
    parts = [part.strip() for part in BETWEEN.split(text) if part.strip()]
    country = places.read_country(parts[-1]) if len(parts) > 2 else ""
    rest = parts[:-1] if country else parts
    place = POSTCODE_TOWN.match(rest[-1]) if len(rest) > 1 else None
    if not place:
        return {"street": text, "text": text}
    found = {"street": ", ".join(rest[:-1]), "postcode": place[1], "town": place[2].strip()}
    return found | ({"country": country} if country else {})


def _coordinates(content: Content, issues: Issues) -> tuple[pd.Series, pd.Series]:
    """Latitude and longitude in degrees as text; a figure that is none (feet, metres, 0/0) becomes an issue."""
    pairs = [each_distinct(content.columns[each.at], _pair) for each in content.of("coordinates")]
    read = [_degrees(content, role, limit, issues) for role, limit in (("latitude", 90.0), ("longitude", 180.0))]
    for place in range(2):
        for pair in pairs:
            read[place] = read[place].where(
                read[place].notna(), pair.map(lambda both, place=place: both[place] if both else None)
            )
    both = read[0].notna() & read[1].notna() & ~((read[0] == 0) & (read[1] == 0))
    return read[0].where(both, None), read[1].where(both, None)


def _pair(text: str) -> tuple[float, float] | None:
    numbers = re.findall(r"-?\d{1,3}[.,]\d+", text)
    if len(numbers) != 2:
        return None
    first, second = (float(number.replace(",", ".")) for number in numbers)
    return (first, second) if abs(first) <= 90 and abs(second) <= 180 else None


def _degrees(content: Content, role: str, limit: float, issues: Issues) -> pd.Series:
    read = []
    for each in content.of(role):
        column = content.columns[each.at]
        found = each_distinct(column, lambda text: _within(quantities.read_number(text), limit))
        lost = (column.notna() & found.isna()).to_numpy()
        issues.add_rows(
            "coordinates_impossible",
            content.table.sheet,
            content.rows[lost],
            content.column_number(each),
            column[lost],
            field=role,
        )
        read.append((each, found))
    return combine(content, role, read, issues)


def _within(number: float | None, limit: float) -> float | None:
    return number if number is not None and abs(number) <= limit else None


def _report_cells(content: Content, issues: Issues) -> None:
    """Postcodes without a digit and countries nobody knows."""
    tests = (
        ("postcode", POSSIBLE_POSTCODE.search, "postcode_impossible"),
        ("country", places.read_country, "country_unknown"),
    )
    for role, test, code in tests:
        for each in content.of(role):
            column = content.columns[each.at]
            fine = each_distinct(column, lambda text, test=test: bool(test(text)))  # type: ignore[misc]
            lost = (column.notna() & (fine == False)).to_numpy()  # noqa: E712 (object Series with missing values)
            issues.add_rows(
                code, content.table.sheet, content.rows[lost], content.column_number(each), column[lost], field=role
            )


def _by_nuts(content: Content, result: pd.DataFrame) -> pd.DataFrame:
    """A NUTS code that the file itself gives fills what the address left open."""
    for each in content.of("nuts3", "nuts2", "nuts1", "nuts0"):
        codes = each_distinct(content.columns[each.at], places.translate_nuts).replace("", None)
        for level in range(4):
            own = each_distinct(codes, partial(_at_level, level=level))
            result[f"nuts{level}"] = result[f"nuts{level}"].where(result[f"nuts{level}"].notna(), own)
        result["country"] = result["country"].where(result["country"].notna(), result["nuts0"])
        unplaced = result["precision"].eq("none") & codes.notna()
        result.loc[unplaced, "precision"] = "region"
        for place, axis in enumerate(("latitude", "longitude")):
            result.loc[unplaced, axis] = [regions.centre(code)[place] for code in codes[unplaced]]
    return result


def _at_level(code: str, level: int) -> str | None:
    return regions.parent(code, level) if regions.level(code) >= level else None


def _report(content: Content, asked: pd.DataFrame, placed: pd.DataFrame, issues: Issues) -> None:
    """Words that name no place we know, and words that exclude each other."""
    nowhere = asked[placed["precision"].eq("none").to_numpy()]
    words = join([nowhere[code].replace("", None) for code in NAMING], ", ").dropna()
    rows = content.rows[words.index.to_numpy(dtype=int)]
    issues.add_rows("place_unknown", content.table.sheet, rows, None, words, field="town")
    odd = placed["contradiction"].ne("").to_numpy()
    told = placed["contradiction"][odd]
    issues.add_rows("place_contradiction", content.table.sheet, content.rows[odd], None, told, field="town")
