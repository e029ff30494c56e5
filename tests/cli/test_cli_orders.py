"""``order``, ``order role``, ``order hearing``, ``order authority``: as they are used, with their exit codes."""

from __future__ import annotations

import json

import pytest

from minori_tui.cli import order_parts, orders
from minori_tui.services.authorities import authority_parsers
from minori_tui.services.order_fields import hearing_parsers, order_parsers, role_parsers

LINE = ("order", "add", "1/2026", "--authority", "TM Brescia", "--kind", "foster_care", "--order-number", "n. 12/26", "--filed",
        "10/02/2026", "--received", "16/02/2026", "--months", "24", "--report-every", "6", "--on", "2026-11-22")
SHOWN = ["order", "file_number", "authority", "registry_number", "order_number", "kind", "filed_on", "received_on", "occurred_at",
         "effective_on", "duration_months", "report_every_months", "due_on", "mother_responsibility", "father_responsibility",
         "text", "authority_kind", "provisional", "hearing_at", "child_kind", "placed_with", "note", "ended_on", "end_reason",
         "state", "until", "follows", "followed_by", "custody", "others"]


@pytest.mark.parametrize(("listed", "parsers"), [
    (orders.FIELDS, order_parsers), (order_parts.ROLE, role_parsers), (order_parts.HEARING, hearing_parsers),
    (order_parts.AUTHORITY, authority_parsers)])
def test_the_help_names_the_fields_of_the_service(listed, parsers):
    assert listed.split() == list(parsers())


def records(cli, *line):
    return json.loads(cli("order", "list", *line, "--json", "--on", "2026-11-22").out)["orders"]


def test_an_order_is_entered_and_shown(filled):
    assert filled(*LINE) == (0, "1\n", "")
    (found,) = records(filled, "1/2026")
    assert list(found) == SHOWN
    assert (found["file_number"], found["authority"], found["order_number"], found["kind"], found["filed_on"],
            found["duration_months"], found["state"], found["until"]) == (
        "2026/0001", "Tribunale per i Minorenni di Brescia", "n. 12/26", "foster_care", "2026-02-10", 24, "in_force",
        "2028-02-10")
    text = filled("order", "show", "1").out
    assert "in force until 10/02/2028" in text
    assert "TM Brescia  Foster care  n. 12/26" in filled("order", "list", "1/2026").out
    assert "Affidamento familiare" in filled("order", "list", "--lang", "it").out
    assert json.loads(filled("order", "show", "1", "--json").out) == found
    assert len(filled("order", "list", "--jsonl").out.splitlines()) == 1


@pytest.mark.parametrize(("changes", "field", "words"), [
    (("--months", "25"), "duration_months", "art. 4 c. 4 L. 184/1983"),
    (("--report-every", "7"), "report_every_months", "art. 4 c. 3 L. 184/1983"),
    (("--received", "9/2/2026"), "received_on", "10/02/2026"), (("--kind", "emergency_removal"), "occurred_at", "art. 403 c.c."),
    (("--authority", "tribunle minorni"), "authority", "Tribunale per i Minorenni di Brescia"),
    (("--filed", "23/11/2026"), "filed_on", "after today"), (("--kind", "boh"), "kind", "boh"),
    (("--set", "boh=1"), "boh", "boh"), (("--child", "2026/0002;kind=boh"), "2026/0002 kind", "boh"),
])
def test_what_is_wrong_is_said_with_its_field_and_nothing_is_done(filled, changes, field, words):
    before = filled("log", "--json").out
    found = filled(*LINE, *changes)
    assert (found.code, found.out) == (2, "")
    (line,) = [line for line in found.err.splitlines() if line.startswith(f"  {field}: ")]
    assert words in line
    assert filled("log", "--json").out == before


@pytest.mark.parametrize(("changes", "words"), [
    (("--child", "2026/0002;kind"), "--child takes"), (("--child", "2026/9999"), "There is no case 2026/9999."),
    (("--set", "x"), "--set takes field=value")])
def test_what_cannot_be_read(filled, changes, words):
    found = filled(*LINE, *changes)
    assert found.code in (2, 5)
    assert words in found.err


def test_warnings_are_told_and_it_is_done(filled):
    found = filled(*LINE, "--kind", "service_custody", "--set", "service_acts=scuola", "--json")
    assert found.code == 0
    assert json.loads(found.out) == {"order": 1, "warnings": [{"field": "kind", "code": "custody-points"}]}
    assert found.err == "Warning: The order does not state points a, c, d, e, f of art. 5-bis c. 1 L. 184/1983\n"
    (order,) = records(filled)
    assert order["custody"]["service_acts"] == "scuola"


def test_several_children_with_their_outcomes(filled):
    filled(*LINE, "--child", "2/2026;kind=residential;placed_with=Casa Gialla;mother_responsibility=limited")
    (found,) = records(filled, "2/2026")
    assert (found["file_number"], found["child_kind"], found["placed_with"]) == ("2026/0002", "residential", "Casa Gialla")
    assert [c["file_number"] for c in found["others"]] == ["2026/0001"]
    assert "Casa Gialla" in filled("order", "show", "1", "--case", "2/2026").out
    assert filled("order", "show", "1", "--case", "2026/0003").code == 5
    assert filled("order", "edit", "1", "--child", "2026/0003").out == "Changed: order 1\n"
    assert len(records(filled, "2026/0003")[0]["others"]) == 2


def test_a_document_on_standard_input(filled):
    given = {"authority": "GT", "kind": "home_support", "filed_on": "2026-02-10", "text": "Dispone", "report_every_months": 3}
    assert filled("order", "add", "1/2026", "--file", "-", stdin=json.dumps(given)).out == "1\n"
    assert records(filled)[0]["report_every_months"] == 3
    assert filled("order", "add", "1/2026").code == 2


