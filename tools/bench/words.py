"""Words to codes: products of purchase lines, processes, materials and machine counts of prose, and the time for it.

On the lines of tests/golden, which were labelled by hand. "other" counts as nothing said. Leaves out quantities.
"""

import csv
import subprocess
import sys
import time
from pathlib import Path

from capacity.vocabulary.words import Words, read_words
from tools.bench import Figure

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"


def golden(name: str) -> list[dict[str, str]]:
    """The rows of tests/golden/NAME.csv."""
    with (GOLDEN / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(joined: str) -> set[str]:
    """The codes joined by ";", without "other", which says no more than nothing."""
    return set(joined.split(";")) - {"", "other"}


def agreement(name: str) -> float:
    """The share of lines whose products are exactly those of the reader who labelled them."""
    rows = golden(name)
    return sum(codes(";".join(read_words(row["text"]).products)) == codes(row["products"]) for row in rows) / len(rows)


def making(name: str) -> tuple[float, float]:
    """F1 of processes and materials together, and the share of stated machine counts that are exact."""
    rows = [(row, read_words(row["text"])) for row in golden(name)]
    wanted = [codes(row["processes"]) | {f"of {code}" for code in codes(row["materials"])} for row, _ in rows]
    found = [set(words.processes) | {f"of {code}" for code in words.materials} for _, words in rows]
    right = sum(len(want & got) for want, got in zip(wanted, found, strict=True))
    f1 = 2 * right / (sum(map(len, wanted)) + sum(map(len, found)))
    counts = [(row["machines"], _count(words)) for row, words in rows if row["machines"] or words.machines is not None]
    return f1, sum(want == got for want, got in counts) / len(counts)


def _count(words: Words) -> str:
    return "" if words.machines is None else str(words.machines)


def microseconds() -> float:
    """The time of one distinct text that was not read before, the lists being loaded."""
    texts = list(dict.fromkeys(row["text"] for name in ("purchases", "prose", "words") for row in golden(name)))
    read_words("9 Prusa MK3, Masken")
    start = time.process_time()
    for text in texts:
        read_words(f"{text} .")
    return (time.process_time() - start) / len(texts) * 1e6


def import_seconds() -> float:
    """The processor time that importing the reader of words takes beyond starting Python."""
    return min(_run("import capacity.vocabulary.words") for _ in range(3)) - min(_run("pass") for _ in range(3))


def _run(statement: str) -> float:
    timed = f"import time; a = time.process_time(); {statement}; print(time.process_time() - a)"
    return float(subprocess.run([sys.executable, "-c", timed], cwd=ROOT, capture_output=True, check=True).stdout)


def measure() -> list[Figure]:
    """Agreement, F1, counts, and times."""
    f1, counts = making("prose")
    return [
        Figure("products of purchase lines in 40 languages, all and only the right ones", agreement("purchases"), 0.90),
        Figure("parts told from what they are for", agreement("words_parts"), 0.95),
        Figure("processes and materials from prose, F1", f1, 0.95),
        Figure("machine counts from prose, exact", counts, 0.90),
        Figure("microseconds per distinct text", microseconds(), 400, at_most=True),
        Figure("seconds to import", import_seconds(), 0.1, at_most=True),
    ]
