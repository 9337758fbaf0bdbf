"""What agreement and difference are worth, in bits of evidence (Fellegi and Sunter), and the sum for each pair.

Agreement on a value is worth more the fewer organisations share it; difference costs more the more rarely true pairs
differ in that field, which the list itself teaches. Fields that repeat each other (street, postcode, town) count
together up to what one of them could prove. Leaves out likeness of values (capacity.duplicates.comparing).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from capacity.duplicates import words
from capacity.duplicates.comparing import best_shared, likeness, slips
from capacity.duplicates.encoding import Encoded, distinct, numbered, occurrences
from capacity.duplicates.fields import SETS, TEXTS

Array = np.ndarray
COMMON_WORD = 32  # one in so many organisations has a common word in its name, whatever the list says
UNLIKE, ALIKE = 0.4, 0.8  # share of information in common up to which texts differ, from which they agree
NUMBERS_DIFFER = {"street": 3.0, "name": 8.0, "person": 8.0, "text": 2.0}
NUMBERED = ("name", "text", "person")  # with another number it is another: "Kita 12", "Kita 14"
NEAR = np.array([1, 0.05, 0.02])  # share of true pairs with so many slips in a code
SAMPLE, SEED = 40_000, 1
FEW_SEEN = 3  # times that two words must stand together before one is taken to say the other
TOGETHER, MORE = 0.8, 6.0  # share of the words' information that a whole text has; bits beyond the list
OTHERS = 300  # organisations beyond the list that a pair could have been drawn from
SURE, MANY, FEW = 6.0, 30.0, 0.02
GROUP_MORE, GROUP_LEAST, UNSEEN = 1.0, -8.0, 2.0
OTHER_NAME, UNNAMED = -1.0, 3.5  # names that differ, and what a pair with such names can weigh: people are asked
SITE = ("place", "contact")  # groups of fields that all organisations of one site may share
CROWD, IN_CROWD, AGREES = 1.9, 8.0, 3.0  # organisations that make a crowd; pairs of one within it; bits of agreement


@dataclass(frozen=True)
class Model:
    """What a list taught: weights of its fields, its organisations, what is to be expected, and what fields repeat."""

    weights: list["Weights"]
    organisations: int
    prior: float
    repeats: dict[tuple[str, str], float]


@dataclass(frozen=True)
class Weights:
    """What one field's values, words, slips and differences are worth, in bits; how many organisations have a word."""

    values: Array
    words: Array
    near: Array
    agrees: float
    differs: float


def weights(field: Encoded, holders: Array, organisations: int, differs: float | None = None) -> Weights:
    """The weights of a field where `holders` says whose each row is, out of so many `organisations`."""
    share = field.field.differs if differs is None else differs
    of_words = _word_information(field, holders, organisations)
    return Weights(
        _value_information(field, holders, organisations, of_words),
        of_words,
        _slips(field),
        float(np.log2(1 - share)),
        float(np.log2(share)),
    )


def _holders(rows: Array, items: Array, size: int, holders: Array) -> Array:
    """How many organisations have each item beside one that has it in two rows; at least one."""
    given = items >= 0
    most = int(holders.max(initial=0)) + 1
    held = distinct(items[given] * most + holders[rows[given]]) // most
    return np.maximum(np.bincount(held, minlength=size) - 1, 1)


def _value_information(field: Encoded, holders: Array, organisations: int, of_words: Array) -> Array:
    """log2 of one in how many organisations has each value; several rare words are rarer than any list shows."""
    having = _holders(np.arange(len(field.rows)), field.rows, len(field.values), holders)
    found = np.log2((organisations + field.field.background) / having)
    if field.field.kind not in ("name", "text", "person") or not len(field.values):
        return found
    together = np.minimum(np.add.reduceat(of_words, field.starts[:-1]) * TOGETHER, found + MORE)
    return np.maximum(found + (together - found) / having**2, found)


def _word_information(field: Encoded, holders: Array, organisations: int) -> Array:
    """What each of field.words tells where it stands: one in how many organisations has it there."""
    rows, places = occurrences(field)
    having = _holders(rows, field.words[places], len(field.vocabulary), holders)
    total = organisations + field.field.background
    found = np.log2(total / having)
    if field.field.kind in ("name", "text"):
        common = words.common_words()
        found = np.where([word in common for word in field.vocabulary], np.minimum(found, np.log2(COMMON_WORD)), found)
    if field.field.kind not in TEXTS:
        return found
    return np.minimum(found[field.words], _behind(field, holders, rows, places, having, total))


