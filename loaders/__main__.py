"""The command line of the loaders: what files would give, without importing anything.

    python -m loaders FILE…                in words (German where the environment is, else English)
    python -m loaders --json FILE…         as data, one JSON object per file and line
    python -m loaders --cells FILE         the first table as CSV, text as read
    python -m loaders --offers FILE        the interpreted capabilities as CSV
    python -m loaders --cells --out DIR FILE…   one CSV per input, likewise with --offers

A folder stands for the reports and mails in it, a mailbox (.mbox) or a zip of mails for each of its mails.

Exit code 1 when a file could not be read, else 0. Leaves out storing (import_reports.py).
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path, PurePath

from loaders.crew import readings
from loaders.mail_boxes import files_of, mails_in
from loaders.telling import Form, told


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; gives the exit code."""
    options = _options(arguments)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    failed: list[str] = []
    for name, _, read in readings(_contents(options.files, failed), partial(told, form=_form(options))):
        text, problem = read()
        _tell(name, text, problem, options)
        if problem:
            failed.append(name)
    return 1 if failed else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description="What files would give, without importing them."
    )
    parser.add_argument("files", nargs="+", metavar="FILE_OR_FOLDER")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="as data, one JSON object per file")
    form.add_argument("--cells", action="store_true", help="the first table as CSV, text as read")
    form.add_argument("--offers", action="store_true", help="the interpreted capabilities as CSV")
    parser.add_argument("--out", type=Path, metavar="DIR", help="with --cells or --offers: one CSV per input in DIR")
    options = parser.parse_args(arguments)
    if options.out and not (options.cells or options.offers):
        parser.error("--out goes with --cells or --offers")
    return options


def _contents(names: Sequence[str], failed: list[str]) -> Iterator[tuple[str, bytes]]:
    """Every file and every mail of a box; what cannot be opened is said, noted in `failed` and passed over."""
    for path in (path for name in names for path in files_of(Path(name))):
        try:
            content = path.read_bytes()
        except OSError as error:
            print(f"{path.name}: {error.strerror}", file=sys.stderr)
            failed.append(path.name)
            continue
        yield from ((PurePath(name).name, mail) for name, mail in mails_in(content, path.name))


def _form(options: argparse.Namespace) -> Form:
    return "cells" if options.cells else "json" if options.json else "offers" if options.offers else "words"


def _tell(name: str, text: str, problem: str | None, options: argparse.Namespace) -> None:
    """Prints or writes what one file or one mail of a box gives."""
    if problem and (options.cells or options.offers):
        print(f"{name}: {problem}", file=sys.stderr)
    elif options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / _csv_name(name)).write_text(text, encoding="utf-8", newline="\n")
    else:
        print(text, end="" if text.endswith("\n") else "\n")


def _csv_name(name: str) -> str:
    """list.csv stays list.csv; list.xlsx becomes list.xlsx.csv, so that both can stand side by side."""
    return name if name.lower().endswith(".csv") else f"{name}.csv"


if __name__ == "__main__":
    sys.exit(main())
