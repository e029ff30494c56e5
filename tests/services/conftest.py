"""A fresh archive and a session of work in it, everything below the test's own folder."""

from datetime import datetime

import pytest

from minori_tui.data.store import create_store, open_store
from minori_tui.domain.clock import FixedClock
from minori_tui.services.context import Actor, Context

NOON = datetime(2026, 3, 2, 12)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """No test sees the folders of whoever runs it."""
    monkeypatch.setenv("MINORI_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MINORI_STORE", raising=False)
    monkeypatch.setenv("MINORI_OPERATOR", "anna")
    return tmp_path / "home"


@pytest.fixture
def store(tmp_path):
    made = create_store(tmp_path / "a.minori", tmp_path / "config", name="Prova")
    yield made
    made.close()


@pytest.fixture
def context(store):
    """Anna at work at noon of Monday 2 March 2026."""
    return Context(store, Actor("anna", "Anna Verdi"), FixedClock(NOON))


@pytest.fixture
def colleague(tmp_path, store):
    """Bruno at work on the same archive, through connections of his own."""
    other = open_store(tmp_path / "a.minori", tmp_path / "config")
    yield Context(other, Actor("bruno", "Bruno Neri"), FixedClock(NOON))
    other.close()


@pytest.fixture
def child():
    """What is needed to open a case."""
    return {"surname": "Rossi", "given_name": "Luca", "birth_date": "04/05/2015", "comune": "Clusone"}


@pytest.fixture
def later():
    """The same session on another day."""
    def on(context, year, month, day):
        return Context(context.store, context.actor, FixedClock(datetime(year, month, day, 12)))
    return on


@pytest.fixture
def content():
    """Everything the archive holds but the journal and the bookkeeping: table -> rows."""
    from minori_tui.data.triggers import recorded_tables

    def read(store):
        found = {}
        with store.read() as connection:
            for table in recorded_tables():
                columns = ", ".join(c.name for c in table.columns if c.name not in ("version", "op_id"))
                rows = connection.execute(f"SELECT {columns} FROM {table.name} WHERE op_id NOT IN "
                                          "(SELECT id FROM operation WHERE kind = 'operator.add') ORDER BY id")
                found[table.name] = [tuple(r) for r in rows]
        return found
    return read


@pytest.fixture
def check_lookup():
    """The lookup, kept in step write by write, must equal one that is made again from the records."""
    from minori_tui.data import lookup_index

    def read(connection):
        words = [connection.execute(f"SELECT term, doc FROM temp.of_{t} ORDER BY term, doc").fetchall() for t in ("text", "code")]
        return connection.execute("SELECT * FROM lookup_case ORDER BY sort").fetchall(), words

    def check(store):
        connection = store.connect()
        for table in ("text", "code"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.of_{table} USING fts5vocab(main, lookup_{table}, instance)")
        kept = read(connection)
        connection.execute("BEGIN IMMEDIATE")
        lookup_index.rebuild(connection)
        made_again = read(connection)
        connection.execute("ROLLBACK")
        connection.close()
        assert kept == made_again
        return len(kept[0])
    return check
