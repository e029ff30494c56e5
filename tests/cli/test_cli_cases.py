"""``case`` and ``event``: reading and changing one case."""

from __future__ import annotations

import json

import pytest

from minori_tui.cli import cases, events
from minori_tui.services.case_fields import assignment_parsers, case_parsers, closing_parsers, new_case_parsers
from minori_tui.services.events import event_parsers

CHILD = {"surname": "D’Angelo", "given_name": "Noè", "birth_date": "1/2/2020", "comune": "Clusone"}
SHOWN = ["case", "surname", "given_name", "sex", "birth_date", "age", "birth_place", "fiscal_code", "citizenship", "msna",
         "comune", "address", "protected_address", "phones", "email", "school", "household", "status", "worker", "review_on",
         "next_due",
         "legal_situation", "strengths", "notes", "relatives", "spells", "assignments", "referrals"]


@pytest.mark.parametrize(("listed", "parsers"), [
    (cases.CARD, case_parsers), (cases.NEW, new_case_parsers), (cases.ASSIGNMENT, assignment_parsers),
    (cases.CLOSING, closing_parsers), (events.FIELDS, event_parsers)])
def test_the_help_names_the_fields_of_the_service(listed, parsers):
    assert listed.split() == list(parsers())


def record(cli, number):
    return json.loads(cli("case", "show", number, "--json").out)


def test_show_as_json(filled):
    found = record(filled, "1/2026")
    assert list(found) == SHOWN
    assert (found["case"], found["surname"], found["comune"], found["status"]) == ("2026/0001", "Bianchi[/b]", "Clusone", "open")
    assert found["next_due"] | {"title": ""} == {
        "due": "2033-03-04", "rule": "AGE-18", "title": "", "source": found["next_due"]["source"]}
    assert found["relatives"] == [{"kind": "mother", "name": "Verdi Anna", "birth_date": None, "phones": [], "case": None}]
    assert found["assignments"] == [{"operator": "Neri Paola", "role": "social_worker", "from": "2024-01-10", "to": None}]
    assert found["spells"] == [{"opened_on": "2024-01-10", "closed_on": None, "closing_reason": None, "closing_note": None}]


def test_show_as_text_in_both_languages(filled):
    english, italian = filled("case", "show", "1/2026").out, filled("case", "show", "1/2026", "--lang", "it").out
    assert "Given name    Sara" in english
    assert "Mother  Verdi Anna" in english
    assert "Comune" in italian
    assert "Madre" in italian


def test_a_protected_address_says_so(filled):
    filled("case", "edit", "1/2026", "--set", "address=Via Roma 1", "--set", "protected_address=yes")
    assert "Via Roma 1 (protected: do not disclose)" in filled("case", "show", "1/2026").out
    assert record(filled, "1/2026")["protected_address"] is True


def test_looking_is_recorded(filled):
    filled("case", "show", "1/2026")
    seen = json.loads(filled("case", "history", "1/2026", "--json").out)["views"]
    assert [(v["operator"], v["act"], v["detail"]) for v in seen] == [("prova", "open", "history"), ("prova", "open", None)]


@pytest.mark.parametrize("line", [["case", "show"], ["case", "history"], ["case", "reopen"], ["event", "list"]])
def test_no_such_case_is_5(filled, line):
    found = filled(*line, "2026/9999")
    assert (found.code, found.out) == (5, "")
    assert "There is no case 2026/9999." in found.err


def test_new_from_standard_input(filled):
    found = filled("case", "new", "--file", "-", "--json", stdin=json.dumps(CHILD | {"msna": False, "notes": None}))
    assert found.code == 0
    number = json.loads(found.out)["case"]
    made = record(filled, number)
    assert (made["surname"], made["given_name"], made["birth_date"], made["msna"]) == ("D’Angelo", "Noè", "2020-02-01", False)


def test_new_from_a_file_and_set_wins(filled, tmp_path):
    file = tmp_path / "child.json"
    file.write_text(json.dumps(CHILD), "utf-8")
    number = filled("case", "new", "--file", file, "--set", "given_name=Mosè").out.strip()
    assert record(filled, number)["given_name"] == "Mosè"


def test_new_lists_every_problem_and_does_nothing(filled):
    before = filled("log", "--json").out
    found = filled("case", "new", "--set", "surname=Rossi", "--set", "birth_date=99/99/2020", "--set", "boh=1")
    assert found.code == 2
    lines = found.err.splitlines()
    assert [line.split(":")[0].strip() for line in lines[1:]] == ["given_name", "birth_date", "comune", "boh"]
    assert filled("log", "--json").out == before


def test_new_refuses_the_same_child_unless_told(filled):
    fields = ("surname=rossi", "given_name=LUCA", "birth_date=4/5/2016", "comune=Rovetta")
    twin = ["case", "new", *(word for pair in fields for word in ("--set", pair))]
    found = filled(*twin)
    assert (found.code, found.out) == (3, "")
    assert "Case 2026/0002 seems to be of the same child" in found.err
    assert filled(*twin, "--anyway").code == 0


