"""What people read, in German and English. One CSV file per area under data/reference/texts (key, de, en).

Leaves out the labels of codes (capacity.vocabulary) and of fields (capacity.schema).
"""

import csv
from functools import cache

from capacity.reference import REFERENCE

FOLDER = REFERENCE / "texts"
LANGUAGES = ("de", "en")


@cache
def catalogue(language: str) -> dict[str, str]:
    """Key → text of every area in `language`; raises ValueError where two areas declare one key."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["key"] in found:
                    raise ValueError(f"{path.name}: the key {row['key']} is declared twice")
                found[row["key"]] = row[language]
    return found


def say(key: str, language: str, **values: object) -> str:
    """The text `key` in `language`, its {places} filled from `values`; raises KeyError for an unknown key."""
    text = catalogue(language)[key]
    return text.format(**values) if values else text
