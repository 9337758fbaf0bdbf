"""Lines in, places out: `python -m capacity.places` reads one address a line and prints CSV.

Columns text, country, nuts3, name, lat, lon, precision; one line out for each line in, in UTF-8.
"""

import csv
import io
import math
import sys
from collections.abc import Iterable, Iterator

from capacity import regions
from capacity.places import Place, locate

HEADER = ("text", "country", "nuts3", "name", "lat", "lon", "precision")


def rows(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The CSV fields for each line of text."""
    for line in lines:
        text = line.rstrip("\r\n")
        yield text, *_fields(locate(text))


def _fields(place: Place) -> tuple[str, ...]:
    known = not math.isnan(place.latitude)
    name = place.name
    if place.precision == "country" and regions.known(place.country):
        name = regions.name(place.country, "en")
    coordinates = (f"{place.latitude:.5f}", f"{place.longitude:.5f}") if known else ("", "")
    return place.country, place.nuts3, name, *coordinates, place.precision


def main() -> None:
    """Read standard input to its end and print the header and one line for each line."""
    source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
    target = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows(source))
    target.flush()


if __name__ == "__main__":
    main()
