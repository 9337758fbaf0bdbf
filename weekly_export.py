"""Writes the weekly workbook of the active register, for cron.

    python weekly_export.py --out FILE_OR_FOLDER [--language de|en] [--audience staff|liaison] [--filter QUERY]

A folder gets a file named after the week. The filter is written as in the dashboard's address bar, such as
"product=mask_ffp2&region=DE,AT". Exit code 0 when the workbook is written, 1 when it could not be, 2 for a wrong call,
with one line in words that quotes nobody's data. The file is readable by its owner only. Leaves out sending it.
"""

import argparse
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl

import pandas as pd

from capacity import command_line
from capacity.formats import date as day_in_words
from capacity.formats import number
from capacity.selection import Selection, from_query, select
from capacity.situation import Situation, last_day, prepare
from capacity.texts import LANGUAGES, say
from capacity.workbook import write_workbook
from register import Contents, Location, Register, RegisterError, active, open_register


def main(arguments: list[str] | None = None) -> int:
    """Writes what the command line asks for; the exit code."""
    language = command_line.language()
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    selection = _selection(asked.filter, parser, language)
    try:
        path, situation, location = _export(asked, selection)
    except RegisterError as error:
        return _failed(error.message(language))
    except OSError:
        return _failed(say("export.cannot_write", language, path=asked.out))
    except Exception as error:  # noqa: BLE001 - its text may quote people's data
        return _failed(say("export.our_mistake", language, where=command_line.where(error)))
    if location.is_sample:
        print(say("export.sample", language), file=sys.stderr)
    offers, day = number(len(situation.rows), language), day_in_words(situation.as_of, language)
    print(say("export.written", language, path=path, offers=offers, day=day))
    return 0


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("weekly_export.py", description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True, type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument(
        "--language", choices=LANGUAGES, default=language, help="of the workbook (default: %(default)s)"
    )
    parser.add_argument("--audience", choices=("staff", "liaison"), default="staff",
                        help="liaison leaves out contact details (default: %(default)s)")  # fmt: skip
    parser.add_argument("--filter", default="", metavar="QUERY", help='such as "product=mask_ffp2&region=DE,AT"')
    return parser


def _selection(query: str, parser: argparse.ArgumentParser, language: str) -> Selection:
    """What the filter asks for; ends the program where a part of it is not known, rather than export too much."""
    asked = parse_qsl(query, keep_blank_values=True)
    parts = [(name, code) for name, codes in asked for code in ([codes] if name == "words" else codes.split(","))]
    strange = [f"{name}={code}" for name, code in parts if code not in getattr(from_query({name: code}), name, ())]
    if strange or len(asked) != len(dict(asked)) or (query and not asked):
        parser.error(say("export.unknown_filter", language, filters=", ".join(strange) or query))
    return from_query(dict(asked))


def _export(asked: argparse.Namespace, selection: Selection) -> tuple[Path, Situation, Location]:
    location = active()
    with closing(open_register(location.url)) as register:
        contents, issues, imports = _read(register)
    today = last_day(contents.offers) if location.is_sample else date.today()
    situation = select(prepare(contents.offers, contents.capabilities, today), selection)
    made_at = datetime.now(UTC).astimezone().replace(microsecond=0)
    content = write_workbook(situation, issues, imports, selection, asked.language, made_at, asked.audience)
    path = _path(asked.out, situation, asked.language)
    _write(path, content)
    return path, situation, location


def _read(register: Register) -> tuple[Contents, pd.DataFrame, pd.DataFrame]:
    """Everything of one moment: read again when somebody imported meanwhile."""
    while True:
        contents, issues, imports = register.contents(), register.issues(), register.imports()
        if register.version() == contents.version:
            return contents, issues, imports


def _path(out: Path, situation: Situation, language: str) -> Path:
    if out.suffix.lower() == ".xlsx":
        return out
    return out / say("export.file_name", language, week=f"{situation.as_of:%G-W%V}")


def _write(path: Path, content: bytes) -> None:
    """The whole file or none, for its owner's eyes: whoever reads it never meets half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".part", delete=False) as part:
        try:
            part.write(content)
            part.close()
            Path(part.name).replace(path)
        except OSError:
            part.close()
            Path(part.name).unlink(missing_ok=True)
            raise


def _failed(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
