"""Towns whose names are misspelt: the larger one of a country that is nearly called so ("Changsu" for Changshu).

Leaves out when to ask (capacity.places.broader): only where nothing else says more than the region.
"""

from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from capacity.places.gazetteer import CACHED, Town, larger_towns
from capacity.places.street_words import beside_words
from capacity.places.words import fold

SHORTEST, SIMILAR = 6, 90.0  # letters of the misspelt name, per cent


@cache
def _names(country: str) -> dict[str, Town]:
    """Folded names without words such as City, each with the largest town of that name."""
    kinds = beside_words("kind")
    plain = ((" ".join(w for w in fold(town.name).split() if w not in kinds), town) for town in larger_towns(country))
    return {key: town for key, town in plain if len(key) >= SHORTEST - 1}


@lru_cache(maxsize=CACHED)
def similar_town(key: str, country: str) -> Town | None:
    """The one larger town of a country whose name is nearly this folded one; None for short words and for several."""
    names = _names(country) if len(key) >= SHORTEST else {}
    found = process.extract(key, names.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=2)
    certain = bool(found) and found[0][0][0] == key[0] and (len(found) < 2 or found[0][1] > found[1][1])
    return names[found[0][0]] if certain else None
