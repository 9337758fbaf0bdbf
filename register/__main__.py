"""The register's upkeep from the command line, while people work or not.

    python -m register backup FILE     a consistent copy of everything, in one new file
    python -m register restore FILE    that copy in place of the present register, which is kept beside it
    python -m register check           looks whether all is whole
    python -m register access WHO --out FILE       all that is held of somebody, as .xlsx or .json
    python -m register erase WHO [--by NAME] [--reason TEXT] [--yes]     erases somebody everywhere
    python -m register retain DAYS [--by NAME] [--yes]     anonymises private persons nothing was heard of for so long

WHO is a mail address, a telephone number or a name (or --offers 2,7). Without --yes nothing is erased: the counts of
what would be are printed. Erasures done since a backup are applied again when it is restored.

Exit code 0 when done, or all is well, 1 when not, 2 for a wrong call. Words are German when the environment says so
(LC_ALL, LC_MESSAGES, LANG), else English. Which register it is says register.location.
"""

import argparse
import sys
from contextlib import closing
from pathlib import Path

from capacity import command_line
from capacity.formats import number
from capacity.texts import say
from register import Location, Register, RegisterError, active, open_register, people_commands
from register.checking import faults
from register.people import People
from register.recovery import UNREADABLE, is_file, put_in_place
from register.upkeep import backup, restore


def main(arguments: list[str] | None = None) -> int:
    """Does what the command line asks; the exit code."""
    asked = _parser().parse_args(arguments)
    language = command_line.language()
    command_line.any_character()
    try:
        location = active()
        if location.is_sample and asked.what != "check":
            print(say("upkeep.no_register", language), file=sys.stderr)
            return 1
        try:
            register = open_register(location.url)
        except RegisterError as error:
            if asked.what != "restore" or error.code not in UNREADABLE or not is_file(location.url):
                raise
            return _recovered(location, asked, language)
        with closing(register):
            return _done(register, asked, language)
    except RegisterError as error:
        print(error.message(language), file=sys.stderr)
        return 1


def _recovered(location: Location, asked: argparse.Namespace, language: str) -> int:
    """Restores a backup over a register that cannot be read."""
    kept = put_in_place(location.url, asked.file)
    with closing(open_register(location.url)) as register:
        print(say("upkeep.restored", language, place=asked.file, kept=kept, **_counts(register, language)))
    print(say("upkeep.gave_way", language))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m register", description=__doc__.split("\n")[0])
    what = parser.add_subparsers(dest="what", required=True)
    for name in ("backup", "restore"):
        what.add_parser(name).add_argument("file", type=Path, metavar="FILE")
    what.add_parser("check")
    people_commands.add(what)
    return parser


def _done(register: Register, asked: argparse.Namespace, language: str) -> int:
    if asked.what == "check":
        return _checked(register, language)
    if asked.what in people_commands.NAMES:
        return people_commands.done(register, asked, language)
    if asked.what == "backup":
        backup(register, asked.file)
        print(say("upkeep.backed_up", language, place=asked.file, **_counts(register, language)))
    else:
        erased = People(register).erasures()
        kept = restore(register, asked.file)
        print(say("upkeep.restored", language, place=asked.file, kept=kept, **_counts(register, language)))
        if again := People(register).again(erased, by="restore"):
            print(say("people.again", language, count=number(again.offers, language)))
    return 0


def _checked(register: Register, language: str) -> int:
    found = faults(register)
    for kind, count in found.items():
        print(say(f"upkeep.{kind}", language, count=number(count, language)))
    if not found:
        print(say("upkeep.clean", language, **_counts(register, language)))
    return 1 if found else 0


def _counts(register: Register, language: str) -> dict[str, str]:
    sizes = {"offers": len(register.offers()), "imports": len(register.imports())}
    return {name: number(size, language) for name, size in sizes.items()}


if __name__ == "__main__":
    sys.exit(main())
