"""A heading's probable meaning and the looks of its values, joined into one confidence.

For headings that the lists do not know, or only in part: each role's probability by the model (loaders.columns_model)
is weighed with how well the values suit it. Leaves out headings listed as they stand (loaders.columns_headings).
"""

from dataclasses import dataclass

from loaders.columns_headings import Role, roles
from loaders.columns_model import guess
from loaders.columns_unheaded import towns
from loaders.columns_values import Evidence

NO_FIELD = frozenset({"none", "other", "position"})
SHAPES = frozenset({"email", "phone", "url", "postcode", "number", "date", "yes_no", "coordinates", "nuts", "quantity"})
TOWNS = frozenset({"town", "place", "postcode_town"})
NAMED = frozenset({"organisation", "name"})
LEAST = 0.003
NOT_SHAPED, NOT_KNOWN, FOREIGN, UNSEEN, ANYTHING = 0.02, 0.1, 0.03, 0.3, 0.4
MOST = 0.8


@dataclass(frozen=True)
class Reading:
    """A role ("" for none of ours), how probable heading and values together make it, and the heading alone."""

    role: str
    probability: float
    by_heading: float


def read_jointly(text: str, evidence: Evidence) -> Reading:
    """The role that heading and values together make most probable."""
    shares = probabilities(text, evidence)
    best = max(shares, key=lambda role: shares[role])
    return Reading("" if best in NO_FIELD else best, shares[best], guess(text)[best])


def probabilities(text: str, evidence: Evidence) -> dict[str, float]:
    """Role → how probable heading and values together make it; roles that the heading all but denies are left out."""
    guessed = {role: share for role, share in guess(text).items() if share > LEAST}
    weighed = {role: share * suits(roles()[role], evidence) for role, share in guessed.items()}
    whole = sum(weighed.values())
    return {role: share / whole for role, share in weighed.items()}


def suits(role: Role, evidence: Evidence) -> float:
    """0..1: how likely values such as these are in a column of this role."""
    if role.code in NO_FIELD:
        return ANYTHING
    if not evidence.values:
        return UNSEEN
    if role.supported_by:
        least = NOT_SHAPED if role.supported_by & SHAPES else NOT_KNOWN
        return least + (1 - least) * evidence.best(role.supported_by)
    if evidence.best(role.foreign_to) > 0.5:
        return FOREIGN
    if role.code in TOWNS:
        return NOT_KNOWN + (1 - NOT_KNOWN) * towns(evidence)
    share = evidence.best(role.typical)
    if role.code in NAMED and towns(evidence) >= MOST > share:
        return NOT_KNOWN
    return UNSEEN + (1 - UNSEEN) * share if role.typical else ANYTHING
