"""Lines in, places out: `python -m capacity.places` reads one address a line and prints CSV.

Columns text, country, nuts3, name, lat, lon, precision; one line out for each line in, in UTF-8, at once.
"""

import csv
import io
import math
import sys
from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from threading import Thread

from capacity import regions
from capacity.places import Place, locate_lines

HEADER = ("text", "country", "nuts3", "name", "lat", "lon", "precision")


def rows(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The CSV fields for each line of text."""
    texts = [line.rstrip("\r\n") for line in lines]
    for text, place in zip(texts, locate_lines(texts), strict=True):
        yield text, *_fields(place)


def _fields(place: Place) -> tuple[str, ...]:
    known = not math.isnan(place.latitude)
    name = place.name
    if place.precision == "country" and regions.known(place.country):
        name = regions.name(place.country, "en")
    coordinates = (f"{place.latitude:.5f}", f"{place.longitude:.5f}") if known else ("", "")
    return place.country, place.nuts3, name, *coordinates, place.precision


def arrived(lines: Iterable[str]) -> Iterator[list[str]]:
    """The lines, always as many as have come in while the last ones were worked on."""
    waiting: SimpleQueue[str | None] = SimpleQueue()

    def take() -> None:
        for line in lines:
            waiting.put(line)
        waiting.put(None)

    Thread(target=take, daemon=True).start()
    line = waiting.get()
    while line is not None:
        batch = []
        while line is not None:
            batch.append(line)
            if waiting.empty():
                break
            line = waiting.get()
        yield batch
        line = waiting.get() if line is not None else None


def main() -> None:
    """Read standard input to its end and print the header and one line for each line."""
    source = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", errors="replace", newline="\n")
    target = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(HEADER)
    for lines in arrived(source):
        writer.writerows(rows(lines))
        target.flush()


if __name__ == "__main__":
    main()
