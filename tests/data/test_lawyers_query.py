"""Lawyers are found as people are, and never among the cases."""

from __future__ import annotations

from datetime import date

import pytest
from office import Child, add_children, operation

from minori_tui.data import lookup_lawyers
from minori_tui.data.driver import Connection
from minori_tui.data.queries import lawyers
from minori_tui.data.queries.lookup import Search
from minori_tui.data.store import Store
from minori_tui.domain.lookup import parse

TODAY = date(2026, 11, 22)
PEOPLE = [("De Luca", "Gianluca", "Bergamo", "Studio Alba", "035 221100"), ("D'Angelo", "Nora", "Brescia", "Studio Alba", None),
          ("Guglielmi", "Ersilia", "Bergamo", None, "0346 77777"), ("Bianchi", "Olga", "Milano", None, None),
          ("Bianco", "Olga", "Milano", None, None), ("Bergamo", "Tea", "Como", None, None)]


def add_lawyers(connection: Connection) -> dict[str, int]:
    found: dict[str, int] = {}
    with operation(connection) as op:
        for term in ("2022-2024", "2025-2027"):
            connection.execute("INSERT INTO roster (version, op_id, term, valid_from, valid_to) VALUES (1, ?, ?, ?, ?)",
                               (op, term, term[:4] + "-01-01", term[5:] + "-12-31"))
        for surname, given, bar, firm, phone in PEOPLE:
            lawyer = connection.execute("INSERT INTO lawyer (version, op_id, surname, given_name, match_key, bar, pec) "
                                        "VALUES (1, ?, ?, ?, ?, ?, ?)", (op, surname, given, f"{surname} {given}".lower(), bar,
                                                                         f"posta.{surname[:3].lower()}@pec.it")).lastrowid
            connection.execute("INSERT INTO lawyer_office (version, op_id, lawyer_id, firm, city, phone) "
                               "VALUES (1, ?, ?, ?, ?, ?)", (op, lawyer, firm, bar, phone))
            found[surname] = lawyer
        for roster, surname, joined, left in ((1, "Bianchi", None, "2023-05-01"), (2, "Bianchi", "2025-02-01", None),
                                              (2, "De Luca", None, None)):
            connection.execute("INSERT INTO roster_entry (version, op_id, roster_id, lawyer_id, state, joined_on, left_on) "
                               "VALUES (1, ?, ?, ?, 'admitted', ?, ?)", (op, roster, found[surname], joined, left))
        lookup_lawyers.refresh_lawyers(connection, found.values())
    return found


@pytest.mark.parametrize(("text", "wanted"), [
    ("deluca", ["De Luca"]), ("gian luca de luca", ["De Luca"]), ("gianl", ["De Luca"]), ("d angelo nora", ["D'Angelo"]),
    ("dangelo", ["D'Angelo"]), ("guliemi", ["Guglielmi"]), ("ersilia gugliemi", ["Guglielmi"]), ("035221100", ["De Luca"]),
    ("studio alba", ["D'Angelo", "De Luca"]), ("alba nora", ["D'Angelo"]), ("posta gug", ["Guglielmi"]),
    ("bergamo", ["Bergamo", "De Luca", "Guglielmi"]), ("bianchi olga", ["Bianchi"]), ("olga", ["Bianchi", "Bianco"]),
    ("zzz", []), ("\"' OR (", []), ("0346 77777", ["Guglielmi"]),
])
def test_search(store: Store, text: str, wanted: list[str]) -> None:
    with store.read() as connection:
        add_lawyers(connection)
        found = [hit.surname for hit in lawyers.search(connection, text)]
    assert found[:len(wanted)] == wanted
    if not wanted:
        assert found == []


def test_exact_before_near_and_a_limit(store: Store) -> None:
    with store.read() as connection:
        add_lawyers(connection)
        assert [h.surname for h in lawyers.search(connection, "bianco olga")] == ["Bianco", "Bianchi"]
        assert [h.surname for h in lawyers.search(connection, "", 2)] == ["Bergamo", "Bianchi"]
        assert len(lawyers.search(connection, "a", 1)) == 1


def test_lawyers_and_cases_are_kept_apart(store: Store) -> None:
    with store.read() as connection:
        add_lawyers(connection)
        add_children(connection, [Child("Lanfranchi", "Irma", "2025/0001")])
        assert Search(connection, parse("guglielmi", TODAY)).window(0, 5) == []
        assert Search(connection, parse("035221100", TODAY)).window(0, 5) == []
        assert lawyers.search(connection, "lanfranchi") == []
        lookup_lawyers.refresh_lawyers(connection, [r[0] for r in connection.execute("SELECT id FROM lawyer")])
        assert len(lawyers.search(connection, "guglielmi")) == 1


def test_one_lawyer_with_offices_and_entries(store: Store) -> None:
    with store.read() as connection:
        ids = add_lawyers(connection)
        found = lawyers.get(connection, ids["Bianchi"])
        assert found is not None
        assert found.hit.rosters == ("2022-2024", "2025-2027")
        assert found.record["surname"] == "Bianchi"
        assert [o["city"] for o in found.offices] == ["Milano"]
        assert [(e["term"], e["left_on"]) for e in found.entries] == [("2022-2024", "2023-05-01"), ("2025-2027", None)]
        assert lawyers.get(connection, 999) is None


@pytest.mark.parametrize(("term", "on", "wanted"), [
    ("2025-2027", None, ["Bianchi", "De Luca"]), ("2025-2027", date(2025, 1, 31), ["De Luca"]),
    ("2025-2027", date(2025, 2, 1), ["Bianchi", "De Luca"]), ("2022-2024", date(2023, 5, 1), ["Bianchi"]),
    ("2022-2024", date(2023, 5, 2), []), ("1999-2001", None, []),
])
def test_roster_on_a_day(store: Store, term: str, on: date | None, wanted: list[str]) -> None:
    with store.read() as connection:
        add_lawyers(connection)
        assert [row.lawyer.surname for row in lawyers.roster_rows(connection, term, on)] == wanted