def _behind(field: Encoded, holders: Array, rows: Array, places: Array, having: Array, total: int) -> Array:
    """What each of field.words tells behind the word before it: in "Werkstatt für Menschen mit …" next to nothing."""
    first = np.zeros(len(field.words), dtype=bool)
    first[field.starts[:-1]] = True
    before = np.roll(field.words, 1)
    _, pairs = numbered(before * (len(field.vocabulary) + 1) + field.words)
    together = _holders(rows, pairs[places], int(pairs.max(initial=-1)) + 1, holders)[pairs] - 1
    alone = having[before] - 1
    expected = FEW_SEEN * having[field.words] / total
    return np.where(first, np.inf, -np.log2((together + expected) / (alone + FEW_SEEN)))


def _slips(field: Encoded) -> Array:
    """What no, one and two slips between codes are worth, by how often codes drawn at random are as near."""
    if field.field.kind in TEXTS or len(field.values) < 2:
        return np.zeros(3)
    chance = np.random.default_rng(SEED)
    left, right = chance.integers(0, len(field.values), (2, min(SAMPLE, len(field.values) ** 2)))
    different = left != right
    found = np.bincount(slips(field, left[different], right[different]), minlength=3)
    return np.log2(NEAR * (different.sum() + 2) / (found + 1))


def evidence(fields: Sequence[Encoded], known: Sequence[Weights], left: Array, right: Array) -> Array:
    """Bits for (above 0) and against (below) of each pair of rows in each field; 0 where either has no value."""
    columns = [_of_field(field, each, left, right) for field, each in zip(fields, known, strict=True)]
    return np.column_stack(columns).astype(np.float32) if columns else np.zeros((len(left), 0), np.float32)


def _of_field(field: Encoded, known: Weights, left: Array, right: Array) -> Array:
    ones, others = field.rows[left], field.rows[right]
    bits = np.zeros(len(left))
    same = (ones == others) & (ones >= 0)
    bits[same] = np.maximum(known.values[ones[same]] + known.agrees, 0)
    different = np.flatnonzero((ones != others) & (ones >= 0) & (others >= 0))
    if not len(different):
        return bits
    size = len(field.values)
    keys = np.minimum(ones, others)[different] * size + np.maximum(ones, others)[different]
    values, back = numbered(keys)
    compare = _texts if field.field.kind in TEXTS else _sets if field.field.kind in SETS else _codes
    bits[different] = compare(field, known, *np.divmod(values, size))[back]
    return bits


def _texts(field: Encoded, known: Weights, left: Array, right: Array) -> Array:
    found = likeness(field, left, right, known.words)
    both = found.left + found.right
    share = np.maximum(2 * found.matched / both, 0.9 * found.matched / np.minimum(found.left, found.right))
    agreed = np.clip((share - UNLIKE) / (ALIKE - UNLIKE), 0, 1)
    most = known.values.max(initial=0.0)
    worth = np.minimum(found.matched, most) + known.agrees
    if field.field.kind in NUMBERED:
        agreed = np.where(found.numbers_differ, 0, agreed)
    numbers = NUMBERS_DIFFER.get(field.field.kind, 0.0) * found.numbers_differ
    return agreed * np.maximum(worth, 0) + (1 - agreed) * known.differs - numbers


def _codes(field: Encoded, known: Weights, left: Array, right: Array) -> Array:
    most = np.maximum(np.minimum(known.values[left], known.values[right]) - 2, 0)
    found = slips(field, left, right)
    return np.where(found > 0, np.clip(known.near[found], known.differs, most), known.differs)


def _sets(field: Encoded, known: Weights, left: Array, right: Array) -> Array:
    shared = best_shared(field, left, right, known.words)
    return np.where(shared > 0, np.maximum(shared + known.agrees, 0), _codes(field, known, left, right))


