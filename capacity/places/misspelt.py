"""Towns whose names are misspelt: the larger one of a country that is nearly called so ("Changsu" for Changshu).

Leaves out when to ask (capacity.places.broader): only where nothing else says more than the region.
"""

from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from capacity.places.gazetteer import CACHED, Town, larger_towns
from capacity.places.street_words import beside_words
from capacity.places.words import fold

SHORTEST, SIMILAR = 6, 87.5  # letters of the misspelt name; per cent: one other letter of eight


@cache
def _names(country: str, state: str) -> dict[str, Town]:
    """Folded names without words such as City, each with the largest town of that name; of one state, if given."""
    kinds = beside_words("kind")
    towns = (town for town in larger_towns(country) if state in ("", town.state))
    plain = ((" ".join(w for w in fold(town.name).split() if w not in kinds), town) for town in towns)
    return {key: town for key, town in plain if len(key) >= SHORTEST - 1}


@lru_cache(maxsize=CACHED)
def similar_town(key: str, country: str, state: str = "") -> Town | None:
    """The one larger town of a country, or of a state of it, whose name is nearly this folded one.

    None for short words and for several.
    """
    names = _names(country, state) if len(key) >= SHORTEST else {}
    found = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=2)
    certain = bool(found) and found[0][0][0] == key[0] and (len(found) < 2 or found[0][1] > found[1][1])
    return names[found[0][0]] if certain else None
