"""Reads lines from standard input and prints, as CSV, what each names: products, processes, materials, machines.

Leaves out quantities: see `python -m capacity.quantities`.
"""

import csv
import functools
import io
import sys

from capacity.command_line import lines_in
from capacity.values.writing import clean_text
from capacity.vocabulary.words import read_words


def main() -> None:
    """One record per line: text, products, processes, materials (codes joined by ";"), machines, organisation_type."""
    output = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(["text", "products", "processes", "materials", "machines", "organisation_type"])
    read = functools.cache(read_words)
    for line in lines_in():
        words = read(clean_text(line))
        machines = "" if words.machines is None else words.machines
        writer.writerow(
            [
                line,
                ";".join(words.products),
                ";".join(words.processes),
                ";".join(words.materials),
                machines,
                words.organisation_type,
            ]
        )
    output.flush()


if __name__ == "__main__":
    main()