def totals(fields: Sequence[Encoded], bits: Array, model: "Model") -> Array:
    """The sum of each pair's evidence and what was to be expected before.

    Fields of a group count up to what one could prove. What three or more organisations share (a business park with its
    switchboard) proves no more than one in so many, however many such things agree: then the names must speak. A pair
    whose names differ stays below what merges by itself.
    """
    own, shared = np.zeros(len(bits)), np.full(len(bits), model.prior)
    for group in sorted({each.field.group for each in fields}):
        places = [at for at, each in enumerate(fields) if each.field.group == group]
        found = _of_group([fields[at] for at in places], bits[:, places], model)
        if group in SITE:
            shared += found
        else:
            own += found
    sharing = _sharing(fields, bits, model)
    bound = np.maximum(np.log2(IN_CROWD / sharing), model.prior)
    found = own + np.where(sharing >= CROWD, np.minimum(shared, bound), shared)
    return np.where(_other_names(fields, bits), np.minimum(found, UNNAMED), found)


def _other_names(fields: Sequence[Encoded], bits: Array) -> Array:
    """Which pairs have different names, and no domain of their own in common."""
    named = {each.field.name: bits[:, at] for at, each in enumerate(fields)}
    if "organisation" not in named:
        return np.zeros(len(bits), dtype=bool)
    return named["organisation"] + np.maximum(named.get("host", np.zeros(len(bits))), 0) <= OTHER_NAME


def _sharing(fields: Sequence[Encoded], bits: Array, model: "Model") -> Array:
    """How many organisations beside one have what a pair shares of a site, going by the rarest of it; else 1."""
    rarest = np.full(len(bits), np.inf)
    for at, each in enumerate(fields):
        if each.field.group in SITE:
            having = (model.organisations + each.field.background) * 2.0 ** (model.weights[at].agrees - bits[:, at])
            rarest = np.where(bits[:, at] > AGREES, np.minimum(rarest, having), rarest)
    return np.where(np.isfinite(rarest), np.maximum(rarest, 1), 1)


def _of_group(fields: Sequence[Encoded], bits: Array, model: "Model") -> Array:
    """The evidence of fields that repeat each other: a postcode mostly says the town again."""
    found = bits.copy()
    for at in range(1, len(fields)):
        for before in range(at):
            repeated = model.repeats.get((fields[before].field.name, fields[at].field.name))
            if repeated is not None:
                both = (found[:, before] > 0) & (found[:, at] > 0)
                found[both, at] = np.minimum(found[both, at], repeated)
    most = np.log2(model.organisations + max(each.field.background for each in fields)) + GROUP_MORE
    return np.maximum(
        np.minimum(np.maximum(found, 0).sum(axis=1), most) + np.minimum(found, 0).sum(axis=1), GROUP_LEAST
    )


def repeats(fields: Sequence[Encoded], holders: Array) -> dict[tuple[str, str], float]:
    """(field, other) of one group → bits that agreement in the other adds once the field agrees."""
    _, first = np.unique(holders, return_index=True)
    found = {}
    for at, field in enumerate(fields):
        for other in fields[at + 1 :]:
            if other.field.group == field.field.group != "":
                ones, others = field.rows[first], other.rows[first]
                given = (ones >= 0) & (others >= 0)
                shared = _pairs_within(ones[given])
                both = _pairs_within(ones[given] * (len(other.values) + 1) + others[given])
                found[field.field.name, other.field.name] = -float(np.log2((both + 1) / (shared + UNSEEN)))
    return found


def _pairs_within(items: Array) -> int:
    """How many pairs have the same item."""
    sizes = np.unique(items, return_counts=True)[1]
    return int((sizes * (sizes - 1) // 2).sum())


def prior(organisations: int, pairs: int) -> float:
    """log2 odds that two organisations' rows drawn at random are one, `pairs` being found true so far."""
    drawn = organisations + OTHERS
    return float(np.log2(2 * max(pairs, drawn / 20) / drawn**2))


def learned(fields: Sequence[Encoded], bits: Array, total: Array) -> list[float]:
    """For each field the share of true pairs that differ in it, from pairs that all other fields are sure of."""
    found = []
    for at, field in enumerate(fields):
        own = bits[:, at]
        sure = own[(total - own >= SURE) & (own != 0)]
        share = (np.sum(sure < 0) + field.field.differs * MANY) / (len(sure) + MANY)
        found.append(float(np.clip(share, FEW, 1 - FEW)))
    return found