def test_edit_link_and_end(filled):
    filled(*LINE)
    assert filled("order", "edit", "1", "--set", "due_on=30/06/2026").out == "Changed: order 1\n"
    assert filled("order", "edit", "1", "--set", "due_on=30/06/2026").out == "Nothing differs from what is recorded.\n"
    assert filled("order", "edit", "1", "--set", "duration_months=30").code == 2
    assert filled("order", "edit", "99", "--set", "text=x").code == 5
    filled("order", "add", "1/2026", "--authority", "TM", "--kind", "extension", "--filed", "1/11/2026", "--follows", "12/26")
    first = records(filled, "1/2026")[1]
    assert (first["order"], first["followed_by"], first["state"]) == (1, [2], "in_force")
    assert "Follows" in filled("order", "show", "2").out
    assert filled("order", "end", "1").code == 2
    assert filled("order", "end", "1", "--reason", "replaced", "--ended", "2/11/2026").out == "Ended: order 1\n"
    assert filled("order", "end", "1", "--reason", "replaced", "--ended", "2/11/2026", "--all").out.startswith("Nothing differs")
    assert records(filled, "1/2026")[1]["state"] == "ended"
    assert "ended on 02/11/2026" in filled("order", "show", "1").out
    assert json.loads(filled("order", "end", "2", "--reason", "other", "--json").out) == {"order": 2, "changed": True}
    assert filled("undo").code == 0
    assert records(filled, "1/2026")[0]["state"] == "in_force"


def test_orders_are_found_by_their_number(filled):
    filled(*LINE)
    filled("order", "add", "2/2026", "--authority", "GT", "--kind", "inquiry", "--filed", "1/3/2026", "--order-number", "13/26")
    assert [o["order"] for o in records(filled, "--number", "12-26")] == [1]
    assert [o["order"] for o in records(filled, "2/2026", "--number", "N° 13/26")] == [2]
    assert records(filled, "1/2026", "--number", "13/26") == records(filled, "--number", "zz") == []


def test_there_are_none(filled):
    assert filled("order", "list") == (0, "", "There are no orders.\n")
    assert filled("order", "list", "1/2026", "--json").out == '{\n  "orders": []\n}\n'
    assert filled("order", "list", "2026/9999").code == 5


def test_looking_is_recorded(filled):
    filled("order", "list", "1/2026")
    seen = json.loads(filled("case", "history", "1/2026", "--json").out)["views"]
    assert ("open", "orders") in [(v["act"], v["detail"]) for v in seen]


def test_roles(filled):
    line = ("order", "role", "add", "1/2026", "--set", "role=curatore speciale", "--set", "name=Avv. Verdi")
    assert filled(*line).out == "1\n"
    assert filled("order", "role", "edit", "1", "--set", "contact=035 1").out == "Saved\n"
    assert filled("order", "role", "end", "1", "22/11/2026").out == "Saved\n"
    assert filled("order", "role", "end", "1", "22/11/2026").out.startswith("Nothing differs")
    assert json.loads(filled("order", "role", "list", "1/2026", "--json").out)["roles"] == [
        {"number": 1, "role": "special_representative", "name": "Avv. Verdi", "lawyer": None, "contact": "035 1", "order": None,
         "valid_from": None, "valid_to": "2026-11-22", "note": None}]
    assert "Special representative  Avv. Verdi" in filled("order", "role", "list", "1/2026").out
    assert filled("order", "role", "list", "2/2026").err == "No role is recorded.\n"
    assert filled("order", "role", "add", "1/2026", "--set", "name=x").code == 2
    assert filled("order", "role", "end", "9").code == 5


def test_hearings(filled):
    event = json.loads(filled("order", "hearing", "add", "1/2026", "--set", "at=03/12/2026 09:30", "--set", "authority=TM",
                              "--child", "2/2026", "--json").out)["event"]
    line = ("order", "hearing", "edit", event, "--set", "carers_summoned_on=20/11/2026", "--on", "2026-11-22")
    assert filled(*line).out == "Saved\n"
    (found,) = json.loads(filled("order", "hearing", "list", "1/2026", "--json").out)["hearings"]
    assert (found["event"], found["at"], found["carers_summoned_on"]) == (event, "2026-12-03T09:30", "2026-11-20")
    assert "03/12/2026 09:30" in filled("order", "hearing", "list", "2/2026").out
    assert filled("order", "hearing", "list", "2026/0003").err == "No hearing is recorded.\n"
    assert filled("order", "hearing", "edit", "999", "--set", "text=x").code == 5


def test_authorities(filled):
    text = filled("order", "authority", "list", "--on", "2026-10-16").out
    line = next(line for line in text.splitlines() if "Persone" in line)
    assert (line.endswith("17/10/2026      not active"), "Corte d'Appello di Brescia" in text) == (True, True)
    assert filled("order", "authority", "edit", "TPMF", "--set", "valid_from=1/1/2028").out == "Saved\n"
    found = json.loads(filled("order", "authority", "list", "--json").out)["authorities"]
    assert [(a["number"], a["valid_from"]) for a in found if a["kind"] == "family_court"] == [(1, "2028-01-01")]
    assert filled("order", "authority", "add", "--set", "name=Prefettura di Bergamo", "--set", "kind=other").out == "2\n"
    assert filled("order", "authority", "edit", "99", "--set", "name=x").code == 5
    assert filled("order", "authority", "edit", "2", "--set", "name=Prefettura di Bergamo").out.startswith("Nothing differs")
