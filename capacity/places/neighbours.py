"""Places far away that an address names side by side: those near one another count more, shadows of a city not at all.

Leaves out how each is scored by itself (capacity.places.scoring).
"""

from capacity.places.scoring import CITY, FAR_KM, Spot, distance

NEIGHBOUR, NEIGHBOUR_FROM, MOST_NEIGHBOURS = 1.6, 50_000, 6  # score, inhabitants of the larger one, how many are asked
MOST_PARTS = 24  # places that are compared with one another


def with_neighbours(spots: list[Spot]) -> list[Spot]:
    """Places far away count more when other words name a larger one near them: "Wuzhong District, Suzhou".

    So do those near each other that parts of their own name: of several called Suzhou the one near Wuzhong and Luzhi.
    """
    spots = _without_shadows(spots)
    far = [spot for spot in spots if spot.town and not spot.nuts3]
    if len({spot.phrase.key for spot in far if spot.phrase}) < 2:
        return spots
    larger = sorted(far, key=lambda spot: -(spot.town.population if spot.town else 0))[:MOST_NEIGHBOURS]
    parts = sorted((spot for spot in far if _names_a_part(spot)), key=lambda spot: -spot.score)[:MOST_PARTS]
    near = {id(spot) for spot in parts if any(_beside(spot, other) for other in parts)}
    return [
        spot._replace(score=spot.score + NEIGHBOUR) if id(spot) in near or _has_neighbour(spot, larger) else spot
        for spot in spots
    ]


def _without_shadows(spots: list[Spot]) -> list[Spot]:
    """Without uncounted places far away near a city of the same name, whose seat or middle a list has once more."""
    cities = [spot for spot in spots if spot.town and not spot.nuts3 and spot.town.population >= CITY]
    shadows = {
        id(spot)
        for spot in spots
        if spot.town and spot.town.population == 0 and any(_is_shadow(spot, city) for city in cities)
    }
    return [spot for spot in spots if id(spot) not in shadows]


def _is_shadow(spot: Spot, city: Spot) -> bool:
    alike = spot.phrase == city.phrase and spot.country == city.country
    return alike and distance(spot.latitude, spot.longitude, city.latitude, city.longitude) < FAR_KM


def _names_a_part(spot: Spot) -> bool:
    return spot.phrase is not None and spot.phrase.whole and not spot.phrase.against and not spot.town.rank  # type: ignore[union-attr]


def _beside(spot: Spot, other: Spot) -> bool:
    """True for places near each other that different words name."""
    words, others = spot.phrase, other.phrase
    apart = words.end <= others.start or others.end <= words.start or words.source != others.source  # type: ignore[union-attr]
    differ = words.key != others.key  # type: ignore[union-attr]
    near = spot.country == other.country and differ and apart
    return near and distance(spot.latitude, spot.longitude, other.latitude, other.longitude) < FAR_KM


def _has_neighbour(spot: Spot, larger: list[Spot]) -> bool:
    return not spot.nuts3 and any(
        other.country == spot.country
        and other.phrase.key != spot.phrase.key  # type: ignore[union-attr]
        and other.town.population >= NEIGHBOUR_FROM  # type: ignore[union-attr]
        and other.town.population > spot.town.population  # type: ignore[union-attr]
        and distance(other.latitude, other.longitude, spot.latitude, spot.longitude) < FAR_KM
        for other in larger
    )
