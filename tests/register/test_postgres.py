"""What is particular to PostgreSQL: addresses, passwords never shown, failures in words, forward from before."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import MetaData, create_engine, event, inspect, make_url

from capacity.texts import catalogue
from register import RegisterError, open_register
from register.checking import faults
from register.databases import address_of, place_of
from register.postgres import REASONS, reason
from register.tables import metadata
from tests.register.conftest import needs_server
from tests.register.made_reports import report
from tests.register.servers import Server
from tests.register.test_migrations import RELEASED
from tests.register.test_opening import code

pytestmark = needs_server


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_an_address_may_be_written_as_people_write_it(postgres_url: str, scheme: str) -> None:
    opened = open_register(postgres_url.replace("postgresql+psycopg", scheme))
    assert opened.imports().empty
    opened.close()


@pytest.mark.parametrize(
    "url", ["postgresql://ada:geheim@db.example.org/register", "postgres:///register?password=geheim"]
)
def test_no_password_is_ever_told(url: str) -> None:
    assert place_of(address_of(url)).endswith("/register")
    assert "geheim" not in place_of(address_of(url))


def test_a_server_that_does_not_answer_is_named_without_its_password(server: Server, tmp_path: Path) -> None:
    for address in (
        make_url(f"postgresql+psycopg://ada:geheim@/register?host={tmp_path}"),
        server.address("not_there").set(password="geheim"),
        server.address("postgres").set(username="nobody_there", password="geheim"),
    ):
        with pytest.raises(RegisterError) as caught:
            open_register(address.render_as_string(hide_password=False))
        assert caught.value.code == "unreachable"
        assert "geheim" not in repr(caught.value) + caught.value.message("de")
        assert caught.value.__suppress_context__


def test_what_the_server_refuses_has_its_sentence(server: Server, postgres_url: str) -> None:
    made, content = report()
    server.tell(f"ALTER DATABASE {make_url(postgres_url).database} SET default_transaction_read_only = on")
    opened = open_register(postgres_url)
    assert code(lambda: opened.add(made, content, by="Ada")) == "read_only"
    assert len(opened.offers()) == 0
    opened.close()
    assert {f"register.{each}" for each in REASONS.values()} <= set(catalogue("de"))
    assert reason(ValueError()) == "failed"


def test_a_login_without_rights_is_told_so(server: Server, postgres_url: str) -> None:
    server.tell("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
    url = make_url(postgres_url).set(username="guest").render_as_string()
    assert code(lambda: open_register(url)) == "no_right"


def test_every_connection_has_room_to_look_up_replaced_rows(postgres_url: str) -> None:
    opened = open_register(postgres_url)
    for transaction in (opened.reading, opened.writing):
        with transaction() as connection:
            assert connection.exec_driver_sql("SHOW work_mem").scalar() == "64MB"
    with opened.reading() as connection:
        assert connection.exec_driver_sql("SHOW transaction_isolation").scalar() == "repeatable read"
    opened.close()


def test_waiting_ends_with_a_word(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("register.postgres.WAITS", "50ms")
    one, other = open_register(postgres_url), open_register(postgres_url)
    with one.writing():
        assert code(lambda: other.add(*report(), by="Ada")) == "busy"
        assert len(other.offers()) == 0  # reading waits for nobody
    assert other.add(*report(), by="Ada").offers == 3
    one.close()
    other.close()


def test_a_connection_that_the_server_ended_is_found_again(server: Server, postgres_url: str) -> None:
    opened = open_register(postgres_url)
    opened.add(*report(), by="Ada")
    name = make_url(postgres_url).database
    server.tell(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    assert len(opened.offers()) == 4
    opened.close()


def test_a_reader_sees_one_state_while_others_write(postgres_url: str) -> None:
    opened = open_register(postgres_url)
    opened.add(*report(), by="Ada")
    with opened.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM offers").scalar()
        opened.add(*report("b.csv"), by="Ada")
        assert connection.exec_driver_sql("SELECT count(*) FROM offers").scalar() == before
    assert len(opened.offers()) == 8
    opened.close()


def test_a_new_database_opened_by_all_at_once_is_made_once(server: Server) -> None:
    name = server.make()
    barrier = threading.Barrier(6)

    def begin(number: int) -> int:
        barrier.wait()
        opened = open_register(server.url(name))
        done = opened.add(*report(f"{number}.csv"), by="Ada").import_id
        opened.close()
        return done

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(begin, range(6))) == [1, 2, 3, 4, 5, 6]
    opened = open_register(server.url(name))
    assert len(opened.offers()) == 24
    assert faults(opened) == {}
    opened.close()
    server.drop(name)


def test_another_programs_database_is_refused(server: Server) -> None:
    name = server.make()
    engine = create_engine(server.url(name))
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE offers (price real)")
    assert code(lambda: open_register(server.url(name))) == "foreign"
    assert inspect(engine).get_table_names() == ["offers"]
    engine.dispose()
    server.drop(name)


def test_a_sign_that_no_text_has_stays_in_the_original_words_alone(postgres_url: str) -> None:
    opened = open_register(postgres_url)
    made, content = report()
    made.offers["organisation"] = "Näh\0stube"
    made.offers["original"] = '{"Firma": "Näh\\u0000stube"}'
    opened.add(made, content, by="Ada")
    assert opened.offers()["organisation"].tolist() == ["Nähstube"] * 4
    assert opened.original_words(1) == {"Firma": "Näh\0stube"}
    opened.close()


def copied(path: Path, url: str) -> None:
    """The tables and rows of an older SQLite register in an empty PostgreSQL database."""
    old, new, known = create_engine(f"sqlite:///{path}"), create_engine(url), MetaData()
    event.listen(known, "column_reflect", lambda _, __, column: column.update(type=column["type"].as_generic()))
    known.reflect(old)
    known.create_all(new)
    with old.connect() as source, new.begin() as target:
        for table in known.sorted_tables:
            if rows := source.execute(table.select()).mappings().all():
                target.execute(table.insert(), [dict(row) for row in rows])
    old.dispose()
    new.dispose()


def shape(url: str) -> dict[str, object]:
    engine = create_engine(url)
    found = inspect(engine)
    shapes: dict[str, object] = {
        table: ({(each["name"], str(each["type"]), each["nullable"]) for each in found.get_columns(table)},
                {(*each["constrained_columns"], each["referred_table"]) for each in found.get_foreign_keys(table)})
        for table in found.get_table_names()
    }  # fmt: skip
    engine.dispose()
    return shapes


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_an_earlier_version_comes_forward(released: Path, server: Server, postgres_url: str, tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "old.sqlite")
    connection.executescript(released.read_text("utf-8"))
    connection.close()
    name = server.make()
    copied(tmp_path / "old.sqlite", server.url(name))
    opened = open_register(server.url(name))
    assert opened.offers()["organisation"].tolist() == [f"liste.csv {number} Grüße 口罩" for number in range(4)]
    assert opened.offers()["received_at"].tolist() == [pd.Timestamp("2020-03-17")] * 4
    assert opened.add(*report("neu.csv"), by="Ada").import_id == 4
    assert faults(opened) == {}
    opened.close()
    assert shape(server.url(name)) == shape(postgres_url)
    assert set(shape(postgres_url)) == set(metadata.tables)
    server.drop(name)
