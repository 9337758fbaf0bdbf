"""A register of an earlier version comes forward whole: nothing lost, the tables those of a new one."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect

from register import open_register
from register.migrations import STEPS
from register.tables import SCHEMA_VERSION, metadata
from tests.register.made_reports import report

RELEASED = sorted(Path(__file__).parent.glob("released_*.sql"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(request.param.read_text("utf-8"))
    connection.close()
    return path


def shape(path: Path) -> dict[str, object]:
    engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    shapes: dict[str, object] = {}
    for table in found.get_table_names():
        columns = {(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)}
        keys = {(*each["constrained_columns"], each["referred_table"]) for each in found.get_foreign_keys(table)}
        indexes = {(each["name"], *each["column_names"], each["unique"]) for each in found.get_indexes(table)}
        shapes[table] = (columns, keys, indexes, found.get_pk_constraint(table)["constrained_columns"])
    engine.dispose()
    return shapes


def test_every_version_before_this_one_is_tested() -> None:
    assert [path.stem for path in RELEASED] == [f"released_{number}" for number in range(1, SCHEMA_VERSION)]


def test_its_tables_become_those_of_a_new_register(old: Path, tmp_path: Path) -> None:
    open_register(f"sqlite:///{old}").close()
    open_register(f"sqlite:///{tmp_path}/new.sqlite").close()
    assert shape(old) == shape(tmp_path / "new.sqlite")
    assert set(shape(old)) == set(metadata.tables)


def test_it_keeps_what_it_held_and_goes_on(old: Path) -> None:
    register = open_register(f"sqlite:///{old}")
    assert register.version() == 4
    assert register.offers()["organisation"].tolist() == [f"liste.csv {number} Grüße 口罩" for number in range(4)]
    assert len(register.capabilities()) == 6
    assert register.imports()["file"].tolist() == ["kaputt.xlsx", "zurueck.csv", "liste.csv"]
    assert register.imports()[["compared_with", "new"]].isna().all(axis=None)
    assert register.corrections() == []
    assert register.tables(1)[0].columns[0].source == "Firma"
    made, content = report("liste.csv", offers=3, needs=1)
    assert register.add(made, content, by="Ada").already
    made, content = report("liste.csv", offers=3, needs=2)
    found = register.difference(made)  # the same headings, stored before tables had fingerprints
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 4, "missing": 0}
    assert register.add(made, content, by="Ada", difference=found).import_id == 4
    assert len(register.offers()) == 5
    register.close()


def test_opening_the_second_time_changes_nothing(old: Path) -> None:
    open_register(f"sqlite:///{old}").close()
    before = shape(old)
    open_register(f"sqlite:///{old}").close()
    assert shape(old) == before


def test_a_step_that_fails_leaves_the_old_register(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape(old)

    def fails(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(STEPS, SCHEMA_VERSION, lambda op: (op.execute("CREATE TABLE half (a)"), fails(op)))
    with pytest.raises(KeyboardInterrupt):
        open_register(f"sqlite:///{old}")
    assert shape(old) == before


def test_a_new_register_never_loads_alembic(tmp_path: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from register import open_register;"
        f"open_register('sqlite:///{tmp_path}/new.sqlite').close(); print('alembic' in sys.modules)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "False"
