"""Reads lines from standard input and prints, as CSV, the quantity that each states.

Lines that are nothing but a number are read with the decimal mark that all of them together prove.
"""

import csv
import functools
import io
import sys

from capacity.command_line import lines_in
from capacity.quantities import decimal_mark, read_quantity

COLUMNS = ("kind", "low", "high", "unit", "period", "per_week_low", "per_week_high", "quote")


def _plain(value: object) -> object:
    """A figure without a needless ".0"; nothing for None."""
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    return "" if value is None else value


def main() -> None:
    """One record per line: text, kind, low, high, unit, period, per_week_low, per_week_high, quote."""
    lines = lines_in()
    output = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(["text", *COLUMNS])
    read = functools.partial(functools.cache(read_quantity), decimal=decimal_mark(lines))
    for line in lines:
        quantity = read(line)
        writer.writerow([line, *(_plain(getattr(quantity, column)) for column in COLUMNS)])
    output.flush()


if __name__ == "__main__":
    main()
