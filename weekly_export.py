"""Writes the weekly workbook of the active register, for cron; with --confirm as the week's batch to its recipient.

    python weekly_export.py --out FILE_OR_FOLDER [--confirm] [--by NAME] [--recipient NAME] [--language de|en]
                            [--audience staff|liaison] [--filter QUERY] [--hxl]

A folder gets a file named after the week. The filter is written as in the dashboard's address bar, such as
"product=mask_ffp2&region=DE,AT". With --confirm the forwarding ledger notes what was due, and freezes the workbook; the
same week again, nothing new being due, writes the same bytes and notes nothing. Exit code 0 when the workbook is
written (and noted), 1 when not, 2 for a wrong call, with one line in words that quotes nobody's data. The file is
readable by its owner only. Leaves out sending it.
"""

import argparse
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl

import pandas as pd

from capacity import command_line
from capacity.formats import date as day_in_words
from capacity.formats import number
from capacity.forwarding import DUE
from capacity.selection import Selection, from_query, select
from capacity.situation import Situation, last_day, prepare
from capacity.texts import LANGUAGES, say
from capacity.workbook import counted_figures, write_workbook
from register import Contents, Location, Register, RegisterError, active, open_register
from register.forwarding import COMMISSION, Ledger, Proposed

TRIES = 3  # somebody else may decide something between the proposal and its confirmation


@dataclass(frozen=True)
class Exported:
    """A workbook that was written: what it holds, and as which batch it was confirmed, if it was."""

    path: Path
    situation: Situation
    proposed: Proposed
    batch_id: int | None = None
    already: bool = False


def main(arguments: list[str] | None = None) -> int:
    """Writes what the command line asks for; the exit code."""
    language = command_line.language()
    parser = _parser(language)
    asked = parser.parse_args(arguments)
    if asked.confirm and asked.audience != "staff":
        parser.error(say("export.confirm_for_staff", language))
    selection = _selection(asked.filter, parser, language)
    try:
        location = active()
        if asked.confirm and location.is_sample:
            return _failed(say("export.sample_not_confirmed", language))
        done = _export(asked, selection, location)
    except RegisterError as error:
        return _failed(error.message(language))
    except OSError:
        return _failed(say("export.cannot_write", language, path=asked.out))
    except Exception as error:  # noqa: BLE001 - its text may quote people's data
        return _failed(say("export.our_mistake", language, where=command_line.where(error)))
    if location.is_sample:
        print(say("export.sample", language), file=sys.stderr)
    print(_line(done, language))
    return 0


def _line(done: Exported, language: str) -> str:
    """What was written, what is due, and whether that is noted now."""
    offers, day = number(len(done.situation.rows), language), day_in_words(done.situation.as_of, language)
    counts = done.proposed.proposal.counts
    told = [f"{say(f'forwarding.what.{what}', language)} {number(counts[what], language)}" for what in (*DUE, "held")]
    noted = "not_confirmed" if done.batch_id is None else "already_confirmed" if done.already else "confirmed"
    words = say("export.written", language, path=done.path, offers=offers, day=day)
    return f"{words} {' · '.join(told)}. {say(f'export.{noted}', language, number=done.batch_id)}"


def _parser(language: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("weekly_export.py", description=__doc__.split("\n")[0])
    parser.add_argument("--out", required=True, type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument(
        "--language", choices=LANGUAGES, default=language, help="of the workbook (default: %(default)s)"
    )
    parser.add_argument("--audience", choices=("staff", "liaison"), default="staff",
                        help="liaison leaves out contact details (default: %(default)s)")  # fmt: skip
    parser.add_argument("--filter", default="", metavar="QUERY", help='such as "product=mask_ffp2&region=DE,AT"')
    parser.add_argument("--hxl", action="store_true", help="a row of HXL hashtags under the headings")
    parser.add_argument("--confirm", action="store_true", help="note in the forwarding ledger what this workbook sends")
    parser.add_argument("--by", default="cron", metavar="NAME", help="who confirms (default: %(default)s)")
    parser.add_argument("--recipient", default=COMMISSION, metavar="NAME", help="default: %(default)s")
    return parser


def _selection(query: str, parser: argparse.ArgumentParser, language: str) -> Selection:
    """What the filter asks for; ends the program where a part of it is not known, rather than export too much."""
    asked = parse_qsl(query, keep_blank_values=True)
    parts = [(name, code) for name, codes in asked for code in ([codes] if name == "words" else codes.split(","))]
    strange = [f"{name}={code}" for name, code in parts if code not in getattr(from_query({name: code}), name, ())]
    if strange or len(asked) != len(dict(asked)) or (query and not asked):
        parser.error(say("export.unknown_filter", language, filters=", ".join(strange) or query))
    return from_query(dict(asked))


def _export(asked: argparse.Namespace, selection: Selection, location: Location) -> Exported:
    with closing(open_register(location.url)) as register:
        for left in reversed(range(TRIES)):
            try:
                return _once(asked, selection, register, location)
            except RegisterError as error:
                if error.code != "due_changed" or not left:
                    raise
    raise AssertionError("every try ends above")


def _once(asked: argparse.Namespace, selection: Selection, register: Register, location: Location) -> Exported:
    contents, issues, imports = _read(register)
    today = last_day(contents.offers) if location.is_sample else date.today()
    situation = select(prepare(contents.offers, contents.capabilities, today), selection)
    made_at = datetime.now(UTC).astimezone().replace(microsecond=0)
    ledger, within = Ledger(register), set(situation.offers["offer_id"]) if asked.filter else None
    proposed = ledger.propose(recipient=asked.recipient, contents=contents, within=within, now=made_at)
    path = _path(asked.out, situation, asked.language)
    if asked.confirm and proposed.again:
        _write(path, ledger.reissue(proposed.again.batch_id).content)
        return Exported(path, situation, proposed, proposed.again.batch_id, already=True)
    content = write_workbook(situation, issues, imports, selection, asked.language, made_at, asked.audience,
                             proposed.outgoing, asked.hxl)  # fmt: skip
    if not asked.confirm:
        _write(path, content)
        return Exported(path, situation, proposed)
    done = ledger.confirm(proposed, content, by=asked.by, language=asked.language, name=path.name,
                          figures=counted_figures(situation), now=made_at)  # fmt: skip
    _write(path, ledger.reissue(done.batch_id).content)
    return Exported(path, situation, proposed, done.batch_id, done.already)


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
