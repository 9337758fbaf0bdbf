"""Rebuilds all derived files of the reference geography and their list of checksums."""

import hashlib
from pathlib import Path

from capacity.regions import GEOGRAPHY
from tools.build_geodata import (
    boundaries,
    country_words,
    editions,
    postcodes,
    region_words,
    regions_table,
    towns,
    villages,
)

BY_HAND = {
    "exonyms.csv",
    "notices.csv",
    "country_synonyms.csv",
    "region_synonyms.csv",
    "postcode_shapes.csv",
    "street_words.csv",
    "spellings.csv",
    "beside_words.csv",
    "checksums.csv",
}


def main() -> None:
    """Build every file into data/reference/geography."""
    regions_table.write(GEOGRAPHY, boundaries.write(GEOGRAPHY), towns.main_towns())
    region_words.write(GEOGRAPHY)
    country_words.write(GEOGRAPHY, towns.town_keys())
    country_words.write_codes(GEOGRAPHY)
    postcodes.write(GEOGRAPHY)
    editions.write(GEOGRAPHY, postcodes.regions_of_2024())
    towns.write(GEOGRAPHY)
    villages.write_pairs(GEOGRAPHY)
    _write_checksums(GEOGRAPHY)


def _write_checksums(folder: Path) -> None:
    lines = [
        f"{path.name},{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in sorted(folder.iterdir())
        if path.name not in BY_HAND
    ]
    (folder / "checksums.csv").write_text("\n".join(["file,sha256", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
