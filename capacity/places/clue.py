"""What the words of an offer can say of its place: phrases that may be towns, regions, postcodes, countries.

Leaves out finding them (capacity.places.clues, capacity.places.phrases).
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from capacity.places.postcode_words import Reading


class Phrase(NamedTuple):
    """Words that may name a town: `bonus` says how well they stand, `whole` that nothing stands beside them.

    `vague` says that words such as Raum or near stand beside them; `against` is what `bonus` lost to words of streets.
    """

    words: str
    key: str
    start: int
    end: int
    source: str
    bonus: float
    whole: bool
    vague: bool
    against: float = 0.0


class RegionClue(NamedTuple):
    """Words that name a region, the regions they may mean, and how much they say."""

    words: str
    codes: tuple[str, ...]
    weight: float


@dataclass
class Clues:
    """All that was found. `countries` maps codes to weights; `stated` is the country the report itself names."""

    countries: dict[str, float] = field(default_factory=dict)
    country_words: dict[str, str] = field(default_factory=dict)
    stated: str = ""
    regions: list[RegionClue] = field(default_factory=list)
    postcodes: list[Reading] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)

    def add_country(self, code: str, weight: float, words: str) -> None:
        """Note that the words speak for a country; the strongest word counts."""
        if code and weight > self.countries.get(code, 0.0):
            self.countries[code], self.country_words[code] = weight, words.strip()