@pytest.mark.parametrize(("text", "sentence"), [
    ("[1]", "is not a JSON object"), ("{", "is not a JSON object"), ('{"a": {}}', "The value of a must be"),
    ('{"a": 1, "a": 2}', "A field stands twice"), (b"\xff\xfe\xff", "is not a text in UTF-8"),
    ("[" * 100_000, "is not a JSON object"),
    ('"' + "x" * 1_100_000, "too long")])
def test_a_bad_document_is_a_sentence(filled, text, sentence):
    found = filled("case", "new", "--file", "-", stdin=text)
    assert found.code == 2
    assert sentence in found.err


@pytest.mark.parametrize(("line", "sentence"), [
    (["case", "edit", "1/2026"], "No field was given"), (["case", "edit", "1/2026", "--set", "notes"], "--set takes field=value"),
    (["case", "new", "--file", "/no/such/file.json"], "/no/such/file.json cannot be used")])
def test_fields_that_cannot_be_read(filled, line, sentence):
    found = filled(*line)
    assert found.code == 2
    assert sentence in found.err


def test_lists_and_numbers_are_taken_as_typed(filled):
    filled("case", "edit", "1/2026", "--file", "-", stdin='{"notes": ["a", "b"], "school": 3}')
    found = record(filled, "1/2026")
    assert (found["notes"], found["school"]) == ("a; b", "3")


def test_edit_and_the_same_again(filled):
    assert filled("case", "edit", "1/2026", "--set", "notes=Una nota").out == "Changed: 2026/0001\n"
    assert filled("case", "edit", "2026/1", "--set", "notes=Una nota", "--json").out.split() == [
        "{", '"case":', '"2026/0001",', '"changed":', "false", "}"]
    assert record(filled, "1/2026")["notes"] == "Una nota"
    assert filled("case", "edit", "1/2026", "--set", "notes=").code == 0
    assert record(filled, "1/2026")["notes"] is None


def test_close_reopen_and_assign(filled):
    assert filled("case", "close", "1/2026", "--set", "closing_reason=1").out == "Closed: 2026/0001\n"
    assert record(filled, "1/2026")["status"] == "closed"
    assert filled("case", "close", "1/2026", "--set", "closing_reason=1").code == 2
    assert filled("case", "reopen", "1/2026", "oggi").out == "Reopened: 2026/0001\n"
    assert filled("case", "assign", "1/2026", "--set", "operator=Gallo Ida").out == "Assigned: 2026/0001\n"
    assert record(filled, "1/2026")["worker"] == "Gallo Ida"


def test_history(filled):
    filled("case", "edit", "1/2026", "--set", "notes=" + "x" * 100)
    found = json.loads(filled("case", "history", "1/2026", "--json").out)
    assert list(found) == ["case", "operations", "views"]
    last = found["operations"][0]
    assert last["changes"] == [{"table": "case_file", "row": 1, "field": "notes", "old": None, "new": "x" * 100}]
    assert (last["kind"], last["operator"], last["title"]) == ("case.edit", "prova", "Changes to case 2026/0001")
    text = filled("case", "history", "1/2026").out
    assert "x" * 59 + "…" in text
    assert "Who looked at it" in text


def test_diary(filled):
    line = ["event", "add", "1/2026", "--set", "at=20/11/2026 15:30", "--set", "kind=interview", "--set",
            "text=Prima riga\nSeconda", "--on", "2026-11-22"]
    number = json.loads(filled(*line, "--json").out)["event"]
    assert filled(*line).out.strip() == str(number + 1)
    found = json.loads(filled("event", "list", "1/2026", "--json").out)
    assert list(found) == ["case", "events"]
    assert found["events"][-1] == {"event": number, "at": "2026-11-20T15:30", "kind": "interview", "nature": None,
                                   "outcome": None, "by_whom": None, "intervention": None, "author": "prova", "reserved": False,
                                   "text": "Prima riga\nSeconda"}
    assert len(filled("event", "list", "1/2026", "--jsonl", "--limit", "1").out.splitlines()) == 1
    assert "Seconda" in filled("event", "list", "1/2026").out
    assert filled("event", "correct", number, "--set", "text=Corretto").out == f"Corrected: {number}\n"
    assert filled("event", "correct", number, "--set", "text=Corretto").out == "Nothing differs from what is recorded.\n"
    changed = json.loads(filled("event", "correct", number, "--set", "reserved=sì", "--json").out)
    assert changed == {"event": number, "changed": True}


def test_diary_that_is_empty_or_wrong(filled):
    assert filled("event", "list", "1/2026") == (0, "", "The diary is empty.\n")
    assert filled("event", "correct", "999", "--set", "text=x").code == 5
    assert filled("event", "add", "1/2026", "--set", "text=x").code == 2
