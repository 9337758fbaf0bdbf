"""People's rights from the command line: access, erase, retain; words say counts and numbers, never who somebody is.

Leaves out what is done (register.people).
"""

import argparse
import datetime as dt
import sys
from pathlib import Path

from capacity.formats import number
from capacity.texts import say
from register.people import Concerned, People
from register.people_access import as_json, as_workbook
from register.store import Register

NAMES = ("access", "erase", "retain")
Meant = tuple[list[int], list[int]]  # offers and messages


def add(what: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The commands' arguments."""
    access, erase, retain = (what.add_parser(name) for name in NAMES)
    for each in (access, erase):
        each.add_argument("who", nargs="?", default="", metavar="WHO", help="mail address, telephone number or name")
        each.add_argument("--offers", default=[], type=_numbers, metavar="2,7", help="offers by number instead")
    access.add_argument("--out", required=True, type=Path, metavar="FILE", help="a new .xlsx or .json")
    retain.add_argument("days", type=int, metavar="DAYS")
    erase.add_argument("--reason", default=None)
    for each in (erase, retain):
        each.add_argument("--by", default="command line", metavar="NAME")
        each.add_argument("--yes", action="store_true", help="do it; without, only say what would be done")


def done(register: Register, asked: argparse.Namespace, language: str) -> int:
    """Does one of the commands; the exit code."""
    people = People(register)
    if asked.what == "retain":
        return _retain(people, asked, language)
    offers = asked.offers or people.find(asked.who)["offer_id"].tolist()
    messages = [] if asked.offers else people.messages(asked.who)["message_id"].tolist()
    if not offers and not messages:
        return _failed("nobody", language)
    return (_access if asked.what == "access" else _erase)(people, (offers, messages), asked, language)


def _access(people: People, meant: Meant, asked: argparse.Namespace, language: str) -> int:
    now = dt.datetime.now(dt.UTC).replace(microsecond=0)
    report = people.access(*meant, now=now)
    if asked.out.exists():
        return _failed("file_exists", language, path=asked.out)
    content = as_json(report) if asked.out.suffix.lower() == ".json" else as_workbook(report, language, now)
    try:
        asked.out.touch(mode=0o600, exist_ok=False)
        asked.out.write_bytes(content)
    except OSError:
        return _failed("cannot_write", language, path=asked.out)
    print(say("people.written", language, path=asked.out, offers=_listed(meant[0])))
    return 0


def _erase(people: People, meant: Meant, asked: argparse.Namespace, language: str) -> int:
    offers = _listed(meant[0])
    if not asked.yes:
        print(say("people.would_erase", language, offers=offers, **_counts(people.concerned(*meant), language)))
        return 0
    if not asked.offers and any(map(str.isalpha, asked.who)) and "@" not in asked.who:
        return _failed("name_not_enough", language, offers=offers)
    gone = people.erase(*meant, by=asked.by, reason=asked.reason)
    print(say("people.erased", language, **_counts(gone, language)))
    return 0


def _retain(people: People, asked: argparse.Namespace, language: str) -> int:
    if not asked.yes:
        count = number(len(people.due(asked.days)), language)
        print(say("people.would_anonymise", language, count=count, days=asked.days))
        return 0
    done = people.retain(asked.days, by=asked.by)
    print(say("people.anonymised", language, count=number(done.offers if done else 0, language), days=asked.days))
    return 0


def _counts(found: Concerned, language: str) -> dict[str, str]:
    return {name: number(count, language) for name, count in vars(found).items() if name != "offers"} | {
        "count": number(found.offers, language)
    }


def _listed(offers: list[int]) -> str:
    return ", ".join(map(str, offers)) or "–"


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def _failed(key: str, language: str, **values: object) -> int:
    print(say(f"people.{key}", language, **values), file=sys.stderr)
    return 1
