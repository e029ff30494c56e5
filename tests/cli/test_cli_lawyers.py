"""``lawyer`` and ``roster``."""

from __future__ import annotations

import json

import pytest

HIT = ["lawyer", "surname", "given_name", "title", "bar", "firm", "city", "phone", "email", "pec", "subjects", "rosters"]


def test_list(filled):
    found = json.loads(filled("lawyer", "list", "--json").out)["lawyers"]
    assert [list(one) for one in found] == [HIT, HIT]
    assert [(one["surname"], one["given_name"], one["rosters"]) for one in found] == [
        ("Ferri", "Ada", ["2025-2027"]), ("Ferri", "Ugo", ["2025-2027"])]
    assert [json.loads(line)["given_name"] for line in filled("lawyer", "list", "ugo", "--jsonl").out.splitlines()] == ["Ugo"]
    assert "Ferri Ada" in filled("lawyer", "list").out
    assert filled("lawyer", "list", "qwerty") == (0, "", "No lawyer was found.\n")
    assert len(json.loads(filled("lawyer", "list", "--json", "--limit", "1").out)["lawyers"]) == 1


def test_show_by_number_and_by_words(filled):
    by_words = json.loads(filled("lawyer", "show", "ferri ada", "--json").out)
    assert json.loads(filled("lawyer", "show", by_words["lawyer"], "--json").out) == by_words
    assert (by_words["bar"], by_words["bar_number"], by_words["legal_aid"]) == ("Bergamo", "101", None)
    assert by_words["offices"][0]["city"] == "Bergamo"
    assert by_words["rosters"] == [{"term": "2025-2027", "state": "admitted", "joined_on": "2025-01-01", "left_on": None,
                                    "max_turns": None, "note": None}]
    text = filled("lawyer", "show", "ugo", "--lang", "it").out
    assert "Foro" in text
    assert "ammesso" in text
    assert "Brescia" in text


@pytest.mark.parametrize(("words", "code"), [("999", 5), ("qwerty", 5), ("ferri", 2), ("", 5), ("9" * 30, 5)])
def test_show_who_is_not_there_or_not_alone(filled, words, code):
    found = filled("lawyer", "show", words)
    assert (found.code, found.out) == (code, "")


def test_those_who_answer_are_named(filled):
    assert "Ferri Ada; " in filled("lawyer", "show", "ferri").err


def test_looking_at_a_lawyer_is_recorded(filled):
    from minori_tui.wiring import open_context

    filled("lawyer", "show", "ugo")
    context = open_context()
    with context.store.read() as connection:
        rows = connection.execute("SELECT operator, act, entity FROM access_entry").fetchall()
    context.store.close()
    assert [tuple(row) for row in rows] == [("prova", "open", "lawyer")]


def test_rosters(filled):
    found = json.loads(filled("roster", "list", "--json", "--on", "2026-11-22").out)["rosters"]
    assert found == [{"term": "2025-2027", "from": "2025-01-01", "to": "2027-12-31", "act": None, "lawyers": 2, "current": True}]
    assert json.loads(filled("roster", "list", "--json", "--on", "2030-01-01").out)["rosters"][0]["current"] is False
    assert "2025-2027  01/01/2025  31/12/2027  2" in filled("roster", "list").out


@pytest.mark.parametrize(("on", "names"), [(None, ["Ada", "Ugo"]), ("1/1/2026", ["Ada"]), ("1/6/2026", ["Ada", "Ugo"]),
                                           ("2028-01-01", [])])
def test_who_is_on_a_roster_on_a_day(filled, on, names):
    line = ["roster", "show", "2025-2027", *(["--on", on] if on else [])]
    found = json.loads(filled(*line, "--json").out)
    assert [one["given_name"] for one in found["entries"]] == names
    assert [json.loads(one)["given_name"] for one in filled(*line, "--jsonl").out.splitlines()] == names
    assert all(f"Ferri {name}" in filled(*line).out for name in names)


def test_no_such_roster_names_those_there_are(filled):
    found = filled("roster", "show", "2019-2021")
    assert found.code == 5
    assert "There are: 2025-2027" in found.err


def test_no_roster_yet(filled):
    filled("import", "undo", "2")
    assert "There is no roster yet" in filled("roster", "list").err
    assert filled("roster", "show", "2025-2027").err.rstrip().endswith("There are: -")
