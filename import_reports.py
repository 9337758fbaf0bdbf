"""Imports report files and mails without a browser, for cron or a watched folder: one line per file, in words.

    python import_reports.py [--by NAME] FILE_OR_FOLDER…
    python import_reports.py [--by NAME] --mailbox

Files are read as people corrected the reading of their like, and placed where people set the same words right. A new
version of a list replaces what changed in it; offers that are missing now stay, and are counted. Mails (.eml, .msg,
.mbox, also zipped) go to the inbox, where people decide. --mailbox takes what is new in the mailbox that MAILBOX names
(imaps://user@host/FOLDER, password in MAILBOX_PASSWORD or the file MAILBOX_PASSWORD_FILE); nothing is changed there.

Exit code 0 when every file is in the register (also when it was before), 1 when some file could not be read or stored,
2 for a wrong call. Words are German when the environment says so (LC_ALL, LC_MESSAGES, LANG), else English. Nothing
that stands in a file is printed. Of a folder, files with the endings of reports are taken, in alphabetical order.
Leaves out watching: whoever calls it again imports what is new.
"""

import argparse
import datetime as dt
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from capacity import command_line
from capacity.corrections import Correction
from capacity.differences import in_words
from capacity.formats import moment
from capacity.message import Message
from capacity.places import remembered
from capacity.reports import Report
from capacity.texts import say
from loaders import mail_imap
from loaders.crew import readings
from loaders.issues import sentence
from loaders.mail_boxes import files_of, mails_in
from loaders.reader import read_report, read_reports
from register import Earlier, Imported, Register, RegisterError, active, begin_own, open_register
from register.duplicates import Verdicts
from register.inbox import Inbox
from register.inbox_arriving import Arrived
from register.places import PlaceCorrections

Read = Callable[[], Report]


def main(arguments: list[str] | None = None) -> int:
    """Imports what the command line names; the exit code."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if not (asked.paths or asked.mailbox):
        parser.error("name a file or a folder, or say --mailbox")
    language = command_line.language()
    command_line.any_character()
    try:
        register = open_register(_own_register())
    except RegisterError as error:
        print(error.message(language), file=sys.stderr)
        return 1
    done = [_import(register, path, asked.by, language) for each in asked.paths for path in files_of(each)]
    if asked.mailbox:
        done.append(_poll(register, asked.by, language))
    done.append(_merge(register, asked.by, language))
    register.close()
    return 0 if all(done) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("import_reports.py", description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="FILE_OR_FOLDER")
    parser.add_argument("--mailbox", action="store_true", help="the new mails of the mailbox that MAILBOX names")
    parser.add_argument("--by", default="import_reports", metavar="NAME", help="who imports (default: %(default)s)")
    return parser


def _own_register() -> str:
    location = active()
    return (begin_own() if location.is_sample else location).url


def _import(register: Register, path: Path, by: str, language: str) -> bool:
    """Imports one file, or each mail of a box; whether all is in the register now."""
    try:
        content = path.read_bytes()
    except OSError:
        print(f"{path}: {say('import_reports.cannot_open', language)}", flush=True)
        return False
    corrections = [each.correction for each in register.corrections()]
    done = True
    for name, mail, read in readings(mails_in(content, path.name), partial(_read, corrections=corrections)):
        stored, words = _safely(register, mail, read, by, language)
        print(f"{path if name == path.name else path.with_name(name)}: {words}", flush=True)
        done &= stored
    return done


def _read(files: Sequence[tuple[bytes, str]], corrections: list[Correction]) -> list[Report | Exception]:
    known = [(content, os.fsencode(name).decode("utf-8", "replace")) for content, name in files]
    return read_reports(known, received_at=dt.date.today(), corrections=corrections)


def _one(content: bytes, name: str) -> Report:
    return read_report(content, name, received_at=dt.date.today())


def _safely(register: Register, content: bytes, read: Read, by: str, language: str) -> tuple[bool, str]:
    """Whether a file is in the register now, and in words what came of it; never raises."""
    try:
        return _result(register, content, read, by, language)
    except RegisterError as error:
        return False, error.message(language)
    except Exception as error:  # noqa: BLE001 - a mistake of ours stops no other file, and its text may quote people's data
        return False, say("import_reports.our_mistake", language, where=command_line.where(error))


def _poll(register: Register, by: str, language: str) -> bool:
    """Takes in what is new in the mailbox, and notes how far: never behind a mail that could not be stored."""
    inbox = Inbox(register)
    try:
        box = mail_imap.configured(os.environ)
        whole = True
        for mail in mail_imap.new_mails(box, inbox.read_up_to(box.name)):
            whole &= _take_in(register, mail, by, language)
            if whole:
                inbox.note_read(box.name, mail.validity, mail.uid)
    except mail_imap.MailboxError as error:
        print(say(f"import_reports.mailbox.{error.code}", language), file=sys.stderr)
        return False
    except RegisterError as error:
        print(error.message(language), file=sys.stderr)
        return False
    return whole


def _take_in(register: Register, mail: mail_imap.Fetched, by: str, language: str) -> bool:
    """Takes in one mail of a mailbox; one that is gone or too large is said and passed over."""
    if mail.content:
        read = partial(_one, mail.content, f"{mail.uid}.eml")
        done, words = _safely(register, mail.content, read, by, language)
    else:
        done, words = True, say("import_reports.mail_passed_over", language)
    print(f"{mail.uid}: {words}", flush=True)
    return done


def _merge(register: Register, by: str, language: str) -> bool:
    """Merges what is certain and says how many; whether that went well."""
    try:
        merged = Verdicts(register).automatic(by=by)
    except RegisterError as error:
        print(error.message(language), file=sys.stderr)
        return False
    except Exception as error:  # noqa: BLE001 - its text may quote people's data
        print(say("import_reports.not_merged", language, where=command_line.where(error)), file=sys.stderr)
        return False
    if merged:
        print(say("import_reports.merged", language, count=len(merged)))
    return True


def _result(register: Register, content: bytes, read: Read, by: str, language: str) -> tuple[bool, str]:
    earlier = register.earlier(hashlib.sha256(content).hexdigest())
    if earlier and not earlier.error:
        return True, _already(earlier, language)
    report = remembered.applied(read(), PlaceCorrections(register).meanings())
    if report.message:
        return True, _arrived(Inbox(register).add(report, content, by=by), report.message, language)
    done = _add(register, report, content, by)
    if report.error:
        return False, say("import_reports.unreadable", language, reason=sentence(report.error, language))
    if done.same_as:
        return True, _already(done.same_as, language)
    words = say("import_reports.imported", language, offers=done.offers, needs=done.needs, issues=done.issues)
    return True, f"{words}; {in_words(done.counts, language)}" if done.counts else words


def _arrived(mail: Arrived, message: Message, language: str) -> str:
    if mail.already:
        return say("import_reports.mail_already", language, number=mail.message_id)
    return say("import_reports.mail", language, number=mail.message_id, kind=say(f"mail.kind.{message.kind}", language))


def _add(register: Register, report: Report, content: bytes, by: str, attempts: int = 3) -> Imported:
    """Stores the report as a new version of its list; compared anew when somebody changed the list meanwhile."""
    try:
        return register.add(report, content, by=by, difference=register.difference(report))
    except RegisterError as error:
        if error.code != "changed_meanwhile" or attempts == 1:
            raise
        return _add(register, report, content, by, attempts - 1)


def _already(earlier: Earlier, language: str) -> str:
    when = moment(earlier.at.astimezone(), language)
    return say("import_reports.already", language, when=when, number=earlier.import_id)


if __name__ == "__main__":
    sys.exit(main())
