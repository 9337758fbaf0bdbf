"""Work that is killed at random moments, and many writers at once; what must hold afterwards.

Run in processes of their own by test_endurance, shortly in every run and long with `make soak`.
"""

import random
import time
from collections import Counter
from itertools import count
from multiprocessing.connection import Connection

from sqlalchemy import func, select

from register import Register, RegisterError, open_register
from register.checking import faults
from register.conflicts import ChangedMeanwhileError
from register.deciding_tables import batches, changes, decisions, forwardings
from register.decisions import Change, Decisions
from register.forwarding import Ledger
from register.tables import imports, journal, offers
from tests.register.made_reports import report
from tests.register.test_comparing import take_in, version

OFFERS = 12
COUNTED = 6  # capabilities that many writers change
DECIDED = 4  # fields in each decision
KEYS = {"import": imports.c.import_id, "decision": decisions.c.decision_id, "batch": batches.c.batch_id}


def work(url: str, life: int, told: Connection) -> None:
    """Imports, decides and exports until it is killed; tells what was confirmed."""
    register = open_register(url)
    deciding, ledger = Decisions(register), Ledger(register)
    told.send(("begun", 0))
    for turn in count():
        name = f"{life}-{turn}"
        number = register.add(*report(f"{name}.csv", offers=OFFERS), by="Ada").import_id
        told.send(("import", number))
        told.send(("import", take_in(register, version({"A": 1000 * life + turn, "B": 2, name: 3}, "liste.csv"))))
        rows = register.offers()
        first = int(rows.loc[rows["import_id"] == number, "offer_id"].iloc[0])
        edits = [
            Change(first + each, code, None, value)
            for each in range(DECIDED // 2)
            for code, value in (("status", "checked"), ("consent", "yes"))
        ]
        told.send(("decision", deciding.edit(edits, by="Ben")))
        proposed = ledger.propose()
        content = f"workbook {name}".encode()
        done = ledger.confirm(proposed, content, by="Cem", language="de", name=f"{name}.xlsx")
        told.send(("batch", done.batch_id))


def assert_nothing_half(url: str, confirmed: set[tuple[str, int]]) -> None:
    """All that was confirmed is there, and whatever is there is whole."""
    register = open_register(url)
    assert faults(register) == {}
    with register.reading() as connection:
        there = {(kind, number) for kind, key in KEYS.items() for number in connection.scalars(select(key))}
        assert confirmed <= there
        assert connection.scalar(select(func.count()).select_from(journal)) == register.version()
        noted = connection.execute(select(journal.c.what, journal.c.number)).all()
        assert {(what, number) for what, number in noted if what in KEYS} == there
        written = (
            select(func.count())
            .select_from(changes.join(decisions))
            .group_by(changes.c.decision_id)
            .where(decisions.c.kind == "edit")
        )
        assert set(connection.scalars(written.where(decisions.c.by == "Ben"))) <= {DECIDED}
        sent = Counter(connection.scalars(select(forwardings.c.batch_id)))
        kept = connection.execute(select(batches.c.batch_id, batches.c.counts)).all()
        assert dict(sent) == {number: each["new"] + each["changed"] + each["withdrawn"] for number, each in kept}
        held = Counter(connection.scalars(select(offers.c.import_id)))
        assert set(held.values()) <= {OFFERS + 1, 3, 2}
    register.close()


def write(url: str, number: int, seconds: float, told: Connection) -> None:
    """Counts machines up, takes some back, notes and imports beside others; tells how often and what went wrong."""
    chance, register = random.Random(number), open_register(url)
    deciding, done, wrong = Decisions(register), Counter[str](), []
    told.send("begun")
    until = time.monotonic() + seconds
    for turn in count():
        if time.monotonic() > until:
            break
        try:
            done.update(_one(register, deciding, chance, f"{number}-{turn}"))
        except ChangedMeanwhileError:
            done["second"] += 1
        except RegisterError as error:
            wrong.append(error.code)
    told.send((dict(done), wrong))
    register.close()


def _one(register: Register, deciding: Decisions, chance: random.Random, name: str) -> list[str]:
    lines = register.capabilities()
    line = lines[lines["machines"].notna()].iloc[chance.randrange(COUNTED)]
    capability, offer = int(line["capability_id"]), int(line["offer_id"])
    what = chance.random()
    if what < 0.1:
        deciding.note(offer, name, by=name)
        return ["noted"]
    if what < 0.15:
        register.add(*report(f"{name}.csv", offers=2), by=name)
        return ["imported"]
    before = int(line["machines"])
    made = deciding.edit([Change(offer, "machines", before, before + 1, capability)], by=name)
    if what < 0.2 and made:
        try:
            deciding.undo(made, by=name)
        except RegisterError as error:
            if error.code != "decided_later":
                raise
        else:
            return ["undone"]
    return ["counted"]
